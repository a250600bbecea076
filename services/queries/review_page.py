"""What the page of one review shows, read with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from programme.models import ReportingPeriod
from programme.values.partial_date import PartialDate
from services.enums import EDITABLE_STATUSES, OPEN_STATUSES, Stage, UpdateStatus
from services.models import Milestone, ProgressUpdate, ReviewMove, ReviewParticipation, ServiceReview
from services.queries.progress import ProgressRow, progress_rows
from services.rules.stages import APPROVED_STAGES, STAGE_MOVES

SHOWN_PERIODS = 12
"""How many periods of accepted updates the page shows; the list of updates has them all."""


@dataclass(frozen=True)
class Step:
    """One stage on the way, and whether the review has passed it, is at it, or has it before it."""

    stage: Stage
    standing: str


@dataclass(frozen=True)
class ReviewDate:
    """A date that matters to the review. Late is reckoned by the programme's own today."""

    label: str
    value: PartialDate | date | None
    note: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class PeriodSaid:
    """What was accepted in one period: the version that holds, and those it corrected, newest first."""

    period: ReportingPeriod
    update: ProgressUpdate
    earlier: tuple[ProgressUpdate, ...]


@dataclass(frozen=True)
class Writing:
    """An open period as a writer finds it: what they can do about the update."""

    period: ReportingPeriod
    update: ProgressUpdate | None
    label: str
    url: str
    is_overdue: bool

    @property
    def is_waiting(self) -> bool:
        """Nothing is handed in yet: the writer's turn."""
        return self.update is None or self.update.status in EDITABLE_STATUSES


@dataclass(frozen=True)
class MilestoneSaid:
    """A milestone, and whether its forecast has passed without it."""

    milestone: Milestone
    is_late: bool


@dataclass(frozen=True)
class ReviewPage:
    """Everything on the page but what depends on what the reader may do."""

    row: ProgressRow
    parts: tuple[ReviewParticipation, ...]
    former_parts: tuple[ReviewParticipation, ...]
    steps: tuple[Step, ...]
    next_stages: tuple[Stage, ...]
    dates: tuple[ReviewDate, ...]
    on_its_way: tuple[ProgressUpdate, ...]
    said: tuple[PeriodSaid, ...]
    earlier_periods: int
    open_periods: tuple[ReportingPeriod, ...]
    milestones: tuple[MilestoneSaid, ...]
    moves: tuple[ReviewMove, ...]

    @property
    def stage_number(self) -> int:
        """The place of its stage among the nine, from 1."""
        return list(Stage).index(self.row.stage) + 1


def review_page(*, review: ServiceReview, user: Any) -> ReviewPage:
    """Read the page of a review that the user may see."""
    today = review.programme.today
    row = progress_rows(reviews=ServiceReview.objects.filter(pk=review.pk))[0]
    parts = list(review.participations.select_related("council", "lead_officer").order_by("-is_host", "council"))
    here = tuple(part for part in parts if _takes_part(part, today))
    updates = _updates(review, user=user)
    said = _said(updates)
    periods_said = updates[0].periods_said if updates else 0  # type: ignore[attr-defined]
    return ReviewPage(
        row=row,
        parts=here,
        former_parts=tuple(part for part in parts if part not in here),
        steps=_steps(row.stage),
        next_stages=STAGE_MOVES[row.stage],
        dates=_dates(row, today=today),
        on_its_way=tuple(update for update in updates if update.status in OPEN_STATUSES),
        said=said,
        earlier_periods=periods_said - len(said),
        open_periods=tuple(review.programme.periods.open_on(today).order_by("deadline")),
        milestones=tuple(
            MilestoneSaid(milestone, _is_late(milestone, today=today)) for milestone in review.milestones.all()
        ),
        moves=tuple(review.moves.select_related("actor").order_by("-recorded_at", "-pk")),
    )


