"""Kinds of column of finance."""

from typing import Any

from django.contrib.postgres.fields import BigIntegerRangeField, IntegerRangeField
from django.db import models
from django.db.models import F, Func, Q, TextField


class PoundsField(models.DecimalField):  # type: ignore[type-arg] # generic to the type checker alone
    """Pounds and pence, up to a hundred thousand million. Empty: not yet known, which is not zero."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 14, "decimal_places": 2, **kwargs})


class FinancialYearField(models.PositiveSmallIntegerField):  # type: ignore[type-arg] # generic to the type checker alone
    """A financial year, April to March, by the year in which it begins: 2011 for 2011/12."""


def possible_year(name: str, field: str = "year") -> models.CheckConstraint:
    """The year is one that a council can budget for; nothing stays nothing."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 1974, f"{field}__lte": 2199}), name=name
    )


class SameText(Func):
    """Equality of a text as a range of its hash, so that a plain GiST index can hold it without btree_gist."""

    template = "INT8RANGE(hashtextextended(%(expressions)s, 0), hashtextextended(%(expressions)s, 0), '[]')"
    output_field = BigIntegerRangeField()

    def __init__(self, column: str, **extra: Any) -> None:
        super().__init__(F(column), **extra)


class SameValues(Func):
    """Equality of several columns together, an empty one among them, as a range of their hash; see SameText."""

    template = SameText.template
    arg_joiner = " || ':' || "
    output_field = BigIntegerRangeField()

    def __init__(self, *columns: str, **extra: Any) -> None:
        super().__init__(*(_AsText(F(name)) for name in columns), **extra)


class _AsText(Func):
    template = "COALESCE(%(expressions)s::text, '')"
    output_field = TextField()


class MonthsTold(Func):
    """The months of a financial year that a month stands for: itself, or with 0 all twelve."""

    template = (
        "INT4RANGE(GREATEST(%(expressions)s, 1), CASE %(expressions)s WHEN 0 THEN 13 ELSE %(expressions)s + 1 END)"
    )
    output_field = IntegerRangeField()

    def __init__(self, column: str, **extra: Any) -> None:
        super().__init__(F(column), **extra)
