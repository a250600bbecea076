"""The list of a programme's reviews as one query, with what its columns, filters and order need worked out in SQL.

The rules are those of `services.queries.progress` (which works them out in Python for figures as at a past moment); a
test holds the two together.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject, NullIf

from programme.models import PartialDateField, Programme, ReportingPeriod
from services.enums import Rag, Stage, Standing, State
from services.models import ProgressUpdate, ReviewMove, ReviewParticipation, ServiceReview
from services.models.progress_update import of_latest_accepted
from services.rules.stages import APPROVED_STAGES, REPORTING_STATES

LIVE = Q(state__in=REPORTING_STATES, left_on__isnull=True)
"""Still in the programme and owing updates, as `ProgressRow.is_live`."""

RATING_ORDER = (Rag.RED, Rag.AMBER, Rag.GREEN, "unrated", State.ON_HOLD, "not_started", State.COMPLETE, State.WITHDRAWN)
"""What needs the board first."""


def listed_reviews(
    *, programme: Programme, user: Any, period: ReportingPeriod | None
) -> QuerySet[ServiceReview, ServiceReview]:
    """The reviews of a programme that a person may see, in the programme's order, each with

    - `rating`: green, amber, red or unrated where it should carry a rating, else what keeps it from one;
    - `business_case_expected`, `implementation_expected`: as last accepted;
    - `approved`: when its business case was, None while it is not;
    - `standing`: the standing of its update in `period`, "" where it owes none;
    - `parts`: who takes part today (council and lead officer), read in one more query.
    """
    return (
        ServiceReview.objects.visible_to(user)
        .filter(programme=programme)
        .annotate(
            latest=latest_accepted(),
            rating=rating(),
            standing=standing(period=period),
            approved=business_case_approved(),
        )
        .select_related("phase")
        .prefetch_related(
            Prefetch(
                "participations",
                queryset=ReviewParticipation.objects.on(programme.today)
                .select_related("council", "lead_officer")
                .order_by("-is_host", "council__short_name"),
                to_attr="parts",
            )
        )
        .in_programme_order()
    )


def latest_accepted() -> Subquery:
    """The rating and dates of the latest accepted update, as a mapping; None where there is none."""
    return of_latest_accepted(
        JSONObject(
            rag="rag",
            business_case_expected="business_case_expected",
            implementation_expected="implementation_expected",
        )
    )


def latest_date(field: str) -> Subquery:
    """The last day of a partial date of the latest accepted update."""
    return of_latest_accepted(f"{field}__last_day")


def business_case_approved() -> Case:
    """When the business case was approved: the rule of `ProgressRow.business_case_approved`."""
    approval = ReviewMove.objects.filter(
        review=OuterRef("pk"), from_stage=Stage.APPROVAL, to_stage=Stage.IMPLEMENTATION
    ).order_by("-recorded_at", "-pk")
    return Case(
        When(stage__in=APPROVED_STAGES, then=Subquery(approval.values("effective")[:1])),
        default=None,
        output_field=PartialDateField(),
    )


def rating() -> Case:
    """The rating last accepted, or why the review carries none: the rule of `ProgressRow.is_rated` and `.rag`."""
    return Case(
        When(left_on__isnull=False, then=Value(State.WITHDRAWN.value)),
        When(~Q(state=State.ACTIVE), then="state"),
        When(stage=Stage.NOT_STARTED, then=Value(Stage.NOT_STARTED.value)),
        default=Coalesce(NullIf(of_latest_accepted("rag"), Value("")), Value("unrated")),
        output_field=CharField(),
    )


def standing(*, period: ReportingPeriod | None) -> Any:
    """What a live review has handed in for a period: the rule of `update_rows` (accepted is first in the alphabet)."""
    if period is None:
        return Value("", output_field=CharField())
    handed_in = ProgressUpdate.objects.filter(review=OuterRef("pk"), period=period).order_by("status", "-version")
    return Case(
        When(LIVE, then=Coalesce(Subquery(handed_in.values("status")[:1]), Value(Standing.NONE.value))),
        default=Value(""),
        output_field=CharField(),
    )


def stage_order() -> Case:
    """The place of the stage on the way from not started to business as usual."""
    return _order_of("stage", Stage.values)


def rating_order() -> Case:
    """The place of the rating among those that need the board first."""
    return _order_of("rating", RATING_ORDER)


def _order_of(field: str, values: Any) -> Case:
    places = [When(**{field: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())


def late_start(*, today: date) -> Q:
    """Planned to have begun by now, and has not."""
    return LIVE & Q(stage=Stage.NOT_STARTED, planned_start__last_day__lt=today)


def with_late_dates(reviews: QuerySet[ServiceReview], *, what: str, today: date) -> QuerySet[ServiceReview]:
    """The live reviews whose promised date has passed: `what` is business_case, implementation, start or any."""
    reviews = reviews.annotate(
        business_case_by=latest_date("business_case_expected"), implementation_by=latest_date("implementation_expected")
    )
    late = {
        "business_case": LIVE & ~Q(stage__in=APPROVED_STAGES) & Q(business_case_by__lt=today),
        "implementation": LIVE & ~Q(stage=Stage.BUSINESS_AS_USUAL) & Q(implementation_by__lt=today),
        "start": late_start(today=today),
    }
    return reviews.filter(
        late[what] if what in late else late["business_case"] | late["implementation"] | late["start"]
    )


def started_by(reviews: QuerySet[ServiceReview], *, by: date) -> QuerySet[ServiceReview]:
    """The reviews begun, or planned to begin, wholly on or before a day: the rule of `progress.started_by`."""
    begun = (
        ReviewMove.objects.filter(review=OuterRef("pk"), from_stage=Stage.NOT_STARTED)
        .exclude(to_stage=Stage.NOT_STARTED)
        .order_by("-recorded_at", "-pk")
    )
    return (
        reviews.annotate(begun_by=Subquery(begun.values("effective__last_day")[:1], output_field=DateField()))
        .exclude(state=State.WITHDRAWN)
        .filter(left_on__isnull=True)
        .filter(
            (~Q(stage=Stage.NOT_STARTED) & Q(begun_by__lte=by))
            | ((Q(stage=Stage.NOT_STARTED) | Q(begun_by__isnull=True)) & Q(planned_start__last_day__lte=by))
        )
    )


_PARTIAL_DATE = PartialDateField()


def promised(review: Any, field: str) -> Any:
    """A partial date of the latest accepted update of a listed review; None where there is none."""
    latest = review.latest
    return _PARTIAL_DATE.to_python(latest[field]) if latest else None
