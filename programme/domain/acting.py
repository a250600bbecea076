"""Who acts, for the history. The web's middleware says it by itself; tasks and commands say it with `acting_as`."""

from __future__ import annotations

import pghistory

from programme.models import User


def acting_as(actor: User | None, *, through: str) -> pghistory.context:
    """Record every change made within as done by `actor`, by way of a command or task (`through`).

    `actor` is None where nobody in particular acts, for example on the first load of the demo programmes.
    """
    return pghistory.context(user=actor.pk if actor else None, through=through)
