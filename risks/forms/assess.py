"""The form in which a risk is scored: a cell of the register's matrix, or the reason why it cannot be scored yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from programme.errors import DomainError
from programme.forms.domain_form import RecordForm
from risks.domain.assessment import mark_of_scores
from risks.enums import AssessmentKind, Axis
from risks.models import Matrix, MatrixCell, MatrixLevel, RegisterEntry
from risks.queries.risk_page import words_of
from services.forms.fields import ProseField

UNSCORED = "none"
"""What is sent for a risk that cannot be scored."""


@dataclass(frozen=True)
class CellChoice:
    """A radio button of the grid."""

    value: str
    element_id: str
    score: str
    band: str
    colour: str
    place: str
    is_chosen: bool


@dataclass(frozen=True)
class GridRow:
    """A likelihood and its cells, from the least serious impact."""

    level: MatrixLevel
    cells: tuple[CellChoice, ...]


@dataclass(frozen=True)
class ScoreGrid:
    """The matrix as it is drawn: the most serious likelihood on top."""

    matrix: Matrix
    impacts: tuple[MatrixLevel, ...]
    rows: tuple[GridRow, ...]


class AssessForm(RecordForm):
    """One score of a risk in a register (`record`), by the register's latest matrix."""

    kind = forms.ChoiceField(
        label="Which score",
        choices=[
            (AssessmentKind.INHERENT.value, "Inherent: as it would be without any control"),
            (AssessmentKind.CURRENT.value, "Current: as it is now"),
            (AssessmentKind.TARGET.value, "Target: as it is meant to become"),
        ],
        widget=forms.RadioSelect,
    )
    cell = forms.ChoiceField(
        label="Score",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a score, or Not scored.",
            "invalid_choice": "Choose the score again: that is no cell of the register’s matrix of today.",
        },
    )
    assessed_on = forms.DateField(
        label="Assessed on",
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}),
        help_text="Today or a day that has passed. A second score of the same day corrects the first.",
    )
    reason = ProseField(label="Why", rows=3, limit=5_000, help_text="Needed where it is not scored.")

    def __init__(self, *arguments: Any, record: RegisterEntry, matrix: Matrix | None, **options: Any) -> None:
        self.matrix = matrix
        self.cells: dict[str, MatrixCell] = {}
        super().__init__(*arguments, record=record, **options)
        if matrix is not None:
            cells = matrix.cells.select_related("likelihood", "impact", "band")
            order = cells.order_by("-likelihood__position", "impact__position")
            self.cells = {str(cell.pk): cell for cell in order}
        choices = [(value, str(cell)) for value, cell in self.cells.items()]
        self.fields["cell"].choices = [*choices, (UNSCORED, "Not scored")]  # type: ignore[attr-defined]

    def mark(self, record: Any) -> str:
        return mark_of_scores(record)

    def clean_kind(self) -> AssessmentKind:
        return AssessmentKind(self.cleaned_data["kind"])

    def clean_cell(self) -> MatrixCell | None:
        """The cell; None where it is not scored."""
        return self.cells.get(self.cleaned_data["cell"])

    def refuse(self, error: DomainError) -> None:
        super().refuse(error)
        if self.stands_now:
            self.stands_now = [(str(kind.label), words_of(getattr(self.record, kind.value))) for kind in AssessmentKind]

    @property
    def grid(self) -> ScoreGrid | None:
        """The cells as radio buttons by likelihood and impact; None where the register has no matrix yet."""
        if self.matrix is None:
            return None
        levels = list(self.matrix.levels.order_by("position"))
        impacts = tuple(level for level in levels if level.axis == Axis.IMPACT)
        chosen = str(self["cell"].value() or "")
        choices = {
            (cell.likelihood_id, cell.impact_id): CellChoice(
                value=value,
                element_id=f"{self['cell'].auto_id}_{place}",
                score=cell.score,
                band=cell.band.name,
                colour=cell.band.colour,
                place=f"{self.matrix.likelihood_title} {cell.likelihood}, {self.matrix.impact_title} {cell.impact}",
                is_chosen=value == chosen,
            )
            for place, (value, cell) in enumerate(self.cells.items())
        }
        rows = tuple(
            GridRow(level, tuple(choices[level.pk, impact.pk] for impact in impacts))
            for level in reversed(levels)
            if level.axis == Axis.LIKELIHOOD
        )
        return ScoreGrid(self.matrix, impacts, rows)

    @property
    def unscored(self) -> CellChoice:
        """The radio button under the grid."""
        return CellChoice(
            value=UNSCORED,
            element_id=f"{self['cell'].auto_id}_{len(self.cells)}",
            score="Not scored",
            band="",
            colour="",
            place="",
            is_chosen=self["cell"].value() == UNSCORED,
        )

    def _in_words(self, name: str) -> Any:
        return ""
