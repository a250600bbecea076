"""Savings in a report: the tracker's lines with what they come to, and charts of the plan by state and as it adds up.

A line is told to a body that is told of its review. Withheld values, and those that councils keep to themselves, are in
none of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from finance.enums import Measure, SavingsState, ValueKind
from finance.queries.savings import Scope, Totals
from finance.queries.savings_as_at import (
    NOTHING,
    LineThen,
    Told,
    Tracker,
    one_off_costs_at,
    scope_of_body,
    sum_told,
    tracker_at,
)
from finance.queries.savings_page import cumulative_of, waterfall_of
from finance.queries.savings_reconciliation import Compared, is_withheld, reconciliation_at
from finance.rules.figures import (
    NOT_KNOWN,
    left_out,
    unknown_words,
    written_amount,
    written_pounds,
    written_sum,
    written_total,
)
from finance.rules.money import ZERO, Total
from finance.rules.savings import IN_DOUBT
from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import REVIEW, Parameter, live_block
from governance.documents.content import Block, Column, Row, Source, Table
from services.values.standards import year_label

YEAR = Parameter(
    name="year",
    label="Financial year",
    kind=kinds.YEAR,
    hint="The year in which it begins. Leave empty for all years together.",
)
NO_SAVINGS = "No savings are followed here."
KEPT = "Values that councils keep to themselves are left out."


@dataclass(frozen=True)
class _Asked:
    """The reviews told of, with their names in the programme's order, and the values told of them."""

    reviews: Mapping[int, str]
    scope: Scope

    @property
    def when(self) -> str:
        return "all years" if self.scope.year is None else year_label(self.scope.year)


@live_block(
    code="savings_tracker",
    title="Savings tracker",
    description="Savings and in-year pressures with their state, plan, forecast and actual, what they come to, "
    "and one-off costs beside them.",
    parameters=(REVIEW, YEAR),
)
def savings_tracker_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Each line with its state, plan, forecast and actual, their totals, and one-off costs beside them."""
    asked = _asked(context, parameters)
    tracker = _tracker(context, asked)
    if not tracker.lines:
        return (Table.of_nothing(f"Savings, {asked.when}", NO_SAVINGS),)
    rows: list[Row] = []
    for review, name in asked.reviews.items():
        lines = [one for one in tracker.lines if one.line.review_id == review]
        if lines and len(asked.reviews) > 1:
            rows.append(Row.of(name, kind="heading"))
        rows += [_row(one) for one in lines]
    rows += _total_rows(tracker, with_effect=asked.scope.year is not None)
    return (
        Table(
            caption=f"Savings, {asked.when} (£)",
            columns=_columns(asked.scope.year),
            rows=tuple(rows),
            note=" ".join(_notes(context, asked, tracker)),
        ),
    )


@live_block(
    code="savings_waterfall",
    title="Savings by state",
    description="A chart of what is planned: delivered, on track, at risk and unachievable.",
    parameters=(REVIEW, YEAR),
)
def savings_waterfall_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """What is planned, and what of it is delivered, on track, at risk and unachievable."""
    asked = _asked(context, parameters)
    chart = waterfall_of(_tracker(context, asked).totals)
    return (chart or Table.of_nothing("Planned savings by state", NO_SAVINGS),)


@live_block(
    code="savings_cumulative",
    title="Savings added up",
    description="A chart of plan, forecast and actual as they add up over the months of a year, or over years.",
    parameters=(REVIEW, YEAR),
)
def savings_cumulative_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Plan, forecast and actual as running totals: over the months of a year, or over all years."""
    asked = _asked(context, parameters)
    tracker = _tracker(context, asked, runs_up=True)
    chart = cumulative_of(tracker.running, totals=tracker.totals, year=asked.scope.year)
    return (chart or Table.of_nothing("Savings added up", NO_SAVINGS),)


def _asked(context: BlockContext, parameters: Mapping[str, Any]) -> _Asked:
    review, year = parameters["review"], parameters["year"]
    reviews = {row.review.pk: row.review.name for row in context.rows if review is None or row.review.pk == review.pk}
    scope = scope_of_body(programme=context.programme, own=context.body.council_id, year=year, day=context.today)
    return _Asked(reviews, scope)


def _tracker(context: BlockContext, asked: _Asked, *, runs_up: bool = False) -> Tracker:
    return tracker_at(
        reviews=list(asked.reviews),
        scope=asked.scope,
        moment=context.moment,
        runs_up=runs_up,
    )


def _columns(year: int | None) -> tuple[Column, ...]:
    columns = [
        Column("Line", 4),
        Column("Measure", 2),
        Column("State", 3),
        *(Column(str(kind.label), 2, align="end") for kind in ValueKind),
    ]
    if year is not None:
        columns.append(Column(f"Change in {year_label(year + 1)}", 2, align="end"))
    return tuple(columns)


