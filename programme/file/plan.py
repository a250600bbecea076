"""Rows of the file laid upon the record: what each points at, what is added, what changes, what stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any, ClassVar

from programme.file.faults import FaultLog
from programme.file.kinds import Reference
from programme.file.nodes import described
from programme.file.record import Record, is_omitted, load_record
from programme.file.rows import Change, FileRow, Row, key_of, reference_fields
from programme.file.sections import Field, Section, all_sections, section_named
from programme.file.shape import FileRows
from programme.models import Programme, User
from programme.values.contributions import Contribution, contribution

ROWS_AT_ONCE = 1_000
CHANGES_AT_ONCE = 200


class Plan:
    """What importing a file would do. `actor` is None for the operator at the shell."""

    def __init__(
        self, *, record: Record, programme: Programme | None, actor: User | None, at: datetime, faults: FaultLog
    ) -> None:
        self.record = record
        self.existing_programme = programme
        self.actor = actor
        self.at = at
        self.faults = faults
        self.notes: list[str] = []

    @property
    def programme(self) -> Programme | None:
        """The programme as it will be; None while its own row is faulty."""
        rows = self.record.of("programme")
        return rows[0].instance if rows else None

    def rows(self, section: str) -> list[Row]:
        """The section's rows, existing and to come; those with a fault of form left out."""
        return [row for row in self.record.of(section) if not row.faulty]

    def touched(self) -> Iterator[Row]:
        for section in all_sections():
            for row in self.record.of(section.name):
                if row.is_touched:
                    yield row

    def counts(self) -> dict[str, Counter[str]]:
        """Rows of the file by section and by what happens to them: added, changed, unchanged."""
        found: dict[str, Counter[str]] = {}
        for section in all_sections():
            actions = Counter(row.action for row in self.record.of(section.name) if row.action)
            if actions:
                found[section.name] = Counter({str(action): number for action, number in actions.items()})
        return found

    def fault(self, row: Row, field: str, message: str) -> None:
        """Log a fault at a row of the file; at the row it belongs to where the file does not have it."""
        file_row = row.file_row
        if file_row is None:
            self.faults.add(place="", path=f"{row.section.name} {row.label}", message=message)
        else:
            self.faults.add(place=file_row.place(field), path=file_row.field_path(field), message=message)


CheckResult = Iterable[tuple[Row, str, str]]
"""Faults as (row, field or "", what was expected)."""


@dataclass(frozen=True)
class PlanHooks(Contribution):
    """What a section has worked out, and checked, of its rows in a plan.

    `prefill`, given a file row's values, adds those that its key needs and the file leaves out. `complete` fills what a
    new or changed row leaves to be worked out. `join` works out what rows say together; its faults go into the plan.
    """

    section: str
    _: KW_ONLY
    prefill: Callable[[dict[str, Any], Plan], None] | None = None
    complete: Callable[[Row, Plan], None] | None = None
    join: Callable[[Plan], None] | None = None
    check: Callable[[Plan], CheckResult] | None = None

    is_replaceable: ClassVar[bool] = False

    @property
    def contributed_as(self) -> str:
        return self.section


def hooks_of(section: Section) -> PlanHooks:
    """What the app of a section has declared for it; nothing for most."""
    try:
        return contribution(PlanHooks, section.name)
    except KeyError:
        return PlanHooks(section.name)


def make_plan(
    *, file_rows: FileRows, programme: Programme | None, actor: User | None, at: datetime, faults: FaultLog
) -> Plan:
    """Lay the file's rows upon the record. Faults (unknown codes, rows given twice, frozen rows) are in the plan."""
    record = load_record(programme=programme, person=actor, shared_keys=_shared_keys(file_rows))
    plan = Plan(record=record, programme=programme, actor=actor, at=at, faults=faults)
    laid: dict[int, Row] = {}
    for section in all_sections():
        for file_row in file_rows.get(section.name, []):
            row = _lay(file_row, section, laid, plan)
            if row is not None:
                laid[id(file_row)] = row
    return plan


def _shared_keys(file_rows: FileRows) -> dict[str, set[str]]:
    return {
        section.name: {str(row.values.get(section.key[0], "")) for row in file_rows.get(section.name, [])}
        for section in all_sections()
        if section.programme_path is None
    }


def _lay(file_row: FileRow, section: Section, laid: dict[int, Row], plan: Plan) -> Row | None:
    parent = laid.get(id(file_row.parent)) if file_row.parent else None
    if section.parent and parent is None:
        return None
    if (prefill := hooks_of(section).prefill) is not None:
        prefill(file_row.values, plan)
    parent_key = parent.key if parent else ""
    references = _resolve(file_row, section, parent_key, plan)
    key = _key(file_row, section, parent_key)
    if key is None:
        return None
    row = plan.record.rows[section.name].get(key)
    if row is not None and row.file_row is not None:
        first = row.file_row.place() or row.file_row.path
        plan.faults.add(
            place=file_row.place(section.key[-1]),
            path=file_row.path,
            message=f"the {section.noun} {described(key)} is given twice, first at {first}",
        )
        return row
    if row is None:
        row = Row(section, _new_instance(section, plan), key=key, parent=parent)
        row.action = "added"
        plan.record.add(row)
    row.file_row = file_row
    if row.is_new:
        _fill_new(row, file_row, references)
    else:
        _compare(row, file_row, references, plan)
    return row


