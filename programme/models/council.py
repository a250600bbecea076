from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from programme.enums import CouncilKind
from programme.history import PastQuerySet
from programme.models.fields import CodeField
from programme.models.triggers import never_deleted


class CouncilQuerySet(PastQuerySet["Council"]):
    def visible_to(self, user: Any) -> CouncilQuerySet:
        """Councils of the programmes that the reader takes part in, and the reader's own."""
        from programme.models.programme import Programme

        return self.filter(
            Q(pk=user.council_id) | Q(memberships__programme__in=Programme.objects.visible_to(user))
        ).distinct()


@pghistory.track()
class Council(models.Model):
    """A sovereign authority. Its own decisions, people and figures stay its own."""

    code = CodeField(unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, help_text="As used in tables, for example Rochford.")
    kind = models.CharField(max_length=20, choices=CouncilKind)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["short_name", "code"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="council_name_unique"),
            models.CheckConstraint(condition=Q(kind__in=CouncilKind.values), name="council_kind_known"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.short_name
