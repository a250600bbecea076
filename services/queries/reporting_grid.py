"""The reporting grid: the live reviews of a programme, each with its update in one period. Four queries for a page.

Who is concerned by the open reporting periods of a programme: who still owes an update, who decides on which.

Three queries for a programme, however many periods, reviews and people it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from programme.enums import Role
from programme.models import Programme, ReportingPeriod, RoleGrant
from programme.models.grants import councils_of
from programme.permissions import holds
from services.enums import EDITABLE_STATUSES, Standing, UpdateStatus
from services.models import ProgressUpdate, ReviewParticipation, ServiceReview
from services.queries.review_list import LIVE, standing
from services.queries.updates_due import MISSING
from services.rules.stages import REPORTING_STATES


@dataclass(frozen=True)
class GridCounts:
    """How many of the reader's live reviews stand how; each but `waiting` by the rule of `count_updates`.

    `waiting` counts submitted updates, a correction of an accepted one among them.
    """

    of: int
    by_standing: Mapping[str, int]
    missing: int
    overdue: int
    waiting: int


def reviews_reported(*, programme: Programme, user: Any) -> QuerySet[ServiceReview, ServiceReview]:
    """The live reviews whose updates a person works with: all for the office and auditors, else those they sponsor or
    lead."""
    reviews = ServiceReview.objects.visible_to(user).filter(LIVE, programme=programme)
    if holds(user, Role.PROGRAMME_OFFICE, Role.AUDITOR, programme=programme):
        return reviews
    led = ReviewParticipation.objects.on(programme.today).filter(
        lead_officer=user, council__in=councils_of(user, Role.LEAD_OFFICER, programme=programme)
    )
    own = Q(pk__in=led.values("review"))
    if holds(user, Role.SPONSOR, programme=programme):
        own |= Q(sponsor=user)
    return reviews.filter(own)


def grid_reviews(*, programme: Programme, user: Any, period: ReportingPeriod) -> QuerySet[ServiceReview, ServiceReview]:
    """Those reviews in the programme's order, each with its `standing` in the period, `parts` (who takes part today)
    and `of_period` (its updates in the period, the last version last)."""
    found: QuerySet[ServiceReview] = (
        reviews_reported(programme=programme, user=user)
        .in_programme_order()  # type: ignore[attr-defined]
        .annotate(standing=standing(period=period))
        .select_related("phase")
        .prefetch_related(
            Prefetch(
                "participations",
                queryset=ReviewParticipation.objects.on(programme.today)
                .select_related("council", "lead_officer")
                .order_by("-is_host", "council__short_name"),
                to_attr="parts",
            ),
            Prefetch(
                "updates",
                queryset=ProgressUpdate.objects.visible_to(user).filter(period=period).order_by("version"),
                to_attr="of_period",
            ),
        )
    )
    return found


def row_of(
    review: ServiceReview, *, period: ReportingPeriod, user: Any, update: ProgressUpdate | None = None
) -> ServiceReview:
    """One review as a row of the grid, after `update` was saved; one query, and one more where it is not given."""
    row: Any = review
    day = review.programme.today
    row.parts = list(
        ReviewParticipation.objects.on(day)
        .filter(review=review)
        .select_related("council", "lead_officer")
        .order_by("-is_host", "council__short_name")
    )
    if update is None:
        row.of_period = list(ProgressUpdate.objects.visible_to(user).filter(review=review, period=period))[::-1]
    else:
        row.of_period = [update]
    accepted = any(one.status == UpdateStatus.ACCEPTED for one in row.of_period)
    row.standing = (
        Standing.ACCEPTED.value if accepted else row.of_period[-1].status if row.of_period else Standing.NONE.value
    )
    return review


def shown_update(review: Any) -> ProgressUpdate | None:
    """What a row of the grid shows: the last version in the period, whether or not it is accepted yet."""
    return review.of_period[-1] if review.of_period else None


def rating_said(*, period: ReportingPeriod) -> Coalesce:
    """The rating that a review's last version in the period gives; "unrated" where it gives none."""
    last = ProgressUpdate.objects.filter(review=OuterRef("pk"), period=period).order_by("-version")
    said = NullIf(Subquery(last.values("rag")[:1]), Value(""))
    return Coalesce(said, Value("unrated"), output_field=CharField())


def waits_for_decision(*, period: ReportingPeriod) -> Exists:
    """Whether a review has a submitted update in the period."""
    return Exists(ProgressUpdate.objects.filter(review=OuterRef("pk"), period=period, status=UpdateStatus.SUBMITTED))


def count_grid(*, programme: Programme, user: Any, period: ReportingPeriod) -> GridCounts:
    """Count the rows of the grid by their standing; one query."""
    found = (
        reviews_reported(programme=programme, user=user)
        .annotate(standing=standing(period=period), waits=waits_for_decision(period=period))
        .values("standing", "waits")
        .annotate(number=Count("pk"))
        .order_by("standing", "waits")
    )
    by_standing = dict.fromkeys(Standing.values, 0)
    waiting = 0
    for row in found:
        by_standing[row["standing"]] += row["number"]
        waiting += row["number"] if row["waits"] else 0
    missing = sum(by_standing[standing] for standing in MISSING)
    late = period.is_overdue(programme.today)
    return GridCounts(
        of=sum(by_standing.values()),
        by_standing=by_standing,
        missing=missing,
        overdue=missing if late else 0,
        waiting=waiting,
    )


