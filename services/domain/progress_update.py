"""What can be done to a progress update: draft → submitted → accepted, or returned and submitted again.

Deciding on many updates at once: each by itself, so that one refusal holds up no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from programme.domain.keeping_rules import broken, check_rules
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.models import ReportingPeriod, User
from programme.permissions import check_permission
from services.enums import EDITABLE_STATUSES, OPEN_STATUSES, UpdateStatus
from services.models import ProgressUpdate, ServiceReview
from services.rules.stages import REPORTING_STATES, SAYS_NOTHING, TEXT_LIMIT


class PeriodClosed(DomainError):
    """The reporting period does not take updates: not begun, past its cut-off, or closed by the office."""


class ReviewNotReporting(DomainError):
    """A withdrawn or complete review, or one that left the programme, owes no update."""


class UpdateNotEditable(DomainError):
    """The update has been submitted or accepted: its words no longer change."""


def check_period_open(*, period: ReportingPeriod) -> None:
    """Raise `PeriodClosed` unless updates may be written on the programme's own today."""
    today = period.programme.today
    if period.starts_on > today:
        raise PeriodClosed(f"{period.name} begins on {period.starts_on:%-d %B %Y}. Updates open then.")
    if not period.is_open(today):
        raise PeriodClosed(f"{period.name} is closed: nothing in it changes any more.")


def check_review_reports(*, review: ServiceReview) -> None:
    """Raise `ReviewNotReporting` when the review owes no updates."""
    if review.left_on is not None or review.state not in REPORTING_STATES:
        raise ReviewNotReporting(f"{review.name} no longer reports progress, so it takes no updates.")


def _lock(update: ProgressUpdate) -> ProgressUpdate:
    return (
        ProgressUpdate.objects.select_for_update(of=("self",))
        .select_related("review__programme", "period__programme")
        .get(pk=update.pk)
    )


HOLD_PERIOD = "SELECT * FROM programme_reportingperiod WHERE id = %s FOR SHARE"
"""A shared lock, which Django has no words for: writers of a period do not wait for each other, its closing does."""


def _hold_open(period: ReportingPeriod) -> None:
    """Check that the period is open as it stands now, and keep it from being closed until the transaction ends."""
    held = ReportingPeriod.objects.raw(HOLD_PERIOD, [period.pk])[0]
    held.programme = period.programme
    check_period_open(period=held)


def _check_writable(*, review: ServiceReview, period: ReportingPeriod, actor: User) -> None:
    check_permission(actor, "services.write_update", review)
    check_review_reports(review=review)
    _hold_open(period)


@transaction.atomic
def save_update(
    *,
    review: ServiceReview,
    period: ReportingPeriod,
    edition: int,
    changes: Mapping[str, Any],
    actor: User,
    at: datetime,
    version: int | None = None,
) -> ProgressUpdate:
    """Save the words of the draft for a review and period; begin it where there is none (edition 0).

    An accepted update is corrected by a new version, begun the same way. `edition` and `version` are what the writer
    opened (None: whichever version is next). Raises NotAllowed, PeriodClosed, ReviewNotReporting, UpdateNotEditable,
    ChangedByAnother, DomainError (nothing overwritten).
    """
    programme, review = review.programme, ServiceReview.objects.select_for_update().get(pk=review.pk)
    review.programme = programme
    _check_writable(review=review, period=period, actor=actor)
    open_updates = ProgressUpdate.objects.filter(review=review, period=period, status__in=OPEN_STATUSES)
    update = open_updates.select_for_update().order_by("pk").first()
    values = {name: changes[name] for name in ProgressUpdate.TEXT_FIELDS if name in changes}
    _check_lengths(values)
    if update is None:
        last = ProgressUpdate.objects.filter(review=review, period=period).aggregate(last=Max("version"))["last"] or 0
        if edition != 0 or (version is not None and version != last + 1):
            raise ChangedByAnother("This update was decided while you were writing. Nothing has been overwritten.")
        return ProgressUpdate.objects.create(
            review=review,
            period=period,
            version=last + 1,
            author=actor,
            created_at=at,
            edited_at=at,
            edited_by=actor,
            **values,
        )
    if update.status not in EDITABLE_STATUSES:
        raise UpdateNotEditable("This update has been submitted. Ask for it to be returned before you change it.")
    if update.edition != edition or (version is not None and version != update.version):
        raise ChangedByAnother(
            f"{_saver(update, actor=actor)} while you were writing. Nothing has been overwritten: "
            "compare the two and save again."
        )
    if all(getattr(update, name) == value for name, value in values.items()):
        return update
    for name, value in values.items():
        setattr(update, name, value)
    update.edition += 1
    update.edited_at, update.edited_by = at, actor
    update.save()
    return update


def _check_lengths(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, str) and len(value) > TEXT_LIMIT:
            label = ProgressUpdate._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise DomainError(
                f"{label[:1].upper()}{label[1:]} has {len(value):,} characters. "
                f"Shorten it to {TEXT_LIMIT:,} characters or fewer.",
                field=name,
            )


def _saver(update: ProgressUpdate, *, actor: User) -> str:
    if update.edited_by is None:
        return "Someone else saved this update"
    if update.edited_by == actor:
        return "You saved this update in another window"
    return f"{update.edited_by.name} saved this update"


