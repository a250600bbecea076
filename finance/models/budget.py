from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from finance.models.fields import FinancialYearField, PoundsField, possible_year
from programme.enums import PROGRAMME_WIDE_ROLES
from programme.history import Past, PastQuerySet, undone
from programme.models import Council, PartialDateField, Programme, User
from programme.models.fields import CodeField
from programme.models.grants import of_own_council, programmes_of
from programme.models.triggers import append_only, never_deleted, same_programme
from programme.values.rule import Rule
from services.models import ServiceReview
from services.models.service_review import READING_COUNCIL_ROLES
from services.values.standards import FIRST_MONTH, year_label


class BudgetLineQuerySet(PastQuerySet["BudgetLine"]):
    def visible_to(self, user: Any) -> BudgetLineQuerySet:
        """All lines for programme-wide roles; for council roles the joint lines and those of their own council."""
        return self.filter(
            Q(programme__in=programmes_of(user, PROGRAMME_WIDE_ROLES))
            | Q(council__isnull=True, programme__in=programmes_of(user, READING_COUNCIL_ROLES))
            | of_own_council(user, READING_COUNCIL_ROLES)
        )


@pghistory.track()
class BudgetLine(models.Model):
    """What may be spent on something in a financial year: by the programme, or by one council for it, in pounds.

    Income is below nothing. What is moved between lines are virements; what is spent are ledger entries.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="budget_lines")
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        help_text="Empty: of the programme.",
    )
    review = models.ForeignKey(
        ServiceReview, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )
    year = FinancialYearField()
    code = CodeField()
    name = models.CharField(max_length=200)
    budget = PoundsField(null=True, blank=True, help_text="As first approved. Empty: not yet known.")
    forecast = PoundsField(null=True, blank=True, help_text="What the whole year is expected to come to.")
    forecast_note = models.TextField(blank=True)
    is_withheld = models.BooleanField(default=False, help_text="Exempt from publication.")
    position = models.PositiveSmallIntegerField(default=1)
    closed_on = models.DateField(null=True, blank=True)

    past = Past(undone_after=undone("closed_on"))
    objects = BudgetLineQuerySet.as_manager()

    rules = {
        "budget_line_code_unique": Rule(
            "code", "Another line of {record.year_label} has the code “{record.code}”. Enter another."
        ),
        "budget_line_year_possible": Rule("year", expected="the year in which a financial year begins"),
    }

    class Meta:
        ordering = ["-year", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year", "code"], name="budget_line_code_unique"),
            possible_year("budget_line_year_possible"),
        ]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("budget_detail", args=[self.programme.code, self.year, self.code])

    @property
    def year_label(self) -> str:
        return year_label(self.year)


@pghistory.track()
class Virement(models.Model):
    """Budget moved from one line to another of the same year. Written once; corrected by the opposite."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="virements")
    code = CodeField()
    source = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="virements_out")
    target = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="virements_in")
    amount = PoundsField()
    on = models.DateField()
    reason = models.TextField()
    approved_by = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    past = Past(known_on="recorded_at", written_once=Q())

    rules = {
        "virement_above_nothing": Rule(
            "amount", "Enter an amount above 0. To move it back, move it from the other line.", "an amount above 0"
        ),
        "virement_between_two_lines": Rule("target", expected="another line"),
        "virement_has_a_reason": Rule("reason", expected="the reason"),
    }

    class Meta:
        ordering = ["on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="virement_code_unique"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="virement_above_nothing"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="virement_between_two_lines"),
            models.CheckConstraint(condition=~Q(reason=""), name="virement_has_a_reason"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.source} to {self.target}"


@pghistory.track()
class Commitment(models.Model):
    """Money promised or expected to be spent and not yet in the ledger. An expected one is not yet committed."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="commitments")
    code = CodeField()
    name = models.CharField(max_length=200)
    amount = PoundsField()
    is_expected = models.BooleanField(default=False, help_text="Foreseen, not yet ordered.")
    due = PartialDateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True, help_text="When it was paid or fell away.")
    release_note = models.CharField(max_length=200, blank=True)

    past = Past(undone_after=undone("released_on"))
    objects = PastQuerySet["Commitment"].as_manager()

    class Meta:
        ordering = ["line", "code"]
        constraints = [models.UniqueConstraint(fields=["line", "code"], name="commitment_code_unique")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name


class LedgerEntry(models.Model):
    """An amount in a council's ledger, as it was posted. Written once; corrected by a further entry.

    `reference` is the ledger's own, by which an entry that comes again is known.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="ledger_entries")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="entries")
    reference = models.CharField(max_length=80)
    posted_on = models.DateField()
    amount = PoundsField()
    text = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    past = Past(known_on="recorded_at", written_once=Q())

    class Meta:
        ordering = ["posted_on", "reference"]
        verbose_name_plural = "ledger entries"
        constraints = [models.UniqueConstraint(fields=["programme", "reference"], name="ledger_reference_unique")]
        triggers = [append_only(), same_programme("line", "finance_budgetline")]

    def __str__(self) -> str:
        return self.reference


@pghistory.track()
class FinanceClose(models.Model):
    """A month of a financial year (1 is April) that is closed: only the editors named may still post into it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="finance_closes")
    year = FinancialYearField()
    month = models.PositiveSmallIntegerField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField()
    editors = models.ManyToManyField(User, through="FinanceCloseEditor", related_name="+")

    past = Past(known_on="closed_at")

    rules = {
        "finance_close_once": Rule("month", "This month is closed already."),
        "finance_close_month_possible": Rule("month", expected="from 1 to 12"),
        "finance_close_year_possible": Rule("year", expected="the year in which a financial year begins"),
    }

    class Meta:
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year", "month"], name="finance_close_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="finance_close_month_possible"),
            possible_year("finance_close_year_possible"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.year}, month {self.month}"

    @property
    def label(self) -> str:
        """The month in words: "May 2025"."""
        month = (self.month + FIRST_MONTH - 2) % 12 + 1
        return f"{date(self.year + (month < FIRST_MONTH), month, 1):%B %Y}"


@pghistory.track()
class FinanceCloseEditor(models.Model):
    """Somebody who may still post into a closed month."""

    close = models.ForeignKey(FinanceClose, on_delete=models.PROTECT, related_name="named_editors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["close", "user"], condition=Q(removed_at__isnull=True), name="finance_close_editor_once"
            )
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.user}: {self.close}"
