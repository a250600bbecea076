"""Each council's share of the versions of business cases, as tables that another tool can check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from finance.models import BusinessCase
from finance.programme_file.computed_kinds import LEFT_OUT, MONEY, YEAR, told_amount
from finance.queries.agreements import Agreed, own_councils
from finance.queries.cases_as_at import versions_at
from finance.queries.council_shares import CaseShares, shared_case
from finance.rules.money import ZERO, Total, added, difference
from programme.file.computed import Asked, Column, Computation, ComputedTable, Rows
from programme.file.kinds import Text

VERSION = Column(name="version", kind=Text(), about="The version, as case/number.")
COUNCIL = Column(name="council", kind=Text())

SHARES = ComputedTable(
    name="council_shares",
    about="What a version saves and costs each council by year and over all years. With what nobody shares, told where "
    "there is any, the councils sum to the case, unless the shares of others are not open to the reader.",
    key=("version", "council", "year"),
    columns=(
        VERSION,
        Column(name="council", kind=Text(), about="Left out: what is not shared, as no agreement covers it."),
        Column(name="year", kind=YEAR, about="Nothing: all years."),
        Column(name="saving", kind=MONEY),
        Column(name="one_off", kind=MONEY),
        Column(name="net", kind=MONEY, about="Saving less one-off cost."),
        *LEFT_OUT,
    ),
)

PERCENTAGES = ComputedTable(
    name="share_percentages",
    about="The percentages that the lines of a version are shared by in a year, and the agreement that they come from.",
    key=("version", "apportionment", "year", "council"),
    columns=(
        VERSION,
        Column(name="apportionment", kind=Text()),
        Column(name="year", kind=YEAR),
        COUNCIL,
        Column(name="percentage", kind=MONEY, about="To two places; amounts are shared by the exact weights."),
        Column(name="lines", kind=Text(), about="The lines that are shared so."),
    ),
)


@dataclass(frozen=True)
class _Shared:
    """A version shared, with the codes of the councils whose shares the reader sees."""

    version: str
    case: BusinessCase
    shares: CaseShares
    shown: tuple[str, ...]


def compute(asked: Asked) -> dict[str, Rows]:
    """Every version that the reader sees; a fixed number of queries, a few more for a past moment."""
    cases = {
        case.pk: case
        for case in asked.seen(BusinessCase.objects.filter(programme=asked.programme)).select_related("review")
    }
    agreed = Agreed(asked.programme, asked.moment)
    own = None if asked.person is None else own_councils(asked.person, programme=asked.programme)
    found = []
    for then in versions_at(cases=cases.values(), moment=asked.moment):
        case = cases[then.version.case_id]
        shares = shared_case(then.case, review=case.review, agreed=agreed)
        shown = (code for code, one in shares.councils.items() if own is None or shares.is_open or one.pk in own)
        found.append(_Shared(f"{then.code}/{then.version.number}", case, shares, tuple(sorted(shown))))
    return {
        SHARES.name: [row for one in found for row in _shares(one)],
        PERCENTAGES.name: [row for one in found for row in _percentages(one, agreed)],
    }


def _shares(one: _Shared) -> Iterator[dict[str, Any]]:
    for council in (*one.shown, None):
        saving, cost = (one.shares.totals(council, one_off=one_off) for one_off in (False, True))
        if council is None and not {*saving, *cost}:
            continue
        for year in sorted({*saving, *cost}):
            yield _row(one, council, year, saving.get(year, Total(ZERO)), cost.get(year, Total(ZERO)))
        yield _row(one, council, None, added(*saving.values()), added(*cost.values()))


def _row(one: _Shared, council: str | None, year: int | None, saving: Total, cost: Total) -> dict[str, Any]:
    net = difference(saving, cost)
    return {
        "version": one.version,
        "council": council or "",
        "year": year,
        "saving": told_amount(saving),
        "one_off": told_amount(cost),
        "net": told_amount(net),
        "blank": net.blank,
        "withheld": net.withheld,
    }


def _percentages(one: _Shared, agreed: Agreed) -> Iterator[dict[str, Any]]:
    lines: dict[tuple[str, int], list[str]] = {}
    shares: dict[tuple[str, int], Mapping[str, Any]] = {}
    review = one.case.review
    for line in one.shares.lines:
        for year in line.parts:
            found = agreed.for_line(review=review.pk, code=review.code, line=line.line.code, year=year)
            if found is not None and found[0].row is not None:
                key = (found[0].row.code, year)
                lines.setdefault(key, []).append(line.line.code)
                shares[key] = found[1].percentages
    for (apportionment, year), codes in sorted(lines.items()):
        for council in one.shown:
            yield {
                "version": one.version,
                "apportionment": apportionment,
                "year": year,
                "council": council,
                "percentage": shares[apportionment, year].get(council),
                "lines": ", ".join(codes),
            }


COMPUTATIONS = (Computation(tables=(SHARES, PERCENTAGES), compute=compute, order=30),)
