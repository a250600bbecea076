from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from programme.history import Past, PastQuerySet, undone
from programme.models import Council, PartialDateField, Programme, User
from programme.models.fields import CodeField
from programme.models.triggers import never_deleted, same_programme
from programme.values.rule import Rule
from risks.enums import IssueStatus
from risks.models.register import RiskRegister
from risks.models.risk import Risk


class IssueQuerySet(PastQuerySet["Issue"]):
    def visible_to(self, user: Any) -> IssueQuerySet:
        """The issues of the registers that the reader sees; one that came of a risk, for who sees the risk."""
        return self.filter(
            Q(risk__isnull=True) | Q(risk__in=Risk.objects.visible_to(user)),
            Q(register__in=RiskRegister.objects.visible_to(user)) | Q(risk__is_confidential=True),
        )


@pghistory.track()
class Issue(models.Model):
    """Something that has happened and has to be dealt with: a risk that came true, or what nobody foresaw."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="issues")
    register = models.ForeignKey(RiskRegister, on_delete=models.PROTECT, related_name="issues")
    risk = models.ForeignKey(
        Risk, on_delete=models.PROTECT, null=True, blank=True, related_name="issues", help_text="The risk that it was."
    )
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="issues")
    code = CodeField()
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True, help_text="Markdown.")
    impact = models.TextField(blank=True, help_text="What it does to time, cost, quality or benefits. Markdown.")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_issues")
    owner_post = models.CharField(max_length=120, blank=True)
    raised_on = models.DateField()
    due = PartialDateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=IssueStatus, default=IssueStatus.OPEN)
    resolution = models.TextField(blank=True, help_text="What was done about it. Markdown.")
    resolved_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    past = Past(
        known_on="raised_on",
        undone_after=undone("resolved_on", status=IssueStatus.OPEN, resolution=""),
    )
    objects = IssueQuerySet.as_manager()

    rules = {
        "issue_resolved_after_it_was_raised": Rule(
            "resolved_on",
            "Enter a day from {record.raised_on:%-d %B %Y} on, when it was raised.",
            "a day on or after raised_on",
        ),
        "issue_resolved_on_a_day_by_something": Rule(
            "resolution",
            "Say what was done about it.",
            "resolved_on and resolution for a resolved issue, no resolved_on before",
        ),
        "issue_number_unique": Rule("number", expected="a number that the register gives once"),
    }

    class Meta:
        ordering = ["register", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="issue_code_unique"),
            models.UniqueConstraint(fields=["register", "number"], name="issue_number_unique"),
            models.CheckConstraint(condition=Q(status__in=IssueStatus.values), name="issue_status_known"),
            models.CheckConstraint(condition=~Q(title=""), name="issue_has_a_title"),
            models.CheckConstraint(condition=~Q(number=""), name="issue_numbered"),
            models.CheckConstraint(
                condition=Q(status=IssueStatus.OPEN, resolved_on__isnull=True)
                | (Q(status=IssueStatus.RESOLVED, resolved_on__isnull=False) & ~Q(resolution="")),
                name="issue_resolved_on_a_day_by_something",
            ),
            models.CheckConstraint(
                condition=Q(resolved_on__isnull=True) | Q(resolved_on__gte=F("raised_on")),
                name="issue_resolved_after_it_was_raised",
            ),
        ]
        triggers = [
            never_deleted(),
            same_programme("register", "risks_riskregister"),
            same_programme("risk", "risks_risk"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("issue_detail", args=[self.programme.code, self.code])
