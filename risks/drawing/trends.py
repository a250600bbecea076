"""Trends of risks as geometry: one risk's ranks in steps, and a register's open risks by band, month by month.

In the manner of `programme.drawing.charts` and `programme.drawing.line_charts`, whose templates draw them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from programme.drawing.charts import (
    CHARACTER_WIDTH,
    KINDS,
    Cell,
    Chart,
    Series,
    StackRow,
    TableRow,
    Word,
    stacked_bar_chart,
)
from programme.drawing.line_charts import (
    BOTTOM,
    LEFT,
    LOOKS,
    PLOT_HEIGHT,
    RIGHT,
    TOP,
    WIDTH,
    Line,
    LineChart,
    legend_of,
    path_of,
)
from risks.enums import BandColour

UNSCORED = "Unscored"
KIND_OF = {
    BandColour.GREEN: "green",
    BandColour.LIGHT_GREEN: "light_green",
    BandColour.YELLOW: "yellow",
    BandColour.AMBER: "amber",
    BandColour.RED: "red",
    BandColour.DARK_RED: "dark_red",
    BandColour.BLUE: "blue",
    BandColour.PURPLE: "purple",
    BandColour.GREY: "grey",
}
"""The kind of series of `programme.drawing.charts` for each colour of a band."""
OTHERS = ("complete", "not_started", "withdrawn", "on_hold", "purple", "grey", "amber", "red")
"""For a band whose colour another has too: one whose pattern tells it apart."""
MOST_LEVELS = 8
MOST_LETTERS = 10


@dataclass(frozen=True)
class Step:
    """A level from a day on; `rank` None: not scored. `text` is its row of the table."""

    day: date
    rank: int | None
    text: str


@dataclass(frozen=True)
class Steps:
    """The levels of one kind of score, the earliest first. `look` is a kind of line."""

    label: str
    look: str
    steps: Sequence[Step]


def step_chart(
    *,
    key: str,
    title: str,
    description: str,
    lines: Sequence[Steps],
    levels: Mapping[int, str],
    until: date,
) -> LineChart:
    """Levels in steps up to a day, a line for each kind of score; a gap where it was not scored.

    `levels` are the ranks of the matrix with the score of each. Raises ValueError where nothing was ever scored.
    """
    days = [step.day for line in lines for step in line.steps if step.rank is not None]
    if not days:
        raise ValueError("a trend has a score to begin with")
    first, last = min(days), max(until, *days)
    x_of, y_of = _days(first, last), _ranks(min(levels), max(levels))
    shown = [line for line in lines if any(step.rank is not None for step in line.steps)]
    drawn = [Line(_path(line.steps, x_of, y_of, last), *LOOKS[line.look]) for line in shown]
    points = [(x_of(step.day), y_of(step.rank)) for line in shown for step in line.steps if step.rank is not None]
    rows = sorted(((step.day, line.label, step.text) for line in lines for step in line.steps), reverse=True)
    return LineChart(
        key=key,
        title=title,
        description=description,
        height=TOP + PLOT_HEIGHT + BOTTOM,
        grid=tuple((y_of(rank), Word(levels[rank], LEFT - 8, y_of(rank) + 5)) for rank in _marks(levels)),
        days=_day_words(first, last, x_of),
        lines=tuple(drawn),
        points=tuple(points),
        legend=legend_of([(line.label, line.look) for line in shown]),
        columns=("Kind", "Score"),
        rows=tuple(TableRow(f"{day:%-d %B %Y}", (Cell(label), Cell(text))) for day, label, text in rows),
    )


def shortened(word: str) -> str:
    """A word as it fits beside the grid."""
    return word if len(word) <= MOST_LETTERS else f"{word[: MOST_LETTERS - 1]}…"


@dataclass(frozen=True)
class BandSeries:
    """A band by its name and colour; `colour` empty: unscored."""

    name: str
    colour: str


@dataclass(frozen=True)
class Month:
    """How many open risks stood in each band at the end of a day, in the order of the bands; the address of its map."""

    day: date
    counts: Sequence[int]
    url: str = ""


def band_chart(
    *, key: str, title: str, description: str, bands: Sequence[BandSeries], months: Sequence[Month]
) -> Chart:
    """Open risks by band, a stacked bar for each month."""
    kinds: list[str] = []
    for band in bands:
        kinds.append(_kind(band, {KINDS[kind][2] for kind in kinds}))
    series = [Series(band.name, kind) for band, kind in zip(bands, kinds, strict=True)]
    rows = [
        StackRow(
            f"{month.day:%-d %B %Y}",
            [float(count) for count in month.counts],
            [month.url if count else "" for count in month.counts],
        )
        for month in months
    ]
    return stacked_bar_chart(key=key, title=title, description=description, series=series, rows=rows)


def _kind(band: BandSeries, used: set[str]) -> str:
    if not band.colour:
        return "unrated"
    kind = KIND_OF[BandColour(band.colour)]
    return kind if KINDS[kind][2] not in used else next((one for one in OTHERS if KINDS[one][2] not in used), "neutral")


def _path(steps: Sequence[Step], x_of: Callable[[date], float], y_of: Callable[[int], float], last: date) -> str:
    pieces: list[list[tuple[float, float]]] = []
    run: list[tuple[float, float]] = []
    ends = [step.day for step in steps[1:]] + [last]
    for step, end in zip(steps, ends, strict=True):
        if step.rank is None:
            pieces, run = [*pieces, run], []
            continue
        run = [*run, (x_of(step.day), y_of(step.rank)), (x_of(end), y_of(step.rank))]
    return "".join(path_of(run) for run in [*pieces, run] if run)


def _days(first: date, last: date) -> Callable[[date], float]:
    span = (last - first).days or 1
    room = WIDTH - LEFT - RIGHT - 20
    return lambda day: round(LEFT + 10 + (day - first).days / span * room, 2)


def _ranks(lowest: int, highest: int) -> Callable[[int], float]:
    span = highest - lowest or 1
    return lambda rank: round(TOP + PLOT_HEIGHT * (1 - (rank - lowest) / span), 2)


def _marks(levels: Mapping[int, str]) -> list[int]:
    """The ranks that are written beside the grid: all, or evenly so many, with the lowest and the highest."""
    ranks = sorted(levels)
    if len(ranks) <= MOST_LEVELS:
        return ranks
    last = len(ranks) - 1
    return [ranks[round(place * last / (MOST_LEVELS - 1))] for place in range(MOST_LEVELS)]


def _day_words(first: date, last: date, x_of: Callable[[date], float]) -> tuple[Word, ...]:
    words = []
    for day in (first, last) if last > first else (first,):
        text = f"{day:%-d %b %Y}"
        half = len(text) * CHARACTER_WIDTH / 2
        words.append(
            Word(text, round(min(max(x_of(day), LEFT + half), WIDTH - RIGHT - half), 2), TOP + PLOT_HEIGHT + 22)
        )
    return tuple(words)
