from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils import timezone

from programme.enums import DigestOccasion, MembershipRole
from programme.history import Past, PastQuerySet, undone
from programme.models.council import Council
from programme.models.fields import CodeField, PartialDateField
from programme.models.grants import programmes_held_by
from programme.models.triggers import never_deleted
from programme.values.rule import Rule


class DateRange(Func):
    """The days from one column to another, both included; an empty end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


class SameRow(Func):
    """Equality of a foreign key as a one-number range, so that a plain GiST index can hold it without btree_gist."""

    function = "INT8RANGE"
    template = "%(function)s(%(expressions)s, '[]')"
    arg_joiner = ", "

    def __init__(self, column: str, **extra: Any) -> None:
        super().__init__(F(column), F(column), **extra)


class ProgrammeQuerySet(PastQuerySet["Programme"]):
    def visible_to(self, user: Any) -> ProgrammeQuerySet:
        """Programmes in which the reader holds a role today."""
        return self.filter(pk__in=programmes_held_by(user))


@pghistory.track()
class Programme(models.Model):
    """What some councils have agreed to do together."""

    code = CodeField(unique=True)
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True, help_text="A few plain sentences; shown at the top of the programme's page.")
    starts_on = models.DateField()
    planned_end = PartialDateField(null=True, blank=True)
    ended_on = models.DateField(
        null=True, blank=True, help_text="The last day of the record. Leave empty while the programme runs."
    )

    councils = models.ManyToManyField(Council, through="ProgrammeMembership", related_name="programmes")

    past = Past(undone_after=undone("ended_on"))
    objects = ProgrammeQuerySet.as_manager()

    rules = {
        "programme_ends_after_start": Rule(
            "ended_on",
            "The last day must be on or after the day the programme started.",
            "a day on or after the programme starts",
        )
    }

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")), name="programme_ends_after_start"
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programme_detail", args=[self.code])

    @property
    def has_ended(self) -> bool:
        return self.ended_on is not None and self.ended_on < timezone.localdate()

    @property
    def today(self) -> date:
        """The day by which due and overdue are reckoned: the real one while it runs, its last day once it has ended."""
        real = timezone.localdate()
        return self.ended_on if self.ended_on is not None and self.ended_on < real else real


def today_of(path: str) -> models.expressions.Combinable:
    """`Programme.today` in the database, of the programme at the end of the path."""
    real = Value(timezone.localdate(), models.DateField())
    return Least(real, Coalesce(F(f"{path}__ended_on"), real))


class ProgrammeMembershipQuerySet(PastQuerySet["ProgrammeMembership"]):
    def on(self, day: date) -> ProgrammeMembershipQuerySet:
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=day), joined_on__lte=day)

    def in_force(self) -> ProgrammeMembershipQuerySet:
        """Memberships on each programme's own today."""
        return self.filter(
            Q(left_on__isnull=True) | Q(left_on__gte=today_of("programme")), joined_on__lte=timezone.localdate()
        )


@pghistory.track()
class ProgrammeMembership(models.Model):
    """A council's part in a programme, dated: councils join and leave, the past stays."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="memberships")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=MembershipRole, default=MembershipRole.PARTNER)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True, help_text="The last day of membership.")

    past = Past(known_on="joined_on", undone_after=undone("left_on"))
    objects = ProgrammeMembershipQuerySet.as_manager()

    rules = {
        "membership_leaves_after_joining": Rule(
            "left_on",
            "The last day must be on or after the day the council joined.",
            "a day on or after the council joined",
        )
    }

    class Meta:
        ordering = ["joined_on", "council__short_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="membership_leaves_after_joining",
            ),
            models.CheckConstraint(condition=Q(role__in=MembershipRole.values), name="membership_role_known"),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    (SameRow("programme"), RangeOperators.OVERLAPS),
                    (SameRow("council"), RangeOperators.OVERLAPS),
                    (
                        DateRange("joined_on", "left_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.council} in {self.programme}"


@pghistory.track()
class Phase(models.Model):
    """A stretch of the programme under whose heading reviews are reported."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="phases")
    code = CodeField()
    name = models.CharField(max_length=120)
    starts = PartialDateField(null=True, blank=True)
    ends = PartialDateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    objects = PastQuerySet["Phase"].as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="phase_code_unique")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name


class ReportingPeriodQuerySet(PastQuerySet["ReportingPeriod"]):
    def open_on(self, day: date) -> ReportingPeriodQuerySet:
        """Periods in which updates may be written on that day: begun, and the cut-off not passed."""
        return self.filter(starts_on__lte=day, cut_off__gte=day, closed_at__isnull=True)


@pghistory.track()
class ReportingPeriod(models.Model):
    """What one round of updates speaks of. After the cut-off the period is closed: nothing in it changes."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="periods")
    code = CodeField()
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    deadline = models.DateField(help_text="The day by which officers submit.")
    cut_off = models.DateField(help_text="The last day on which anything in the period can change.")
    remind_before = models.PositiveSmallIntegerField(
        default=5, help_text="How many days before the deadline officers are reminded; 0 for no reminder."
    )
    remind_every = models.PositiveSmallIntegerField(
        default=7,
        help_text="Officers are reminded the day after the deadline and then every so many days; 0 for no reminder.",
    )
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When officers were told of it.")
    closed_at = models.DateTimeField(null=True, blank=True)

    past = Past(known_on="starts_on", undone_after=undone("closed_at") + undone("opened_at"))
    objects = ReportingPeriodQuerySet.as_manager()

    rules = {
        "period_ends_after_start": Rule(
            "ends_on", "The last day must be on or after the first day.", "a day on or after the period starts"
        ),
        "period_deadline_after_start": Rule(
            "deadline",
            "The deadline must be on or after the first day of the period.",
            "a day on or after the period starts",
        ),
        "period_cut_off_after_deadline": Rule(
            "cut_off", "The cut-off must be on or after the deadline.", "a day on or after the deadline"
        ),
        "period_reminders_within_two_months": Rule("remind_before", expected="at most 60 days"),
    }

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="period_code_unique"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_start"),
            models.CheckConstraint(condition=Q(deadline__gte=F("starts_on")), name="period_deadline_after_start"),
            models.CheckConstraint(condition=Q(cut_off__gte=F("deadline")), name="period_cut_off_after_deadline"),
            models.CheckConstraint(
                condition=Q(remind_before__lte=60, remind_every__lte=60), name="period_reminders_within_two_months"
            ),
            ExclusionConstraint(
                name="periods_do_not_overlap",
                expressions=[
                    (SameRow("programme"), RangeOperators.OVERLAPS),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["programme", "starts_on"], name="period_in_order")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name

    def is_open(self, today: date) -> bool:
        return self.closed_at is None and self.starts_on <= today <= self.cut_off

    def occasion_on(self, today: date) -> DigestOccasion | None:
        """Why officers who still owe an update are reminded on a day; None when they are not."""
        if self.remind_before and self.deadline - timedelta(days=self.remind_before) <= today <= self.deadline:
            return DigestOccasion.DUE
        if self.remind_every and self.deadline < today <= self.cut_off:
            return DigestOccasion.OVERDUE
        return None

    def is_overdue(self, today: date) -> bool:
        """Whether an update not yet submitted is late."""
        return self.deadline < today
