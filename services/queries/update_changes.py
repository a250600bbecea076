"""What differs between two updates, field by field and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from services.enums import Rag
from services.models import ProgressUpdate

LONGEST_WORDS = 1_500
"""Longer texts are compared whole: word by word would hold up the page."""


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether the other text has them."""

    text: str
    is_new: bool


@dataclass(frozen=True)
class FieldSaid:
    """One field of an update as it is read: its words now, before, and whether they differ.

    `pieces` is the text now with what is new marked; empty where the text was not compared word by word.
    """

    name: str
    label: str
    value: Any
    before: Any
    is_changed: bool
    pieces: tuple[Piece, ...] = ()

    @property
    def is_prose(self) -> bool:
        return isinstance(self.value, str) and self.name != "rag"


def field_label(name: str) -> str:
    """A field's name as the form and the pages write it."""
    label = str(ProgressUpdate._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def fields_said(update: ProgressUpdate, *, before: ProgressUpdate | None) -> list[FieldSaid]:
    """Every field of an update beside what was said before it."""
    found = []
    for name in ProgressUpdate.TEXT_FIELDS:
        value, old = getattr(update, name), getattr(before, name) if before else None
        changed = before is not None and _plain(value) != _plain(old)
        pieces = tuple(new_words(str(old or ""), value)) if changed and isinstance(value, str) and name != "rag" else ()
        found.append(FieldSaid(name, field_label(name), value, old, changed, pieces))
    return found


@dataclass(frozen=True)
class Difference:
    """A field in which two people's words differ."""

    name: str
    label: str
    theirs: str
    mine: str


def differences(*, theirs: ProgressUpdate, mine: Mapping[str, Any]) -> list[Difference]:
    """The fields in which what is stored differs from what a person typed."""
    return [
        Difference(name, field_label(name), in_words(name, getattr(theirs, name)), in_words(name, mine[name]))
        for name in ProgressUpdate.TEXT_FIELDS
        if name in mine and _plain(getattr(theirs, name)) != _plain(mine[name])
    ]


def in_words(name: str, value: Any) -> str:
    """A field's value as a person reads it."""
    if name == "rag":
        return str(Rag(value).label) if value in Rag.values else "Unrated"
    return "" if value is None else str(value)


def new_words(before: str, after: str) -> Iterable[Piece]:
    """The words of `after`, in pieces, with those that `before` lacks marked."""
    old, new = _words(before), _words(after)
    if len(old) > LONGEST_WORDS or len(new) > LONGEST_WORDS:
        return
    matcher = SequenceMatcher(a=[word.strip() for word in old], b=[word.strip() for word in new], autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        if start != end:
            yield Piece("".join(new[start:end]), kind != "equal")


def _words(text: str) -> list[str]:
    """Words with the space that follows them."""
    return re.findall(r"\S+\s*|\s+", text)


def _plain(value: Any) -> str:
    return " ".join(str("" if value is None else value).split())
