from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from programme.history import Past, PastQuerySet, undone
from programme.models import Aim
from programme.models.triggers import never_deleted
from programme.values.rule import Rule
from services.models.service_review import ServiceReview
from services.models.triggers import same_programme_through


@pghistory.track()
class ReviewAim(models.Model):
    """That a review serves a guiding principle or a corporate outcome, and how."""

    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="aims")
    aim = models.ForeignKey(Aim, on_delete=models.PROTECT, related_name="served_by")
    how = models.TextField(blank=True, help_text="How it serves it. Markdown.")
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))
    objects = PastQuerySet["ReviewAim"].as_manager()

    rules = {
        "review_aim_once": Rule("aim", "{record.review} already serves “{record.aim}”. Change how it does instead.")
    }

    class Meta:
        ordering = ["aim__kind", "aim__position", "aim__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "aim"], condition=Q(removed_at__isnull=True), name="review_aim_once"
            )
        ]
        triggers = [
            never_deleted(),
            same_programme_through(review="services_servicereview", aim="programme_aim"),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.aim}"
