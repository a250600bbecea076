"""Who may do what with business cases, savings and budgets."""

from __future__ import annotations

from collections.abc import Iterable

import rules
from django.utils import timezone

from programme.enums import Role
from programme.models import User
from programme.permissions import councils_of, runs_programme
from services.models import ServiceReview
from services.permissions import councils_led, leads_review, runs_reviews_programme, sees_review, sponsors_review


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


def writes_savings_of(user: User, review: ServiceReview, councils: Iterable[int | None]) -> set[int | None]:
    """Those of the councils (ids; None: all together) whose savings the person may write in the review.

    The programme office writes all; a finance officer of a council taking part and a lead officer of the review those
    of their own council, and joint ones.
    """
    if runs_reviews_programme(user, review):
        return set(councils)
    kept = councils_of(user, Role.FINANCE_OFFICER, programme=review.programme_id)
    part = review.participations.on(timezone.localdate()).filter(council__in=kept).values_list("council", flat=True)
    own = {*part, *councils_led(user, review)}
    return {council for council in councils if council in own or (council is None and own)}


rules.add_perm("finance.view_savings", sees_review)
rules.add_perm("finance.change_savings", runs_reviews_programme | keeps_money_of_review | leads_review)
