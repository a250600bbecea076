from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from finance.enums import CriterionKind, Outcome
from finance.models.business_case import BusinessCase
from programme.history import Past, PastQuerySet, undone
from programme.models import PartialDateField
from programme.models.fields import CodeField
from programme.models.triggers import never_deleted
from programme.values.rule import Rule


@pghistory.track()
class Criterion(models.Model):
    """What the options are judged by, and later whether the preferred one met it. A weight of nothing is allowed."""

    case = models.ForeignKey(BusinessCase, on_delete=models.PROTECT, related_name="criteria")
    code = CodeField()
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=CriterionKind, default=CriterionKind.SCORED)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    highest_score = models.PositiveSmallIntegerField(default=5)
    position = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_reason = models.TextField(blank=True, help_text="Markdown.")
    outcome_on = PartialDateField("when it was judged", null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))
    objects = PastQuerySet["Criterion"].as_manager()

    rules = {
        "criterion_outcome_has_a_reason": Rule(
            "outcome_reason", "Say why it was met or not, or why it is too early to say.", "why it was met or not"
        ),
        "criterion_weight_not_negative": Rule("weight", expected="a weight of 0 or more"),
        "criterion_can_be_scored": Rule("highest_score", expected="at least 1"),
    }

    class Meta:
        ordering = ["position", "code"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=Q(removed_at__isnull=True), name="criterion_code_unique"
            ),
            models.CheckConstraint(condition=Q(kind__in=CriterionKind.values), name="criterion_kind_known"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="criterion_weight_not_negative"),
            models.CheckConstraint(condition=Q(highest_score__gte=1), name="criterion_can_be_scored"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="criterion_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(outcome_reason=""), name="criterion_outcome_has_a_reason"
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Option(models.Model):
    """A way in which the service could be run. The preferred one need not be the cheapest."""

    case = models.ForeignKey(BusinessCase, on_delete=models.PROTECT, related_name="options")
    code = CodeField()
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True, help_text="Markdown.")
    is_shortlisted = models.BooleanField(default=False)
    is_preferred = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Why it is shortlisted or preferred, or why not. Markdown.")
    position = models.PositiveSmallIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))
    objects = PastQuerySet["Option"].as_manager()

    rules = {
        "option_one_preferred": Rule("is_preferred", expected="at most one preferred option"),
        "option_preferred_from_the_shortlist_with_a_reason": Rule(
            "is_preferred", expected="a preferred option to be shortlisted, with the reason"
        ),
    }

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=Q(removed_at__isnull=True), name="option_code_unique"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(is_preferred=True, removed_at__isnull=True), name="option_one_preferred"
            ),
            models.CheckConstraint(
                condition=Q(is_preferred=False) | (Q(is_shortlisted=True) & ~Q(reason="")),
                name="option_preferred_from_the_shortlist_with_a_reason",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class OptionScore(models.Model):
    """How an option does on a criterion: passes or not, or a score. Both empty: not judged."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    passes = models.BooleanField(null=True, blank=True)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = PastQuerySet["OptionScore"].as_manager()

    rules = {
        "option_score_of_one_kind": Rule("score", expected="passes or a score, not both"),
        "option_score_not_negative": Rule("score", expected="a score of 0 or more"),
    }

    class Meta:
        ordering = ["option", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["option", "criterion"], name="option_score_once"),
            models.CheckConstraint(
                condition=Q(passes__isnull=True) | Q(score__isnull=True), name="option_score_of_one_kind"
            ),
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__gte=0), name="option_score_not_negative"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.option}: {self.criterion}"
