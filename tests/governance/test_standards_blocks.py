"""Baseline, systems, service standards and performance in a report: the paper's tables, and as at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import page as page_validation
import pytest
from django.utils import timezone

from governance.blocks import BlockContext, BlockParametersInvalid, build_block
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Section
from services.models import Baseline
from tests.factories.governance import BodyFactory
from tests.factories.indicators import (
    BaselineFactory,
    IndicatorFactory,
    MeasurementFactory,
    StandardFactory,
    SystemFactory,
)
from tests.factories.programme import ProgrammeFactory
from tests.factories.services import ParticipationFactory, ReviewFactory
from tests.governance.documents import samples
from tests.services.paper_c import BACKLOG, SHORT, indicator_named, record_paper_c

pytestmark = pytest.mark.django_db
BLOCKS = ("baseline", "systems", "service_standards", "performance")


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=date(2010, 1, 11))


@pytest.fixture
def review(programme):
    return ReviewFactory(programme=programme, code="revenues", name="Revenues and Benefits")


def draw(code, programme, *, as_at=None, body=None, **parameters):
    body = body or BodyFactory(programme=programme, council=None)
    context = BlockContext(programme=programme, body=body, as_at=as_at, at=timezone.now())
    return build_block(code=code, parameters=parameters, context=context)


def texts(table):
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


class TestPaperC:
    def test_its_baseline_comes_out_as_given(self, programme, review):
        record_paper_c(review)
        (table,) = draw("baseline", programme)
        assert table.caption == "Baseline: Revenues and Benefits, 2009/10"
        assert [column.label for column in table.columns] == ["Indicator", "Dartford", "Sevenoaks", "Together", "Notes"]
        assert texts(table) == [
            ("Benefits: staffing",),
            ("Staff of the benefits service (FTE)", "—", "—", "42", ""),
            ("Benefits: performance",),
            ("New claims (days)", "42", "22", "—", f"Dartford: {BACKLOG}"),
            ("Changes in circumstances (days)", "14", "5", "—", ""),
            ("Council Tax: staffing",),
            ("Staff of the council tax service (FTE)", "—", "—", "26", ""),
            ("Council Tax: performance",),
            ("In-year collection of council tax", "97.4%", "98.34%", "—", ""),
            ("NDR: performance",),
            ("In-year collection of NDR", "96.1%", "97.7%", "—", ""),
            ("Fraud: performance",),
            ("Sanctions (per 1,000 caseload)", "1.14", "4.57", "—", f"Dartford: {SHORT}"),
        ]
        assert table.note == "— not known."

    def test_its_service_standards_come_out_as_given(self, programme, review):
        record_paper_c(review)
        (table,) = draw("service_standards", programme, review="revenues")
        labels = ["Indicator", "Every year", "2011/12", "2012/13", "2013/14", "Notes"]
        assert [column.label for column in table.columns] == labels
        assert texts(table) == [
            ("Benefits: performance",),
            ("New claims (days)", "—", "23", "22", "21", ""),
            ("Changes in circumstances (days)", "—", "10", "10", "10", ""),
            ("Telephone enquiries", "80% of calls answered in 20 seconds", "—", "—", "—", ""),
            ("Council Tax: performance",),
            (
                "In-year collection of council tax",
                "—",
                "Dartford 97.7%\n\nSevenoaks 98.6%",
                "Dartford 97.8%\n\nSevenoaks 98.6%",
                "Dartford 97.9%\n\nSevenoaks 98.6%",
                "",
            ),
            ("NDR: performance",),
            ("In-year collection of NDR", "—", "98%", "98.5%", "99%", ""),
            ("Direct debit take-up", "No target", "—", "—", "—", ""),
        ]

    def test_its_systems_come_out_as_given(self, programme, review):
        record_paper_c(review)
        (table,) = draw("systems", programme)
        assert [column.label for column in table.columns] == ["Purpose", "Dartford", "Sevenoaks"]
        assert texts(table) == [
            ("Processing system", "Academy", "Academy"),
            ("Operating system", "Solaris", "Windows"),
            ("Document image processing", "Idox", "Anite"),
        ]

    def test_measurements_are_held_against_the_standard_of_their_council_and_year(self, programme, review):
        dartford, sevenoaks = record_paper_c(review)
        tax = indicator_named("In-year collection of council tax")
        MeasurementFactory(indicator=tax, council=dartford, value="97.6")
        MeasurementFactory(indicator=tax, council=sevenoaks, value="98.7")
        MeasurementFactory(indicator=indicator_named("New claims"), council=dartford, value=None, note="Not counted.")
        (table,) = draw("performance", programme)
        days = "1 April 2011 to 31 March 2012"
        assert texts(table) == [
            ("Benefits: performance",),
            ("New claims (days)", "Dartford", "—", f"{days}; Not counted.", "23", "Blank", "Not known"),
            ("New claims (days)", "Sevenoaks", "—", "Not measured", "23", "Blank", "Not known"),
            ("Council Tax: performance",),
            ("In-year collection of council tax", "Dartford", "97.6%", days, "97.7%", "66.7%", "Not met"),
            ("In-year collection of council tax", "Sevenoaks", "98.7%", days, "98.6%", "138.5%", "Met"),
        ]
        assert table.note == "Achievement is (actual − baseline) ÷ (target − baseline). Blank: a figure is missing."


def test_an_unmeasured_council_without_a_standard_has_no_row(programme, review):
    part = ParticipationFactory(review=review)
    indicator = IndicatorFactory(review=review)
    ParticipationFactory(review=review)
    MeasurementFactory(indicator=indicator, council=part.council)
    (table,) = draw("performance", programme)
    assert [row.cells[1].text for row in table.rows if row.kind == "row"] == [part.council.short_name]


@pytest.mark.django_db(transaction=True)
def test_what_was_written_later_does_not_leak_in(programme, review):
    council = ParticipationFactory(review=review).council
    indicator = IndicatorFactory(review=review, name="Calls answered")
    baseline = BaselineFactory(indicator=indicator, council=council, value=40)
    standard = StandardFactory(indicator=indicator, target=50)
    first = MeasurementFactory(indicator=indicator, council=council, value=45)
    moment = timezone.now()
    Baseline.objects.filter(pk=baseline.pk).update(value=41)
    standard.target = Decimal(60)
    standard.save()
    MeasurementFactory(
        indicator=indicator, council=council, value=46, version=2, recorded_at=moment + timedelta(hours=1)
    )
    indicator.name = "Calls answered at once"
    indicator.save()
    IndicatorFactory(review=review, name="Later")

    (before,) = draw("performance", programme, as_at=moment)
    (now,) = draw("performance", programme)
    assert [cell.text for cell in before.rows[1].cells][0::2] == ["Calls answered", "45%", "50%", "Not met"]
    assert [cell.text for cell in now.rows[1].cells][0::2] == ["Calls answered at once", "46%", "60%", "Not met"]
    assert before.rows[1].cells[5].text == "50.0%"
    assert "version" not in before.rows[1].sources[0].label
    assert now.rows[1].sources[0].label.endswith(", version 2")
    (at_first,) = draw("baseline", programme, as_at=moment)
    assert texts(at_first)[1][1] == "40%"
    assert first.version == 1


def test_a_body_of_one_council_is_told_of_its_own_reviews_alone(programme, review):
    mine, other = ParticipationFactory(review=review).council, ReviewFactory(programme=programme, code="other")
    foreign = IndicatorFactory(review=other)
    BaselineFactory(indicator=foreign, council=ParticipationFactory(review=other).council)
    body = BodyFactory(programme=programme, council=mine)
    for parameters in ({}, {"review": "other"}):
        (table,) = draw("baseline", programme, body=body, **parameters)
        assert (table.rows, table.note) == ((), "No baseline is recorded.")


def test_a_review_that_is_not_of_the_programme_is_refused(programme):
    ReviewFactory(code="foreign")
    with pytest.raises(BlockParametersInvalid) as refused:
        draw("baseline", programme, review="foreign")
    assert refused.value.faults == {"review": "Service review: no service review “foreign” in this programme."}


@pytest.mark.parametrize(("code", "queries"), [("baseline", 6), ("performance", 6), ("systems", 3)])
def test_a_block_asks_as_much_of_three_reviews_as_of_one(programme, review, code, queries, django_assert_num_queries):
    def numbers(place):
        one = review if place == 0 else ReviewFactory(programme=programme)
        council = ParticipationFactory(review=one).council
        indicator = IndicatorFactory(review=one)
        BaselineFactory(indicator=indicator, council=council)
        MeasurementFactory(indicator=indicator, council=council)
        SystemFactory(review=one, council=council)
        body = BodyFactory(programme=programme, council=None)
        context = BlockContext(programme=programme, body=body, as_at=None, at=timezone.now())
        assert context.rows
        with django_assert_num_queries(queries):
            build_block(code=code, parameters={}, context=context)

    for place in range(3):
        numbers(place)


def test_the_document_passes_every_rule(programme, review):
    dartford, _ = record_paper_c(review)
    tax = indicator_named("In-year collection of council tax")
    MeasurementFactory(indicator=tax, council=dartford, value="97.6")
    blocks = tuple(block for code in BLOCKS for block in draw(code, programme))
    style = next(iter(samples.STYLES))
    base = samples.snapshot(style)

    made = replace(
        base, sections=(Section(code="figures", heading="Figures", number="1", blocks=blocks),), appendices=()
    )
    report = page_validation.validate_pdf_bytes(render_pdf(render_html(made)), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
