"""The order in which people count."""

from __future__ import annotations

import re


def natural_order(words: str) -> tuple[tuple[int, int, str], ...]:
    """The key by which MT3 stands before MT11."""
    parts = re.split(r"([0-9]+)", words.casefold())
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts if part)
