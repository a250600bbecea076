"""Programme A as its paper has it: services with partners of their own, each at its own pace."""

from __future__ import annotations

from datetime import date

import pytest

from governance.documents.content import Recommendation, Recommendations
from governance.models import Meeting
from programme.enums import AimKind
from programme.models import Aim, Programme
from risks.enums import MitigationStatus, RiskStatus
from risks.models import Assessment, Mitigation, RegisterEntry
from services.enums import ProjectState, Stage, State
from services.models import Project, ReviewAim, ReviewMove, ReviewParticipation, ScrutinySession, ServiceReview
from services.queries.progress import progress_rows
from tests.programme.file.demos import (
    blocks_of,
    gates_open,
    headings_of,
    snapshot_of,
    tables_of,
    take_demo,
    texts,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def taken(module_database: None) -> None:
    take_demo("east-northants-wellingborough")


@pytest.fixture
def programme(taken: None, db: None) -> Programme:
    return Programme.objects.get(code="east-northants-wellingborough")


def test_seven_services_each_with_its_own_partners(programme: Programme):
    reviews = ServiceReview.objects.filter(programme=programme).in_programme_order()
    partners = {
        review.code: sorted(review.participations.values_list("council__short_name", flat=True)) for review in reviews
    }

    assert partners == {
        "revenues-benefits": ["East Northants", "Wellingborough"],
        "building-control": ["East Northants", "Wellingborough"],
        "land-charges-planning": ["East Northants", "Wellingborough"],
        "democratic-services": ["East Northants", "Wellingborough"],
        "elections": ["East Northants", "Wellingborough"],
        "communications": ["East Northants", "Wellingborough"],
        "facilities-property": ["Corby", "East Northants"],
    }


def test_the_seventh_joined_later_under_a_memorandum_of_its_own(programme: Programme):
    joined = dict(programme.reviews.values_list("code", "joined_on"))
    memorandum = ServiceReview.objects.get(programme=programme, code="facilities-property")

    assert joined.pop("facilities-property") == date(2019, 12, 16)
    assert set(joined.values()) == {date(2018, 7, 23)}
    assert (memorandum.agreement, memorandum.agreement_from) == (
        "Memorandum of understanding with Corby (draft agreed 16 December 2019)",
        None,
    )
    assert list(programme.memberships.values_list("council__code", "joined_on")) == [
        ("east-northants", date(2018, 7, 23)),
        ("wellingborough", date(2018, 7, 23)),
        ("corby", date(2019, 12, 16)),
    ]
    assert ReviewParticipation.objects.filter(council__code="corby").count() == 1


def test_every_service_is_at_a_point_of_its_own(programme: Programme):
    rows = progress_rows(reviews=ServiceReview.objects.filter(programme=programme))

    assert [(row.review.code, row.stage, row.state, row.is_live) for row in rows] == [
        ("revenues-benefits", Stage.IMPLEMENTATION, State.ACTIVE, True),
        ("building-control", Stage.IMPLEMENTATION, State.ACTIVE, True),
        ("land-charges-planning", Stage.TO_BE, State.ACTIVE, True),
        ("democratic-services", Stage.BUSINESS_CASE, State.ON_HOLD, True),
        ("elections", Stage.APPROVAL, State.ACTIVE, True),
        ("communications", Stage.BUSINESS_AS_USUAL, State.COMPLETE, False),
        ("facilities-property", Stage.SCOPING, State.ACTIVE, True),
    ]
    assert {row.rag for row in rows} == {None}


def test_communications_left_the_programme_and_stays_in_the_record(programme: Programme):
    review = ServiceReview.objects.get(programme=programme, code="communications")

    assert review.left_on == date(2019, 12, 20)
    assert review.left_reason == "Its joint working plan is complete and it runs as business as usual."
    assert review.updates.count() == 2


def test_building_control_started_on_9_september_2019(programme: Programme):
    move = ReviewMove.objects.get(review__code="building-control", to_stage=Stage.IMPLEMENTATION)

    assert str(move.effective) == "9 September 2019"


def test_democratic_services_stalled_because_a_council_withdrew_its_resources(programme: Programme):
    review = ServiceReview.objects.get(programme=programme, code="democratic-services")

    assert review.state_reason.startswith("Wellingborough looked at its resources and will not go on")


def test_projects_have_states_of_their_own(programme: Programme):
    projects = Project.objects.filter(review__code="revenues-benefits").order_by("position")

    assert list(projects.values_list("code", "state")) == [
        ("edms", ProjectState.COMPLETE),
        ("edms-closure", ProjectState.ACTIVE),
        ("edms-business-rates", ProjectState.NOT_STARTED),
        ("sla", ProjectState.ACTIVE),
        ("data-sharing", ProjectState.NOT_STARTED),
        ("shared-desktop", ProjectState.NOT_STARTED),
        ("to-business-as-usual", ProjectState.NOT_STARTED),
    ]
    finished = {project.code: str(project.finished) for project in programme.projects.filter(finished__isnull=False)}
    assert finished == {
        "edms": "25 November 2019",
        "charter": "2019",
        "plotting": "1 September 2019",
        "visiting-officers": "January 2020",
        "shared-comms-officer": "November 2019",
        "fmp-audit": "November 2019",
    }


def test_agreement_before_data_before_desktop_before_business_as_usual(programme: Programme):
    chain, project = [], Project.objects.get(programme=programme, code="to-business-as-usual")
    while project is not None:
        chain.append(project.code)
        needed = project.dependencies.first()
        project = needed.needs if needed else None

    assert chain == ["to-business-as-usual", "shared-desktop", "data-sharing", "sla"]


def test_six_principles_and_four_corporate_outcomes_linked_to_services(programme: Programme):
    aims = Aim.objects.filter(programme=programme)

    assert aims.filter(kind=AimKind.PRINCIPLE, agreed_on=date(2018, 7, 23)).count() == 6
    assert list(aims.filter(kind=AimKind.OUTCOME).values_list("name", "council__code")) == [
        ("Good Value for Money", "east-northants"),
        ("Effective Partnership Working", "east-northants"),
        ("High Quality Service Delivery", "east-northants"),
        ("Employees and Members with the Right Knowledge, Skills and Behaviours", "east-northants"),
    ]
    served = ReviewAim.objects.filter(review__programme=programme)
    assert set(aims.values_list("pk", flat=True)) == set(served.values_list("aim", flat=True))
    assert programme.reviews.filter(aims__isnull=True).count() == 0


def test_the_board_meets_a_service_of_both_councils(programme: Programme):
    sessions = ScrutinySession.objects.filter(programme=programme)

    assert {session.code: sorted(council.code for council in session.councils.all()) for session in sessions} == {
        "revenues-2019-12": ["east-northants", "wellingborough"],
        "building-2019-12": ["east-northants", "wellingborough"],
        "land-2019-12": ["east-northants", "wellingborough"],
    }


def test_the_meetings_that_decided(programme: Programme):
    meetings = Meeting.objects.filter(body__programme=programme).exclude(body__code="transformation")

    assert sorted((meeting.starts_at.date(), meeting.body.name) for meeting in meetings) == [
        (date(2018, 7, 23), "East Northamptonshire Council"),
        (date(2019, 11, 18), "Personnel Sub-Committee"),
        (date(2019, 12, 16), "Finance and Performance Sub-Committee"),
    ]


def test_the_report_has_the_papers_sections_in_its_house_style(programme: Programme):
    snapshot = snapshot_of(programme, "january-2020")

    assert headings_of(snapshot.sections) == [
        ("", "Purpose of report"),
        ("", "Attachment"),
        ("1", "Background"),
        ("2", "Update on progress with the joint working programme"),
        ("3", "Equality and diversity implications"),
        ("4", "Privacy impact implications"),
        ("5", "Legal implications"),
        ("6", "Risk management"),
        ("7", "Resource and financial implications"),
        ("8", "Constitutional implications"),
        ("9", "Implications for our customers"),
        ("10", "Corporate outcomes"),
        ("11", "Recommendations"),
    ]
    assert snapshot.house_style.layout.numbering == "1.0"
    assert [(appendix.label, appendix.title) for appendix in snapshot.appendices] == [
        ("Appendix 1", "Progress of each service")
    ]
    assert [box.role for box in snapshot.clearances] == [
        "Chief finance officer",
        "Monitoring officer",
        "Chief executive",
    ]
    assert [paper.dated for paper in snapshot.background_papers] == [
        "2 July 2018",
        "5 September 2018",
        "7 November 2018",
        "16 January 2019",
        "17 April 2019",
        "29 May 2019",
        "1 July 2019",
        "4 September 2019",
    ]


def test_the_recommendation_is_followed_by_its_reason(programme: Programme):
    [recommendations] = [
        block
        for block in blocks_of(snapshot_of(programme, "january-2020"), "recommendations")
        if isinstance(block, Recommendations)
    ]

    assert recommendations.lead == "The Committee is recommended to:"
    assert recommendations.items == (
        Recommendation(
            number=1,
            text=(
                "note how far joint working has come with the Borough Council of Wellingborough and with Corby "
                "Borough Council."
            ),
            reason="Members oversee both pieces of joint working.",
        ),
    )


def test_five_risks_each_with_a_mitigation_and_no_score(programme: Programme):
    entries = RegisterEntry.objects.filter(register__programme=programme, register__code="joint-working")
    mitigations = Mitigation.objects.filter(risk__programme=programme).order_by("risk__entries__position")

    assert [(entry.number, entry.is_home, entry.risk.status) for entry in entries] == [
        (number, True, RiskStatus.OPEN) for number in ("1", "2", "3", "4", "5")
    ]
    assert list(entries.values_list("inherent", "current", "target")) == [(None, None, None)] * 5
    assert Assessment.objects.filter(entry__register__programme=programme).count() == 0
    assert list(mitigations.values_list("risk__code", "status")) == [
        (f"joint-working-{number}", MitigationStatus.IN_PLACE) for number in range(1, 6)
    ]


def test_the_risks_stand_in_the_report_from_the_record(programme: Programme):
    [table] = tables_of(snapshot_of(programme, "january-2020"), "risk")

    assert [column.label for column in table.columns] == ["No.", "Risk", "Mitigation"]
    assert [texts(row.cells) for row in table.rows][:2] == [
        ["1", "Services become worse", "Talk often and review often"],
        ["2", "The councils cannot agree on what they want", "Plan with care and keep both sides talking"],
    ]
    assert (len(table.rows), table.note) == (5, "5 risks, all unscored.")


def test_elections_wait_for_the_other_council(programme: Programme):
    assert gates_open(programme, "elections", Stage.IMPLEMENTATION) == {"each-council": False, "privacy": False}
    for review in ("revenues-benefits", "building-control", "communications"):
        assert gates_open(programme, review, Stage.IMPLEMENTATION) == {"each-council": True, "privacy": True}


def test_principles_and_outcomes_stand_in_the_report_from_the_record(programme: Programme):
    snapshot = snapshot_of(programme, "january-2020")
    [principles] = tables_of(snapshot, "background")
    [outcomes] = tables_of(snapshot, "outcomes")

    assert (principles.caption, len(principles.rows)) == ("Guiding principles", 6)
    assert [texts(row.cells)[0] for row in outcomes.rows] == [
        "Good Value for Money (East Northants)",
        "Effective Partnership Working (East Northants)",
        "High Quality Service Delivery (East Northants)",
        "Employees and Members with the Right Knowledge, Skills and Behaviours (East Northants)",
    ]


def test_the_appendix_tells_each_service_with_its_projects(programme: Programme):
    snapshot = snapshot_of(programme, "january-2020")
    words = words_of(snapshot, "Appendix 1")
    tables = {table.caption: table for table in tables_of(snapshot, "Appendix 1")}

    names = [review.name for review in ServiceReview.objects.filter(programme=programme).in_programme_order()]
    assert [line[2:] for line in words.splitlines() if line.startswith("# ")] == names
    assert "Councils: Corby and East Northants." in words
    assert "**Left the programme on 20 December 2019, because:**" in words
    projects = [texts(row.cells)[:2] for row in tables["Projects of Revenues and Benefits"].rows]
    assert projects[3:] == [
        ["Service level agreement", "Under way."],
        ["Data sharing agreement", "Not started. Waits for Service level agreement."],
        ["Shared desktop", "Not started. Waits for Data sharing agreement."],
        ["Move to business as usual", "Not started. Waits for Shared desktop."],
    ]
    assert texts(tables["Projects of Revenues and Benefits"].rows[0].cells)[4] == "25 November 2019"
