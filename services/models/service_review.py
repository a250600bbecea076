from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from programme.enums import COUNCIL_ROLES, PROGRAMME_WIDE_ROLES, Role
from programme.history import Past, PastQuerySet, undone
from programme.models import Aim, Council, PartialDateField, Phase, Programme, User
from programme.models.fields import CodeField
from programme.models.grants import of_own_council, programmes_of
from programme.models.programme import DateRange, SameRow, today_of
from programme.models.triggers import append_only, never_deleted, same_programme
from programme.values.rule import Rule
from services.enums import Stage, State
from services.models.service import Service
from services.models.triggers import same_programme_through

READING_COUNCIL_ROLES = COUNCIL_ROLES - {Role.COUNCILLOR}
"""Council roles that read the working record; a councillor reads what is published."""


class ServiceReviewQuerySet(PastQuerySet["ServiceReview"]):
    def visible_to(self, user: Any) -> ServiceReviewQuerySet:
        """Every review for programme-wide roles; for council roles, those in which their council takes part today.

        What a council that left still sees is in `services.queries.former_parts`.
        """
        return self.filter(
            Q(programme__in=programmes_of(user, PROGRAMME_WIDE_ROLES)) | Q(pk__in=_with_own_council(user))
        )

    def in_programme_order(self) -> ServiceReviewQuerySet:
        """Reviews of no phase first, then phase by phase, each in its own order: the order of the progress table."""
        return self.order_by(F("phase__position").asc(nulls_first=True), "position", "name", "pk")