def _row(one: LineThen) -> Row:
    line = one.line
    state = str(SavingsState(line.state).label)
    cells = [
        line.name,
        str(Measure(line.measure).label) + ("" if line.is_cashable else ", not cashable"),
        f"{state}: {line.state_reason}" if line.state in IN_DOUBT else state,
        *(_written(one.told(kind)) for kind in ValueKind),
    ]
    if one.following is not None:
        cells.append(written_amount(one.effect))
    return Row.of(*cells, sources=(Source(label=f"Savings line {line.code}", ref=line.code),))


def _written(told: Told) -> str:
    return written_sum(told.amount, withheld=told.withheld)


def _total_rows(tracker: Tracker, *, with_effect: bool) -> list[Row]:
    """Gross savings and what of them is one-off, in-year pressure, and net."""
    savings = [one for one in tracker.lines if one.line.measure != Measure.PRESSURE]
    pressures = [one for one in tracker.lines if one.line.measure == Measure.PRESSURE]
    once = [one for one in savings if one.line.measure == Measure.ONE_OFF]
    rows = [("Gross savings", _sums(savings))]
    if once:
        goes_on = [one for one in savings if one.line.measure != Measure.ONE_OFF]
        rows += [("Of which one-off", _sums(once)), ("Of which recurring", _sums(goes_on))]
    if pressures:
        totals = tracker.totals
        net = [totals.written(kind, totals.kinds[kind].net) for kind in ValueKind]
        rows += [("In-year pressure", _sums(pressures)), ("Net savings", net)]
    effects = [written_amount(_effect_of(savings)), *[""] * (len(rows) - 1)] if with_effect else []
    return [
        Row.of(*(label, "", "", *words, *effects[place : place + 1]), kind="total")
        for place, (label, words) in enumerate(rows)
    ]


def _sums(lines: Sequence[LineThen]) -> list[str]:
    """What lines come to by kind; what none of them tells is not known, which is not zero."""
    return [
        NOT_KNOWN if all(one.told(kind) == NOTHING for one in lines) else written_total(sum_told(lines, kind))
        for kind in ValueKind
    ]


def _effect_of(savings: Sequence[LineThen]) -> Decimal | None:
    """What the year after changes over all savings; None where it is not known of any that plans something."""
    found = [one.effect for one in savings if one.effect is not None]
    unknown = [one for one in savings if one.effect is None and not _plans_nothing(one)]
    return None if unknown or not found else sum(found, ZERO)


def _plans_nothing(one: LineThen) -> bool:
    told = one.told(ValueKind.PLAN)
    return told.total.is_complete and not told.amount


def _notes(context: BlockContext, asked: _Asked, tracker: Tracker) -> list[str]:
    totals = tracker.totals
    one_off = one_off_costs_at(reviews=list(asked.reviews), moment=context.moment, year=asked.scope.year)
    notes = [
        f"Net unachieved: {_unachieved(totals)}.",
        _beside(one_off, year=asked.scope.year),
        *(
            f"{left_out(totals.kinds[kind].net)}: {kind.label.lower()}."
            for kind in ValueKind
            if not totals.kinds[kind].net.is_complete
        ),
    ]
    if asked.scope.hides:
        notes.append(KEPT)
    found = reconciliation_at(reviews=list(asked.reviews), scope=Scope(), moment=context.moment)
    notes.append(_reconciled(found.differences, says_how_much=not asked.scope.hides))
    return [note for note in notes if note]


def _unachieved(totals: Totals) -> str:
    if totals.unachieved is None:
        return "not known, as nothing is told of the plan or of the actual"
    return f"{_said(totals.unachieved)}, planned less achieved with the in-year pressure added"


def _beside(one_off: Total | None, *, year: int | None) -> str:
    words = "none known, as no case is approved" if one_off is None else _said(one_off)
    of_year = "" if year is None else f" in {year_label(year)}"
    return f"One-off transition costs of the approved cases{of_year} beside this: {words}."


def _said(total: Total) -> str:
    words = unknown_words(total).replace(NOT_KNOWN, "not yet known").lower() or written_pounds(total.amount)
    return f"{words}, which {left_out(total).lower()}" if not total.is_complete and total.amount else words


def _reconciled(differences: list[Compared], *, says_how_much: bool) -> str:
    """Where the tracker plans something else than the approved cases say, over all years; "" where it does not.

    By how much is of all councils: beside a total that leaves some out, it would tell what these keep to themselves.
    """
    if not differences:
        return ""
    exempt = sum(is_withheld(one.difference) for one in differences)
    known = [one.difference.amount for one in differences if not is_withheld(one.difference)]
    blank = known.count(None)
    amounts = [amount for amount in known if amount is not None]
    more = sum((amount for amount in amounts if amount > 0), ZERO)
    fewer = -sum((amount for amount in amounts if amount < 0), ZERO)
    parts = [f"{written_pounds(amount)} {words}" for amount, words in ((more, "more"), (fewer, "less")) if amount]
    if exempt:
        parts.append(f"something withheld in {exempt}")
    if blank:
        parts.append(f"something not yet known in {blank}")
    where = "1 line and year" if len(differences) == 1 else f"{len(differences)} lines and years"
    said = f": it plans {', '.join(parts)}" if parts and says_how_much else ""
    return f"Does not reconcile with the approved business cases in {where}{said}."
