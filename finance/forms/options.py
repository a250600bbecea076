"""What is filled in about the criteria and options of a business case.

The grid of options and criteria, filled in at once. Errors stand at their cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from finance.domain.options import ScoreEntry, mark_of_score
from finance.enums import CriterionKind, Outcome
from finance.models import Criterion, Option
from finance.queries.options import Appraisal, CriterionRow, OptionRow, ScoreRow, judged_words
from programme.forms.cell_grid import CellGrid
from programme.forms.domain_form import RecordForm
from programme.models import PartialDateFormField
from services.forms.fields import FigureInput, LineField, ProseField
from services.values.figures import plain_figure


def _number(**options: Any) -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "govuk-input--width-3", **options})


class _PlacedForm(RecordForm):
    """A record that stands in an order and can be taken out of it."""

    not_kept = frozenset({"is_removed"})
    position = forms.IntegerField(
        label="Place in the order",
        min_value=1,
        max_value=1_000,
        required=False,
        widget=_number(),
        help_text="Leave empty to put it last.",
    )
    is_removed = forms.BooleanField(
        label="Take it out of the appraisal", required=False, help_text="It stays in the history."
    )

    def __init__(self, *arguments: Any, record: Any = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        if record is None:
            del self.fields["is_removed"]
        else:
            self.fields["position"].help_text = ""


class CriterionForm(_PlacedForm):
    """What the options are judged by."""

    name = LineField(label="Criterion", limit=300, rows=2)
    kind = forms.ChoiceField(
        label="How options are judged by it", choices=CriterionKind.choices, initial=CriterionKind.SCORED
    )
    weight = forms.DecimalField(
        label="Weight",
        min_value=Decimal(0),
        max_value=Decimal("9999.99"),
        decimal_places=2,
        initial=1,
        widget=_number(step="0.01"),
        help_text="How many times its scores count. 0: they are told and do not count.",
    )
    highest_score = forms.IntegerField(label="Highest score", min_value=1, max_value=1_000, initial=5, widget=_number())
    field_order = ["name", "kind", "weight", "highest_score", "position", "is_removed"]

    def __init__(self, *arguments: Any, record: Criterion | None = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)


class OutcomeForm(RecordForm):
    """Whether the preferred option met a criterion, as is found later."""

    outcome = forms.ChoiceField(label="Was it met?", choices=[("", "Not judged yet"), *Outcome.choices], required=False)
    outcome_reason = ProseField(label="Why", help_text="What it rests on. Markdown.")
    outcome_on = PartialDateFormField(
        label="When it was judged", required=False, max_length=40, help_text="For example 7 April 2010, or April 2010."
    )


class OptionForm(_PlacedForm):
    """A way in which the service could be run."""

    name = LineField(label="Option", limit=300, rows=2)
    description = ProseField(label="Description", help_text="Markdown.")
    field_order = ["name", "description", "position", "is_removed"]

    def __init__(self, *arguments: Any, record: Option | None = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)


class DecisionForm(RecordForm):
    """Whether an option is on the shortlist or preferred, and why."""

    is_shortlisted = forms.BooleanField(label="It is on the shortlist", required=False)
    is_preferred = forms.BooleanField(label="It is the preferred option", required=False)
    reason = ProseField(
        label="Why, or why not",
        help_text="The preferred option need be neither the cheapest nor the one with the most points: then say why.",
    )


PASSES = {"": None, "yes": True, "no": False}
WORDS = {"": "Not judged", "yes": "Passes", "no": "Fails"}


@dataclass(frozen=True)
class ScoreCell:
    """A cell as the page draws it."""

    criterion: CriterionRow
    judged: forms.BoundField
    reason: forms.BoundField


class ScoreGrid(CellGrid):
    """The judgements of a case, option by option."""

    def __init__(self, *arguments: Any, appraisal: Appraisal, **options: Any) -> None:
        self.appraisal = appraisal
        self.rows: dict[tuple[int, int], Any] = dict(appraisal.scores)
        super().__init__(*arguments, **options)
        for option, criterion in self._cells():
            self._add(option, criterion)

    def _cells(self) -> Iterator[tuple[OptionRow, CriterionRow]]:
        for option in self.appraisal.options:
            for criterion in self.appraisal.criteria:
                yield option, criterion

    def _add(self, option: OptionRow, criterion: CriterionRow) -> None:
        row, name = self.rows.get((option.pk, criterion.pk)), cell_name(option, criterion)
        label = f"{option.name}: {criterion.name}"
        if criterion.is_scored:
            self.fields[name] = _score_field(criterion, label=label, stands=row.score if row else None)
        else:
            stands = {True: "yes", False: "no"}.get(row.passes, "") if row else ""
            self.fields[name] = forms.ChoiceField(
                label=label, choices=list(WORDS.items()), required=False, initial=stands
            )
        self.fields[f"{name}__reason"] = ProseField(
            label=f"Reason: {label}", limit=2_000, rows=2, initial=row.reason if row else ""
        )

    def cell_keys(self) -> dict[str, tuple[int, int]]:
        return {cell_name(option, criterion): (option.pk, criterion.pk) for option, criterion in self._cells()}

    def marks(self) -> dict[str, str]:
        return {name: mark_of_score(self.rows.get(key)) for name, key in self.cell_keys().items()}

    def take_over(self, cells: Mapping[Any, Any]) -> None:
        self.rows.update(cells)

    def said(self, key: tuple[int, int]) -> str:
        return _said(self.rows[key])

    @property
    def grid(self) -> list[tuple[OptionRow, list[ScoreCell]]]:
        """The options with their cells, as the page draws them."""
        return [
            (
                option,
                [
                    ScoreCell(one, self[cell_name(option, one)], self[f"{cell_name(option, one)}__reason"])
                    for one in self.appraisal.criteria
                ],
            )
            for option in self.appraisal.options
        ]

    def entries(self) -> list[ScoreEntry]:
        """Every cell as it was sent."""
        seen = self.seen_marks()
        entries = []
        for option, criterion in self._cells():
            name = cell_name(option, criterion)
            judged = self.cleaned_data[name]
            entries.append(
                ScoreEntry(
                    option=option.pk,
                    criterion=criterion.pk,
                    passes=None if criterion.is_scored else PASSES[judged],
                    score=judged if criterion.is_scored else None,
                    reason=self.cleaned_data[f"{name}__reason"],
                    seen=seen.get(name, ""),
                )
            )
        return entries


def cell_name(option: OptionRow, criterion: CriterionRow) -> str:
    """The name of a cell's field."""
    return f"o{option.pk}-c{criterion.pk}"


def _score_field(criterion: CriterionRow, *, label: str, stands: Decimal | None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=Decimal(criterion.highest_score),
        max_digits=6,
        decimal_places=2,
        required=False,
        initial=plain_figure(stands),
        widget=FigureInput(),
        error_messages={
            "invalid": f"Enter a number from 0 to {criterion.highest_score}, or leave it empty.",
            "min_value": f"Enter 0 to {criterion.highest_score}.",
            "max_value": f"Enter 0 to {criterion.highest_score}.",
        },
    )


def _said(row: Any) -> str:
    words = judged_words(_row(row)).lower() if row else "not judged"
    return f"{words}, “{row.reason[:80]}”" if row and row.reason else words


def _row(row: Any) -> ScoreRow:
    return ScoreRow(
        pk=row.pk,
        option_id=row.option_id,
        criterion_id=row.criterion_id,
        passes=row.passes,
        score=row.score,
        reason=row.reason,
    )
