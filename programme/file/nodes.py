"""What a reader makes of a file: a tree of plain values, each with the place where it stands."""

from __future__ import annotations

from typing import Any, Literal

MOST_NODES = 1_000_000
DEEPEST = 30
LARGEST_FILE = 20 * 1024 * 1024
"""In bytes, of an uploaded programme file in any format."""

Place = int | str
NodeKind = Literal["mapping", "list", "value", "bad"]


class Node:
    """`value` is a dict of nodes, a list of nodes or a plain value, by `kind`. A "bad" node has had its fault told."""

    __slots__ = ("kind", "place", "value")

    def __init__(self, kind: NodeKind, value: Any, place: Place) -> None:
        self.kind = kind
        self.value = value
        self.place = place

    def data(self) -> Any:
        """The plain data under this node."""
        if self.kind == "mapping":
            return {key: node.data() for key, node in self.value.items()}
        if self.kind == "list":
            return [node.data() for node in self.value]
        return self.value

    def at(self, steps: list[str | int]) -> Node:
        """The node that some steps (keys and positions) lead to, or the last one on the way."""
        node = self
        for step in steps:
            in_mapping = node.kind == "mapping" and step in node.value
            in_list = node.kind == "list" and isinstance(step, int) and step < len(node.value)
            if in_mapping or in_list:
                node = node.value[step]
            else:
                break
        return node

    @property
    def is_bad(self) -> bool:
        """Whether a fault has been reported in this node or below it."""
        if self.kind == "mapping":
            return any(node.is_bad for node in self.value.values())
        if self.kind == "list":
            return any(node.is_bad for node in self.value)
        return self.kind == "bad"


def place_text(place: Place) -> str:
    """A place as people read it: "line 12", or the sheet and cell as the reader wrote it."""
    return f"line {place}" if isinstance(place, int) else place


def described(value: Any) -> str:
    """A value as a fault shows it: short, on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping of keys"
    if isinstance(value, list):
        return "a list"
    text = " ".join(str(value).split())
    text = "".join(character if character.isprintable() else "�" for character in text)
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    return f"“{shown}”" if isinstance(value, str) else shown
