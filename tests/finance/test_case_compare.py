"""Two versions of a case side by side: amount, zero, blank and withheld stay different."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finance.enums import LineKind
from finance.queries.case_compare import compare_versions
from tests.factories.finance import CaseAmountFactory, CaseLineFactory, CaseVersionFactory

pytestmark = pytest.mark.django_db
HELD = object()


def compared(before, after, *, kind=LineKind.SAVING, one_off=0):
    """The tables of a case of one line with `before` in 2011 and 2012, and of its next version with `after`."""
    withdrawn = {"status": "withdrawn", "withdrawn_reason": "Overtaken"}
    first = CaseVersionFactory(years=2, first_year=2011, one_off_first_year=2010, **withdrawn)
    second = CaseVersionFactory(case=first.case, number=2, years=2, first_year=2011, one_off_first_year=2010)
    for version, amounts in ((first, before), (second, after)):
        spent = CaseLineFactory(version=version, kind=LineKind.ONE_OFF, code="move", name="Moving", group="")
        CaseAmountFactory(line=spent, year=2010, amount=one_off)
        line = CaseLineFactory(version=version, kind=kind, code="post", name="Post", group="")
        for year, amount in zip((2011, 2012), amounts, strict=True):
            held = amount is HELD
            CaseAmountFactory(line=line, year=year, amount=Decimal(77777) if held else amount, is_withheld=held)
    tables = compare_versions(before=first, after=second)
    return {row.label: (row.before, row.after, row.difference, row.change) for table in tables for row in table.rows}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((None, None), (None, None), ("—", "—", "—", "")),
        ((0, 0), (None, None), ("0", "—", "—", "Changed")),
        ((None, None), (5, 0), ("—", "5", "—", "Changed")),
        ((HELD, HELD), (HELD, HELD), ("Withheld", "Withheld", "Withheld", "")),
        ((None, None), (HELD, HELD), ("—", "Withheld", "Withheld", "Changed")),
        ((5, None), (9, None), ("5", "9", "4", "Changed")),
        ((0, 0), (0, 0), ("0", "0", "0", "")),
    ],
)
def test_a_line_wholly_unknown_or_withheld_is_not_zero_nor_is_its_difference(before, after, told):
    assert compared(before, after)["Post"] == told


@pytest.mark.parametrize(("amounts", "word"), [((None, None), "—"), ((HELD, HELD), "Withheld")])
def test_totals_of_savings_wholly_unknown_or_withheld_are_not_zero(amounts, word):
    found = compared(amounts, amounts, one_off=6000)

    for label in ("Saving over all years", "Net present value"):
        assert found[label][:3] == (word, word, word)
    assert found["One-off costs"][:3] == ("6,000", "6,000", "0")


def test_one_off_costs_and_contingency_wholly_unknown_are_not_zero():
    found = compared((HELD, None), (HELD, None), kind=LineKind.CONTINGENCY, one_off=None)

    assert found["One-off costs"][:3] == ("—", "—", "—")
    assert found["Post"][:3] == ("Withheld", "Withheld", "Withheld")
