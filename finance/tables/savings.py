"""The table of the savings tracker and its filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import TextInput
from django_tables2 import Table
from django_tables2.columns import BoundColumn

from finance.enums import Evidence, Measure, SavingsState, ValueKind
from finance.models import SavingsLine
from finance.queries.savings import in_order_of_sum, sum_of
from finance.rules.figures import EXEMPT, written_sum
from programme.models import Council
from programme.tables.columns import LinkColumn, ListTable, NumberColumn, Route, TagColumn, TextColumn
from services.values.standards import year_label


class AmountColumn(NumberColumn):
    """What a line comes to in one kind of value, 0 among it; what is withheld, and what is not known, in words."""

    empty_values = ()

    def __init__(self, *, kind: ValueKind, **options: Any) -> None:
        super().__init__(accessor="sums", **options)
        self.kind = kind

    def wording(self, bound_column: BoundColumn, table: Table) -> Callable[[Any, Any], str]:
        return lambda record, value: written_sum(*sum_of(record, self.kind))

    def value(self, **given: Any) -> Any:
        amount, withheld = sum_of(given["record"], self.kind)
        return EXEMPT if amount is None and withheld else amount

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        return in_order_of_sum(queryset, self.kind, descending=is_descending), True


class SavingsTable(ListTable):
    """Lines as `listed_savings` reads them. Hidden columns stand in the export only."""

    caption = "Savings and in-year pressures, in pounds"

    name = LinkColumn(verbose_name="Line", url=Route("savings_detail", "code"), order="name")
    review = TextColumn(accessor="review_name", verbose_name="Service review", order_by=("review__name", "position"))
    measure = TextColumn()
    plan = AmountColumn(kind=ValueKind.PLAN, verbose_name="Plan")
    forecast = AmountColumn(kind=ValueKind.FORECAST, verbose_name="Forecast")
    actual = AmountColumn(kind=ValueKind.ACTUAL, verbose_name="Actual to date")
    state = TagColumn()
    evidence = TextColumn()
    is_cashable = TextColumn(verbose_name="Cashable")
    state_reason = TextColumn(verbose_name="Reason for the state", visible=False)
    case = TextColumn(accessor="version", verbose_name="From", visible=False, orderable=False)
    closed_on = TextColumn(verbose_name="Closed", visible=False)
    code = TextColumn(visible=False)

    def render_is_cashable(self, value: Any) -> str:
        return "Yes" if value else "No"

    def render_name(self, record: SavingsLine) -> str:
        return f"{record.name} (closed)" if record.closed_on else record.name

    def value_name(self, record: SavingsLine) -> str:
        return record.name


class SavingsFilter(filters.FilterSet):
    """Lines by words, review, council, state, measure, evidence, whether cashable, year, and whether closed.

    `council` and `year` say which values are added up; they are read before the lines are.
    """

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    review = filters.ChoiceFilter(label="Service review", field_name="review__code", choices=(), empty_label="All")
    year = filters.ChoiceFilter(label="Financial year", method="before", choices=(), empty_label="All years")
    council = filters.ChoiceFilter(label="Council", method="before", choices=(), empty_label="All, and joint")
    state = filters.ChoiceFilter(label="State", choices=SavingsState.choices, empty_label="All")
    measure = filters.ChoiceFilter(label="Measure", choices=Measure.choices, empty_label="All")
    evidence = filters.ChoiceFilter(label="How well known", choices=Evidence.choices, empty_label="All")
    cashable = filters.ChoiceFilter(
        label="Cashable",
        field_name="is_cashable",
        choices=[("True", "Cashable"), ("False", "Not cashable")],
        empty_label="All",
    )
    closed = filters.ChoiceFilter(
        label="Closed lines",
        method="by_closed",
        choices=[("only", "Only these"), ("all", "With the others")],
        empty_label="Left out",
    )

    def __init__(
        self,
        *args: Any,
        reviews: list[tuple[str, str]] | None,
        councils: list[Council],
        years: list[int],
        **extra: Any,
    ) -> None:
        super().__init__(*args, **extra)
        if reviews is None:
            del self.filters["review"]
        else:
            self.filters["review"].extra["choices"] = reviews
        self.filters["council"].extra["choices"] = [(council.code, council.short_name) for council in councils]
        self.filters["year"].extra["choices"] = [(str(year), year_label(year)) for year in years]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        lines: QuerySet[Any] = super().filter_queryset(queryset)
        return lines if self.form.cleaned_data.get("closed") else lines.filter(closed_on__isnull=True)

    def by_words(self, lines: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            lines = lines.filter(
                Q(name__icontains=word)
                | Q(code__icontains=word)
                | Q(review__name__icontains=word)
                | Q(state_reason__icontains=word)
            )
        return lines

    def before(self, lines: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return lines  # the values that are added up are chosen before the lines are read

    def by_closed(self, lines: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return lines.filter(closed_on__isnull=False) if value == "only" else lines
