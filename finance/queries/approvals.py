"""The approved versions of the business cases of many reviews, now or as at a past moment.

The check of gates that finance knows better than evidence recorded by hand: the approved business case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from finance.enums import CaseStatus
from finance.models import BusinessCase, CaseVersion
from programme.history import Moment
from programme.models import Council
from programme.values.partial_date import PartialDate
from services.enums import GateStanding
from services.models import ServiceReview
from services.rules.gates import GateCase, GateCheck, GateFinding, by_evidence


@dataclass(frozen=True, kw_only=True)
class Approval:
    """That a version of a case was approved: by whom, and when."""

    case: str
    number: int
    approval: str
    approved: PartialDate

    def had_begun(self, day: date) -> bool:
        return self.approved.first_day is not None and self.approved.first_day <= day

    def __str__(self) -> str:
        return f"{self.case}, version {self.number}: {self.approval.rstrip('.')} ({self.approved})"


def approvals_of(reviews: Sequence[ServiceReview], moment: Moment) -> dict[int, tuple[Approval, ...]]:
    """The approvals that stand, by the review's id, first approved first; two queries.

    As at a past moment, an approval recorded later is not among them, and one withdrawn later is.
    """
    if not reviews:
        return {}
    cases = {case.pk: case for case in BusinessCase.objects.filter(review__in=[review.pk for review in reviews])}
    if not cases:
        return {}
    found: dict[int, list[Approval]] = defaultdict(list)
    for version in CaseVersion.objects.filter(case__in=cases).as_at(moment):
        if version.status == CaseStatus.APPROVED and version.approved is not None:
            case = cases[version.case_id]
            found[case.review_id].append(
                Approval(case=case.name, number=version.number, approval=version.approval, approved=version.approved)
            )
    return {
        review: tuple(sorted(rows, key=lambda row: (row.approved.first_day or date.max, row.case, row.number)))
        for review, rows in found.items()
    }


MISSING = "No version of a business case of the review is approved, and no approval is recorded."
_recorded = by_evidence(MISSING)


def approved_business_case(case: GateCase, council: Council | None) -> GateFinding:
    """Met by a version approved by the day, which speaks for every council; else by what is recorded by hand."""
    approvals: tuple[Approval, ...] = case.facts or ()
    for approval in approvals:
        if approval.had_begun(case.day):
            return GateFinding(standing=GateStanding.MET, reason=str(approval), council=council)
    return _recorded(case, council)


GATE_CHECKS = (
    GateCheck(
        name="approved_business_case",
        label="An approved business case",
        asks="A version of a business case of the review has been approved, here or, recorded by hand, elsewhere.",
        find=approved_business_case,
        read=approvals_of,
    ),
)
"""In the place of the check that knows evidence only."""
