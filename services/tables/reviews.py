"""Tables of service reviews and of progress updates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from programme.tables.columns import (
    DateColumn,
    LinkColumn,
    ListTable,
    NumberColumn,
    Order,
    RagColumn,
    Route,
    TagColumn,
    TextColumn,
)
from programme.wording.appearance import written_date
from services.enums import Standing
from services.queries.review_list import latest_date, promised, rating_order, stage_order
from services.queries.updates_due import MISSING

STANDING_LABELS = dict(Standing.choices)


class PromisedColumn(DateColumn):
    """A partial date of the latest accepted update of a listed review."""

    def text(self, value: Any) -> str:
        """On the page without the reason of what is to be confirmed, which is often a sentence; the export has it."""
        return super().text(value) if value.is_confirmed else "To be confirmed"


class BusinessCaseColumn(PromisedColumn):
    """When the business case was approved or, until then, when it is expected."""

    def text(self, value: Any) -> str:
        return value if isinstance(value, str) else super().text(value)


def business_case_date(review: Any) -> Any:
    """ "Approved April 2022", or the date expected."""
    return f"Approved {review.approved}" if review.approved else promised(review, "business_case_expected")


def councils_of(review: Any) -> str:
    """Who takes part, and who hosts what."""
    return ", ".join(f"{part.council.short_name}{_hosting(part)}" for part in review.parts)


def lead_officers_of(review: Any) -> str:
    """The lead officers of its councils."""
    return ", ".join(part.lead_officer.name for part in review.parts if part.lead_officer)


def _hosting(part: Any) -> str:
    """ " (host)", or what it hosts where that is not the whole service."""
    return f" (host of {part.hosted_functions})" if part.hosted_functions else " (host)" if part.is_host else ""


def _by(place: Callable[[], Any]) -> Order:
    """Sorted by an expression, what is alike in it by name."""

    def ordered(reviews: QuerySet[Any], is_descending: bool) -> QuerySet[Any]:
        found: QuerySet[Any] = reviews.annotate(place=place()).order_by(
            "-place" if is_descending else "place", "name", "pk"
        )
        return found

    return ordered


class ReviewTable(ListTable):
    """The reviews of one programme as `listed_reviews` reads them. Hidden columns stand in the export only."""

    caption = "Service reviews"

    name = LinkColumn(verbose_name="Service review", url=Route("review_detail", "code"), order="name")
    phase = TextColumn(accessor="phase__name", verbose_name="Phase", order_by=("phase__position", "position"))
    councils = TextColumn(read=councils_of, default="")
    lead_officers = TextColumn(read=lead_officers_of, visible=False, verbose_name="Lead officers")
    stage = TagColumn(order=_by(stage_order))
    rating = RagColumn(verbose_name="RAG", order=_by(rating_order))
    business_case_expected = BusinessCaseColumn(
        read=business_case_date,
        order=_by(lambda: latest_date("business_case_expected")),
        verbose_name="Business case expected",
    )
    implementation_expected = PromisedColumn(
        read=lambda review: promised(review, "implementation_expected"),
        order=_by(lambda: latest_date("implementation_expected")),
        verbose_name="Implementation expected",
    )
    standing = TagColumn(verbose_name="Update", order=("standing", "name"))
    state = TextColumn(visible=False)
    state_reason = TextColumn(visible=False, verbose_name="Reason for the state")
    planned_start = DateColumn(visible=False, verbose_name="Planned start")
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, late_from_period: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.late_from_period = late_from_period

    def render_standing(self, value: str) -> str:
        label = STANDING_LABELS[value]
        if not self.late_from_period or value not in MISSING:
            return label
        return "Overdue" if value == Standing.NONE else f"Overdue, {label.lower()}"


class UpdateTable(ListTable):
    """Progress updates, each leading to its page."""

    caption = "Progress updates"

    review = LinkColumn(
        accessor="review__name",
        verbose_name="Service review",
        url=Route("update_detail", "review.code", "period.code", "version"),
    )
    period = TextColumn(accessor="period__name", verbose_name="Period", order_by=("period__starts_on",))
    version = NumberColumn(verbose_name="Version")
    rag = RagColumn(verbose_name="RAG")
    status = TagColumn()
    submitted_at = DateColumn(verbose_name="Submitted")
    submitted_by = TextColumn(accessor="submitted_by__name", verbose_name="By")
    decided_at = DateColumn(verbose_name="Decided")


class NoteTable(ListTable):
    """Notes as `listed_notes` reads them, each leading to its page."""

    caption = "Notes"

    title = LinkColumn(url=Route("note_detail", "code"))
    review = LinkColumn(
        accessor="review__name",
        verbose_name="Service review",
        default="The programme",
        url=Route("review_detail", "review.code"),
        is_name=False,
    )
    council = TextColumn(accessor="council__short_name", verbose_name="Readers", default="Everyone")
    documents = NumberColumn()
    written_at = DateColumn(verbose_name="Written")
    written_by = TextColumn(accessor="written_by__name", verbose_name="By")
    closed_at = DateColumn(verbose_name="Closed", visible=False)
    body = TextColumn(visible=False, verbose_name="Text")

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
