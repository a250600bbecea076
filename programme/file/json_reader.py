"""JSON text → nodes with their lines. Python's own reader keeps no lines, and a fault must name its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from programme.file.faults import FaultLog
from programme.file.nodes import DEEPEST, MOST_NODES, Node, described

SPACE = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?(?![0-9.eE+-])")
WORDS = {"true": True, "false": False, "null": None}


class _Stop(Exception):
    """Reading cannot go on; the fault has been logged."""


def read_json(text: str, *, faults: FaultLog) -> Node | None:
    """The document as nodes; None when it cannot be read at all. Every fault goes to `faults`."""
    reader = _Reader(text, faults)
    try:
        node, end = reader.read(reader.skip(0), depth=0)
        end = reader.skip(end)
        if end < len(text):
            reader.stop(end, "expected the end of the file")
    except _Stop:
        return None
    return node


class _Reader:
    def __init__(self, text: str, faults: FaultLog) -> None:
        self.text = text
        self.faults = faults
        self.starts = [found.end() for found in re.finditer("\n", text)]
        self.count = 0

    def line(self, position: int) -> int:
        return bisect_right(self.starts, position) + 1

    def skip(self, position: int) -> int:
        found = SPACE.match(self.text, position)
        return found.end() if found else position

    def stop(self, position: int, message: str) -> NoReturn:
        self.faults.add(place=f"line {self.line(position)}", path="", message=f"not readable as JSON: {message}")
        raise _Stop

    def read(self, position: int, *, depth: int) -> tuple[Node, int]:
        """The value that starts at `position` and where it ends."""
        self.count += 1
        if self.count > MOST_NODES:
            self.stop(position, f"more than {MOST_NODES:,} values in one file; divide it")
        if depth > DEEPEST:
            self.stop(position, f"nested deeper than {DEEPEST} levels")
        first = self.text[position : position + 1]
        if first == "{":
            return self._mapping(position, depth)
        if first == "[":
            return self._list(position, depth)
        value, end = self._scalar(position, first)
        return Node("value", value, self.line(position)), end

    def _scalar(self, position: int, first: str) -> tuple[Any, int]:
        if first == '"':
            return self._string(position)
        for word, value in WORDS.items():
            if self.text.startswith(word, position):
                return value, position + len(word)
        if found := NUMBER.match(self.text, position):
            number = found.group()
            return (float(number) if found[2] or found[3] else int(number)), found.end()
        found_text = self.text[position : position + 20].split("\n")[0]
        return self.stop(
            position, f"expected a value, found {described(found_text) if found_text else 'the end of the file'}"
        )

    def _string(self, position: int) -> tuple[str, int]:
        try:
            found: tuple[str, int] = scanstring(self.text, position + 1, True)
            return found
        except JSONDecodeError as error:
            self.stop(error.pos, error.msg.lower())

    def _mapping(self, position: int, depth: int) -> tuple[Node, int]:
        entries: dict[str, Node] = {}
        start, position = position, self.skip(position + 1)
        while self.text[position : position + 1] != "}":
            if self.text[position : position + 1] != '"':
                self.stop(position, "expected a key in double quotes")
            key_at = position
            key, position = self._string(position)
            position = self.skip(position)
            if self.text[position : position + 1] != ":":
                self.stop(position, f"expected a colon after the key {described(key)}")
            node, position = self.read(self.skip(position + 1), depth=depth + 1)
            if key in entries:
                self.faults.add(
                    place=f"line {self.line(key_at)}", path="", message=f"the key {described(key)} is written twice"
                )
            entries.setdefault(key, node)
            position = self._after_item(position, "}")
        return Node("mapping", entries, self.line(start)), position + 1

    def _list(self, position: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        start, position = position, self.skip(position + 1)
        while self.text[position : position + 1] != "]":
            node, position = self.read(position, depth=depth + 1)
            items.append(node)
            position = self._after_item(position, "]")
        return Node("list", items, self.line(start)), position + 1

    def _after_item(self, position: int, closing: str) -> int:
        """Past the comma to the next item, or to the closing bracket."""
        position = self.skip(position)
        found = self.text[position : position + 1]
        if found == closing:
            return position
        if found != ",":
            self.stop(position, f"expected a comma or {closing}")
        following = self.skip(position + 1)
        if self.text[following : following + 1] == closing:
            self.stop(position, f"a comma with nothing between it and {closing}")
        return following
