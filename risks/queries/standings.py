"""Where risks stand in their registers, open or not, now or as at a past moment, by codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from programme.history import Moment
from risks.enums import AssessmentKind, RiskStatus
from risks.models import MatrixCell, Risk
from risks.models.risk import RegisterEntryQuerySet
from risks.queries.standing_as_at import Standing, standing_as_at


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


def entry_standings(*, entries: RegisterEntryQuerySet, moment: Moment) -> list[EntryStanding]:
    """The entries in force on the day, by register and risk, in three queries, four for a past moment.

    As at a past moment a risk that closed after its day was open.
    """
    places = _places(entries, moment)
    assessed = _assessed_now(entries) if moment.is_now else standing_as_at(entries=list(places), moment=moment.time)
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


def _places(entries: RegisterEntryQuerySet, moment: Moment) -> dict[int, dict[str, str]]:
    """The entries shown on the day, with what is known of their risks."""
    names = ("id", "risk_id", "register__code", "number", "starts_on", "ended_on")
    known = entries.values_as_at(moment, *names)
    shown = [row for row in known if _is_shown(row, moment.day)]
    rows = Risk.objects.filter(pk__in={row["risk_id"] for row in shown})
    names = ("id", "code", "kind", "status", "opened_on", "closed_on")
    told = rows.values_as_at(moment, *names)
    risks = {row["id"]: row for row in told if not moment.is_before(row["opened_on"])}
    found = {}
    for row in sorted(shown, key=lambda row: row["id"]):
        risk = risks.get(row["risk_id"])
        if risk is not None:
            status = RiskStatus.OPEN.value if moment.is_before(risk["closed_on"]) else risk["status"]
            place = {"register": row["register__code"], "number": row["number"], "risk": risk["code"]}
            found[row["id"]] = place | {"kind": risk["kind"], "status": status}
    return found


def _is_shown(row: Mapping[str, Any], day: date) -> bool:
    starts_on, ended_on = row["starts_on"], row["ended_on"]
    return (starts_on is None or starts_on <= day) and (ended_on is None or ended_on >= day)


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
