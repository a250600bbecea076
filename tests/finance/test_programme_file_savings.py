"""Savings in the programme file: faults at their place, what is refused whole, and hostile words that stay words."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from finance.models import CaseLine, SavingsLine, SavingsSuccession, SavingsValue, Virement
from programme.domain.programme_file import ProgrammeFileFaulty, import_programme_file
from programme.file.export import export_programme_file
from programme.models import Programme
from programme.rules.demo_dates import resolve_dates
from tests.access.world import FILE

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def newcomer(module_database: None) -> None:
    data = resolve_dates(FILE.read_text(), today=timezone.localdate()).encode()
    import_programme_file(data=data, filename=FILE.name, actor=None, at=timezone.now())


@pytest.fixture
def programme(newcomer: None, db: None) -> Programme:
    return Programme.objects.get(code="ashmere-wendle")


def take(programme, *lines, **sections):
    known = {"code": programme.code, "name": programme.name, "starts_on": str(programme.starts_on)}
    data = {"concordat": 1, "programme": known, "savings": list(lines), **sections}
    return import_programme_file(data=json.dumps(data).encode(), filename="more.json", actor=None, at=timezone.now())


def faults(programme, *lines, **sections):
    before = list(SavingsValue.objects.order_by("pk").values()), SavingsLine.objects.count()
    with pytest.raises(ProgrammeFileFaulty) as faulty:
        take(programme, *lines, **sections)
    assert (list(SavingsValue.objects.order_by("pk").values()), SavingsLine.objects.count()) == before
    return [(fault.path, fault.message) for fault in faulty.value.faults]


def line(**given):
    return {"code": "new", "name": "New", "review": "waste-collection", **given}


def value(**given):
    return {"year": 2027, "kind": "plan", "amount": 5, **given}


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"measure": "guess"}, "measure", "“guess”"),
        ({"state": "at_risk"}, "state_reason", "expected the reason for the state"),
        ({"closed_on": "2026-01-31"}, "closed_reason", "closed_on and closed_reason together, or neither"),
        ({"review": "none"}, "review", "none"),
        ({"owner": "nobody@example.org"}, "owner", "nobody@example.org"),
        ({"name": "x" * 301}, "name", "300"),
        ({"name": ""}, "name", "name"),
        ({"version": "joint-depot/1", "case_line": "joint-depot/1/none"}, "case_line", "none"),
        ({"case_line": "joint-depot/1/fewer-rounds"}, "case_line", "a line of the version that this line names"),
        ({"version": "joint-depot/1", "review": "human-resources"}, "version", "of the same review"),
        ({"values": [value(amount="lots")]}, "amount", "lots"),
        ({"values": [value(amount=10**12)]}, "amount", "at most 12 figures before the point"),
        ({"values": [value(amount="9" * 40)]}, "amount", "expected a number"),
        ({"values": [value(amount="1.005")]}, "amount", "at most 2 figures after the point"),
        ({"values": [value(month=13)]}, "month", "from 0 to 12"),
        ({"values": [value(month=-1)]}, "month", "a whole number from 0"),
        ({"values": [value(year=1973)]}, "year", "the year in which a financial year begins"),
        ({"values": [value(kind="guess")]}, "kind", "“guess”"),
        ({"values": [value(council="none")]}, "council", "none"),
        ({"values": [value(), value(amount=6)]}, "", "is given twice"),
        ({"values": [value(month=3), value()]}, "month", "told both by month and for the whole year"),
        ({"came_from": [{"before": "new", "on": "2026-01-31", "reason": "x"}]}, "before", "expected another line"),
        ({"came_from": [{"before": "gone", "on": "2026-01-31", "reason": "x"}]}, "before", "gone"),
    ],
)
def test_a_fault_is_told_at_its_place_and_nothing_is_taken(programme, given, field, message):
    told = faults(programme, line(**given))

    assert len(told) == 1
    assert told[0][0].endswith(field)
    assert message in told[0][1]


def test_two_lines_of_one_code_are_refused(programme):
    assert ["is given twice" in message for _, message in faults(programme, line(), line(name="Other"))] == [True]


def test_a_month_beside_the_whole_year_that_the_record_has_is_refused_with_a_sentence(programme):
    ((path, message),) = faults(programme, line(code="waste-fewer-rounds", values=[value(month=1)]))

    assert path.endswith("month")
    assert message == (
        "the plan of 2027/28 is told both by month and for the whole year; leave one of them out, "
        "so that nothing counts twice"
    )


def test_the_whole_year_gives_way_to_its_months_in_one_file(programme):
    whole = {"year": 2027, "kind": "plan", "month": 0, "amount": None}
    take(programme, line(code="waste-fewer-rounds", values=[value(month=1), value(month=2), whole]))

    told = SavingsValue.objects.filter(line__code="waste-fewer-rounds", year=2027, kind="plan")
    assert dict(told.values_list("month", "amount")) == {0: None, 1: 5, 2: 5}


def test_a_line_answers_to_a_line_of_savings(programme):
    cost = CaseLine.objects.filter(version__case__code="joint-depot").exclude(kind="saving").first()
    of = f"joint-depot/{cost.version.number}"
    told = faults(programme, line(version=of, case_line=f"{of}/{cost.code}"))

    assert [message for _, message in told] == ["expected a line of the version's savings"]


def test_no_savings_change_nothing(programme):
    result = take(programme)

    assert (result.added, result.changed) == (0, 0)


def test_hostile_words_are_kept_as_words_and_run_no_formula(programme):
    name = '=HYPERLINK("http://x")<script>alert(1)</script>\'; DROP TABLE finance_savingsline; --'
    take(programme, line(name=name, state_reason="{{ 7 * 7 }}{% now %}"))

    assert SavingsLine.objects.get(code="new").name == name
    data = export_programme_file(programme=programme, file_format="xlsx", as_at=None, person=None)
    again = import_programme_file(data=data, filename="a.xlsx", actor=None, at=timezone.now(), dry_run=True)
    assert (again.added, again.changed) == (0, 0)


def test_characters_that_cannot_be_kept_are_refused(programme):
    assert faults(programme, line(name="a\0b"))


def test_many_lines_come_in_at_once(programme):
    many = [line(code=f"n-{place}", values=[value(month=month) for month in range(1, 13)]) for place in range(100)]
    result = take(programme, *many)

    assert result.added == 1300
    assert SavingsSuccession.objects.count() == 1


def test_budget_is_moved_within_a_year(programme):
    budgets = [{"year": 2027, "code": "other", "name": "Other"}]
    moved = {"code": "v", "source": "2026/depot-works", "target": "2027/other", "amount": 1, "on": "2026-06-01"}
    told = faults(programme, budgets=budgets, virements=[{**moved, "reason": "x"}])

    assert [message for _, message in told] == ["expected a line of the same year as the source"]
    assert Virement.objects.count() == 1
