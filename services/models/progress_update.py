from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Expression, F, OuterRef, Q, Subquery
from django.urls import reverse

from programme.enums import Role
from programme.history import NOW, Moment, Past, PastQuerySet
from programme.models import PartialDateField, ReportingPeriod, User
from programme.models.grants import of_own_council, programmes_of
from programme.models.triggers import never_deleted
from programme.values.rule import Rule
from services.enums import OPEN_STATUSES, Rag, UpdateStatus
from services.models.service_review import ReviewParticipation, ServiceReview
from services.models.triggers import closed_period_never_changes


class ProgressUpdateQuerySet(PastQuerySet["ProgressUpdate"]):
    def visible_to(self, user: Any) -> ProgressUpdateQuerySet:
        """Accepted updates of visible reviews; those on their way only for who writes, accepts or audits them."""
        working = programmes_of(user, (Role.PROGRAMME_OFFICE, Role.AUDITOR))
        sponsored = Q(review__sponsor=user, review__programme__in=programmes_of(user, (Role.SPONSOR,)))
        leading = of_own_council(user, (Role.LEAD_OFFICER,), programme="review__programme")
        led = ReviewParticipation.objects.in_force().filter(leading, lead_officer=user)
        return self.filter(review__in=ServiceReview.objects.visible_to(user)).filter(
            Q(status=UpdateStatus.ACCEPTED)
            | Q(review__programme__in=working)
            | sponsored
            | Q(review__in=led.values("review"))
        )

    def accepted(self, moment: Moment = NOW) -> ProgressUpdateQuerySet:
        """Updates accepted by the moment: what was accepted later does not leak in."""
        return self.filter(moment.by("decided_at"), status=UpdateStatus.ACCEPTED)

    def latest_accepted(
        self, moment: Moment = NOW, *, reviews: Iterable[int], before: date | None = None
    ) -> ProgressUpdateQuerySet:
        """For each of the reviews the accepted update of its latest period, and of that period the last version.

        `before` leaves out the periods that begin on that day or later.
        """
        latest = of_latest_accepted(moment=moment, before=before)
        found = ServiceReview.objects.filter(pk__any_of=reviews).order_by().values(latest=latest)
        return self.filter(pk__any_of=ArraySubquery(found))


def of_latest_accepted(value: Expression | str = "pk", *, moment: Moment = NOW, before: date | None = None) -> Subquery:
    """For a query of reviews: what the accepted update of each one's latest period says in its last version.

    Looked for period by period from the latest, so that it costs the same however long a past the review has; as at a
    past moment from the last period of which anything had been accepted by then.
    """
    accepted = ProgressUpdate.objects.accepted(moment).order_by("-version")
    there = accepted.filter(review=OuterRef(OuterRef("pk")), period=OuterRef("pk"))
    periods = ReportingPeriod.objects.filter(programme=OuterRef("programme")).order_by("-starts_on")
    if before is not None:
        periods = periods.filter(starts_on__lt=before)
    if not moment.is_now:
        periods = periods.filter(starts_on__lte=_last_start(moment))
    found = periods.annotate(update=Subquery(there.values("pk")[:1])).filter(update__isnull=False)
    return Subquery(
        found.values(said=Subquery(there.values_list(F(value) if isinstance(value, str) else value)[:1]))[:1]
    )


def _last_start(moment: Moment) -> Subquery:
    """When the last period began of which the programme had accepted anything by a past moment."""
    anything = ProgressUpdate.objects.accepted(moment).filter(period=OuterRef("pk")).order_by().values("pk")[:1]
    periods = ReportingPeriod.objects.filter(programme=moment.programme).annotate(accepted=Subquery(anything))
    return Subquery(periods.filter(accepted__isnull=False).order_by("-starts_on").values("starts_on")[:1])


