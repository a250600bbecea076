"""The risk registers of the measuring programme: half of the risks in the joint one, half in those of reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import connection

from governance.domain.scale_data.programme import Base
from governance.domain.scale_data.recording import Recorder, history_written_by_hand
from governance.domain.scale_data.scale import ASSESSMENTS_PER_RISK, Scale, moment
from governance.domain.scale_data.services import WORDS
from risks.domain.matrix import BandDraft, CellDraft, LevelDraft, MatrixDraft, write_matrix
from risks.enums import AssessmentKind, BandColour, RiskStatus
from risks.models import (
    Assessment,
    Matrix,
    MatrixBand,
    MatrixCell,
    MatrixLevel,
    RegisterEntry,
    Risk,
    RiskRegister,
)

POINTERS = "risks.Assessment:entry_points_at_latest"
"""Points an entry at its latest assessment, one by one; here one statement does it for all."""
LEVELS = 5
REGISTERS_OF_REVIEWS = 20
CATEGORIES = ("People", "Money", "Technology", "Partners", "Law")
BANDS = {"Low": BandColour.GREEN, "Medium": BandColour.AMBER, "High": BandColour.RED}
KINDS = (AssessmentKind.INHERENT, AssessmentKind.TARGET, *[AssessmentKind.CURRENT] * (ASSESSMENTS_PER_RISK - 2))
PARTS = (MatrixLevel, MatrixBand, MatrixCell)
OPEN = {"status": f"'{RiskStatus.OPEN}'", "closed_on": "NULL", "closed_reason": "''"}


def write_risks(recorder: Recorder, base: Base, *, scale: Scale, reviews: list[int]) -> None:
    """Write the registers with their matrices, and the risks with their numbers and assessments."""
    owners = [None, *reviews[:REGISTERS_OF_REVIEWS]]
    registers = recorder.write_at(
        RiskRegister,
        (
            {
                "programme_id": base.programme.pk,
                "review_id": review,
                "code": f"register-{place}" if place else "joint",
                "name": f"Risks of review {place - 1}" if place else "Joint register",
                "position": place + 1,
            }
            for place, review in enumerate(owners)
        ),
        at=moment(base.days.began),
    )
    cells = [_write_matrix(recorder, base, register) for register in registers]
    places = [0 if number % 2 == 0 else 1 + number // 2 % len(owners[1:]) for number in range(scale.risks)]
    risks = recorder.write(
        Risk, (_risk(base, number, review=owners[place], scale=scale) for number, place in enumerate(places))
    )
    recorder.record(Risk, risks, at=_noon_of("row.opened_on"), said=OPEN)
    closed = [risk for number, risk in enumerate(risks) if _is_closed(number)]
    recorder.record(Risk, closed, at=_noon_of("row.closed_on"), label="update")
    entries = recorder.write(
        RegisterEntry,
        (
            {"risk_id": risk, "register_id": registers[place], "number": str(number + 1), "position": number + 1}
            for number, (risk, place) in enumerate(zip(risks, places, strict=True))
        ),
    )
    risk = "JOIN risks_risk AS risk ON risk.id = row.risk_id"
    recorder.record(RegisterEntry, entries, at=_noon_of("risk.opened_on"), join=risk)
    with pgtrigger.ignore(POINTERS):
        recorder.write_at(
            Assessment,
            (
                row
                for number, (entry, place) in enumerate(zip(entries, places, strict=True))
                for row in _assessments(base, number, entry, cells=cells[place], scale=scale)
            ),
            at="row.recorded_at",
        )
    with history_written_by_hand(RegisterEntry):
        _point_at_latest(entries)


def _write_matrix(recorder: Recorder, base: Base, register: int) -> list[int]:
    """A matrix of five by five, by product; the ids of its cells from the least serious."""
    levels = tuple(LevelDraft(label=str(number), value=number) for number in range(1, LEVELS + 1))
    cells = {
        (likelihood.label, impact.label): _cell((likelihood.value or 0) * (impact.value or 0))
        for likelihood, impact in product(levels, levels)
    }
    bands = tuple(BandDraft(name=name, colour=colour) for name, colour in BANDS.items())
    draft = MatrixDraft(likelihood=levels, impact=levels, bands=bands, cells=cells)
    at = moment(base.days.began)
    with history_written_by_hand(Matrix, *PARTS):
        matrix = write_matrix(register=RiskRegister(pk=register), draft=draft, seen_version=0, actor=None, at=at)
    recorder.record(Matrix, [matrix.pk], at=at)
    for model in PARTS:
        recorder.record(model, list(model.objects.filter(matrix=matrix).values_list("pk", flat=True)), at=at)
    return list(matrix.cells.order_by("rank", "pk").values_list("pk", flat=True))


def _cell(score: int) -> CellDraft:
    band = "Low" if score <= LEVELS else "Medium" if score <= 3 * LEVELS else "High"
    return CellDraft(band=band, number=score, is_tolerated=score < LEVELS)


def _is_closed(number: int) -> bool:
    return number % 10 == 9


def _day_of(base: Base, number: int, *, scale: Scale, share: float = 0) -> date:
    """When a share of a risk's time had passed: risks were opened one after another, the last some weeks ago."""
    opened = base.days.at(number / scale.risks * 0.8)
    return opened + timedelta(days=int((base.days.at(1) - opened).days * share))


