"""A heat map as geometry: how many risks stand in each cell of a matrix, by pure functions.

`HeatMap` is what is told, plain words and numbers, for a page or frozen in a report, so a new field needs a default,
and none may go; `draw_heat_map` works out where everything stands, and templates draw it with presentation attributes
alone. Seriousness grows upwards and to the right, whatever way the register counts. A cell's band is written in it:
its colour never stands alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from programme.drawing.charts import Word, wrap
from risks.enums import BandColour

WIDTH = 760.0
LEFT = 132.0
RIGHT = 8.0
TOP = 30.0
LINE = 18.0
COUNT_LINE = 27.0
LOWEST = 48.0
"""No row is lower than this."""
TYPES = ((100.0, 15.0), (76.0, 13.0))
SMALLEST_TYPE = 12.0
"""The type of the cells' words: the first for which a cell is wide enough, else the smallest."""
TYPE_OF_WRAP = 15.0
"""The type that `wrap` reckons with."""
MOST_LINES = 6
"""Lines of numbers in a cell; how many more there are is told after them."""

COLOURS: dict[str, tuple[str, str]] = {
    BandColour.GREEN: ("#cdebdc", "#0b0c0c"),
    BandColour.LIGHT_GREEN: ("#e6f3cf", "#0b0c0c"),
    BandColour.YELLOW: ("#fff6b8", "#0b0c0c"),
    BandColour.AMBER: ("#ffdc9c", "#0b0c0c"),
    BandColour.RED: ("#f8c9c4", "#0b0c0c"),
    BandColour.DARK_RED: ("#8f241c", "#ffffff"),
    BandColour.BLUE: ("#d3e6f5", "#0b0c0c"),
    BandColour.PURPLE: ("#e4d9f3", "#0b0c0c"),
    BandColour.GREY: ("#e8ebec", "#0b0c0c"),
}
"""For each colour of a band: the ground of its cells and the ink of their words, as legible as WCAG 2.2 AA asks."""


@dataclass(frozen=True)
class Step:
    """A level of an axis: its label, and its name where the label is none."""

    label: str
    name: str = ""

    @property
    def words(self) -> str:
        return f"{self.label} {self.name}".strip()


@dataclass(frozen=True)
class Square:
    """A cell of the matrix and what stands in it. `likelihood` and `impact` are places from the least serious, 1.

    `numbers` are the risks' numbers where they are shown, each with the sign of its movement; `up` and `down` count
    those that moved here. `url` opens the cell's risks.
    """

    likelihood: int
    impact: int
    score: str
    band: str
    colour: str
    is_tolerated: bool
    count: int = 0
    numbers: tuple[str, ...] = ()
    up: int = 0
    down: int = 0
    url: str = ""

    @property
    def which(self) -> str:
        """The numbers of its risks in words: "R1, R2", or "Risks 1, 2" where they could be taken for counts."""
        return written_numbers(self.numbers)

    @property
    def meaning(self) -> str:
        """Its score and band: "12, High, outside tolerance"."""
        return f"{self.score}, {self.band}{'' if self.is_tolerated else ', outside tolerance'}"

    @property
    def moves(self) -> str:
        """How many moved up and down to here, in signs: "↑2 ↓1"."""
        return " ".join(f"{sign}{number}" for sign, number in (("↑", self.up), ("↓", self.down)) if number)


def written_numbers(numbers: Sequence[str]) -> str:
    """Numbers of risks in a row; those of digits alone are called risks, so that none looks like a count."""
    listed = ", ".join(numbers)
    if not any(number.rstrip("↑↓").isdigit() for number in numbers):
        return listed
    return f"Risk {listed}" if len(numbers) == 1 else f"Risks {listed}"


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """A matrix with its risks. `likelihood` and `impact` from the least serious; a square for every pair of them."""

    title: str
    likelihood_title: str
    impact_title: str
    score_title: str
    likelihood: tuple[Step, ...]
    impact: tuple[Step, ...]
    squares: tuple[Square, ...]
    shows_numbers: bool = False

    def row(self, likelihood: int) -> tuple[Square, ...]:
        """The squares of a likelihood by impact."""
        found = [square for square in self.squares if square.likelihood == likelihood]
        return tuple(sorted(found, key=lambda square: square.impact))

    @property
    def rows(self) -> tuple[tuple[Step, tuple[Square, ...]], ...]:
        """Every likelihood with its squares, the most serious first, as a table shows them."""
        return tuple((self.likelihood[place - 1], self.row(place)) for place in range(len(self.likelihood), 0, -1))

    @property
    def total(self) -> int:
        """How many risks stand in the map."""
        return sum(square.count for square in self.squares)

    @property
    def outside(self) -> int:
        """How many of them stand outside tolerance."""
        return sum(square.count for square in self.squares if not square.is_tolerated)

    def words_of(self, square: Square) -> str:
        """The square's place and meaning as a sentence's part."""
        return f"{self.place_of(square)}: {self.score_title.lower()} {square.meaning}"

    def place_of(self, square: Square) -> str:
        """The square's levels in words."""
        likelihood, impact = self.likelihood[square.likelihood - 1], self.impact[square.impact - 1]
        return f"{self.likelihood_title} {likelihood.words}, {self.impact_title.lower()} {impact.words}"


