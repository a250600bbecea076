"""Each council's share of a business case: who sees whose, and programme C's half and half."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from finance.enums import Basis
from finance.models import Apportionment, CaseAmount, CaseVersion, DriverFigure
from finance.queries.council_shares import shares_page
from programme.enums import Role
from programme.history import Moment
from tests.factories.finance import (
    CaseAmountFactory,
    CaseLineFactory,
    CaseVersionFactory,
    DriverFactory,
    DriverFigureFactory,
    ShareFactory,
)
from tests.factories.programme import user_with_role
from tests.factories.services import ParticipationFactory
from tests.finance.past import let_time_pass
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
    with django_assert_num_queries(6):
        shares_page(version, reader=reader)


def test_a_blank_or_withheld_amount_is_no_zero(version, councils, sign_in):
    row = line(version, amount=None)
    CaseAmountFactory(line=row, year=2012, amount=Decimal(777), is_withheld=True)
    CaseVersion.objects.update(years=3)
    version.refresh_from_db()
    other = line(version, Decimal(30))
    for year, amount in ((2012, None), (2013, 3)):
        CaseAmountFactory(line=other, year=year, amount=amount)
    agree(version)
    page = shares_page(version, reader=user_with_role(Role.AUDITOR, version.case.programme))

    assert page.councils[0].rows == (
        ("2011/12", "10", "0", "10"),
        ("2012/13", "Withheld", "0", "Withheld"),
        ("2013/14", "1", "0", "1"),
    )
    assert ("Withheld", "Withheld", "Withheld") in [parts for _, parts in page.lines]
    assert page.left_out == "Leaves out 3 not yet known and 1 withheld"


def exported(client, version, query=""):
    url = reverse("council_shares", args=[version.case.programme.code, version.case.code, version.number])
    response = client.get(f"{url}?_export=csv{query}")
    text = b"".join(response.streaming_content).decode().lstrip("\ufeff")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_the_shares_by_line_year_and_council_as_a_file(version, councils, sign_in):
    row = line(version, Decimal(100))
    CaseAmountFactory(line=row, year=2012, amount=Decimal(777), is_withheld=True)
    agree(version)
    client = sign_in(user_with_role(Role.AUDITOR, version.case.programme))
    named = [row.code, row.name, "Current costs"]

    assert exported(client, version) == [
        [*named, "2011/12", councils[0].short_name, "33.34", "33.34"],
        [*named, "2011/12", councils[1].short_name, "33.33", "33.33"],
        [*named, "2011/12", councils[2].short_name, "33.33", "33.33"],
        [*named, "2012/13", "", "", "Withheld"],
    ]


def test_a_file_has_no_share_that_is_not_open(version, councils, sign_in):
    line(version, Decimal(90))
    agree(version, shares_are_open=False)
    client = sign_in(user_with_role(Role.FINANCE_OFFICER, version.case.programme, councils[1]))

    assert [row[4] for row in exported(client, version)] == [councils[1].short_name, ""]


def test_shares_as_at_a_past_day(councils, version, sign_in):
    programme = version.case.programme
    driver = DriverFactory(programme=programme)
    for council, value in zip(councils, (50, 30, 20), strict=True):
        DriverFigureFactory(driver=driver, council=council, value=value)
    agree(version, basis=Basis.DRIVER, driver=driver)
    row = line(version, Decimal(100))
    CaseVersion.objects.update(created_at=timezone.now() - timedelta(days=90))
    let_time_pass()
    DriverFigure.objects.filter(council=councils[0]).update(value=150)
    CaseAmount.objects.filter(line=row).update(amount=Decimal(1000))
    day = timezone.localdate() - timedelta(days=50)
    reader = user_with_role(Role.AUDITOR, programme)

    assert list(savings(version, reader).values()) == [750, 150, 100]
    then = shares_page(version, reader=reader, moment=Moment.ending(version.case.programme, day))
    assert [one.saving.amount for one in then.councils] == [50, 30, 20]

    client = sign_in(reader)
    rows = exported(client, version, f"&as_at={day:%d/%m/%Y}")
    assert [row[6] for row in rows] == ["50.00", "30.00", "20.00", "Not yet known"]
    url = reverse("council_shares", args=[programme.code, version.case.code, version.number])
    told = client.get(f"{url}?as_at={day:%d/%m/%Y}").content.decode()
    assert "This is a past position" in told
    early = client.get(f"{url}?as_at={day - timedelta(days=90):%d/%m/%Y}").content.decode()
    assert "Not begun yet" in early
    wrong = client.get(f"{url}?as_at=soon").content.decode()
    assert "Enter a valid date." in wrong


def test_what_is_recorded_later_is_not_known_at_the_moment(version, councils):
    line(version, Decimal(90))
    CaseVersion.objects.update(created_at=timezone.now() - timedelta(days=90))
    let_time_pass()
    agree(version)
    then = shares_page(
        version,
        reader=user_with_role(Role.AUDITOR, version.case.programme),
        moment=Moment(version.case.programme, timezone.now() - timedelta(days=50)),
    )

    assert (then.councils, then.unshared) == ((), ("2011/12 (saving £90)",))


def test_an_end_that_is_agreed_later_does_not_take_a_loaded_agreement_away(version, councils):
    line(version, Decimal(90), year=2025)
    CaseVersion.objects.update(first_year=2025, years=1, created_at=timezone.now() - timedelta(days=90))
    agree(version, ended_on=timezone.localdate() - timedelta(days=10), agreed_on=date(2010, 4, 1))
    reader = user_with_role(Role.AUDITOR, version.case.programme)

    then = shares_page(
        version, reader=reader, moment=Moment(version.case.programme, timezone.now() - timedelta(days=20))
    )
    assert [one.saving.amount for one in then.councils] == [30, 30, 30]


def test_the_reason_of_other_shares_is_not_told_to_who_does_not_see_them(version, councils, sign_in):
    line(version, Decimal(90))
    row = agree(version, shares_are_open=False, override_reason="Cedar pays 13.37 less")
    for council, percentage in zip(councils, (50, 30, 20), strict=True):
        ShareFactory(apportionment=row, council=council, percentage=Decimal(percentage))
    url = reverse("council_shares", args=[version.case.programme.code, version.case.code, version.number])
    own = sign_in(user_with_role(Role.FINANCE_OFFICER, version.case.programme, councils[0])).get(url).content.decode()
    all_of_it = sign_in(user_with_role(Role.AUDITOR, version.case.programme)).get(url).content.decode()

    assert ("agreed otherwise" in own, "13.37" in own) == (True, False)
    assert "13.37" in all_of_it
