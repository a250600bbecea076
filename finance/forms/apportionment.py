"""What is filled in about drivers and apportionments.

The grid of a driver's figures: councils down, one start date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django import forms

from finance.domain.apportionment import Entered, mark_with_shares
from finance.domain.driver import FigureEntry, mark_of_row
from finance.enums import Basis
from finance.models import Apportionment, Driver, DriverFigure
from finance.queries.sharing import lines_to_share
from programme.errors import DomainError
from programme.forms.cell_grid import CellGrid
from programme.forms.domain_form import RecordForm
from programme.forms.options import Option
from programme.models import Council, Programme
from services.forms.fields import FigureInput, LineField, ProseField, TypedFigureField
from services.models import ServiceReview
from services.values.figures import plain_figure, read_figure, written_figure

ResultT = TypeVar("ResultT")
BASES = [
    (Basis.EQUAL, Option("Equal shares", hint="Between the councils that take part.")),
    (Basis.FIXED, Option("Fixed percentages", hint="Enter them below. They come to 100.")),
    (Basis.DRIVER, Option("In proportion to a driver", hint="By its figures of each 1 April.")),
    (Basis.SINGLE, Option("Charged to one council", hint="Choose it below.")),
]


class DriverForm(RecordForm):
    """A driver, new (`record` None) or as it stands."""

    name = LineField(limit=200, help_text="What is counted, for example caseload or headcount.")
    unit = LineField(
        limit=60,
        required=False,
        label="Counted in",
        help_text="For example cases, FTE or £.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )


class EndApportionmentForm(RecordForm):
    """On which day an agreement last holds."""

    ended_on = forms.DateField(
        label="Last day on which it holds",
        required=False,
        help_text="A financial year is shared by what holds on its 1 April. Leave empty where it has no end.",
    )


class PercentField(forms.DecimalField):
    """A council's share in per cent."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=Decimal(0),
            max_value=Decimal(100),
            max_digits=8,
            decimal_places=5,
            required=False,
            widget=FigureInput(),
            error_messages={
                "invalid": "Enter a number from 0 to 100, such as 33.3.",
                "min_value": "Enter 0 to 100.",
                "max_value": "Enter 0 to 100.",
                "max_digits": "Enter at most 5 figures after the point.",
                "max_decimal_places": "Enter at most 5 figures after the point.",
            },
            **options,
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # a decimal, as DecimalField gives
        return super().to_python(str(value).replace("%", "").strip() if value not in self.empty_values else value)


class ApportionmentForm(RecordForm):
    """An apportionment, new or as it stands (`record`). `after` is the one that it takes the place of."""

    line = forms.ChoiceField(
        label="One line only",
        required=False,
        help_text="Leave empty for the whole of the review.",
        error_messages={"invalid_choice": "No business case, savings or budget line of the review has that code."},
    )
    basis = forms.ChoiceField(label="How it is shared", choices=BASES, widget=forms.RadioSelect)
    driver = forms.ModelChoiceField(Driver.objects.none(), required=False, empty_label="None")
    tolerance = forms.DecimalField(
        label="Tolerance in percentage points",
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text="For a driver: the agreed percentages stay until the driver's differ by more. Empty: none.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "decimal"}),
    )
    charged_to = forms.ModelChoiceField(Council.objects.none(), required=False, empty_label="None")
    override_reason = ProseField(
        label="Why the percentages hold instead",
        rows=3,
        limit=2_000,
        help_text="Only where other shares were agreed than the basis gives.",
    )
    starts_on = forms.DateField(label="First day")
    ended_on = forms.DateField(label="Last day", required=False, help_text="Leave empty where it has no end.")
    agreed_on = forms.DateField(label="Agreed on")
    agreed_by = LineField(label="Agreed by", limit=200, help_text="The body or person that agreed it.")
    shares_are_open = forms.BooleanField(
        label="The councils see each other's shares",
        required=False,
        initial=True,
        help_text="Otherwise a council's officers see their own only, and reports leave the shares out.",
    )

    def __init__(
        self,
        *arguments: Any,
        programme: Programme,
        review: ServiceReview | None,
        councils: Sequence[Council],
        record: Apportionment | None = None,
        after: Apportionment | None = None,
        **options: Any,
    ) -> None:
        self.programme, self.review, self.councils, self.after = programme, review, list(councils), after
        if after is not None:
            told = {name: getattr(after, name) for name in ("basis", "driver", "tolerance", "shares_are_open")}
            options["initial"] = {**told, **options.get("initial", {})}
        super().__init__(*arguments, record=record, **options)
        fields: Any = self.fields
        lines = lines_to_share(review) if review is not None and after is None else {}
        if record is not None and record.line:
            lines.setdefault(record.line, record.line)
        fields["line"].choices = [
            ("", "The whole review"),
            *((code, f"{name} ({code})") for code, name in lines.items()),
        ]
        if review is None or after is not None:
            del self.fields["line"]
        fields["driver"].queryset = Driver.objects.filter(programme=programme).order_by("name")
        fields["charged_to"].queryset = Council.objects.filter(pk__in=[one.pk for one in self.councils]).order_by(
            "short_name"
        )
        stands = self._stands(record or after)
        for council in self.councils:
            self.fields[self.share_name(council)] = PercentField(
                label=f"Share of {council.name} in per cent", initial=plain_figure(stands.get(council.pk))
            )

    @staticmethod
    def share_name(council: Council) -> str:
        """The name of the field of a council's share."""
        return f"share-{council.code}"

    @property
    def share_fields(self) -> list[tuple[Council, forms.BoundField]]:
        """The councils with the fields of their shares."""
        return [(council, self[self.share_name(council)]) for council in self.councils]

    def mark(self, record: Any) -> str:
        return mark_with_shares(record)

    def entered(self) -> Entered:
        """What was filled in; the form is valid."""
        said = self.cleaned_data
        names = Entered.__dataclass_fields__.keys() - {"shares", "line"}
        shares = {council: said[self.share_name(council)] for council in self.councils}
        return Entered(
            line=said.get("line", "") if self.after is None else self.after.line,
            shares={council: share for council, share in shares.items() if share is not None},
            **{name: said[name] for name in names},
        )

    def arguments(self) -> dict[str, Any]:
        return {"entered": self.entered(), **self.seen_mark()}

    def refuse(self, error: DomainError) -> None:
        if error.field == "shares" and self.councils:
            error.field = self.share_name(self.councils[0])
        super().refuse(error)

    def _stands(self, row: Apportionment | None) -> dict[int, Decimal | None]:
        """The agreed percentages of a row; those of a single council are in `charged_to`."""
        if row is None:
            return {}
        shares = {share.council_id: share.percentage for share in row.shares.filter(removed_at__isnull=True)}
        if row.basis == Basis.SINGLE:
            if not self.is_bound:
                self.initial.setdefault("charged_to", next(iter(shares), None))
            return {}
        return shares

    def _in_words(self, name: str) -> Any:
        if name == "charged_to" or name.startswith("share-"):
            stands = {share.council_id: share for share in self.record.shares.filter(removed_at__isnull=True)}  # type: ignore[union-attr]
            if name == "charged_to":
                return ", ".join(str(share.council) for share in stands.values()) if self._is_single else "None"
            council = next(one for one in self.councils if self.share_name(one) == name)
            share = stands.get(council.pk)
            return f"{plain_figure(share.percentage)}%" if share and not self._is_single else "None"
        return super()._in_words(name)

    @property
    def _is_single(self) -> bool:
        return bool(self.record is not None and self.record.basis == Basis.SINGLE)  # type: ignore[attr-defined]


