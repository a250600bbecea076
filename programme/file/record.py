"""The record of one programme as rows: what a file is compared with, and what is written to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from programme.file.rows import Row, key_of, key_texts, reference_fields
from programme.file.sections import Section, all_sections, section_named
from programme.history import NOW, Moment, rows_as_at, shared_as_at
from programme.models import Programme, User


class Record:
    """Rows by section and key.

    Of the shared rows (councils, people) it has those that the programme points at, which are `in_scope`, and those
    that only a file names, which are not.
    """

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Row]] = {section.name: {} for section in all_sections()}
        self._by_id: dict[str, dict[Any, Row]] = {section.name: {} for section in all_sections()}

    def of(self, section: str) -> list[Row]:
        return list(self.rows[section].values())

    def add(self, row: Row) -> None:
        self.rows[row.section.name][row.key] = row

    def remember(self, row: Row) -> None:
        self._by_id[row.section.name][row.instance.pk] = row
        # Two rows with one key can stand in the tables only where the database allows it; both are kept.
        key, count = row.key, 1
        while row.key in self.rows[row.section.name]:
            count += 1
            row.key = f"{key}#{count}"
        self.add(row)

    def by_id(self, section: str, identity: Any) -> Row | None:
        return None if identity is None else self._by_id[section].get(identity)


def load_record(
    *,
    programme: Programme | None,
    person: User | None,
    moment: Moment = NOW,
    shared_keys: Mapping[str, set[str]] | None = None,
) -> Record:
    """The programme's rows that a person may have, now or as they stood; for None (a new programme) only the shared
    rows that the file names.

    `person` None is the operator at the shell, who has all.
    """
    instances: dict[str, list[Any]] = {}
    for section in all_sections():
        if section.programme_path is not None:
            found = _of_programme(section, programme, moment) if programme else []
            kept = [one for one in found if section.restored or not is_omitted(section, one)]
            hidden = section.hidden(kept, person) if section.hidden and person is not None else set()
            instances[section.name] = [one for one in kept if one.pk not in hidden]
    ids = {section.name: _ids_pointed_at(section, instances) for section in _shared()}
    for section in reversed(_shared()):
        keys = (shared_keys or {}).get(section.name, set())
        instances[section.name] = _shared_rows(section, ids[section.name], keys, moment)
        for other, attribute in _pointing_from(section, _shared()):
            ids[other].update(_values(instances[section.name], attribute))
    record = Record()
    for section in all_sections():
        for instance in instances[section.name]:
            row = _row_of(section, instance, record)
            if row is None:
                continue
            row.in_scope = section.programme_path is not None or instance.pk in ids[section.name]
            record.remember(row)
    return record


def _of_programme(section: Section, programme: Programme, moment: Moment) -> list[Any]:
    manager: Any = section.model._default_manager
    return rows_as_at(manager.filter(**{section.programme_path or "pk": programme.pk}), moment)


def _shared_rows(section: Section, ids: set[int], keys: set[str], moment: Moment) -> list[Any]:
    manager: Any = section.model._default_manager
    key_column = section.field(section.key[0]).column
    return shared_as_at(manager.filter(Q(pk__in=ids) | Q(**{f"{key_column}__in": keys})), moment)


def is_omitted(section: Section, instance: Any) -> bool:
    """Whether the row has been taken out of the record and so out of files."""
    return section.omitted is not None and section.omitted(instance)


def _row_of(section: Section, instance: Any, record: Record) -> Row | None:
    """The instance as a row; None when what it must point at was not yet there (as at an earlier moment)."""
    parent = None
    if section.parent:
        parent_id = getattr(instance, section.attribute(section.parent_column))
        parent = record.by_id(section.parent, parent_id)
        if parent is None:
            return None
    row = Row(section, instance, key="", parent=parent)
    for field, target in reference_fields(section):
        attribute = section.attribute(field.column)
        row.references[field.column] = record.by_id(target, getattr(instance, attribute))
        if field.required and row.references[field.column] is None:
            return None
    row.key = key_of(section, key_texts(row), parent.key if parent else "")
    return row


def _shared() -> list[Section]:
    return [section for section in all_sections() if section.programme_path is None]


def _ids_pointed_at(shared: Section, instances: Mapping[str, list[Any]]) -> set[int]:
    found: set[int] = set()
    for name, rows in instances.items():
        section = section_named(name)
        if section.parent == shared.name:
            found |= _values(rows, section.attribute(section.parent_column))
        for field, target in reference_fields(section):
            if target == shared.name:
                found |= _values(rows, section.attribute(field.column))
    return found


def _pointing_from(section: Section, targets: list[Section]) -> list[tuple[str, str]]:
    names = {target.name for target in targets}
    return [(target, section.attribute(field.column)) for field, target in reference_fields(section) if target in names]


def _values(rows: Iterable[Any], attribute: str) -> set[int]:
    return {value for row in rows if (value := getattr(row, attribute)) is not None}
