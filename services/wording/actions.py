"""How an action is told in words: its delivery plan references, and the words its commentary opens with."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from programme.values.ordering import natural_order
from services.enums import ActionStatus

ENDS_IN_BRACKETS = {ActionStatus.COMPLETE, ActionStatus.NOT_NEEDED}
"""A recommendation says of its status only that it is at an end."""


def listed(items: Iterable[str]) -> str:
    """ "C4 and C5"; "F1, MT3, MT5 and MT11"; "" for none."""
    *first, last = [*items] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def references_in_words(references: Iterable[tuple[str, str]]) -> str:
    """References (plan, code) plan by plan: "Delivery Plan 2022-24, references F1, MT5 and MT11"."""
    ordered = sorted(references, key=lambda reference: (reference[0], natural_order(reference[1])))
    said = []
    for plan, group in groupby(ordered, key=lambda reference: reference[0]):
        codes = [code for _, code in group]
        said.append(f"{plan}, reference{'s' if len(codes) > 1 else ''} {listed(codes)}")
    return "; ".join(said)


def opening_words(*, status: str, number: int | None, references: Iterable[tuple[str, str]]) -> str:
    """What the commentary opens with: the status of an action, or the number of a recommendation, and the references.

    "Work in progress: Delivery Plan 2022-24, reference MT15"; "Recommendation 7"; "Recommendation 8 (complete)".
    """
    known = ActionStatus(status)
    opening = str(known.label)
    if number is not None:
        opening = f"Recommendation {number}"
        if known in ENDS_IN_BRACKETS:
            opening += f" ({known.label.lower()})"
    said = references_in_words(references)
    return f"{opening}: {said}" if said else opening
