"""Bodies, meetings, house styles, reports and their documents."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from governance.enums import BodyKind, Regime, SectionKind
from governance.models import BackgroundPaper, Body, HouseStyle, Meeting, Recommendation, Report, ReportSection
from tests.factories.programme import ProgrammeFactory

LONDON = ZoneInfo("Europe/London")

LAYOUT: dict[str, Any] = {
    "title_lines": ["body", "meeting_date"],
    "header": [{"code": "wards", "label": "Wards affected", "text": "All"}],
    "recommendations": {"label": "(1)", "lead": "It is **RECOMMENDED**", "reasons": True},
    "sections": [
        {"code": "purpose", "heading": "Purpose of report", "required": True, "prompt": "In a sentence or two."},
        {"code": "progress", "heading": "Progress to date", "blocks": ["progress_table", "reviews_started"]},
        {"code": "legal", "heading": "Legal implications", "kind": "implication", "required": True},
        {"code": "recommendation", "heading": "Recommendation", "kind": "recommendations", "required": True},
    ],
    "parts": [
        {"part": "title"},
        {"part": "header"},
        {"part": "sections"},
        {"part": "signature"},
        {"part": "background_papers", "heading": "Background papers", "empty": "None"},
        {"part": "contact", "lead": "For more, ask"},
        {"part": "sources"},
    ],
}


class BodyFactory(DjangoModelFactory):
    """A joint programme board. Traits: `committee` (a statutory committee; give it its council)."""

    class Meta:
        model = Body

    class Params:
        committee = factory.Trait(kind=BodyKind.COMMITTEE, regime=Regime.STATUTORY_COMMITTEE)

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"body-{number}")
    name = factory.Sequence(lambda number: f"Body {number}")
    kind = BodyKind.PROGRAMME_BOARD
    regime = Regime.NON_STATUTORY


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    code = factory.Sequence(lambda number: f"meeting-{number}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    place = "The Council Chamber"


class HouseStyleFactory(DjangoModelFactory):
    class Meta:
        model = HouseStyle

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"style-{number}")
    name = factory.Sequence(lambda number: f"House style {number}")
    layout = factory.LazyFunction(lambda: dict(LAYOUT))


class ReportFactory(DjangoModelFactory):
    """An empty report for a joint board's meeting. Traits: `written` (text, block, recommendation, paper, contact)."""

    class Meta:
        model = Report
        skip_postgeneration_save = True

    class Params:
        written = factory.Trait(
            signatory_name="Jo Field",
            signatory_post="Director of Partnership",
            contact_name="Kim Shore",
            contact_post="Committee clerk",
            contact_email="kim.shore@council.example",
            parts=factory.PostGeneration(lambda report, create, extracted: _write(report)),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    meeting = factory.SubFactory(MeetingFactory, body__programme=factory.SelfAttribute("...programme"))
    house_style = factory.SubFactory(HouseStyleFactory, programme=factory.SelfAttribute("..programme"))
    code = factory.Sequence(lambda number: f"report-{number}")
    title = factory.Sequence(lambda number: f"Quarterly update {number}")
    edited_at = factory.LazyFunction(timezone.now)


class ReportSectionFactory(DjangoModelFactory):
    """A section of text. Traits: `progress_table`."""

    class Meta:
        model = ReportSection

    class Params:
        progress_table = factory.Trait(kind=SectionKind.BLOCK, block="progress_table", body="", heading="")

    report = factory.SubFactory(ReportFactory)
    code = factory.Sequence(lambda number: f"section-{number}")
    position = factory.Sequence(lambda number: number + 1)
    heading = factory.Sequence(lambda number: f"Section {number}")
    body = "The quarter went *well*."


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    report = factory.SubFactory(ReportFactory)
    position = factory.Sequence(lambda number: number + 1)
    text = "That the board notes the progress made."
    reason = "The board asked for it each quarter."


class BackgroundPaperFactory(DjangoModelFactory):
    class Meta:
        model = BackgroundPaper

    report = factory.SubFactory(ReportFactory)
    position = factory.Sequence(lambda number: number + 1)
    title = "Partnership agreement"
    location = "The council's website"


def _write(report: Report) -> None:
    ReportSectionFactory(report=report, code="purpose", heading="Purpose of report")
    ReportSectionFactory(report=report, code="progress", heading="Progress to date", body="The table follows.")
    ReportSectionFactory(report=report, code="progress-progress-table", progress_table=True)
    ReportSectionFactory(report=report, code="legal", heading="Legal implications", body="")
    ReportSectionFactory(report=report, code="recommendation", heading="Recommendation", body="")
    RecommendationFactory(report=report)
    BackgroundPaperFactory(report=report)


def london(year: int, month: int, day: int, hour: int = 12) -> datetime:
    """A moment on a London clock."""
    return datetime(year, month, day, hour, tzinfo=LONDON)
