"""Plain data → YAML, in one canonical form: the same data gives the same bytes.

Only what a programme file holds is written: mappings, lists, text, numbers, truths and nothing. Text that runs over
several lines is written as a block where YAML can hold it so; whatever could be read as something else is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from programme.file.yaml_reader import plain_value

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