@transaction.atomic
def hand_in_update(
    *,
    review: ServiceReview,
    period: ReportingPeriod,
    edition: int,
    changes: Mapping[str, Any],
    actor: User,
    at: datetime,
    version: int | None = None,
) -> ProgressUpdate:
    """Save and submit in one step; when either is refused, neither is done.

    Raises as `save_update` and `submit_update` do.
    """
    update = save_update(
        review=review, period=period, edition=edition, changes=changes, actor=actor, at=at, version=version
    )
    return submit_update(update=update, actor=actor, at=at)


@transaction.atomic
def recall_update(*, update: ProgressUpdate, actor: User, at: datetime) -> ProgressUpdate:
    """Take a submitted update back to a draft before anybody has decided on it.

    Its submitter may, and whoever else writes for the review. Raises NotAllowed, PeriodClosed, ReviewNotReporting,
    DomainError.
    """
    update = _lock(update)
    check_permission(actor, "services.recall_update", update)
    check_review_reports(review=update.review)
    _hold_open(update.period)
    if update.status != UpdateStatus.SUBMITTED:
        raise DomainError("Only an update that waits for a decision can be taken back.")
    update.status = UpdateStatus.DRAFT
    update.submitted_at = update.submitted_by = None
    update.edited_at, update.edited_by = at, actor
    update.edition += 1
    update.save()
    return update


@transaction.atomic
def submit_update(*, update: ProgressUpdate, actor: User, at: datetime) -> ProgressUpdate:
    """Hand a draft or returned update in. Raises NotAllowed, PeriodClosed, UpdateNotEditable, DomainError."""
    update = _lock(update)
    _check_writable(review=update.review, period=update.period, actor=actor)
    if update.status not in EDITABLE_STATUSES:
        raise UpdateNotEditable("This update has already been submitted.")
    update.rag_reason = update.rag_reason.strip()
    update.status = UpdateStatus.SUBMITTED
    update.submitted_at, update.submitted_by = at, actor
    check_rules(update)
    if not update.business_case_update.strip() and not update.implementation_update.strip():
        raise DomainError(SAYS_NOTHING, field="business_case_update")
    update.decided_at = update.decided_by = None
    update.comment = ""
    update.edition += 1
    update.save()
    return update


def _check_decidable(*, update: ProgressUpdate, actor: User, edition: int | None) -> None:
    check_permission(actor, "services.decide_update", update)
    if edition is not None and edition != update.edition:
        raise ChangedByAnother("This update changed after you opened it. Read it again before you decide.")
    if update.status != UpdateStatus.SUBMITTED:
        raise DomainError("Only a submitted update can be accepted or returned.")
    _hold_open(update.period)


@transaction.atomic
def accept_update(
    *, update: ProgressUpdate, comment: str = "", edition: int | None = None, actor: User, at: datetime
) -> ProgressUpdate:
    """Accept a submitted update; from then on the database refuses any change to it.

    The same person does not submit and accept. `edition` is the one that was read (None: whatever stands). Raises
    NotAllowed, ChangedByAnother, PeriodClosed, DomainError.
    """
    update = _lock(update)
    _check_decidable(update=update, actor=actor, edition=edition)
    if update.submitted_by_id == actor.pk:
        raise NotAllowed("You submitted this update. Someone else must accept it.")
    update.status = UpdateStatus.ACCEPTED
    update.decided_at, update.decided_by, update.comment = at, actor, comment.strip()
    update.edition += 1
    update.save()
    return update


@transaction.atomic
def return_update(
    *, update: ProgressUpdate, comment: str, edition: int | None = None, actor: User, at: datetime
) -> ProgressUpdate:
    """Send a submitted update back, saying what to change. Raises DomainError, and as for accepting."""
    update = _lock(update)
    _check_decidable(update=update, actor=actor, edition=edition)
    update.status = UpdateStatus.RETURNED
    update.decided_at, update.decided_by, update.comment = at, actor, comment.strip()
    check_rules(update)
    update.edition += 1
    update.save()
    return update


@dataclass(frozen=True)
class Outcome:
    """What came of one update. `refusal` is the sentence that says why nothing was done; "" when it was."""

    update: ProgressUpdate
    refusal: str


def accept_updates(
    *, chosen: Mapping[int, int], period: ReportingPeriod, comment: str = "", actor: User, at: datetime
) -> list[Outcome]:
    """Accept the updates of a period in the editions that were seen (`chosen`: edition by id). Gives one outcome each.

    Every update is accepted or refused in a transaction of its own, by the rules of `accept_update`.
    """
    return _each(
        chosen,
        period=period,
        decide=lambda update, edition: accept_update(
            update=update, comment=comment, edition=edition, actor=actor, at=at
        ),
    )


def return_updates(
    *, chosen: Mapping[int, int], period: ReportingPeriod, comment: str, actor: User, at: datetime
) -> list[Outcome]:
    """Return the updates of a period with one comment, as `accept_updates` accepts them. Raises DomainError."""
    if not comment.strip():
        raise broken(ProgressUpdate(), "update_returned_with_a_comment")
    return _each(
        chosen,
        period=period,
        decide=lambda update, edition: return_update(
            update=update, comment=comment, edition=edition, actor=actor, at=at
        ),
    )


def _each(
    chosen: Mapping[int, int], *, period: ReportingPeriod, decide: Callable[[ProgressUpdate, int], ProgressUpdate]
) -> list[Outcome]:
    updates = ProgressUpdate.objects.filter(pk__in=list(chosen), period=period).select_related("review")
    outcomes = []
    for update in updates.order_by("review__name", "pk"):
        try:
            decide(update, chosen[update.pk])
        except DomainError as refused:
            outcomes.append(Outcome(update, refused.message))
        else:
            outcomes.append(Outcome(update, ""))
    return outcomes
