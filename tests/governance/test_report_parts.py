"""Writing a report: its sections, recommendations and papers, and two clerks at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.blocks import BlockParametersInvalid
from governance.domain.report import change_report, create_report
from governance.domain.report_part import (
    add_background_paper,
    add_recommendation,
    add_section,
    change_background_paper,
    change_recommendation,
    change_section,
    move_part,
    part_mark,
    remove_part,
    restore_part,
)
from governance.models import ReportSection
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.values.partial_date import PartialDate
from tests.factories.governance import (
    HouseStyleFactory,
    MeetingFactory,
    RecommendationFactory,
    ReportFactory,
    ReportSectionFactory,
)
from tests.factories.programme import MembershipFactory, PhaseFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return ReportFactory()


@pytest.fixture
def clerk(report):
    return user_with_role(Role.CLERK, report.programme)


@pytest.fixture
def by(clerk):
    return {"actor": clerk, "at": timezone.now()}


def standing(report):
    return [section.code for section in report.sections.filter(removed_at=None)]


def test_a_new_report_starts_with_the_sections_and_blocks_of_its_house_style(report, by):
    style = HouseStyleFactory(programme=report.programme)
    made = create_report(meeting=report.meeting, house_style=style, title="Quarter 4 update", **by)
    assert made.code == "quarter-4-update"
    assert [(row.code, row.heading, row.block) for row in made.sections.all()] == [
        ("purpose", "Purpose of report", ""),
        ("progress", "Progress to date", ""),
        ("progress-progress-table", "", "progress_table"),
        ("progress-reviews-started", "", "reviews_started"),
        ("legal", "Legal implications", ""),
        ("recommendation", "Recommendation", ""),
    ]


def test_a_house_style_of_another_programme_is_refused(report, by):
    with pytest.raises(DomainError, match="Choose a house style of this programme"):
        create_report(meeting=report.meeting, house_style=HouseStyleFactory(), title="Update", **by)


def test_a_clerk_of_one_council_does_not_write_for_anothers_committee(report):
    membership = MembershipFactory(programme=report.programme)
    meeting = MeetingFactory(body__programme=report.programme, body__council=membership.council)
    other = user_with_role(Role.CLERK, report.programme, MembershipFactory(programme=report.programme).council)
    with pytest.raises(NotAllowed):
        create_report(meeting=meeting, house_style=report.house_style, title="Update", actor=other, at=timezone.now())


def test_details_saved_on_top_of_anothers_are_refused(report, by):
    given = {"report": report, "meeting": report.meeting, "edition": 1}
    changed = change_report(**given, changes={"title": "First"}, **by)
    assert (changed.title, changed.edition) == ("First", 2)
    with pytest.raises(ChangedByAnother):
        change_report(**given, changes={"title": "Second"}, **by)


def test_records_are_not_read_as_at_the_future(report, by):
    with pytest.raises(DomainError, match="Choose a moment that has passed, or leave it empty to read") as refused:
        change_report(
            report=report,
            meeting=report.meeting,
            edition=1,
            changes={"as_at": by["at"] + timedelta(hours=1)},
            **by,
        )
    assert refused.value.field == "as_at"


def test_a_report_stays_in_its_programme(report, by):
    with pytest.raises(DomainError, match="Choose a meeting of this programme"):
        change_report(report=report, meeting=MeetingFactory(), edition=1, changes={}, **by)


def test_a_section_is_added_after_another(report, by):
    first = add_section(report=report, heading="First", body="One", **by)
    add_section(report=report, heading="Last", body="Two", **by)
    add_section(report=report, heading="", body="Between", after=first, **by)
    assert standing(report) == ["first", "text", "last"]


def test_the_first_section_has_a_heading(report, by):
    with pytest.raises(DomainError, match="Give the first section a heading"):
        add_section(report=report, heading=" ", body="Loose words", **by)
    first = add_section(report=report, heading="First", **by)
    second = add_section(report=report, heading="", body="More", **by)
    for act in (lambda: move_part(part=second, up=True, **by), lambda: remove_part(part=first, **by)):
        with pytest.raises(DomainError, match="The first section must have a heading, and the one that"):
            act()
    assert standing(report) == ["first", "text"]


def test_a_live_block_is_known_and_has_what_it_needs(report, by):
    with pytest.raises(DomainError, match="There is no live block"):
        add_section(report=report, heading="Chart", block="horoscope", **by)
    with pytest.raises(BlockParametersInvalid) as refused:
        add_section(
            report=report, heading="Started", block="reviews_started", parameters={"phase": "phase-9", "x": 1}, **by
        )
    assert sorted(refused.value.faults) == ["by", "phase", "x"]
    phase = PhaseFactory(programme=report.programme)
    parameters = {"by": "2023-02-28", "phase": phase.code}
    section = add_section(report=report, heading="Started", block="reviews_started", parameters=parameters, **by)
    assert (section.kind, section.parameters) == ("block", parameters)


def test_two_clerks_at_one_section(report, by):
    section = ReportSectionFactory(report=report, body="Before")
    seen = part_mark(section)
    change_section(section=section, seen=seen, heading="A", body="First", **by)
    with pytest.raises(ChangedByAnother):
        change_section(section=section, seen=seen, heading="A", body="Second", **by)
    assert ReportSection.objects.get(pk=section.pk).body == "First"


def test_moving_a_section_stales_nobodys_form(report, by):
    one, two = ReportSectionFactory(report=report), ReportSectionFactory(report=report)
    seen = part_mark(one)
    move_part(part=two, up=True, **by)
    assert standing(report) == [two.code, one.code]
    assert change_section(section=one, seen=seen, heading="A", body="Words", **by).body == "Words"


def test_a_section_at_the_edge_stays(report, by):
    one, two = ReportSectionFactory(report=report), ReportSectionFactory(report=report)
    move_part(part=one, up=True, **by)
    move_part(part=two, up=False, **by)
    assert standing(report) == [one.code, two.code]


def test_a_part_taken_out_is_kept_and_can_be_put_back(report, by):
    one, two = ReportSectionFactory(report=report), ReportSectionFactory(report=report)
    removed = remove_part(part=two, **by)
    assert standing(report) == [one.code]
    with pytest.raises(DomainError, match="This part was taken out of the report"):
        change_section(section=two, seen=part_mark(removed), heading="A", body="", **by)
    restore_part(part=two, **by)
    assert standing(report) == [one.code, two.code]


def test_recommendations_and_papers(report, by):
    one = add_recommendation(report=report, text="That it is noted.", reason="It was asked for.", **by)
    with pytest.raises(DomainError, match="Say what the body is asked to do"):
        add_recommendation(report=report, text=" ", reason="", **by)
    changed = change_recommendation(recommendation=one, seen=part_mark(one), text="That it is agreed.", reason="", **by)
    assert (changed.position, changed.text) == (1, "That it is agreed.")
    paper = add_background_paper(
        report=report, title="The agreement", dated=PartialDate.month(2022, 1), location="Online", **by
    )
    with pytest.raises(DomainError, match="Name the paper"):
        change_background_paper(paper=paper, seen=part_mark(paper), title="", dated=None, location="", **by)
    changed_paper = change_background_paper(
        paper=paper, seen=part_mark(paper), title="The contract", dated=None, location="", **by
    )
    assert (changed_paper.title, changed_paper.dated) == ("The contract", None)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_OFFICE, Role.CLERK, Role.ADMINISTRATOR}))
def test_nobody_else_writes_a_report(report, role):
    reader = user_with_role(role, report.programme)
    section = ReportSectionFactory(report=report)
    for act in (
        lambda: add_section(report=report, heading="A", actor=reader, at=timezone.now()),
        lambda: remove_part(part=section, actor=reader, at=timezone.now()),
        lambda: add_recommendation(report=report, text="A", reason="", actor=reader, at=timezone.now()),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_database_refuses_wrong_parts(report):
    section = ReportSectionFactory(report=report)
    for wrong in ({"kind": "block", "block": ""}, {"kind": "prose", "block": "on_hold"}, {"code": section.code}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportSectionFactory(report=report, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecommendationFactory(report=report, text="")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(programme=report.programme, house_style=HouseStyleFactory())
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        report.sections.all().delete()
