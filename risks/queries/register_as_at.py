"""Registers with their risks as they stand, or as they stood at a past moment, for documents that anybody may read.

Confidential risks, those that were confidential then and those that are now, are in none of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from programme.models import Programme
from programme.values.ordering import natural_order
from risks.enums import AssessmentKind
from risks.models import Matrix, MatrixCell, Mitigation, RegisterEntry, Risk, RiskRegister
from risks.queries.standing_as_at import Standing, standing_as_at
from services.queries.recorded_rows import recording_limit, rows_up_to


@dataclass(frozen=True, kw_only=True)
class RiskThen:
    """A risk in a register: its scores by kind (None or left out: unscored), and what is done about it."""

    entry: RegisterEntry
    risk: Risk
    is_open: bool
    scores: Mapping[AssessmentKind, MatrixCell | None]
    assessed: Mapping[AssessmentKind, date]
    mitigations: tuple[Mitigation, ...]

    def score(self, kind: AssessmentKind) -> MatrixCell | None:
        return self.scores.get(kind)


@dataclass(frozen=True, kw_only=True)
class RegisterThen:
    """A register with the matrix it scored by last and its risks in their order."""

    register: RiskRegister
    matrix: Matrix | None
    risks: tuple[RiskThen, ...]


def registers_then(
    *, programme: Programme, registers: Collection[int], as_at: datetime | None, moment: datetime
) -> list[RegisterThen]:
    """These registers, in their order; eight queries (nine for a past moment), however many there are.

    `moment` is `as_at`, or when they are read: scores of later days do not count.
    """
    limit = recording_limit(programme=programme, as_at=as_at)
    day = programme.today if as_at is None else timezone.localdate(as_at)
    kept = rows_up_to(
        model=RiskRegister, rows=RiskRegister.objects.filter(programme=programme, pk__in=registers), limit=limit
    )
    entries = _entries([register.pk for register in kept], limit=limit, day=day)
    risks = _risks({entry.risk_id for entry in entries}, limit=limit, day=day)
    entries = [entry for entry in entries if entry.risk_id in risks]
    standing = standing_as_at(entries=[entry.pk for entry in entries], moment=moment)
    cells = _cells(standing)
    mitigations = _mitigations(risks, limit=limit)
    by_register: dict[int, list[RiskThen]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.position, natural_order(entry.number), entry.pk)):
        found = standing.get(entry.pk, {})
        by_register[entry.register_id].append(
            RiskThen(
                entry=entry,
                risk=risks[entry.risk_id],
                is_open=risks[entry.risk_id].was_open_on(day),
                scores={kind: None if one.cell is None else cells[one.cell] for kind, one in found.items()},
                assessed={kind: one.assessed_on for kind, one in found.items()},
                mitigations=tuple(mitigations[entry.risk_id]),
            )
        )
    used = {cell.matrix_id for cell in cells.values()}
    matrices = _matrices([register.pk for register in kept], moment=moment, used=used)
    return [
        RegisterThen(register=one, matrix=matrices.get(one.pk), risks=tuple(by_register[one.pk]))
        for one in sorted(kept, key=lambda one: (one.position, one.name, one.pk))
    ]


def _entries(registers: list[int], *, limit: datetime | None, day: date) -> list[RegisterEntry]:
    rows = RegisterEntry.objects.filter(register__in=registers, risk__is_confidential=False)
    return [entry for entry in rows_up_to(model=RegisterEntry, rows=rows, limit=limit) if entry.is_shown_on(day)]


def _risks(ids: Collection[int], *, limit: datetime | None, day: date) -> dict[int, Risk]:
    rows = Risk.objects.filter(pk__in=ids, is_confidential=False)
    found = rows_up_to(model=Risk, rows=rows, limit=limit, related=("owner",))
    return {risk.pk: risk for risk in found if not risk.is_confidential and risk.was_opened_by(day)}


def _mitigations(risks: Collection[int], *, limit: datetime | None) -> dict[int, list[Mitigation]]:
    rows = rows_up_to(model=Mitigation, rows=Mitigation.objects.filter(risk__in=risks), limit=limit)
    found: dict[int, list[Mitigation]] = defaultdict(list)
    for mitigation in sorted(rows, key=lambda one: (one.position, one.code, one.pk)):
        if mitigation.removed_at is None:
            found[mitigation.risk_id].append(mitigation)
    return found


def _cells(standing: Mapping[int, Mapping[AssessmentKind, Standing]]) -> dict[int, MatrixCell]:
    wanted = {one.cell for kinds in standing.values() for one in kinds.values() if one.cell is not None}
    cells: Any = MatrixCell.objects.filter(pk__in=wanted).select_related("band", "likelihood", "impact", "matrix")
    return {cell.pk: cell for cell in cells.order_by("pk")}


def _matrices(registers: list[int], *, moment: datetime, used: Collection[int]) -> dict[int, Matrix]:
    """The latest of each register that was there; what scored by then was, whenever it was recorded."""
    was_there = Q(created_at__lte=moment) | Q(pk__in=used)
    rows = Matrix.objects.filter(was_there, register__in=registers).prefetch_related("bands")
    latest = rows.order_by("register_id", "-version").distinct("register_id")
    return {matrix.register_id: matrix for matrix in latest}
