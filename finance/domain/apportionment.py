"""What can be done to an apportionment: agreeing one, ending it, putting another in its place, mending a mistake.

An agreement that changes is ended and the next begins: what was agreed before stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from finance.domain.apportionment_checks import Entered, check_alone, check_end, check_entered
from finance.enums import Basis
from finance.models import Apportionment, ApportionmentShare
from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged, mark_of
from programme.errors import DomainError
from programme.models import Programme, User
from programme.permissions import check_permission
from programme.wording.appearance import written_date
from services.models import ServiceReview

CHANGE = "finance.change_apportionments"


@transaction.atomic
def add_apportionment(
    *, programme: Programme, review: ServiceReview | None, entered: Entered, actor: User, at: datetime
) -> Apportionment:
    """Record what has been agreed for the programme (no review), a review or one line of it.

    Raises NotAllowed, SharesNotWhole, SharesUnknown, DomainError.
    """
    _lock(programme, actor=actor)
    return _add(programme=programme, review=review, entered=entered, actor=actor, at=at)


@transaction.atomic
def change_apportionment(
    *, apportionment: Apportionment, entered: Entered, seen: str, actor: User, at: datetime
) -> Apportionment:
    """Mend what was entered wrongly. Raises as `add_apportionment`, and ChangedByAnother."""
    _lock(apportionment.programme, actor=actor)
    row = lock_unchanged(apportionment, seen=seen, mark=mark_with_shares)
    entered = _checked(
        programme=row.programme,
        review=row.review,
        entered=entered,
        at=at,
        besides=row,
    )
    _write(row, entered)
    _write_shares(row, entered, at=at)
    return row


@transaction.atomic
def end_apportionment(
    *, apportionment: Apportionment, ended_on: date | None, seen: str, actor: User, at: datetime
) -> Apportionment:
    """Say on which day it last holds; None for no end. Raises NotAllowed, ChangedByAnother, DomainError."""
    _lock(apportionment.programme, actor=actor)
    row = lock_unchanged(apportionment, seen=seen)
    check_end(row.starts_on, ended_on)
    check_alone(
        programme=row.programme,
        review=row.review,
        line=row.line,
        starts_on=row.starts_on,
        ended_on=ended_on,
        besides=row,
    )
    row.ended_on = ended_on
    row.save()
    return row


@transaction.atomic
def succeed_apportionment(
    *, apportionment: Apportionment, entered: Entered, actor: User, at: datetime
) -> Apportionment:
    """Put another agreement in the place of this one from its first day on; this one ends the day before.

    Raises as `add_apportionment`.
    """
    _lock(apportionment.programme, actor=actor)
    before = Apportionment.objects.select_for_update(of=("self",)).get(pk=apportionment.pk)
    if entered.starts_on <= before.starts_on:
        raise DomainError(
            f"Enter a day after {written_date(before.starts_on)}, when the agreement before it began.",
            field="starts_on",
        )
    if before.ended_on is None or before.ended_on >= entered.starts_on:
        before.ended_on = entered.starts_on - timedelta(days=1)
        before.save()
    entered = replace(entered, line=before.line)
    return _add(programme=apportionment.programme, review=apportionment.review, entered=entered, actor=actor, at=at)


def mark_with_shares(row: Apportionment) -> str:
    """The mark of an apportionment with its shares, which its form shows together."""
    shares = row.shares.filter(removed_at__isnull=True).order_by("council_id").values_list("council_id", "percentage")
    return mark_of(row) + "".join(f"-{council}:{percentage}" for council, percentage in shares)


def _lock(programme: Programme, *, actor: User) -> None:
    """One change of the programme's apportionments at a time. Raises NotAllowed."""
    check_permission(actor, CHANGE, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)


def _add(
    *, programme: Programme, review: ServiceReview | None, entered: Entered, actor: User, at: datetime
) -> Apportionment:
    entered = _checked(programme=programme, review=review, entered=entered, at=at)
    of = entered.line or (review.code if review else "programme")
    row = Apportionment(
        programme=programme,
        review=review,
        code=new_code(f"{of} {entered.starts_on}", among=Apportionment.objects.filter(programme=programme)),
        recorded_by=actor,
    )
    _write(row, entered)
    _write_shares(row, entered, at=at)
    return row


def _checked(
    *,
    programme: Programme,
    review: ServiceReview | None,
    entered: Entered,
    at: datetime,
    besides: Apportionment | None = None,
) -> Entered:
    entered = check_entered(programme=programme, review=review, entered=entered, at=at)
    check_alone(
        programme=programme,
        review=review,
        line=entered.line,
        starts_on=entered.starts_on,
        ended_on=entered.ended_on,
        besides=besides,
    )
    return entered


def _write(row: Apportionment, entered: Entered) -> None:
    row.line, row.basis, row.driver, row.tolerance = entered.line, entered.basis, entered.driver, entered.tolerance
    row.starts_on, row.ended_on = entered.starts_on, entered.ended_on
    row.agreed_on, row.agreed_by = entered.agreed_on, entered.agreed_by.strip()
    row.override_reason, row.shares_are_open = entered.override_reason.strip(), entered.shares_are_open
    row.save()


def _write_shares(row: Apportionment, entered: Entered, *, at: datetime) -> None:
    """Put the agreed shares into their rows; one that is no more is taken out and stays in the history."""
    wanted = {council.pk: share for council, share in entered.shares.items()}
    if entered.basis == Basis.SINGLE and entered.charged_to is not None:
        wanted = {entered.charged_to.pk: Decimal(100)}
    for share in ApportionmentShare.objects.filter(apportionment=row, removed_at__isnull=True).order_by("pk"):
        percentage = wanted.pop(share.council_id, None)
        if percentage is None:
            share.removed_at = at
            share.save()
        elif percentage != share.percentage:
            share.percentage = percentage
            share.save()
    for council, percentage in wanted.items():
        ApportionmentShare.objects.create(apportionment=row, council_id=council, percentage=percentage)
