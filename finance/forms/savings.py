"""What is filled in about a line of the savings tracker.

Values of the savings tracker to fill in: rows and columns of cells, each an amount, 0, withheld or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from finance.domain.savings_values import CellKey, ValueEntry, mark_of_cell
from finance.enums import Evidence, Measure, SavingsState, ValueKind
from finance.models import SavingsLine
from finance.queries.savings_reconciliation import Taken
from finance.rules.figures import plain_amount, read_amount, written_cell
from finance.rules.money import BLANK, Cell
from finance.rules.savings import cell_of
from programme.forms.cell_grid import CellGrid
from programme.forms.domain_form import DomainForm, RecordForm
from programme.models import Council, User
from services.forms.fields import LineField, ProseField, TypedFigureField
from services.models import ServiceReview
from services.queries.readers import readers_of

MOST_PARTS = 4


class SavingsLineForm(RecordForm):
    """A saving or in-year pressure, new (`record` None) or as it stands."""

    name = LineField(limit=300, help_text="For example Fewer offices.")
    measure = forms.ChoiceField(
        choices=Measure.choices,
        initial=Measure.RECURRING,
        help_text="A one-off saving is gone the next year, a recurring one goes on. A pressure takes away.",
    )
    is_cashable = forms.BooleanField(
        label="Cashable", required=False, initial=True, help_text="It can be taken out of a budget."
    )
    evidence = forms.ChoiceField(label="How well it is known", choices=Evidence.choices, initial=Evidence.ESTIMATE)
    state = forms.ChoiceField(choices=SavingsState.choices, initial=SavingsState.ON_TRACK, widget=forms.RadioSelect)
    state_reason = ProseField(
        label="Reason for the state", rows=3, limit=2_000, help_text="Needed for at risk and unachievable."
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label="Who answers for it",
        required=False,
        empty_label="Nobody yet",
        help_text="Anyone who sees this review.",
    )

    def __init__(
        self, *arguments: Any, review: ServiceReview, record: SavingsLine | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, record=record, **options)
        people = readers_of(review)
        if record is not None and record.owner_id is not None:
            people = User.objects.filter(pk__in=[*people.values_list("pk", flat=True), record.owner_id])
        self.fields["owner"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]


class CloseLineForm(RecordForm):
    """Since when a line counts no more, and why."""

    closed_on = forms.DateField(
        label="Closed on",
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}),
        help_text="Today or earlier.",
    )
    closed_reason = ProseField(label="Why", rows=3, limit=2_000, help_text="It stays in the record with this.")


class MergeForm(DomainForm):
    """Lines that go on as one."""

    lines = forms.ModelMultipleChoiceField(
        SavingsLine.objects.none(),
        label="Lines to merge",
        widget=forms.CheckboxSelectMultiple,
        help_text="Two or more. Their amounts are added to the penny.",
        error_messages={"required": "Choose two or more lines."},
    )
    name = LineField(label="Name of the line they become", limit=300)
    on = forms.DateField(label="Since when", widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}))
    reason = ProseField(label="Why", rows=3, limit=2_000)

    def __init__(self, *arguments: Any, review: ServiceReview, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["lines"].queryset = SavingsLine.objects.filter(  # type: ignore[attr-defined]
            review=review, closed_on__isnull=True
        ).order_by("position", "code")


class SplitForm(RecordForm):
    """The parts that a line goes on as, each with its per cent."""

    not_kept = frozenset(
        {"on", "reason"} | {f"{what}_{place}" for place in range(1, MOST_PARTS + 1) for what in ("name", "share")}
    )
    on = forms.DateField(label="Since when", widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}))
    reason = ProseField(label="Why", rows=3, limit=2_000)

    def __init__(self, *arguments: Any, record: SavingsLine, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        for place in range(1, MOST_PARTS + 1):
            self.fields[f"name_{place}"] = LineField(label=f"Name of part {place}", limit=300, required=place <= 2)
            self.fields[f"share_{place}"] = forms.DecimalField(
                label=f"Per cent of part {place}",
                min_value=Decimal("0.01"),
                max_value=Decimal("99.99"),
                decimal_places=2,
                required=place <= 2,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
            )
        self.order_fields(
            [f"{what}_{place}" for place in range(1, MOST_PARTS + 1) for what in ("name", "share")] + ["on", "reason"]
        )

    def clean(self) -> dict[str, Any]:
        """The parts as one mapping from name to per cent."""
        found = super().clean() or self.cleaned_data
        parts: dict[str, Decimal] = {}
        for place in range(1, MOST_PARTS + 1):
            name, share = found.pop(f"name_{place}", ""), found.pop(f"share_{place}", None)
            if bool(name) != (share is not None) and not {f"name_{place}", f"share_{place}"} & set(self.errors):
                self.add_error(f"share_{place}" if name else f"name_{place}", "Enter a name and a per cent together.")
            elif name and name in parts:
                self.add_error(f"name_{place}", "Give each part a name of its own.")
            elif name and share is not None:
                parts[name] = share
        return {**found, "parts": parts}


class TakeForm(DomainForm):
    """Which changed plans become those of the version."""

    replace = forms.MultipleChoiceField(
        label="Plans to replace",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The others stay as they are, and the reconciliation shows the difference. A replaced plan is for "
        "whole years; its months are cleared and stay in the history.",
    )

    def __init__(self, *arguments: Any, taken: Sequence[Taken], **options: Any) -> None:
        super().__init__(*arguments, **options)
        changed = [(one.case_line.code, one.case_line.name) for one in taken if one.can_replace]
        self.fields["replace"].choices = changed  # type: ignore[attr-defined]
        if not changed:
            del self.fields["replace"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A cell of the page: what it is of, and the words for it."""

    line: SavingsLine
    council: Council | None
    year: int
    month: int
    kind: ValueKind
    label: str
    column: str

    @property
    def name(self) -> str:
        """The name of its field; codes have no underscore, so that no two places share one."""
        return f"{self.line.code}__{self.month}__{self.kind}"

    @property
    def key(self) -> CellKey:
        return self.line.pk, self.council.pk if self.council else None, self.year, self.month, str(self.kind)


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """A row of the page. `note` stands small under its label."""

    label: str
    note: str = ""
    places: tuple[Place, ...]


