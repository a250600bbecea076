"""Frozen dataclasses to JSON data and back, strictly: an unknown key, a missing one or a wrong type is named by its
place.
"""

import json
import re
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from governance.documents.errors import SnapshotError

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# PostgreSQL's jsonb refuses U+0000, and UTF-8 refuses half of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def encode(value: Any) -> Any:
    """Return JSON data for a dataclass, a tuple or a plain value. Text loses the characters that cannot be stored."""
    if is_dataclass(value):
        data = {field.name: encode(getattr(value, field.name)) for field in fields(value)}
        if hasattr(value, "kind") and "kind" not in data:
            data["kind"] = value.kind
        return data
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, datetime | date | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    raise SnapshotError(f"A snapshot cannot hold a {type(value).__name__}; amounts and measures are frozen as text.")


def canonical_json(data: Any) -> str:
    """Return the one JSON text for `data`: keys sorted, no spare spaces, characters as themselves."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def decode(kind: Any, data: Any, *, place: str) -> Any:
    """Return `data` as a `kind`: a dataclass, a tuple of one type, a union, or a plain type. Raises SnapshotError with
    the place.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(kind), data, place=place)
    if origin is tuple:
        _expect(isinstance(data, list), "a list", place)
        (item_kind, _) = get_args(kind)
        return tuple(decode(item_kind, item, place=f"{place}[{number}]") for number, item in enumerate(data))
    if is_dataclass(kind):
        return _decode_dataclass(kind, data, place=place)
    if kind in (date, datetime):
        try:
            return kind.fromisoformat(data)
        except (TypeError, ValueError):
            _expect(False, f"a {kind.__name__} such as 2023-01-31", place)
    if kind is Decimal:
        _expect(isinstance(data, str) and NUMBER.fullmatch(data) is not None, 'a number in text such as "12.5"', place)
        return Decimal(data)
    # bool is an int to Python, never to a reader.
    _expect(
        isinstance(data, kind) and not (kind is int and isinstance(data, bool)),
        f"a value of type {kind.__name__}",
        place,
    )
    return data


def _decode_union(kinds: tuple[Any, ...], data: Any, *, place: str) -> Any:
    if type(None) in kinds and data is None:
        return None
    choices = [kind for kind in kinds if kind is not type(None)]
    if len(choices) == 1:
        return decode(choices[0], data, place=place)
    _expect(isinstance(data, dict), "an object", place)
    by_kind = {choice.kind: choice for choice in choices}
    _expect(data.get("kind") in by_kind, f'an object whose "kind" is one of {", ".join(sorted(by_kind))}', place)
    return decode(by_kind[data["kind"]], data, place=place)


def _decode_dataclass(kind: Any, data: Any, *, place: str) -> Any:
    _expect(isinstance(data, dict), "an object", place)
    hints, required, is_tagged = _shape(kind)
    if is_tagged:
        data = {key: value for key, value in data.items() if key != "kind"}
    unknown = sorted(set(data) - set(hints))
    _expect(not unknown, f"no key {', '.join(unknown)}", place)
    missing = sorted(required - set(data))
    _expect(not missing, f"the key {', '.join(missing)}", place)
    return kind(**{key: decode(hints[key], value, place=f"{place}.{key}") for key, value in data.items()})


@cache
def _shape(kind: Any) -> tuple[dict[str, Any], set[str], bool]:
    names = {field.name for field in fields(kind)}
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name in names}
    required = {field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING}
    return hints, required, hasattr(kind, "kind") and "kind" not in names


def _expect(truth: bool, expected: str, place: str) -> None:
    if not truth:
        raise SnapshotError(f"{place}: expected {expected}.")
