"""The charts of an indicator: for each council, and all together, what was measured over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from programme.drawing.lines import DrawnLines, Level, LineRow, Lines, Place, PlotLine, Point, draw_lines, ticks
from services.queries.figure_tables import days_words
from services.queries.indicator_page import Stretch
from services.queries.indicators import IndicatorLine
from services.values.standards import FIRST_MONTH, applying_standard, financial_year_of

FEWEST = 2
"""The fewest measurements that make a line."""


@dataclass(frozen=True)
class Reading:
    """What was measured, and the day it stands at; `label` and `text` are its row of the table."""

    day: date
    value: Decimal
    label: str
    text: str


@dataclass(frozen=True)
class StandardHeld:
    """A standard that holds from a day to a day, both included."""

    first: date
    last: date
    value: Decimal


def indicator_charts(line: IndicatorLine, stretches: Sequence[Stretch]) -> list[DrawnLines]:
    """A chart for each council with at least two figures, with its baseline and the standards of its years."""
    charts = []
    for council in (*line.councils, None):
        own = [one.last for one in stretches if one.last.council_id == (council.pk if council else None)]
        readings = [
            Reading(
                day=one.measured_to,
                value=one.value,
                label=days_words(one.measured_from, one.measured_to),
                text=line.written(one.value),
            )
            for one in own
            if one.value is not None
        ]
        if len({reading.day for reading in readings}) < FEWEST:
            continue
        who = council.short_name if council else "Together"
        own_baseline = line.baselines.get(council.pk) if council else None
        baseline = (own_baseline.value if own_baseline else None) if council else line.joint_baseline.value
        charts.append(
            draw_lines(
                reading_chart(
                    key=f"chart-{council.code if council else 'together'}",
                    title=f"{line.indicator.name}, {who}",
                    description=_described(line, readings, baseline=baseline),
                    readings=readings,
                    start=baseline,
                    standards=_standards(line, council.pk if council else None, readings),
                    write=line.written,
                )
            )
        )
    return charts


def reading_chart(
    *,
    key: str,
    title: str,
    description: str,
    readings: Sequence[Reading],
    start: Decimal | None = None,
    standards: Sequence[StandardHeld] = (),
    write: Callable[[Decimal], str] = str,
) -> Lines:
    """A line through the readings, dotted at the start's level, dashed at the standards'. `write` words a level.

    Raises ValueError for fewer than two readings: one is no line.
    """
    ordered = sorted(readings, key=lambda one: one.day)
    if len(ordered) < FEWEST:
        raise ValueError("a line needs two readings")
    first, last = ordered[0].day, ordered[-1].day
    held = [one for one in standards if one.last >= first and one.first <= last]
    lines = [
        PlotLine("Measured", "measured", (tuple(Point(one.day.toordinal(), one.value) for one in ordered),)),
    ]
    if held:
        runs = (
            (_unmarked(max(one.first, first), one.value), _unmarked(min(one.last, last), one.value)) for one in held
        )
        lines.append(PlotLine("Standard", "standard", tuple(runs)))
    if start is not None:
        lines.append(PlotLine("Baseline", "start", across=start))
    values = [*(one.value for one in ordered), *(one.value for one in held), *([] if start is None else [start])]
    return Lines(
        key,
        title,
        description,
        axis="days",
        lines=tuple(lines),
        places=tuple(Place(one.day.toordinal(), f"{one.day:%b %Y}") for one in ordered),
        heading="Measured",
        columns=("Measured",),
        rows=tuple(LineRow(one.label, (one.text,)) for one in ordered),
        levels=tuple(Level(mark, write(mark)) for mark in ticks(min(values), max(values))),
    )


def _unmarked(day: date, value: Decimal) -> Point:
    return Point(day.toordinal(), value, is_marked=False)


def _described(line: IndicatorLine, readings: Sequence[Reading], *, baseline: Decimal | None) -> str:
    ordered = sorted(readings, key=lambda one: one.day)
    began = f" The baseline is {line.written(baseline)}." if baseline is not None else ""
    return (
        f"From {ordered[0].text} ({ordered[0].label}) to {ordered[-1].text} ({ordered[-1].label}), "
        f"in {len(ordered)} measurements.{began}"
    )


def _standards(line: IndicatorLine, council: int | None, readings: Sequence[Reading]) -> list[StandardHeld]:
    """The standard of each financial year from the first reading to the last, where it is a figure."""
    days = [one.day for one in readings]
    standards = []
    for year in range(financial_year_of(min(days)), financial_year_of(max(days)) + 1):
        standard = applying_standard(line.standards, council=council, year=year)
        if standard is not None and standard.target is not None:
            end = date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)
            standards.append(StandardHeld(date(year, FIRST_MONTH, 1), end, standard.target))
    return standards
