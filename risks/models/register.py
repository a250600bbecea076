from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from programme.enums import PROGRAMME_WIDE_ROLES
from programme.history import Past, PastQuerySet, undone
from programme.models import Council, Programme, User
from programme.models.fields import CodeField
from programme.models.grants import of_own_council, programmes_of
from programme.models.triggers import append_only, never_deleted, same_programme
from programme.values.rule import Rule
from services.models import ServiceReview
from services.models.service_review import READING_COUNCIL_ROLES, of_programme_or_visible_review


class RiskRegisterQuerySet(PastQuerySet["RiskRegister"]):
    def visible_to(self, user: Any) -> RiskRegisterQuerySet:
        """The programme's own registers for its working people, a review's for who sees the review, a council's own
        for that council's people and for who reads the whole programme."""
        return self.filter(
            Q(programme__in=programmes_of(user, PROGRAMME_WIDE_ROLES))
            | Q(council__isnull=True) & of_programme_or_visible_review(user)
            | of_own_council(user, READING_COUNCIL_ROLES)
        )


@pghistory.track()
class RiskRegister(models.Model):
    """A list of risks with a matrix of its own: of the programme, of one service review or of one council."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="risk_registers")
    review = models.ForeignKey(
        ServiceReview, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_registers"
    )
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_registers")
    code = CodeField()
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True, help_text="What it is for and how risks are scored. Markdown.")
    review_every = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In how many months each risk is looked at again. Empty: no rule."
    )
    position = models.PositiveSmallIntegerField(default=1)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day on which it was kept.")

    past = Past(undone_after=undone("ended_on"))
    objects = RiskRegisterQuerySet.as_manager()

    rules = {
        "risk_register_of_review_or_council": Rule(
            "council",
            "Choose a service review or a council, not both. Leave both empty for the programme’s own register.",
            "a review or a council, not both",
        ),
        "risk_register_reviewed_within_years": Rule("review_every", expected="from 1 to 60 months"),
    }

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="risk_register_code_unique"),
            models.CheckConstraint(
                condition=Q(review__isnull=True) | Q(council__isnull=True), name="risk_register_of_review_or_council"
            ),
            models.CheckConstraint(
                condition=Q(review_every__isnull=True) | Q(review_every__gte=1, review_every__lte=60),
                name="risk_register_reviewed_within_years",
            ),
        ]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("risk_register", args=[self.programme.code, self.code])


@pghistory.track()
class RegisterImport(models.Model):
    """A workbook that was taken into a register. `mapping` (heading → field) is remembered for the next one."""

    register = models.ForeignKey(RiskRegister, on_delete=models.PROTECT, related_name="imports")
    filename = models.CharField(max_length=200)
    sheet = models.CharField(max_length=100)
    mapping = models.JSONField(default=dict)
    assessed_on = models.DateField(help_text="The day that its scores are of.")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    scores = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["register", "-imported_at"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.filename
