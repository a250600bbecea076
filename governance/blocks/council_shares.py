"""Each council's share of a business case in a report.

Shares that are not open under every agreement used are in no report but that of the body of the council whose they are:
a joint body's report may be read by all, so it says only that they are left out. A withheld amount has no shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from finance.models import BusinessCase
from finance.queries.agreements import Agreed
from finance.queries.cases_as_at import CaseThen, cases_at
from finance.queries.council_shares import CaseShares, in_words, shared_case, unshared_words
from finance.rules.figures import left_out, written_total
from finance.rules.money import ZERO, Total, added
from governance.blocks.business_cases import CASE, ONLY_APPROVED, named
from governance.blocks.context import BlockContext
from governance.blocks.live_block import live_block
from governance.documents.content import Block, Column, Row, Table
from services.values.standards import year_label

HOW = "In pounds. A financial year is shared by what is agreed on its 1 April."
NOT_OPEN = "The councils' shares are not open under what is agreed on them, so they are left out here."


@live_block(
    code="council_shares",
    title="Each council's share",
    description="The saving and one-off costs of a business case by year, shared as the councils have agreed.",
    parameters=(CASE, ONLY_APPROVED),
)
def council_shares_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The saving and the one-off costs of each case by year, shared between the councils."""
    told = {row.review.pk: row.review for row in context.rows}
    asked = parameters["case"]
    cases = BusinessCase.objects.filter(review__in=told)
    if asked is not None:
        cases = cases.filter(pk=asked.pk)
    by_code = {case.code: case for case in cases}
    found = cases_at(
        cases=by_code.values(),
        moment=context.moment,
        only_approved=bool(parameters["only_approved"]),
    )
    agreed = Agreed(context.programme, context.moment)
    tables = [
        table
        for one in found
        for table in _tables(
            one,
            shared_case(one.case, review=told[by_code[one.code].review_id], agreed=agreed),
            own=context.body.council_id,
        )
    ]
    return tuple(tables) or (Table.of_nothing("Each council's share", "No business case is told here."),)


def _tables(told: CaseThen, shared: CaseShares, *, own: int | None) -> list[Table]:
    shown = [code for code, council in shared.councils.items() if shared.is_open or council.pk == own]
    if not shown:
        why = NOT_OPEN if shared.councils else "Nothing that gives shares is agreed."
        return [Table.of_nothing(f"Each council's share: {named(told)}", why)]
    tables = []
    for what, one_off in (("saving", False), ("one-off costs", True)):
        by_council = {code: shared.totals(code, one_off=one_off) for code in shown}
        years = sorted({year for found in by_council.values() for year in found})
        if years:
            tables.append(_table(f"Each council's share of the {what}: {named(told)}", shared, by_council, years))
    return tables


def _table(caption: str, shared: CaseShares, by_council: Mapping[str, Mapping[int, Total]], years: list[int]) -> Table:
    rows = [
        _row(shared.councils[code].short_name, [found.get(year, Total(ZERO)) for year in years])
        for code, found in by_council.items()
    ]
    if shared.is_open and len(rows) > 1:
        whole = [_whole([found.get(year, Total(ZERO)) for found in by_council.values()]) for year in years]
        rows.append(_row("All councils", whole, kind="total"))
    return Table(
        caption=caption,
        columns=(
            Column("Council", 4),
            *(Column(year_label(year), 2, align="end") for year in years),
            Column("Total", 2, align="end"),
        ),
        rows=tuple(rows),
        note=_note(shared),
    )


def _row(label: str, totals: Iterable[Total], *, kind: str = "row") -> Row:
    cells = list(totals)
    words = (written_total(one) for one in (*cells, added(*cells)))
    return Row.of(label, *words, kind=kind)


def _whole(parts: list[Total]) -> Total:
    """The parts of all councils together; what is left out is left out once."""
    return Total(added(*parts).amount, parts[0].blank, parts[0].withheld)


def _note(shared: CaseShares) -> str:
    words = [HOW]
    if shared.is_open:
        words += [in_words(row, source) for row, source in shared.used]
    else:
        words.append("The other councils' shares are not open.")
    if shared.unshared:
        words.append(f"Not shared, as nothing is agreed: {', '.join(unshared_words(shared))}.")
    if shared.left_out.blank or shared.left_out.withheld:
        words.append(f"{left_out(shared.left_out)}.")
    return " ".join(words)
