from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.db.models.functions import Collate
from django.urls import reverse

from programme.history import Past, PastQuerySet, undone
from programme.models import PartialDateField, Programme, User
from programme.models.fields import CodeField
from programme.models.grants import programmes_of
from programme.models.triggers import never_deleted, same_programme
from programme.values.rule import Rule
from services.enums import OPEN_ACTION_STATUSES, ActionStatus
from services.models.scrutiny_session import ScrutinySession
from services.models.service_review import (
    WORKING_ROLES,
    ServiceReview,
    of_programme_or_visible_review,
)
from services.models.triggers import same_programme_through

reference_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9.-]*\Z", "Use letters, digits, full stops and hyphens, for example MT15."
)


class ProgrammeOwnQuerySet(PastQuerySet[Any]):
    def visible_to(self, user: Any) -> ProgrammeOwnQuerySet:
        """The rows of the programmes with whose record a person works."""
        return self.filter(programme__in=programmes_of(user, WORKING_ROLES))


@pghistory.track()
class Area(models.Model):
    """An area of review: what a working group looks at under one heading."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="areas")
    code = CodeField()
    name = models.CharField(max_length=200)
    ambition = models.TextField(blank=True, help_text="What the councils want here. Markdown.")
    position = models.PositiveSmallIntegerField(default=1)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day on which it was under review.")

    past = Past(undone_after=undone("ended_on"))
    objects = ProgrammeOwnQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="area_code_unique")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area_detail", args=[self.programme.code, self.code])


@pghistory.track()
class PlanReference(models.Model):
    """A line of a delivery plan that actions refer to, for example MT15."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="plan_references")
    code = models.CharField(max_length=20, validators=[reference_validator])
    plan = models.CharField(max_length=120, help_text="The plan it stands in, for example Delivery Plan 2022-24.")
    name = models.CharField(max_length=200, blank=True)

    objects = ProgrammeOwnQuerySet.as_manager()

    rules = {"plan_reference_code_plain": Rule("code", expected="letters, digits, full stops and hyphens")}

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="plan_reference_code_unique"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Za-z0-9][A-Za-z0-9.-]*$"), name="plan_reference_code_plain"
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("plan_reference_detail", args=[self.programme.code, self.code])


def record_order(*, is_descending: bool = False) -> tuple[OrderBy, ...]:
    """The place of an action in the record: that of `services.rules.stages.record_place`, in SQL."""
    area, rest = F("area__position"), (Collate("area__code", "C"), F("position"), Collate("code", "C"))
    if is_descending:
        return area.desc(nulls_first=True), *(part.desc() for part in rest)
    return area.asc(nulls_last=True), *(part.asc() for part in rest)


class ActionQuerySet(PastQuerySet["Action"]):
    def visible_to(self, user: Any) -> ActionQuerySet:
        """The programme's own actions for its working people; a review's for who sees the review."""
        return self.filter(of_programme_or_visible_review(user))

    def in_record_order(self) -> ActionQuerySet:
        """Area by area in their order, those of no area last: the order in which recommendations are numbered."""
        return self.order_by(*record_order())

    def open(self) -> ActionQuerySet:
        """Still to be done."""
        return self.filter(status__in=OPEN_ACTION_STATUSES)


@pghistory.track()
class Action(models.Model):
    """Something to be done, by whom and by when; or a recommendation to a deciding body.

    A recommendation has no number of its own: recommendations are numbered in one run, area by area in order.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="actions")
    code = CodeField()
    title = models.CharField(max_length=500)
    commentary = models.TextField(blank=True, help_text="Markdown.")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    session = models.ForeignKey(
        ScrutinySession, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    owner_post = models.CharField("owner, where without an account", max_length=200, blank=True)
    due = PartialDateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=ActionStatus, default=ActionStatus.NOT_STARTED)
    status_reason = models.TextField(blank=True)
    completed = PartialDateField(null=True, blank=True)
    is_recommendation = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=1, help_text="The order within its area.")

    past = Past(undone_after=undone("completed", status=ActionStatus.IN_PROGRESS))
    objects = ActionQuerySet.as_manager()

    rules = {
        "action_completed_is_complete": Rule(
            "completed",
            "Only what is complete has this date. Choose Complete, or empty it.",
            "no date, or the status complete: what was completed is complete",
        ),
        "action_dropped_with_a_reason": Rule(
            "status_reason", "Say why it is no longer needed.", "why it is no longer needed"
        ),
    }

    class Meta:
        ordering = [F("area__position").asc(nulls_last=True), "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="action_code_unique"),
            models.CheckConstraint(condition=Q(status__in=ActionStatus.values), name="action_status_known"),
            models.CheckConstraint(
                condition=~Q(status=ActionStatus.NOT_NEEDED) | ~Q(status_reason=""), name="action_dropped_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(completed__isnull=True) | Q(status=ActionStatus.COMPLETE),
                name="action_completed_is_complete",
            ),
        ]
        triggers = [
            never_deleted(),
            same_programme("review", "services_servicereview"),
            same_programme("area", "services_area"),
            same_programme("session", "services_scrutinysession"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("action_detail", args=[self.programme.code, self.code])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_ACTION_STATUSES

    @property
    def owner_in_words(self) -> str:
        """The person, or the post; "" for nobody yet."""
        return str(self.owner) if self.owner else self.owner_post

    def is_overdue(self, today: date) -> bool:
        """Still to be done although its date has passed."""
        return self.is_open and self.due is not None and self.due.is_overdue(today)


@pghistory.track()
class ActionReference(models.Model):
    """That an action stands in a delivery plan."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="references")
    reference = models.ForeignKey(PlanReference, on_delete=models.PROTECT, related_name="actions")
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))
    objects = PastQuerySet["ActionReference"].as_manager()

    class Meta:
        ordering = ["reference__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "reference"], condition=Q(removed_at__isnull=True), name="action_reference_once"
            )
        ]
        triggers = [
            never_deleted(),
            same_programme_through(action="services_action", reference="services_planreference"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.reference}"


@pghistory.track()
class CarriedRecommendation(models.Model):
    """That an action carries out a recommendation."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="carries_out")
    recommendation = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="carried_out_by")
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))

    rules = {"carried_recommendation_is_another": Rule("recommendation", expected="another row")}

    class Meta:
        ordering = ["recommendation"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "recommendation"],
                condition=Q(removed_at__isnull=True),
                name="carried_recommendation_once",
            ),
            models.CheckConstraint(condition=~Q(action=F("recommendation")), name="carried_recommendation_is_another"),
        ]
        triggers = [
            never_deleted(),
            same_programme_through(action="services_action", recommendation="services_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} carries out {self.recommendation}"
