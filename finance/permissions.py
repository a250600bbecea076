"""Who may do what with business cases, savings and budgets."""

from __future__ import annotations

from collections.abc import Iterable

import rules
from django.utils import timezone

from finance.models import BudgetLine
from programme.enums import Role
from programme.models import Programme, User
from programme.models.grants import councils_of
from programme.permissions import holds, runs_programme
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


@rules.predicate
def keeps_money_of_programme(user: User, programme: Programme | None) -> bool:
    """A finance officer of any council of the programme."""
    return programme is not None and holds(user, Role.FINANCE_OFFICER, programme=programme)


@rules.predicate
def keeps_line(user: User, line: BudgetLine | None) -> bool:
    """The programme office keeps every line; a finance officer those of their own council and the joint ones."""
    if line is None:
        return False
    if holds(user, Role.PROGRAMME_OFFICE, programme=line.programme_id):
        return True
    councils = councils_of(user, Role.FINANCE_OFFICER, programme=line.programme_id)
    return bool(councils) and (line.council_id is None or line.council_id in councils)


rules.add_perm("finance.keep_budgets", runs_programme | keeps_money_of_programme)
rules.add_perm("finance.change_budget", keeps_line)
rules.add_perm("finance.close_months", runs_programme)
