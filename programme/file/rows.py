"""Rows: as the file has them, and as the record has or will have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from programme.file.kinds import Reference
from programme.file.nodes import Node, Place, place_text
from programme.file.sections import Field, Section

Action = Literal["", "unchanged", "changed", "added"]


class FileRow:
    """A row as the file has it. `values` holds what was given and is of the right kind; None for what was emptied."""

    __slots__ = ("faulty", "node", "ordinal", "parent", "path", "places", "section", "values")

    def __init__(self, section: Section, node: Node, *, path: str, parent: FileRow | None, ordinal: int) -> None:
        self.section = section
        self.node = node
        self.path = path
        self.parent = parent
        self.ordinal = ordinal
        self.values: dict[str, Any] = {}
        self.places: dict[str, Place] = {}
        self.faulty = False

    def place(self, field: str = "") -> str:
        return place_text(self.places.get(field, self.node.place))

    def field_path(self, field: str = "") -> str:
        return f"{self.path} › {field}" if field else self.path


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row: what stood and what will stand, as data."""

    field: str
    before: Any
    after: Any


class Row:
    """A row of the record: `instance` holds what it is or will be, `action` what the file does to it ("" nothing)."""

    __slots__ = (
        "action",
        "changes",
        "columns",
        "file_row",
        "in_scope",
        "instance",
        "key",
        "parent",
        "references",
        "section",
    )

    def __init__(self, section: Section, instance: Any, *, key: str, parent: Row | None = None) -> None:
        self.section = section
        self.instance = instance
        self.key = key
        self.parent = parent
        self.references: dict[str, Row | None] = {}
        self.file_row: FileRow | None = None
        self.action: Action = ""
        self.changes: list[Change] = []
        self.columns: set[str] = set()
        self.in_scope = True

    @property
    def is_new(self) -> bool:
        return self.action == "added"

    @property
    def is_touched(self) -> bool:
        return self.action in ("added", "changed")

    @property
    def faulty(self) -> bool:
        return self.file_row is not None and self.file_row.faulty

    def set_aside(self) -> None:
        """Check the row no further: its fault has been told, and others would only follow from it."""
        if self.file_row is not None:
            self.file_row.faulty = True

    def value(self, column: str) -> Any:
        """What the row will hold: a plain value, or for a reference the row it points at."""
        if column in self.references:
            return self.references[column]
        if column == self.section.parent_column and self.parent is not None:
            return self.parent
        return getattr(self.instance, column)

    def data(self, field: Field) -> Any:
        """A field as a file has it: text, number, truth, mapping, or None for nothing."""
        value = self.value(field.column)
        if isinstance(value, Row):
            parent_key = self.parent.key if self.parent else ""
            return field.kind.told(value.key, parent_key) if isinstance(field.kind, Reference) else value.key
        return None if value is None or value == "" else field.kind.write(value)

    def put(self, column: str, value: Any, *, shown_as: str = "") -> None:
        """Work out a column that the file does not have. `shown_as` lists it among the changes by that name."""
        before = getattr(self.instance, column)
        if before == value:
            return
        setattr(self.instance, column, value)
        self.columns.add(column)
        if not self.is_new:
            self.action = "changed"
            if shown_as:
                self.changes.append(Change(shown_as, before or None, value or None))

    def given(self, field: str) -> bool:
        """Whether the file says anything about the field."""
        return self.file_row is not None and field in self.file_row.values

    @property
    def label(self) -> str:
        return self.key or self.section.noun


def key_of(section: Section, texts: list[str], parent_key: str) -> str:
    return "/".join([parent_key, *texts] if section.parent else texts)


def key_texts(row: Row) -> list[str]:
    """The parts of a row's key, as text."""
    texts = []
    for name in row.section.key:
        data = row.data(row.section.field(name))
        texts.append("" if data is None else str(data))
    return texts


def reference_fields(section: Section) -> list[tuple[Field, str]]:
    """The fields that point at other rows, with the section they point into."""
    return [(field, field.kind.section) for field in section.fields if isinstance(field.kind, Reference)]
