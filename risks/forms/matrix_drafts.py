"""A matrix as a draft of the next one, the presets to begin with, and a draft drawn before it is saved."""

from __future__ import annotations

from itertools import product

from risks.domain.matrix import BandDraft, CellDraft, LevelDraft, MatrixDraft
from risks.enums import Axis, BandColour, ScoreRule
from risks.models import Matrix, MatrixBand, MatrixCell, MatrixLevel
from risks.queries.matrices import MatrixPage, MatrixRow, matrix_page
from risks.rules.matrix import score_cells

PRESETS = (3, 4, 5)
"""How many levels on each axis a matrix of numbers may begin with."""
LIKELIHOODS = {
    3: ("Unlikely", "Possible", "Likely"),
    4: ("Unlikely", "Possible", "Likely", "Almost certain"),
    5: ("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
}
IMPACTS = {
    3: ("Minor", "Moderate", "Major"),
    4: ("Minor", "Moderate", "Major", "Critical"),
    5: ("Negligible", "Minor", "Moderate", "Major", "Critical"),
}
BANDS = (
    BandDraft(name="Low", colour=BandColour.GREEN),
    BandDraft(name="Medium", colour=BandColour.AMBER),
    BandDraft(name="High", colour=BandColour.RED),
)
LOW_UP_TO, MEDIUM_UP_TO = 0.2, 0.5
"""Up to which part of the highest score a cell of a preset is low, and medium."""


def preset(size: int) -> MatrixDraft:
    """A matrix of numbers by product, with three bands; what is low is tolerated."""
    levels = range(1, size + 1)
    cells = {}
    for likelihood, impact in product(levels, levels):
        share = likelihood * impact / size**2
        band = "Low" if share <= LOW_UP_TO else "Medium" if share <= MEDIUM_UP_TO else "High"
        cells[str(likelihood), str(impact)] = CellDraft(band=band, is_tolerated=band == "Low")
    return MatrixDraft(
        likelihood=_numbered(LIKELIHOODS[size]), impact=_numbered(IMPACTS[size]), bands=BANDS, cells=cells
    )


def draft_of(matrix: Matrix) -> MatrixDraft:
    """The matrix as it would be written again."""
    page = matrix_page(matrix)
    likelihoods, impacts = (levels for _, levels in page.axes)
    ranked = matrix.score_rule == ScoreRule.RANKED
    return MatrixDraft(
        likelihood=tuple(_level(level) for level in likelihoods),
        impact=tuple(_level(level) for level in impacts),
        bands=tuple(
            BandDraft(name=band.name, colour=BandColour(band.colour), meaning=band.meaning)
            for band in reversed(page.bands)
        ),
        cells={
            (row.level.label, impact.label): CellDraft(
                band=cell.band.name, is_tolerated=cell.is_tolerated, number=int(cell.score) if ranked else None
            )
            for row in page.rows
            for impact, cell in zip(impacts, row.cells, strict=True)
        },
        score_rule=ScoreRule(matrix.score_rule),
        low_is_serious=matrix.low_is_serious,
        impact_first=matrix.impact_first,
        likelihood_title=matrix.likelihood_title,
        impact_title=matrix.impact_title,
        score_title=matrix.score_title,
        note=matrix.note,
    )


def page_of_draft(draft: MatrixDraft) -> MatrixPage:
    """A draft without faults as it will be drawn. Nothing of it is saved."""
    scores = score_cells(draft.scheme, draft.given())
    bands = {
        band.name: MatrixBand(name=band.name, colour=band.colour, meaning=band.meaning, position=position)
        for position, band in enumerate(draft.bands, 1)
    }
    likelihoods = [_drawn(level, Axis.LIKELIHOOD) for level in draft.likelihood]
    impacts = tuple(_drawn(level, Axis.IMPACT) for level in draft.impact)
    rows = []
    for likelihood in reversed(likelihoods):
        cells = []
        for impact in impacts:
            place = (likelihood.label, impact.label)
            given = draft.cells[place]
            cell = MatrixCell(score=scores[place].score, rank=scores[place].rank, is_tolerated=given.is_tolerated)
            cell.band = bands[given.band]
            cells.append(cell)
        rows.append(MatrixRow(level=likelihood, cells=tuple(cells)))
    matrix = Matrix(
        score_rule=draft.score_rule,
        low_is_serious=draft.low_is_serious,
        impact_first=draft.impact_first,
        likelihood_title=draft.likelihood_title,
        impact_title=draft.impact_title,
        score_title=draft.score_title,
    )
    return MatrixPage(matrix=matrix, rows=tuple(rows), impacts=impacts, bands=tuple(reversed(bands.values())))


def _numbered(names: tuple[str, ...]) -> tuple[LevelDraft, ...]:
    return tuple(LevelDraft(label=str(place), name=name, value=place) for place, name in enumerate(names, 1))


def _level(level: MatrixLevel) -> LevelDraft:
    return LevelDraft(label=level.label, name=level.name, meaning=level.meaning, value=level.value)


def _drawn(level: LevelDraft, axis: Axis) -> MatrixLevel:
    return MatrixLevel(axis=axis, label=level.label, name=level.name, meaning=level.meaning, value=level.value)
