from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q

from programme.history import Past, PastQuerySet, undone
from programme.models import PartialDateField, Programme
from programme.models.fields import CodeField
from programme.models.grants import programmes_of
from programme.models.triggers import never_deleted, same_programme
from programme.values.partial_date import PartialDate
from programme.values.rule import Rule
from services.models.service_review import ServiceReview, of_visible_review


class MilestoneQuerySet(PastQuerySet["Milestone"]):
    def visible_to(self, user: Any) -> MilestoneQuerySet:
        """The programme's own milestones for everyone in it; a review's for who sees the review."""
        return self.filter(Q(review__isnull=True, programme__in=programmes_of(user)) | of_visible_review(user))


@pghistory.track()
class Milestone(models.Model):
    """A point that the programme, or one of its reviews, means to reach."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="milestones")
    review = models.ForeignKey(
        ServiceReview, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    code = CodeField()
    name = models.CharField(max_length=200)
    baseline = PartialDateField(null=True, blank=True, help_text="The date first promised.")
    forecast = PartialDateField(null=True, blank=True, help_text="The date expected now.")
    achieved = PartialDateField(null=True, blank=True)

    past = Past(undone_after=undone("achieved", unless_only=("baseline", "forecast")))
    objects = MilestoneQuerySet.as_manager()

    rules = {
        "milestone_has_a_date": Rule(
            "forecast", "Enter at least one date.", "at least one of baseline, forecast and achieved", file_field=""
        )
    }

    class Meta:
        ordering = ["forecast__last_day", "name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="milestone_code_unique"),
            models.CheckConstraint(
                condition=Q(baseline__isnull=False) | Q(forecast__isnull=False) | Q(achieved__isnull=False),
                name="milestone_has_a_date",
            ),
        ]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.name

    @property
    def due(self) -> PartialDate | None:
        """When it is expected: the forecast, else the date first promised."""
        due: PartialDate | None = self.forecast or self.baseline
        return due
