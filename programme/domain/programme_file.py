"""Taking in a programme file, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, InternalError, transaction

from programme.domain.acting import acting_as
from programme.domain.keeping_rules import constraint_of
from programme.enums import Role
from programme.errors import NotAllowed
from programme.file.checks import check_plan, sentence_of
from programme.file.computed import differing_figures
from programme.file.export import export_programme_file
from programme.file.faults import Fault, FaultLog, ProgrammeFileFaulty
from programme.file.nodes import Node
from programme.file.plan import Plan, make_plan, write_plan
from programme.file.read import read_file
from programme.file.rows import Change, Row
from programme.file.sections import all_sections
from programme.file.shape import FileRows
from programme.history.past import past_of
from programme.models import Programme, ProgrammeLoad, RoleGrant, User
from programme.permissions import check_permission

Progress = Callable[[str, int], None]
"""Told the step in words and the per cent done."""


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """What happens to one row; `changes` is empty for an added one."""

    section: str
    key: str
    action: str
    place: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """What importing did, or would do. The counts are rows of the file by section; `rows` the added and the changed."""

    programme: Programme
    is_new: bool
    counts: dict[str, dict[str, int]]
    rows: tuple[RowChange, ...]
    notes: tuple[str, ...]
    fingerprint: str
    differing_figures: tuple[str, ...] = ()
    """What the file says of figures otherwise than the record works them out once the file is in."""

    def total(self, action: str) -> int:
        return sum(counts.get(action, 0) for counts in self.counts.values())

    @property
    def added(self) -> int:
        return self.total("added")

    @property
    def changed(self) -> int:
        return self.total("changed")

    @property
    def unchanged(self) -> int:
        return self.total("unchanged")


def import_programme_file(
    *,
    data: bytes,
    filename: str,
    actor: User | None,
    at: datetime,
    dry_run: bool = False,
    expected_fingerprint: str = "",
    progress: Progress | None = None,
    on_written: Callable[[ImportResult], None] | None = None,
) -> ImportResult:
    """Take in a programme file: all of it, or nothing when anything in it is wrong. `actor` None is the operator.

    Adds and changes; deletes nothing. With `expected_fingerprint` (of an earlier dry run's result) refuses when the
    record has changed in between. `on_written` is called in the same transaction: what it writes stands or falls
    with the import. Raises ProgrammeFileFaulty with every fault, NotAllowed.
    """
    tell = progress or (lambda step, percent: None)
    tell("Reading the file", 5)
    faults = FaultLog()
    content = read_file(data=data, filename=filename, faults=faults)
    tell("Comparing the file with the record", 50)
    try:
        with transaction.atomic(), acting_as(actor, through=f"programme file {filename}"):
            plan = _checked_plan(content.rows, actor=actor, at=at, faults=faults)
            result = _result(plan)
            if expected_fingerprint and result.fingerprint != expected_fingerprint:
                changed = "the record has changed since the preview; check the file again to see what it would do now"
                raise ProgrammeFileFaulty([Fault("", "", changed)])
            if dry_run:
                if content.computed is not None:
                    tell("Comparing figures", 80)
                    result = replace(result, differing_figures=_differing_if_written(plan, content.computed))
            else:
                tell("Writing", 80)
                brings_past = _brings_past(plan)
                write_plan(plan)
                _grant_importer(plan)
                if brings_past:
                    ProgrammeLoad.objects.bulk_create(
                        [ProgrammeLoad(programme=result.programme)], ignore_conflicts=True
                    )
                result = replace(result, differing_figures=_differing(plan, content.computed))
                if on_written:
                    on_written(result)
    except (IntegrityError, DataError, InternalError) as error:
        raise ProgrammeFileFaulty([_refusal(error)]) from error
    tell("Done", 100)
    return result


def _brings_past(plan: Plan) -> bool:
    """Whether the operator's file adds to a programme that is here something of its past that says its own time."""
    if plan.actor is not None or plan.existing_programme is None:
        return False
    new = (row.section.model for row in plan.touched() if row.is_new)
    return any(past_of(model).tells_time(model) for model in set(new))


def _differing(plan: Plan, told: Node | None) -> tuple[str, ...]:
    """What the file says of figures otherwise than the record, as written, works them out."""
    if told is None or plan.programme is None:
        return ()
    programme = Programme.objects.get(pk=plan.programme.pk)
    return differing_figures(programme=programme, told=told, person=plan.actor)


def _differing_if_written(plan: Plan, told: Node) -> tuple[str, ...]:
    """The same before anything is written for good: the plan is written, compared and undone."""
    if not any(plan.touched()):
        return _differing(plan, told)
    with transaction.atomic():
        write_plan(plan)
        _grant_importer(plan)
        found = _differing(plan, told)
        transaction.set_rollback(True)
    for row in plan.touched():
        if row.is_new:
            row.instance.pk, row.instance._state.adding = None, True
    return found


def _checked_plan(file_rows: FileRows, *, actor: User | None, at: datetime, faults: FaultLog) -> Plan:
    """The plan of what the file does, the programme locked until the transaction ends."""
    code = str(file_rows["programme"][0].values["code"])
    programme = Programme.objects.select_for_update().filter(code=code).first()
    _check_may_import(actor=actor, programme=programme)
    plan = make_plan(file_rows=file_rows, programme=programme, actor=actor, at=at, faults=faults)
    check_plan(plan)
    plan.faults.check()
    return plan


def _check_may_import(*, actor: User | None, programme: Programme | None) -> None:
    if actor is None:
        return
    check_permission(actor, "programme.import_programme")
    if programme is not None and not actor.has_perm("programme.change_programme", programme):
        raise NotAllowed(
            f"There is a programme with the code {programme.code} already, and only its own programme office can "
            "import into it. Give your programme another code, or ask them."
        )


def _grant_importer(plan: Plan) -> None:
    """Who brings a new programme runs it, unless the file says so already."""
    programme, actor = plan.programme, plan.actor
    if plan.existing_programme is not None or actor is None or programme is None:
        return
    grants = RoleGrant.objects.filter(user=actor, programme=programme, role=Role.PROGRAMME_OFFICE)
    if not grants.current(plan.at.date()).exists():
        RoleGrant.objects.create(user=actor, programme=programme, role=Role.PROGRAMME_OFFICE, starts_on=plan.at.date())


def _result(plan: Plan) -> ImportResult:
    programme = plan.programme
    if programme is None:
        raise ProgrammeFileFaulty([Fault("", "programme", "expected a programme")])
    rows = tuple(
        _row_change(row) for section in all_sections() for row in plan.record.of(section.name) if row.is_touched
    )
    return ImportResult(
        programme=programme,
        is_new=plan.existing_programme is None,
        counts={section: dict(counts) for section, counts in plan.counts().items()},
        rows=rows,
        notes=tuple(plan.notes),
        fingerprint=_fingerprint(rows),
    )


def _row_change(row: Row) -> RowChange:
    return RowChange(
        section=row.section.name,
        key=row.key,
        action=row.action,
        place=row.file_row.place() if row.file_row else "",
        changes=tuple(row.changes),
    )


def _fingerprint(rows: tuple[RowChange, ...]) -> str:
    told: list[Any] = [
        [
            row.section,
            row.key,
            row.action,
            [[change.field, str(change.before), str(change.after)] for change in row.changes],
        ]
        for row in rows
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _refusal(error: DatabaseError) -> Fault:
    """The last resort: a rule that only the database knew of, in words."""
    name = constraint_of(error)
    said = sentence_of(name) if name else " ".join(str(error).split("\n")[0].split())
    return Fault("", "", f"the database refused the file by its rule “{said}”")


__all__ = [
    "ImportResult",
    "ProgrammeFileFaulty",
    "export_programme_file",
    "import_programme_file",
]
