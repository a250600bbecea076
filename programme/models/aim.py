from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from programme.enums import AimKind
from programme.history import Past, PastQuerySet, undone
from programme.models.council import Council
from programme.models.fields import CodeField
from programme.models.programme import Programme
from programme.models.triggers import never_deleted
from programme.values.rule import Rule


@pghistory.track()
class Aim(models.Model):
    """A guiding principle agreed for the programme, or a corporate outcome that it serves."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="aims")
    code = CodeField()
    kind = models.CharField(max_length=10, choices=AimKind)
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True, help_text="What it means for the programme. Markdown.")
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aims",
        help_text="Whose corporate plan it is from. Empty: agreed by all.",
    )
    position = models.PositiveSmallIntegerField(default=1)
    agreed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day on which it held.")

    past = Past(known_on="agreed_on", undone_after=undone("ended_on"))

    objects = PastQuerySet["Aim"].as_manager()

    rules = {
        "aim_ends_after_agreed": Rule(
            "ended_on", "The last day must be on or after the day it was agreed.", "a day on or after it was agreed"
        )
    }

    class Meta:
        ordering = ["kind", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="aim_code_unique"),
            models.CheckConstraint(condition=Q(kind__in=AimKind.values), name="aim_kind_known"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(agreed_on__isnull=True) | Q(ended_on__gte=F("agreed_on")),
                name="aim_ends_after_agreed",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name
