"""Who may do what with business cases, savings and budgets."""

from __future__ import annotations

import rules
from django.utils import timezone

from programme.enums import Role
from programme.models import User
from programme.permissions import councils_of, runs_programme
from services.models import ServiceReview
from services.permissions import leads_review, runs_reviews_programme, sees_review, sponsors_review


@rules.predicate
def keeps_money_of_review(user: User, review: ServiceReview | None) -> bool:
    """A finance officer of a council that takes part in the review today."""
    if review is None:
        return False
    councils = councils_of(user, Role.FINANCE_OFFICER, programme=review.programme_id)
    return bool(councils) and review.participations.on(timezone.localdate()).filter(council__in=councils).exists()


rules.add_perm("finance.view_case", sees_review)
rules.add_perm("finance.change_case", runs_reviews_programme | keeps_money_of_review | leads_review)
rules.add_perm("finance.approve_case", runs_reviews_programme | sponsors_review)
rules.add_perm("finance.change_apportionments", runs_programme)
