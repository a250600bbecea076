"""Business cases in the programme file: what a version is worked out with, and lines told by a full-year amount."""

from __future__ import annotations

import pytest
from django.utils import timezone

from finance.models import CaseLine, CaseVersion
from finance.queries.business_cases import case_of
from finance.rules.case import derive
from programme.domain.programme_file import ProgrammeFileFaulty, import_programme_file
from programme.models import Programme
from programme.rules.demo_dates import resolve_dates
from tests.access.world import FILE

pytestmark = pytest.mark.django_db
LINE = "case_lines:\n  - {version: joint-depot/2, code: post, kind: saving, name: Post, "


@pytest.fixture(scope="module")
def newcomer(module_database: None) -> None:
    data = resolve_dates(FILE.read_text(), today=timezone.localdate()).encode()
    import_programme_file(data=data, filename=FILE.name, actor=None, at=timezone.now())


@pytest.fixture
def programme(newcomer: None, db: None) -> Programme:
    return Programme.objects.get(code="ashmere-wendle")


def take(programme, text):
    told = f"{{code: {programme.code}, name: {programme.name}, starts_on: {programme.starts_on}}}"
    head = f"concordat: 1\nprogramme: {told}\n"
    return import_programme_file(data=(head + text).encode(), filename="more.yaml", actor=None, at=timezone.now())


def faults(programme, text):
    with pytest.raises(ProgrammeFileFaulty) as faulty:
        take(programme, text)
    return " ".join(f"{fault.path} {fault.message}" for fault in faulty.value.faults)


def test_the_newcomers_case_is_worked_out_with_its_optimism_bias(programme):
    version = CaseVersion.objects.get(case__programme=programme, number=2)

    assert round(case_of(version).bias.uplift, 4) == round(case_of(version).bias.upper / 100 * 8 / 100, 4)


def test_a_line_with_a_full_year_amount_is_taken(programme):
    amounts = "[{year: 2027, amount: 300}, {year: 2028, amount: 900}, {year: 2029, amount: 1200}]"
    take(programme, f'{LINE}full_year: 1200, starts_on: 2027-10-01, phasing: "50, 50", amounts: {amounts}}}\n')

    assert CaseLine.objects.get(code="post").phasing == "50, 50"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("full_year: 1200", "full_year and starts_on together"),
        ("full_year: 1200, starts_on: 2027-10-02", "the first day of a month"),
        ('full_year: 1200, starts_on: 2027-10-01, phasing: "50, 40"', "percentages that sum to 100"),
        ("full_year: 1200, starts_on: 2027-10-01, phasing: half", "percentages"),
        ("full_year: 1200, starts_on: 2031-04-01", "It starts after 2029/30"),
        ("full_year: 1200, starts_on: 2027-10-01, amounts: [{year: 2027, amount: 601}]", "an amount of 600.00 in 2027"),
        ("full_year: 1200, starts_on: 2027-10-01, amounts: [{year: 2027, is_withheld: true}]", "withheld"),
    ],
)
def test_a_profile_that_does_not_fit_is_a_fault(programme, said, told):
    assert told in faults(programme, f"{LINE}{said}}}\n")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{rates: 3}", "one of shown_in, write_off_years, discount_rates, optimism_bias"),
        ("{discount_rates: green_book_1900}", "green_book_2018 or green_book_health_2018"),
        ("{discount_rates: [[3.5, 1]]}", "discount rates that reach year 3"),
        ("{optimism_bias: {lower: 4}}", "upper and, where there are any, lower and factors"),
        ("{write_off_years: [1000000]}", "1 to 5 numbers of years from 1 to 60"),
        ("[1, 2]", "a mapping of keys"),
    ],
)
def test_what_a_version_is_worked_out_with_is_checked(programme, said, told):
    version = "{case: joint-depot, number: 2, first_year: 2027, one_off_first_year: 2026, years: 3"

    assert told in faults(programme, f"case_versions:\n  - {version}, parameters: {said}}}\n")


@pytest.mark.parametrize("kind", ["one_off", "contingency"])
@pytest.mark.parametrize(
    ("years", "told"),
    [
        ((2152,), "amounts › row 1 › year at most 2151, the last year that the discount rates reach from 2026"),
        ((2026, 2160), "amounts › row 2 › year at most 2151"),
        ((2000, 2151), "amounts › row 1 › year at least 2026, the first year from which the discount rates reach 2151"),
    ],
)
def test_a_cost_in_a_year_that_the_discount_rates_do_not_reach_is_a_fault_at_its_place(programme, kind, years, told):
    found = faults(programme, spent(kind, *years))

    assert told in found
    assert "discount rates reach" in found
    assert found.count("discount rates reach") == 1


def test_a_cost_in_the_last_year_that_the_discount_rates_reach_is_taken_and_worked_out(programme):
    take(programme, spent("one_off", 2151))

    derived = derive(case_of(CaseVersion.objects.get(case__programme=programme, number=2)))
    assert derived.one_off.by_year[2151].amount == 5


def spent(kind, *years):
    amounts = ", ".join(f"{{year: {year}, amount: 5}}" for year in years)
    return f"case_lines:\n  - {{version: joint-depot/2, code: far, kind: {kind}, name: Far, amounts: [{amounts}]}}\n"
