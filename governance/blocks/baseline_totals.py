"""What the staff and the cost of the services come to at the start, under each heading and in all."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from governance.blocks.context import BlockContext
from governance.blocks.standards import lines_asked, reviews_asked
from governance.documents.content import Block, Cell, Column, Row, Table
from services.enums import IndicatorCategory
from services.queries.indicators import IndicatorLine
from services.values.figures import BLANK, is_additive, written_figure

ADDED = (IndicatorCategory.STAFFING, IndicatorCategory.COST)
"""What means the same under every heading, so that it may be added up; volumes and performance do not."""
NOTHING = "No staff or cost is recorded."


def build_baseline_totals(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """A row for staff and cost in each unit, a column for each heading, and the total, all worked out."""
    reviews = reviews_asked(context, parameters)
    lines = [
        line
        for line in lines_asked(context, parameters, reviews=reviews)
        if line.indicator.category in ADDED and is_additive(line.indicator.unit) and line.baselines
    ]
    headings = list(dict.fromkeys(line.indicator.heading for line in lines))
    kinds = sorted({(line.indicator.category, line.indicator.unit) for line in lines}, key=lambda kind: _place(*kind))
    rows = tuple(_row(category, unit, headings, lines) for category, unit in kinds)
    is_blank = any(cell.text == BLANK for row in rows for cell in row.cells)
    return (
        Table(
            caption="Baseline in total",
            columns=(
                Column(label="Figure", weight=3),
                *(Column(label=heading or "Other", weight=2, align="end") for heading in headings),
                Column(label="Total", weight=2, align="end"),
            ),
            rows=rows,
            note=f"{BLANK} not known, and not in the total." if is_blank else "" if rows else NOTHING,
        ),
    )


def _place(category: str, unit: str) -> tuple[int, str]:
    return [one.value for one in ADDED].index(category), unit


def _row(category: str, unit: str, headings: list[str], lines: list[IndicatorLine]) -> Row:
    found = [line for line in lines if (line.indicator.category, line.indicator.unit) == (category, unit)]
    places = max(line.indicator.decimal_places for line in found)
    sums = [_sum([line for line in found if line.indicator.heading == heading]) for heading in headings]
    known = [one for one in sums if one is not None]
    figures = [*sums, sum(known, Decimal(0)) if known else None]
    return Row(
        cells=(
            Cell(text=f"{IndicatorCategory(category).label} ({unit})"),
            *(Cell(text=written_figure(figure, unit=unit, decimal_places=places)) for figure in figures),
        )
    )


def _sum(lines: list[IndicatorLine]) -> Decimal | None:
    """What the lines of a heading come to; not known where one of them is not, or there are none."""
    values = [line.joint_baseline.value for line in lines]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None
