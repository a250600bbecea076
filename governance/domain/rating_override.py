"""Rating a programme otherwise than its reviews make it. The reason and both ratings are shown."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from governance.models import RatingOverride
from programme.domain.keeping_rules import check_rules
from programme.errors import ChangedByAnother, DomainError
from programme.models import Programme, User
from programme.permissions import check_permission

CHANGE = "governance.override_rating"


@transaction.atomic
def override_rating(
    *, programme: Programme, rag: str, reason: str, seen: int | None, actor: User, at: datetime
) -> RatingOverride:
    """Rate the programme by hand; the override before, `seen` by its id (None: none), ends.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, CHANGE, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    made = RatingOverride(programme=programme, rag=rag, reason=reason.strip(), made_by=actor, made_at=at)
    check_rules(made)
    standing = RatingOverride.objects.standing().filter(programme=programme).first()
    if (standing.pk if standing else None) != seen:
        raise ChangedByAnother("Someone else set or ended the rating while you had this open. Read it again first.")
    if standing is not None:
        _end(standing, actor=actor, at=at)
    made.save()
    return made


@transaction.atomic
def end_override(*, programme: Programme, actor: User, at: datetime) -> RatingOverride:
    """Rate the programme by its reviews again. Raises NotAllowed, DomainError where it is already."""
    check_permission(actor, CHANGE, programme)
    standing = RatingOverride.objects.standing().select_for_update().filter(programme=programme).first()
    if standing is None:
        raise DomainError("The programme is rated by its reviews already.")
    return _end(standing, actor=actor, at=at)


def _end(override: RatingOverride, *, actor: User, at: datetime) -> RatingOverride:
    override.ended_by, override.ended_at = actor, at
    override.save(update_fields=["ended_by", "ended_at"])
    return override
