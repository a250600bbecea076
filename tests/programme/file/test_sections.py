"""The declarations leave nothing out: a new field of a declared model is in the file, or said here not to be."""

from __future__ import annotations

import pytest
from django.db.models import CheckConstraint, Q

from programme.file.rows import Row
from programme.file.sections import Section, all_sections
from programme.rules.conditions import NotSupported, truth_of
from programme.values.rule import rules_of

NOT_IN_THE_FILE = {
    "people": {"password", "last_login", "is_superuser", "is_active", "date_joined"},
    "reviews": {"stage", "state", "state_reason"},  # those of the last move
    "review_aims": {"removed_at"},
    "project_dependencies": {"removed_at"},
    "session_councils": {"removed_at"},
    "action_references": {"removed_at"},
    "carried_recommendations": {"removed_at"},
    "attachments": {"content", "removed_at"},
    "case_versions": {"edition"},
    "case_lines": {"removed_at"},
    "criteria": {"removed_at"},
    "options": {"removed_at"},
    "apportionment_shares": {"removed_at"},
    "finance_close_editors": {"removed_at"},
    "matrix_cells": {"rank"},  # by the rule of its matrix
    "risk_viewers": {"removed_at"},
    "register_entries": {"inherent", "current", "target"},  # the latest assessments
    "mitigations": {"removed_at"},
    "updates": {"edition"},
    "reports": {"edition"},
    "report_sections": {"kind", "removed_at"},
    "recommendations": {"removed_at"},
    "background_papers": {"removed_at"},
}
NOT_WORKED_OUT = {"user_email_lower_case"}
"""Constraints that only the database can check; the file's e-mail addresses are made lower case as they are read."""


@pytest.mark.parametrize("section", all_sections(), ids=lambda section: section.name)
def test_every_field_of_the_model_is_in_the_file(section: Section):
    columns = {field.column for field in section.fields} | NOT_IN_THE_FILE.get(section.name, set())
    columns |= {"id", "programme", section.parent_column}

    assert {field.name for field in section.model._meta.concrete_fields} - columns == set()


@pytest.mark.parametrize("section", all_sections(), ids=lambda section: section.name)
def test_every_check_constraint_can_be_worked_out(section: Section):
    row = Row(section, section.model(), key="")
    for field in section.model._meta.concrete_fields:
        if field.is_relation:
            row.references[field.name] = None
    not_worked_out = set()
    for constraint in section.model._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            try:
                truth_of(constraint.condition, row.value)
            except NotSupported:
                not_worked_out.add(constraint.name)

    assert not_worked_out <= NOT_WORKED_OUT


@pytest.mark.parametrize("section", all_sections(), ids=lambda section: section.name)
def test_a_rule_is_told_at_a_field_of_the_file(section: Section):
    told = {rule.place_in_file for rule in rules_of(section.model).values() if rule.expected}

    assert told <= {"", *(field.name for field in section.fields)}


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (Q(name="Legal"), True),
        (~Q(name="Legal"), False),
        (Q(name__in=["Legal"]) & Q(code="legal"), True),
        (Q(left_on__isnull=True) | Q(name=""), True),
        (Q(left_on__gte="2023-01-01"), None),
        (~Q(left_on__gte="2023-01-01"), None),
        (Q(left_on__gte="2023-01-01") | Q(name="Legal"), True),
        (Q(left_on__gte="2023-01-01") & Q(name="Fraud"), False),
        (Q(position__lte=3, position__gt=2), False),
        (Q(code__regex="^leg"), True),
    ],
)
def test_conditions_are_worked_out_as_the_database_does(condition: Q, truth: bool | None):
    section = next(section for section in all_sections() if section.name == "reviews")

    row = Row(section, section.model(code="legal", name="Legal", position=2), key="legal")

    assert truth_of(condition, row.value) is truth
