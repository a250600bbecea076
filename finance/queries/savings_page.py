"""What stands above the savings tracker: totals and what they leave out, one-off costs, a waterfall, a line chart."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from finance.enums import SavingsState, ValueKind
from finance.models import SavingsLine
from finance.queries.savings import (
    Scope,
    Totals,
    added_up,
    by_months,
    by_years,
    one_off_costs,
    running_totals,
    totals_of,
)
from finance.rules.figures import NOT_KNOWN, left_out, with_left_out, written_pounds, written_pounds_total
from finance.rules.money import Total, nearest_whole
from programme.drawing.bars import Bars, DrawnBars, draw_bars, waterfall
from programme.drawing.lines import DrawnLines, Lines, draw_lines, growing_totals
from services.values.standards import year_label

MONTH_NAMES = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
STATE_KINDS = {
    SavingsState.DELIVERED: "complete",
    SavingsState.ON_TRACK: "green",
    SavingsState.AT_RISK: "amber",
    SavingsState.UNACHIEVABLE: "red",
}

LINE_LOOKS = {ValueKind.PLAN: "standard", ValueKind.FORECAST: "start", ValueKind.ACTUAL: "measured"}


@dataclass(frozen=True)
class TotalRow:
    """A kind of value: gross, pressure, net, and what these leave out."""

    label: str
    gross: str
    pressure: str
    net: str
    left_out: str


@dataclass(frozen=True)
class Summary:
    rows: tuple[TotalRow, ...]
    unachieved: str
    one_off: str
    waterfall: DrawnBars | None
    cumulative: DrawnLines | None


def summary_of(
    lines: QuerySet[SavingsLine], *, scope: Scope, reviews: Collection[int], state_url: Callable[[str], str]
) -> Summary:
    """Work it out; two queries, however many lines there are. `state_url` opens the lines of a state ("": of all)."""
    cells = added_up(lines, scope)
    totals = totals_of(cells)
    one_off = one_off_costs(reviews=reviews, year=scope.year)
    planned = waterfall_of(totals)
    running = cumulative_of(running_totals(cells), totals=totals, year=scope.year)
    urls = [[state_url(state)] for state in ("", *SavingsState)]
    return Summary(
        rows=tuple(total_row(str(kind.label), totals, kind) for kind in ValueKind),
        unachieved=unachieved_words(totals),
        one_off=one_off_words(one_off),
        waterfall=draw_bars(planned, urls=urls) if planned else None,
        cumulative=draw_lines(running) if running else None,
    )


def total_row(label: str, totals: Totals, kind: ValueKind) -> TotalRow:
    """The totals of a kind in words."""
    sums = totals.kinds[kind]
    is_told, is_pressed = kind in totals.told, kind in totals.pressed
    pressure = written_pounds_total(sums.pressure) if is_pressed else NOT_KNOWN if totals.pressed else "None"
    return TotalRow(
        label,
        written_pounds_total(sums.gross) if is_told else NOT_KNOWN,
        pressure,
        written_pounds_total(sums.net) if is_told or is_pressed else NOT_KNOWN,
        left_out(sums.net) or ("" if is_told or is_pressed else "Nothing is told yet"),
    )


def unachieved_words(totals: Totals) -> str:
    """What is planned and not achieved, and what that leaves out."""
    found = totals.unachieved
    if found is None:
        return "Not known: nothing is planned" if ValueKind.PLAN not in totals.told else "Not known: no actual is told"
    return with_left_out(found)


def one_off_words(found: Total | None) -> str:
    """The one-off costs of the approved cases, and what these leave out."""
    return "None known: no business case is approved" if found is None else with_left_out(found)


def waterfall_of(totals: Totals) -> Bars | None:
    """What is planned, and what of it is delivered, on track, at risk and unachievable; None without a plan."""
    planned = totals.kinds[ValueKind.PLAN].gross
    if not planned.amount and not any(found[ValueKind.PLAN].amount for found in totals.states.values()):
        return None
    parts = [
        _step(str(state.label), totals.states[state][ValueKind.PLAN], look=STATE_KINDS[state]) for state in SavingsState
    ]
    said = "; ".join(f"{label.lower()} {text}" for label, _, text, _ in parts)
    more = f" {left_out(planned)}." if left_out(planned) else ""
    return waterfall(
        key="savings-waterfall",
        title="Planned savings by state",
        description=f"Of a target of {written_pounds_total(planned)}: {said}.{more}",
        column="Plan",
        steps=[_step("Target", planned), *parts],
    )


def _step(label: str, total: Total, *, look: str = "neutral") -> tuple[str, int, str, str]:
    return label, nearest_whole(total.amount), written_pounds_total(total), look


def cumulative_of(told: dict[str, dict[tuple[int, int], Decimal]], *, totals: Totals, year: int | None) -> Lines | None:
    """Plan, forecast and actual as running totals: over the months of a year, or over all years; None without any.

    What is blank or withheld does not count; the description says how many are, by the `totals` of the same values.
    """
    gaps = [
        f"{kind.label.lower()} {left_out(gross)[:1].lower()}{left_out(gross)[1:]}"
        for kind in ValueKind
        if not (gross := totals.kinds[kind].gross).is_complete
    ]
    years = sorted({of for values in told.values() for of, _ in values})
    if not years:
        return None
    if year is not None:
        places, sums = list(MONTH_NAMES), {kind: by_months(values, year=year) for kind, values in told.items()}
        over = f"the months of {year_label(year)}; what is told for the whole year is spread evenly"
    else:
        across = range(years[0], years[-1] + 1)
        places, sums = (
            [year_label(one) for one in across],
            {kind: by_years(values, years=across) for kind, values in told.items()},
        )
        over = f"the years {year_label(years[0])} to {year_label(years[-1])}"
    ends = [f"{kind.label.lower()} {written_pounds(sums[kind][-1])}" for kind in ValueKind if sums[kind]]
    more = f" The {'; the '.join(gaps)}." if gaps else ""
    return growing_totals(
        key="savings-cumulative",
        title="Savings added up: plan, forecast and actual",
        description=f"Running totals over {over}. At their last point: {', '.join(ends)}.{more}",
        places=places,
        lines=[
            (
                str(kind.label),
                LINE_LOOKS[kind],
                [nearest_whole(amount) for amount in sums[kind]],
                [written_pounds(amount) for amount in sums[kind]],
            )
            for kind in ValueKind
        ],
    )
