"""What must hold of the rows together: the database's constraints, and each section's own rules."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import CheckConstraint, UniqueConstraint

from programme.file.nodes import described
from programme.file.plan import Plan, hooks_of
from programme.file.rows import Row
from programme.file.sections import Section, all_sections
from programme.rules.conditions import NotSupported, is_breached, truth_of
from programme.values.rule import rules_of


def check_plan(plan: Plan) -> None:
    """Complete the rows and find every breach; the faults are in `plan.faults`."""
    for section in all_sections():
        hooks = hooks_of(section)
        if hooks.complete:
            for row in plan.rows(section.name):
                if row.is_touched:
                    hooks.complete(row, plan)
        if hooks.join:
            hooks.join(plan)
    for section in all_sections():
        touched = [row for row in plan.rows(section.name) if row.is_touched]
        for constraint in section.check_rules():
            for row in touched:
                _check_condition(constraint, row, plan)
        if touched:
            for unique in section.unique_rules():
                _check_unique(unique, section, plan)
            _check_spans(section, plan)
        if (check := hooks_of(section).check) is not None:
            for row, field, message in check(plan):
                plan.fault(row, field, message)


def sentence_of(rule_name: str) -> str:
    """A constraint's name as words: "period_ends_after_start" → "period ends after start"."""
    return rule_name.replace("_", " ")


def _check_condition(constraint: CheckConstraint, row: Row, plan: Plan) -> None:
    try:
        breached = is_breached(constraint.condition, row.value)
    except NotSupported:
        return
    if not breached:
        return
    field, words = _told(row.section, constraint.name) or ("", f"breaks the rule “{sentence_of(constraint.name)}”")
    plan.fault(row, field, words)


def _told(section: Section, name: str) -> tuple[str, str] | None:
    """The field of the row at which a constraint is told, and the words; None for one that has no words."""
    rule = rules_of(section.model).get(name)
    return (rule.place_in_file, f"expected {rule.expected}") if rule is not None and rule.expected else None


def _check_unique(unique: UniqueConstraint, section: Section, plan: Plan) -> None:
    """Rows that the database would refuse beside each other. The section's own key has been seen to already."""
    if not unique.fields or _is_key(unique, section):
        return
    seen: dict[tuple[Any, ...], Row] = {}
    name = unique.name or ""
    rows = plan.rows(section.name)
    for row in sorted(rows, key=lambda found: found.is_touched):
        if unique.condition is not None and not truth_of(unique.condition, row.value):
            continue
        identity = tuple(_identity(row, column) for column in unique.fields)
        first = seen.setdefault(identity, row)
        if first is not row and (row.is_touched or first.is_touched):
            field, words = _told(section, name) or ("", f"expected the rule “{sentence_of(name)}” to hold")
            plan.fault(row, field, f"{words}; {_where(first)} is the other")


def _is_key(unique: UniqueConstraint, section: Section) -> bool:
    columns = {section.field(name).column for name in section.key}
    own = set(unique.fields) - {"programme", section.parent_column}
    return unique.condition is None and own == columns


def _identity(row: Row, column: str) -> Any:
    if column == "programme":
        return ""
    value = row.value(column)
    return (value.section.name, value.key) if isinstance(value, Row) else value


def _check_spans(section: Section, plan: Plan) -> None:
    spans = section.spans
    if spans is None:
        return
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in plan.rows(section.name):
        groups[tuple(_identity(row, column) for column in spans.within)].append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: (row.value(spans.first) or date.min, row.key))
        reach: Row | None = None
        for row in rows:
            if reach is not None and (row.value(spans.first) or date.min) <= (reach.value(spans.last) or date.max):
                later, other = (row, reach) if row.is_touched else (reach, row)
                if later.is_touched:
                    plan.fault(later, spans.first, f"expected {spans.expected}; it overlaps {_where(other)}")
            if reach is None or (row.value(spans.last) or date.max) > (reach.value(spans.last) or date.max):
                reach = row


def _where(row: Row) -> str:
    place = f" ({row.file_row.place()})" if row.file_row is not None and row.file_row.place() else ""
    return f"{row.section.noun} {described(row.label)}{place}"