def writings(page: ReviewPage, *, review: ServiceReview) -> tuple[Writing, ...]:
    """What a person who writes for this review can do in each open period."""
    found = []
    by_period = {said.period.pk: said.update for said in page.said}
    on_its_way = {update.period_id: update for update in page.on_its_way}
    for period in page.open_periods if page.row.is_live else ():
        update = on_its_way.get(period.pk) or by_period.get(period.pk)
        status = UpdateStatus(update.status) if update else None
        url = reverse("update_edit", args=[review.programme.code, review.code, period.code])
        if status == UpdateStatus.SUBMITTED and update is not None:
            url = update_url(review, update)
        late = period.is_overdue(review.programme.today) and status not in (
            UpdateStatus.SUBMITTED,
            UpdateStatus.ACCEPTED,
        )
        found.append(Writing(period, update, _WRITING_LABELS[status], url, late))
    return tuple(found)


_WRITING_LABELS = {
    None: "Write the update",
    UpdateStatus.DRAFT: "Continue the draft",
    UpdateStatus.RETURNED: "Change the returned update",
    UpdateStatus.SUBMITTED: "Read the submitted update",
    UpdateStatus.ACCEPTED: "Correct the accepted update",
}


def update_url(review: ServiceReview, update: ProgressUpdate) -> str:
    """The address of an update's page, without reading its review again."""
    return reverse("update_detail", args=[review.programme.code, review.code, update.period.code, update.version])


def _takes_part(part: ReviewParticipation, day: date) -> bool:
    return (part.left_on is None or part.left_on >= day) and (part.joined_on is None or part.joined_on <= day)


def _steps(stage: Stage) -> tuple[Step, ...]:
    stages = list(Stage)
    at = stages.index(stage)
    return tuple(
        Step(one, "done" if place < at else "current" if place == at else "to-come") for place, one in enumerate(stages)
    )


def _dates(row: ProgressRow, *, today: date) -> tuple[ReviewDate, ...]:
    """Start, business case and implementation; late only while the review is live and the step is not done."""
    planned = row.review.planned_start
    if row.started is not None:
        start = ReviewDate("Started", row.started, note=f"planned for {planned}" if planned else "")
    else:
        start = ReviewDate("Planned start", planned, is_late=row.is_live and _passed(planned, today))
    if row.business_case_approved is not None:
        case = ReviewDate("Business case approved", row.business_case_approved)
    else:
        owed = row.is_live and row.stage not in APPROVED_STAGES
        case = ReviewDate(
            "Business case expected",
            row.business_case_expected,
            is_late=owed and _passed(row.business_case_expected, today),
        )
    in_use = row.stage == Stage.BUSINESS_AS_USUAL
    implementation = ReviewDate(
        "Implementation expected",
        row.implementation_expected,
        note="in use" if in_use else "",
        is_late=row.is_live and not in_use and _passed(row.implementation_expected, today),
    )
    return (start, case, implementation)


def _passed(value: PartialDate | None, today: date) -> bool:
    return value is not None and value.is_overdue(today)


def _is_late(milestone: Milestone, *, today: date) -> bool:
    return milestone.achieved is None and _passed(milestone.forecast or milestone.baseline, today)


def _updates(review: ServiceReview, *, user: Any) -> list[ProgressUpdate]:
    """Those on their way and the accepted ones of the last periods, each with how many periods have accepted ones."""
    accepted = ProgressUpdate.objects.accepted().filter(review=review)
    last = ReportingPeriod.objects.filter(pk__in=accepted.values("period")).order_by("-starts_on").values("pk")
    counted = accepted.order_by().values("review").annotate(number=Count("period", distinct=True)).values("number")
    shown = ~Q(status=UpdateStatus.ACCEPTED) | Q(period__in=last[:SHOWN_PERIODS])
    return list(
        ProgressUpdate.objects.visible_to(user)
        .filter(shown, review=review)
        .annotate(periods_said=Coalesce(Subquery(counted), 0))
        .select_related("period", "submitted_by", "decided_by", "edited_by")
    )


def _said(updates: Sequence[ProgressUpdate]) -> tuple[PeriodSaid, ...]:
    """Accepted updates by period, newest first; the updates come in the model's order."""
    groups: dict[int, list[ProgressUpdate]] = {}
    for update in updates:
        if update.status == UpdateStatus.ACCEPTED:
            groups.setdefault(update.period_id, []).append(update)
    return tuple(PeriodSaid(group[0].period, group[0], tuple(group[1:])) for group in groups.values())
