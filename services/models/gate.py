from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from programme.history import Past, PastQuerySet, undone
from programme.models import Council, PartialDateField, Programme, User
from programme.models.fields import CodeField
from programme.models.triggers import never_changes, never_deleted
from programme.values.rule import Rule
from services.enums import EvidenceKind, Stage
from services.models.service_review import ServiceReview
from services.models.triggers import same_programme_through


@pghistory.track()
class Gate(models.Model):
    """What must be there before a review of the programme moves into a stage.

    `rule` names a check of `services.rules.gates`.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="gates")
    code = CodeField()
    stage = models.CharField(max_length=20, choices=Stage, help_text="The stage that it guards.")
    rule = models.CharField(max_length=40)
    name = models.CharField(
        max_length=200, help_text="As people say it, for example Cabinet approval of the full case."
    )
    by_each_council = models.BooleanField(default=False, help_text="Every council taking part must have it.")
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="The last day on which it was asked for.")

    past = Past(known_on="starts_on", undone_after=undone("ended_on"))

    objects = PastQuerySet["Gate"].as_manager()

    rules = {
        "gate_ends_after_start": Rule(
            "ended_on", "Enter a day on or after its first day.", "a day on or after starts_on"
        )
    }

    class Meta:
        ordering = ["stage", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="gate_code_unique"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="gate_stage_known"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")), name="gate_ends_after_start"
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class GateEvidence(models.Model):
    """What shows that a review has what a gate asks for, or why it goes through without. Withdrawn, never changed."""

    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="evidence")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="gate_evidence")
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gate_evidence",
        help_text="The council it is for. Empty: for all.",
    )
    kind = models.CharField(max_length=10, choices=EvidenceKind, default=EvidenceKind.MET)
    statement = models.TextField(help_text="What was approved and by whom, or why the gate was waived.")
    dated = PartialDateField(help_text="When it was approved, signed or decided.")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    past = Past(
        known_on="recorded_at",
        undone_after=undone("withdrawn_at", withdrawn_by=None, withdrawn_reason=""),
    )

    objects = PastQuerySet["GateEvidence"].as_manager()

    rules = {
        "evidence_withdrawn_with_a_reason": Rule(
            "reason",
            "Say why it is withdrawn.",
            "withdrawn_at and withdrawn_reason together, or neither",
            file_field="withdrawn_reason",
        ),
        "evidence_states_something": Rule("statement", expected="what was approved, or why it was waived"),
    }

    class Meta:
        ordering = ["recorded_at", "pk"]
        verbose_name_plural = "gate evidence"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(condition=~Q(statement=""), name="evidence_states_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="evidence_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["gate", "review", "recorded_at", "council"], nulls_distinct=False, name="evidence_recorded_once"
            ),
        ]
        triggers = [
            never_deleted(),
            same_programme_through(gate="services_gate", review="services_servicereview"),
            never_changes(
                "recorded_never_changes",
                "gate_id",
                "review_id",
                "council_id",
                "kind",
                "statement",
                "dated",
                "recorded_at",
                when=pgtrigger.Q(old__recorded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate}: {self.review}"
