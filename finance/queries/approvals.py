"""The approved versions of the business cases of many reviews, now or as at a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from finance.enums import CaseStatus
from finance.models import BusinessCase, CaseVersion
from programme.history import Moment
from programme.values.partial_date import PartialDate
from services.models import ServiceReview


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