def _risk(base: Base, number: int, *, review: int | None, scale: Scale) -> dict[str, Any]:
    is_closed = _is_closed(number)
    return {
        "programme_id": base.programme.pk,
        "review_id": review,
        "code": f"risk-{number}",
        "title": f"Risk {number} of bringing two teams together",
        "cause": WORDS,
        "effect": WORDS,
        "category": CATEGORIES[number % len(CATEGORIES)],
        "owner_id": _owner(base, number) if number % 3 else None,
        "owner_post": "" if number % 3 else "Head of Housing",
        "strategy": WORDS,
        "opened_on": _day_of(base, number, scale=scale),
        "next_review": base.days.today + timedelta(days=number % 120 - 20),
        "status": RiskStatus.CLOSED if is_closed else RiskStatus.OPEN,
        "closed_on": _day_of(base, number, scale=scale, share=0.95) if is_closed else None,
        "closed_reason": "The teams are together." if is_closed else "",
    }


def _owner(base: Base, number: int) -> int:
    leads = base.people[number % len(base.people)]
    return leads[number // len(base.people) % len(leads)]


def _assessments(base: Base, number: int, entry: int, *, cells: list[int], scale: Scale) -> Iterator[dict[str, Any]]:
    """On the first day all three kinds, then three current ones more; every twentieth risk could not be scored."""
    for turn, kind in enumerate(KINDS):
        day = _day_of(base, number, scale=scale, share=max(0, turn - 2) * 0.3)
        is_unscored = number % 20 == 19
        yield {
            "entry_id": entry,
            "kind": kind,
            "cell_id": None if is_unscored else cells[(number * 7 + turn * 3) % len(cells)],
            "assessed_on": day,
            "reason": "Not known yet." if is_unscored else "",
            "recorded_by_id": base.office,
            "recorded_at": moment(day, 12),
        }


def _point_at_latest(entries: list[int]) -> None:
    with connection.cursor() as cursor:
        for kind in AssessmentKind:
            cursor.execute(
                f"UPDATE risks_registerentry AS entry SET {kind.value}_id = latest.id FROM ("  # noqa: S608 - an enum
                "SELECT DISTINCT ON (entry_id) entry_id, id FROM risks_assessment "
                "WHERE kind = %s AND entry_id = ANY(%s) "
                "ORDER BY entry_id, assessed_on DESC, recorded_at DESC, id DESC) AS latest "
                "WHERE latest.entry_id = entry.id",
                [kind.value, entries],
            )


def _noon_of(day: str) -> str:
    return f"({day} + time '12:00') AT TIME ZONE '{settings.TIME_ZONE}'"
