"""Where risks stand in their registers, open or not, now or as at a past moment, by codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from programme.models import Programme
from risks.enums import AssessmentKind, RiskStatus
from risks.models import MatrixCell, RegisterEntry
from risks.queries.standing_as_at import Standing, standing_as_at
from services.queries.recorded_rows import recording_limit


@dataclass(frozen=True)
class CellTold:
    """A cell of a matrix; `code` is register/version/likelihood/impact."""

    code: str
    score: str
    rank: int
    band: str
    is_tolerated: bool


@dataclass(frozen=True)
class EntryStanding:
    """A risk in a register. `status` is open, closed or issue; `assessed` has the latest assessment of each kind."""

    register: str
    risk: str
    number: str
    kind: str
    status: str
    assessed: Mapping[AssessmentKind, tuple[date, CellTold | None]]

    @property
    def band(self) -> str:
        """The band in which it stands now; nothing where it is unscored."""
        _, cell = self.assessed.get(AssessmentKind.CURRENT, (None, None))
        return cell.band if cell is not None else ""


def entry_standings(
    *, entries: QuerySet[RegisterEntry], programme: Programme, day: date, as_at: datetime | None = None
) -> list[EntryStanding]:
    """The entries in force on the day, by register and risk, in two queries, five for a past moment.

    At a past moment nothing counts that was recorded after it, and a risk that closed after its day was open.
    """
    if as_at is None:
        places = _places_now(entries, day)
        assessed = _assessed_now(entries)
    else:
        places = _places_then(entries, day, recording_limit(programme=programme, as_at=as_at))
        assessed = standing_as_at(entries=list(places), moment=as_at)
    cells = _cells({one.cell for kinds in assessed.values() for one in kinds.values() if one.cell is not None})
    found = [
        EntryStanding(
            **place,
            assessed={
                kind: (one.assessed_on, None if one.cell is None else cells[one.cell])
                for kind, one in assessed.get(entry, {}).items()
            },
        )
        for entry, place in places.items()
    ]
    return sorted(found, key=lambda one: (one.register, one.risk))


def _places_now(entries: Any, day: date) -> dict[int, dict[str, str]]:
    rows = entries.in_force(day).order_by("pk")
    names = ("pk", "register__code", "number", "risk__code", "risk__kind", "risk__status")
    return {
        pk: {"register": register, "number": number, "risk": risk, "kind": kind, "status": status}
        for pk, register, number, risk, kind, status in rows.values_list(*names)
    }


def _places_then(entries: Any, day: date, limit: datetime | None) -> dict[int, dict[str, str]]:
    """By what the history had recorded up to the limit of entries and of risks."""
    keys = dict(entries.order_by("pk").values_list("pk", "risk"))
    risks = _last_events("RiskEvent", set(keys.values()), limit, "code", "kind", "status", "opened_on", "closed_on")
    rows = _last_events("RegisterEntryEvent", set(keys), limit, "register__code", "number", "starts_on", "ended_on")
    found = {}
    for entry, (register, number, starts_on, ended_on) in rows.items():
        if keys[entry] not in risks or (starts_on and starts_on > day) or (ended_on and ended_on < day):
            continue
        code, kind, status, opened_on, closed_on = risks[keys[entry]]
        if opened_on and opened_on > day:
            continue
        if closed_on and closed_on > day:
            status = RiskStatus.OPEN.value
        found[entry] = {"register": register, "number": number, "risk": code, "kind": kind, "status": status}
    return found


def _last_events(model: str, keys: set[int], limit: datetime | None, *names: str) -> dict[int, tuple[Any, ...]]:
    events: Any = apps.get_model("risks", model).objects.filter(Q(pgh_obj__in=keys), pgh_created_at__lte=limit)
    rows = events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values_list("pgh_obj_id", *names)
    return {key: tuple(values) for key, *values in rows}


def _assessed_now(entries: Any) -> dict[int, dict[AssessmentKind, Standing]]:
    kinds = tuple(AssessmentKind)
    names = [f"{kind.value}{part}" for kind in kinds for part in ("", "__cell", "__assessed_on")]
    found: dict[int, dict[AssessmentKind, Standing]] = {}
    for entry, *values in entries.order_by("pk").values_list("pk", *names):
        for place, kind in enumerate(kinds):
            assessment, cell, day = values[place * 3 : place * 3 + 3]
            if assessment is not None:
                found.setdefault(entry, {})[kind] = Standing(assessment, cell, day)
    return found


def _cells(wanted: set[int]) -> dict[int, CellTold]:
    if not wanted:
        return {}
    rows = MatrixCell.objects.filter(pk__in=wanted).order_by("pk")
    code = ("matrix__register__code", "matrix__version", "likelihood__label", "impact__label")
    return {
        pk: CellTold("/".join(map(str, parts)), score, rank, band, is_tolerated)
        for pk, score, rank, band, is_tolerated, *parts in rows.values_list(
            "pk", "score", "rank", "band__name", "is_tolerated", *code
        )
    }
