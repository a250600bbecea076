from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.enums import BodyKind, Regime
from programme.history import PastQuerySet
from programme.models import Council, Programme
from programme.models.fields import CodeField
from programme.models.grants import programmes_held_by
from programme.models.triggers import never_deleted


class BodyQuerySet(PastQuerySet["Body"]):
    def visible_to(self, user: Any) -> BodyQuerySet:
        """Bodies are public knowledge within their programme."""
        return self.filter(programme__in=programmes_held_by(user))


@pghistory.track()
class Body(models.Model):
    """A body that meets and decides: of one council, or joint when it names none."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="bodies")
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        help_text="Empty for a joint body.",
    )
    code = CodeField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=BodyKind)
    regime = models.CharField(max_length=20, choices=Regime)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="body_code_unique"),
            models.CheckConstraint(condition=Q(kind__in=BodyKind.values), name="body_kind_known"),
            models.CheckConstraint(condition=Q(regime__in=Regime.values), name="body_regime_known"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("body_detail", args=[self.programme.code, self.code])


class MeetingQuerySet(PastQuerySet["Meeting"]):
    def visible_to(self, user: Any) -> MeetingQuerySet:
        """Meetings are as public as their bodies."""
        return self.filter(body__programme__in=programmes_held_by(user))


@pghistory.track()
class Meeting(models.Model):
    """A sitting of a body."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    code = CodeField()
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [models.UniqueConstraint(fields=["body", "code"], name="meeting_code_unique")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.body}, {self.starts_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.body.programme.code, self.body.code, self.code])
