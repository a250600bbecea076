"""The database's own check constraints, worked out in Python over rows not yet written.

The rule stands once, on the model: a page refuses a record by it, and a file's breaches of it are all found, with
their places, before anything is written. `value_of` gives what a row will hold in a column.
Like the database, a comparison with nothing is neither true nor false, and a constraint fails only where it is false.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db.models import F, Q

Value = Callable[[str], Any]


class NotSupported(Exception):
    """The condition uses a lookup that is not worked out here."""


def is_breached(condition: Any, value_of: Value) -> bool:
    """Whether the row makes the condition false. Raises NotSupported."""
    return truth_of(condition, value_of) is False


def truth_of(condition: Any, value_of: Value) -> bool | None:
    if isinstance(condition, tuple):
        return _lookup(condition[0], condition[1], value_of)
    if not isinstance(condition, Q):
        raise NotSupported(repr(condition))
    found = [truth_of(child, value_of) for child in condition.children]
    if condition.connector == Q.AND:
        truth = False if False in found else (None if None in found else True)
    elif condition.connector == Q.OR:
        truth = True if True in found else (None if None in found else False)
    else:
        raise NotSupported(condition.connector)
    return truth if not condition.negated or truth is None else not truth


def _lookup(path: str, expected: Any, value_of: Value) -> bool | None:
    column, _, lookup = path.partition("__")
    lookup = lookup or "exact"
    value = value_of(column)
    if lookup == "isnull":
        found: bool | None = (value is None) == expected
        return found
    if isinstance(expected, F):
        expected = value_of(str(vars(expected)["name"]))
    elif not isinstance(expected, str | int | list | tuple | set | frozenset):
        raise NotSupported(path)
    if value is None or expected is None:
        return None
    comparison = _COMPARISONS.get(lookup)
    if comparison is None:
        raise NotSupported(path)
    return bool(comparison(value, expected))


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, expected: value == expected,
    "in": lambda value, expected: value in expected,
    "gte": lambda value, expected: value >= expected,
    "gt": lambda value, expected: value > expected,
    "lte": lambda value, expected: value <= expected,
    "lt": lambda value, expected: value < expected,
    "regex": lambda value, expected: re.search(expected, value) is not None,
}
