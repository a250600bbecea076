"""What the finance tab of a review lists besides its business cases: its savings and budget lines, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from finance.enums import SavingsState, ValueKind
from finance.models import BudgetLine, SavingsLine
from finance.queries.budgets import BudgetRow, budget_rows
from finance.queries.savings import added_up, listed_savings, one_off_costs, scope_of, sum_of, totals_of
from finance.queries.savings_page import one_off_words
from finance.rules.figures import written_sum
from services.models import ServiceReview

MOST_LINES = 25


@dataclass(frozen=True)
class SavingRow:
    """A savings line with its plan, forecast and actual of all years in words."""

    line: SavingsLine
    amounts: tuple[str, ...]

    @property
    def state(self) -> str:
        return str(SavingsState(self.line.state).label)


@dataclass(frozen=True)
class ReviewSavings:
    """The first open lines, the net of all of them by kind, and one-off costs beside it."""

    rows: tuple[SavingRow, ...]
    count: int
    net: tuple[str, ...]
    one_off: str
    hides: bool

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True)
class ReviewBudgets:
    """The open budget lines that the reader sees, the newest year first; `leaves_out_others`: there are more."""

    rows: tuple[BudgetRow, ...]
    leaves_out_others: bool


def savings_of_review(review: ServiceReview, *, user: Any) -> ReviewSavings:
    """A fixed number of queries, however many lines."""
    scope = scope_of(programme=review.programme, user=user)
    lines = listed_savings(reviews=[review.pk], scope=scope).filter(closed_on__isnull=True)
    totals = totals_of(added_up(lines, scope))
    shown = [
        SavingRow(line, tuple(written_sum(*sum_of(line, kind)) for kind in ValueKind)) for line in lines[:MOST_LINES]
    ]
    return ReviewSavings(
        rows=tuple(shown),
        count=lines.count(),
        net=tuple(totals.written(kind, totals.kinds[kind].net) for kind in ValueKind),
        one_off=one_off_words(one_off_costs(reviews=[review.pk])),
        hides=scope.hides,
    )


def budgets_of_review(review: ServiceReview, *, user: Any) -> ReviewBudgets:
    """A fixed number of queries, however many lines."""
    every = BudgetLine.objects.filter(review=review, closed_on__isnull=True)
    seen = BudgetLine.objects.visible_to(user).filter(review=review)
    rows = budget_rows(lines=seen, programme=review.programme)
    others = every.exclude(Exists(seen.filter(pk=OuterRef("pk"))))
    return ReviewBudgets(tuple(rows), others.exists())
