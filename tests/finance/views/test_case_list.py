"""The list of business cases: what it says of each, its filters, its order, its file, and how many queries it takes."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from finance.enums import CaseStage, LineKind
from programme.enums import Role
from tests.factories.finance import CaseAmountFactory, CaseVersionFactory
from tests.factories.programme import CouncilFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return ReviewFactory(name="Revenues")


@pytest.fixture
def programme(review):
    return review.programme


@pytest.fixture
def office(programme, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, programme))


@pytest.fixture
def ask(office, programme):
    def asking(**query):
        return office.get(reverse("finance_home", args=[programme.code]), query)

    return asking


def case(review, name, saving=None, *, withheld=False, **more):
    version = CaseVersionFactory(case__review=review, case__name=name, first_year=2011, years=1, **more)
    if saving is not None or withheld:
        amount = {"amount": saving, "is_withheld": withheld}
        CaseAmountFactory(line__version=version, line__kind=LineKind.SAVING, line__group="", year=2011, **amount)
    return version


def names(answer):
    return re.findall(r'<a [^>]*href="[^"]*/cases/[^"]*"[^>]*>([^<]+)</a>', answer.content.decode())


def test_a_case_says_what_its_last_version_comes_to(ask, review):
    first = case(review, "Depot", 5, is_approved=True)
    second = CaseVersionFactory(case=first.case, number=2, stage=CaseStage.FULL, years=1)
    CaseAmountFactory(line__version=second, line__kind=LineKind.SAVING, line__group="", year=2011, amount=1234)
    page = ask().content.decode()

    assert f"/cases/{first.case.code}/2/" in page
    assert [words in page for words in ("Full business case", "Draft", ">1,234<", ">5<")] == [True, True, True, False]


def test_an_amount_that_is_not_known_or_withheld_is_not_nought(ask, review):
    case(review, "Withheld", withheld=True)
    CaseAmountFactory(line__version=case(review, "Part", 7), line__kind=LineKind.SAVING, year=2011, amount=None)
    page = ask().content.decode()

    assert [words in page for words in (">Withheld<", ">7 (not whole)<")] == [True, True]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "depot"}, ["Depot"]),
        ({"q": "\0"}, ["Depot", "Housing"]),
        ({"review": "revenues"}, ["Depot"]),
        ({"stage": "full"}, ["Depot"]),
        ({"status": "approved"}, ["Housing"]),
        ({"council": "hill"}, ["Housing"]),
        ({"council": "nowhere"}, ["Depot", "Housing"]),
        ({"status": "approved", "stage": "full"}, []),
    ],
)
def test_filters(ask, review, programme, query, found):
    review.code = "revenues"
    review.save()
    other = ReviewFactory(programme=programme, code="housing")
    ParticipationFactory(review=other, council=CouncilFactory(code="hill"))
    case(review, "Depot", 5, stage=CaseStage.FULL)
    case(other, "Housing", 5, is_approved=True)

    assert names(ask(**query)) == found


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("saving", ["Small", "Middle", "Large"]),
        ("-saving", ["Large", "Middle", "Small"]),
        ("-name", ["Small", "Middle", "Large"]),
        ("payback", None),
        ("no-column", ["Large", "Middle", "Small"]),
    ],
)
def test_order(ask, review, sort, order):
    for name, saving in (("Large", 900), ("Small", 1), ("Middle", 30)):
        version = case(review, name, saving)
        if name == "Large":
            CaseAmountFactory(line__version=version, line__kind=LineKind.ONE_OFF, year=2011, amount=5000)
    found = names(ask(sort=sort))

    assert (found if order else sorted(found)) == (order or ["Large", "Middle", "Small"])


def test_the_file_has_every_case_with_numbers(ask, review):
    for number in range(60):
        case(review, f"Case {number:02}", Decimal("12.50"))
    lines = b"".join(ask(_export="csv").streaming_content).decode("utf-8-sig").splitlines()

    assert len(lines) == 61
    assert lines[0].startswith("Business case,Service review,Version,Kind of case,Status,Saving over all years,")
    assert lines[1].startswith("Case 00,Revenues,1,Outline business case,Draft,12.50,0")


def test_a_case_of_a_review_that_the_reader_does_not_see_is_in_no_list_and_no_choice(programme, review, sign_in):
    case(review, "Depot", 5)
    reader = sign_in(user_with_role(Role.LEAD_OFFICER, programme, CouncilFactory()))
    page = reader.get(reverse("finance_home", args=[programme.code]))

    assert page.status_code == 200
    assert [words in page.content.decode() for words in ("Depot", "Revenues")] == [False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_many_cases(ask, review, count, django_assert_num_queries):
    for number in range(count):
        case(review, f"Case {number}", 5)

    with django_assert_num_queries(10):
        ask()
