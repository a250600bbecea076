from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.urls import reverse

from programme.history import Past, PastQuerySet, undone
from programme.models import Council, Programme
from programme.models.fields import CodeField
from programme.models.triggers import never_deleted, same_programme
from services.models.group import Group
from services.models.service_review import ServiceReview


class ScrutinySessionQuerySet(PastQuerySet["ScrutinySession"]):
    def visible_to(self, user: Any) -> ScrutinySessionQuerySet:
        """The sessions with the reviews that the reader sees."""
        return self.filter(review__in=ServiceReview.objects.visible_to(user))


@pghistory.track()
class ScrutinySession(models.Model):
    """The board meets the officers of one service from each council: what it challenged and what it approved."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="scrutiny_sessions")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="scrutiny_sessions")
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions", help_text="Who held it."
    )
    code = CodeField()
    held_on = models.DateField()
    challenged = models.TextField(blank=True, help_text="What was challenged. Markdown.")
    approved = models.TextField(blank=True, help_text="What was approved. Markdown.")
    notes = models.TextField(blank=True, help_text="Markdown.")

    councils = models.ManyToManyField(Council, through="SessionCouncil", related_name="scrutiny_sessions")

    past = Past(known_on="held_on")
    objects = ScrutinySessionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="scrutiny_session_code_unique")]
        triggers = [
            never_deleted(),
            same_programme("review", "services_servicereview"),
            same_programme("group", "services_group"),
        ]

    def __str__(self) -> str:
        return f"{self.review}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("session_detail", args=[self.programme.code, self.review.code, self.code])


@pghistory.track()
class SessionCouncil(models.Model):
    """A council whose officers were at a scrutiny session."""

    session = models.ForeignKey(ScrutinySession, on_delete=models.PROTECT, related_name="attendances")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="session_attendances")
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))
    objects = PastQuerySet["SessionCouncil"].as_manager()

    class Meta:
        ordering = ["council__short_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "council"],
                condition=models.Q(removed_at__isnull=True),
                name="session_council_once",
            )
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.council} at {self.session}"
