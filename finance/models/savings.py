from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q

from finance.enums import Evidence, Measure, SavingsState, ValueKind
from finance.models.business_case import CaseLine, CaseVersion
from finance.models.fields import FinancialYearField, MonthsTold, PoundsField, SameValues, possible_year
from programme.history import Moment, Past, PastQuerySet, undone
from programme.models import Council, Programme, User
from programme.models.fields import CodeField
from programme.models.triggers import never_deleted, same_programme
from programme.values.rule import Rule
from services.models import ServiceReview
from services.models.service_review import of_visible_review


class SavingsLineQuerySet(PastQuerySet["SavingsLine"]):
    def visible_to(self, user: Any) -> SavingsLineQuerySet:
        """The lines of the reviews that the reader sees."""
        return self.filter(of_visible_review(user))


def _begun(moment: Moment) -> Q:
    """A line made by a merge or a split begins on its day: until then what it replaced counts."""
    return ~Q(came_from__on__gt=moment.day)


@pghistory.track()
class SavingsLine(models.Model):
    """A saving (or in-year pressure) that is followed from plan to delivery. Closed, merged or split, never deleted.

    `version` and `case_line` say which approved case it came from; it reconciles with them to the penny.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="savings_lines")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, related_name="savings_lines")
    version = models.ForeignKey(
        CaseVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="savings_lines"
    )
    case_line = models.ForeignKey(
        CaseLine, on_delete=models.PROTECT, null=True, blank=True, related_name="savings_lines"
    )
    code = CodeField()
    name = models.CharField(max_length=300)
    measure = models.CharField(max_length=10, choices=Measure, default=Measure.RECURRING)
    is_cashable = models.BooleanField(default=True)
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.ESTIMATE)
    state = models.CharField(max_length=15, choices=SavingsState, default=SavingsState.ON_TRACK)
    state_reason = models.TextField(blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="savings_lines")
    position = models.PositiveSmallIntegerField(default=1)
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)

    past = Past(begun=_begun, undone_after=undone("closed_on", closed_reason=""))
    objects = SavingsLineQuerySet.as_manager()

    rules = {
        "savings_line_closed_with_a_reason": Rule(
            "closed_reason", "Say why it is closed.", "closed_on and closed_reason together, or neither"
        ),
        "savings_line_in_doubt_has_a_reason": Rule("state_reason", expected="the reason for the state"),
    }

    class Meta:
        ordering = ["review", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="savings_line_code_unique"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="savings_line_measure_known"),
            models.CheckConstraint(condition=Q(evidence__in=Evidence.values), name="savings_line_evidence_known"),
            models.CheckConstraint(condition=Q(state__in=SavingsState.values), name="savings_line_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[SavingsState.AT_RISK, SavingsState.UNACHIEVABLE]) | ~Q(state_reason=""),
                name="savings_line_in_doubt_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closed_reason="")),
                name="savings_line_closed_with_a_reason",
            ),
        ]
        triggers = [never_deleted(), same_programme("review", "services_servicereview")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class SavingsSuccession(models.Model):
    """That a line was merged into another or split off from it; what is carried over stands on the lines."""

    line = models.ForeignKey(SavingsLine, on_delete=models.PROTECT, related_name="came_from")
    before = models.ForeignKey(SavingsLine, on_delete=models.PROTECT, related_name="went_into")
    on = models.DateField()
    reason = models.TextField()

    past = Past(known_on="on")

    objects = PastQuerySet["SavingsSuccession"].as_manager()

    rules = {"savings_succession_of_another": Rule("before", expected="another line")}

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "before"], name="savings_succession_once"),
            models.CheckConstraint(condition=~Q(line=F("before")), name="savings_succession_of_another"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.before} into {self.line}"


@pghistory.track()
class SavingsValue(models.Model):
    """Plan, forecast or actual of a line at a council in a month of a financial year (1 is April), in pounds.

    No council: of all together. Month 0 is the whole year, where it is not told by month: a kind is told in one of the
    two ways, so that nothing counts twice. That is looked at when the transaction ends.
    """

    line = models.ForeignKey(SavingsLine, on_delete=models.PROTECT, related_name="values", db_index=False)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="savings_values")
    year = FinancialYearField()
    month = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=ValueKind)
    amount = PoundsField(null=True, blank=True)
    is_withheld = models.BooleanField(default=False)

    objects = PastQuerySet["SavingsValue"].as_manager()

    rules = {
        "savings_value_month_possible": Rule("month", expected="from 0 to 12"),
        "savings_value_year_possible": Rule("year", expected="the year in which a financial year begins"),
        "savings_value_by_month_or_whole": Rule("month", expected="by month or for the whole year, not both"),
    }

    class Meta:
        ordering = ["line", "year", "month", "kind"]
        indexes = [models.Index(fields=["year", "line"], name="savings_value_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "council", "year", "month", "kind"], nulls_distinct=False, name="savings_value_once"
            ),
            models.CheckConstraint(condition=Q(month__lte=12), name="savings_value_month_possible"),
            models.CheckConstraint(condition=Q(kind__in=ValueKind.values), name="savings_value_kind_known"),
            possible_year("savings_value_year_possible"),
            ExclusionConstraint(
                name="savings_value_by_month_or_whole",
                expressions=[
                    (SameValues("line_id", "council_id", "year", "kind"), RangeOperators.OVERLAPS),
                    (MonthsTold("month"), RangeOperators.OVERLAPS),
                ],
                condition=Q(amount__isnull=False) | Q(is_withheld=True),
                deferrable=Deferrable.DEFERRED,
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.line}, {self.year}/{self.month}"
