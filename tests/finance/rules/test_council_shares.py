from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finance.enums import CostGroup, LineKind
from finance.rules.apportionment import Shares
from finance.rules.case import Case, Line, derive
from finance.rules.council_shares import share_lines, totals_by_year
from finance.rules.money import BLANK, WITHHELD, Cell, Total

THREE = Shares({"ash": Decimal(3), "birch": Decimal(2), "cedar": Decimal(2)}, "by headcount")
amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
kinds = st.sampled_from(
    [
        (LineKind.CURRENT, CostGroup.DIRECT),
        (LineKind.FUTURE, CostGroup.INDIRECT),
        (LineKind.FUTURE, CostGroup.INCOME),
        (LineKind.ONE_OFF, None),
    ]
)
entries = st.lists(st.tuples(kinds, amounts, amounts), min_size=1, max_size=6)


def case_of(rows) -> Case:
    lines = [
        Line(
            code=f"line-{number}",
            name=f"Line {number}",
            kind=kind,
            group=group,
            cells={2011: Cell.of(first), 2012: Cell.of(second)},
        )
        for number, ((kind, group), first, second) in enumerate(rows)
    ]
    return Case(first_year=2011, years=2, one_off_first_year=2011, lines=lines)


def shared(case):
    return share_lines(case, lambda line, year: THREE)


@given(entries)
def test_the_parts_sum_to_the_totals_of_the_case(rows):
    case = case_of(rows)
    lines, derived = shared(case), derive(case)
    for one_off, whole in ((False, derived.annual_saving), (True, derived.one_off)):
        parts = [totals_by_year(lines, council, one_off=one_off) for council in THREE.weights]
        assert sum(one.amount for part in parts for one in part.values()) == whole.total.amount


@given(entries)
def test_the_order_of_the_lines_does_not_matter(rows):
    case = case_of(rows)
    turned = Case(first_year=2011, years=2, one_off_first_year=2011, lines=list(reversed(case.lines)))

    assert {one.line.code: one.parts for one in shared(case)} == {one.line.code: one.parts for one in shared(turned)}


@given(entries, amounts)
def test_no_part_of_a_line_moves_when_another_line_changes(rows, other):
    changed = [*rows[:-1], (rows[-1][0], other, other)]
    before = {one.line.code: one.parts for one in shared(case_of(rows))}
    after = {one.line.code: one.parts for one in shared(case_of(changed))}
    last = f"line-{len(rows) - 1}"

    assert {code: parts for code, parts in before.items() if code != last} == {
        code: parts for code, parts in after.items() if code != last
    }


def test_years_without_an_agreement_are_told_and_not_shared():
    case = case_of([((LineKind.CURRENT, CostGroup.DIRECT), Decimal(3), Decimal(5))])
    (line,) = share_lines(case, lambda line, year: THREE if year == 2012 else None)

    assert (line.unshared, sum(line.parts[2012].values())) == ((2011,), 5)


def test_a_blank_and_a_withheld_amount_have_no_parts_and_are_no_zero():
    case = Case(
        first_year=2011,
        years=2,
        one_off_first_year=2011,
        lines=[
            Line(
                code="a", name="A", kind=LineKind.CURRENT, group=CostGroup.DIRECT, cells={2011: BLANK, 2012: WITHHELD}
            ),
            Line(code="b", name="B", kind=LineKind.CURRENT, group=CostGroup.DIRECT, cells={2012: Cell.of(Decimal(7))}),
        ],
    )
    first, second = lines = shared(case)

    assert first.of("ash") == Total(Decimal(0), blank=1, withheld=1)
    assert second.of("ash") == Total(Decimal(3), blank=1)
    assert totals_by_year(lines, "ash", one_off=False) == {
        2011: Total(Decimal(0), blank=2),
        2012: Total(Decimal(3), withheld=1),
    }


def test_with_what_nobody_shares_the_parts_sum_to_the_case():
    rows = [
        ((LineKind.CURRENT, CostGroup.DIRECT), Decimal(9), Decimal(5)),
        ((LineKind.FUTURE, CostGroup.DIRECT), Decimal(2), Decimal(1)),
    ]
    lines = share_lines(case_of(rows), lambda line, year: THREE if (line, year) == ("line-0", 2012) else None)
    parts = [totals_by_year(lines, council, one_off=False) for council in THREE.weights]

    assert totals_by_year(lines, None, one_off=False) == {2011: Total(Decimal(7)), 2012: Total(Decimal(-1))}
    assert sum(part[2012].amount for part in parts) == 5
    assert totals_by_year(lines, None, one_off=True) == {}


def test_a_year_without_a_saving_has_none_for_any_council():
    case = case_of(
        [
            ((LineKind.CURRENT, CostGroup.DIRECT), Decimal(9), Decimal(5)),
            ((LineKind.FUTURE, CostGroup.DIRECT), Decimal(2), Decimal(1)),
        ]
    )
    current = Line(
        code="line-0", name="A", kind=LineKind.CURRENT, group=CostGroup.DIRECT, cells={2011: Cell.of(Decimal(9))}
    )
    case = replace(case, lines=[current, *case.lines[1:]])
    without = derive(case).lacking

    assert set(without) == {2012}
    found = totals_by_year(shared(case), "birch", one_off=False, without=without)
    assert found == {2011: Total(Decimal(2)), 2012: Total(Decimal(0), blank=1)}


def test_an_amount_outside_the_years_of_the_case_is_not_shared():
    case = case_of([((LineKind.CURRENT, CostGroup.DIRECT), Decimal(3), Decimal(5))])
    (line,) = shared(replace(case, years=1))

    assert list(line.parts) == [2011]


@given(entries, st.integers(1, 7))
def test_any_number_of_partners_by_any_driver_share_to_the_penny(rows, partners):
    shares = Shares({f"council-{number}": Decimal(number * 37 + 1) for number in range(partners)}, "by headcount")
    for one in share_lines(case_of(rows), lambda line, year: shares):
        for year, parts in one.parts.items():
            assert sum(parts.values()) == one.line.cells[year].amount
