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

from programme.history import Moment
from programme.models import Programme
from programme.values.ordering import natural_order
from risks.enums import AssessmentKind
from risks.models import Matrix, MatrixCell, Mitigation, RegisterEntry, Risk, RiskRegister
from risks.queries.standing_as_at import Standing, standing_as_at


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
    *, programme: Programme, registers: Collection[int], moment: Moment, at: datetime
) -> list[RegisterThen]:
    """These registers, in their order; eight queries, however many there are.

    `at` is the time of the moment, or when they are read: scores of later days do not count.
    """
    day = moment.day
    kept = RiskRegister.objects.filter(programme=programme, pk__in=registers).as_at(moment)
    entries = _entries([register.pk for register in kept], moment)
    risks = _risks({entry.risk_id for entry in entries}, moment)
    entries = [entry for entry in entries if entry.risk_id in risks]
    standing = standing_as_at(entries=[entry.pk for entry in entries], moment=at)
    cells = _cells(standing)
    mitigations = _mitigations(risks, moment)
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
    matrices = _matrices([register.pk for register in kept], at=at, used=used)
    return [
        RegisterThen(register=one, matrix=matrices.get(one.pk), risks=tuple(by_register[one.pk]))
        for one in sorted(kept, key=lambda one: (one.position, one.name, one.pk))
    ]


def _entries(registers: list[int], moment: Moment) -> list[RegisterEntry]:
    rows = RegisterEntry.objects.filter(register__in=registers, risk__is_confidential=False)
    known = rows.as_at(moment)
    return [entry for entry in known if entry.is_shown_on(moment.day)]


def _risks(ids: Collection[int], moment: Moment) -> dict[int, Risk]:
    found = Risk.objects.filter(pk__in=ids, is_confidential=False).as_at(moment, "owner")
    return {risk.pk: risk for risk in found if not risk.is_confidential and risk.was_opened_by(moment.day)}


def _mitigations(risks: Collection[int], moment: Moment) -> dict[int, list[Mitigation]]:
    rows = Mitigation.objects.filter(risk__in=risks).as_at(moment)
    found: dict[int, list[Mitigation]] = defaultdict(list)
    for mitigation in sorted(rows, key=lambda one: (one.position, one.code, one.pk)):
        if mitigation.removed_at is None:
            found[mitigation.risk_id].append(mitigation)
    return found


def _cells(standing: Mapping[int, Mapping[AssessmentKind, Standing]]) -> dict[int, MatrixCell]:
    wanted = {one.cell for kinds in standing.values() for one in kinds.values() if one.cell is not None}
    cells: Any = MatrixCell.objects.filter(pk__in=wanted).select_related("band", "likelihood", "impact", "matrix")
    return {cell.pk: cell for cell in cells.order_by("pk")}


def _matrices(registers: list[int], *, at: datetime, used: Collection[int]) -> dict[int, Matrix]:
    """The latest of each register that was there; what scored by then was, whenever it was recorded."""
    was_there = Q(created_at__lte=at) | Q(pk__in=used)
    rows = Matrix.objects.filter(was_there, register__in=registers).prefetch_related("bands")
    latest = rows.order_by("register_id", "-version").distinct("register_id")
    return {matrix.register_id: matrix for matrix in latest}
