from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from programme.enums import DigestOccasion
from programme.models.people import User
from programme.models.programme import ReportingPeriod
from programme.models.triggers import never_deleted


@pghistory.track()
class Digest(models.Model):
    """That a person is told of a reporting period on an occasion, once a day at most.

    The row is written before the mail goes, so that nobody is written to twice; `sent_at` says that it went. Until then
    `try_at` is when it is tried next; None once it is sent, given up or needless (`failure` says which).
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="digests")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="digests")
    occasion = models.CharField(max_length=10, choices=DigestOccasion)
    day = models.DateField(help_text="The programme's day on which it was due.")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    try_at = models.DateTimeField(null=True, blank=True, help_text="When the mail is tried next; empty: no more.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often handing the mail over has failed.")
    failure = models.TextField(blank=True, help_text="Why the mail could not be handed over, the last time.")

    class Meta:
        ordering = ["-day", "user"]
        constraints = [
            models.UniqueConstraint(fields=["user", "period", "occasion", "day"], name="digest_once_a_day"),
            models.CheckConstraint(condition=Q(occasion__in=DigestOccasion.values), name="digest_occasion_known"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(try_at__isnull=True), name="digest_sent_is_not_tried_again"
            ),
        ]
        indexes = [models.Index(fields=["try_at"], condition=Q(try_at__isnull=False), name="digest_waiting")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.user}: {self.period}, {self.get_occasion_display()}"