PLACES = 4
"""How many decimal places a figure keeps."""


class DriverFiguresForm(CellGrid):
    """The figures of one day, new (`day` None: it is filled in) or as they stand.

    `before` are the figures that hold now, by council, to be seen beside.
    """

    starts_on = forms.DateField(
        label="From",
        help_text="The first day on which they hold. A financial year is shared by the figures of 1 April.",
    )

    def __init__(
        self,
        *arguments: Any,
        driver: Driver,
        councils: Sequence[Council],
        stands: Mapping[int, DriverFigure],
        before: Mapping[int, DriverFigure] | None = None,
        day: date | None = None,
        **options: Any,
    ) -> None:
        self.driver, self.councils, self.day = driver, list(councils), day
        self.stands: dict[int, Any] = dict(stands)
        self.before = dict(before or {})
        super().__init__(*arguments, **options)
        if day is not None:
            del self.fields["starts_on"]
        for council in self.councils:
            row = self.stands.get(council.pk)
            self.fields[f"value-{council.code}"] = TypedFigureField(
                read=partial(_read, unit=driver.unit),
                label=f"Figure of {council.name}",
                initial=plain_figure(row.value) if row else "",
            )
            self.fields[f"source-{council.code}"] = LineField(
                label=f"Source of the figure of {council.name}",
                limit=200,
                required=False,
                initial=row.source if row else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def grid(self) -> list[tuple[Council, str, forms.BoundField, forms.BoundField]]:
        """The councils with the figure before, as the page draws them."""
        return [
            (council, self._before(council), self[f"value-{council.code}"], self[f"source-{council.code}"])
            for council in self.councils
        ]

    def _before(self, council: Council) -> str:
        row = self.before.get(council.pk)
        return f"{written_figure(row.value)} from {row.starts_on:%-d %B %Y}" if row else "None"

    def cell_keys(self) -> dict[str, int]:
        return {f"value-{council.code}": council.pk for council in self.councils}

    def marks(self) -> dict[str, str]:
        return {name: mark_of_row(self.stands.get(key)) for name, key in self.cell_keys().items()}

    def take_over(self, cells: Mapping[Any, Any]) -> None:
        self.stands.update(cells)

    def said(self, key: int) -> str:
        row = self.stands.get(key)
        return (
            f"{written_figure(row.value)}, “{row.source}”" if row and row.source else written_figure(row and row.value)
        )

    def entries(self) -> list[FigureEntry]:
        """Every council's figure as it was sent."""
        seen = self.seen_marks()
        return [
            FigureEntry(
                council=council,
                value=self.cleaned_data[f"value-{council.code}"],
                source=self.cleaned_data[f"source-{council.code}"],
                seen=seen.get(f"value-{council.code}", ""),
            )
            for council in self.councils
        ]

    def arguments(self) -> dict[str, Any]:
        return {"starts_on": self.day or self.cleaned_data["starts_on"], **super().arguments()}


def _read(text: str, *, unit: str) -> Decimal | None:
    figure = read_figure(text, unit=unit, decimal_places=PLACES)
    if figure is not None and figure < 0:
        raise DomainError("Enter 0 or more.")
    return figure
