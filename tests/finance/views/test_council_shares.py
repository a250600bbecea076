"""Each council's share of a business case: who sees whose, and programme C's half and half."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from finance.enums import Basis
from finance.models import Apportionment, CaseVersion
from finance.queries.council_shares import shares_page
from programme.enums import Role
from tests.factories.finance import CaseAmountFactory, CaseLineFactory, CaseVersionFactory
from tests.factories.programme import user_with_role
from tests.factories.services import ParticipationFactory
from tests.programme.file.demos import take_demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return CaseVersionFactory(years=2)


@pytest.fixture
def councils(version):
    return [ParticipationFactory(review=version.case.review).council for _ in range(3)]


def line(version, amount=Decimal(100), year=2011):
    return CaseAmountFactory(line=CaseLineFactory(version=version), amount=amount, year=year).line


def agree(version, **fields):
    programme = version.case.programme
    values = {"code": "all", "basis": Basis.EQUAL, "starts_on": date(2010, 4, 1), "agreed_on": date(2010, 4, 1)}
    return Apportionment.objects.create(programme=programme, agreed_by="The board", **{**values, **fields})


def savings(version, reader):
    return {one.council: one.saving.amount for one in shares_page(version, reader=reader).councils}


def test_programme_c_is_half_and_half():
    programme = take_demo("dartford-sevenoaks")
    page = shares_page(
        CaseVersion.objects.get(case__programme=programme, number=1), reader=user_with_role(Role.AUDITOR, programme)
    )

    assert [(one.council.code, one.saving.amount) for one in page.councils] == [
        ("dartford", Decimal("1287500.00")),
        ("sevenoaks", Decimal("1287500.00")),
    ]
    assert page.unshared == ()
    assert "equal shares" in page.agreements[0][1]


def test_a_programme_wide_role_sees_all_and_the_parts_sum(version, councils):
    line(version)
    agree(version, shares_are_open=False)

    found = savings(version, user_with_role(Role.AUDITOR, version.case.programme))
    assert set(found) == set(councils)
    assert sorted(found.values()) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


@pytest.mark.parametrize(("is_open", "seen"), [(True, 3), (False, 1)])
def test_a_council_sees_the_others_only_where_shares_are_open(version, councils, is_open, seen):
    line(version)
    agree(version, shares_are_open=is_open)
    reader = user_with_role(Role.FINANCE_OFFICER, version.case.programme, councils[0])

    found = savings(version, reader)
    assert len(found) == seen
    assert councils[0] in found


def test_the_page_says_that_the_others_are_not_open(version, councils, sign_in):
    line(version)
    agree(version, shares_are_open=False)
    client = sign_in(user_with_role(Role.FINANCE_OFFICER, version.case.programme, councils[0]))
    page = client.get(
        reverse("council_shares", args=[version.case.programme.code, version.case.code, version.number])
    ).content.decode()

    assert "shares are not open to you" in page
    assert f"Share of {councils[0].name} by year" in page
    assert f"Share of {councils[1].name} by year" not in page


def test_a_partner_that_joins_part_way_shares_from_the_next_1_april(version, councils):
    version.case.review.participations.filter(council=councils[2]).update(joined_on=date(2011, 6, 1))
    row = line(version, Decimal(60))
    CaseAmountFactory(line=row, amount=Decimal(60), year=2012)
    agree(version)

    found = savings(version, user_with_role(Role.AUDITOR, version.case.programme))
    assert [found[council] for council in councils] == [50, 50, 20]


@pytest.mark.parametrize("lines", [1, 3])
def test_it_takes_the_same_queries_however_many_lines(version, councils, lines, django_assert_num_queries):
    for _ in range(lines):
        line(version)
    agree(version)
    reader = user_with_role(Role.AUDITOR, version.case.programme)
    shares_page(version, reader=reader)
    with django_assert_num_queries(7):
        shares_page(version, reader=reader)
