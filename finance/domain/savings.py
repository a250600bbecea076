"""What can be done to a line of the savings tracker: add, change, close. None is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from finance.enums import Evidence, Measure, SavingsState
from finance.models import SavingsLine, SavingsValue
from finance.permissions import writes_savings_of
from finance.rules.savings import IN_DOUBT
from programme.domain.codes import new_code, next_place
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import write
from programme.errors import DomainError, NotAllowed
from programme.models import User
from services.domain.review import lock_to_change
from services.models import ServiceReview
from services.queries.readers import readers_of

CHANGE = "finance.change_savings"


@transaction.atomic
def add_savings_line(
    *,
    review: ServiceReview,
    name: str,
    measure: Measure,
    is_cashable: bool,
    evidence: Evidence,
    state: SavingsState,
    state_reason: str,
    owner: User | None,
    actor: User,
    at: datetime,
) -> SavingsLine:
    """Add a saving or an in-year pressure that comes from no business case. Raises NotAllowed, DomainError."""
    review = lock_tracker(review, actor=actor)
    _check(review=review, state=state, state_reason=state_reason, owner=owner)
    return SavingsLine.objects.create(
        programme=review.programme,
        review=review,
        code=new_savings_code(review, name),
        name=name.strip(),
        measure=measure,
        is_cashable=is_cashable,
        evidence=evidence,
        state=state,
        state_reason=state_reason.strip(),
        owner=owner,
        position=next_position(review),
    )


@transaction.atomic
def change_savings_line(
    *,
    line: SavingsLine,
    name: str,
    measure: Measure,
    is_cashable: bool,
    evidence: Evidence,
    state: SavingsState,
    state_reason: str,
    owner: User | None,
    seen: str,
    actor: User,
    at: datetime,
) -> SavingsLine:
    """Change what is known of a line and its state; `seen` is its mark as it was opened.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    review = lock_tracker(line.review, actor=actor)
    line = lock_unchanged(line, seen=seen)
    check_open(line)
    _check(review=review, state=state, state_reason=state_reason, owner=owner if owner != line.owner else None)
    line.name, line.measure, line.is_cashable, line.evidence = name.strip(), measure, is_cashable, evidence
    line.state, line.state_reason, line.owner = state, state_reason.strip(), owner
    line.save()
    return line


@transaction.atomic
def close_savings_line(
    *, line: SavingsLine, closed_on: date, closed_reason: str, seen: str, actor: User, at: datetime
) -> SavingsLine:
    """Close a line: its amounts stay in the record and count no more.

    Who closes it writes the values of every council that it has values of. Raises NotAllowed, ChangedByAnother,
    DomainError.
    """
    review = lock_tracker(line.review, actor=actor)
    line = lock_unchanged(line, seen=seen)
    check_open(line)
    councils = set(SavingsValue.objects.filter(line=line).order_by().values_list("council", flat=True).distinct())
    if councils - writes_savings_of(actor, review, councils):
        raise DomainError(
            "The line has values that are not yours to write, and closing it would take them out of every total. "
            "Ask the programme office to close it."
        )
    close(line, on=closed_on, reason=closed_reason, at=at)
    return line


def close(line: SavingsLine, *, on: date, reason: str, at: datetime) -> None:
    """Put the day and reason on a locked line. Raises DomainError."""
    if on > timezone.localdate(at):
        raise DomainError("Enter today or an earlier day.", field="closed_on")
    if on.year < 1974:
        raise DomainError("Enter a day in 1974 or later.", field="closed_on")
    line.closed_on, line.closed_reason = on, reason.strip()
    write(line)


def lock_tracker(review: ServiceReview, *, actor: User) -> ServiceReview:
    """The review, locked, for a change of its savings. Raises NotAllowed, DomainError."""
    return lock_to_change(review, CHANGE, actor=actor, so="its savings no longer change")


def check_theirs(review: ServiceReview, councils: Iterable[int | None], *, actor: User) -> None:
    """Raise NotAllowed where the values of one of the councils (ids; None: joint) are not the person's to write."""
    asked = set(councils)
    if asked - writes_savings_of(actor, review, asked):
        raise NotAllowed("A council's values are written by its own officers and the programme office.")


def check_open(line: SavingsLine) -> None:
    """Raise DomainError for a closed line."""
    if line.closed_on is not None:
        raise DomainError(f"{line.name} was closed on {line.closed_on:%-d %B %Y}, so it no longer changes.")


def new_savings_code(review: ServiceReview, name: str) -> str:
    """A code of the programme for a new line."""
    return new_code(f"{review.code} {name}", among=SavingsLine.objects.filter(programme=review.programme_id))


def next_position(review: ServiceReview) -> int:
    """The place after the last line of the review."""
    return next_place(SavingsLine.objects.filter(review=review))


def _check(*, review: ServiceReview, state: SavingsState, state_reason: str, owner: User | None) -> None:
    if state in IN_DOUBT and not state_reason.strip():
        raise DomainError(f"Say why it is {SavingsState(state).label.lower()}.", field="state_reason")
    if owner is not None and not readers_of(review).filter(pk=owner.pk).exists():
        raise DomainError(f"{owner} does not see {review.name}. Choose someone with a role in it.", field="owner")
