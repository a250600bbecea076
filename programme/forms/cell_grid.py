"""A page of cells to fill in at once, so that two people never overwrite each other silently.

The page carries the mark of every cell as it was opened. Cells that somebody else wrote meanwhile are refused together;
each then says what stands now, and saving again is knowingly on top of it.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from programme.errors import CellsChangedByAnother, DomainError
from programme.forms.domain_form import DomainForm


class CellGrid(DomainForm):
    """A grid says what its cells are (`cell_keys`), what stands in them (`marks`, `said`), and how they were sent
    (`entries`); `take_over` tells it what stands in them now.
    """

    seen = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "The page was not sent whole, so nothing was saved. Check it and save again."},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["seen"].initial = json.dumps(self.marks())

    def cell_keys(self) -> Mapping[str, Hashable]:
        """The key of every cell that is written here, by the name of its field."""
        raise NotImplementedError

    def marks(self) -> Mapping[str, str]:
        """The mark of what stands in every cell, by the name of its field."""
        raise NotImplementedError

    def take_over(self, cells: Mapping[Any, Any]) -> None:
        """Know what stands in these cells now."""
        raise NotImplementedError

    def said(self, key: Any) -> str:
        """What stands in a cell, in words."""
        raise NotImplementedError

    def entries(self) -> list[Any]:
        """Every cell as it was sent."""
        raise NotImplementedError

    def seen_marks(self) -> dict[str, str]:
        """The marks that were sent, by the name of the field; none for what cannot be read."""
        try:
            found = json.loads(self.data.get(self.add_prefix("seen"), ""))
        except (ValueError, RecursionError):
            return {}
        return {name: str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}

    def arguments(self) -> dict[str, Any]:
        return {"entries": self.entries()}

    def refuse(self, error: DomainError) -> None:
        super().refuse(error)
        if not isinstance(error, CellsChangedByAnother):
            return
        self.take_over(error.cells)
        seen, stands = self.seen_marks(), self.marks()
        for name, key in self.cell_keys().items():
            if key in error.cells:
                seen[name] = stands[name]
                self.add_error(name, f"Someone else changed this to {self.said(key)}.")
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed[self.add_prefix("seen")] = json.dumps(seen)
        self.data = typed
