"""The charts of an indicator: for each council, and all together, what was measured over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from programme.drawing.line_charts import Level, LineChart, Reading, line_chart
from services.queries.figure_tables import days_words
from services.queries.indicator_page import Stretch
from services.queries.indicators import IndicatorLine
from services.values.standards import FIRST_MONTH, applying_standard, financial_year_of

FEWEST = 2
"""The fewest measurements that make a line."""


def indicator_charts(line: IndicatorLine, stretches: Sequence[Stretch]) -> list[LineChart]:
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
            line_chart(
                key=f"chart-{council.code if council else 'together'}",
                title=f"{line.indicator.name}, {who}",
                description=_described(line, readings, baseline=baseline),
                readings=readings,
                start=baseline,
                standards=_levels(line, council.pk if council else None, readings),
                write=line.written,
            )
        )
    return charts


def _described(line: IndicatorLine, readings: Sequence[Reading], *, baseline: Decimal | None) -> str:
    ordered = sorted(readings, key=lambda one: one.day)
    began = f" The baseline is {line.written(baseline)}." if baseline is not None else ""
    return (
        f"From {ordered[0].text} ({ordered[0].label}) to {ordered[-1].text} ({ordered[-1].label}), "
        f"in {len(ordered)} measurements.{began}"
    )


def _levels(line: IndicatorLine, council: int | None, readings: Sequence[Reading]) -> list[Level]:
    """The standard of each financial year from the first reading to the last, where it is a figure."""
    days = [one.day for one in readings]
    levels = []
    for year in range(financial_year_of(min(days)), financial_year_of(max(days)) + 1):
        standard = applying_standard(line.standards, council=council, year=year)
        if standard is not None and standard.target is not None:
            end = date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)
            levels.append(Level(date(year, FIRST_MONTH, 1), end, standard.target))
    return levels
