"""The reviews of the measuring programme: their moves, people, updates, milestones and projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from governance.domain.scale_data.programme import Base
from governance.domain.scale_data.recording import Recorder
from governance.domain.scale_data.scale import Scale, add_months, moment, month
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage, State, UpdateStatus
from services.models import (
    Milestone,
    ProgressUpdate,
    Project,
    ProjectDependency,
    ReviewMove,
    ReviewParticipation,
    Service,
    ServiceReview,
)

WAY = tuple(Stage)
STEPS = len(WAY) + 2
"""A review's moves fall into the first steps of so many, into which the programme's time is cut."""
RATINGS = (Rag.GREEN.value, Rag.AMBER.value, Rag.RED.value, "")
SERVICES = 20
HOLD = "Waiting for the budget."
WORDS = "The team has met, the figures of both councils are in, and the options are being compared one by one."
REASON = "The pace of recruitment."
TO_BE_CONFIRMED = PartialDate.to_be_confirmed("once the business case is approved")

DRAFT = dict.fromkeys(("submitted_at", "submitted_by_id", "decided_at", "decided_by_id"), "NULL")
SUBMITTED = {"status": f"'{UpdateStatus.SUBMITTED}'", "decided_at": "NULL", "decided_by_id": "NULL"}


def write_reviews(recorder: Recorder, base: Base, *, scale: Scale) -> list[int]:
    """Write the reviews with everything on them; gives their ids."""
    began = moment(base.days.began)
    of_programme = {"programme_id": base.programme.pk}
    services = recorder.write_at(
        Service,
        [{**of_programme, "code": f"service-{number}", "name": f"Service {number}"} for number in range(SERVICES)],
        at=began,
    )
    reviews = recorder.write(
        ServiceReview,
        (
            {
                **of_programme,
                "service_id": services[number % SERVICES],
                "phase_id": base.phases[number * len(base.phases) // scale.reviews],
                "code": f"review-{number}",
                "name": f"Review {number} of housing and benefits",
                "position": number % 1000 + 1,
                "planned_start": month(_day_of_step(base, number, 1)),
                "joined_on": base.days.began,
                "stage": _stage(number),
                "state": _state(number),
                "state_reason": HOLD if _state(number) == State.ON_HOLD else "",
            }
            for number in range(scale.reviews)
        ),
    )
    _write_parts(recorder, base, reviews=reviews)
    _write_moves(recorder, base, reviews=reviews)
    _write_updates(recorder, base, reviews=reviews)
    _write_plans(recorder, base, reviews=reviews)
    return reviews


def _stage(number: int) -> Stage:
    return WAY[number % len(WAY)]


def _state(number: int) -> State:
    """Every sixteenth is on hold, and half of those that are business as usual are complete."""
    if _stage(number) == Stage.BUSINESS_AS_USUAL:
        return State.COMPLETE if number % 2 else State.ACTIVE
    return State.ON_HOLD if number % 16 == 15 else State.ACTIVE


def _day_of_step(base: Base, number: int, step: int) -> date:
    return base.days.at((step + number % 10 / 10) / STEPS)


def _write_parts(recorder: Recorder, base: Base, *, reviews: list[int]) -> None:
    """Two councils in each review, the first its host, each with a lead officer."""
    rows = []
    for number, review in enumerate(reviews):
        for turn in range(2):
            place = (number + turn) % len(base.councils)
            leads = base.people[place]
            rows.append(
                {
                    "review_id": review,
                    "council_id": base.councils[place],
                    "lead_officer_id": leads[number // len(base.councils) % len(leads)],
                    "is_host": turn == 0,
                }
            )
    recorder.write_at(ReviewParticipation, rows, at=moment(base.days.began))


def _write_moves(recorder: Recorder, base: Base, *, reviews: list[int]) -> None:
    """The moves that brought each review to where it stands, and what the review said after each."""
    rows = [row for number, review in enumerate(reviews) for row in _moves(base, number, review)]
    recorder.write_at(ReviewMove, rows, at="row.recorded_at")
    opening = {"stage": f"'{Stage.NOT_STARTED}'", "state": f"'{State.ACTIVE}'", "state_reason": "''"}
    recorder.record(ServiceReview, reviews, at=moment(base.days.began), said=opening)
    recorder.record(
        ServiceReview,
        reviews,
        at="move.recorded_at",
        label="update",
        said={
            "stage": "move.to_stage",
            "state": "move.to_state",
            "state_reason": f"CASE move.to_state WHEN '{State.ON_HOLD}' THEN move.reason ELSE '' END",
        },
        join="JOIN services_reviewmove AS move ON move.review_id = row.id",
    )


def _moves(base: Base, number: int, review: int) -> Iterator[dict[str, Any]]:
    steps = [(stage, State.ACTIVE) for stage in WAY[: WAY.index(_stage(number)) + 1]]
    if _state(number) != State.ACTIVE:
        steps.append((_stage(number), _state(number)))
    for step, (before, after) in enumerate(pairwise(steps), 1):
        day = _day_of_step(base, number, step)
        yield {
            "review_id": review,
            "from_stage": before[0],
            "from_state": before[1],
            "to_stage": after[0],
            "to_state": after[1],
            "effective": PartialDate.day(day),
            "reason": HOLD if after[1] == State.ON_HOLD else "Agreed by the board.",
            "actor_id": base.office,
            "recorded_at": moment(day, 12),
        }


def _write_updates(recorder: Recorder, base: Base, *, reviews: list[int]) -> None:
    """An accepted update of each review in each period; for every second review the latest two bring a correction.

    Each was recorded three times: as a draft, as submitted and as accepted.
    """
    rows = [
        _update(base, number, review, back=back, period=period)
        for back, period in enumerate(base.periods)
        for number, review in enumerate(reviews)
    ]
    latest = min(2, len(base.periods))
    rows += [
        _update(base, number, review, back=back, period=base.periods[back], version=2)
        for number, review in enumerate(reviews)
        for back in (number // 2 % latest,)
        if number % 2
    ]
    ids = recorder.write(ProgressUpdate, rows)
    draft = {**DRAFT, "status": f"'{UpdateStatus.DRAFT}'"}
    recorder.record(ProgressUpdate, ids, at="row.created_at", said=draft)
    recorder.record(ProgressUpdate, ids, at="row.submitted_at", label="update", said=SUBMITTED)
    recorder.record(ProgressUpdate, ids, at="row.decided_at", label="update")


def _update(base: Base, number: int, review: int, *, back: int, period: int, version: int = 1) -> dict[str, Any]:
    """Written in the period's first days, submitted a day later and accepted the next; a correction within one day.

    `back` counts the periods from the last, so that a shorter past ends as a longer one does.
    """
    first = base.days.start_of(back)
    rag = RATINGS[(number + back // 6) % len(RATINGS)]
    author = base.people[number % len(base.people)][0]
    if version == 1:
        written = first + timedelta(days=1 + number % 3)
        times = moment(written), moment(written + timedelta(days=1)), moment(written + timedelta(days=2))
    else:
        written = first + timedelta(days=6)
        times = moment(written), moment(written, 11), moment(written, 14)
    return {
        "review_id": review,
        "period_id": period,
        "version": version,
        "status": UpdateStatus.ACCEPTED,
        "rag": rag,
        "rag_reason": REASON if rag else "",
        "business_case_update": f"{WORDS} Next comes part {back % 10}.",
        "business_case_expected": month(add_months(first, number % 18 - 2)),
        "implementation_update": WORDS if number % 3 else "",
        "implementation_expected": month(add_months(first, 12)) if number % 4 else TO_BE_CONFIRMED,
        "help_wanted": "Somebody who knows the old system." if number % 20 == 0 else "",
        "author_id": author,
        "created_at": times[0],
        "edited_at": times[0],
        "edited_by_id": author,
        "submitted_at": times[1],
        "submitted_by_id": author,
        "decided_at": times[2],
        "decided_by_id": base.office,
    }


def _write_plans(recorder: Recorder, base: Base, *, reviews: list[int]) -> None:
    """A milestone of each review, forecast anew half way, and two projects, of which the second waits for the first."""
    began, days = moment(base.days.began), base.days
    named = [(number, {"programme_id": base.programme.pk, "review_id": pk}) for number, pk in enumerate(reviews)]
    promised = [month(add_months(days.start_of(0), number % 24 - 6)) for number, _ in named]
    milestones = recorder.write(
        Milestone,
        (
            {
                **row,
                "code": f"milestone-{number}",
                "name": "The contract is signed",
                "baseline": promised[number],
                "forecast": month(add_months(days.start_of(0), number % 24 - 4)),
            }
            for number, row in named
        ),
    )
    recorder.record(Milestone, milestones, at=began, said={"forecast": "row.baseline"})
    recorder.record(Milestone, milestones, at=moment(days.at(0.5)), label="update")
    projects = recorder.write_at(
        Project,
        (
            {
                **row,
                "code": f"project-{number}-{turn}",
                "name": f"Project {turn}",
                "planned_start": month(add_months(days.start_of(0), number % 24 + 3 * turn - 12)),
                "planned_finish": month(add_months(days.start_of(0), number % 24 + 3 * turn - 10)),
                "position": turn,
            }
            for number, row in named
            for turn in (1, 2)
        ),
        at=began,
    )
    recorder.write_at(
        ProjectDependency,
        (
            {"project_id": waiting, "needs_id": needed}
            for needed, waiting in zip(projects[::2], projects[1::2], strict=True)
        ),
        at=began,
    )
