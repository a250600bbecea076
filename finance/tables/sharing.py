"""The table of apportionments and its filters."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from finance.queries.sharing import ApportionmentRow
from programme.tables.columns import DateColumn, LinkColumn, ListTable, TextColumn
from services.models import ServiceReview

STATES = ("Holds", "To come", "Ended")
WHOLE = "none"
"""The choice of what is for no one review."""


class ApportionmentTable(ListTable):
    """Rows as `apportionment_rows` reads them. Hidden columns stand in the export only."""

    caption = "What is agreed on sharing costs and savings"

    is_of = LinkColumn(verbose_name="Of what", url=lambda row: row.apportionment.get_absolute_url())
    basis = TextColumn(accessor="apportionment__basis", verbose_name="How")
    starts_on = DateColumn(accessor="apportionment__starts_on", verbose_name="From")
    ended_on = DateColumn(accessor="apportionment__ended_on", verbose_name="To", default="No end")
    shares = TextColumn(orderable=False)
    state = TextColumn()
    agreed_by = TextColumn(accessor="apportionment__agreed_by", verbose_name="Agreed by", visible=False)
    agreed_on = DateColumn(accessor="apportionment__agreed_on", verbose_name="Agreed on", visible=False)
    tolerance = TextColumn(accessor="apportionment__tolerance", verbose_name="Tolerance, points", visible=False)
    shares_are_open = TextColumn(
        accessor="apportionment__shares_are_open", verbose_name="Shares are open", visible=False
    )
    code = TextColumn(accessor="apportionment__code", visible=False)

    def render_basis(self, record: ApportionmentRow) -> str:
        row = record.apportionment
        how = f"By {row.driver.name}" if row.driver else row.get_basis_display()
        return f"{how}, agreed otherwise" if row.override_reason else how

    def render_shares_are_open(self, value: Any) -> str:
        return "Yes" if value else "No"


class ApportionmentFilter(filters.FilterSet):
    """Apportionments by review and by whether they hold."""

    review = filters.ChoiceFilter(label="Service review", method="by_review", choices=(), empty_label="All")
    state = filters.ChoiceFilter(
        label="State", method="by_state", choices=[(one, one) for one in STATES], empty_label="All"
    )

    def __init__(self, *args: Any, reviews: list[ServiceReview], today: date, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.today = today
        self.filters["review"].extra["choices"] = [
            (WHOLE, "The whole programme"),
            *((review.code, review.name) for review in reviews),
        ]

    def by_review(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(review__isnull=True) if value == WHOLE else rows.filter(review__code=value)

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "To come":
            return rows.filter(starts_on__gt=self.today)
        if value == "Ended":
            return rows.filter(ended_on__lt=self.today)
        return rows.filter(starts_on__lte=self.today).exclude(ended_on__lt=self.today)
