from __future__ import annotations

from datetime import date, datetime

import pghistory
from django.db import models
from django.db.models import Q

from programme.history import Past, PastQuerySet
from programme.models import User
from programme.models.triggers import append_only
from programme.values.rule import Rule
from risks.enums import AssessmentKind
from risks.models.matrix import MatrixCell
from risks.models.risk import RegisterEntry
from risks.models.triggers import cell_of_the_register, entry_points_at_latest

LATEST_FIRST = ("-assessed_on", "-recorded_at", "-pk")
"""The order in which the first assessment of a kind is the one that counts."""


class AssessmentQuerySet(PastQuerySet["Assessment"]):
    def known_at(self, moment: datetime, *, day: date | None = None) -> AssessmentQuerySet:
        """Those recorded by the moment and, where given, made by the day: a later correction does not leak in."""
        known = self.filter(recorded_at__lte=moment)
        return known if day is None else known.filter(assessed_on__lte=day)


@pghistory.track()
class Assessment(models.Model):
    """How likely and how serious a risk was found on a day, in one register. Written once; a correction is a new row.

    No cell: looked at and not scored, with the reason. That is not 0.
    """

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=10, choices=AssessmentKind, default=AssessmentKind.CURRENT)
    cell = models.ForeignKey(MatrixCell, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments")
    assessed_on = models.DateField()
    reason = models.TextField(blank=True, help_text="Why this score. Markdown.")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    past = Past(known_on="recorded_at", written_once=Q())
    objects = AssessmentQuerySet.as_manager()

    rules = {
        "assessment_unscored_with_a_reason": Rule(
            "reason", "Say why the risk cannot be scored yet.", "why it was not scored"
        )
    }

    class Meta:
        ordering = ["entry", "kind", "-assessed_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="assessment_kind_known"),
            models.CheckConstraint(
                condition=Q(cell__isnull=False) | ~Q(reason=""), name="assessment_unscored_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["entry", "kind", "assessed_on", "recorded_at"], name="assessment_recorded_once"
            ),
        ]
        indexes = [models.Index(fields=["entry", "kind", *LATEST_FIRST[:2], "-id"], name="assessment_latest")]
        triggers = [append_only(), cell_of_the_register(), entry_points_at_latest()]

    def __str__(self) -> str:
        return f"{self.entry}, {self.get_kind_display()} {self.assessed_on:%-d %B %Y}"
