"""Programme C's options as its study has them (its 2.3.1 and 14.1)."""

from __future__ import annotations

import pytest

from finance.enums import Outcome
from finance.models import BusinessCase
from finance.queries.options import appraisal_of
from tests.programme.file.demos import take_demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def taken(module_database):
    take_demo("dartford-sevenoaks")


@pytest.fixture
def appraisal(taken, db):
    case = BusinessCase.objects.get(programme__code="dartford-sevenoaks", code="revenues-benefits")
    return appraisal_of(case)


def test_six_criteria_and_nine_options(appraisal):
    assert (len(appraisal.criteria), len(appraisal.options)) == (6, 9)


def test_options_2_and_4_are_shortlisted_and_4_is_carried_forward_with_the_reason(appraisal):
    numbered = dict(enumerate(appraisal.options, start=1))

    assert [number for number, option in numbered.items() if option.is_shortlisted] == [2, 4]
    assert [number for number, option in numbered.items() if option.is_preferred] == [4]
    assert "benefit fraud" in numbered[4].reason


def test_scores_that_the_study_does_not_print_are_not_made_up(appraisal):
    assert not appraisal.scores
    assert {one.place for one in appraisal.placed.values()} == {None}


def test_the_outcome_against_each_criterion(appraisal):
    assert [one.outcome for one in appraisal.criteria] == [
        Outcome.MET,
        Outcome.MET,
        Outcome.MET,
        Outcome.TOO_EARLY,
        Outcome.MET,
        Outcome.PARTLY_MET,
    ]
    assert all(one.outcome_reason and str(one.outcome_on) == "May 2010" for one in appraisal.criteria)
