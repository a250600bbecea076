"""The programme's list of service standards: its filter and its table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import TextInput
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from programme.models import Council
from programme.tables.columns import LinkColumn, ListTable, RawColumn, Route, TextColumn
from services.enums import IndicatorCategory
from services.filters.reviews import ListFilter
from services.queries.service_standards import VERDICTS, StandardRow
from services.values.standards import Verdict, year_label


class StandardFilter(ListFilter):
    """Standards by words, review, category, council, year and whether they are met.

    The last three are asked of the rows that are made from the indicators: a standard's council and year are those it
    applies to, not those it is written for.
    """

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    review = filters.ChoiceFilter(label="Service review", field_name="review__code", choices=(), empty_label="All")
    category = filters.ChoiceFilter(label="Category", choices=IndicatorCategory.choices, empty_label="All")
    council = filters.ChoiceFilter(label="Council", method="of_rows", choices=(), empty_label="All")
    year = filters.ChoiceFilter(label="Financial year", method="of_rows", choices=(), empty_label="Latest measured")
    met = filters.ChoiceFilter(label="Met", method="of_rows", choices=VERDICTS, empty_label="All")

    def __init__(
        self,
        *args: Any,
        reviews: list[tuple[str, str]],
        councils: list[Council],
        years: list[int],
        **extra: Any,
    ) -> None:
        super().__init__(*args, **extra)
        self.choices_of("review", reviews)
        named = [(council.code, council.short_name) for council in councils]
        self.choices_of("council", [*named, ("together", "Together")])
        self.choices_of("year", [(str(year), year_label(year)) for year in years])

    def by_words(self, indicators: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            indicators = indicators.filter(
                Q(name__icontains=word) | Q(heading__icontains=word) | Q(review__name__icontains=word)
            )
        return indicators

    def of_rows(self, indicators: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return indicators  # asked of the rows


class FigureColumn(RawColumn):
    """A figure of the row's indicator as it is written; the export has the number."""

    css = "concordat-table__number"


@cache
def verdict_markup(verdict: Verdict) -> SafeString:
    """The word and shape of a verdict; there are few, and a table shows many."""
    return render_to_string("services/_verdict.html", {"verdict": verdict})


class VerdictColumn(TextColumn):
    """Whether the standard is met, as word and shape."""

    def cell_maker(self, bound_column: Any, table: Any) -> Callable[[Any], str]:
        return lambda record: verdict_markup(record.performance.verdict)


class StandardTable(ListTable):
    """A row for each indicator and council as `standard_rows` makes them."""

    caption = "Service standards"

    indicator = LinkColumn(
        verbose_name="Indicator", url=Route("indicator_detail", "review.code", "line.indicator.code")
    )
    review_name = TextColumn(verbose_name="Service review")
    heading = TextColumn(visible=False)
    council = TextColumn(verbose_name="Council")
    unit = TextColumn(visible=False)
    year = TextColumn(verbose_name="Year")
    target = FigureColumn(verbose_name="Standard", empty_values=())
    words = TextColumn(accessor="performance__standard__words", visible=False, verbose_name="Standard in words")
    actual = FigureColumn(verbose_name="Latest actual", empty_values=())
    achievement = FigureColumn(verbose_name="Achievement", empty_values=())
    achievement_words = TextColumn(
        accessor="performance__achievement__short", visible=False, verbose_name="Achievement in words"
    )
    met = VerdictColumn(verbose_name="Met")

    def render_target(self, record: StandardRow) -> str:
        return record.line.standard_words(record.performance.standard) or "None set"

    def render_actual(self, record: StandardRow) -> str:
        return record.line.written(record.actual)

    def render_achievement(self, record: StandardRow) -> str:
        return record.performance.achievement.short
