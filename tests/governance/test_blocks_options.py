"""The live block of the options appraisal: what it draws, and as at when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from finance.models import Option
from governance.blocks import BlockContext, build_block
from governance.documents.content import Prose, Table
from programme.values.partial_date import PartialDate
from tests.factories.finance import BusinessCaseFactory, CriterionFactory, OptionFactory, OptionScoreFactory
from tests.factories.governance import BodyFactory
from tests.factories.programme import ProgrammeFactory
from tests.factories.services import ReviewFactory
from tests.finance.past import let_time_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    programme = ProgrammeFactory(starts_on=date(2022, 2, 1))
    return BusinessCaseFactory(review=ReviewFactory(programme=programme, joined_on=date(2022, 2, 1)), name="One site")


def draw(case, *, as_at=None, **parameters):
    body = BodyFactory(programme=case.programme)
    context = BlockContext(programme=case.programme, body=body, as_at=as_at, at=timezone.now())
    return build_block(code="options_appraisal", parameters=parameters, context=context)


def cells_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_criteria_options_judgements_and_the_preferred_one(case):
    criterion = CriterionFactory(case=case, name="Savings", weight=2)
    OptionScoreFactory(
        option=OptionFactory(case=case, name="All at one site", is_chosen=True), criterion=criterion, score=4
    )
    OptionFactory(case=case, name="As it is", position=1000)
    criteria, options, judged, preferred = draw(case)

    assert cells_of(criteria) == [["1. Savings", "Scored to 5, weight 2"]]
    assert cells_of(options) == [
        ["1. All at one site", "8 of 10", "1", "Preferred", "It tests the idea best."],
        ["2. As it is", "—", "Not placed: 1 not judged", "Not shortlisted", ""],
    ]
    assert cells_of(judged) == [["All at one site", "4"], ["As it is", "Not judged"]]
    assert preferred == Prose(markdown="**Preferred: All at one site.**")


def test_the_parts_that_are_asked_for_alone(case):
    CriterionFactory(
        case=case, name="Savings", outcome="met", outcome_reason="It came.", outcome_on=PartialDate.month(2024, 5)
    )
    CriterionFactory(case=case, name="Resilience", position=1000)
    OptionFactory(case=case, name="All at one site", is_chosen=True)
    (criteria,) = draw(case, parts=["criteria"])
    (options,) = draw(case, parts=["options"])
    (preferred,) = draw(case, parts=["preferred"])
    (outcomes,) = draw(case, parts=["outcomes"])

    assert cells_of(criteria) == [["1. Savings"], ["2. Resilience"]]
    assert cells_of(options) == [["1. All at one site", "Preferred", "It tests the idea best."]]
    assert preferred == Prose(markdown="**Preferred: All at one site.** It tests the idea best.")
    assert cells_of(outcomes) == [["1. Savings", "Met, May 2024", "It came."], ["2. Resilience", "Not judged yet", ""]]


def test_how_criteria_are_judged_is_told_where_they_differ(case):
    CriterionFactory(case=case, name="Savings", weight=2)
    CriterionFactory(case=case, name="Resilience", weight=1, position=1000)
    (criteria,) = draw(case, parts=["criteria"])

    assert cells_of(criteria) == [["1. Savings", "Scored to 5, weight 2"], ["2. Resilience", "Scored to 5, weight 1"]]


def test_a_later_correction_does_not_leak_in(case):
    option = OptionFactory(case=case, name="All at one site")
    CriterionFactory(case=case)
    let_time_pass()
    then = timezone.now() - timedelta(days=50)
    Option.objects.filter(pk=option.pk).update(name="Everything in one place")
    OptionFactory(case=case, name="Thought of later")

    assert [row[0] for row in cells_of(draw(case, as_at=then)[1])] == ["1. All at one site"]
    assert next(row[0] for row in cells_of(draw(case)[1])) == "1. Everything in one place"


def test_without_any_it_says_so(case):
    (table,) = draw(case)

    assert isinstance(table, Table)
    assert table.note == "No options have been set beside each other."
