"""Refusing a record that would break a rule of its noun, in the words of the model's table of rules."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import DatabaseError, IntegrityError, models

from programme.errors import DomainError
from programme.rules.conditions import is_breached
from programme.values.partial_date import PartialDate
from programme.values.rule import rules_of

RecordT = TypeVar("RecordT", bound=models.Model)


def check_rules(record: models.Model) -> None:
    """Raise DomainError for the first rule of the table that the record breaks, at its field.

    What one row alone does not show, such as a second of the same name, is left to the database.
    """
    conditions = {
        constraint.name: constraint.condition
        for constraint in record._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }

    def value(column: str) -> Any:
        field: Any = record._meta.get_field(column)
        return getattr(record, field.attname)

    for name, rule in rules_of(type(record)).items():
        if rule.sentence and name in conditions and is_breached(conditions[name], value):
            raise broken(record, name)


def write(record: RecordT) -> RecordT:
    """Save a record that keeps its rules, within the caller's transaction. Raises DomainError."""
    check_rules(record)
    try:
        record.save()
    except IntegrityError as error:
        name = constraint_of(error)
        if name not in rules_of(type(record)):
            raise
        raise broken(record, name) from error
    return record


def check_begun(when: PartialDate | None, what: str, *, today: date, field: str) -> None:
    """Raise DomainError for a rough date that is not known or still to come; `what` happened then: "it was signed"."""
    if when is None or not when.has_begun(today):
        raise DomainError(f"Enter when {what}: a day, month, quarter or year that has begun.", field=field)


def check_passed(day: date | None, *, today: date, field: str) -> None:
    """Raise DomainError for a day after today."""
    if day is not None and day > today:
        raise DomainError("Enter today or a day that has passed.", field=field)


def broken(record: models.Model, name: str) -> DomainError:
    """The refusal of a record by one of its rules."""
    rule = rules_of(type(record))[name]
    return DomainError(rule.of(record), field=rule.field)


def constraint_of(error: DatabaseError) -> str:
    """The name of the constraint that the database refused by; "" for none."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