@dataclass(frozen=True)
class DrawnSquare:
    """A square, where it stands, and its words: the score's at the top left, those of what stands there beneath."""

    square: Square
    x: float
    y: float
    width: float
    height: float
    fill: str
    ink: str
    score: tuple[Word, ...]
    small: tuple[Word, ...]
    count: Word | None
    title: str


@dataclass(frozen=True)
class DrawnMap:
    """A heat map ready to draw. `key` makes its ids unique on a page; `tolerance` is a path, empty for none."""

    key: str
    title: str
    description: str
    height: float
    squares: tuple[DrawnSquare, ...]
    labels: tuple[Word, ...]
    foot: tuple[Word, ...]
    likelihood_title: Word
    impact_title: Word
    tolerance: str
    legend: tuple[tuple[str, Word], ...]
    small: float
    width: float = WIDTH
    left: float = LEFT


def draw_heat_map(told: HeatMap, *, key: str, tallest: float = math.inf) -> DrawnMap:
    """Where every square and word of a heat map stands.

    What is taller than `tallest` has fewer numbers in its cells, then axes without the names of their levels; both
    remain in its description and its table. Raises ValueError where a pair of levels has not one square.
    """
    _check(told)
    for shown in (told, _without_names(told)):
        for lines in range(MOST_LINES if told.shows_numbers else 1, 0, -1):
            drawn = _draw(shown, key=key, most_lines=lines)
            if drawn.height <= tallest:
                return replace(drawn, description=describe(told))
    return replace(drawn, description=describe(told))


def _without_names(told: HeatMap) -> HeatMap:
    likelihood, impact = (tuple(Step(step.label) for step in steps) for steps in (told.likelihood, told.impact))
    return replace(told, likelihood=likelihood, impact=impact)


def _draw(told: HeatMap, *, key: str, most_lines: int) -> DrawnMap:
    width = round((WIDTH - LEFT - RIGHT) / len(told.impact), 2)
    paper = _Paper(width, next((size for least, size in TYPES if width >= least), SMALLEST_TYPE), most_lines)
    squares: list[DrawnSquare] = []
    labels: list[Word] = []
    edges: dict[int, tuple[float, float]] = {}
    top = TOP
    for place in range(len(told.likelihood), 0, -1):
        row = told.row(place)
        inside = {square.impact: _inside(square, told, paper) for square in row}
        label = wrap(told.likelihood[place - 1].words, width=LEFT - 14)
        height = max(paper.height(words) for words in inside.values())
        height = max(height, len(label) * LINE + 12, LOWEST)
        for square in row:
            x = round(LEFT + (square.impact - 1) * width, 2)
            squares.append(_drawn(square, told, inside[square.impact], (x, top, width, height), paper))
        first = top + height / 2 - (len(label) - 1) * LINE / 2 + 5
        labels += [Word(line, LEFT - 10, round(first + number * LINE, 2)) for number, line in enumerate(label)]
        edges[place] = (top, round(top + height, 2))
        top = round(top + height, 2)
    foot = [paper.wrap(step.words) for step in told.impact]
    words = tuple(
        Word(line, round(LEFT + (place + 0.5) * width, 2), round(top + 18 + number * paper.line, 2))
        for place, lines in enumerate(foot)
        for number, line in enumerate(lines)
    )
    bottom = round(top + 18 + max(len(lines) for lines in foot) * paper.line + 6, 2)
    tolerance = _tolerance(told, width, edges)
    return DrawnMap(
        key=key,
        title=told.title,
        description="",
        height=bottom + 16 + (24 if tolerance else 0),
        squares=tuple(squares),
        labels=tuple(labels),
        foot=words,
        likelihood_title=Word(told.likelihood_title, 0, 18),
        impact_title=Word(told.impact_title, round(LEFT + (WIDTH - LEFT - RIGHT) / 2, 2), bottom),
        tolerance=tolerance,
        legend=((f"M{LEFT:g} {bottom + 19:g}h36", Word("Around what is tolerated", LEFT + 44, bottom + 24)),)
        if tolerance
        else (),
        small=paper.size,
    )


