"""What is wrong with a workbook that somebody sent, as far as one page lists it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MOST_SHOWN = 300
"""Faults, notes and changes that one page lists."""


def faults_shown(faults: Iterable[object], *, count: int | None = None) -> dict[str, Any]:
    """What `programme/_workbook_faults.html` says; `count` where there are more than were logged."""
    told = [str(fault) for fault in faults]
    found = len(told) if count is None else count
    return {
        "faults": told[:MOST_SHOWN],
        "faults_count": found,
        "faults_more": max(found - MOST_SHOWN, 0),
        "most_shown": MOST_SHOWN,
    }
