"""The tables of baselines, standards and performance in words, alike on a page and in a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from programme.models import Council
from programme.wording.appearance import written_date
from services.models import Baseline, Measurement
from services.queries.indicator_page import Stretch
from services.queries.indicators import IndicatorLine, Performance
from services.values.figures import BLANK
from services.values.standards import Together, Verdict, year_label


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
