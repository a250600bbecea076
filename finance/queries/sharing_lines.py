"""The lines of a review that an apportionment can be for."""

from __future__ import annotations

from finance.models import BudgetLine, CaseLine, SavingsLine
from services.models import ServiceReview


def lines_to_share(review: ServiceReview) -> dict[str, str]:
    """The names of the review's case, savings and budget lines by code, by name; three queries."""
    cases = CaseLine.objects.filter(version__case__review=review, removed_at__isnull=True)
    found: dict[str, str] = {}
    for rows in (BudgetLine.objects.filter(review=review), SavingsLine.objects.filter(review=review), cases):
        found |= dict(rows.order_by("pk").values_list("code", "name"))
    return dict(sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0])))
