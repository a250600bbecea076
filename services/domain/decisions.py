"""Deciding on many updates at once: each by itself, so that one refusal holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from programme.domain.keeping_rules import broken
from programme.errors import DomainError
from programme.models import ReportingPeriod, User
from services.domain.progress_update import accept_update, return_update
from services.models import ProgressUpdate


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
