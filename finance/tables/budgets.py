"""The table of budget lines, its totals, and its filters; the table of what the ledger posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django_tables2.columns import BoundColumn

from finance.rules.budget import PositionTotal
from finance.rules.figures import left_out, written_amount, written_cell, written_total
from finance.rules.money import Standing
from programme.models import Council
from programme.tables.columns import DateColumn, LinkColumn, ListTable, RawColumn, Route, TextColumn
from services.models import ServiceReview
from services.values.standards import year_label


class MoneyColumn(TextColumn):
    """A figure of the position of a budget row; amount, blank and withheld stay different. Its foot is the total."""

    css = "concordat-table__number"
    empty_values = ()

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(
            accessor=f"position__{name}", order_by=(f"position__{name}__amount",), footer=_total_of(name), **options
        )

    def text(self, value: Any) -> str:
        return written_cell(value)

    def value(self, **given: Any) -> Any:
        figure = given["value"]
        return figure.amount if figure.standing is Standing.AMOUNT else written_cell(figure)


class PercentColumn(RawColumn):
    """The variance in per cent, signed."""

    css = "concordat-table__number"

    def text(self, value: Any) -> str:
        return f"{value:+}%"


def _total_of(name: str) -> Callable[..., Any]:
    def total(bound_column: BoundColumn, table: Any) -> Any:  # noqa: ARG001 - by these names the table library gives them
        found = getattr(table.total, name)
        note = left_out(found)
        return f"{written_total(found)} ({note[:1].lower()}{note[1:]})" if note else written_total(found)

    return total


class BudgetTable(ListTable):
    """Budget rows as `budget_rows` reads them, with their totals. Hidden columns stand in the export only."""

    caption = "Budget lines, in pounds"

    name = LinkColumn(
        accessor="line__name", verbose_name="Line", url=Route("budget_detail", "line.year", "line.code"), footer="Total"
    )
    year = TextColumn(accessor="line__year", verbose_name="Year", visible=False)
    code = TextColumn(accessor="line__code", visible=False)
    council = TextColumn(accessor="line__council__short_name", verbose_name="Council", default="Joint")
    review = TextColumn(accessor="line__review__name", verbose_name="Service review", visible=False, default="")
    budget = MoneyColumn("budget")
    actual = MoneyColumn("actual")
    committed = MoneyColumn("committed")
    available = MoneyColumn("available")
    expected = MoneyColumn("expected")
    after_expected = MoneyColumn("after_expected", verbose_name="Left after that")
    forecast = MoneyColumn("forecast")
    variance = MoneyColumn("variance")
    percent = PercentColumn(
        accessor="position__variance_percent",
        verbose_name="Variance, %",
        footer=lambda table: "" if table.total.variance_percent is None else f"{table.total.variance_percent:+}%",
    )

    def __init__(self, *args: Any, total: PositionTotal, **options: Any) -> None:
        super().__init__(*args, **options)
        self.total = total


class AmountColumn(RawColumn):
    """An amount of money as it was posted."""

    def text(self, value: Any) -> str:
        return written_amount(value)


class EntryTable(ListTable):
    """What the ledger posted to one line."""

    caption = "Ledger entries"

    reference = TextColumn()
    posted_on = DateColumn(verbose_name="Posted")
    text = TextColumn()
    amount = AmountColumn(verbose_name="Amount (£)")

    class Meta(ListTable.Meta):
        prefix = "entries-"


class BudgetFilter(filters.FilterSet):
    """Budget lines by year, council and review."""

    year = filters.ChoiceFilter(label="Financial year", field_name="year", choices=(), empty_label=None)
    council = filters.ChoiceFilter(label="Council", method="by_council", choices=(), empty_label="All")
    review = filters.ChoiceFilter(label="Service review", field_name="review__code", choices=(), empty_label="All")

    def __init__(
        self,
        *args: Any,
        years: list[int],
        councils: list[Council],
        reviews: list[ServiceReview],
        **extra: Any,
    ) -> None:
        super().__init__(*args, **extra)
        self.filters["year"].extra["choices"] = [(str(year), year_label(year)) for year in years]
        self.filters["council"].extra["choices"] = [
            ("joint", "Joint"),
            *((council.code, council.short_name) for council in councils),
        ]
        self.filters["review"].extra["choices"] = [(review.code, review.name) for review in reviews]

    def by_council(self, lines: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return lines.filter(council__isnull=True) if value == "joint" else lines.filter(council__code=value)
