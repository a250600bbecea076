"""What the savings tracker comes to, as tables that another tool can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from finance.enums import SavingsState, ValueKind
from finance.programme_file.computed_kinds import LEFT_OUT, MONEY, YEAR, told_cell, told_total
from finance.queries.savings import Scope, Totals, scope_of
from finance.queries.savings_as_at import trackers_by_year
from finance.queries.savings_reconciliation import Compared, is_withheld, reconciliation_at
from finance.rules.money import Total
from programme.file.computed import Asked, Column, Computation, ComputedTable, Rows
from programme.file.kinds import Choice, Text
from services.models import ServiceReview

NOTHING_TOLD = {"amount": None, "blank": 0, "withheld": 0}
GROSS, PRESSURE, NET, UNACHIEVED = "gross", "pressure", "net", "unachieved"

TOTALS = ComputedTable(
    name="savings_totals",
    about="What the open lines of the savings tracker come to by year, kind and state, in pounds.",
    key=("year", "of", "kind"),
    columns=(
        Column(name="year", kind=YEAR),
        Column(
            name="of",
            kind=Choice(values=(GROSS, *SavingsState.values, PRESSURE, NET, UNACHIEVED)),
            about="gross is all states together; net is gross less pressure; unachieved is planned less achieved, "
            "with the pressure added. Where nothing is told of a kind, or of plan or actual, there is no amount.",
        ),
        Column(name="kind", kind=Choice(values=tuple(ValueKind.values)), about="Left out for unachieved."),
        Column(name="amount", kind=MONEY),
        *LEFT_OUT,
    ),
)

RECONCILIATION = ComputedTable(
    name="savings_reconciliation",
    about="The lines of the last approved cases beside what the tracker plans. Merged and split lines stand together.",
    key=("review", "version", "case_lines", "lines", "year"),
    columns=(
        Column(name="review", kind=Text()),
        Column(name="version", kind=Text(), about="The version of the case, as case/number."),
        Column(name="case_lines", kind=Text()),
        Column(name="lines", kind=Text(), about="The lines of the tracker."),
        Column(name="year", kind=YEAR),
        Column(name="case", kind=MONEY),
        Column(name="tracker", kind=MONEY),
        Column(name="difference", kind=MONEY, about="Tracker less case. Nothing where either is withheld."),
        Column(name="why", kind=Text(), about="Why the two differ. Left out where they agree."),
    ),
)


def compute(asked: Asked) -> dict[str, Rows]:
    """The tracker of the reviews that the reader sees; a fixed number of queries, a few more for a past moment."""
    programme, moment = asked.programme, asked.moment
    reviews = dict(asked.seen(ServiceReview.objects.filter(programme=programme)).values_list("pk", "code"))
    scope = Scope() if asked.person is None else scope_of(programme=programme, user=asked.person)
    years = trackers_by_year(reviews=reviews, scope=scope, moment=moment)
    compared = reconciliation_at(reviews=reviews, scope=scope, moment=moment).rows
    return {
        TOTALS.name: [{"year": year, **row} for year, tracker in years.items() for row in _totals(tracker.totals)],
        RECONCILIATION.name: _ordered(_compared(row, reviews) for row in compared),
    }


def _totals(totals: Totals) -> Iterator[dict[str, Any]]:
    for kind in ValueKind:
        sums = totals.kinds[kind]
        is_told, is_pressed = kind in totals.told, kind in totals.pressed
        yield {"of": GROSS, "kind": kind, **_known(sums.gross, is_told)}
        for state in SavingsState:
            yield {"of": state, "kind": kind, **_known(totals.states[state][kind], is_told)}
        yield {"of": PRESSURE, "kind": kind, **_known(sums.pressure, is_pressed or not totals.pressed)}
        yield {"of": NET, "kind": kind, **_known(sums.net, is_told or is_pressed)}
    yield {"of": UNACHIEVED, **(told_total(totals.unachieved) if totals.unachieved else NOTHING_TOLD)}


def _known(total: Total, is_told: bool) -> dict[str, Any]:
    """A sum; without an amount where no cell of it stands, which is not zero."""
    return told_total(total) if is_told else NOTHING_TOLD


def _compared(row: Compared, reviews: dict[int, str]) -> dict[str, Any]:
    version, difference = row.version, row.difference
    review = version.case.review_id if version is not None else row.lines[0].review_id
    return {
        "review": reviews[review],
        "version": f"{version.case.code}/{version.number}" if version is not None else "",
        "case_lines": ", ".join(row.case_lines),
        "lines": ", ".join(sorted(line.code for line in row.lines)),
        "year": difference.year,
        "case": told_cell(difference.case),
        "tracker": told_cell(difference.tracker),
        "difference": None if is_withheld(difference) else difference.amount,
        "why": row.why,
    }


def _ordered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: tuple(row[name] for name in RECONCILIATION.key))


COMPUTATIONS = (Computation(tables=(TOTALS, RECONCILIATION), compute=compute, order=40, turns_with_day=True),)
