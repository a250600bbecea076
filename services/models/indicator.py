from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q

from programme.history import Past, PastQuerySet, undone
from programme.models import Council, Programme, User
from programme.models.fields import CodeField
from programme.models.triggers import append_only, never_deleted, same_programme
from programme.values.rule import Rule
from services.enums import Direction, IndicatorCategory
from services.models.service_review import ServiceReview, of_visible_review

FIGURE: dict[str, Any] = {"max_digits": 18, "decimal_places": 4}
"""Every figure of an indicator: up to fourteen digits before the point and four after it."""


class IndicatorQuerySet(PastQuerySet["Indicator"]):
    def visible_to(self, user: Any) -> IndicatorQuerySet:
        """The indicators of the reviews that the reader sees."""
        return self.filter(of_visible_review(user))


@pghistory.track()
class Indicator(models.Model):
    """Something of a service that is counted or measured: staff, cost, volume or performance."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="indicators")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="indicators")
    code = CodeField()
    name = models.CharField(max_length=200)
    heading = models.CharField(max_length=120, blank=True, help_text="What it stands under, for example Council Tax.")
    category = models.CharField(max_length=20, choices=IndicatorCategory)
    unit = models.CharField(max_length=60, help_text="For example FTE, £000, days, %.")
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.NEITHER)
    decimal_places = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True, help_text="How it is counted. Markdown.")
    position = models.PositiveSmallIntegerField(default=1)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day on which it was measured.")

    past = Past(undone_after=undone("ended_on"))
    objects = IndicatorQuerySet.as_manager()

    rules = {"indicator_at_most_four_places": Rule("decimal_places", expected="at most 4 figures after the point")}

    class Meta:
        ordering = ["review", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="indicator_code_unique"),
            models.CheckConstraint(condition=Q(category__in=IndicatorCategory.values), name="indicator_category_known"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="indicator_direction_known"),
            models.CheckConstraint(condition=Q(decimal_places__lte=4), name="indicator_at_most_four_places"),
        ]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Baseline(models.Model):
    """Where an indicator stood at the start, at one council or (no council) at all together.

    An empty value is not known: it is not 0.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="baselines")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="baselines")
    value = models.DecimalField(null=True, blank=True, **FIGURE)
    period = models.CharField(max_length=60, blank=True, help_text="What it is the figure of, for example 2009/10.")
    note = models.TextField(blank=True, help_text="What distorts it, or where it is from.")

    objects = PastQuerySet["Baseline"].as_manager()

    class Meta:
        ordering = ["indicator", F("council__short_name").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "council"], nulls_distinct=False, name="baseline_once"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.indicator}, baseline of {self.council or 'all councils'}"


@pghistory.track()
class ServiceStandard(models.Model):
    """The target of an indicator in a financial year (April to March), for one council or for all together.

    No year means every year. A standard that is no number stands in words.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="standards")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="standards")
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year in which the financial year begins. Empty: every year."
    )
    target = models.DecimalField(null=True, blank=True, **FIGURE)
    words = models.CharField(max_length=300, blank=True, help_text="The standard in words where it is no number.")
    note = models.TextField(blank=True)

    objects = PastQuerySet["ServiceStandard"].as_manager()

    rules = {"standard_year_possible": Rule("year", expected="the year in which a financial year begins")}

    class Meta:
        ordering = ["indicator", F("year").asc(nulls_first=True), F("council__short_name").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "council", "year"], nulls_distinct=False, name="standard_once"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=1974, year__lte=2199), name="standard_year_possible"
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.indicator}, standard of {self.council or 'all councils'}"


@pghistory.track()
class Measurement(models.Model):
    """What an indicator came to in a stretch of days. Written once; a correction is a new version.

    An empty value says that nothing could be measured: it is not 0.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="measurements")
    measured_from = models.DateField()
    measured_to = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    value = models.DecimalField(null=True, blank=True, **FIGURE)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    past = Past(known_on="recorded_at", written_once=Q())

    objects = PastQuerySet["Measurement"].as_manager()

    rules = {
        "measurement_ends_after_start": Rule(
            "measured_to", "The last day must be the first day or later.", "a day on or after measured_from"
        )
    }

    class Meta:
        ordering = ["indicator", F("council__short_name").asc(nulls_last=True), "measured_to", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "council", "measured_from", "measured_to", "version"],
                nulls_distinct=False,
                name="measurement_version_unique",
            ),
            models.CheckConstraint(
                condition=Q(measured_to__gte=F("measured_from")), name="measurement_ends_after_start"
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.council or 'all councils'}, to {self.measured_to:%-d %B %Y}"


@pghistory.track()
class SystemInUse(models.Model):
    """A system that a council uses for a service."""

    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="systems")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="systems")
    code = CodeField()
    purpose = models.CharField(max_length=120, help_text="For example processing system.")
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day on which it was used.")

    past = Past(undone_after=undone("ended_on"))
    objects = PastQuerySet["SystemInUse"].as_manager()

    class Meta:
        ordering = ["review", "position", "purpose", "council__short_name"]
        verbose_name_plural = "systems in use"
        constraints = [models.UniqueConstraint(fields=["review", "council", "code"], name="system_code_unique")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.name} ({self.council})"
