"""The pages of sharing: what is filled in, what is refused and kept, who sees whose shares, how many queries."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from finance.enums import Basis
from finance.models import Apportionment, DriverFigure
from programme.enums import Role
from tests.factories.finance import (
    ApportionmentFactory,
    CaseLineFactory,
    DriverFactory,
    DriverFigureFactory,
    ShareFactory,
)
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory

pytestmark = pytest.mark.django_db
START = date(2026, 4, 1)
NAMES = ("Ash", "Birch", "Cedar", "Damson", "Elm")


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=date(2020, 4, 1))


def join(programme, names):
    return [
        MembershipFactory(
            programme=programme,
            council=CouncilFactory(code=name.lower(), name=f"{name} District Council", short_name=name),
        ).council
        for name in names
    ]


@pytest.fixture
def councils(programme):
    return join(programme, NAMES[:3])


@pytest.fixture
def office(programme, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, programme))


def officer(sign_in, programme, council):
    return sign_in(user_with_role(Role.FINANCE_OFFICER, programme, council))


def page(name, programme, *codes):
    return reverse(name, args=[programme.code, *codes])


def shown(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def filled(**fields):
    return {
        "basis": "equal",
        "starts_on": "1/4/2026",
        "agreed_on": "1/3/2026",
        "agreed_by": "The board",
        "shares_are_open": "on",
    } | fields


@pytest.mark.parametrize(
    ("names", "figures", "told"),
    [
        (NAMES[:3], ("600", "300", "100"), ("60%", "30%", "10%")),
        (NAMES, ("1,000", "2,000", "3,000", "1,500", "2,500"), ("10%", "20%", "30%", "15%", "25%")),
    ],
)
def test_from_a_driver_to_the_shares_of_three_and_of_five(programme, office, names, figures, told):
    join(programme, names)
    made = office.post(page("driver_create", programme), {"name": "Live caseload", "unit": "cases"})
    assert made.url == page("driver_figures_add", programme, "live-caseload")
    form = office.get(made.url).context["form"]
    values = {f"value-{name.lower()}": value for name, value in zip(names, figures, strict=True)}
    saved = office.post(
        made.url, {"seen": form["seen"].value(), "starts_on": "1/4/2026", "source-ash": "Return of March", **values}
    )
    assert saved.url == page("driver_detail", programme, "live-caseload")
    assert "Return of March" in shown(office, saved.url)

    driver = DriverFigure.objects.first().driver
    agreed = office.post(page("apportionment_create", programme), filled(basis="driver", driver=driver.pk))
    found = shown(office, agreed.url)
    for share in told:
        assert f'<td class="concordat-table__number">{share}</td>' in found
    assert "In proportion to the driver." in found
    listed = shown(office, page("sharing_list", programme))
    assert f"2026/27: {', '.join(f'{name} {share}' for name, share in zip(names, told, strict=True))}" in listed


def test_the_shares_are_shown_first_and_nothing_is_saved(programme, councils, office):
    url = page("apportionment_create", programme)
    thirds = {"share-ash": "50", "share-birch": "30 %", "share-cedar": "20"}
    found = office.post(url, filled(basis="fixed", preview="1", **thirds)).content.decode()

    assert "The shares that this gives" in found
    assert '<td class="concordat-table__number">30%</td>' in found
    assert 'value="30 %"' in found
    assert not Apportionment.objects.exists()
    refused = office.post(url, filled(basis="fixed", preview="1", **(thirds | {"share-ash": "49"}))).content.decode()
    assert "The percentages sum to 99. They must sum to 100." in refused
    assert "The shares that this gives" not in refused


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"basis": "fixed", "share-ash": "33.3", "share-birch": "33.3"}, "The percentages sum to 66.6."),
        ({"basis": "fixed", "share-ash": "about half"}, "Enter a number from 0 to 100, such as 33.3."),
        ({"basis": "fixed", "share-ash": "101"}, "Enter 0 to 100."),
        ({"basis": "fixed", "share-ash": "-1"}, "Enter 0 to 100."),
        ({"basis": "fixed", "share-ash": "1e99999"}, "Enter 0 to 100."),
        ({"basis": "fixed", "share-ash": "NaN"}, "Enter a number from 0 to 100"),
        ({"basis": "fixed", "share-ash": "33.3333333"}, "Enter at most 5 figures after the point."),
        ({"basis": "fixed"}, "Enter the percentages of the councils."),
        ({"basis": "driver"}, "Choose the driver."),
        ({"basis": "single"}, "Choose the council that it is charged to."),
        ({"basis": "by weight"}, "Select a valid choice"),
        ({"starts_on": "1/4/0001"}, "Enter a day from 1 April 1974 to 31 December 2199."),
        ({"starts_on": "soon"}, "Enter a valid date."),
        ({"ended_on": "31/3/2026"}, "Enter a day from 1 April 2026, its first day"),
        ({"agreed_on": "1/4/2199"}, "it is not after today"),
        ({"agreed_by": "x" * 201}, "Shorten this to 200 characters"),
        ({"tolerance": "1"}, "goes with “In proportion to a driver” only"),
        ({"driver": "999999"}, "Select a valid choice"),
        ({"charged_to": "999999"}, "Select a valid choice"),
        ({"override_reason": "Said so\x00", "share-ash": "100"}, "Null characters are not allowed."),
    ],
)
def test_bad_input_stays_on_the_page_with_a_sentence(programme, councils, office, fields, words):
    response = office.post(page("apportionment_create", programme), filled(**fields))
    found = response.content.decode()

    assert response.status_code == 200
    assert words in found
    assert "There is a problem" in found
    assert not Apportionment.objects.exists()


def test_an_overlap_names_the_other(programme, councils, office):
    ApportionmentFactory(programme=programme, code="first-one", ended_on=date(2027, 3, 31), agreed_by="The leaders")
    found = office.post(page("apportionment_create", programme), filled()).content.decode()

    assert (
        "“Equal shares” (first-one) holds from 1 April 2010 to 31 March 2027, agreed by The leaders. Two cannot hold "
        "on one day" in found
    )


def test_it_is_for_a_review_or_one_line_of_it(programme, councils, office):
    review = ReviewFactory(programme=programme, name="Legal", code="legal")
    for council in councils[:2]:
        ParticipationFactory(review=review, council=council)
    CaseLineFactory(
        version__case__review=review, version__case__programme=programme, code="audit", name="Audit <b>team</b>"
    )
    url = page("apportionment_create", programme) + "?review=legal"

    found = shown(office, url)
    assert "Audit &lt;b&gt;team&lt;/b&gt; (audit)" in found
    wrong = office.post(url, filled(line="elsewhere")).content.decode()
    assert "No business case, savings or budget line of the review has that code." in wrong
    made = office.post(url, filled(line="audit"))
    told = shown(office, made.url)
    assert "Legal: line audit" in told
    assert told.count("50%") == 2
    assert office.get(page("apportionment_create", programme) + "?review=none-such").status_code == 404


def test_it_is_ended_and_another_takes_its_place(programme, councils, office):
    first = ApportionmentFactory(programme=programme, code="first", starts_on=START)
    made = office.post(
        page("apportionment_next", programme, "first"),
        filled(basis="single", charged_to=councils[1].pk, starts_on="1/4/2028"),
    )
    first.refresh_from_db()
    assert first.ended_on == date(2028, 3, 31)
    assert "Charged to one council." in shown(office, made.url)
    code = made.url.rstrip("/").rsplit("/", 1)[-1]

    end = page("apportionment_end", programme, code)
    seen = office.get(end).context["form"]["seen"].value()
    assert office.post(end, {"ended_on": "31/3/2030", "seen": seen}).status_code == 302
    assert "2028/29 to 2029/30" in shown(office, made.url)
    again = office.post(end, {"ended_on": "31/3/2031", "seen": seen}).content.decode()
    assert "Someone else changed this while you had it open" in again
    assert Apportionment.objects.get(code=code).ended_on == date(2030, 3, 31)


def test_a_correction_on_top_of_anothers_is_refused_and_shows_what_stands(programme, councils, office):
    row = ApportionmentFactory(programme=programme, code="first", basis=Basis.FIXED, starts_on=START)
    for council, percentage in zip(councils, (50, 30, 20), strict=True):
        ShareFactory(apportionment=row, council=council, percentage=Decimal(percentage))
    url = page("apportionment_edit", programme, "first")
    form = office.get(url).context["form"]
    assert [field.value() for _, field in form.share_fields] == ["50", "30", "20"]
    seen = form["seen"].value()
    sent = filled(basis="fixed", seen=seen, **{"share-ash": "70", "share-birch": "30"})
    assert office.post(url, sent).status_code == 302
    sent["share-ash"], sent["share-cedar"] = "60", "10"
    response = office.post(url, sent)
    found = response.content.decode()

    assert "Current values" in found
    assert "70%" in found
    assert row.shares.get(council=councils[0], removed_at__isnull=True).percentage == 70
    again = sent | {"seen": response.context["form"]["seen"].value()}
    assert office.post(url, again).status_code == 302
    assert row.shares.get(council=councils[2], removed_at__isnull=True).percentage == 10


def test_a_single_council_is_filled_in_when_it_is_corrected(programme, councils, office):
    row = ApportionmentFactory(programme=programme, code="first", basis=Basis.SINGLE, starts_on=START)
    ShareFactory(apportionment=row, council=councils[1], percentage=Decimal(100))
    form = office.get(page("apportionment_edit", programme, "first")).context["form"]

    assert form["charged_to"].value() == councils[1].pk
    assert [field.value() for _, field in form.share_fields] == ["", "", ""]


def test_the_agreements_of_a_review_are_for_who_sees_it(programme, councils, sign_in):
    review = ReviewFactory(programme=programme, name="Legal")
    ParticipationFactory(review=review, council=councils[0])
    row = ApportionmentFactory(programme=programme, review=review)

    for council, status, there in ((councils[0], 200, True), (councils[1], 404, False)):
        client = officer(sign_in, programme, council)
        assert client.get(page("apportionment_detail", programme, row.code)).status_code == status
        assert (row.code in shown(client, page("sharing_list", programme))) is there


def test_where_shares_are_not_open_a_council_sees_its_own_only(programme, councils, sign_in):
    row = ApportionmentFactory(
        programme=programme,
        basis=Basis.FIXED,
        shares_are_open=False,
        starts_on=START,
        override_reason="Cedar pays 13.37 less.",
    )
    for council, percentage in zip(councils, ("51.17", "30.2", "18.63"), strict=True):
        ShareFactory(apportionment=row, council=council, percentage=Decimal(percentage))
    client = officer(sign_in, programme, councils[0])
    pages = [page("apportionment_detail", programme, row.code), page("sharing_list", programme)]
    told = [shown(client, url) for url in pages]
    told.append(b"".join(client.get(pages[1] + "?_export=csv").streaming_content).decode())

    for found in told:
        assert "51.17%" in found
        assert "not open to you" in found
        for secret in ("30.2", "18.63", "13.37"):
            assert secret not in found
    auditor = sign_in(user_with_role(Role.AUDITOR, programme))
    assert "Cedar 18.63%" in shown(auditor, pages[1])
    assert "13.37" in shown(auditor, pages[0])


def test_figures_that_closed_shares_come_from_are_a_councils_own(programme, councils, sign_in):
    driver = DriverFactory(programme=programme, code="staff")
    for council, value in zip(councils, (111, 222, 333), strict=True):
        DriverFigureFactory(driver=driver, council=council, value=value)
    url = page("driver_detail", programme, "staff")
    client = officer(sign_in, programme, councils[0])
    assert "222" in shown(client, url)

    ApportionmentFactory(programme=programme, basis=Basis.DRIVER, driver=driver, shares_are_open=False)
    found = shown(client, url)
    assert "111" in found
    assert "222" not in found
    assert "figures are not open to you" in found


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value-ash": "many"}, "Enter a number, such as 1,234 or 97.4."),
        ({"value-ash": "-1"}, "Enter 0 or more."),
        ({"value-ash": "9" * 15}, "at most 14 digits"),
        ({"value-ash": "1.23456"}, "at most 4 figures after the point"),
        ({"value-ash": "1", "source-ash": "x" * 201}, "Shorten this to 200 characters"),
        ({}, "Enter the figure of at least one council."),
        ({"value-ash": "1", "starts_on": ""}, "This field is required"),
        ({"value-ash": "1", "starts_on": "1/1/0001"}, "Enter a day from 1 April 1974"),
        ({"value-ash": "1", "starts_on": "1/4/2019"}, "is not a member of the programme on 1 April 2019"),
        ({"value-ash": "1", "seen": ""}, "The page was not sent whole"),
    ],
)
def test_bad_figures_stay_on_the_page_with_a_sentence(programme, councils, office, fields, words):
    driver = DriverFactory(programme=programme, code="staff")
    response = office.post(
        page("driver_figures_add", programme, "staff"), {"seen": "{}", "starts_on": "1/4/2026", **fields}
    )
    found = response.content.decode()

    assert response.status_code == 200
    assert words in found
    assert not driver.figures.exists()


def test_figures_are_corrected_on_their_day_unless_another_did_meanwhile(programme, councils, office):
    driver = DriverFactory(programme=programme, code="staff")
    DriverFigureFactory(driver=driver, council=councils[0], starts_on=START, value=Decimal("10.5"))
    url = page("driver_figures_edit", programme, "staff", "2026-04-01")
    form = office.get(url).context["form"]
    assert form["value-ash"].value() == "10.5"
    sent = {"seen": form["seen"].value(), "value-ash": "11"}
    assert office.post(url, sent).status_code == 302
    again = office.post(url, sent | {"value-ash": "12"}).content.decode()

    assert "Someone else changed this to 11." in again
    assert 'value="12"' in again
    assert driver.figures.get().value == 11
    for code in ("2026-04-02", "2026-02-30", "soon"):
        assert office.get(page("driver_figures_edit", programme, "staff", code)).status_code == 404


def test_a_driver_says_who_has_no_figure(programme, councils, office):
    driver = DriverFactory(programme=programme, code="staff")
    DriverFigureFactory(driver=driver, council=councils[0])

    assert "Birch, Cedar" in shown(office, page("driver_detail", programme, "staff"))
    assert "Birch, Cedar" in shown(office, page("sharing_list", programme))


def test_the_list_is_filtered_and_exported(programme, councils, office):
    review = ReviewFactory(programme=programme, name="Legal", code="legal")
    ApportionmentFactory(programme=programme, code="old", ended_on=date(2015, 3, 31))
    ApportionmentFactory(programme=programme, code="now", starts_on=date(2015, 4, 1))
    ApportionmentFactory(programme=programme, review=review, code="later", starts_on=date(2190, 4, 1))
    url = page("sharing_list", programme)

    for query, codes in (
        ("", ["old", "now", "later"]),
        ("?state=Holds", ["now"]),
        ("?state=Ended", ["old"]),
        ("?state=To+come", ["later"]),
        ("?review=none", ["old", "now"]),
        ("?review=legal", ["later"]),
    ):
        export = office.get(url + (f"{query}&" if query else "?") + "_export=csv")
        rows = list(csv.DictReader(io.StringIO(b"".join(export.streaming_content).decode().lstrip("\ufeff"))))
        assert [row["Code"] for row in rows] == codes
    assert office.get(url + "?_export=xlsx").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_however_many_rows(programme, office, rows, django_assert_num_queries):
    councils = join(programme, NAMES[: rows + 1])
    for number in range(rows):
        review = ReviewFactory(programme=programme)
        driver = DriverFactory(programme=programme, code=f"driver-{number}")
        row = ApportionmentFactory(
            programme=programme, review=review, basis=Basis.DRIVER, driver=driver, tolerance=Decimal(1)
        )
        for council in councils:
            ParticipationFactory(review=review, council=council)
            DriverFigureFactory(driver=driver, council=council)
            ShareFactory(apportionment=row, council=council, percentage=Decimal(100) / len(councils))
    for url, queries in (
        (page("sharing_list", programme), 12),
        (page("apportionment_detail", programme, row.code), 11),
        (page("driver_detail", programme, "driver-0"), 11),
    ):
        office.get(url)
        with django_assert_num_queries(queries):
            office.get(url)