@pghistory.track()
class ProgressUpdate(models.Model):
    """What the officers of a review say of it in one reporting period. A correction is a new version.

    Texts are Markdown. `rag` empty means unrated. Accepted rows never change: the database refuses it.
    """

    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="updates")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="updates")
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=UpdateStatus, default=UpdateStatus.DRAFT)

    rag = models.CharField("RAG rating", max_length=10, choices=Rag, blank=True)
    rag_reason = models.TextField("Reason for the rating", blank=True)
    business_case_update = models.TextField(blank=True)
    business_case_expected = PartialDateField("Business case expected", null=True, blank=True)
    implementation_update = models.TextField(blank=True)
    implementation_expected = PartialDateField("Implementation expected", null=True, blank=True)
    help_wanted = models.TextField(blank=True)

    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(
        default=1, help_text="Counts the saves; a save names the edition it started from."
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.TextField(blank=True, help_text="Why it was returned, or a remark on accepting it.")

    past = Past(known_on="decided_at", written_once=Q(status=UpdateStatus.ACCEPTED))
    objects = ProgressUpdateQuerySet.as_manager()

    TEXT_FIELDS = (
        "rag",
        "rag_reason",
        "business_case_update",
        "business_case_expected",
        "implementation_update",
        "implementation_expected",
        "help_wanted",
    )

    rules = {
        "update_rag_has_a_reason": Rule(
            "rag_reason", "Give the reason for the rating.", "the reason for the RAG rating"
        ),
        "update_returned_with_a_comment": Rule("comment", "Say what should change.", "a comment saying what to change"),
        "update_one_on_its_way": Rule("status", expected="at most one update of a period that is not yet accepted"),
        "update_submitted_dated": Rule("submitted_at", expected="the time at which it was submitted"),
        "update_decided_after_submitted": Rule("decided_at", expected="a time at or after it was submitted"),
    }

    class Meta:
        ordering = ["-period__starts_on", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["review", "period", "version"], name="update_version_unique"),
            models.UniqueConstraint(
                fields=["review", "period"],
                condition=Q(status__in=list(OPEN_STATUSES)),
                name="update_one_on_its_way",
            ),
            models.CheckConstraint(condition=Q(status__in=UpdateStatus.values), name="update_status_known"),
            models.CheckConstraint(condition=Q(rag__in=["", *Rag.values]), name="update_rag_known"),
            models.CheckConstraint(
                condition=Q(status__in=[UpdateStatus.DRAFT, UpdateStatus.RETURNED]) | Q(rag="") | ~Q(rag_reason=""),
                name="update_rag_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=UpdateStatus.DRAFT) | Q(submitted_at__isnull=False), name="update_submitted_dated"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[UpdateStatus.ACCEPTED, UpdateStatus.RETURNED])
                | Q(decided_at__gte=F("submitted_at")),
                name="update_decided_after_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(status=UpdateStatus.RETURNED) | ~Q(comment=""), name="update_returned_with_a_comment"
            ),
        ]
        indexes = [
            models.Index(fields=["review", "status", "decided_at"], name="update_accepted_as_at"),
            models.Index(
                fields=["period", "decided_at"],
                condition=Q(status=UpdateStatus.ACCEPTED),
                name="update_accepted_in_period",
            ),
        ]
        triggers = [
            never_deleted(),
            pgtrigger.Protect(
                name="accepted_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=UpdateStatus.ACCEPTED),
            ),
            closed_period_never_changes(),
            pgtrigger.Trigger(
                name="period_of_same_programme",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("review_id", "period_id"),
                func="""
                    IF (SELECT programme_id FROM services_servicereview WHERE id = NEW.review_id)
                       IS DISTINCT FROM (SELECT programme_id FROM programme_reportingperiod WHERE id = NEW.period_id)
                    THEN
                        RAISE EXCEPTION 'the period belongs to another programme' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}, {self.period}"

    def get_absolute_url(self) -> str:
        return reverse(
            "update_detail", args=[self.review.programme.code, self.review.code, self.period.code, self.version]
        )
