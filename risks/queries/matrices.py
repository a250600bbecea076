"""The versions of a register's matrix, and one of them as it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from risks.enums import Axis, ScoreRule
from risks.models import Assessment, Matrix, MatrixBand, MatrixCell, MatrixLevel, RegisterEntry, RiskRegister


@dataclass(frozen=True)
class MatrixVersion:
    """A version in the list. `is_latest`: risks are scored by it today."""

    matrix: Matrix
    levels: str
    is_latest: bool


@dataclass(frozen=True)
class MatrixRow:
    """A likelihood and its cells, by impact from the least serious."""

    level: MatrixLevel
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class MatrixPage:
    """A version as it is drawn: the likeliest row on top, the impacts from the least serious, bands from the most."""

    matrix: Matrix
    rows: tuple[MatrixRow, ...]
    impacts: tuple[MatrixLevel, ...]
    bands: tuple[MatrixBand, ...]

    @property
    def axes(self) -> tuple[tuple[str, tuple[MatrixLevel, ...]], ...]:
        """The title of each axis with its levels from the least serious."""
        likelihoods = tuple(row.level for row in reversed(self.rows))
        return (self.matrix.likelihood_title, likelihoods), (self.matrix.impact_title, self.impacts)

    @property
    def how_scored(self) -> str:
        """The rule of scores as a sentence."""
        return how_scored(self.matrix)


def matrix_versions(register: RiskRegister) -> list[MatrixVersion]:
    """Every version of the register's matrix, the latest first, in two queries."""
    matrices = list(register.matrices.select_related("created_by").order_by("-version"))
    counted = MatrixLevel.objects.filter(matrix__in=[matrix.pk for matrix in matrices]).order_by()
    rows = counted.values_list("matrix", "axis").annotate(count=Count("pk"))
    sizes = {(matrix, axis): count for matrix, axis, count in rows}
    return [
        MatrixVersion(
            matrix=matrix,
            levels=f"{sizes.get((matrix.pk, Axis.LIKELIHOOD), 0)} × {sizes.get((matrix.pk, Axis.IMPACT), 0)}",
            is_latest=place == 0,
        )
        for place, matrix in enumerate(matrices)
    ]


def matrix_page(matrix: Matrix) -> MatrixPage:
    """The version with its levels, cells and bands, in three queries."""
    levels = list(MatrixLevel.objects.filter(matrix=matrix).order_by("axis", "position"))
    bands = {band.pk: band for band in MatrixBand.objects.filter(matrix=matrix).order_by("-position")}
    cells = _by_place(MatrixCell.objects.filter(matrix=matrix).order_by("pk"))
    likelihoods = [level for level in levels if level.axis == Axis.LIKELIHOOD]
    impacts = [level for level in levels if level.axis == Axis.IMPACT]
    for cell in cells.values():
        cell.band = bands[cell.band_id]
    rows = [
        MatrixRow(level=likelihood, cells=tuple(cells[likelihood.pk, impact.pk] for impact in impacts))
        for likelihood in reversed(likelihoods)
    ]
    return MatrixPage(matrix=matrix, rows=tuple(rows), impacts=tuple(impacts), bands=tuple(bands.values()))


def assessments_by(matrix: Matrix, *, user: Any) -> int:
    """How many assessments, of risks that the reader sees, were made by this version."""
    entries = RegisterEntry.objects.visible_to(user).filter(register=matrix.register_id)
    return Assessment.objects.filter(cell__matrix=matrix, entry__in=entries).count()


def how_scored(matrix: Matrix) -> str:
    """ "Likelihood × impact; a higher score is more serious"."""
    likelihood, impact = matrix.likelihood_title, matrix.impact_title
    way = "a lower" if matrix.low_is_serious else "a higher"
    match matrix.score_rule:
        case ScoreRule.PAIR:
            first, second = (impact, likelihood) if matrix.impact_first else (likelihood, impact)
            return f"The labels of {first.lower()} and {second.lower()} side by side"
        case ScoreRule.RANKED:
            return f"A number of its own for each cell; {way} one is more serious"
        case ScoreRule.SUM:
            return f"{likelihood} + {impact.lower()}; {way} score is more serious"
        case _:
            return f"{likelihood} × {impact.lower()}; {way} score is more serious"


def _by_place(cells: Iterable[MatrixCell]) -> dict[tuple[int, int], MatrixCell]:
    return {(cell.likelihood_id, cell.impact_id): cell for cell in cells}