@dataclass(frozen=True)
class Reader:
    """What one person may do in a period's grid, asked of a row without asking the database again."""

    user: Any
    is_office: bool
    is_sponsor: bool
    councils: frozenset[int]
    is_open: bool

    def may_write(self, review: Any) -> bool:
        """Whether they may write the review's update now: not begun, a draft, or returned."""
        update = shown_update(review)
        if not self.is_open or (update is not None and update.status not in EDITABLE_STATUSES):
            return False
        return self.is_office or any(
            part.lead_officer_id == self.user.pk and part.council_id in self.councils for part in review.parts
        )

    def may_accept(self, review: Any) -> bool:
        """Whether the review has an update that they may accept: submitted, and not by themselves."""
        update = shown_update(review)
        return (
            self.is_open
            and update is not None
            and update.status == UpdateStatus.SUBMITTED
            and update.submitted_by_id != self.user.pk
            and (self.is_office or (self.is_sponsor and review.sponsor_id == self.user.pk))
        )


def reader_in(*, programme: Programme, period: ReportingPeriod, user: Any) -> Reader:
    """Read a person's part in the grid from their grants."""
    return Reader(
        user=user,
        is_office=holds(user, Role.PROGRAMME_OFFICE, programme=programme),
        is_sponsor=holds(user, Role.SPONSOR, programme=programme),
        councils=frozenset(councils_of(user, Role.LEAD_OFFICER, programme=programme)),
        is_open=period.is_open(programme.today),
    )


@dataclass(frozen=True)
class ReportingRound:
    """The people of a programme, by id, whose accounts are open and whose roles have not ended.

    `writers`: the live reviews that a person leads. `standings`: of a review and period; one that is not in it has not
    been begun. `waiting`: by period, who may decide on something that waits there.
    """

    writers: dict[int, set[int]]
    standings: dict[tuple[int, int], Standing]
    waiting: dict[int, set[int]]

    def owing(self, period: ReportingPeriod) -> set[int]:
        """Who leads a review whose update for the period is not handed in, or was returned."""
        return {
            person
            for person, reviews in self.writers.items()
            if any(self.standings.get((review, period.pk), Standing.NONE) in MISSING for review in reviews)
        }


def reporting_round(*, programme: Programme, periods: Iterable[ReportingPeriod]) -> ReportingRound:
    """Read the people and updates of some periods of one programme."""
    updates = list(
        ProgressUpdate.objects.filter(
            period__in=[period.pk for period in periods],
            review__state__in=REPORTING_STATES,
            review__left_on__isnull=True,
        )
        .order_by("version")
        .values_list("review", "period", "status", "submitted_by", "review__sponsor")
    )
    standings: dict[tuple[int, int], Standing] = {}
    for review, period, status, _, _ in updates:
        if standings.get((review, period)) != Standing.ACCEPTED:
            standings[review, period] = Standing(status)
    return ReportingRound(
        writers=writers_of(programme),
        standings=standings,
        waiting=_deciders(
            programme,
            [
                (period, submitter, sponsor)
                for _, period, status, submitter, sponsor in updates
                if status == UpdateStatus.SUBMITTED
            ],
        ),
    )


def writers_of(programme: Programme) -> dict[int, set[int]]:
    """By person, the live reviews that they lead for a council for which they hold that role today; one query."""
    day = programme.today
    grants = RoleGrant.objects.current(day).filter(
        user=OuterRef("lead_officer"), role=Role.LEAD_OFFICER, programme=programme, council=OuterRef("council")
    )
    found: dict[int, set[int]] = defaultdict(set)
    parts = ReviewParticipation.objects.on(day).filter(
        Exists(grants),
        review__programme=programme,
        review__state__in=REPORTING_STATES,
        review__left_on__isnull=True,
        lead_officer__is_active=True,
    )
    for person, review in parts.order_by("pk").values_list("lead_officer", "review"):
        found[person].add(review)
    return dict(found)


def _deciders(programme: Programme, submitted: list[tuple[int, int | None, int | None]]) -> dict[int, set[int]]:
    """By period, the office and sponsors who may decide on one of its submitted updates: never on their own."""
    grants = RoleGrant.objects.current(programme.today).filter(
        programme=programme, role__in=[Role.PROGRAMME_OFFICE, Role.SPONSOR], user__is_active=True
    )
    holders: dict[str, set[int]] = defaultdict(set)
    for role, person in grants.order_by("pk").values_list("role", "user"):
        holders[role].add(person)
    found: dict[int, set[int]] = defaultdict(set)
    for period, submitter, sponsor in submitted:
        deciders = set(holders[Role.PROGRAMME_OFFICE])
        if sponsor in holders[Role.SPONSOR]:
            deciders.add(sponsor)
        found[period] |= deciders - {submitter}
    return dict(found)
