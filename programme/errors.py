"""Named errors. A `DomainError` carries a sentence for the person who made the mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied


class DomainError(Exception):
    """A rule of the programme office refused what was asked. `message` says what to do."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(PermissionDenied, DomainError):
    """The actor's roles do not allow this."""

    def __init__(self, message: str = "Your role does not allow this.") -> None:
        DomainError.__init__(self, message)


class ChangedByAnother(DomainError):
    """Someone else saved the same record since it was opened; nothing has been overwritten."""

    @classmethod
    def while_open(cls, what: str, *, it: str = "it") -> ChangedByAnother:
        """What a form says whose entries are still there: `what` was changed, "this" or "the rules"."""
        return cls(
            f"Someone else changed {what} while you had {it} open. Nothing has been overwritten. "
            "Your entries are still below: check them against what stands now, then save again."
        )


class CellsChangedByAnother(ChangedByAnother):
    """Someone else wrote some cells of a page since it was opened. `cells` has what each of them says now, by key."""

    def __init__(self, cells: Mapping[Any, Any]) -> None:
        super().__init__(
            "Someone else changed cells of this page while you had it open. Nothing has been overwritten. "
            "Your entries are still below: check them against what stands now, then save again."
        )
        self.cells = dict(cells)
