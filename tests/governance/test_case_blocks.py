"""Business cases in a report: the study's tables, what is withheld, who is told, and as at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import page as page_validation
import pgtrigger
import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F
from django.utils import timezone

from finance.enums import LineKind
from finance.models import CaseAmount, PrintedFigure
from governance.blocks import BlockContext, build_block
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Section, Snapshot
from tests.factories.finance import BusinessCaseFactory, CaseAmountFactory, CaseLineFactory, CaseVersionFactory
from tests.factories.governance import BodyFactory
from tests.factories.programme import ProgrammeFactory
from tests.factories.services import ParticipationFactory, ReviewFactory
from tests.governance.documents import samples

pytestmark = pytest.mark.django_db
BLOCKS = ("business_case", "one_off_costs", "savings_by_line", "case_figures", "sensitivity")


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=date(2010, 1, 11))


@pytest.fixture
def version(programme):
    review = ReviewFactory(programme=programme, joined_on=date(2010, 1, 11))
    case = BusinessCaseFactory(review=review, code="one-team", name="One team")
    return CaseVersionFactory(case=case, years=2, created_at=timezone.now() - timedelta(days=200))


def line(version, kind, name, *, group="", **amounts):
    made = CaseLineFactory(version=version, kind=kind, name=name, group=group)
    for year, amount in amounts.items():
        withheld = isinstance(amount, tuple)
        CaseAmountFactory(
            line=made,
            year=int(year.removeprefix("y")),
            amount=amount[0] if withheld else amount,
            is_withheld=withheld,
        )
    return made


def draw(code, programme, *, as_at=None, council=None, **parameters):
    body = BodyFactory(programme=programme, council=council)
    context = BlockContext(programme=programme, body=body, as_at=as_at, at=timezone.now())
    return build_block(code=code, parameters=parameters, context=context)


def words(blocks):
    """Everything that a reader of the blocks can read."""
    return repr(blocks)


def let_time_pass():
    """Everything recorded so far was recorded a hundred days earlier; gives a moment since then."""
    with connection.cursor() as cursor, pgtrigger.ignore():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in apps.get_models():
            if hasattr(model, "pgh_tracked_model") and model._meta.managed:
                model._default_manager.update(pgh_created_at=F("pgh_created_at") - timedelta(days=100))
    return timezone.now() - timedelta(days=50)


def rows(table):
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def test_zero_blank_and_withheld_stay_different(programme, version):
    line(version, LineKind.SAVING, "Known", y2011=0, y2012=1200)
    line(version, LineKind.SAVING, "Unknown", y2011=None)
    line(version, LineKind.SAVING, "Exempt", y2011=(77777,), y2012=500)
    (table,) = draw("savings_by_line", programme)

    assert rows(table) == {
        "Known": ["0", "1,200", "1,200"],
        "Unknown": ["—", "—", "—"],
        "Exempt": ["Withheld", "500", "500"],
        "Total savings (leaves out 2 not yet known and 1 withheld)": ["Withheld", "1,700", "1,700"],
    }


@pytest.mark.parametrize("kind", [LineKind.SAVING, LineKind.ONE_OFF, LineKind.CONTINGENCY])
def test_a_withheld_amount_is_in_no_block_nor_can_it_be_worked_out(programme, version, kind):
    line(version, LineKind.SAVING, "Known", y2011=10000, y2012=10000)
    line(version, LineKind.ONE_OFF, "Moving", y2010=6000)
    line(version, kind, "Exempt", y2011=(77777,))
    PrintedFigure.objects.create(version=version, figure="total_saving", value=97777, source="The study")
    PrintedFigure.objects.create(version=version, figure="one_off", value=83777, source="The study")
    found = words([draw(code, programme) for code in BLOCKS])

    for told in ("77,777", "97,777", "83,777", "77777"):
        assert told not in found
    assert "leaves out 1 withheld" in found.lower() or "Withheld" in found


@pytest.mark.parametrize(("amount", "word"), [(None, "—"), ((77777,), "Withheld")])
def test_savings_wholly_unknown_or_withheld_come_to_no_figure(programme, version, amount, word):
    line(version, LineKind.SAVING, "Post", y2011=amount, y2012=amount)
    line(version, LineKind.ONE_OFF, "Moving", y2010=6000)
    (moved,) = draw("sensitivity", programme)
    (figures,) = draw("case_figures", programme)
    tables = draw("one_off_costs", programme)

    assert len(moved.rows) == 6
    for saving, one_off, payback, value in rows(moved).values():
        assert (saving, payback, value) == (word, word, word)
        assert one_off.startswith("£")
    told = {label: cells[0] for label, cells in rows(figures).items()}
    resting = [label for label in told if "saving" in label or "payback" in label or label == "Net present value"]
    assert {told[label] for label in resting} == {word}
    assert told["Cumulative saving to 2012/13"] == told["Benefit to cost ratio"] == word
    assert told["Written off over 5 years, a year"] == "£1,200"
    payback = rows(tables[-1])["Simple payback: savings against the whole one-off cost"]
    assert payback == [word]


def test_what_was_printed_stands_beside_what_comes_out_where_they_differ(programme, version):
    line(version, LineKind.SAVING, "Known", y2011=10000, y2012=10000)
    PrintedFigure.objects.create(
        version=version, figure="total_saving", value=-20000, source="The study", note="Without its sign."
    )
    table, _ = draw("case_figures", programme, case="one-team")

    assert rows(table)["Saving over all years"][:3] == ["£20,000", "-£20,000", "-£40,000"]
    assert "printed in the study. Without its sign." in table.note


def test_income_says_that_it_is_taken_off(programme, version):
    line(version, LineKind.CURRENT, "Staff", group="direct", y2011=10, y2012=10)
    line(version, LineKind.CURRENT, "Fees", group="income", y2011=4, y2012=4)
    found = rows(draw("business_case", programme)[0])

    assert found["Total income (taken off)"] == ["4", "4", "8"]
    assert found["Total current costs"] == ["6", "6", "12"]


def test_one_off_costs_stand_beside_savings(programme, version):
    line(version, LineKind.SAVING, "Known", y2011=10000, y2012=10000)
    line(version, LineKind.ONE_OFF, "Moving", y2010=6000)
    line(version, LineKind.CONTINGENCY, "Reserve", y2010=(500,))

    for code in ("business_case", "savings_by_line"):
        assert "One-off costs of £6,000 stand against this; a contingency (withheld) is held apart" in words(
            draw(code, programme)
        )


def test_a_council_is_told_only_of_the_reviews_it_takes_part_in(programme, version):
    line(version, LineKind.SAVING, "Known", y2011=10000)
    part = ParticipationFactory(review=version.case.review)
    other = ParticipationFactory(review=ReviewFactory(programme=programme))

    for code in BLOCKS:
        assert "One team" in words(draw(code, programme, council=part.council, case="one-team"))
        assert "One team" not in words(draw(code, programme, council=other.council, case="one-team"))


def test_a_later_correction_does_not_leak_into_the_past(programme, version):
    saving = line(version, LineKind.SAVING, "Known", y2011=10000, y2012=None)
    then = let_time_pass()
    CaseAmount.objects.filter(line=saving).update(amount=Decimal(99999))
    saving.removed_at, version.case.name = timezone.now(), "Two teams"
    saving.save()
    version.case.save()
    line(version, LineKind.SAVING, "Later", y2011=5)
    (table,) = draw("savings_by_line", programme, as_at=then)

    assert "One team" in table.caption
    assert rows(table)["Known"] == ["10,000", "—", "10,000"]
    assert "Later" not in rows(table)


def test_an_amount_withheld_since_is_withheld_as_at_a_moment_too(programme, version):
    saving = line(version, LineKind.SAVING, "Known", y2011=77777)
    then = let_time_pass()
    CaseAmount.objects.filter(line=saving).update(is_withheld=True)

    assert "77,777" not in words([draw(code, programme, as_at=then) for code in BLOCKS])


def test_a_version_begun_later_is_not_told_of_yet(programme, version):
    line(version, LineKind.SAVING, "Known", y2011=10000)
    then = let_time_pass()
    CaseVersionFactory(case=version.case, number=2, status="withdrawn", withdrawn_reason="Overtaken")

    assert "version 1, draft" in words(draw("savings_by_line", programme, as_at=then))
    assert "version 1, draft" in words(draw("savings_by_line", programme))
    assert "No approved version" in words(draw("savings_by_line", programme, only_approved=True))
    assert "No business case" in words(draw("savings_by_line", programme, as_at=then - timedelta(days=300)))


def test_it_asks_as_much_of_three_cases_as_of_one(programme, django_assert_num_queries):
    for _ in range(2):
        for _ in range(2):
            version = CaseVersionFactory(case__review__programme=programme)
            line(version, LineKind.SAVING, "Known", y2011=1)
        context = BlockContext(
            programme=programme, body=BodyFactory(programme=programme), as_at=timezone.now(), at=timezone.now()
        )
        assert context.rows
        with django_assert_num_queries(7):
            build_block(code="case_figures", parameters={}, context=context)


def test_the_document_with_every_block_passes_every_rule(programme, version):
    line(version, LineKind.SAVING, "Known", y2011=10000, y2012=(5000,))
    line(version, LineKind.ONE_OFF, "Moving", y2010=6000)
    blocks = tuple(block for code in BLOCKS for block in draw(code, programme))
    base = samples.snapshot(next(iter(samples.STYLES)))
    made = replace(base, sections=(Section(code="case", heading="Case", number="1", blocks=blocks),), appendices=())
    report = page_validation.validate_pdf_bytes(render_pdf(render_html(made)), profile="ua1")

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert Snapshot.from_dict(made.to_dict()) == made
