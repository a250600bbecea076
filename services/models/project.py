from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from programme.history import Moment, Past, PastQuerySet, undone
from programme.models import PartialDateField, Programme, User
from programme.models.fields import CodeField
from programme.models.grants import programmes_of
from programme.models.triggers import never_deleted, same_programme
from programme.values.partial_date import PartialDate
from programme.values.rule import Rule
from services.enums import ProjectState
from services.models.service_review import ServiceReview, of_visible_review
from services.models.triggers import no_circle, same_programme_through


class ProjectQuerySet(PastQuerySet["Project"]):
    def visible_to(self, user: Any) -> ProjectQuerySet:
        """The projects of the reviews that the reader sees."""
        return self.filter(of_visible_review(user))


def _without_later(project: Any, moment: Moment) -> None:
    """Take from a project what its own dates say came after a moment."""
    if moment.is_before(project.finished):
        project.finished = None
        _back_to(project, ProjectState.ACTIVE)
    if project.state in (ProjectState.ON_HOLD, ProjectState.CANCELLED) and moment.is_before(project.state_since):
        _back_to(project, ProjectState.ACTIVE if project.started else ProjectState.NOT_STARTED)
    only_since = project.state == ProjectState.ACTIVE and not project.started
    if moment.is_before(project.started) or (only_since and moment.is_before(project.state_since)):
        project.started = None
        _back_to(project, ProjectState.NOT_STARTED)


def _back_to(project: Any, state: ProjectState) -> None:
    project.state, project.state_reason, project.state_since = state, "", None


@pghistory.track()
class Project(models.Model):
    """A piece of work inside a review, with a state of its own."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="projects")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="projects")
    code = CodeField()
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True, help_text="What it does, and where it stands. Markdown.")
    lead = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="projects_led")
    state = models.CharField(max_length=20, choices=ProjectState, default=ProjectState.NOT_STARTED)
    state_reason = models.TextField(blank=True)
    state_since = PartialDateField(null=True, blank=True, help_text="When it came into this state.")
    planned_start = PartialDateField(null=True, blank=True)
    planned_finish = PartialDateField(null=True, blank=True, help_text="The date first promised.")
    expected_finish = PartialDateField(null=True, blank=True, help_text="The date expected now.")
    started = PartialDateField(null=True, blank=True)
    finished = PartialDateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1, help_text="The order within its review.")

    past = Past(undone_after=_without_later)
    objects = ProjectQuerySet.as_manager()

    rules = {
        "project_complete_is_dated": Rule(
            "finished", "Enter when it finished: the project is complete.", "when the complete project finished"
        ),
        "project_stops_with_a_reason": Rule("state_reason", expected="the reason for the state"),
        "project_finished_is_complete": Rule(
            "finished", expected="no finish, or the state complete: a project that finished is complete"
        ),
        "project_started_is_not_waiting": Rule(
            "started", expected="no start, or another state: a project that started is not waiting to"
        ),
    }

    class Meta:
        ordering = ["review", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="project_code_unique"),
            models.CheckConstraint(condition=Q(state__in=ProjectState.values), name="project_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[ProjectState.ON_HOLD, ProjectState.CANCELLED]) | ~Q(state_reason=""),
                name="project_stops_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProjectState.COMPLETE) | Q(finished__isnull=False), name="project_complete_is_dated"
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.COMPLETE) | Q(finished__isnull=True),
                name="project_finished_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProjectState.NOT_STARTED) | Q(started__isnull=True),
                name="project_started_is_not_waiting",
            ),
        ]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("project_detail", args=[self.programme.code, self.review.code, self.code])


@pghistory.track()
class ProjectDependency(models.Model):
    """`needs` must finish before `project` starts. The two may belong to different reviews of the programme."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="dependencies")
    needs = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="needed_by")
    reason = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))
    objects = PastQuerySet["ProjectDependency"].as_manager()

    rules = {
        "dependency_once": Rule("needs", "{record.project} already needs {record.needs}."),
        "dependency_on_another": Rule("needs", expected="another project"),
    }

    class Meta:
        ordering = ["project", "needs"]
        verbose_name_plural = "project dependencies"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "needs"], condition=Q(removed_at__isnull=True), name="dependency_once"
            ),
            models.CheckConstraint(condition=~Q(project=F("needs")), name="dependency_on_another"),
        ]
        triggers = [
            never_deleted(),
            same_programme_through(project="services_project", needs="services_project"),
            no_circle(),
        ]

    def __str__(self) -> str:
        return f"{self.project} needs {self.needs}"


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
