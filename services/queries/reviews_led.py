"""The reviews that a person leads, whether or not one of them asks for anything today."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from programme.models import ReportingPeriod, User
from services.enums import Stage, Standing, State
from services.models import ProgressUpdate, ServiceReview
from services.queries.my_work import LedReviews, led_reviews
from services.rules.stages import REPORTING_STATES

VERBS = {
    Standing.NONE: "Write the update for",
    Standing.DRAFT: "Continue the draft for",
    Standing.RETURNED: "Change the returned update for",
    Standing.SUBMITTED: "Read the submitted update for",
    Standing.ACCEPTED: "Correct the update for",
}


@dataclass(frozen=True)
class PeriodLink:
    """What its officer can do about an open period's update."""

    label: str
    url: str


@dataclass(frozen=True)
class LedReview:
    """One review, where it stands, and what was last accepted of it. `rating` is a value of the `rag` component."""

    review: ServiceReview
    stage: Stage
    rating: str
    said: ProgressUpdate | None
    links: tuple[PeriodLink, ...]


def reviews_led(user: User) -> list[LedReview]:
    """The reviews a person leads, by name; one query more than their updates to write."""
    led = led_reviews(user)
    if not led.reviews:
        return []
    said = {
        update.review_id: update
        for update in ProgressUpdate.objects.latest_accepted(reviews=[review.pk for review in led.reviews])
        .select_related("period")
        .only("review", "rag", "period__name")
    }
    return [_led_review(review, said.get(review.pk), led=led) for review in led.reviews]


def _led_review(review: ServiceReview, said: ProgressUpdate | None, *, led: LedReviews) -> LedReview:
    stage, state = Stage(review.stage), State(review.state)
    if state != State.ACTIVE:
        rating = state.value
    elif stage == Stage.NOT_STARTED:
        rating = stage.value
    else:
        rating = said.rag if said is not None else ""
    periods = led.periods[review.programme_id] if state in REPORTING_STATES else ()
    links = tuple(_link(review, period, led.updates.get((review.pk, period.pk))) for period in periods)
    return LedReview(review, stage, rating, said, links)


def _link(review: ServiceReview, period: ReportingPeriod, update: ProgressUpdate | None) -> PeriodLink:
    standing = Standing(update.status) if update else Standing.NONE
    url = reverse("update_edit", args=[review.programme.code, review.code, period.code])
    if standing == Standing.SUBMITTED and update is not None:
        url = reverse("update_detail", args=[review.programme.code, review.code, period.code, update.version])
    return PeriodLink(f"{VERBS[standing]} {period.name}", url)
