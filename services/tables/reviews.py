"""Tables of service reviews and of progress updates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from programme.models import Programme
from programme.tables.columns import (
    DateColumn,
    LinkColumn,
    ListTable,
    NumberColumn,
    RagColumn,
    TagColumn,
    TextColumn,
)
from programme.wording.appearance import written_date
from services.enums import Standing
from services.models import ProgressUpdate
from services.queries.review_list import latest_date, promised, rating_order, stage_order
from services.queries.updates_due import MISSING

STANDING_LABELS = dict(Standing.choices)


class PromisedColumn(DateColumn):
    """A partial date of the latest accepted update of a listed review."""

    def reader(self, bound_column: Any, table: Any) -> Any:
        name = bound_column.name
        return lambda review: promised(review, name)

    def text(self, value: Any) -> str:
        """On the page without the reason of what is to be confirmed, which is often a sentence; the export has it."""
        return super().text(value) if value.is_confirmed else "To be confirmed"


class BusinessCaseColumn(PromisedColumn):
    """When the business case was approved or, until then, when it is expected."""

    def reader(self, bound_column: Any, table: Any) -> Any:
        return business_case_date

    def text(self, value: Any) -> str:
        return value if isinstance(value, str) else super().text(value)


def business_case_date(review: Any) -> Any:
    """ "Approved April 2022", or the date expected."""
    return f"Approved {review.approved}" if review.approved else promised(review, "business_case_expected")


class DayColumn(DateColumn):
    """The day of a moment; the export has the time too."""

    def value(self, value: Any) -> Any:
        return value


class ReviewTable(ListTable):
    """The reviews of one programme as `listed_reviews` reads them. Hidden columns stand in the export only."""

    caption = "Service reviews"

    name = LinkColumn(verbose_name="Service review")
    phase = TextColumn(accessor="phase__name", verbose_name="Phase", order_by=("phase__position", "position"))
    councils = TextColumn(accessor="pk", orderable=False)
    lead_officers = TextColumn(accessor="pk", visible=False, orderable=False, verbose_name="Lead officers")
    stage = TagColumn()
    rating = RagColumn(verbose_name="RAG")
    business_case_expected = BusinessCaseColumn(accessor="pk", verbose_name="Business case expected")
    implementation_expected = PromisedColumn(accessor="pk", verbose_name="Implementation expected")
    standing = TagColumn(verbose_name="Update")
    state = TextColumn(visible=False)
    state_reason = TextColumn(visible=False, verbose_name="Reason for the state")
    planned_start = DateColumn(visible=False, verbose_name="Planned start")
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, programme: Programme, late_from_period: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.late_from_period = late_from_period
        base = reverse("review_list", args=[programme.code])
        self.columns["name"].column.url = lambda review: f"{base}{review.code}/"

    def render_councils(self, record: Any) -> str:
        return ", ".join(f"{part.council.short_name}{_hosting(part)}" for part in record.parts)

    def value_lead_officers(self, record: Any) -> str:
        return ", ".join(part.lead_officer.name for part in record.parts if part.lead_officer)

    def render_standing(self, value: str) -> str:
        label = STANDING_LABELS[value]
        if not self.late_from_period or value not in MISSING:
            return label
        return "Overdue" if value == Standing.NONE else f"Overdue, {label.lower()}"

    def value_business_case_expected(self, record: Any) -> Any:
        return business_case_date(record)

    def value_implementation_expected(self, record: Any) -> Any:
        return promised(record, "implementation_expected")

    def value_planned_start(self, record: Any) -> Any:
        return record.planned_start

    def order_stage(self, reviews: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _ordered(reviews.annotate(place=stage_order()), is_descending), True

    def order_rating(self, reviews: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _ordered(reviews.annotate(place=rating_order()), is_descending), True

    def order_business_case_expected(self, reviews: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _ordered(reviews.annotate(place=latest_date("business_case_expected")), is_descending), True

    def order_implementation_expected(self, reviews: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _ordered(reviews.annotate(place=latest_date("implementation_expected")), is_descending), True

    def order_name(self, reviews: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return reviews.order_by("-name" if is_descending else "name", "pk"), True

    def order_standing(self, reviews: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return reviews.order_by("-standing" if is_descending else "standing", "name", "pk"), True


def _hosting(part: Any) -> str:
    """ " (host)", or what it hosts where that is not the whole service."""
    return f" (host of {part.hosted_functions})" if part.hosted_functions else " (host)" if part.is_host else ""


def _ordered(reviews: QuerySet, is_descending: bool) -> QuerySet:
    return reviews.order_by("-place" if is_descending else "place", "name", "pk")


def lead_to_reviews(table: ListTable, *, programme: Programme) -> None:
    """Have the column of reviews, where the table shows it, lead to their pages."""
    if "review" not in table.columns.names():
        return
    base = reverse("review_list", args=[programme.code])
    table.columns["review"].column.url = lambda record: f"{base}{record.review.code}/" if record.review_id else ""


class UpdateTable(ListTable):
    """Progress updates, each leading to its page."""

    caption = "Progress updates"

    review = LinkColumn(accessor="review__name", verbose_name="Service review")
    period = TextColumn(accessor="period__name", verbose_name="Period", order_by=("period__starts_on",))
    version = NumberColumn(verbose_name="Version")
    rag = RagColumn(verbose_name="RAG")
    status = TagColumn()
    submitted_at = DayColumn(verbose_name="Submitted")
    submitted_by = TextColumn(accessor="submitted_by__name", verbose_name="By")
    decided_at = DayColumn(verbose_name="Decided")

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        base = reverse("review_list", args=[programme.code])

        def address(update: ProgressUpdate) -> str:
            return f"{base}{update.review.code}/updates/{update.period.code}/{update.version}/"

        self.columns["review"].column.url = address


class NoteTable(ListTable):
    """Notes as `listed_notes` reads them, each leading to its page."""

    caption = "Notes"

    title = LinkColumn()
    review = LinkColumn(accessor="review__name", verbose_name="Service review", default="The programme", is_name=False)
    council = TextColumn(accessor="council__short_name", verbose_name="Readers", default="Everyone")
    documents = NumberColumn()
    written_at = DayColumn(verbose_name="Written")
    written_by = TextColumn(accessor="written_by__name", verbose_name="By")
    closed_at = DayColumn(verbose_name="Closed", visible=False)
    body = TextColumn(visible=False, verbose_name="Text")

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        base = reverse("note_list", args=[programme.code])
        self.columns["title"].column.url = lambda note: f"{base}{note.code}/"
        lead_to_reviews(self, programme=programme)

    def render_council(self, value: str) -> str:
        return f"{value} only"


class TimeOfPartTable(ListTable):
    """Memberships of the programme and parts in its reviews, a line for each time."""

    caption = "Membership over time"

    council = TextColumn(accessor="council__name")
    of = LinkColumn(verbose_name="In", url=lambda part: part.url)
    role = TextColumn(verbose_name="As")
    joined_on = DateColumn(verbose_name="From")
    left_on = DateColumn(verbose_name="Last day", default="Goes on")
    standing = TagColumn(verbose_name="On the day", order_by=("is_in",))

    def __init__(self, *args: Any, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns["standing"].column.verbose_name = f"On {written_date(day)}"
