"""What stands above the savings tracker: totals and what they leave out, one-off costs, a waterfall, a line chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from finance.enums import SavingsState, ValueKind
from finance.figures import left_out, written_pounds
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
from finance.rules.money import nearest_whole
from programme.charts import Chart
from programme.cumulative_charts import Cumulative, CumulativeLine, draw_cumulative
from programme.line_charts import LineChart
from programme.waterfall import Step, Waterfall, draw_waterfall
from services.standards import year_label

MONTH_NAMES = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
STATE_KINDS = {
    SavingsState.DELIVERED: "complete",
    SavingsState.ON_TRACK: "green",
    SavingsState.AT_RISK: "amber",
    SavingsState.UNACHIEVABLE: "red",
}


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
    one_off_left_out: str
    waterfall: Chart | None
    cumulative: LineChart | None

    @property
    def one_off_words(self) -> str:
        return f"{self.one_off}. {self.one_off_left_out}" if self.one_off_left_out else self.one_off


def summary_of(
    lines: QuerySet[SavingsLine], *, scope: Scope, reviews: QuerySet, state_url: Callable[[str], str]
) -> Summary:
    """Work it out; two queries, however many lines there are. `state_url` opens the lines of a state ("": of all)."""
    cells = added_up(lines, scope)
    totals = totals_of(cells)
    one_off = one_off_costs(reviews=reviews, year=scope.year)
    planned = waterfall_of(totals)
    running = cumulative_of(running_totals(cells), year=scope.year)
    urls = [state_url(state) for state in ("", *SavingsState)]
    return Summary(
        rows=tuple(total_row(str(kind.label), totals, kind) for kind in ValueKind),
        unachieved=written_pounds(totals.unachieved if totals.told else None),
        one_off=written_pounds(one_off.amount),
        one_off_left_out=left_out(one_off),
        waterfall=draw_waterfall(planned, urls=urls) if planned else None,
        cumulative=draw_cumulative(running) if running else None,
    )


def total_row(label: str, totals: Totals, kind: ValueKind) -> TotalRow:
    """The totals of a kind in words."""
    sums = totals.kinds[kind]
    amounts = (sums.gross, sums.pressure, sums.net)
    gross, pressure, net = (written_pounds(total.amount if kind in totals.told else None) for total in amounts)
    return TotalRow(
        label, gross, pressure, net, left_out(sums.net) or ("" if kind in totals.told else "Nothing is told yet")
    )


def waterfall_of(totals: Totals) -> Waterfall | None:
    """What is planned, and what of it is delivered, on track, at risk and unachievable; None without a plan."""
    planned = totals.kinds[ValueKind.PLAN].gross
    if not planned.amount and not any(found[ValueKind.PLAN].amount for found in totals.states.values()):
        return None
    parts = tuple(
        _step(str(state.label), totals.states[state][ValueKind.PLAN].amount, look=STATE_KINDS[state])
        for state in SavingsState
    )
    said = "; ".join(f"{step.label.lower()} {step.text}" for step in parts)
    more = f" {left_out(planned)}." if left_out(planned) else ""
    return Waterfall(
        key="savings-waterfall",
        title="Planned savings by state",
        description=f"Of a target of {written_pounds(planned.amount)}: {said}.{more}",
        column="Plan",
        whole=_step("Target", planned.amount),
        parts=parts,
    )


def _step(label: str, amount: Decimal, *, look: str = "neutral") -> Step:
    return Step(label, nearest_whole(amount), written_pounds(amount), look)


def cumulative_of(told: dict[str, dict[tuple[int, int], Decimal]], *, year: int | None) -> Cumulative | None:
    """Plan, forecast and actual as running totals: over the months of a year, or over all years; None without any."""
    years = sorted({of for values in told.values() for of, _ in values})
    if not years:
        return None
    if year is not None:
        places, totals = list(MONTH_NAMES), {kind: by_months(values, year=year) for kind, values in told.items()}
        over = f"the months of {year_label(year)}; what is told for the whole year is spread evenly"
    else:
        across = range(years[0], years[-1] + 1)
        places, totals = (
            [year_label(one) for one in across],
            {kind: by_years(values, years=across) for kind, values in told.items()},
        )
        over = f"the years {year_label(years[0])} to {year_label(years[-1])}"
    ends = [f"{kind.label.lower()} {written_pounds(totals[kind][-1])}" for kind in ValueKind if totals[kind]]
    return Cumulative(
        key="savings-cumulative",
        title="Savings added up: plan, forecast and actual",
        description=f"Running totals over {over}. At their last point: {', '.join(ends)}.",
        places=tuple(places),
        lines=tuple(
            CumulativeLine(
                str(kind.label),
                str(kind),
                tuple(nearest_whole(amount) for amount in totals[kind]),
                tuple(written_pounds(amount) for amount in totals[kind]),
            )
            for kind in ValueKind
        ),
    )
