"""The charts of an indicator: for each council, and all together, what was measured over time.

The tables of baselines, standards and performance in words, alike on a page and in a report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from programme.drawing.lines import DrawnLines, Level, LineRow, Lines, Place, PlotLine, Point, draw_lines, ticks
from programme.models import Council
from programme.wording.appearance import written_date
from services.models import Baseline, Measurement
from services.queries.indicator_page import Stretch
from services.queries.indicators import IndicatorLine, Performance
from services.values.figures import BLANK
from services.values.standards import FIRST_MONTH, Together, Verdict, applying_standard, financial_year_of, year_label

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


@dataclass(frozen=True, kw_only=True)
class BaselineCell:
    """A council's figure, or that of all together, with its period, its note and what its sum says."""

    label: str
    figure: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StandardSaid:
    """One standard: whose (empty: of all), in figures or words, and its note."""

    who: str
    words: str
    note: str


@dataclass(frozen=True, kw_only=True)
class StandardCell:
    """The standards of a financial year."""

    label: str
    lines: tuple[StandardSaid, ...]


@dataclass(frozen=True, kw_only=True)
class PerformanceRow:
    """How one council does by an indicator, in words."""

    line: IndicatorLine
    performance: Performance
    who: str
    actual: str
    words: tuple[str, ...]
    standard: str
    standard_year: str
    achievement: str
    verdict: Verdict


def baseline_cells(line: IndicatorLine, *, councils: Sequence[Council]) -> tuple[BaselineCell, ...]:
    """A cell for every council, and the last for all together."""
    cells = [
        BaselineCell(label=council.short_name, figure=_figure(line, baseline), words=_words_of(baseline))
        for council, baseline in ((council, line.baselines.get(council.pk)) for council in councils)
    ]
    joint, stated = line.joint_baseline, line.baselines.get(None)
    words = (*_words_of(stated), *sum_words(line, joint))
    return (*cells, BaselineCell(label="Together", figure=line.written(joint.value), words=words))


def sum_words(line: IndicatorLine, joint: Together) -> tuple[str, ...]:
    """That a joint figure is a sum; or, where the one stated differs from it, the sum and the difference."""
    if joint.computed is None:
        return ()
    if joint.stated is None:
        return ("Sum of the councils",)
    if joint.difference is None:
        return ()
    return (f"The councils' figures add up to {line.written(joint.computed)}: {line.written(joint.difference)} apart",)


def standard_cells(line: IndicatorLine, *, years: Sequence[int | None]) -> tuple[StandardCell, ...]:
    """A cell for every year with the shared standard and those of single councils."""
    return tuple(StandardCell(label=year_label(year), lines=tuple(_standards_said(line, year=year))) for year in years)


def _standards_said(line: IndicatorLine, *, year: int | None) -> list[StandardSaid]:
    shared = line.standard_of(council=None, year=year)
    own = [
        (council.short_name, standard)
        for council in line.councils
        if (standard := line.standard_of(council=council.pk, year=year)) is not None
    ]
    found = [("Shared" if own else "", shared)] if shared else []
    return [
        StandardSaid(who=who, words=line.standard_words(standard), note=standard.note) for who, standard in found + own
    ]


def performance_rows(line: IndicatorLine) -> tuple[PerformanceRow, ...]:
    """A row for every council with a standard or a measurement, then all together where there is such a figure."""
    return tuple(
        _performance_row(line, one) for one in line.performances if one.standard is not None or one.measurement
    )


def _performance_row(line: IndicatorLine, one: Performance) -> PerformanceRow:
    measurement, words = one.measurement, []
    if measurement is not None:
        words.append(days_words(measurement.measured_from, measurement.measured_to))
        if measurement.note and not one.is_sum:
            words.append(measurement.note)
    if one.joint is not None:
        words += sum_words(line, one.joint)
    return PerformanceRow(
        line=line,
        performance=one,
        who=one.who,
        actual=line.written(one.actual),
        words=tuple(words),
        standard=line.standard_words(one.standard) or BLANK,
        standard_year=year_label(one.standard.year) if one.standard else "",
        achievement=one.achievement.text,
        verdict=one.verdict,
    )


@dataclass(frozen=True, kw_only=True)
class StretchRow:
    """What was measured in a stretch of days, in words, with the versions before the last and their figures."""

    days: str
    who: str
    figure: str
    last: Measurement
    versions: tuple[tuple[Measurement, str], ...]


def stretch_row(line: IndicatorLine, stretch: Stretch) -> StretchRow:
    """A row of the list of everything that was measured."""
    return StretchRow(
        days=days_words(stretch.last.measured_from, stretch.last.measured_to),
        who=stretch.who,
        figure=line.written(stretch.last.value),
        last=stretch.last,
        versions=tuple((version, line.written(version.value)) for version in stretch.earlier),
    )


def days_words(first: date, last: date) -> str:
    """ "1 April 2011 to 31 March 2012"; one day alone as it is."""
    return written_date(first) if first == last else f"{written_date(first)} to {written_date(last)}"


def _figure(line: IndicatorLine, baseline: Baseline | None) -> str:
    return line.written(baseline.value if baseline else None)


def _words_of(baseline: Baseline | None) -> tuple[str, ...]:
    return tuple(words for words in (baseline.period, baseline.note) if words) if baseline else ()
