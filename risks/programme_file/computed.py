"""How risks stand in their registers, as tables that another tool can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from programme.file.computed import Asked, Column, Computation, ComputedTable, Rows
from programme.file.kinds import Choice, Day, Text, Truth, WholeNumber
from risks.enums import AssessmentKind, RiskKind, RiskStatus
from risks.models import RegisterEntry
from risks.queries.standings import EntryStanding, entry_standings

COUNTS = ComputedTable(
    name="risk_counts",
    about="How many risks stand in each register by status and band. Bands of one name count together, whatever the "
    "version of the matrix.",
    key=("register", "kind", "status", "band"),
    columns=(
        Column(name="register", kind=Text()),
        Column(name="kind", kind=Choice(values=tuple(RiskKind.values))),
        Column(name="status", kind=Choice(values=tuple(RiskStatus.values))),
        Column(name="band", kind=Text(), about="Left out: unscored, which is not the least serious band."),
        Column(name="risks", kind=WholeNumber(most=1_000_000)),
    ),
)

STANDINGS = ComputedTable(
    name="risk_scores",
    about="The latest assessment of each kind of each risk in each register. A risk that was never assessed has a row "
    "for current.",
    key=("register", "risk", "kind"),
    columns=(
        Column(name="register", kind=Text()),
        Column(name="risk", kind=Text()),
        Column(name="kind", kind=Choice(values=tuple(AssessmentKind.values))),
        Column(name="status", kind=Choice(values=tuple(RiskStatus.values))),
        Column(name="assessed_on", kind=Day()),
        Column(name="cell", kind=Text(), about="As register/version/likelihood/impact. Left out: unscored."),
        Column(name="score", kind=Text(), about="As the register shows it: 12, B2."),
        Column(
            name="rank",
            kind=WholeNumber(),
            about="From 1, the least serious, within one version of one matrix. Nothing where it is unscored.",
        ),
        Column(name="band", kind=Text()),
        Column(name="is_tolerated", kind=Truth()),
    ),
)


def compute(asked: Asked) -> dict[str, Rows]:
    """The risks that the reader sees in their registers: confidential ones for whom they are for. Two queries."""
    standings = entry_standings(
        entries=asked.seen(RegisterEntry.objects.filter(register__programme=asked.programme)),
        moment=asked.moment,
    )
    counts = Counter((one.register, one.kind, one.status, one.band) for one in standings)
    return {
        COUNTS.name: [dict(zip(COUNTS.key, key, strict=True)) | {"risks": counts[key]} for key in sorted(counts)],
        STANDINGS.name: [row for one in standings for row in _scores(one)],
    }


def _scores(one: EntryStanding) -> Iterator[dict[str, Any]]:
    for kind in AssessmentKind:
        if kind not in one.assessed and (one.assessed or kind != AssessmentKind.CURRENT):
            continue
        day, cell = one.assessed.get(kind, (None, None))
        row: dict[str, Any] = {"register": one.register, "risk": one.risk, "kind": kind, "status": one.status}
        row["assessed_on"] = day
        if cell is not None:
            row |= {
                "cell": cell.code,
                "score": cell.score,
                "rank": cell.rank,
                "band": cell.band,
                "is_tolerated": cell.is_tolerated,
            }
        yield row


COMPUTATIONS = (Computation(tables=(COUNTS, STANDINGS), compute=compute, order=150, turns_with_day=True),)
