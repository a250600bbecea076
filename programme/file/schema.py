"""The JSON Schema of the programme file, made from the declarations."""

from __future__ import annotations

from typing import Any

from programme.file.computed import COMPUTED, DAY, LEFT_OUT, ComputedTable, computed_tables
from programme.file.kinds import Data, Reference
from programme.file.sections import FORMAT_VERSION, Field, Section, all_sections, nested_in, section_named, top_sections
from programme.file.shape import VERSION_KEY


def programme_file_schema() -> dict[str, Any]:
    """Draft 2020-12. A file that breaks it is faulty; one that keeps it can still point at rows that are not there."""
    properties: dict[str, Any] = {
        VERSION_KEY: {"const": FORMAT_VERSION, "description": "The version of the format."},
    }
    for section in sorted(top_sections(), key=lambda found: not found.is_single):
        properties[section.name] = _row(section) if section.is_single else _list(section)
    properties[COMPUTED] = _computed()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Programme file",
        "description": "A programme, whole, from councils to reports. Rows name each other by code.",
        "type": "object",
        "properties": properties,
        "required": [VERSION_KEY, *(section.name for section in top_sections() if section.is_single)],
        "additionalProperties": False,
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, Any]:
    kinds = [field.kind for section in all_sections() for field in section.fields]
    return {name: schema for kind in kinds if isinstance(kind, Data) for name, schema in kind.definitions().items()}


def _list(section: Section) -> dict[str, Any]:
    return {"type": ["array", "null"], "description": section.about, "items": _row(section)}


def _row(section: Section) -> dict[str, Any]:
    properties: dict[str, Any] = {field.name: _field(field) for field in section.fields}
    for nested in nested_in(section):
        properties[nested.nested_as] = _list(nested)
    return {
        "type": "object",
        **({"description": section.about} if section.is_single else {}),
        "properties": properties,
        "required": [field.name for field in section.fields if field.required],
        "additionalProperties": False,
    }


def _computed() -> dict[str, Any]:
    """The figures that are worked out. They are compared and never taken in, so a file may say more there."""
    tables = {table.name: _computed_table(table) for table in computed_tables()}
    return {
        "type": ["object", "null"],
        "description": "Figures that are worked out from the record, for another tool to check. Never taken in.",
        "properties": {
            DAY: {"type": "string", "format": "date", "description": "The day by which they are worked out."},
            LEFT_OUT: {
                "type": "array",
                "items": {"type": "string"},
                "description": "Tables that cannot be worked out for a past moment.",
            },
            **tables,
        },
        "additionalProperties": True,
    }


def _computed_table(table: ComputedTable) -> dict[str, Any]:
    columns = {
        column.name: {
            **({"description": column.about} if column.about else {}),
            "anyOf": [column.kind.schema(), {"type": "null"}],
        }
        for column in table.columns
    }
    return {"type": "array", "description": table.about, "items": {"type": "object", "properties": columns}}


def _field(field: Field) -> dict[str, Any]:
    schema = field.kind.schema()
    about = _about(field)
    if field.required:
        return {**schema, **({"description": about} if about else {})}
    nothing = {"enum": [None, ""]}
    return {**({"description": about} if about else {}), "anyOf": [schema, nothing]}


def _about(field: Field) -> str:
    if not isinstance(field.kind, Reference):
        return field.about
    target = section_named(field.kind.section)
    parts = "/".join(target.key)
    return " ".join(part for part in (field.about, f"The {parts} of {target.a_noun}.") if part)
