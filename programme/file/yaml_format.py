"""YAML text → nodes with their lines, and plain data → YAML in one canonical form: the same data gives the same bytes.

Reading refuses what only an attacker needs: aliases, tags, depth. Only what a programme file holds is written:
mappings, lists, text, numbers, truths and nothing. Text that runs over several lines is written as a block where YAML
can hold it so; whatever could be read as something else is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from programme.file.faults import FaultLog
from programme.file.nodes import DEEPEST, MOST_NODES, Node, described, place_text

NULLS = {"", "~", "null", "Null", "NULL"}
TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
WHOLE = re.compile(r"[-+]?[0-9]{1,18}\Z")
DECIMAL = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,3})?\Z")

LONGEST_READ_SLOWLY = 1_000_000
"""Characters; the pure parser takes about eight seconds for so many."""


class _Stop(Exception):
    """Reading cannot go on; the fault has been logged."""


def read_yaml(text: str, *, faults: FaultLog) -> Node | None:
    """The document as nodes; None when it cannot be read at all. Every fault goes to `faults`."""
    found = FaultLog()
    try:
        root = _build(YAML(typ="safe"), text, found)
    except YAMLError as error:
        if len(text) > LONGEST_READ_SLOWLY:
            _tell(error, faults)
            return None
        # The compiled parser knows YAML 1.1 and refuses some of what 1.2 allows, such as {at: 2023-01-27T10:15}.
        found = FaultLog()
        try:
            root = _build(YAML(typ="safe", pure=True), text, found)
        except YAMLError as error_again:
            _tell(error_again, found)
            root = None
    faults.extend(found)
    return root


def _build(yaml: YAML, text: str, faults: FaultLog) -> Node | None:
    builder = _Builder(faults)
    try:
        for event in yaml.parse(text):
            builder.take(event)
    except _Stop:
        return None
    return builder.root


def _tell(error: YAMLError, faults: FaultLog) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = " ".join(filter(None, [getattr(error, "problem", ""), getattr(error, "context", "")]))
    problem = problem or " ".join(str(error).split())[:200]
    faults.add(place=f"line {mark.line + 1}" if mark else "", path="", message=f"not readable as YAML: {problem}")


def plain_value(text: str) -> Any:
    """An unquoted YAML 1.2 scalar: nothing, true or false, a number, or text. A date stays text; its field reads it."""
    if text in NULLS:
        return None
    if text in TRUTHS:
        return TRUTHS[text]
    if WHOLE.match(text):
        return int(text)
    if DECIMAL.match(text):
        return float(text)
    return text


class _Builder:
    """Builds the tree from events, without recursion."""

    def __init__(self, faults: FaultLog) -> None:
        self.faults = faults
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.keys: list[Any] = []
        self.count = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        if isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.stack.pop()
            self.keys.pop()
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(event.start_mark.line + 1, "expected one document in the file, not a second after ---")

    def _begin(self, event: Any) -> None:
        line = event.start_mark.line + 1
        self.count += 1
        if self.count > MOST_NODES:
            self._stop(line, f"more than {MOST_NODES:,} values in one file; divide it")
        node = self._node(event, line)
        if self.stack and self.stack[-1].kind == "mapping" and self.keys[-1] is None:
            self._take_key(node, line)
        else:
            self._place(node)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            if len(self.stack) >= DEEPEST:
                self._stop(line, f"nested deeper than {DEEPEST} levels")
            self.stack.append(node)
            self.keys.append(None)

    def _node(self, event: Any, line: int) -> Node:
        if isinstance(event, AliasEvent):
            self._fault(line, "aliases (*) are not used in a programme file; write the value out")
            return Node("bad", None, line)
        anchored, tagged = event.anchor is not None, _has_tag(event)
        if anchored:
            self._fault(line, "anchors (&) are not used in a programme file; write the value out each time")
        if tagged:
            self._fault(line, f"tags (!) are not used in a programme file, not {described(str(event.tag))}")
        if isinstance(event, MappingStartEvent):
            return Node("mapping", {}, line)
        if isinstance(event, SequenceStartEvent):
            return Node("list", [], line)
        if tagged:
            return Node("bad", None, line)
        return Node("value", plain_value(event.value) if event.implicit[0] else event.value, line)

    def _take_key(self, node: Node, line: int) -> None:
        if node.kind != "value" or not isinstance(node.value, str | int | float):
            if node.kind != "bad":
                self._fault(line, f"expected a word as the key, not {described(node.data())}")
            self.keys[-1] = _NO_KEY
            return
        key = node.value if isinstance(node.value, str) else str(node.value)
        if key in self.stack[-1].value:
            self._fault(line, f"the key {described(key)} is written twice")
            self.keys[-1] = _NO_KEY
            return
        self.keys[-1] = key

    def _place(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if parent.kind == "list":
            parent.value.append(node)
            return
        key, self.keys[-1] = self.keys[-1], None
        if key is not _NO_KEY:
            parent.value[key] = node

    def _fault(self, line: int, message: str) -> None:
        self.faults.add(place=place_text(line), path="", message=message)

    def _stop(self, line: int, message: str) -> None:
        self._fault(line, message)
        raise _Stop


_NO_KEY = object()


def _has_tag(event: Any) -> bool:
    tag = getattr(event, "tag", None)
    return tag is not None and str(tag) != "!"


PLAIN = re.compile(r"[A-Za-z0-9/£(](?:[^:#\s]| (?! *#)|:(?=\S)|(?<=\S)#)*\Z")
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
UNPRINTED = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]")
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
OTHER_READERS_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def write_yaml(data: dict[str, Any]) -> str:
    """The document as text, ending in a line end."""
    return "\n".join(_mapping(data, 0)) + "\n"


def _mapping(data: dict[str, Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in data.items():
        yield from _entry(f"{pad}{_key(str(key))}:", value, indent)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    """A key with its value: on the same line, or below it."""
    if isinstance(value, dict) and value:
        yield head
        yield from _mapping(value, indent + 2)
    elif isinstance(value, list) and value:
        yield head
        for item in value:
            yield from _item(item, indent + 2)
    elif isinstance(value, str) and _is_block(value):
        yield from _block(head, value, indent + 2)
    else:
        yield f"{head} {_scalar(value)}"


def _item(item: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(item, dict) and item:
        first, *rest = _mapping(item, indent + 2)
        yield f"{pad}- {first[indent + 2 :]}"
        yield from rest
    elif isinstance(item, list) and item:
        yield f"{pad}-"
        for inner in item:
            yield from _item(inner, indent + 2)
    elif isinstance(item, str) and _is_block(item):
        yield from _block(f"{pad}-", item, indent + 2)
    else:
        yield f"{pad}- {_scalar(item)}"


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return _text(value)


def _key(key: str) -> str:
    return key if PLAIN_KEY.match(key) and not _reads_as_other(key) else _quoted(key)


def _text(text: str) -> str:
    if PLAIN.match(text) and not text.endswith(" ") and not UNPRINTED.search(text) and not _reads_as_other(text):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _reads_as_other(text: str) -> bool:
    return not isinstance(plain_value(text), str) or text.lower() in OTHER_READERS_WORDS or text.startswith("0x")


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    if not UNPRINTED.match(character):
        return character
    number = ord(character)
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _is_block(text: str) -> bool:
    """Whether text runs over lines that a block holds exactly: no spaces at ends of lines, nothing unprinted."""
    if "\n" not in text.rstrip("\n"):
        return False
    body = text.rstrip("\n")
    lines = body.split("\n")
    if lines[0] == "":
        return False
    return (
        all(
            (line == "" or (not line.isspace() and line[-1] not in " \t")) and not UNPRINTED.search(line)
            for line in lines
        )
        and lines[0][0] not in " \t"
    )


def _block(head: str, text: str, indent: int) -> Iterator[str]:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    pad = " " * indent
    yield f"{head} |{'-' if ends == 0 else '' if ends == 1 else '+'}"
    for line in body.split("\n"):
        yield f"{pad}{line}" if line else ""
    for _ in range(ends - 1):
        yield ""
