"""What people are told where a record would break a constraint of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Rule:
    """A constraint in words. A model's `rules` has them by the name of the constraint, in the order they are told.

    A page says `sentence` at the form's `field`; it may name what the record holds: "{record.starts_on:%-d %B %Y}".
    A file says what was `expected` at the field of its own, `file_field` where that is called otherwise. One of the two
    may be missing: a page on which nobody can break the rule, or a file that names the constraint alone.
    """

    field: str
    sentence: str = ""
    expected: str = ""
    file_field: str | None = None

    def of(self, record: Any) -> str:
        """The sentence of one record."""
        return self.sentence.format(record=record)

    @property
    def place_in_file(self) -> str:
        """The field of a file's row at which the rule is told; "" for the row as a whole."""
        return self.field if self.file_field is None else self.file_field


def rules_of(model: type[Any]) -> Mapping[str, Rule]:
    """The rules of a noun by the name of the constraint; none where its model has no table of them."""
    found: Mapping[str, Rule] = getattr(model, "rules", {})
    return found
