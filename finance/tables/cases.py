"""The table of business cases and its filters."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import TextInput

from finance.enums import CaseStage, CaseStatus
from finance.models import BusinessCase
from finance.rules.case import Derived
from finance.rules.figures import NO_PAYBACK, unknown_words, written_amount, written_cell, written_payback
from finance.rules.money import Total, rounded
from programme.models import Council
from programme.tables.columns import LinkColumn, ListTable, Route, TagColumn, TextColumn
from services.models import ReviewParticipation, ServiceReview
from services.values.standards import year_label


class TotalColumn(TextColumn):
    """A sum of a case in pounds; one that leaves amounts out says so."""

    css = "concordat-table__number"
    empty_values = ()

    def __init__(self, total: str, **options: Any) -> None:
        super().__init__(accessor=total, order_by=(f"{total}__cell__amount",), **options)

    def text(self, value: Total) -> str:
        words = unknown_words(value) or written_amount(value.amount)
        return words if value.is_complete or unknown_words(value) else f"{words} (not whole)"

    def value(self, **given: Any) -> Any:
        total: Total = given["value"]
        return unknown_words(total) or total.amount


class AgainstColumn(TextColumn):
    """A figure of savings against one-off costs; one of which all of either is unknown says so."""

    css = "concordat-table__number"
    empty_values = ()

    def __init__(self, figure: str, **options: Any) -> None:
        super().__init__(accessor="derived", **options)
        self.figure = figure

    def text(self, value: Derived) -> str:
        if value.unknown:
            return written_cell(value.unknown)
        years = getattr(value, self.figure)
        return "None" if years is None else written_payback(years)

    def value(self, **given: Any) -> Any:
        derived: Derived = given["value"]
        if derived.unknown:
            return written_cell(derived.unknown)
        amount = getattr(derived, self.figure)
        return NO_PAYBACK if amount is None else rounded(amount)


class CaseTable(ListTable):
    """Cases as `case_lines_of` reads them, with what their last version comes to. Hidden columns are exported only."""

    caption = "Business cases by their last version, in pounds"

    name = LinkColumn(
        accessor="case__name",
        verbose_name="Business case",
        url=Route("case_version", "case.code", "version.number"),
    )
    review = TextColumn(accessor="case__review__name", verbose_name="Service review")
    version = TextColumn(accessor="version__number", verbose_name="Version")
    stage = TextColumn(accessor="version__get_stage_display", verbose_name="Kind of case", order_by=("version__stage",))
    status = TagColumn(accessor="version__status", verbose_name="Status")
    saving = TotalColumn("derived__annual_saving__total", verbose_name="Saving over all years")
    one_off = TotalColumn("derived__one_off__total", verbose_name="One-off costs")
    payback = AgainstColumn("simple_payback", verbose_name="Simple payback (years)", order_by=("payback",))
    code = TextColumn(accessor="case__code", visible=False)
    first_year = TextColumn(
        read=lambda row: year_label(row.version.first_year), verbose_name="First year", visible=False
    )
    years = TextColumn(accessor="version__years", verbose_name="Number of years", visible=False)
    value_now = AgainstColumn("net_present_value", verbose_name="Net present value", visible=False)


class CaseFilter(filters.FilterSet):
    """Cases by words, review, the kind and status of their last version, and a council that takes part."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    review = filters.ChoiceFilter(label="Service review", field_name="review__code", choices=(), empty_label="All")
    stage = filters.ChoiceFilter(
        label="Kind of case", field_name="last_stage", choices=CaseStage.choices, empty_label="All"
    )
    status = filters.ChoiceFilter(
        label="Status", field_name="last_status", choices=CaseStatus.choices, empty_label="All"
    )
    council = filters.ChoiceFilter(label="Council", method="by_council", choices=(), empty_label="All")

    def __init__(self, *args: Any, reviews: list[ServiceReview], councils: list[Council], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.filters["review"].extra["choices"] = [(review.code, review.name) for review in reviews]
        self.filters["council"].extra["choices"] = [(council.code, council.short_name) for council in councils]

    def by_words(self, cases: QuerySet[BusinessCase], name: str, value: str) -> QuerySet[BusinessCase]:
        for word in value.split()[:8]:
            cases = cases.filter(Q(name__icontains=word) | Q(code__icontains=word) | Q(summary__icontains=word))
        return cases

    def by_council(self, cases: QuerySet[BusinessCase], name: str, value: str) -> QuerySet[BusinessCase]:
        return cases.filter(review__in=ReviewParticipation.objects.filter(council__code=value).values("review"))
