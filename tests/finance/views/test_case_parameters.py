"""What a version is worked out with: its form, its page, its comparison; and lines told by a full-year amount."""

from __future__ import annotations

import pytest
from django.urls import reverse

from finance.enums import LineKind
from finance.models import CaseAmount, CaseLine
from programme.enums import Role
from tests.factories.finance import CaseAmountFactory, CaseVersionFactory
from tests.factories.programme import user_with_role

pytestmark = pytest.mark.django_db
FACTORS = "Contract, for the depot, 60, 100%\nEstimates\t40\t80"


@pytest.fixture
def version():
    return CaseVersionFactory(years=3, first_year=2011, one_off_first_year=2010)


@pytest.fixture
def office(version, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, version.case.programme))


def address(name, version, **more):
    case = version.case
    return reverse(
        name, kwargs={"programme_code": case.programme.code, "case_code": case.code, "number": version.number, **more}
    )


def form(version, **changed):
    return {
        "stage": "full",
        "first_year": "2011/12",
        "years": "3",
        "one_off_first_year": "2010/11",
        "shown_in": "pounds",
        "write_off_years": "5, 10",
        "rates": "green_book_2018",
        "own_rates": "",
        "bias_upper": "",
        "bias_lower": "",
        "bias_factors": "",
        "edition": version.edition,
        **changed,
    }


