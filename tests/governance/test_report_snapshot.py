"""How the rows of a report become the sections of its snapshot, and what changed since the last one."""

from __future__ import annotations

from dataclasses import replace

import page
import pytest
from django.utils import timezone

from governance.documents.content import Figure, Prose
from governance.documents.content_kinds import ChangeKind
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Person, Section
from governance.reports.comparison import compare_snapshots
from governance.reports.snapshot import draft_report
from programme.drawing.bars import BarRow, Bars, Series
from programme.values.partial_date import PartialDate
from tests.factories.governance import (
    LAYOUT,
    BackgroundPaperFactory,
    HouseStyleFactory,
    RecommendationFactory,
    ReportFactory,
    ReportSectionFactory,
    london,
)
from tests.factories.programme import MembershipFactory, UserFactory
from tests.factories.services import ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return ReportFactory(written=True)


def drafted(report, **given):
    return draft_report(report=report, version=1, **{"actor": None, "at": timezone.now(), **given})


def shape(snapshot):
    return [
        (section.number, section.heading, section.kind, [block.kind for block in section.blocks])
        for section in snapshot.sections
    ]


def test_sections_take_their_shape_from_the_house_style(report):
    draft = drafted(report)
    assert shape(draft.snapshot) == [
        ("1", "Purpose of report", "narrative", ["prose"]),
        ("2", "Progress to date", "narrative", ["prose", "table"]),
        ("3", "Legal implications", "implication", ["not_applicable"]),
        ("4", "Recommendation", "recommendations", ["recommendations"]),
    ]
    assert draft.faults == ()
    assert [gap.place for gap in draft.gaps] == ["Legal implications"]


def test_parts_taken_out_are_not_printed(report):
    report.sections.filter(code="progress-progress-table").update(removed_at=timezone.now())
    report.recommendations.update(removed_at=timezone.now())
    snapshot = drafted(report).snapshot
    assert shape(snapshot)[1] == ("2", "Progress to date", "narrative", ["prose"])
    assert shape(snapshot)[3] == ("4", "Recommendation", "recommendations", ["not_applicable"])


def test_recommendations_without_a_section_are_printed_at_the_end(report):
    report.sections.filter(code="recommendation").update(removed_at=timezone.now())
    draft = drafted(report)
    assert shape(draft.snapshot)[-1] == ("4", "Recommendations", "recommendations", ["recommendations"])
    assert [gap.place for gap in draft.gaps] == ["Recommendations", "Legal implications"]


def test_parts_of_a_section_stand_within_it():
    part = {"code": "it_matters", "heading": "IT", "kind": "implication"}
    layout = {**LAYOUT, "sections": [{"code": "implications", "heading": "Implications", "sections": [part]}]}
    report = ReportFactory()
    report.house_style = HouseStyleFactory(programme=report.programme, layout=layout)
    ReportSectionFactory(report=report, code="implications", heading="Implications", body="")
    ReportSectionFactory(report=report, code="it-matters", heading="IT", body="One system.")
    ReportSectionFactory(report=report, code="added", heading="Added by the clerk", body="More.")
    (implications, added) = drafted(report).snapshot.sections
    assert [(one.number, one.heading) for one in implications.sections] == [("1.1", "IT")]
    assert (added.number, added.kind) == ("2", "narrative")


def test_the_facts_around_the_sections(report):
    MembershipFactory(programme=report.programme, council__name="Shire Council")
    report.header = {"wards": "**Two** wards", "agenda_item": "7", "authors": "Jo Field, Director\nKim Shore"}
    report.meeting.starts_at = london(2031, 2, 14, 19)
    BackgroundPaperFactory(report=report, title="Roadmap", dated=PartialDate.month(2022, 1), location="")
    snapshot = drafted(report, actor=UserFactory(name="Kim Shore", post="Clerk")).snapshot
    assert [(row.label, row.value) for row in snapshot.header] == [("Wards affected", "**Two** wards")]
    assert snapshot.report.agenda_item == "7"
    assert snapshot.report.authors == (Person(name="Jo Field", role="Director"), Person(name="Kim Shore"))
    assert [council.name for council in snapshot.councils] == ["Shire Council"]
    assert (str(snapshot.meeting.held_on), snapshot.meeting.time) == ("2031-02-14", "7.00pm")
    assert snapshot.generated_by == Person(name="Kim Shore", role="Clerk")
    assert (snapshot.signatures[0].name, snapshot.contacts[0].email) == ("Jo Field", "kim.shore@council.example")
    assert [paper.dated for paper in snapshot.background_papers] == ["", "January 2022"]


