"""What a new row is given among those there: a short code made from its name, and the place after the others."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet
from django.utils.text import slugify

CODE_LENGTH = 60
LAST_PLACE = 32_000
"""The highest position that a new row is given; the column holds some more."""
TAKEN_BY_PAGES = frozenset({"add", "new"})
"""Words that stand in addresses where a code could: a review of the code "new" would be hidden by the form for one."""


def new_code(name: str, *, among: QuerySet[Any]) -> str:
    """A code that none of the rows has: the name's letters and digits, with a number after it where that is taken."""
    stem = slugify(name)[: CODE_LENGTH - 4].strip("-_").replace("_", "-") or "row"
    taken = TAKEN_BY_PAGES | set(among.filter(code__startswith=stem).values_list("code", flat=True))
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(code for code in candidates if code not in taken)


def next_place(among: QuerySet[Any], *, last: int = LAST_PLACE) -> int:
    """The position after those of the rows; those that come once `last` is taken share it."""
    taken: int = among.aggregate(taken=Max("position"))["taken"] or 0
    return min(taken + 1, last)
