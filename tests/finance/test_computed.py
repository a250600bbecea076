"""What finance works out of options, shares, savings and budgets, as the programme file tells it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from finance.enums import CriterionKind, LineKind, Measure, SavingsState, ValueKind
from finance.models import SavingsValue, Virement
from programme.enums import Role
from tests.factories.finance import (
    ApportionmentFactory,
    BudgetLineFactory,
    BusinessCaseFactory,
    CaseAmountFactory,
    CaseLineFactory,
    CaseVersionFactory,
    CriterionFactory,
    OptionFactory,
    OptionScoreFactory,
    SavingsLineFactory,
    SavingsValueFactory,
)
from tests.factories.programme import user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory
from tests.finance.computed import amounts, budget, figures, told, version_of_flows
from tests.finance.past import AGE, let_time_pass

pytestmark = pytest.mark.django_db


def test_weighted_scores_and_places():
    case = BusinessCaseFactory()
    savings = CriterionFactory(case=case, code="savings", weight=3)
    counters = CriterionFactory(case=case, code="counters", weight=1)
    lawful = CriterionFactory(case=case, code="lawful", kind=CriterionKind.PASS_FAIL)
    for code, scores, passes in (("one", (4, 1), True), ("two", (2, 5), False)):
        option = OptionFactory(case=case, code=code)
        for criterion, score in zip((savings, counters), scores, strict=True):
            OptionScoreFactory(option=option, criterion=criterion, score=score)
        OptionScoreFactory(option=option, criterion=lawful, passes=passes)
    OptionFactory(case=case, code="three")

    data = told(case.programme)

    assert data["option_totals"] == [
        {"case": case.code, "option": "one", "total": 13, "highest": 20, "place": 1},
        {"case": case.code, "option": "two", "total": 11, "highest": 20, "place": 2, "fails": "lawful"},
        {
            "case": case.code,
            "option": "three",
            "total": None,
            "highest": 20,
            "place": None,
            "not_judged": "savings, counters, lawful",
        },
    ]
    assert [(row["option"], row["criterion"], row["weighted"]) for row in data["option_scores"]] == [
        ("one", "savings", 12),
        ("one", "counters", 1),
        ("two", "savings", 6),
        ("two", "counters", 5),
    ]


def test_where_a_budget_line_stands():
    line = budget()
    other = BudgetLineFactory(programme=line.programme, code="other", budget=None)
    Virement.objects.create(
        programme=line.programme,
        code="v",
        source=other,
        target=line,
        amount=3,
        on="2025-05-01",
        reason="Needed.",
        recorded_at=timezone.now(),
    )

    data = told(line.programme)

    first, second = sorted(data["budget_lines"], key=lambda row: row["line"])
    assert first == {
        "line": "2025/office",
        "first": 247,
        "moved_in": 3,
        "moved_out": 0,
        "budget": 250,
        "actual": 173,
        "committed": 50,
        "available": 27,
        "expected": 10,
        "after_expected": 17,
        "forecast": 260,
        "variance": 10,
        "variance_percent": 4,
    }
    assert (second["first"], second["moved_out"], second["budget"], second["available"]) == (None, 3, None, None)
    (year,) = data["budget_years"]
    assert (year["year"], year["lines"], year["budget"], year["blank"], year["available"]) == (2025, 2, 250, 1, 27)


def test_a_withheld_line_has_no_figure():
    line = budget(is_withheld=True)

    data = told(line.programme)

    (row,) = data["budget_lines"]
    assert {name for name, value in row.items() if value is not None} == {"line"}
    (year,) = data["budget_years"]
    assert (year["budget"], year["actual"], year["withheld"]) == (None, None, 1)


def test_a_person_is_told_of_what_they_see():
    version = version_of_flows()
    budget(programme=version.case.programme)
    auditor = user_with_role(Role.AUDITOR, programme=version.case.programme)

    assert told(version.case.programme, person=auditor) == told(version.case.programme)
    stranger = told(version.case.programme, person=user_with_role(Role.AUDITOR))
    assert [name for name, rows in stranger.items() if rows] == ["day"]


def test_figures_of_a_past_moment_are_those_of_the_history():
    version = version_of_flows(created_at=timezone.now() - 2 * AGE)
    line = budget(programme=version.case.programme)
    OptionFactory(case=version.case)
    SavingsValueFactory(line=SavingsLineFactory(review=version.case.review))
    ParticipationFactory(review=version.case.review)
    ApportionmentFactory(programme=version.case.programme)
    before = told(version.case.programme)
    let_time_pass()
    then = timezone.now() - AGE / 2
    version.lines.get(kind=LineKind.ONE_OFF).amounts.update(amount=999)
    line.budget = 500
    line.save()

    data = told(version.case.programme, as_at=then)

    assert figures(data) == figures(before)
    for table in ("case_totals", "option_totals", "council_shares", "savings_totals"):
        assert data[table] == before[table]
    assert figures(told(version.case.programme))["one_off"] == 999


def test_queries_do_not_grow_with_the_rows():
    programme = version_of_flows().case.programme
    budget(programme=programme, code="first")
    OptionScoreFactory(
        option=OptionFactory(case=(case := programme.business_cases.get())), criterion=CriterionFactory(case=case)
    )
    SavingsValueFactory(line=SavingsLineFactory(review=case.review))
    ParticipationFactory(review=case.review)
    ApportionmentFactory(programme=programme)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            told(programme)
        counts.append(len(queries))
        for number in range(2):
            case = BusinessCaseFactory(review=ReviewFactory(programme=programme))
            option = OptionFactory(case=case)
            OptionScoreFactory(option=option, criterion=CriterionFactory(case=case), score=1)
            version_of_flows(case=case)
            SavingsValueFactory(line=SavingsLineFactory(review=case.review), year=2020 + number)
            ParticipationFactory(review=case.review)
            budget(programme=programme, code=f"line-{len(counts)}-{number}", year=2020 + number)
    assert counts[0] == counts[1]


def test_what_each_council_saves_and_pays_with_the_percentages():
    version = version_of_flows()
    review = version.case.review
    one, other = sorted(ParticipationFactory(review=review).council.code for _ in range(2))
    ApportionmentFactory(programme=review.programme, code="halves", ended_on="2012-03-31")

    data = told(review.programme)

    rows = {(row.get("council"), row["year"]): row for row in data["council_shares"]}
    assert {(row["saving"], row["one_off"], row["net"]) for row in rows.values() if row["year"] == 2011} == {
        (15, 0, 15)
    }
    assert [(year, rows[None, year]["saving"]) for _, year in rows if _ is None] == [
        *((year, 30) for year in range(2012, 2016)),
        (None, 120),
    ]
    for figure, table in (("saving", "annual_saving"), ("one_off", "one_off")):
        for year in (2010, 2011, 2012, 2013, 2014, 2015, None):
            parts = sum(row[figure] for (_, of), row in rows.items() if of == year)
            assert parts == amounts(data, table).get(year, 0)
    assert (rows[one, None]["saving"], rows[one, None]["one_off"], rows[one, None]["net"]) == (15, 50, -35)
    assert [(row["year"], row["council"], row["percentage"]) for row in data["share_percentages"]] == [
        (2010, one, 50),
        (2010, other, 50),
        (2011, one, 50),
        (2011, other, 50),
    ]
    assert {row["apportionment"] for row in data["share_percentages"]} == {"halves"}


def test_shares_that_are_not_open_are_told_to_their_own_council_alone():
    version = version_of_flows()
    review = version.case.review
    own, other = (ParticipationFactory(review=review).council for _ in range(2))
    ApportionmentFactory(programme=review.programme, shares_are_open=False)
    officer = user_with_role(Role.FINANCE_OFFICER, programme=review.programme, council=own)

    def councils(person: Any) -> set[str]:
        return {row["council"] for row in told(review.programme, person=person)["council_shares"]}

    assert councils(officer) == {own.code}
    assert councils(user_with_role(Role.AUDITOR, programme=review.programme)) == {own.code, other.code}


def test_savings_by_year_kind_and_state():
    line = SavingsLineFactory(state=SavingsState.ON_TRACK)
    SavingsValueFactory(line=line, amount=1200)
    SavingsValueFactory(line=line, amount=None, month=1, kind=ValueKind.ACTUAL)
    SavingsValueFactory(line=line, year=2012, amount=900, is_withheld=True)
    risky = SavingsLineFactory(review=line.review, state=SavingsState.AT_RISK, state_reason="Late.")
    SavingsValueFactory(line=risky, amount=300)
    pressure = SavingsLineFactory(review=line.review, measure=Measure.PRESSURE)
    SavingsValueFactory(line=pressure, amount=100)
    closed = SavingsLineFactory(review=line.review, closed_on="2011-04-01", closed_reason="Over.")
    SavingsValueFactory(line=closed, amount=7)

    rows = {
        (row["year"], row["of"], row.get("kind")): (row["amount"], row["blank"], row["withheld"])
        for row in told(line.programme)["savings_totals"]
    }

    assert rows[2011, "gross", "plan"] == (1500, 0, 0)
    assert rows[2011, "on_track", "plan"] == (1200, 0, 0)
    assert rows[2011, "at_risk", "plan"] == (300, 0, 0)
    assert rows[2011, "pressure", "plan"] == (100, 0, 0)
    assert rows[2011, "net", "plan"] == (1400, 0, 0)
    assert rows[2011, "gross", "actual"] == (None, 1, 0)
    assert rows[2011, "gross", "forecast"] == (None, 0, 0)
    assert rows[2011, "unachieved", None] == (None, 1, 0)  # the actual is blank
    SavingsValue.objects.filter(kind=ValueKind.ACTUAL).update(amount=0)
    again = {(row["year"], row["of"]): row["amount"] for row in told(line.programme)["savings_totals"]}
    assert again[2011, "unachieved"] == 1600
    assert rows[2012, "gross", "plan"] == (None, 0, 1)


def test_tracker_beside_its_case():
    version = CaseVersionFactory(is_approved=True)
    saving = CaseLineFactory(version=version, kind=LineKind.SAVING, group="", code="staff")
    CaseAmountFactory(line=saving, year=2011, amount=1000)
    CaseAmountFactory(line=saving, year=2012, amount=1000)
    line = SavingsLineFactory(review=version.case.review, code="fewer", version=version, case_line=saving)
    SavingsValueFactory(line=line, year=2011, amount=1000)
    SavingsValueFactory(line=line, year=2012, amount=900)
    untracked = CaseLineFactory(version=version, kind=LineKind.SAVING, group="", code="other")
    CaseAmountFactory(line=untracked, year=2011, amount=5, is_withheld=True)

    rows = told(version.case.programme)["savings_reconciliation"]

    told_of = {"review": version.case.review.code, "version": f"{version.case.code}/1"}
    staff = {**told_of, "case_lines": "staff", "lines": "fewer"}
    assert rows == [
        {
            **told_of,
            "case_lines": "other",
            "year": 2011,
            "case": None,
            "tracker": None,
            "difference": None,
            "why": "Not in the tracker",
        },
        {**staff, "year": 2011, "case": 1000, "tracker": 1000, "difference": 0},
        {**staff, "year": 2012, "case": 1000, "tracker": 900, "difference": -100, "why": "Planned otherwise"},
    ]
