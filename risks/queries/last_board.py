"""When a programme's board last met. An app above this one knows of meetings; it says how, in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from programme.models import Programme

BoardFinder = Callable[[Programme, datetime], datetime | None]

_finders: list[BoardFinder] = []


def register(finder: BoardFinder) -> None:
    """Say how the last meeting of a programme's board before a moment is found. A later one takes its place."""
    _finders[:] = [finder]


def last_board(programme: Programme, before: datetime) -> datetime | None:
    """When the board last met before a moment; None where it never has, or nobody keeps its meetings."""
    return _finders[0](programme, before) if _finders else None
