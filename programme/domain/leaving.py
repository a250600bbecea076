"""What a council takes part in besides the programme itself, which ends when the council leaves.

Apps above contribute what they keep, so that a membership and what hangs on it change in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from programme.models import Council, Programme
from programme.values.contributions import Contribution, contributed

Named = Callable[[Programme, Council], list[str]]


@dataclass(frozen=True, kw_only=True)
class Parts(Contribution):
    """One kind of taking part. Each function is given the programme and the council, and gives names in words.

    `going_on`: what goes on after the last day of membership; `begun_outside`: what began on a day outside it;
    `end`: ends what goes on, on that last day.
    """

    going_on: Named
    begun_outside: Named
    end: Named


def going_on(programme: Programme, council: Council) -> list[str]:
    """Everything that goes on after the council's last day of membership."""
    return [name for kind in contributed(Parts) for name in kind.going_on(programme, council)]


def begun_outside(programme: Programme, council: Council) -> list[str]:
    """Everything that began on a day on which the council is no member."""
    return [name for kind in contributed(Parts) for name in kind.begun_outside(programme, council)]


def end_all(programme: Programme, council: Council) -> list[str]:
    """End what goes on, on the last day of membership; gives what ended."""
    return [name for kind in contributed(Parts) for name in kind.end(programme, council)]
