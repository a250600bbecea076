"""Sections of the programme file: services, reviews, their councils, moves, updates and milestones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, Spans, fields_of
from programme.rules.membership_spans import Span
from services.enums import UpdateStatus
from services.models import (
    Milestone,
    ProgressUpdate,
    ReviewAim,
    ReviewMove,
    ReviewParticipation,
    Service,
    ServiceReview,
)
from services.programme_file.moves import check_moves, join_moves
from services.programme_file.removal import is_removed


def _complete_update(row: Row, plan: Plan) -> None:
    update = row.instance
    if row.is_new:
        update.created_at = update.created_at or update.submitted_at or _begun_by(row, plan.at)
        update.edited_at = update.edited_at or update.submitted_at or update.created_at
        return
    row.put("edition", update.edition + 1)
    if not row.given("edited_at"):
        row.put("edited_at", plan.at)


def _begun_by(row: Row, moment: datetime) -> datetime:
    """The moment, or the closing of the update's period where that came before."""
    period = row.value("period")
    closed_at = period.instance.closed_at if period is not None else None
    return min(moment, closed_at) if closed_at is not None else moment


def _check_updates(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("updates"):
        if not row.is_touched:
            continue
        period = row.value("period")
        closed_at = period.instance.closed_at
        is_stored = not period.is_new and (plan.actor is not None or not row.is_new)
        if closed_at is not None and not is_stored and row.instance.created_at > closed_at:
            yield row, "created_at", "expected a time before the period was closed"
        if closed_at is not None and is_stored:
            yield row, "period", f"expected a period that is open; {period.key} is closed, so nothing in it changes"
        for field in ("submitted_at", "decided_at", "created_at", "edited_at"):
            moment = row.value(field)
            if moment is not None and moment > plan.at:
                yield row, field, "expected a time that has passed"
        update = row.instance
        needs_decision = update.status in (UpdateStatus.ACCEPTED, UpdateStatus.RETURNED)
        if needs_decision and update.decided_at is None:
            yield row, "decided_at", f"expected the time at which it was {update.status}"
        if update.status != UpdateStatus.DRAFT and update.submitted_at is None:
            continue
        if row.is_new and update.version > 1 and not _has_version(plan, row, update.version - 1):
            yield (
                row,
                "version",
                f"expected version {update.version - 1} of this update before version {update.version}",
            )


def _has_version(plan: Plan, row: Row, version: int) -> bool:
    review, period = row.value("review"), row.value("period")
    return f"{review.key}/{period.key}/{version}" in plan.record.rows["updates"]


def _check_participations(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """A council takes part only while it is a member. Days left empty say nothing that could be wrong."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for row in plan.rows("memberships"):
        if row.value("council") is not None and row.value("joined_on") is not None:
            spans[row.value("council").key].append(Span.of(row.value("joined_on"), row.value("left_on")))
    for row in plan.rows("participations"):
        council = row.value("council")
        if not row.is_touched or council is None:
            continue
        if council.key not in spans:
            yield row, "council", f"expected a council of the programme; {council.key} has no membership"
            continue
        for field in ("joined_on", "left_on"):
            day = row.value(field)
            if day is not None and not any(span.covers(Span(day, day)) for span in spans[council.key]):
                yield row, field, f"expected a day on which {council.key} is a member of the programme"


def _check_reviews(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("reviews"):
        if row.is_touched and row.value("left_on") is not None and not row.value("left_reason"):
            yield row, "left_reason", "expected the reason why it left the programme"


def _frozen_update(update: ProgressUpdate) -> str:
    if update.status != UpdateStatus.ACCEPTED:
        return ""
    return f"accepted text never changes; add version {update.version + 1} instead"


SERVICES = Section(
    name="services",
    noun="service",
    about="The functions that the councils run.",
    model=Service,
    key=("code",),
    fields=fields_of(Service, "code name"),
    order=110,
)

REVIEWS = Section(
    name="reviews",
    noun="service review",
    about="A service under review in the programme. Its stage and state are those of its last move (section stages).",
    model=ServiceReview,
    key=("code",),
    fields=fields_of(
        ServiceReview,
        "code name service phase summary position sponsor planned_start joined_on left_on left_reason agreement "
        "agreement_from",
        references={"service": "services", "phase": "phases", "sponsor": "people"},
        about={"position": "The order within its phase. Left out: the order in the file."},
    ),
    order=120,
    sort=("phase", "position", "code"),
    ordinal="position",
    ordinal_within=("phase",),
)

PARTICIPATIONS = Section(
    name="participations",
    noun="participation",
    about="A council's part in the review: who leads there, and whether it hosts.",
    model=ReviewParticipation,
    key=("council", "joined_on"),
    fields=fields_of(
        ReviewParticipation,
        "council lead_officer is_host hosted_functions joined_on left_on",
        references={"council": "councils", "lead_officer": "people"},
    ),
    order=130,
    programme_path="review__programme",
    parent="reviews",
    parent_column="review",
    nested_as="participations",
    spans=Spans(
        within=("review", "council"),
        first="joined_on",
        last="left_on",
        expected="a council to take part once at a time",
    ),
)

STAGES = Section(
    name="stages",
    noun="move",
    about=(
        "The moves of the reviews, each a dated row with who and why. A review begins not_started and active. "
        "A recorded move never changes."
    ),
    model=ReviewMove,
    key=("review", "recorded_at"),
    fields=fields_of(
        ReviewMove,
        "review from_stage stage from_state state effective reason actor recorded_at",
        references={"review": "reviews", "actor": "people"},
        columns={"stage": "to_stage", "state": "to_state"},
        optional=["from_stage", "from_state", "stage", "state"],
        about={
            "from_stage": "Where it was. Left out: where the move before left it.",
            "from_state": "The state it was in. Left out: as the move before left it.",
            "stage": "Where it went. Left out: it stayed where it was.",
            "state": "The state it went into. Left out: the state it was in.",
            "reason": "Why. When a review is put on hold or withdrawn, the reason shown for that.",
        },
    ),
    order=140,
    sort=("recorded_at", "review"),
    programme_path="review__programme",
    frozen=lambda move: "a recorded move never changes; record a further move instead",
)

UPDATES = Section(
    name="updates",
    noun="progress update",
    about=(
        "What the officers of a review say of it in one period. Accepted text never changes; "
        "a correction is a new version."
    ),
    model=ProgressUpdate,
    key=("review", "period", "version"),
    fields=fields_of(
        ProgressUpdate,
        "review period version status rag rag_reason business_case_update business_case_expected implementation_update "
        "implementation_expected help_wanted author created_at edited_by edited_at submitted_by submitted_at "
        "decided_by decided_at comment",
        references={
            "review": "reviews",
            "period": "periods",
            "author": "people",
            "edited_by": "people",
            "submitted_by": "people",
            "decided_by": "people",
        },
        optional=["created_at", "edited_at"],
        about={
            "rag": "Left out: unrated.",
            "created_at": "Left out: the time it was submitted, or of the import.",
            "edited_at": "Left out: the time it was submitted, or of the import.",
            "business_case_update": "Markdown.",
            "implementation_update": "Markdown.",
            "help_wanted": "Markdown.",
        },
    ),
    order=150,
    sort=("period", "review", "version"),
    programme_path="review__programme",
    frozen=_frozen_update,
)

MILESTONES = Section(
    name="milestones",
    noun="milestone",
    about="Points that the programme, or one of its reviews, means to reach.",
    model=Milestone,
    key=("code",),
    fields=fields_of(Milestone, "code name review baseline forecast achieved", references={"review": "reviews"}),
    order=160,
)

REVIEW_AIMS = Section(
    name="review_aims",
    noun="aim of a review",
    about="A guiding principle or corporate outcome that the review serves, and how.",
    model=ReviewAim,
    key=("aim",),
    fields=fields_of(ReviewAim, "aim how", references={"aim": "aims"}),
    order=125,
    programme_path="review__programme",
    parent="reviews",
    parent_column="review",
    nested_as="aims",
    omitted=is_removed,
)

SECTIONS = (SERVICES, REVIEWS, REVIEW_AIMS, PARTICIPATIONS, STAGES, UPDATES, MILESTONES)

HOOKS = (
    PlanHooks("reviews", check=_check_reviews),
    PlanHooks("participations", check=_check_participations),
    PlanHooks("stages", join=join_moves, check=check_moves),
    PlanHooks("updates", complete=_complete_update, check=_check_updates),
)