class SavingsGrid(CellGrid):
    """`stands` are the recorded cells."""

    def __init__(
        self, *arguments: Any, rows: Sequence[PlaceRow], stands: Mapping[CellKey, Cell], **options: Any
    ) -> None:
        self.rows, self.stands = rows, dict(stands)
        super().__init__(*arguments, **options)
        for place in self.places:
            cell = self.stands.get(place.key, BLANK)
            self.fields[place.name] = TypedFigureField(
                read=read_amount, written=plain_amount(cell), stands=cell, label=place.label
            )

    @property
    def places(self) -> list[Place]:
        return [place for row in self.rows for place in row.places]

    @property
    def columns(self) -> list[str]:
        return [place.column for place in self.rows[0].places] if self.rows else []

    @property
    def grid(self) -> list[tuple[PlaceRow, list[tuple[Place, forms.BoundField]]]]:
        """The rows as the page draws them."""
        return [(row, [(place, self[place.name]) for place in row.places]) for row in self.rows]

    def entries(self) -> list[ValueEntry]:
        """Every cell as it was sent."""
        seen = self.seen_marks()
        return [
            ValueEntry(
                line=place.line,
                council=place.council,
                year=place.year,
                month=place.month,
                kind=place.kind,
                cell=self.cleaned_data[place.name],
                seen=seen.get(place.name, ""),
            )
            for place in self.places
        ]

    def cell_keys(self) -> dict[str, CellKey]:
        return {place.name: place.key for place in self.places}

    def marks(self) -> dict[str, str]:
        return {name: mark_of_cell(self.stands.get(key, BLANK)) for name, key in self.cell_keys().items()}

    def take_over(self, cells: Mapping[Any, Any]) -> None:
        self.stands.update({key: cell_of(row) for key, row in cells.items()})

    def said(self, key: CellKey) -> str:
        now = self.stands[key]
        return "nothing" if now == BLANK else written_cell(now)
