"""The live block of budgets: programme D's proof, and what a body of one council is not told."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.db.models import F
from django.utils import timezone

from finance.models import BudgetLine
from governance.blocks import BlockParametersInvalid, build_block
from governance.blocks.context import BlockContext
from governance.models import Body, Report
from programme.queries.history_models import event_models
from tests.factories.finance import BudgetLineFactory
from tests.programme.file.demos import take_demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def taken(module_database: None) -> None:
    take_demo("rochford-brentwood")


@pytest.fixture
def report(taken: None, db: None) -> Report:
    return Report.objects.get(programme__code="rochford-brentwood", code="q4-update")


def table_of(context, **parameters):
    return build_block(code="budget", parameters=parameters, context=context)[0]


def texts(row):
    return [cell.text for cell in row.cells]


def context_of(report, body=None, as_at=None):
    return BlockContext(programme=report.programme, body=body or report.meeting.body, as_at=as_at, at=timezone.now())


def test_programme_d_has_24_left_then_14_after_the_legal_advice(report):
    (row,) = table_of(context_of(report), year="2022").rows

    assert texts(row)[:7] == ["Programme, year one", "247,000", "173,000", "50,000", "24,000", "10,000", "14,000"]
    assert texts(row)[7:] == ["233,000", "-14,000 (-5.7%)"]


def test_as_at_a_past_moment_later_postings_and_corrections_are_left_out(report):
    moment = timezone.now().replace(year=2022, month=10, day=31)
    with pgtrigger.ignore():
        for model in event_models():
            model._default_manager.update(pgh_created_at=F("pgh_created_at") - timedelta(days=100))
    before = texts(table_of(context_of(report, as_at=moment), year="2022").rows[0])
    BudgetLine.objects.update(budget=Decimal(1))
    after = texts(table_of(context_of(report, as_at=moment), year="2022").rows[0])

    assert before[2] == "140,750"
    assert after == before


def test_a_body_of_one_council_is_not_told_of_the_lines_of_another(report):
    councils = {council.code: council for council in report.programme.councils.all()}
    for code, council in councils.items():
        BudgetLineFactory(programme=report.programme, council=council, year=2022, code=code, name=f"Line of {code}")
    body = Body(council=councils["rochford"])
    names = [texts(row)[0] for row in table_of(context_of(report, body)).rows]
    of_other = table_of(context_of(report, body), council="brentwood")

    assert names == ["Line of rochford (Rochford)", "Programme, year one", "Total"]
    assert (of_other.rows, of_other.note) == ((), "No budget is recorded.")


def test_the_total_says_what_it_leaves_out(report):
    BudgetLineFactory(programme=report.programme, year=2022, budget=None, position=2)
    BudgetLineFactory(programme=report.programme, year=2022, is_withheld=True, position=3)
    table = table_of(context_of(report))

    assert texts(table.rows[-1])[1] == "247,000"
    assert "Leaves out 1 not yet known and 1 withheld: budget." in table.note
    assert texts(table.rows[2])[1:] == ["Withheld"] * 8


@pytest.mark.parametrize("year", ["22", "next", "1e3", "<b>", "2022\0"])
def test_a_year_that_is_none_is_refused_with_a_sentence(report, year):
    with pytest.raises(BlockParametersInvalid, match="for example 2022"):
        table_of(context_of(report), year=year)