def test_the_report_is_read_as_at_its_moment(report):
    review = ReviewFactory(programme=report.programme)
    update = UpdateFactory(review=review, accepted=True)
    report.as_at = update.submitted_at
    before = drafted(report).snapshot
    report.as_at = update.decided_at
    after = drafted(report).snapshot
    (change,) = compare_snapshots(before=before, after=after)
    assert (change.section, change.what) == ("Progress to date", f"{review.name}: Business case update")
    assert (change.before, change.after) == ("Not started.", "The options are being compared.")
    assert before.as_at == update.submitted_at


def test_nothing_changed_is_no_change(report):
    assert compare_snapshots(before=drafted(report).snapshot, after=drafted(report).snapshot) == ()


def test_words_sections_and_recommendations_are_compared(report):
    before = drafted(report).snapshot
    report.sections.filter(code="purpose").update(body="Other words.")
    report.sections.filter(code="legal").update(removed_at=timezone.now())
    ReportSectionFactory(report=report, code="budget", heading="Budget")
    RecommendationFactory(report=report, text="That more is done.")
    report.recommendations.filter(position=report.recommendations.first().position).update(reason="Another.")
    after = drafted(report).snapshot
    said = [(change.section, change.what, change.kind) for change in compare_snapshots(before=before, after=after)]
    assert said == [
        ("Purpose of report", "Text", ChangeKind.CHANGED),
        ("Recommendation", "Reason for recommendation 1", ChangeKind.CHANGED),
        ("Recommendation", "Recommendation 2", ChangeKind.ADDED),
        ("Budget", "Section", ChangeKind.ADDED),
        ("Legal implications", "Section", ChangeKind.REMOVED),
    ]


def test_figures_and_charts_are_compared(report):
    base = drafted(report).snapshot

    def with_blocks(*blocks):
        return replace(base, sections=(Section(code="a", heading="A", blocks=blocks),))

    def chart(scoping):
        return Bars("k", "By stage", "", "Stage", (Series("Reviews"),), (BarRow("Scoping", (scoping,)),))

    before = with_blocks(Figure(sentence="Two.", value="2", rows=("HR", "Legal")), chart(2))
    after = with_blocks(Figure(sentence="Two!", value="2", rows=("HR", "Parking")), chart(3), Prose(markdown="New"))
    said = [(one.what, one.kind, one.before, one.after) for one in compare_snapshots(before=before, after=after)]
    assert said == [
        ("Figure", ChangeKind.CHANGED, "Two.", "Two!"),
        ("Counted", ChangeKind.ADDED, "", "Parking"),
        ("Counted", ChangeKind.REMOVED, "Legal", ""),
        ("By stage: Scoping", ChangeKind.CHANGED, "2", "3"),
        ("Text", ChangeKind.ADDED, "", ""),
    ]


def test_appendices_stand_at_the_end_under_their_own_labels(report):
    ReportSectionFactory(report=report, code="appendix-risks", heading="Exception risk log", body="## Risks\n\nNone.")
    ReportSectionFactory(report=report, code="x-hold", heading="", kind="block", block="on_hold", body="")
    ReportSectionFactory(report=report, code="appendix-map", heading="Route map", body="")
    ReportSectionFactory(report=report, code="appendixes", heading="Not one", body="Words")
    snapshot = drafted(report).snapshot
    assert [(one.label, one.title, [len(part.blocks) for part in one.sections]) for one in snapshot.appendices] == [
        ("Appendix 1", "Exception risk log", [2]),
        ("Appendix 2", "Route map", []),
    ]
    assert snapshot.sections[-1].heading == "Not one"


def test_a_document_with_appendices_is_accessible(report):
    report.house_style.layout = {
        **LAYOUT,
        "parts": [*LAYOUT["parts"], {"part": "appendix_list"}, {"part": "appendices"}],
    }
    report.house_style.save()
    ReportSectionFactory(report=report, code="appendix-risks", heading="Exception risk log", body="## Risks\n\nNone.")
    ReportSectionFactory(report=report, code="x-hold", heading="", kind="block", block="on_hold", body="")
    html = render_html(drafted(report).snapshot)
    checked = page.validate_pdf_bytes(render_pdf(html))
    assert checked.rules.failed == 0
    assert "Appendix 1: Exception risk log</h2>" in html
    assert "<strong></strong>" not in html
