"""Who sees a confidential risk: its owner, the people named for it, and auditors."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from programme.domain.editing import lock_unchanged, mark_of
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.models import Risk, RiskViewer
from risks.queries.readers import people_of_programme


def mark_of_viewers(risk: Risk) -> str:
    """A short mark of the risk with who sees it."""
    named = list(risk.viewers.filter(removed_at__isnull=True).order_by("person").values_list("person", flat=True))
    return mark_of(risk)[:12] + hashlib.sha256(repr(named).encode()).hexdigest()[:8]


@transaction.atomic
def set_confidential(
    *, risk: Risk, is_confidential: bool, viewers: Collection[User], seen: str, actor: User, at: datetime
) -> Risk:
    """Say whether a risk is confidential, and to whom it is shown besides its owner and auditors.

    Who makes it confidential goes on seeing it. Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen, mark=mark_of_viewers)
    becomes_confidential = is_confidential and not risk.is_confidential
    named = {person.pk for person in viewers} if is_confidential else set()
    if becomes_confidential and actor.pk != risk.owner_id:
        named.add(actor.pk)
    _name(risk, named, at=at)
    risk.is_confidential = is_confidential
    risk.save()
    check_keeper(risk)
    return risk


def check_keeper(risk: Risk) -> None:
    """Raises DomainError where a confidential risk, as it is saved, is seen by nobody who may change it."""
    if not risk.is_confidential:
        return
    named = risk.viewers.filter(removed_at__isnull=True).values("person")
    people = User.objects.filter(Q(pk__in=named) | Q(owned_risks=risk)).distinct().order_by("pk")
    if not any(person.has_perm("risks.change_risk", risk) for person in people):
        raise DomainError(
            "Nobody who may change this risk would see it any more. Name somebody who keeps its register, or give it "
            "an owner."
        )


def _name(risk: Risk, wanted: set[int], *, at: datetime) -> None:
    """Name who is missing, and take off, with the moment, who is no longer wanted."""
    here = {viewer.person_id: viewer for viewer in risk.viewers.filter(removed_at__isnull=True)}
    added = wanted - here.keys()
    if people_of_programme(risk.programme_id).filter(pk__in=added).count() != len(added):
        raise DomainError("Choose people who have a role in this programme.", field="viewers")
    for key in sorted(here.keys() - wanted):
        here[key].removed_at = at
        here[key].save(update_fields=["removed_at"])
    for key in sorted(added):
        RiskViewer.objects.create(risk=risk, person_id=key)
