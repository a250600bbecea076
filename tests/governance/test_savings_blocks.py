"""Savings in a report: the tracker's table, its charts, who is told of what, and as at a past moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import page as page_validation
import pytest
from django.utils import timezone

from finance.enums import CaseStatus, LineKind, Measure, SavingsState, ValueKind
from finance.models import Apportionment, CaseAmount, SavingsLine, SavingsValue
from governance.blocks import BlockContext, BlockParametersInvalid, build_block
from governance.documents.content import Table
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Section, Snapshot
from governance.reports.comparison import compare_snapshots
from programme.drawing.bars import Bars
from programme.drawing.lines import Lines
from programme.values.partial_date import PartialDate
from tests.factories.finance import (
    BusinessCaseFactory,
    CaseAmountFactory,
    CaseLineFactory,
    CaseVersionFactory,
    SavingsLineFactory,
    SavingsValueFactory,
)
from tests.factories.governance import BodyFactory
from tests.factories.programme import CouncilFactory, ProgrammeFactory
from tests.factories.services import ParticipationFactory, ReviewFactory
from tests.governance.documents import samples
from tests.governance.test_case_blocks import let_time_pass

pytestmark = pytest.mark.django_db
BLOCKS = ("savings_tracker", "savings_waterfall", "savings_cumulative")
AGO = date(2010, 1, 11)


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=AGO)


@pytest.fixture
def review(programme):
    return ReviewFactory(programme=programme, name="Waste", joined_on=AGO)


def saving(review, name, *, plan=None, forecast=None, actual=None, year=2024, council=None, **given):
    """A line; an amount is that of the whole year, "x" a withheld one, "?" a blank one."""
    line = SavingsLineFactory(review=review, programme=review.programme, name=name, **given)
    for kind, amount in zip(ValueKind, (plan, forecast, actual), strict=True):
        if amount is not None:
            SavingsValueFactory(
                line=line,
                kind=kind,
                year=year,
                council=council,
                amount=77777 if amount == "x" else None if amount == "?" else amount,
                is_withheld=amount == "x",
            )
    return line


def context_of(programme, *, as_at=None, council=None):
    body = BodyFactory(programme=programme, council=council)
    return BlockContext(programme=programme, body=body, as_at=as_at, at=timezone.now())


def draw(code, programme, *, as_at=None, council=None, **parameters):
    context = context_of(programme, as_at=as_at, council=council)
    return build_block(code=code, parameters=parameters, context=context)


def rows(table):
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def test_lines_and_what_they_come_to(programme, review):
    saving(review, "Fewer rounds", plan=1000, forecast=900, actual=400, state="at_risk", state_reason="Counted again.")
    saving(review, "Land sold", plan=500, forecast=500, actual=0, measure=Measure.ONE_OFF, is_cashable=False)
    saving(review, "Overtime", plan=120, actual=150, measure=Measure.PRESSURE, is_cashable=False)
    (table,) = draw("savings_tracker", programme)

    assert rows(table) == {
        "Fewer rounds": ["Recurring", "At risk: Counted again.", "1,000", "900", "400"],
        "Land sold": ["One-off, not cashable", "On track", "500", "500", "0"],
        "Overtime": ["In-year pressure, not cashable", "On track", "120", "—", "150"],
        "Gross savings": ["", "", "1,500", "1,400", "400"],
        "Of which one-off": ["", "", "500", "500", "0"],
        "Of which recurring": ["", "", "1,000", "900", "400"],
        "In-year pressure": ["", "", "120", "—", "150"],
        "Net savings": ["", "", "1,380", "1,400", "250"],
    }
    assert "Net unachieved: £1,250" in table.note  # 1,500 planned less 400 achieved and 150 pressure


def test_zero_blank_and_withheld_stay_different(programme, review):
    saving(review, "Known", plan=0)
    saving(review, "Unknown", plan="?")
    saving(review, "Exempt", plan="x")
    (table,) = draw("savings_tracker", programme)

    assert [rows(table)[name][2] for name in ("Known", "Unknown", "Exempt")] == ["0", "—", "Withheld"]
    assert "Leaves out 1 not yet known and 1 withheld: plan." in table.note
    assert "77,777" not in repr([draw(code, programme) for code in BLOCKS])


def test_a_year_says_what_the_next_one_changes(programme, review):
    part = saving(review, "Part year", plan=400)
    SavingsValueFactory(line=part, year=2025, kind=ValueKind.PLAN, amount=1000)
    saving(review, "Once", plan=500, measure=Measure.ONE_OFF)
    saving(review, "Goes on", plan=70)
    saving(review, "Unknown", plan="?")
    (table,) = draw("savings_tracker", programme, year="2024")

    assert table.columns[-1].label == "Change in 2025/26"
    assert {name: cells[-1] for name, cells in rows(table).items()} == {
        "Part year": "600",
        "Once": "-500",
        "Goes on": "0",
        "Unknown": "—",
        "Gross savings": "—",
        "Of which one-off": "",
        "Of which recurring": "",
    }
    SavingsLine.objects.filter(name="Unknown").update(closed_on=AGO, closed_reason="Merged")
    assert rows(draw("savings_tracker", programme, year="2024")[0])["Gross savings"][-1] == "100"


def approved_case(review, *, saved, spent=0):
    version = CaseVersionFactory(
        case=BusinessCaseFactory(review=review, code=f"case-{review.pk}", name="One team"),
        first_year=2024,
        years=1,
        one_off_first_year=2024,
        created_at=timezone.now() - timedelta(days=200),
    )
    line = CaseLineFactory(
        version=version, kind=LineKind.SAVING, group="", name="Fewer rounds", measure=Measure.RECURRING
    )
    CaseAmountFactory(line=line, year=2024, amount=saved)
    if spent:
        moving = CaseLineFactory(version=version, kind=LineKind.ONE_OFF, group="")
        CaseAmountFactory(line=moving, year=2024, amount=spent)
    version.status, version.approved_at = CaseStatus.APPROVED, timezone.now() - timedelta(days=190)
    version.approved, version.approval = PartialDate.month(2024, 1), "The board"
    version.save()
    return version, line


def test_one_off_costs_and_what_does_not_reconcile_stand_beside(programme, review):
    version, case_line = approved_case(review, saved=1000, spent=6000)
    followed = saving(review, "Fewer rounds", plan=900, version=version, case_line=case_line)
    (table,) = draw("savings_tracker", programme)

    assert "One-off transition costs of the approved cases beside this: £6,000." in table.note
    assert "Does not reconcile with the approved business cases in 1 line and year: it plans £100 less." in table.note
    closed = Apportionment.objects.create(
        programme=programme, code="a", basis="equal", starts_on=AGO, agreed_on=AGO, shares_are_open=False
    )
    assert draw("savings_tracker", programme)[0].note.endswith(
        "Does not reconcile with the approved business cases in 1 line and year."
    )
    Apportionment.objects.filter(pk=closed.pk).update(shares_are_open=True)
    followed.values.update(amount=1000)
    assert "reconcile" not in draw("savings_tracker", programme)[0].note


def test_the_waterfall_falls_from_the_target_by_state(programme, review):
    saving(review, "Done", plan=300, state=SavingsState.DELIVERED)
    saving(review, "Doubtful", plan=100, state=SavingsState.UNACHIEVABLE, state_reason="No tender.")
    (chart,) = draw("savings_waterfall", programme)

    assert isinstance(chart, Bars)
    assert [(row.label, row.start, row.values, row.text, row.look) for row in chart.rows] == [
        ("Target", 0, (400,), "£400", "neutral"),
        ("Delivered", 0, (300,), "£300", "complete"),
        ("On track", 300, (0,), "£0", "green"),
        ("At risk", 300, (0,), "£0", "amber"),
        ("Unachievable", 300, (100,), "£100", "red"),
    ]


def test_savings_add_up_over_the_months_of_a_year(programme, review):
    line = saving(review, "Rounds", plan=1200)
    for month, amount in ((1, 40), (3, 60)):
        SavingsValueFactory(line=line, year=2024, month=month, kind=ValueKind.ACTUAL, amount=amount)
    (chart,) = draw("savings_cumulative", programme, year="2024")

    assert isinstance(chart, Lines)
    assert {one.label: [point.value for run in one.runs for point in run] for one in chart.lines} == {
        "Plan": list(range(0, 1201, 100)),
        "Actual": [0, 40, 40, 100],
    }


@pytest.mark.parametrize("code", BLOCKS)
def test_without_savings_a_sentence_says_so(programme, review, code):
    (table,) = draw(code, programme)

    assert isinstance(table, Table)
    assert (table.rows, table.note) == ((), "No savings are followed here.")


@pytest.mark.parametrize("code", BLOCKS)
def test_a_council_is_told_only_of_the_reviews_it_takes_part_in(programme, review, code):
    saving(review, "Rounds", plan=1234)
    part = ParticipationFactory(review=review)
    other = ParticipationFactory(review=ReviewFactory(programme=programme))

    assert "1,234" in repr(draw(code, programme, council=part.council))
    assert "1,234" not in repr(draw(code, programme, council=other.council))


@pytest.mark.parametrize("code", BLOCKS)
def test_values_that_councils_keep_to_themselves_are_told_to_their_own_body_alone(programme, review, code):
    mine, theirs = CouncilFactory(), CouncilFactory()
    for council in (mine, theirs):
        ParticipationFactory(review=review, council=council)
    saving(review, "Joint", plan=10_000)
    saving(review, "Mine", plan=3_000, council=mine)
    saving(review, "Theirs", plan=700, council=theirs)
    Apportionment.objects.create(
        programme=programme, code="a", basis="equal", starts_on=AGO, agreed_on=AGO, shares_are_open=False
    )

    joint = repr(draw(code, programme))
    assert "10,000" in joint
    assert "13,000" not in joint
    assert "13,000" in repr(draw(code, programme, council=mine))
    assert "10,700" in repr(draw(code, programme, council=theirs))
    then = let_time_pass()
    assert "13,700" not in repr(draw(code, programme, as_at=then))
    assert "13,000" in repr(draw(code, programme, as_at=then, council=mine))
    Apportionment.objects.update(shares_are_open=True)
    assert "13,700" in repr(draw(code, programme, council=mine))


def test_what_came_later_does_not_leak_into_the_past(programme, review):
    line = saving(review, "Rounds", plan=1000, actual=100)
    version, case_line = approved_case(review, saved=1000, spent=6000)
    SavingsLine.objects.filter(pk=line.pk).update(version=version, case_line=case_line)
    then = let_time_pass()
    before = [draw(code, programme, as_at=then) for code in BLOCKS]
    SavingsValue.objects.update(amount=Decimal(5555))
    SavingsLine.objects.update(name="Other", state="unachievable", state_reason="No tender.")
    SavingsLine.objects.update(closed_on=timezone.localdate(), closed_reason="Merged")
    saving(review, "Later", plan=9)

    assert [draw(code, programme, as_at=then) for code in BLOCKS] == before
    assert next(iter(rows(before[0][0]))) == "Rounds"
    assert next(iter(rows(draw("savings_tracker", programme)[0]))) == "Later"


@pytest.mark.parametrize("code", BLOCKS)
def test_a_value_withheld_since_is_withheld_as_at_a_moment_too(programme, review, code):
    line = saving(review, "Rounds", plan=77777)
    saving(review, "Hire", plan=500)
    then = let_time_pass()
    SavingsValue.objects.filter(line=line).update(is_withheld=True)

    assert "77,777" not in repr(draw(code, programme, as_at=then))
    assert "500" in repr(draw(code, programme, as_at=then))


def test_an_amount_of_the_case_withheld_since_is_not_worked_out(programme, review):
    version, case_line = approved_case(review, saved=1000)
    saving(review, "Rounds", plan=900, version=version, case_line=case_line)
    then = let_time_pass()
    assert "£100 less" in draw("savings_tracker", programme, as_at=then)[0].note
    CaseAmount.objects.filter(line=case_line).update(is_withheld=True)
    note = draw("savings_tracker", programme, as_at=then)[0].note
    assert "£100" not in note
    assert "something withheld in 1" in note


def test_one_review_alone(programme, review):
    saving(review, "Rounds", plan=1)
    saving(ReviewFactory(programme=programme, name="Parks", code="parks", joined_on=AGO), "Mowing", plan=2)
    (every,) = draw("savings_tracker", programme)
    (one,) = draw("savings_tracker", programme, review="parks")

    assert [row.cells[0].text for row in every.rows if row.kind == "heading"] == ["Waste", "Parks"]
    assert [row.cells[0].text for row in one.rows] == ["Mowing", "Gross savings"]


@pytest.mark.parametrize("parameters", [{"review": "none"}, {"year": "22"}, {"line": "x"}, {"year": "2022\0"}])
def test_parameters_that_are_none_are_refused(programme, review, parameters):
    with pytest.raises(BlockParametersInvalid):
        draw("savings_tracker", programme, **parameters)


@pytest.mark.parametrize("code", BLOCKS)
def test_it_asks_as_much_of_three_reviews_as_of_one(programme, code, django_assert_max_num_queries):
    counts = []
    for reviews in (1, 2):
        for number in range(reviews):
            one = ReviewFactory(programme=programme, joined_on=AGO)
            version, case_line = approved_case(one, saved=10, spent=5)
            for _ in range(number + 1):
                saving(one, "Rounds", plan=5, actual=1)
            saving(one, "Followed", plan=5, version=version, case_line=case_line)
        context = context_of(programme, as_at=timezone.now())
        assert context.rows
        with django_assert_max_num_queries(30) as found:
            build_block(code=code, parameters={}, context=context)
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_the_document_with_every_block_passes_every_rule(programme, review):
    saving(review, "Rounds", plan=1000, forecast=900, actual=400)
    saving(review, "Overtime", plan=120, actual="x", measure=Measure.PRESSURE)
    blocks = tuple(block for code in BLOCKS for block in draw(code, programme))
    base = samples.snapshot(next(iter(samples.STYLES)))
    made = replace(
        base, sections=(Section(code="savings", heading="Savings", number="1", blocks=blocks),), appendices=()
    )
    html = render_html(made)
    report = page_validation.validate_pdf_bytes(render_pdf(html), profile="ua1")

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert Snapshot.from_dict(made.to_dict()) == made
    assert "Of a target of £1,000: delivered £0; on track £1,000" in html
    assert "Running totals over the years 2024/25 to 2024/25" in html


def test_two_versions_of_a_report_are_compared_by_what_the_charts_say(programme, review):
    line = saving(review, "Rounds", plan=1000, actual=400)
    before = tuple(block for code in BLOCKS for block in draw(code, programme))
    line.values.filter(kind=ValueKind.PLAN).update(amount=800)
    after = tuple(block for code in BLOCKS for block in draw(code, programme))
    base = samples.snapshot(next(iter(samples.STYLES)))
    old, new = (
        replace(base, sections=(Section(code="savings", heading="Savings", blocks=blocks),))
        for blocks in (before, after)
    )

    assert [(change.what, change.before, change.after) for change in compare_snapshots(before=old, after=new)] == [
        ("Rounds: Plan", "1,000", "800"),
        ("Gross savings: Plan", "1,000", "800"),
        ("Target: Plan", "£1,000", "£800"),
        ("On track: Plan", "£1,000", "£800"),
        ("2024/25: Plan", "£1,000", "£800"),
    ]
