"""The record → a programme file. The same record gives the same bytes."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from programme.file.computed import COMPUTED, asked_of, computed_data
from programme.file.record import Record, is_omitted, load_record
from programme.file.rows import Row
from programme.file.sections import FORMAT_VERSION, Section, all_sections, nested_in, top_sections
from programme.file.shape import VERSION_KEY
from programme.file.xlsx_format import write_xlsx
from programme.file.yaml_format import write_yaml
from programme.history import Moment
from programme.models import Programme, User

CONTENT_TYPES = {
    "yaml": "application/yaml",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export_programme_file(
    *,
    programme: Programme,
    file_format: str,
    as_at: datetime | None = None,
    person: User | None = None,
    with_computed: bool = False,
) -> bytes:
    """The programme as a file in one of `CONTENT_TYPES`; with `as_at` as the record stood at that moment.

    It holds what `person` may see; None is the operator at the shell, who has all. `with_computed` adds the figures
    that are worked out from it.
    """
    data = programme_data(programme=programme, as_at=as_at, person=person)
    if with_computed:
        data[COMPUTED] = computed_data(asked_of(programme=programme, as_at=as_at, person=person))
    if file_format == "xlsx":
        return write_xlsx(data)
    if file_format == "json":
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    if file_format == "yaml":
        return write_yaml(data).encode()
    raise ValueError(f"no format {file_format}; there are {', '.join(CONTENT_TYPES)}")


def programme_data(
    *, programme: Programme, as_at: datetime | None = None, person: User | None = None
) -> dict[str, Any]:
    """The programme as plain data: sections and fields as declared, rows in each section's own order."""
    record = load_record(programme=programme, person=person, moment=Moment(programme, as_at))
    children = _children(record)
    data: dict[str, Any] = {VERSION_KEY: FORMAT_VERSION}
    for section in sorted(top_sections(), key=lambda found: not found.is_single):
        rows = [_row_data(row, children) for row in _sorted(section, record.of(section.name)) if row.in_scope]
        if section.is_single:
            data[section.name] = rows[0] if rows else {}
        elif rows:
            data[section.name] = rows
    return data


def _children(record: Record) -> dict[tuple[str, Any], list[Row]]:
    """Nested rows by their section and the row they belong to, in order."""
    found: dict[tuple[str, Any], list[Row]] = {}
    for section in all_sections():
        if section.parent:
            for row in _sorted(section, record.of(section.name)):
                found.setdefault((section.name, id(row.parent)), []).append(row)
    return found


def _sorted(section: Section, rows: list[Row]) -> list[Row]:
    fields = [section.field(name) for name in section.sort or section.key]
    kept = [row for row in rows if not is_omitted(section, row.instance)]
    return sorted(kept, key=lambda row: ([_sort_key(row.data(field)) for field in fields], row.key))


def _sort_key(data: Any) -> tuple[int, Any]:
    """Nothing first, then numbers, then text."""
    if data is None:
        return (0, 0)
    return (1, data) if isinstance(data, int | float) else (2, str(data))


def _row_data(row: Row, children: dict[tuple[str, Any], list[Row]]) -> dict[str, Any]:
    """The fields that hold something. What is false is written only where left out would mean true."""
    data: dict[str, Any] = {}
    for field in row.section.fields:
        value = row.data(field)
        if value is None or value == {} or (value is False and field.default_value() is not True):
            continue
        data[field.name] = _ordered(value)
    for nested in nested_in(row.section):
        rows = children.get((nested.name, id(row)), [])
        if rows:
            data[nested.nested_as] = [_row_data(child, children) for child in rows]
    return data


def _ordered(value: Any) -> Any:
    """A mapping of the application's own with its keys in order, because the database keeps none."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value