def describe(told: HeatMap) -> str:
    """What the map shows in a sentence or two, cell by cell where anything stands."""
    standing = [square for square in sorted(told.squares, key=_gravest) if square.count]
    if not standing:
        return "No risk stands in it."
    cells = "; ".join(f"{told.words_of(square)}: {square.count}" for square in standing)
    return f"{told.total} in all, {told.outside} outside tolerance. {cells}."


def _gravest(square: Square) -> tuple[int, int]:
    return (-square.likelihood, -square.impact)


def _check(told: HeatMap) -> None:
    wanted = {(up, right) for up in range(1, len(told.likelihood) + 1) for right in range(1, len(told.impact) + 1)}
    found = [(square.likelihood, square.impact) for square in told.squares]
    if set(found) != wanted or len(found) != len(wanted):
        raise ValueError("a heat map has one square for every pair of levels")


@dataclass(frozen=True)
class _Inside:
    """The lines of a square: the score at the top, what stands there, the band beneath."""

    score: tuple[str, ...]
    count: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Paper:
    """How wide a square is, the size of the type in it, and how many lines of numbers it takes."""

    width: float
    size: float
    most_lines: int

    @property
    def line(self) -> float:
        return self.size + 4

    def wrap(self, text: str) -> list[str]:
        """The text in lines that fit into the square."""
        return wrap(text, width=(self.width - 4) * TYPE_OF_WRAP / self.size) if text else []

    def foot_of_score(self, inside: _Inside) -> float:
        return 1 + len(inside.score) * self.line

    def height(self, inside: _Inside) -> float:
        return self.foot_of_score(inside) + (COUNT_LINE if inside.count else 0) + len(inside.lines) * self.line + 12


def _inside(square: Square, told: HeatMap, paper: _Paper) -> _Inside:
    band, score = paper.wrap(square.band), tuple(paper.wrap(square.score))
    if told.shows_numbers:
        return _Inside(score, "", (*_numbers(square, paper), *band))
    return _Inside(score, f"{square.count:,}" if square.count else "", (*paper.wrap(square.moves), *band))


def _numbers(square: Square, paper: _Paper) -> list[str]:
    """The numbers in as many lines as a square takes; how many more there are in a line of its own."""
    lines, shown = paper.wrap(square.which), len(square.numbers)
    while len(lines) > paper.most_lines:
        shown = min(shown - 1, shown * paper.most_lines // len(lines))
        lines = paper.wrap(written_numbers(square.numbers[:shown]))
    rest = square.count - shown
    return [*lines, f"+ {rest:,} more" if shown else f"{rest:,}"] if rest > 0 else lines


def _drawn(
    square: Square, told: HeatMap, inside: _Inside, box: tuple[float, float, float, float], paper: _Paper
) -> DrawnSquare:
    x, y, width, height = box
    fill, ink = COLOURS[square.colour]
    middle, top = round(x + width / 2, 2), y + paper.foot_of_score(inside)
    count = Word(inside.count, middle, round(top + 21, 2)) if inside.count else None
    top += COUNT_LINE if inside.count else 0
    first = top + paper.size + 1
    small = tuple(Word(line, middle, round(first + place * paper.line, 2)) for place, line in enumerate(inside.lines))
    risks = "no risk" if not square.count else f"{square.count:,} risk{'' if square.count == 1 else 's'}"
    moved = f", {square.moves}" if square.moves else ""
    return DrawnSquare(
        square=square,
        x=x,
        y=y,
        width=width,
        height=height,
        fill=fill,
        ink=ink,
        score=tuple(
            Word(line, round(x + 5, 2), round(y + paper.size + 2 + place * paper.line, 2))
            for place, line in enumerate(inside.score)
        ),
        small=small,
        count=count,
        title=f"{risks}{moved}. {told.words_of(square)}",
    )


def _tolerance(told: HeatMap, width: float, edges: Mapping[int, tuple[float, float]]) -> str:
    """A path along the outline of the tolerated cells."""
    tolerated = {(square.likelihood, square.impact) for square in told.squares if square.is_tolerated}
    return "".join(_outline(tolerated, width, edges))


def _outline(tolerated: set[tuple[int, int]], width: float, edges: Mapping[int, tuple[float, float]]) -> Iterable[str]:
    for likelihood, impact in sorted(tolerated):
        left, right = round(LEFT + (impact - 1) * width, 2), round(LEFT + impact * width, 2)
        top, bottom = edges[likelihood]
        if (likelihood + 1, impact) not in tolerated:
            yield f"M{left:g} {top:g}H{right:g}"
        if (likelihood - 1, impact) not in tolerated:
            yield f"M{left:g} {bottom:g}H{right:g}"
        if (likelihood, impact - 1) not in tolerated:
            yield f"M{left:g} {top:g}V{bottom:g}"
        if (likelihood, impact + 1) not in tolerated:
            yield f"M{right:g} {top:g}V{bottom:g}"