def _resolve(file_row: FileRow, section: Section, parent_key: str, plan: Plan) -> dict[str, Row | None]:
    """The rows that the file row's references point at; an unknown code is a fault."""
    found: dict[str, Row | None] = {}
    for field, target in reference_fields(section):
        code = file_row.values.get(field.name)
        if code is None:
            found[field.name] = None
            continue
        kind = field.kind
        key = kind.whole(code, parent_key) if isinstance(kind, Reference) else code
        row = plan.record.rows[target].get(key)
        if row is None or not (row.in_scope or row.file_row is not None):
            file_row.faulty = True
            plan.faults.add(
                place=file_row.place(field.name),
                path=file_row.field_path(field.name),
                message=_unknown(key, section_named(target), plan),
            )
        found[field.name] = row
    return found


def _unknown(code: str, target: Section, plan: Plan) -> str:
    known = [key for key, row in plan.record.rows[target.name].items() if row.in_scope or row.file_row is not None]
    near = get_close_matches(code, known[:2000], n=1)
    hint = f"; did you mean {near[0]}?" if near else f" (add it to the section {target.name})"
    return f"expected {target.a_noun} that the file or the programme has, not {described(code)}{hint}"


def _key(file_row: FileRow, section: Section, parent_key: str) -> str | None:
    texts = []
    for name in section.key:
        field = section.field(name)
        value = file_row.values.get(name)
        if value is None:
            if field.required or (name in file_row.places and file_row.faulty):
                return None
            value = file_row.ordinal if name == section.ordinal else field.default_value()
        texts.append(
            "" if value is None else str(value if isinstance(field.kind, Reference) else field.kind.write(value))
        )
    return key_of(section, texts, parent_key)


def _new_instance(section: Section, plan: Plan) -> Any:
    instance: Any = section.model()
    if section.programme_path and section.programme_path == "programme" and plan.programme is not None:
        instance.programme = plan.programme
    return instance


def _fill_new(row: Row, file_row: FileRow, references: dict[str, Row | None]) -> None:
    for field in row.section.fields:
        if field.name in references:
            row.references[field.column] = references[field.name]
            continue
        value = file_row.values.get(field.name)
        if value is None:
            value = file_row.ordinal if field.name == row.section.ordinal else field.default_value()
        setattr(row.instance, field.column, value)


def _compare(row: Row, file_row: FileRow, references: dict[str, Row | None], plan: Plan) -> None:
    row.action = "unchanged"
    if row.section.links_only:
        return
    if is_omitted(row.section, row.instance):
        row.put("removed_at", None, shown_as="removed_at")
    frozen = row.section.frozen(row.instance) if row.section.frozen else ""
    for field in row.section.fields:
        if field.name not in file_row.values:
            continue
        before = row.data(field)
        after = _data_to_come(field, file_row.values[field.name])
        if before == after:
            continue
        if frozen:
            plan.fault(row, field.name, f"{frozen}; the record has {described(before)}, the file {described(after)}")
            file_row.faulty = True
            continue
        _change(row, field, file_row.values[field.name], references)
        row.changes.append(Change(field.name, before, after))
        row.action = "changed"


def _data_to_come(field: Field, value: Any) -> Any:
    if value is None:
        value = field.empty
    if value is None or value == "":
        return None
    return value if isinstance(field.kind, Reference) else field.kind.write(value)


def _change(row: Row, field: Field, value: Any, references: dict[str, Row | None]) -> None:
    if field.name in references:
        row.references[field.column] = references[field.name]
    else:
        setattr(row.instance, field.column, field.empty if value is None else value)
    row.columns.add(field.column)


def write_plan(plan: Plan) -> None:
    """Write what the plan adds and changes; must run inside a transaction. Only columns that differ are written."""
    for section in all_sections():
        touched = [row for row in plan.record.of(section.name) if row.is_touched]
        for row in touched:
            _point(row)
        _add(section, [row for row in touched if row.is_new])
        _change_rows(section, [row for row in touched if not row.is_new and row.columns])


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


def _change_rows(section: Section, rows: list[Row]) -> None:
    manager: Any = section.model._default_manager
    by_columns: dict[frozenset[str], list[Row]] = defaultdict(list)
    for row in rows:
        by_columns[frozenset(row.columns)].append(row)
    for columns, group in by_columns.items():
        manager.bulk_update([row.instance for row in group], sorted(columns), batch_size=CHANGES_AT_ONCE)
