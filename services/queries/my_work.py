"""What waits for one person: updates to write, updates sent back, updates to decide. Each section takes few queries.

The reviews that a person leads, whether or not one of them asks for anything today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.models import Programme, ReportingPeriod, User
from programme.models.grants import councils_of, programmes_of
from programme.queries.my_work import WorkItem
from services.enums import OPEN_STATUSES, Stage, Standing, State, UpdateStatus
from services.models import ProgressUpdate, ReviewParticipation, ServiceReview
from services.queries.updates import decidable_by
from services.rules.stages import REPORTING_STATES

MOST_NAMED = 10
"""How many updates of one period that wait for a decision are named one by one."""


def updates_to_write(user: User) -> list[WorkItem]:
    """The open periods of the reviews that a person leads for which nothing is handed in: not begun, or a draft."""
    return [item for item in _to_write(user) if item.status != UpdateStatus.RETURNED.label]


def updates_returned(user: User) -> list[WorkItem]:
    """The updates sent back to a person's reviews, each with the comment."""
    return [item for item in _to_write(user) if item.status == UpdateStatus.RETURNED.label]


def updates_to_decide(user: User) -> list[WorkItem]:
    """The submitted updates that a sponsor or the programme office may accept or return.

    Where more than `MOST_NAMED` of a period wait, they are one item that leads to them in the reporting grid.
    """
    if not programmes_of(user, [Role.PROGRAMME_OFFICE, Role.SPONSOR]):
        return []
    updates = (
        decidable_by(user)
        .select_related("review__programme", "period__programme", "submitted_by")
        .defer(*ProgressUpdate.TEXT_FIELDS)
    )
    by_period: dict[int, list[ProgressUpdate]] = defaultdict(list)
    for update in updates:
        if update.period.is_open(update.period.programme.today):
            by_period[update.period_id].append(update)
    items = []
    for waiting in by_period.values():
        many = len(waiting) > MOST_NAMED
        items += [_many_to_decide(waiting)] if many else [_to_decide(update) for update in waiting]
    return items


def _to_decide(update: ProgressUpdate) -> WorkItem:
    return WorkItem(
        label=f"{update.review.name}: {update.period.name}",
        url=update.get_absolute_url(),
        programme=update.review.programme.name,
        due=update.period.cut_off,
        due_label="Decide by",
        status=UpdateStatus.SUBMITTED.label,
        status_kind=UpdateStatus.SUBMITTED.value,
        note=f"Submitted by {update.submitted_by}" if update.submitted_by else "",
    )


def _many_to_decide(waiting: list[ProgressUpdate]) -> WorkItem:
    period, programme = waiting[0].period, waiting[0].period.programme
    return WorkItem(
        label=f"{len(waiting)} updates: {period.name}",
        url=f"{reverse('reporting_grid', args=[programme.code])}?period={period.code}&update=waiting",
        programme=programme.name,
        due=period.cut_off,
        due_label="Decide by",
        status=UpdateStatus.SUBMITTED.label,
        status_kind=UpdateStatus.SUBMITTED.value,
    )


@dataclass(frozen=True)
class LedReviews:
    """The reviews a person leads, the open periods of their programmes, and what is in hand for each of both.

    `periods` is by programme; `updates` by review and period, the last version where there are more.
    """

    reviews: tuple[ServiceReview, ...] = ()
    periods: dict[int, list[ReportingPeriod]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[tuple[int, int], ProgressUpdate] = field(default_factory=dict)


def led_reviews(user: User) -> LedReviews:
    """Read once for a person's page: three sections of the home page ask it."""
    if "led_reviews" not in user.__dict__:
        user.__dict__["led_reviews"] = _read_led_reviews(user)
    found: LedReviews = user.__dict__["led_reviews"]
    return found


def _to_write(user: User) -> Iterable[WorkItem]:
    led = led_reviews(user)
    for review in led.reviews:
        for period in led.periods[review.programme_id] if review.state in REPORTING_STATES else ():
            item = _item(review, period, led.updates.get((review.pk, period.pk)))
            if item is not None:
                yield item


def _read_led_reviews(user: User) -> LedReviews:
    reviews = tuple(_led_by(user))
    if not reviews:
        return LedReviews()
    programmes = {review.programme_id: review.programme for review in reviews}
    periods: dict[int, list[ReportingPeriod]] = defaultdict(list)
    for period in ReportingPeriod.objects.filter(programme__in=programmes, closed_at__isnull=True):
        if period.is_open(programmes[period.programme_id].today):
            periods[period.programme_id].append(period)
    open_periods = [period for found in periods.values() for period in found]
    updates = {
        (update.review_id, update.period_id): update for update in _in_hand(reviews=reviews, periods=open_periods)
    }
    return LedReviews(reviews, periods, updates)


def _led_by(user: User) -> QuerySet[ServiceReview] | list[ServiceReview]:
    """The reviews on record in which a person is named as lead officer for a council they hold that role for."""
    programmes = programmes_of(user, [Role.LEAD_OFFICER])
    if not programmes:
        return []
    leads = ReviewParticipation.objects.on(timezone.localdate()).filter(
        lead_officer=user, review__programme__in=programmes
    )
    own = [
        review
        for review, council, programme in leads.values_list("review", "council", "review__programme")
        if council in councils_of(user, Role.LEAD_OFFICER, programme=programme)
    ]
    return ServiceReview.objects.filter(pk__in=own, left_on__isnull=True).select_related("programme").order_by("name")


def _in_hand(*, reviews: Iterable[ServiceReview], periods: Iterable[ReportingPeriod]) -> QuerySet[ProgressUpdate]:
    """The updates of these reviews and periods, a correction after what it corrects."""
    return (
        ProgressUpdate.objects.filter(review__in=[review.pk for review in reviews], period__in=[p.pk for p in periods])
        .only("review", "period", "status", "version", "comment")
        .order_by("version")
    )


def _item(review: ServiceReview, period: ReportingPeriod, update: ProgressUpdate | None) -> WorkItem | None:
    programme: Programme = review.programme
    standing = Standing(update.status) if update else Standing.NONE
    if standing in (Standing.SUBMITTED, Standing.ACCEPTED):
        return None
    is_correction = update is not None and update.version > 1 and update.status in OPEN_STATUSES
    return WorkItem(
        label=f"{review.name}: {period.name}",
        url=reverse("update_edit", args=[programme.code, review.code, period.code]),
        programme=programme.name,
        due=period.cut_off if is_correction else period.deadline,
        status="Correction" if is_correction and standing == Standing.DRAFT else standing.label,
        status_kind="due" if standing == Standing.NONE else standing.value,
        note=update.comment if update and standing == Standing.RETURNED else "",
        is_overdue=not is_correction and period.is_overdue(programme.today),
    )


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
