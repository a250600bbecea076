"""Budget lines with where each stands, now or as was known at a past moment; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from finance.models import BudgetLine, Commitment, LedgerEntry, Virement
from finance.rules.budget import BudgetFigures, Position, position_of
from finance.rules.money import ZERO, Cell
from programme.models import Programme
from services.queries.recorded_rows import recording_limit, rows_up_to
from services.values.standards import financial_year_of

Amounts = dict[int, Decimal]


@dataclass(frozen=True)
class BudgetRow:
    """A line, where it stands, and what is recorded of it."""

    line: BudgetLine
    position: Position
    figures: BudgetFigures


def budget_rows(
    *, lines: QuerySet[BudgetLine], programme: Programme, as_at: datetime | None = None, shows_withheld: bool = False
) -> list[BudgetRow]:
    """The lines of one programme that are open, by year and place, with where they stood at the moment or stand now."""
    limit = recording_limit(programme=programme, as_at=as_at)
    found = rows_up_to(model=BudgetLine, rows=lines, limit=limit, related=("council", "review"))
    day = programme.today if as_at is None else timezone.localdate(as_at)
    kept = [line for line in found if line.closed_on is None or line.closed_on > day]
    figures = figures_of(kept, programme=programme, as_at=as_at)
    for line in kept:
        line.programme = programme
    rows = [
        BudgetRow(line, position_of(figures[line.pk], shows_withheld=shows_withheld), figures[line.pk]) for line in kept
    ]
    return sorted(rows, key=lambda row: (-row.line.year, row.line.position, row.line.code))


def figures_of(
    lines: Iterable[BudgetLine], *, programme: Programme, as_at: datetime | None = None
) -> dict[int, BudgetFigures]:
    """What is recorded of the lines, in four queries (five for a past moment)."""
    found = list(lines)
    ids = [line.pk for line in found]
    known = Q() if as_at is None else Q(recorded_at__lte=as_at)
    virements = Virement.objects.filter(known)
    moved_in = _sums(virements.filter(target__in=ids), by="target")
    moved_out = _sums(virements.filter(source__in=ids), by="source")
    actual = _sums(LedgerEntry.objects.filter(known, line__in=ids), by="line")
    committed, expected = _promised(ids, programme=programme, as_at=as_at)
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


def _promised(ids: list[int], *, programme: Programme, as_at: datetime | None) -> tuple[Amounts, Amounts]:
    """What is committed and what is only expected, by line; what has been released counts as neither."""
    limit = recording_limit(programme=programme, as_at=as_at)
    day = programme.today if as_at is None else timezone.localdate(as_at)
    committed: Amounts = defaultdict(Decimal)
    expected: Amounts = defaultdict(Decimal)
    for commitment in rows_up_to(model=Commitment, rows=Commitment.objects.filter(line__in=ids), limit=limit):
        if commitment.released_on is None or commitment.released_on > day:
            kind = expected if commitment.is_expected else committed
            kind[commitment.line_id] += commitment.amount
    return committed, expected
