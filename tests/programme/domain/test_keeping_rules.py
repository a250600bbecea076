"""A rule stands once: the table of the model says which constraint is told at which field, and how."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest
from django.apps import apps
from django.db import IntegrityError, models

from programme.domain.keeping_rules import check_rules, write
from programme.enums import AimKind
from programme.errors import DomainError
from programme.models import Aim, Programme
from programme.values.rule import Rule, rules_of
from services.models import ReviewAim
from tests.factories.programme import PeriodFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory

WITH_RULES = [model for model in apps.get_models() if rules_of(model)]


@pytest.mark.parametrize("model", WITH_RULES, ids=lambda model: model.__name__)
def test_every_rule_is_of_a_constraint_of_its_model(model: type[models.Model]):
    assert rules_of(model).keys() <= {constraint.name for constraint in model._meta.constraints}


@pytest.mark.parametrize("model", WITH_RULES, ids=lambda model: model.__name__)
def test_every_rule_is_told_somewhere_and_names_only_what_the_record_has(model: type[models.Model]):
    for rule in rules_of(model).values():
        assert rule.sentence or rule.expected
        for _, name, _, _ in Formatter().parse(rule.sentence):
            if name is not None:
                record, attribute = name.split(".")
                assert record == "record"
                assert hasattr(model, attribute)


def test_a_file_tells_a_rule_at_its_own_field():
    assert Rule("reason", "Say why.", "the reason", file_field="ended_reason").place_in_file == "ended_reason"
    assert Rule("user", "Choose a person.", "a person", file_field="").place_in_file == ""
    assert Rule("text", "Say what.", "the text").place_in_file == "text"


def test_the_first_rule_of_the_table_that_is_broken_is_told_at_its_field():
    period = PeriodFactory.build(
        starts_on=date(2023, 2, 1), ends_on=date(2023, 1, 1), deadline=date(2023, 1, 1), cut_off=date(2022, 1, 1)
    )

    with pytest.raises(DomainError, match=r"^The last day must be on or after the first day\.$") as refused:
        check_rules(period)
    assert refused.value.field == "ends_on"


@pytest.mark.django_db
def test_what_only_the_database_sees_is_told_by_the_same_table():
    review = ReviewFactory(name="Parking")
    aim = principle(review.programme, name="No team of one")
    write(ReviewAim(review=review, aim=aim))

    with pytest.raises(DomainError, match="Parking already serves “No team of one”") as refused:
        write(ReviewAim(review=review, aim=aim))
    assert refused.value.field == "aim"


@pytest.mark.django_db
def test_a_constraint_that_has_no_words_stays_a_failure_of_ours():
    programme = ProgrammeFactory()
    principle(programme, name="First")

    with pytest.raises(IntegrityError, match="aim_code_unique"):
        principle(programme, name="Second")


def principle(programme: Programme, *, name: str) -> Aim:
    return write(Aim(programme=programme, code="principle", kind=AimKind.PRINCIPLE, name=name))
