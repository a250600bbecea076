"""Which number a register gives next. A number is any text; people count in most of them: 7, R12 or FIN/03."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import count

LONGEST = 20
COUNTED = re.compile(r"(.*?)([0-9]{1,9})")
"""A number with what stands before what is counted."""


def next_number(given: Iterable[str], *, first: str = "1", taken: Collection[str] = ()) -> str:
    """One more than the highest of the commonest way of counting, with as many digits; `first` where nothing counts.

    Gaps stay: what was once given is not given again, nor what is `taken` besides. Nothing is suggested where that
    would be too long.
    """
    counted = [found.groups() for found in map(COUNTED.fullmatch, given) if found]
    if not counted:
        return first if first not in taken else next_number([first], taken=taken)
    ways = Counter(before for before, _ in counted)
    way = max(ways, key=lambda before: (ways[before], before))
    digits = max((digits for before, digits in counted if before == way), key=int)
    numbers = (f"{way}{str(number).zfill(len(digits))}" for number in count(int(digits) + 1))
    number = next(number for number in numbers if number not in taken)
    return number if len(number) <= LONGEST else ""
