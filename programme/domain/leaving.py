"""What a council takes part in besides the programme itself, which ends when the council leaves.

Apps above register what they keep, so that a membership and what hangs on it change in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from programme.models import Council, Programme

Named = Callable[[Programme, Council], list[str]]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """One kind of taking part. Each function is given the programme and the council, and gives names in words.

    `going_on`: what goes on after the last day of membership; `begun_outside`: what began on a day outside it;
    `end`: ends what goes on, on that last day.
    """

    going_on: Named
    begun_outside: Named
    end: Named


_kinds: list[Parts] = []


def register_parts(parts: Parts) -> None:
    """Have these end when a council leaves. Apps above do so."""
    if parts not in _kinds:
        _kinds.append(parts)


def going_on(programme: Programme, council: Council) -> list[str]:
    """Everything that goes on after the council's last day of membership."""
    return [name for kind in _kinds for name in kind.going_on(programme, council)]


def begun_outside(programme: Programme, council: Council) -> list[str]:
    """Everything that began on a day on which the council is no member."""
    return [name for kind in _kinds for name in kind.begun_outside(programme, council)]


def end_all(programme: Programme, council: Council) -> list[str]:
    """End what goes on, on the last day of membership; gives what ended."""
    return [name for kind in _kinds for name in kind.end(programme, council)]
