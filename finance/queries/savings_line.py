"""The page of one savings line: its values by month, and what it came from and went into."""

from __future__ import annotations

from dataclasses import dataclass

from finance.enums import Measure, ValueKind
from finance.models import SavingsLine, SavingsSuccession, SavingsValue
from finance.queries.savings import Scope
from finance.queries.savings_page import MONTH_NAMES
from finance.rules.figures import left_out, written_cell, written_pounds, written_pounds_total
from finance.rules.money import BLANK, Cell, total_of
from finance.rules.savings import MONTHS, WHOLE_YEAR, cell_of, next_year
from services.values.standards import year_label


@dataclass(frozen=True)
class ValueRow:
    """Plan, forecast or actual of a council (or of all together): for the whole year, or month by month."""

    label: str
    cells: tuple[str, ...]
    total: str
    left_out: str


@dataclass(frozen=True)
class LineValues:
    """The values of one year, and the years that have some. `effect` says what the next year brings."""

    year: int | None
    years: tuple[tuple[int, str], ...]
    columns: tuple[str, ...]
    rows: tuple[ValueRow, ...]
    effect: str

    @property
    def label(self) -> str:
        return year_label(self.year) if self.year is not None else ""


@dataclass(frozen=True)
class Became:
    """The lines that this one was made of, and those that it went into."""

    came_from: tuple[SavingsSuccession, ...]
    went_into: tuple[SavingsSuccession, ...]


def values_of(line: SavingsLine, *, scope: Scope, asked: str) -> LineValues:
    """The readable values of the year asked for, else of the last one with any; one query."""
    found = list(
        SavingsValue.objects.filter(scope.condition, line=line)
        .select_related("council")
        .order_by("council__short_name", "year", "month")
    )
    years = sorted({row.year for row in found})
    year = int(asked) if asked in {str(one) for one in years} else (years[-1] if years else None)
    told: dict[tuple[str, str], dict[int, Cell]] = {}
    for row in found:
        if row.year == year:
            whose = row.council.short_name if row.council else ""
            told.setdefault((whose, row.kind), {})[row.month] = cell_of(row)
    kinds = list(ValueKind.values)
    order = sorted(told, key=lambda key: (key[0], kinds.index(key[1])))
    return LineValues(
        year,
        tuple((one, year_label(one)) for one in years),
        ("Whole year", *MONTH_NAMES),
        tuple(_row(whose, kind, told[whose, kind]) for whose, kind in order),
        _effect(line, found, year),
    )


def became_of(line: SavingsLine) -> Became:
    """Two queries."""
    return Became(
        tuple(line.came_from.select_related("before").order_by("on", "pk")),
        tuple(line.went_into.select_related("line").order_by("on", "pk")),
    )


def _row(whose: str, kind: str, cells: dict[int, Cell]) -> ValueRow:
    label = str(ValueKind(kind).label)
    total = total_of(cells.values())
    return ValueRow(
        f"{whose}: {label.lower()}" if whose else label,
        tuple(written_cell(cells.get(month, BLANK)) for month in (WHOLE_YEAR, *MONTHS)),
        written_pounds_total(total),
        left_out(total),
    )


def _effect(line: SavingsLine, rows: list[SavingsValue], year: int | None) -> str:
    """What the plan of this year changes in the next, by what it is."""
    if year is None or line.measure == Measure.PRESSURE:
        return ""
    plans = {
        of: total_of(cell_of(row) for row in rows if row.kind == ValueKind.PLAN and row.year == of)
        for of in (year, year + 1)
    }
    this, following = plans[year], plans[year + 1]
    has_next = any(row.year == year + 1 and row.kind == ValueKind.PLAN for row in rows)
    if not this.is_complete or not this.amount:
        return ""
    if line.measure == Measure.ONE_OFF:
        back = next_year(measure=Measure.ONE_OFF, full_year=this.amount, this_year=this.amount)
        return f"A one-off saving: {written_pounds(back)} in {year_label(year + 1)}, as it reverses."
    if not has_next or not following.is_complete:
        return f"It carries on: {year_label(year + 1)} keeps what {year_label(year)} brings."
    more = next_year(measure=Measure(line.measure), full_year=following.amount, this_year=this.amount)
    return f"It carries on: {year_label(year + 1)} brings {written_pounds(more)} more than {year_label(year)}."
