"""What the database itself refuses of an options appraisal."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from finance.enums import Outcome
from tests.factories.finance import BusinessCaseFactory, CriterionFactory, OptionFactory, OptionScoreFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "fields", "constraint"),
    [
        (CriterionFactory, {"kind": "guess"}, "criterion_kind_known"),
        (CriterionFactory, {"weight": -1}, "criterion_weight_not_negative"),
        (CriterionFactory, {"highest_score": 0}, "criterion_can_be_scored"),
        (CriterionFactory, {"outcome": "perhaps", "outcome_reason": "x"}, "criterion_outcome_known"),
        (CriterionFactory, {"outcome": Outcome.MET}, "criterion_outcome_has_a_reason"),
        (OptionFactory, {"is_preferred": True, "reason": "x"}, "option_preferred_from_the_shortlist_with_a_reason"),
        (
            OptionFactory,
            {"is_preferred": True, "is_shortlisted": True},
            "option_preferred_from_the_shortlist_with_a_reason",
        ),
        (OptionScoreFactory, {"passes": True, "score": 1}, "option_score_of_one_kind"),
        (OptionScoreFactory, {"score": -1}, "option_score_not_negative"),
    ],
)
def test_a_row_that_cannot_be(make, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize(
    ("make", "fields", "constraint"),
    [
        (CriterionFactory, {"code": "same"}, "criterion_code_unique"),
        (OptionFactory, {"code": "same"}, "option_code_unique"),
        (OptionFactory, {"is_chosen": True}, "option_one_preferred"),
    ],
)
def test_two_rows_that_cannot_both_be(make, fields, constraint):
    case = BusinessCaseFactory()
    make(case=case, **fields)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(case=case, **fields)


def test_an_option_is_judged_once_by_a_criterion():
    score = OptionScoreFactory()
    with pytest.raises(IntegrityError, match="option_score_once"), transaction.atomic():
        OptionScoreFactory(option=score.option, criterion=score.criterion)
