"""The finance tab of a review: its savings and budget lines beside its cases, narrowed to the reader."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from finance.enums import Measure, ValueKind
from finance.models import Apportionment
from finance.queries.review_finance import MOST_LINES, budgets_of_review, savings_of_review
from programme.enums import Role
from programme.views.navigation import programme_links
from tests.factories.finance import BudgetLineFactory, SavingsLineFactory, SavingsValueFactory
from tests.factories.programme import user_with_role
from tests.factories.services import ReviewFactory
from tests.finance.domain.test_savings import council_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return ReviewFactory()


@pytest.fixture
def officer(review):
    return user_with_role(Role.PROGRAMME_OFFICE, review.programme)


def page(review):
    return reverse("review_finance", args=[review.programme.code, review.code])


def test_savings_and_budget_lines_are_listed(review, officer, sign_in):
    line = SavingsLineFactory(review=review, name="Fewer rounds", state="at_risk", state_reason="x")
    SavingsValueFactory(line=line, amount=1234)
    SavingsValueFactory(line=line, kind=ValueKind.ACTUAL, month=1, amount=None, is_withheld=True)
    pressure = SavingsLineFactory(review=review, name="Overtime", measure=Measure.PRESSURE)
    SavingsValueFactory(line=pressure, amount=34)
    SavingsLineFactory(review=review, name="Old", closed_on=date(2025, 1, 1), closed_reason="Merged")
    SavingsValueFactory(line=SavingsLineFactory(name="Elsewhere"), amount=99)
    BudgetLineFactory(programme=review.programme, review=review, name="Vehicles", budget=500)
    BudgetLineFactory(programme=review.programme, name="Of the programme")
    found = savings_of_review(review, user=officer)
    shown = sign_in(officer).get(page(review)).content.decode()

    assert [(row.line.name, *row.amounts) for row in found.rows] == [
        ("Fewer rounds", "1,234", "—", "Withheld"),
        ("Overtime", "34", "—", "—"),
    ]
    assert found.net == ("1,200", "—", "Withheld")
    for words in ("Fewer rounds", "At risk", "1,200", "Vehicles", "2025/26", "500"):
        assert words in shown
    for words in ("Old", "Elsewhere", "Of the programme"):
        assert f">{words}<" not in shown


def test_an_officer_sees_their_own_councils_budget_lines_and_joint_ones(review, sign_in):
    mine, theirs = council_in(review), council_in(review)
    for council, name in ((mine, "Mine"), (theirs, "Theirs"), (None, "Joint")):
        BudgetLineFactory(programme=review.programme, review=review, council=council, name=name)
    officer = user_with_role(Role.FINANCE_OFFICER, review.programme, mine)
    found = budgets_of_review(review, user=officer)

    assert sorted(row.line.name for row in found.rows) == ["Joint", "Mine"]
    assert found.leaves_out_others
    shown = sign_in(officer).get(page(review)).content.decode()
    assert "Theirs" not in shown
    assert "Lines of other councils are left out." in shown


def test_another_councils_savings_are_left_out_where_shares_are_not_open(review, sign_in):
    mine, theirs = council_in(review), council_in(review)
    line = SavingsLineFactory(review=review)
    for council, amount in ((mine, 300), (theirs, 77777)):
        SavingsValueFactory(line=line, council=council, amount=amount)
    Apportionment.objects.create(
        programme=review.programme,
        code="a",
        basis="equal",
        starts_on=date(2010, 1, 1),
        agreed_on=date(2010, 1, 1),
        shares_are_open=False,
    )
    officer = user_with_role(Role.FINANCE_OFFICER, review.programme, mine)
    shown = sign_in(officer).get(page(review)).content.decode()

    assert "77,777" not in shown
    assert "78,077" not in shown
    assert "300" in shown
    assert "Values of other councils are not shown to you" in shown


def test_an_empty_review_says_so(review, officer, sign_in):
    shown = sign_in(officer).get(page(review)).content.decode()

    assert "No savings are followed yet." in shown
    assert "No budget line is of this review." in shown


def test_a_long_list_is_cut_with_a_link_to_the_rest_and_counts_all(review, officer, sign_in):
    for _ in range(MOST_LINES + 1):
        SavingsValueFactory(line=SavingsLineFactory(review=review), amount=10)
    found = savings_of_review(review, user=officer)

    assert (len(found.rows), found.count, found.net[0]) == (MOST_LINES, MOST_LINES + 1, "260")
    assert f"All {MOST_LINES + 1} savings of this review" in sign_in(officer).get(page(review)).content.decode()


def test_queries_stay_the_same(review, officer, sign_in, django_assert_max_num_queries):
    client = sign_in(officer)
    counts = []
    for lines in (1, 2):
        for _ in range(lines):
            SavingsValueFactory(line=SavingsLineFactory(review=review, owner=officer))
            BudgetLineFactory(programme=review.programme, review=review, council=council_in(review))
        with django_assert_max_num_queries(60) as found:
            client.get(page(review))
        counts.append(len(found))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("part", ["finance/", "savings/", "budgets/", "sharing/"])
def test_the_pages_of_finance_belong_to_it(review, officer, part):
    base = review.programme.get_absolute_url()
    links = programme_links(user=officer, programme=review.programme, path=f"{base}{part}")

    assert [link.label for link in links if link.is_current] == ["Finance"]
