from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from programme.history import NOW, Moment, Past, PastQuerySet, undone
from programme.models import Programme, User
from programme.models.triggers import never_changes, never_deleted
from programme.values.rule import Rule
from services.enums import Rag


class RatingOverrideQuerySet(PastQuerySet["RatingOverride"]):
    def standing(self, moment: Moment = NOW) -> RatingOverrideQuerySet:
        """Those that hold now, or that held at a past moment: made by then, and not yet ended."""
        if moment.is_now:
            return self.filter(ended_at__isnull=True)
        return self.filter(moment.by("made_at")).exclude(moment.by("ended_at"))


@pghistory.track()
class RatingOverride(models.Model):
    """The programme rated otherwise than its reviews make it, with the reason. Both are shown. Ended, not changed."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rating_overrides")
    rag = models.CharField("RAG rating", max_length=10, choices=Rag)
    reason = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    past = Past(known_on="made_at", undone_after=undone("ended_at", ended_by=None))
    objects = RatingOverrideQuerySet.as_manager()

    rules = {
        "rating_override_has_a_reason": Rule("reason", "Say why the programme is rated so.", "the reason"),
        "rating_override_one_at_a_time": Rule("ended_at", expected="at most one rating set by hand that stands"),
        "rating_override_ends_after_made": Rule("ended_at", expected="a time at or after made_at"),
    }

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(ended_at__isnull=True), name="rating_override_one_at_a_time"
            ),
            models.UniqueConstraint(fields=["programme", "made_at"], name="rating_override_made_once"),
            models.CheckConstraint(condition=Q(rag__in=Rag.values), name="rating_override_rag_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="rating_override_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="rating_override_ends_after_made",
            ),
        ]
        triggers = [
            never_deleted(),
            never_changes(
                "made_never_changes",
                "programme_id",
                "rag",
                "reason",
                "made_at",
                when=pgtrigger.Q(old__made_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.get_rag_display()}"
