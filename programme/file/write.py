"""A plan without faults → the tables, section by section, many rows at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from programme.file.plan import Plan
from programme.file.rows import Row
from programme.file.sections import Section, all_sections

ROWS_AT_ONCE = 1_000
CHANGES_AT_ONCE = 200


def write_plan(plan: Plan) -> None:
    """Write what the plan adds and changes; must run inside a transaction. Only columns that differ are written."""
    for section in all_sections():
        touched = [row for row in plan.record.of(section.name) if row.is_touched]
        for row in touched:
            _point(row)
        _add(section, [row for row in touched if row.is_new])
        _change(section, [row for row in touched if not row.is_new and row.columns])


def _point(row: Row) -> None:
    """Set the foreign keys, now that the rows they point at have been written."""
    pointed: dict[str, Row | None] = dict(row.references)
    if row.parent is not None:
        pointed[row.section.parent_column] = row.parent
    for column, target in pointed.items():
        attribute = row.section.attribute(column)
        identity = target.instance.pk if target is not None else None
        if getattr(row.instance, attribute) != identity:
            setattr(row.instance, attribute, identity)


def _add(section: Section, rows: list[Row]) -> None:
    manager: Any = section.model._default_manager
    manager.bulk_create([row.instance for row in rows], batch_size=ROWS_AT_ONCE)


def _change(section: Section, rows: list[Row]) -> None:
    manager: Any = section.model._default_manager
    by_columns: dict[frozenset[str], list[Row]] = defaultdict(list)
    for row in rows:
        by_columns[frozenset(row.columns)].append(row)
    for columns, group in by_columns.items():
        manager.bulk_update([row.instance for row in group], sorted(columns), batch_size=CHANGES_AT_ONCE)