@pghistory.track()
class ServiceReview(models.Model):
    """A service under review in a programme, with its own participating councils.

    `stage` and `state` are what the last `ReviewMove` says; only `services.domain.review` changes them.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reviews")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="reviews")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    code = CodeField()
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=1, help_text="The order within its phase.")
    sponsor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="sponsored_reviews")
    planned_start = PartialDateField(null=True, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.TextField(blank=True)
    agreement = models.CharField(
        max_length=200, blank=True, help_text="The agreement it runs under, for example a memorandum of understanding."
    )
    agreement_from = PartialDateField(
        "agreement in force from", null=True, blank=True, help_text="Empty: not known, or not yet in force."
    )

    stage = models.CharField(max_length=20, choices=Stage, default=Stage.NOT_STARTED)
    state = models.CharField(max_length=20, choices=State, default=State.ACTIVE)
    state_reason = models.TextField(blank=True)

    councils = models.ManyToManyField(Council, through="ReviewParticipation", related_name="reviews")

    past = Past(known_on="joined_on", undone_after=undone("left_on", left_reason=""))
    objects = ServiceReviewQuerySet.as_manager()

    rules = {
        "review_leaves_with_a_reason": Rule(
            "reason",
            "Say why the review leaves the programme.",
            "left_on and left_reason together, on or after joined_on, or neither",
            file_field="left_on",
        ),
        "review_agreement_is_named": Rule(
            "agreement", "Name the agreement that is in force from then.", "the agreement that is in force"
        ),
        "review_hold_has_a_reason": Rule("", expected="a reason for being on hold or withdrawn"),
    }

    class Meta:
        ordering = ["programme", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="review_code_unique"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="review_stage_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="review_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ON_HOLD, State.WITHDRAWN]) | ~Q(state_reason=""),
                name="review_hold_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_reason="")
                | (Q(left_on__gte=F("joined_on")) & ~Q(left_reason="")),
                name="review_leaves_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(agreement_from__isnull=True) | ~Q(agreement=""), name="review_agreement_is_named"
            ),
        ]
        triggers = [
            never_deleted(),
            same_programme("service", "services_service"),
            same_programme("phase", "programme_phase"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("review_detail", args=[self.programme.code, self.code])


WORKING_ROLES = PROGRAMME_WIDE_ROLES | READING_COUNCIL_ROLES
"""Who works with the record. Councillors read what is published."""


def _with_own_council(user: Any) -> models.QuerySet[ReviewParticipation, Any]:
    """The ids of the reviews in which a council of the reader takes part today."""
    own = of_own_council(user, READING_COUNCIL_ROLES, programme="review__programme")
    return ReviewParticipation.objects.in_force().filter(own).values("review")


def of_visible_review(user: Any) -> Q:
    """For rows with a programme and a review of it: those of the reviews that the reader sees."""
    return Q(programme__in=programmes_of(user, PROGRAMME_WIDE_ROLES)) | Q(review__in=_with_own_council(user))


def of_programme_or_visible_review(user: Any) -> Q:
    """For rows with a programme and perhaps a review of it: the programme's own for its working people, a review's for
    who sees the review."""
    return Q(review__isnull=True, programme__in=programmes_of(user, WORKING_ROLES)) | of_visible_review(user)


class ReviewParticipationQuerySet(PastQuerySet["ReviewParticipation"]):
    def on(self, day: Any) -> ReviewParticipationQuerySet:
        """Those that stand on a day, which may be an expression."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=day)).filter(
            Q(joined_on__isnull=True) | Q(joined_on__lte=day)
        )

    def in_force(self) -> ReviewParticipationQuerySet:
        """Participations on each programme's own today."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=today_of("review__programme"))).filter(
            Q(joined_on__isnull=True) | Q(joined_on__lte=timezone.localdate())
        )


@pghistory.track()
class ReviewParticipation(models.Model):
    """A council's part in one review: who leads there, and whether it hosts."""

    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="participations")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="participations")
    lead_officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="leads")
    is_host = models.BooleanField(default=False)
    hosted_functions = models.CharField(
        max_length=200, blank=True, help_text="What it hosts, where it does not host the whole service."
    )
    joined_on = models.DateField(null=True, blank=True, help_text="Empty: from the start of the review.")
    left_on = models.DateField(null=True, blank=True)

    past = Past(known_on="joined_on", undone_after=undone("left_on"))
    objects = ReviewParticipationQuerySet.as_manager()

    rules = {
        "participation_leaves_after_joining": Rule("left_on", expected="a day on or after joined_on"),
        "participation_hosts_what_it_hosts": Rule("is_host", expected="true where hosted_functions are named"),
    }

    class Meta:
        ordering = ["council__short_name"]
        constraints = [
            ExclusionConstraint(
                name="participation_once_at_a_time",
                expressions=[
                    (SameRow("review"), RangeOperators.OVERLAPS),
                    (SameRow("council"), RangeOperators.OVERLAPS),
                    (
                        DateRange("joined_on", "left_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(hosted_functions="") | Q(is_host=True), name="participation_hosts_what_it_hosts"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="participation_leaves_after_joining",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.council} in {self.review}"


@pghistory.track()
class ReviewMove(models.Model):
    """One dated step of a review from a stage and state to another, with who and why. Written once."""

    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="moves")
    from_stage = models.CharField(max_length=20, choices=Stage)
    to_stage = models.CharField(max_length=20, choices=Stage)
    from_state = models.CharField(max_length=20, choices=State)
    to_state = models.CharField(max_length=20, choices=State)
    effective = PartialDateField(help_text="When it happened, as precisely as is known.")
    reason = models.TextField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    past = Past(known_on="recorded_at", written_once=Q())

    objects = PastQuerySet["ReviewMove"].as_manager()

    rules = {
        "move_has_a_reason": Rule("reason", "Say why the review moves."),
        "move_changes_something": Rule("stage", expected="another stage or state than the review is in"),
    }

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_stage__in=Stage.values, to_stage__in=Stage.values), name="move_stages_known"
            ),
            models.CheckConstraint(
                condition=Q(from_state__in=State.values, to_state__in=State.values), name="move_states_known"
            ),
            models.CheckConstraint(
                condition=~Q(from_stage=F("to_stage")) | ~Q(from_state=F("to_state")), name="move_changes_something"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="move_has_a_reason"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.review}: {self.get_to_stage_display()}, {self.get_to_state_display()}"


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
