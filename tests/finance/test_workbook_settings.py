"""What a version is worked out with, in its workbook and back: every cell, its faults, and the round trip."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from finance.enums import LineKind
from finance.models import CaseAmount
from finance.rules.parameters import read_parameters
from programme.enums import Role
from tests.factories.finance import CaseVersionFactory
from tests.factories.programme import user_with_role
from tests.finance.test_case_workbook import downloaded, line, packed, save, send, sheet_of, told

pytestmark = pytest.mark.django_db
SHEET = "Worked out with"
BIAS = {
    "upper": 51,
    "lower": 4,
    "factors": [
        {"name": "Contract, in parts", "contribution": 40, "mitigation": 90},
        {"name": "Site", "contribution": 60, "mitigation": 93.5},
    ],
}
PINNED = [
    {},
    {"shown_in": "thousands", "discount_rates": "green_book_health_2018", "write_off_years": [3]},
    {"discount_rates": [[6, 10], [3.5, None]], "optimism_bias": BIAS},
    {"optimism_bias": {"upper": 0.25}},
]


@pytest.fixture
def version():
    return CaseVersionFactory(years=2, first_year=2011, one_off_first_year=2010, price_base="=2010 prices")


@pytest.fixture
def office(version, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, version.case.programme))


def cell_of(book, label, *, nth=0):
    found = [row[1] for row in book[SHEET] if row[0].value == label]
    return found[nth]


def changed(book, **values):
    labels = {
        "first_year": "First year",
        "years": "Number of years",
        "one_off_first_year": "First year of one-off costs",
        "price_base": "Price base",
        "shown_in": "Amounts are in",
        "rates": "Discount rates",
        "own_rates": "Own discount rates",
        "upper": "Optimism bias: upper bound, %",
        "lower": "Optimism bias: lower bound, %",
        "factor": "Contributes to optimism bias",
        "write_off": "Written off over",
    }
    for name, value in values.items():
        cell_of(book, labels[name]).value = value
    return packed(book)


@pytest.mark.parametrize("pinned", PINNED)
def test_as_it_was_written_it_changes_nothing(office, version, pinned):
    version.parameters = pinned
    version.save()
    line(version)
    answer = send(office, version, packed(downloaded(office, version)))

    assert answer.context["changes"].settings == ()
    assert "there is nothing to save" in answer.content.decode()


def test_no_cell_of_it_runs(office, version):
    cells = [cell for row in downloaded(office, version)[SHEET] for cell in row]

    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "'=2010 prices" in [cell.value for cell in cells]


def test_what_changes_is_shown_and_saved_when_confirmed(office, version):
    made = line(version, kind=LineKind.ONE_OFF, group="", amounts=(1000, 0))
    book = downloaded(office, version)
    book[SHEET].append(["Contributes to optimism bias", "Site, 60, 93.5"])
    data = changed(
        book, price_base="2011 prices", rates="Own rates", own_rates="6% to year 10, 3.5%", upper="51%", lower=4,
        factor="Contract, in parts, 40, 90", write_off="3, 7",
    )  # fmt: skip
    answer = send(office, version, data)

    assert [label for label, _, _ in answer.context["changes"].settings] == [
        "Price base", "Discount rates", "Optimism bias", "Written off over",
    ]  # fmt: skip
    page = answer.content.decode()
    assert "Own rates: 6% to year 10, 3.5%" in page
    version.refresh_from_db()
    assert (version.price_base, version.parameters) == ("=2010 prices", {})

    answer = save(office, version, answer)
    assert "Filled in from the workbook" in answer.content.decode()
    version.refresh_from_db()
    assert version.price_base == "2011 prices"
    assert read_parameters(version.parameters) == read_parameters(
        {"discount_rates": [[6, 10], [3.5, None]], "optimism_bias": BIAS, "write_off_years": [3, 7]}
    )
    assert CaseAmount.objects.get(line=made, year=2011).amount == 1000


def test_a_per_cent_that_the_spreadsheet_made_a_number_is_read(office, version):
    book = downloaded(office, version)
    cell = cell_of(book, "Optimism bias: upper bound, %")
    cell.value, cell.number_format = 0.255, "0.0%"
    answer = send(office, version, packed(book))

    ((label, _, after),) = answer.context["changes"].settings
    assert (label, after.split()[0]) == ("Optimism bias", "25.5%")


def test_other_years_hold_for_the_tables_of_the_same_workbook(office, version):
    line(version, "Rent", amounts=(5, 6))
    book = downloaded(office, version)
    sheet = book["Current costs"]
    sheet.append([None, "Vans", "Direct costs", None, None, 1, 2])
    sheet["M1"], sheet["M5"] = "2013/14", 3
    answer = send(office, version, changed(book, years=3))

    assert told(answer)["current", "Vans"] == ("Added", ("2011/12: 1", "2012/13: 2", "2013/14: 3"))
    save(office, version, answer)
    version.refresh_from_db()
    assert version.years == 3
    fewer = send(office, version, changed(downloaded(office, version), years=1))
    assert fewer.context["changes"].settings == (("Years", "2011/12 to 2013/14", "2011/12 to 2011/12"),)
    save(office, version, fewer)
    assert CaseAmount.objects.filter(line__name="Vans").count() == 3


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"first_year": "soon"}, "cell B2: Enter a financial year, for example 2011/12."),
        ({"first_year": None}, "cell B2: This field is required."),
        ({"years": 1.5}, "cell B3: Enter a whole number."),
        ({"years": 61}, "cell B3: Ensure this value is less than or equal to 60."),
        ({"years": "=1+1"}, "cell B3: expected a value, not a formula"),
        ({"one_off_first_year": "2012/13"}, "cell B4: Enter 2011 or an earlier year: one-off costs come first."),
        ({"price_base": "x" * 501}, "cell B5: expected at most 500 characters, not 501"),
        ({"shown_in": "euros"}, "cell B6: expected one of £, £000, not “euros”"),
        ({"rates": "7%"}, "cell B7: expected one of Green Book, standard (2018 on), Green Book, health (2018 on), Own"),
        ({"rates": "Own rates"}, "cell B8: Enter the rates, or choose those of the Green Book."),
        ({"own_rates": "6%"}, "cell B8: rates of its own go with Own rates"),
        ({"rates": "Own rates", "own_rates": "6% to 10, often"}, "cell B8: enter a rate and its last year"),
        ({"rates": "Own rates", "own_rates": "6% to 1", "years": 9}, "cell B8: The rates reach year 1"),
        ({"upper": "high"}, "cell B9: Enter a number."),
        ({"upper": 501}, "cell B9: Ensure this value is less than or equal to 500."),
        ({"lower": 3}, "cell B9: Enter the upper bound too"),
        ({"upper": 3, "lower": 4}, "cell B10: Expected not above the upper bound."),
        ({"upper": 3, "factor": "Contract, 40"}, "cell B11: enter a name, its share and how far it is mitigated"),
        ({"upper": 3, "factor": "Contract, 140, 1"}, "cell B11: expected a percentage from 0 to 100"),
        ({"write_off": "five"}, "cell B12: Enter one to five numbers of years, for example 5, 10."),
    ],
)
def test_every_fault_is_told_at_its_cell(office, version, values, fault):
    answer = send(office, version, changed(downloaded(office, version), **values))

    found = " ".join(answer.context["faults"])
    assert f"sheet {SHEET}, {fault}".casefold() in found.casefold()
    version.refresh_from_db()
    assert version.edition == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("Interest", 5), "cell A13: expected one of First year, Number of years"),
        (("First year", "2011/12"), "cell B13: First year is written twice, first in Worked out with, cell B2"),
        ((None, 5), "cell B13: a value without its name"),
        (("Contributes to optimism bias", "Site, 5"), "cell B13: enter a name, its share"),
    ],
)
def test_a_row_that_is_none_is_told(office, version, row, fault):
    book = downloaded(office, version)
    book[SHEET].append(row)
    answer = send(office, version, changed(book, upper=5, factor="Contract, 40, 90"))

    assert f"sheet {SHEET}, {fault}" in " ".join(answer.context["faults"])


def test_what_the_sheet_does_not_say_stays(office, version):
    version.parameters = {"optimism_bias": BIAS}
    version.save()
    book = Workbook()
    book.active.title = SHEET
    book.active.append(["Price base", "2012 prices"])
    answer = send(office, version, packed(book))

    assert answer.context["changes"].settings == (("Price base", "=2010 prices", "2012 prices"),)
    save(office, version, answer)
    version.refresh_from_db()
    assert read_parameters(version.parameters).bias is not None


def test_without_the_sheet_nothing_of_it_changes(office, version):
    answer = send(office, version, sheet_of("Current costs", ["Line", "2011/12"], ["Staff", 5]))

    assert answer.context["changes"].settings == ()


def test_what_someone_else_pinned_since_is_not_overwritten(office, version):
    answer = send(office, version, changed(downloaded(office, version), price_base="2011 prices"))
    version.price_base = "2013 prices"
    version.edition += 1
    version.save()

    again = save(office, version, answer)
    assert "Someone else changed this version" in again.content.decode()
    assert again.context["changes"].settings == (("Price base", "2013 prices", "2011 prices"),)
    version.refresh_from_db()
    assert version.price_base == "2013 prices"
