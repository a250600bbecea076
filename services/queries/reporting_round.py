"""Who is concerned by the open reporting periods of a programme: who still owes an update, who decides on which.

Three queries for a programme, however many periods, reviews and people it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from programme.enums import Role
from programme.models import Programme, ReportingPeriod, RoleGrant
from services.enums import Standing, UpdateStatus
from services.models import ProgressUpdate, ReviewParticipation
from services.queries.updates_due import MISSING
from services.rules.stages import REPORTING_STATES


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
