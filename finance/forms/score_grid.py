"""The grid of options and criteria, filled in at once. Errors stand at their cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from finance.domain.options import ScoreEntry, ScoresChangedByAnother, mark_of_score
from finance.queries.options import Appraisal, CriterionRow, OptionRow, ScoreRow
from finance.queries.options_words import judged_words
from programme.errors import DomainError, NotAllowed
from services.figures import plain_figure
from services.forms.fields import ProseField

PASSES = {"": None, "yes": True, "no": False}
WORDS = {"": "Not judged", "yes": "Passes", "no": "Fails"}


@dataclass(frozen=True)
class ScoreCell:
    """A cell as the page draws it."""

    criterion: CriterionRow
    judged: forms.BoundField
    reason: forms.BoundField


class ScoreGrid(forms.Form):
    """`seen` carries the mark of every cell as the page was opened."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "The page was not sent whole, so nothing was saved. Check it and save again."},
    )

    def __init__(self, *arguments: Any, appraisal: Appraisal, **options: Any) -> None:
        self.appraisal = appraisal
        self.rows: dict[tuple[int, int], Any] = dict(appraisal.scores)
        super().__init__(*arguments, **options)
        self.fields["seen"].initial = json.dumps(self._marks())
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

    def _marks(self) -> dict[str, str]:
        return {
            cell_name(option, criterion): mark_of_score(self.rows.get((option.pk, criterion.pk)))
            for option, criterion in self._cells()
        }

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

    def submit(self, act: Callable[..., int], **given: Any) -> int | None:
        """Call `act` with the cells; how many were written. None when the form or the function refuses."""
        if not self.is_valid():
            return None
        try:
            return act(entries=self._entries(), **given)
        except NotAllowed:
            raise
        except ScoresChangedByAnother as error:
            self._refuse_changed(error)
        except DomainError as error:
            self.add_error(None, error.message)
        return None

    def _entries(self) -> list[ScoreEntry]:
        seen = _marks_in(self.cleaned_data["seen"])
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
                    seen=str(seen.get(name, "")),
                )
            )
        return entries

    def _refuse_changed(self, error: ScoresChangedByAnother) -> None:
        """Say at each cell what stands now; saving again is then knowingly on top of it."""
        self.add_error(None, error.message)
        self.rows.update(error.cells)
        seen, stands = _marks_in(self.data.get("seen", "")), self._marks()
        for option, criterion in self._cells():
            key = option.pk, criterion.pk
            if key in error.cells:
                name = cell_name(option, criterion)
                seen[name] = stands[name]
                self.add_error(name, f"Someone else changed this to {_said(error.cells[key])}.")
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = json.dumps(seen)
        self.data = typed


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
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "concordat-grid__figure", "autocomplete": "off"}
        ),
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


def _marks_in(seen: str) -> dict[str, Any]:
    try:
        found = json.loads(seen)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