def test_all_of_it_is_kept_shown_and_opened_again(office, version):
    CaseAmountFactory(line__version=version, line__kind=LineKind.ONE_OFF, line__group="", year=2011, amount=100_000)
    sent = form(version, rates="own", own_rates="6% to 10\n3.5", bias_upper="51%", bias_lower="4", bias_factors=FACTORS)
    page = office.post(address("version_edit", version), sent, follow=True).content.decode()

    version.refresh_from_db()
    assert version.parameters == {
        "shown_in": "pounds",
        "write_off_years": [5, 10],
        "discount_rates": [[6, 10], [3.5, None]],
        "optimism_bias": {
            "upper": 51,
            "lower": 4,
            "factors": [
                {"name": "Contract, for the depot", "contribution": 60, "mitigation": 100},
                {"name": "Estimates", "contribution": 40, "mitigation": 80},
            ],
        },
    }
    told = ("Own rates: 6% to year 10, 3.5%", "92% of it mitigated", "Optimism bias, 4.08%", ">4,080<", ">104,080<")
    assert [words in page for words in (*told, "With optimism bias", "£104,080")] == [True] * 7
    again = office.get(address("version_edit", version)).content.decode()
    assert [words in again for words in ("6% to year 10\n3.5%", "Contract, for the depot, 60, 100")] == [True, True]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"rates": "own"}, "Enter the rates, or choose those of the Green Book."),
        ({"rates": "own", "own_rates": "three"}, "Line 1: enter a rate and its last year, for example 3.5% to 30."),
        ({"rates": "own", "own_rates": "3 to 1"}, "The rates reach year 1, and the case runs to year 3"),
        ({"rates": "own", "own_rates": "3\n2"}, "Line 1: expected null for the last rate only."),
        ({"rates": "own", "own_rates": "99"}, "Line 1: expected a percentage from 0 to 50"),
        ({"rates": "green_book_1900"}, "Select a valid choice"),
        ({"rates": ""}, "This field is required."),
        ({"bias_lower": "4"}, "Enter the upper bound too, or empty the lower bound and the factors."),
        ({"bias_upper": "4", "bias_lower": "5"}, "Expected not above the upper bound."),
        ({"bias_upper": "x"}, "Enter a number."),
        ({"bias_upper": "501"}, "500"),
        ({"bias_upper": "51", "bias_factors": "Contract, 40"}, "Line 1: enter a name, its share"),
        (
            {"bias_upper": "51", "bias_factors": "A, 60, 1\nB, 60, 1"},
            "Expected contributions that sum to 100% or less.",
        ),
        ({"bias_upper": "51", "bias_factors": "A, 60, 1\nB, x, 1"}, "Line 2: expected a percentage from 0 to 100"),
        ({"write_off_years": "5, 5"}, "Expected each number of years once."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_kept(office, version, changed, sentence):
    page = office.post(
        address("version_edit", version), form(version, price_base="Of 2010", **changed)
    ).content.decode()

    assert sentence in page.replace("&#x27;", "'")
    assert 'value="Of 2010"' in page
    version.refresh_from_db()
    assert version.parameters == {}


def test_a_save_on_top_of_another_is_refused(office, version):
    office.post(address("version_edit", version), form(version))
    page = office.post(address("version_edit", version), form(version, bias_upper="51")).content.decode()

    assert "Someone else changed this version" in page
    assert 'value="51"' in page


def test_two_versions_tell_what_each_is_worked_out_with(office, version):
    CaseAmountFactory(line__version=version, line__kind=LineKind.SAVING, line__group="", year=2011)
    office.post(
        address("version_approve", version), {"approval": "Cabinet", "approved": "2011", "edition": version.edition}
    )
    office.post(reverse("version_next", args=[version.case.programme.code, version.case.code]), {"stage": "full"})
    second = version.case.versions.get(number=2)
    office.post(address("version_edit", second), form(second, rates="green_book_health_2018"))
    page = office.get(address("version_compare", second, other=1)).content.decode()

    assert [words in page for words in ("Green Book, health (2018 on)", "Green Book, standard (2018 on)")] == [
        True,
        True,
    ]


def row(version, **changed):
    fields = {"name": "Post", "full_year": "1,200", "starts": "October 2011", "phasing": "50, 50", "group": "direct"}
    data = {f"0-{name}": value for name, value in (fields | changed).items()}
    return {"edition": version.edition, "rows": 1, "paste": "", **data}


def test_a_row_with_a_full_year_amount_fills_its_years_and_says_where_they_come_from(office, version):
    office.post(address("lines_edit", version, kind="saving"), row(version))
    page = office.get(address("case_version", version)).content.decode()

    assert "£1,200 a full year from October 2011, phased 50%, 50%" in page
    assert [words in page for words in (">300<", ">900<")] == [True, True]
    grid = office.get(address("lines_edit", version, kind="saving")).content.decode()
    assert [f'value="{words}"' in grid for words in ("1200", "October 2011", "50, 50", "300")] == [True] * 4


def test_totals_as_typed_have_what_is_worked_out(office, version):
    page = office.post(address("lines_totals", version, kind="saving"), row(version)).content.decode()

    assert [words in page for words in ("£1,200 a full year from October 2011", ">900<")] == [True, True]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"starts": ""}, "Enter the month that it starts in, for example October 2011."),
        ({"starts": "2011"}, "Enter a month, for example October 2011."),
        ({"starts": "12 October 2011"}, "Enter a month, for example October 2011."),
        ({"starts": "<b>"}, "Enter a month, for example October 2011."),
        ({"starts": "October 1066"}, "Enter a month from 1974 to 2199."),
        ({"full_year": ""}, "Enter the full-year amount too, or empty the month and the phasing."),
        ({"full_year": "withheld"}, "A full-year amount is not withheld."),
        ({"full_year": "x"}, "Enter an amount such as 1,234 or 1,234.50"),
        ({"phasing": "50, 40"}, "The percentages sum to 90. They must sum to 100."),
        ({"phasing": "all"}, "Enter percentages with commas between"),
        ({"starts": "April 2014"}, "It starts after 2013/14, the last year."),
        ({"2012": "901"}, "This is worked out from the full-year amount."),
        ({"name": ""}, "Enter a name for this line."),
    ],
)
def test_a_profile_that_cannot_be_used_is_told_at_its_cell_and_kept(office, version, changed, sentence):
    answer = office.post(address("lines_edit", version, kind="saving"), row(version, **changed))

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not CaseLine.objects.exists()


def test_emptying_the_full_year_amount_leaves_the_years_to_be_typed(office, version):
    url = address("lines_edit", version, kind="saving")
    office.post(url, row(version))
    version.refresh_from_db()
    line = CaseLine.objects.get()
    emptied = {"full_year": "", "starts": "", "phasing": "", "code": line.code, "2011": "5", "2012": "900"}
    office.post(url, row(version, **emptied))

    line.refresh_from_db()
    assert line.full_year is None
    assert list(CaseAmount.objects.exclude(amount=None).order_by("year").values_list("amount", flat=True)) == [5, 900]
