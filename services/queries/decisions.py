"""Which submitted updates wait for whose decision."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from programme.enums import Role
from programme.models import User
from programme.models.grants import programmes_of
from services.enums import UpdateStatus
from services.models import ProgressUpdate


def decidable_by(user: User) -> QuerySet[ProgressUpdate]:
    """Submitted updates that this person may accept or return: the office's and the sponsor's, never one's own."""
    return (
        ProgressUpdate.objects.filter(status=UpdateStatus.SUBMITTED)
        .exclude(submitted_by=user)
        .filter(
            Q(review__programme__in=programmes_of(user, [Role.PROGRAMME_OFFICE]))
            | Q(review__sponsor=user, review__programme__in=programmes_of(user, [Role.SPONSOR]))
        )
    )
