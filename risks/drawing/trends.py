"""Trends of risks as charts: one risk's ranks in steps, and a register's open risks by band, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programme.drawing.bars import KINDS, BarRow, Bars, Series
from programme.drawing.lines import Level, LineRow, Lines, Place, PlotLine, Point
from risks.enums import BandColour

UNSCORED = "Unscored"
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
) -> Lines:
    """Levels in steps up to a day, a line for each kind of score; a gap where it was not scored.

    `levels` are the ranks of the matrix with the score of each. Raises ValueError where nothing was ever scored.
    """
    days = [step.day for line in lines for step in line.steps if step.rank is not None]
    if not days:
        raise ValueError("a trend has a score to begin with")
    first, last = min(days), max(until, *days)
    rows = sorted(((step.day, line.label, step.text) for line in lines for step in line.steps), reverse=True)
    return Lines(
        key,
        title,
        description,
        axis="days",
        lines=tuple(
            PlotLine(line.label, line.look, tuple(_runs(line.steps, last)))
            for line in lines
            if any(step.rank is not None for step in line.steps)
        ),
        places=tuple(Place(day.toordinal(), f"{day:%-d %b %Y}") for day in dict.fromkeys((first, last))),
        heading="From",
        columns=("Kind", "Score"),
        rows=tuple(LineRow(f"{day:%-d %B %Y}", (label, text)) for day, label, text in rows),
        levels=tuple(Level(Decimal(rank), levels[rank]) for rank in _marks(levels)),
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
    """How many open risks stood in each band at the end of a day, in the order of the bands."""

    day: date
    counts: Sequence[int]


def band_chart(*, key: str, title: str, description: str, bands: Sequence[BandSeries], months: Sequence[Month]) -> Bars:
    """Open risks by band, a stacked bar for each month."""
    kinds: list[str] = []
    for band in bands:
        kinds.append(_kind(band, {KINDS[kind][2] for kind in kinds}))
    series = tuple(Series(band.name, kind) for band, kind in zip(bands, kinds, strict=True))
    rows = tuple(BarRow(f"{month.day:%-d %B %Y}", tuple(month.counts)) for month in months)
    return Bars(key, title, description, "At the end of", series, rows)


def _kind(band: BandSeries, used: set[str]) -> str:
    if not band.colour:
        return "unrated"
    kind = BandColour(band.colour).value
    return kind if KINDS[kind][2] not in used else next((one for one in OTHERS if KINDS[one][2] not in used), "neutral")


def _runs(steps: Sequence[Step], last: date) -> Iterator[tuple[Point, ...]]:
    """Each level from its day, which is marked, to the day of the next; a gap where it was not scored."""
    run: list[Point] = []
    for step, end in zip(steps, [*(step.day for step in steps[1:]), last], strict=True):
        if step.rank is not None:
            rank = Decimal(step.rank)
            run += [Point(step.day.toordinal(), rank), Point(end.toordinal(), rank, is_marked=False)]
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _marks(levels: Mapping[int, str]) -> list[int]:
    """The ranks that are written beside the grid: all, or evenly so many, with the lowest and the highest."""
    ranks = sorted(levels)
    if len(ranks) <= MOST_LEVELS:
        return ranks
    last = len(ranks) - 1
    return [ranks[round(place * last / (MOST_LEVELS - 1))] for place in range(MOST_LEVELS)]
