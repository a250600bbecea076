"""The grid of options and criteria, filled in at once. Errors stand at their cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from finance.domain.options import ScoreEntry, mark_of_score
from finance.queries.options import Appraisal, CriterionRow, OptionRow, ScoreRow
from finance.queries.options_words import judged_words
from programme.forms.cell_grid import CellGrid
from services.forms.fields import FigureInput, ProseField
from services.values.figures import plain_figure

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
