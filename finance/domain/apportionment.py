"""What can be done to an apportionment: agreeing one, ending it, putting another in its place, mending a mistake.

An agreement that changes is ended and the next begins: what was agreed before stays.

What an apportionment must be before it is written: its days, its basis, members, and shares by the one rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from finance.enums import Basis
from finance.models import Apportionment, ApportionmentShare, Driver
from finance.queries.agreements import Agreed, Terms
from finance.queries.sharing import lines_to_share
from finance.rules.apportionment import Agreement, SharesUnknown, first_day, shares_by
from finance.rules.money import shares_of
from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged, mark_of
from programme.errors import DomainError
from programme.models import Council, Programme, User
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


FIRST_DAY, LAST_DAY = date(1974, 4, 1), date(2199, 12, 31)
SHARE_UNIT = Decimal("0.00001")
"""How exactly an agreed share is kept, in per cent."""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """An agreement as it was filled in. `shares` are percentages by council; `charged_to` is for the one council."""

    line: str
    basis: str
    driver: Driver | None
    tolerance: Decimal | None
    shares: Mapping[Council, Decimal]
    charged_to: Council | None
    starts_on: date
    ended_on: date | None
    agreed_on: date
    agreed_by: str
    override_reason: str
    shares_are_open: bool


def check_entered(*, programme: Programme, review: ServiceReview | None, entered: Entered, at: datetime) -> Entered:
    """What was filled in, with the driver's shares where agreed ones were left to it; nothing is written.

    Raises as `add_apportionment`, but for overlaps.
    """
    _check_dates(entered, at=at)
    if entered.line and entered.line not in (lines_to_share(review) if review else {}):
        whose = review.name if review else "the whole programme"
        raise DomainError(
            f"No business case, savings or budget line of {whose} has the code “{entered.line}”.", field="line"
        )
    _check_basis(entered)
    _check_members(programme, entered)
    return _check_shares(programme, review, entered)


def _check_dates(entered: Entered, *, at: datetime) -> None:
    for field in ("starts_on", "ended_on", "agreed_on"):
        day = getattr(entered, field)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise DomainError(f"Enter a day from {written_date(FIRST_DAY)} to {written_date(LAST_DAY)}.", field=field)
    check_end(entered.starts_on, entered.ended_on)
    if entered.agreed_on > timezone.localdate(at):
        raise DomainError("Enter the day on which it was agreed: it is not after today.", field="agreed_on")


def check_end(starts_on: date, ended_on: date | None) -> None:
    if ended_on is not None and not starts_on <= ended_on <= LAST_DAY:
        raise DomainError(
            f"Enter a day from {written_date(starts_on)}, its first day, to {written_date(LAST_DAY)}.",
            field="ended_on",
        )


def check_alone(
    *,
    programme: Programme,
    review: ServiceReview | None,
    line: str,
    starts_on: date,
    ended_on: date | None,
    besides: Apportionment | None,
) -> None:
    """Raise DomainError, naming the other, where one holds already for the same on some of the days."""
    wanted = Agreement(basis=Basis.EQUAL, starts_on=starts_on, ended_on=ended_on)
    others = Apportionment.objects.filter(programme=programme, review=review, line=line).order_by("starts_on")
    for other in others.exclude(pk=besides.pk) if besides else others:
        if wanted.overlaps(Agreement(basis=Basis.EQUAL, starts_on=other.starts_on, ended_on=other.ended_on)):
            until = f" to {written_date(other.ended_on)}" if other.ended_on else " without an end"
            raise DomainError(
                f"“{other.get_basis_display()}” ({other.code}) holds from {written_date(other.starts_on)}{until}, "
                f"agreed by {other.agreed_by}. Two cannot hold on one day: end that one first, or choose other days.",
                field="ended_on" if other.starts_on > starts_on else "starts_on",
            )


def _check_basis(entered: Entered) -> None:
    """Refuse what is missing for the basis, and what would not count under it: nothing typed goes unused."""
    basis, needs_percentages = entered.basis, entered.basis == Basis.FIXED or bool(entered.override_reason.strip())
    if basis == Basis.DRIVER and entered.driver is None:
        raise DomainError("Choose the driver.", field="driver")
    if basis != Basis.DRIVER and entered.driver is not None:
        raise DomainError("A driver goes with “In proportion to a driver” only. Choose none.", field="driver")
    if basis != Basis.DRIVER and entered.tolerance is not None:
        raise DomainError("A tolerance goes with “In proportion to a driver” only. Leave it empty.", field="tolerance")
    if basis == Basis.SINGLE and entered.charged_to is None:
        raise DomainError("Choose the council that it is charged to.", field="charged_to")
    if basis != Basis.SINGLE and entered.charged_to is not None:
        raise DomainError("This goes with “Charged to one council” only. Choose none.", field="charged_to")
    if basis == Basis.SINGLE and entered.override_reason.strip():
        raise DomainError(
            "Where one council is charged there are no other shares to give a reason for.", field="override_reason"
        )
    if needs_percentages and not entered.shares:
        raise DomainError("Enter the percentages of the councils.", field="shares")
    if entered.shares and not needs_percentages and not (basis == Basis.DRIVER and entered.tolerance is not None):
        raise DomainError(
            "These percentages would not count. Clear them; or choose fixed percentages, enter a tolerance of the "
            "driver, or say below why they hold instead.",
            field="shares",
        )


def _check_members(programme: Programme, entered: Entered) -> None:
    members = set(programme.memberships.on(entered.starts_on).values_list("council", flat=True))
    for council in entered.shares:
        if council.pk not in members:
            raise DomainError(
                f"{council.name} is not a member of the programme on {written_date(entered.starts_on)}. "
                "Clear its share.",
                field=f"share-{council.code}",
            )
    if entered.charged_to is not None and entered.charged_to.pk not in members:
        raise DomainError(
            f"{entered.charged_to.name} is not a member of the programme on {written_date(entered.starts_on)}.",
            field="charged_to",
        )


def _check_shares(programme: Programme, review: ServiceReview | None, entered: Entered) -> Entered:
    """Ask the rule for the shares of the first 1 April; agreed shares left to the driver are taken from it."""
    agreed = Agreed(programme)
    terms = terms_entered(entered=entered, review=review)
    year = terms.agreement.first_year
    day = entered.starts_on if year is None else first_day(year)
    partners = agreed.partners(day, review=terms.review) or list(terms.agreement.fixed)
    if not partners:
        return entered
    try:
        shares = shares_by(terms.agreement, partners=partners, driver=agreed.driver_on(terms.driver, day))
    except SharesUnknown as error:
        names = ", ".join(agreed.councils[code].name for code in error.missing)
        words = f"The driver has no figure for {names} on {written_date(day)}. Enter it first."
        raise SharesUnknown(words if names else error.message, field="driver") from error
    if entered.tolerance is not None and not entered.shares:
        parts = shares_of(Decimal(100), shares.weights, unit=SHARE_UNIT)
        return replace(entered, shares={agreed.councils[code]: part for code, part in parts.items()})
    return entered


def terms_entered(*, entered: Entered, review: ServiceReview | None) -> Terms:
    """What was filled in, as the rule wants it."""
    charged = {entered.charged_to: Decimal(100)} if entered.charged_to else {}
    fixed = charged if entered.basis == Basis.SINGLE else entered.shares
    return Terms(
        Agreement(
            basis=Basis(entered.basis),
            starts_on=entered.starts_on,
            ended_on=entered.ended_on,
            fixed={council.code: share for council, share in fixed.items()},
            tolerance=entered.tolerance,
            override=entered.override_reason.strip(),
            review=review.code if review else "",
            line=entered.line,
        ),
        driver=entered.driver.pk if entered.driver else None,
        review=review.pk if review else None,
    )
