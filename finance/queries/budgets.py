"""Budget lines with where each stands, now or as was known at a past moment; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum

from finance.models import BudgetLine, Commitment, LedgerEntry, Virement
from finance.models.budget import BudgetLineQuerySet
from finance.rules.budget import BudgetFigures, Position, position_of
from finance.rules.money import ZERO, Cell
from programme.history import NOW, Moment
from programme.models import Programme
from services.values.standards import financial_year_of

Amounts = dict[int, Decimal]


@dataclass(frozen=True)
class BudgetRow:
    """A line, where it stands, and what is recorded of it."""

    line: BudgetLine
    position: Position
    figures: BudgetFigures


def budget_rows(
    *, lines: BudgetLineQuerySet, programme: Programme, moment: Moment = NOW, shows_withheld: bool = False
) -> list[BudgetRow]:
    """The lines of one programme that are open, by year and place, with where they stood at the moment or stand now."""
    found, day = lines.as_at(moment, "council", "review"), moment.day_in(programme)
    kept = [line for line in found if line.closed_on is None or line.closed_on > day]
    figures = figures_of(kept, programme=programme, moment=moment)
    for line in kept:
        line.programme = programme
    rows = [
        BudgetRow(line, position_of(figures[line.pk], shows_withheld=shows_withheld), figures[line.pk]) for line in kept
    ]
    return sorted(rows, key=lambda row: (-row.line.year, row.line.position, row.line.code))


def figures_of(lines: Iterable[BudgetLine], *, programme: Programme, moment: Moment = NOW) -> dict[int, BudgetFigures]:
    """What is recorded of the lines, in four queries."""
    found = list(lines)
    ids = [line.pk for line in found]
    known = moment.by("recorded_at")
    virements = Virement.objects.filter(known)
    moved_in = _sums(virements.filter(target__in=ids), by="target")
    moved_out = _sums(virements.filter(source__in=ids), by="source")
    actual = _sums(LedgerEntry.objects.filter(known, line__in=ids), by="line")
    committed, expected = _promised(ids, day=moment.day_in(programme), moment=moment)
    return {
        line.pk: BudgetFigures(
            first=Cell.of(line.budget),
            moved_in=moved_in.get(line.pk, ZERO),
            moved_out=moved_out.get(line.pk, ZERO),
            actual=actual.get(line.pk, ZERO),
            committed=committed.get(line.pk, ZERO),
            expected=expected.get(line.pk, ZERO),
            forecast=Cell.of(line.forecast),
            is_withheld=line.is_withheld,
        )
        for line in found
    }


def years_with_lines(lines: QuerySet[BudgetLine]) -> list[int]:
    """The financial years that have lines, the newest first."""
    return list(lines.order_by("-year").values_list("year", flat=True).distinct())


def year_to_show(years: list[int], *, programme: Programme) -> int:
    """The financial year of today where it has lines; else the newest that has."""
    today = financial_year_of(programme.today)
    return today if today in years or not years else years[0]


def others_exist(*, programme: Programme, year: int | None, seen: QuerySet[BudgetLine]) -> bool:
    """Whether the programme has open lines of the year that the reader does not see."""
    lines = BudgetLine.objects.filter(programme=programme, closed_on__isnull=True)
    if year is not None:
        lines = lines.filter(year=year)
    return lines.exclude(Exists(seen.filter(pk=OuterRef("pk")))).exists()


def _sums(rows: QuerySet[Any], *, by: str) -> Amounts:
    return dict(rows.order_by().values_list(by).annotate(total=Sum("amount")))


def _promised(ids: list[int], *, day: date, moment: Moment) -> tuple[Amounts, Amounts]:
    """What is committed and what is only expected, by line; what has been released counts as neither."""
    committed: Amounts = defaultdict(Decimal)
    expected: Amounts = defaultdict(Decimal)
    for commitment in Commitment.objects.filter(line__in=ids).as_at(moment):
        if commitment.released_on is None or commitment.released_on > day:
            kind = expected if commitment.is_expected else committed
            kind[commitment.line_id] += commitment.amount
    return committed, expected
