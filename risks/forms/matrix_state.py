"""What stands in the page of a matrix while it is being made: words as typed, whole or not, and what its buttons do.

A matrix as a draft of the next one, the presets to begin with, and a draft drawn before it is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from risks.domain.matrix import BandDraft, CellDraft, LevelDraft, MatrixDraft
from risks.enums import Axis, BandColour, ScoreRule
from risks.models import Matrix, MatrixBand, MatrixCell, MatrixLevel
from risks.queries.matrices import MatrixPage, MatrixRow, matrix_page
from risks.rules.matrix import FEWEST_LEVELS, MOST_LEVELS, score_cells

MOST_BANDS = 10
LEVEL_PARTS = ("label", "name", "value", "meaning")
BAND_PARTS = ("name", "colour", "meaning")
CELL_PARTS = ("band", "tolerated", "number")
PLAIN = (
    "note",
    "likelihood_title",
    "impact_title",
    "score_title",
    "score_rule",
    "low_is_serious",
    "impact_first",
    "seen_version",
)

Part = dict[str, str]


@dataclass
class MatrixState:
    """Levels and bands from the least serious; `cells[likelihood][impact]`; a cell names its band by its place."""

    plain: Part = field(default_factory=dict)
    levels: dict[Axis, list[Part]] = field(default_factory=lambda: {Axis.LIKELIHOOD: [], Axis.IMPACT: []})
    bands: list[Part] = field(default_factory=list)
    cells: list[list[Part]] = field(default_factory=list)

    def data(self) -> Part:
        """The same as the fields of the page."""
        said = dict(self.plain)
        for axis, levels in self.levels.items():
            said[f"{axis.value}_count"] = str(len(levels))
            _put(said, axis.value, levels)
        said["band_count"] = str(len(self.bands))
        _put(said, "band", self.bands)
        for likelihood, row in enumerate(self.cells):
            _put(said, f"cell-{likelihood}", row)
        return said

    def do(self, what: str) -> None:
        """What a button of the page does: `add-impact`, `remove-likelihood-2`, `add-band`, `remove-band-0`, `fill`.

        What cannot be done (an eleventh level, the last band) is not done.
        """
        verb, _, rest = what.partition("-")
        noun, _, place = rest.partition("-")
        index = int(place) if place.isdecimal() and len(place) < 3 else -1
        match verb, noun:
            case "add", ("likelihood" | "impact"):
                self._add_level(Axis(noun))
            case "remove", ("likelihood" | "impact"):
                self._remove_level(Axis(noun), index)
            case "add", "band":
                self._add_band()
            case "remove", "band":
                self._remove_band(index)
            case "fill", _:
                self._fill_bands()

    def _add_level(self, axis: Axis) -> None:
        levels = self.levels[axis]
        if len(levels) >= MOST_LEVELS:
            return
        levels.append(dict.fromkeys(LEVEL_PARTS, ""))
        levels[-1]["label"] = _after([level["label"] for level in levels[:-1]])
        if axis == Axis.LIKELIHOOD:
            self.cells.append([_like(cell) for cell in self.cells[-1]])
        else:
            for row in self.cells:
                row.append(_like(row[-1]))

    def _remove_level(self, axis: Axis, index: int) -> None:
        levels = self.levels[axis]
        if not 0 <= index < len(levels) or len(levels) <= FEWEST_LEVELS:
            return
        del levels[index]
        if axis == Axis.LIKELIHOOD:
            del self.cells[index]
        else:
            for row in self.cells:
                del row[index]

    def _add_band(self) -> None:
        if len(self.bands) < MOST_BANDS:
            self.bands.append({"name": "", "colour": BandColour.RED.value, "meaning": ""})

    def _remove_band(self, index: int) -> None:
        """Its cells go to the band below it, or to the lowest left."""
        if not 0 <= index < len(self.bands) or len(self.bands) == 1:
            return
        del self.bands[index]
        for cell in (cell for row in self.cells for cell in row):
            place = _number(cell["band"])
            if place is not None and place >= index:
                cell["band"] = str(max(place - 1, 0))

    def _fill_bands(self) -> None:
        """Cut the matrix evenly into its bands, by the product of the places of a cell."""
        rows, columns = len(self.levels[Axis.LIKELIHOOD]), len(self.levels[Axis.IMPACT])
        for likelihood, impact in product(range(rows), range(columns)):
            share = (likelihood + 1) * (impact + 1) / (rows * columns)
            place = min(int(share * len(self.bands) * 0.999_999), len(self.bands) - 1)
            self.cells[likelihood][impact]["band"] = str(place)


def state_of_data(data: Mapping[str, Any]) -> MatrixState:
    """The page as it was sent; never fewer levels than a matrix has, never more."""
    state = MatrixState(plain={name: str(data.get(name, "")) for name in PLAIN})
    for axis in Axis:
        count = _count(data.get(f"{axis.value}_count"), fewest=FEWEST_LEVELS, most=MOST_LEVELS)
        state.levels[axis] = [_take(data, f"{axis.value}-{place}", LEVEL_PARTS) for place in range(count)]
    bands = _count(data.get("band_count"), fewest=1, most=MOST_BANDS)
    state.bands = [_take(data, f"band-{place}", BAND_PARTS) for place in range(bands)]
    state.cells = [
        [_take(data, f"cell-{row}-{column}", CELL_PARTS) for column in range(len(state.levels[Axis.IMPACT]))]
        for row in range(len(state.levels[Axis.LIKELIHOOD]))
    ]
    return state


def state_of_draft(draft: MatrixDraft, *, seen_version: int) -> MatrixState:
    """The page as it opens on a matrix, for the next version of it."""
    places = {band.name: str(place) for place, band in enumerate(draft.bands)}
    state = MatrixState(
        plain={
            "note": "",
            "likelihood_title": draft.likelihood_title,
            "impact_title": draft.impact_title,
            "score_title": draft.score_title,
            "score_rule": draft.score_rule.value,
            "low_is_serious": "yes" if draft.low_is_serious else "no",
            "impact_first": "yes" if draft.impact_first else "no",
            "seen_version": str(seen_version),
        }
    )
    for axis, levels in ((Axis.LIKELIHOOD, draft.likelihood), (Axis.IMPACT, draft.impact)):
        state.levels[axis] = [
            {"label": one.label, "name": one.name, "value": _text(one.value), "meaning": one.meaning} for one in levels
        ]
    state.bands = [{"name": one.name, "colour": one.colour.value, "meaning": one.meaning} for one in draft.bands]
    for likelihood in draft.likelihood:
        found = [draft.cells[likelihood.label, impact.label] for impact in draft.impact]
        state.cells.append(
            [
                {
                    "band": places[cell.band],
                    "tolerated": "on" if cell.is_tolerated else "",
                    "number": _text(cell.number),
                }
                for cell in found
            ]
        )
    return state


def rule_of(state: MatrixState) -> str:
    """The score rule that is chosen, or the first."""
    chosen = state.plain.get("score_rule", "")
    return chosen if chosen in ScoreRule.values else ScoreRule.PRODUCT.value


def _put(said: Part, stem: str, parts: list[Part]) -> None:
    for place, part in enumerate(parts):
        said |= {f"{stem}-{place}-{name}": value for name, value in part.items()}


def _take(data: Mapping[str, Any], stem: str, names: tuple[str, ...]) -> Part:
    return {name: str(data.get(f"{stem}-{name}", "")) for name in names}


def _cell(cell: CellDraft, band: str) -> Part:
    return {"band": band, "tolerated": "on" if cell.is_tolerated else "", "number": _text(cell.number)}


def _like(cell: Part) -> Part:
    """The cell of a new level: in the band of its neighbour, not tolerated until somebody says so."""
    return {"band": cell["band"], "tolerated": "", "number": ""}


def _after(labels: list[str]) -> str:
    """The next number where the levels so far are numbers that count up, else nothing."""
    if labels == [str(place) for place in range(1, len(labels) + 1)]:
        return str(len(labels) + 1)
    return ""


def _count(said: Any, *, fewest: int, most: int) -> int:
    return min(max(_number(str(said or "")) or 0, fewest), most)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


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
