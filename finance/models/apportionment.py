from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from finance.enums import Basis
from finance.models.fields import SameText
from programme.history import Past, PastQuerySet, undone
from programme.models import Council, Programme, User
from programme.models.fields import CodeField
from programme.models.programme import DateRange, SameRow
from programme.models.triggers import never_deleted, same_programme
from programme.values.rule import Rule
from services.models import ServiceReview
from services.models.service_review import of_programme_or_visible_review


@pghistory.track()
class Driver(models.Model):
    """Something counted at each council by which costs can be shared: caseload, headcount, budget."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="drivers")
    code = CodeField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="driver_code_unique")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("driver_detail", args=[self.programme.code, self.code])


@pghistory.track()
class DriverFigure(models.Model):
    """A driver's figure at a council, from a day on until the next."""

    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="figures")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="driver_figures")
    starts_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=200, blank=True)

    past = Past(known_on="starts_on")

    objects = PastQuerySet["DriverFigure"].as_manager()

    rules = {"driver_figure_not_negative": Rule("value", expected="0 or more")}

    class Meta:
        ordering = ["driver", "council__short_name", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["driver", "council", "starts_on"], name="driver_figure_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="driver_figure_not_negative"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.driver}, {self.council}"


class ApportionmentQuerySet(PastQuerySet["Apportionment"]):
    def visible_to(self, user: Any) -> ApportionmentQuerySet:
        """Those of the programme for who works with it, those of a review for who sees the review."""
        return self.filter(of_programme_or_visible_review(user))


@pghistory.track()
class Apportionment(models.Model):
    """How costs and savings are shared between councils, from a day on, agreed by somebody on a day.

    Of the programme, of one review, or of one line (by the line's code); the nearest one holds. With a tolerance (in
    percentage points) the agreed shares stay until the driver's differ by more.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="apportionments")
    review = models.ForeignKey(
        ServiceReview, on_delete=models.PROTECT, null=True, blank=True, related_name="apportionments"
    )
    line = models.CharField(max_length=60, blank=True, help_text="The code of the one line of the review it is for.")
    code = CodeField()
    basis = models.CharField(max_length=10, choices=Basis)
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, blank=True, related_name="apportionments")
    tolerance = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="Percentage points."
    )
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="The last day on which it holds.")
    agreed_on = models.DateField()
    agreed_by = models.CharField(max_length=200, help_text="The body or person that agreed it.")
    override_reason = models.TextField(blank=True, help_text="Why the shares are not what the basis gives.")
    shares_are_open = models.BooleanField(default=True, help_text="Whether the councils see each other's shares.")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    past = Past(known_on="agreed_on", undone_after=undone("ended_on"))
    objects = ApportionmentQuerySet.as_manager()

    rules = {
        "apportionment_names_its_driver": Rule("driver", expected="a driver for the basis driver, and only there"),
        "apportionment_tolerance_of_a_driver": Rule(
            "tolerance", expected="from 0 to 100 points, for the basis driver alone"
        ),
        "apportionment_ends_after_start": Rule("ended_on", expected="a day on or after starts_on"),
        "apportionment_line_of_a_review": Rule("review", expected="the review that the line belongs to"),
    }

    class Meta:
        ordering = ["starts_on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="apportionment_code_unique"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="apportionment_basis_known"),
            models.CheckConstraint(
                condition=Q(basis=Basis.DRIVER, driver__isnull=False)
                | (~Q(basis=Basis.DRIVER) & Q(driver__isnull=True)),
                name="apportionment_names_its_driver",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__isnull=True) | Q(tolerance__gte=0, tolerance__lte=100, basis=Basis.DRIVER),
                name="apportionment_tolerance_of_a_driver",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="apportionment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(line="") | Q(review__isnull=False), name="apportionment_line_of_a_review"
            ),
            ExclusionConstraint(
                name="apportionment_of_review_one_at_a_time",
                expressions=[
                    (SameRow("review"), RangeOperators.OVERLAPS),
                    (SameText("line"), RangeOperators.OVERLAPS),
                    (
                        DateRange("starts_on", "ended_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(review__isnull=False),
            ),
            ExclusionConstraint(
                name="apportionment_of_programme_one_at_a_time",
                expressions=[
                    (SameRow("programme"), RangeOperators.OVERLAPS),
                    (
                        DateRange("starts_on", "ended_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(review__isnull=True),
            ),
        ]
        triggers = [
            never_deleted(),
            same_programme("review", "services_servicereview"),
            same_programme("driver", "finance_driver"),
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()} from {self.starts_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("apportionment_detail", args=[self.programme.code, self.code])

    @property
    def is_of(self) -> str:
        """What it shares: "The whole programme", "Waste collection", or "Waste collection: line fewer-rounds"."""
        if self.review is None:
            return "The whole programme"
        return f"{self.review.name}: line {self.line}" if self.line else self.review.name


@pghistory.track()
class ApportionmentShare(models.Model):
    """A council's agreed share in per cent: for fixed percentages, an override, a tolerance or the one council."""

    apportionment = models.ForeignKey(Apportionment, on_delete=models.PROTECT, related_name="shares")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="shares")
    percentage = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))
    objects = PastQuerySet["ApportionmentShare"].as_manager()

    rules = {"share_per_cent": Rule("percentage", expected="from 0 to 100")}

    class Meta:
        ordering = ["council__short_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["apportionment", "council"], condition=Q(removed_at__isnull=True), name="share_once"
            ),
            models.CheckConstraint(
                condition=Q(percentage__isnull=True) | Q(percentage__gte=0, percentage__lte=100),
                name="share_per_cent",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.council}: {self.percentage} %"
