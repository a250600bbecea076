"""The charts of a business case as facts: what moves its figures, and its money over the years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from finance.rules.case import Case, Derived
from finance.rules.figures import left_out, written_cell, written_pounds
from finance.rules.money import ZERO, added, nearest_whole, rounded
from finance.rules.sensitivity import Variation
from programme.drawing.bars import Bars, tornado
from programme.drawing.lines import Lines, running_totals
from services.values.standards import year_label

HUNDREDTHS = Decimal(100)


def tornadoes(derived: Derived, moved: Sequence[Variation], *, key: str) -> tuple[Bars, ...]:
    """How net present value and simple payback move with each variation; payback only where there is one.

    None where the savings or the one-off costs are wholly unknown or withheld.
    """
    if derived.unknown:
        return ()
    value = written_pounds(rounded(derived.net_present_value, Decimal(1)))
    charts = [
        tornado(
            key=f"value-{key}",
            title="Net present value if it goes otherwise",
            description=f"Bars from {value}, as in the case, to the net present value under each variation.",
            column="Net present value",
            middle=(nearest_whole(derived.net_present_value), value),
            swings=[
                _swing(one, nearest_whole(present), written_pounds(rounded(present, Decimal(1))))
                for one in moved
                for present in [one.derived.net_present_value]
            ],
        )
    ]
    if derived.simple_payback is not None:
        years = _years(derived.simple_payback)
        charts.append(
            tornado(
                key=f"payback-{key}",
                title="Simple payback if it goes otherwise",
                description=f"Bars from {years}, as in the case, to the simple payback under each variation.",
                column="Simple payback",
                middle=(nearest_whole(derived.simple_payback * HUNDREDTHS), years),
                swings=[
                    _swing(one, _at(payback), "None" if payback is None else _years(payback))
                    for one in moved
                    for payback in [one.derived.simple_payback]
                ],
            )
        )
    return tuple(charts)


def _swing(one: Variation, value: int | None, text: str) -> tuple[str, int | None, str]:
    unknown = one.derived.unknown
    return (one.label, None, written_cell(unknown)) if unknown else (one.label, value, text)


def cash_chart(case: Case, derived: Derived, *, key: str) -> Lines:
    """Savings less one-off costs as they run up: with each cost in its year, and with the whole cost first."""
    first = case.first_year
    running, cash = ZERO, [((case.every_year.start - first) * 100, 0)]
    whole = -derived.one_off.total.amount
    plain = [(0, nearest_whole(whole))]
    years = []
    for year, flow, saved in zip(
        case.every_year, derived.flows, derived.annual_saving.amounts(case.every_year), strict=True
    ):
        at = (year + 1 - first) * 100
        running, whole = running + flow, whole + saved
        cash.append((at, nearest_whole(running)))
        if year >= first:
            plain.append((at, nearest_whole(whole)))
        years.append((at, year_label(year), (written_pounds(running), written_pounds(whole))))
    gaps = left_out(added(derived.annual_saving.total, derived.one_off.total))
    return running_totals(
        key=f"cash-{key}",
        title="Savings less one-off costs, running total",
        description=(
            "Two lines over the years. With each cost in its own year the total "
            f"{_back(derived.cash_flow_payback)}; with the whole cost first it {_back(derived.simple_payback)}."
            f"{f' {gaps}.' if gaps else ''}"
        ),
        lines=[
            ("Each cost in its year", cash, _at(derived.cash_flow_payback)),
            ("Whole cost first", plain, _at(derived.simple_payback)),
        ],
        years=years,
    )


def _back(payback: Decimal | None) -> str:
    if payback is None:
        return "does not come back to nothing"
    return f"comes back to nothing after {_years(payback)} from the start of the first year"


def _years(payback: Decimal) -> str:
    return f"{rounded(payback):f} years"


def _at(payback: Decimal | None) -> int | None:
    return None if payback is None else nearest_whole(payback * HUNDREDTHS)
