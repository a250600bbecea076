"""Which number a register gives next. A number is any text; people count in most of them: 7, R12 or FIN/03."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LONGEST = 20
COUNTED = re.compile(r"(.*?)([0-9]{1,9})")
"""A number with what stands before what is counted."""


def next_number(given: Iterable[str], *, first: str = "1") -> str:
    """One more than the highest of the commonest way of counting, with as many digits; `first` where nothing counts.

    Gaps stay: what was once given is not given again. Nothing is suggested where that would be too long.
    """
    counted = [found.groups() for found in map(COUNTED.fullmatch, given) if found]
    if not counted:
        return first
    ways = Counter(before for before, _ in counted)
    way = max(ways, key=lambda before: (ways[before], before))
    digits = max((digits for before, digits in counted if before == way), key=int)
    number = f"{way}{str(int(digits) + 1).zfill(len(digits))}"
    return number if len(number) <= LONGEST else ""
