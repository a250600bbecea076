from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from finance.enums import CaseStage, CaseStatus, CostGroup, Evidence, LineKind, Measure
from finance.models.fields import FinancialYearField, PoundsField, possible_year
from finance.models.triggers import version_not_frozen
from programme.history import Past, PastQuerySet, undone
from programme.models import Council, PartialDateField, Programme, User
from programme.models.fields import CodeField
from programme.models.triggers import never_changes, never_deleted, same_programme
from programme.values.rule import Rule
from services.models import ServiceReview
from services.models.service_review import of_visible_review


class BusinessCaseQuerySet(PastQuerySet["BusinessCase"]):
    def visible_to(self, user: Any) -> BusinessCaseQuerySet:
        """The cases of the reviews that the reader sees."""
        return self.filter(of_visible_review(user))


@pghistory.track()
class BusinessCase(models.Model):
    """The case for changing a service, worked out in versions."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="business_cases")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="business_cases")
    code = CodeField()
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True, help_text="Markdown.")

    objects = BusinessCaseQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="business_case_code_unique")]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("case_detail", args=[self.programme.code, self.code])


class CaseVersionQuerySet(PastQuerySet["CaseVersion"]):
    def visible_to(self, user: Any) -> CaseVersionQuerySet:
        """The versions of the cases that the reader sees."""
        return self.filter(case__in=BusinessCase.objects.visible_to(user))


FROZEN_FIELDS = ("case_id", "number", "stage", "first_year", "years", "one_off_first_year", "price_base", "parameters")


@pghistory.track()
class CaseVersion(models.Model):
    """One version of a business case. Approved, it is frozen; a change makes the next.

    Yearly costs and savings run for `years` financial years from `first_year`; one-off costs may begin earlier.
    `parameters` pins what the derived figures are worked out with, as `finance.rules.parameters` reads it.
    """

    case = models.ForeignKey(BusinessCase, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20, choices=CaseStage, default=CaseStage.OUTLINE)
    status = models.CharField(max_length=10, choices=CaseStatus, default=CaseStatus.DRAFT)
    first_year = FinancialYearField()
    years = models.PositiveSmallIntegerField(default=5)
    one_off_first_year = FinancialYearField()
    price_base = models.CharField(max_length=120, blank=True, help_text="For example 2010 prices, no inflation.")
    parameters = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True, help_text="What it assumes. Markdown.")
    edition = models.PositiveIntegerField(default=1, help_text="Counts the saves of its grid.")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approval = models.TextField(blank=True, help_text="By which body or whom, and when.")
    approved = PartialDateField("date of approval", null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    past = Past(
        known_on="created_at",
        undone_after=undone("approved_at", status=CaseStatus.DRAFT, approved=None, approval="", approved_by=None),
    )
    objects = CaseVersionQuerySet.as_manager()

    rules = {
        "case_version_years_possible": Rule("years", expected="from 1 to 125 years"),
        "case_version_first_year_possible": Rule(
            "first_year",
            "Enter the year in which the first financial year begins, for example 2011.",
            "the year a financial year begins in",
        ),
        "case_version_one_off_year_possible": Rule(
            "one_off_first_year",
            "Enter {record.first_year} or an earlier year: one-off costs come first.",
            "the year in which a financial year begins",
        ),
        "case_one_off_costs_come_first": Rule(
            "one_off_first_year",
            "Enter {record.first_year} or an earlier year: one-off costs come first.",
            "first_year or a year before it",
        ),
        "case_version_withdrawn_with_a_reason": Rule(
            "reason", "Say why it is withdrawn.", "why it was withdrawn", file_field="withdrawn_reason"
        ),
        "case_one_draft": Rule(
            "",
            "This case has a draft already. Approve or withdraw it first.",
            "at most one draft of a business case",
            file_field="status",
        ),
        "case_approval_is_told": Rule("approval", expected="approved_at, approved and approval for an approval"),
    }

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="case_version_number_unique"),
            models.UniqueConstraint(fields=["case"], condition=Q(status=CaseStatus.DRAFT), name="case_one_draft"),
            models.CheckConstraint(condition=Q(stage__in=CaseStage.values), name="case_version_stage_known"),
            models.CheckConstraint(condition=Q(status__in=CaseStatus.values), name="case_version_status_known"),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=125), name="case_version_years_possible"),
            models.CheckConstraint(
                condition=Q(one_off_first_year__lte=F("first_year")), name="case_one_off_costs_come_first"
            ),
            possible_year("case_version_first_year_possible", "first_year"),
            possible_year("case_version_one_off_year_possible", "one_off_first_year"),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.APPROVED)
                | (Q(approved_at__isnull=False, approved__isnull=False) & ~Q(approval="")),
                name="case_approval_is_told",
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="case_version_withdrawn_with_a_reason",
            ),
        ]
        triggers = [
            never_deleted(),
            never_changes("frozen_never_changes", *FROZEN_FIELDS, when=~pgtrigger.Q(old__status=CaseStatus.DRAFT)),
            pgtrigger.Protect(
                name="approved_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=CaseStatus.APPROVED, new__status=CaseStatus.DRAFT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("case_version", args=[self.case.programme.code, self.case.code, self.number])


@pghistory.track()
class CaseLine(models.Model):
    """A line of a business case: what it costs now or later, once, or saves. Its amounts stand by year.

    Costs and savings are above nothing; income is too, and the rules take it off the costs. `subset` names a sub-total
    that is shown on its own ("audit and fraud") and never added again. A line with a full-year amount has the amounts
    that `finance.rules.profile` works out from it, its first month and its phasing; what is spent once, from its whole.
    """

    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="lines")
    code = CodeField()
    kind = models.CharField(max_length=12, choices=LineKind)
    group = models.CharField(max_length=10, choices=CostGroup, blank=True)
    name = models.CharField(max_length=300)
    subset = models.CharField(max_length=120, blank=True)
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_lines",
        help_text="Whose cost or saving it is before sharing. Empty: of all together.",
    )
    measure = models.CharField(max_length=10, choices=Measure, blank=True)
    is_cashable = models.BooleanField(default=True)
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.ESTIMATE)
    note = models.TextField(blank=True)
    full_year = PoundsField(
        null=True, blank=True, help_text="What its amounts are worked out from. Empty: they are given year by year."
    )
    starts_on = models.DateField(null=True, blank=True, help_text="The first day of the month that it starts in.")
    phasing = models.CharField(
        max_length=100, blank=True, help_text="Percentages that sum to 100: 50, 30, 20. Empty: all at once."
    )
    position = models.PositiveSmallIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))
    objects = PastQuerySet["CaseLine"].as_manager()

    rules = {
        "case_cost_has_a_group": Rule("group", expected="direct, indirect, income or financing"),
        "case_line_profile_whole": Rule("starts_on", expected="full_year and starts_on together, or neither"),
        "case_line_starts_with_a_month": Rule("starts_on", expected="the first day of a month"),
        "case_line_phasing_readable": Rule("phasing", expected="percentages such as 50, 30, 20"),
    }

    class Meta:
        ordering = ["version", "kind", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"], condition=Q(removed_at__isnull=True), name="case_line_code_unique"
            ),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="case_line_kind_known"),
            models.CheckConstraint(condition=Q(group__in=["", *CostGroup.values]), name="case_line_group_known"),
            models.CheckConstraint(condition=Q(measure__in=["", *Measure.values]), name="case_line_measure_known"),
            models.CheckConstraint(condition=Q(evidence__in=Evidence.values), name="case_line_evidence_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=[LineKind.CURRENT, LineKind.FUTURE]) | ~Q(group=""), name="case_cost_has_a_group"
            ),
            models.CheckConstraint(
                condition=Q(full_year__isnull=True, starts_on__isnull=True, phasing="")
                | Q(full_year__isnull=False, starts_on__isnull=False, starts_on__year__gte=1974),
                name="case_line_profile_whole",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(starts_on__day=1), name="case_line_starts_with_a_month"
            ),
            models.CheckConstraint(
                condition=Q(phasing="") | Q(phasing__regex=r"^\d{1,3}(\.\d{1,2})?(, \d{1,3}(\.\d{1,2})?)*$"),
                name="case_line_phasing_readable",
            ),
        ]
        triggers = [never_deleted(), version_not_frozen("version_not_frozen", "found.version_id")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CaseAmount(models.Model):
    """What a line comes to in a financial year. Empty: not yet known. Withheld: exempt from publication."""

    line = models.ForeignKey(CaseLine, on_delete=models.PROTECT, related_name="amounts")
    year = FinancialYearField()
    amount = PoundsField(null=True, blank=True)
    is_withheld = models.BooleanField(default=False)

    objects = PastQuerySet["CaseAmount"].as_manager()

    rules = {"case_amount_year_possible": Rule("year", expected="the year in which a financial year begins")}

    class Meta:
        ordering = ["line", "year"]
        constraints = [
            models.UniqueConstraint(fields=["line", "year"], name="case_amount_once_a_year"),
            possible_year("case_amount_year_possible"),
        ]
        triggers = [
            never_deleted(),
            version_not_frozen(
                "version_not_frozen",
                "SELECT line.version_id FROM finance_caseline AS line WHERE line.id = found.line_id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}, {self.year}"


@pghistory.track()
class PrintedFigure(models.Model):
    """A derived figure as a published paper printed it, kept beside what the system works out.

    `figure` names it as the derived figures do: "total_saving", "cumulative_saving/2015", "simple_payback".
    """

    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="printed_figures")
    figure = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=200, help_text="Where it is printed.")
    note = models.TextField(blank=True)

    objects = PastQuerySet["PrintedFigure"].as_manager()

    class Meta:
        ordering = ["figure"]
        constraints = [models.UniqueConstraint(fields=["version", "figure"], name="printed_figure_once")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.figure} as printed"
