"""What the benchmarks read: a programme of any size, written in bulk. Names are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from programme.enums import CouncilKind, Role
from programme.models import Council, Phase, Programme, ProgrammeMembership, ReportingPeriod, RoleGrant, User
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage, State, UpdateStatus
from services.models import ProgressUpdate, ReviewMove, ReviewParticipation, Service, ServiceReview

STAGES = (Stage.SCOPING, Stage.DATA_GATHERING, Stage.AS_IS, Stage.TO_BE, Stage.NOT_STARTED)
RATINGS = (Rag.GREEN, Rag.AMBER, Rag.RED, "")
WORDS = "The team has met, the figures of both councils are in, and the options are being compared one by one."


def make_reader(*, email: str = "reader@ashmere.example", name: str = "Board member") -> User:
    """A board member to be."""
    reader = User(email=email, name=name)
    reader.set_unusable_password()
    reader.save()
    return reader


def accepted(number: int) -> UpdateStatus:
    """The status of every update of a programme whose period is done."""
    return UpdateStatus.ACCEPTED


def make_programme(
    *, code: str, reviews: int, reader: User, status_of: Callable[[int], UpdateStatus] = accepted
) -> Programme:
    """A running programme of two councils, four phases and two periods, its reviews updated in both.

    `status_of` gives the status of an update of the present period by its number.
    """
    today = timezone.localdate()
    programme = Programme.objects.create(code=code, name=f"Programme of {reviews} reviews", starts_on=date(2024, 1, 1))
    RoleGrant.objects.create(user=reader, role=Role.BOARD_MEMBER, programme=programme, starts_on=programme.starts_on)
    councils = _councils()
    for council in councils:
        ProgrammeMembership.objects.create(programme=programme, council=council, joined_on=programme.starts_on)
    phases = [
        Phase.objects.create(programme=programme, code=f"phase-{number}", name=f"Phase {number}", position=number)
        for number in range(1, 5)
    ]
    periods = [
        _period(programme, code="last", starts_on=today - timedelta(days=110), days=90),
        _period(programme, code="this", starts_on=today - timedelta(days=10), days=90),
    ]
    made = _reviews(programme, phases=phases, count=reviews)
    ReviewParticipation.objects.bulk_create(
        ReviewParticipation(review=review, council=council, lead_officer=reader)
        for review in made
        for council in councils
    )
    ReviewMove.objects.bulk_create(_move(review) for review in made if review.stage != Stage.NOT_STARTED)
    for period, status in zip(periods, (accepted, status_of), strict=True):
        ProgressUpdate.objects.bulk_create(
            _update(review, period=period, number=number, decided_by=reader, status=status(number))
            for number, review in enumerate(made)
        )
    return programme


def _councils() -> list[Council]:
    names = ("Ashmere", "Wendle Valley")
    return [
        Council.objects.get_or_create(
            code=name.lower().replace(" ", "-"),
            defaults={"name": f"{name} District Council", "short_name": name, "kind": CouncilKind.DISTRICT},
        )[0]
        for name in names
    ]


def _period(programme: Programme, *, code: str, starts_on: date, days: int) -> ReportingPeriod:
    ends_on = starts_on + timedelta(days=days - 1)
    return ReportingPeriod.objects.create(
        programme=programme,
        code=code,
        name=f"The {code} quarter",
        starts_on=starts_on,
        ends_on=ends_on,
        deadline=ends_on,
        cut_off=ends_on + timedelta(days=5),
    )


def _reviews(programme: Programme, *, phases: list[Phase], count: int) -> list[ServiceReview]:
    service = Service.objects.create(programme=programme, code="service", name="Service")
    return ServiceReview.objects.bulk_create(
        ServiceReview(
            programme=programme,
            service=service,
            phase=phases[number * len(phases) // count],
            code=f"review-{number}",
            name=f"Review {number} of housing and benefits",
            position=number % 1000 + 1,
            joined_on=programme.starts_on,
            stage=STAGES[number % len(STAGES)],
            state=State.ON_HOLD if number % 16 == 15 else State.ACTIVE,
            state_reason="Waiting for the budget." if number % 16 == 15 else "",
        )
        for number in range(count)
    )


def _move(review: ServiceReview) -> ReviewMove:
    return ReviewMove(
        review=review,
        from_stage=Stage.NOT_STARTED,
        to_stage=review.stage,
        from_state=State.ACTIVE,
        to_state=State.ACTIVE,
        effective=PartialDate.month(2024, 6),
        reason="Agreed by the board.",
        recorded_at=_noon(date(2024, 6, 15)),
    )


def _update(
    review: ServiceReview, *, period: ReportingPeriod, number: int, decided_by: User, status: UpdateStatus
) -> ProgressUpdate:
    rag = RATINGS[number % len(RATINGS)]
    at = _noon(period.starts_on + timedelta(days=5))
    return ProgressUpdate(
        review=review,
        period=period,
        status=status,
        rag=rag,
        rag_reason="The pace of recruitment." if rag else "",
        business_case_update=f"{WORDS} Next comes part {number}.",
        business_case_expected=PartialDate.month(period.ends_on.year + number % 2, number % 12 + 1),
        implementation_expected=PartialDate.to_be_confirmed("once the business case is approved"),
        created_at=at,
        edited_at=at,
        submitted_at=at if status != UpdateStatus.DRAFT else None,
        decided_at=at if status == UpdateStatus.ACCEPTED else None,
        decided_by=decided_by if status == UpdateStatus.ACCEPTED else None,
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))
