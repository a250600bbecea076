"""Programme B as its paper has it: five areas, their actions with plan references, recommendations in one run."""

from __future__ import annotations

from collections import Counter

import pytest

from governance.documents.content import Recommendations
from programme.models import Programme
from services.enums import ActionStatus, Stage
from services.models import Action, Area, Group
from services.queries.action_record import action_record
from tests.programme.file.demos import blocks_of, gates_open, headings_of, snapshot_of, tables_of, take_demo, texts

pytestmark = pytest.mark.django_db

AREAS = ["governance", "communications", "one-team", "finance", "customers"]


@pytest.fixture(scope="module")
def taken(module_database: None) -> None:
    take_demo("broadland-south-norfolk")


@pytest.fixture
def programme(taken: None, db: None) -> Programme:
    return Programme.objects.get(code="broadland-south-norfolk")


def actions_by_area(**conditions: object) -> dict[str, list[Action]]:
    return {code: list(Action.objects.filter(area__code=code, **conditions).order_by("position")) for code in AREAS}


def test_five_areas_in_the_papers_order(programme: Programme):
    assert list(Area.objects.filter(programme=programme).values_list("code", "name")) == [
        ("governance", "Governance"),
        ("communications", "External Communications and Public Affairs"),
        ("one-team", "One Team Culture and Employer of Choice"),
        ("finance", "Finance and Performance"),
        ("customers", "Customer Engagement"),
    ]


def test_finished_items_work_in_progress_and_recommendations_of_each_area(programme: Programme):
    finished = actions_by_area(status=ActionStatus.COMPLETE)
    working = actions_by_area(status=ActionStatus.IN_PROGRESS)
    recommended = actions_by_area(is_recommendation=True)

    counts = [(len(finished[code]), len(working[code]), len(recommended[code])) for code in AREAS]
    assert counts == [(3, 9, 6), (3, 12, 1), (5, 7, 3), (0, 2, 3), (10, 6, 0)]


def test_recommendations_are_numbered_1_to_13_in_one_run(programme: Programme):
    numbers: dict[str, list[int | None]] = {code: [] for code in AREAS}
    for recommendation in action_record(programme=programme).recommendations:
        numbers[recommendation.area.code].append(recommendation.number)

    assert numbers == {
        "governance": [1, 2, 3, 4, 5, 6],
        "communications": [7],
        "one-team": [8, 9, 10],
        "finance": [11, 12, 13],
        "customers": [],
    }


def test_references_of_the_delivery_plan(programme: Programme):
    used = Counter(
        Action.objects.filter(programme=programme, references__isnull=False).values_list(
            "references__reference__code", flat=True
        )
    )

    assert used == {
        "MT15": 9,
        "C1": 5,
        "C3": 1,
        "C4": 5,
        "C5": 5,
        "B1": 1,
        "B4": 5,
        "B5": 1,
        "F1": 5,
        "F3": 2,
        "G2": 1,
        "MT3": 2,
        "MT5": 3,
        "MT11": 5,
        "MT17": 1,
    }
    assert set(programme.plan_references.values_list("plan", flat=True)) == {"Delivery Plan 2022-24"}


def test_an_action_may_have_several_references_or_words_instead(programme: Programme):
    def references(code: str) -> list[str]:
        return sorted(Action.objects.get(code=code).references.values_list("reference__code", flat=True))

    assert references("service-design") == ["F1", "MT11", "MT3", "MT5"]
    assert references("career-paths") == ["B4", "B5"]
    assert references("spark-news") == []
    in_words = Action.objects.filter(status=ActionStatus.IN_PROGRESS, references__isnull=True)
    assert list(in_words.order_by("code").values_list("code", "commentary")) == [
        ("oracle", "SPARK project: transformation of IT systems."),
        ("performance-data", "Part of quarterly performance reporting and of what officers watch."),
        ("remaining-policies", "In progress through the Staff Consultation Forum, with staff and UNISON."),
        ("spark-news", "In train for every SPARK project."),
    ]


def test_recommendations_11_to_13_ask_for_what_the_software_gives(programme: Programme):
    asked = [action.code for action in actions_by_area(is_recommendation=True)["finance"]]

    assert asked == ["cost-trends", "transition-costs", "mystery-calls"]


def test_the_working_group(programme: Programme):
    group = Group.objects.get(programme=programme, code="working-group")
    parts = list(group.members.values_list("part", flat=True))

    assert parts == ["Convenes the group", "Chairman", "Vice-chairman", "Member", "Member"]
    assert {member.joined_on.month for member in group.members.all()} == {1}
    assert group.meets == "every two weeks, in person, January to May 2022"
    assert "**Quorum:** four members, substitutes included" in group.responsibilities
    assert "three of the Conservative group and one of the Liberal Democrats" in group.responsibilities


def test_the_report_puts_recommendations_first_and_again_at_the_end(programme: Programme):
    snapshot = snapshot_of(programme, "working-group-report")

    assert headings_of(snapshot.sections) == [
        ("", "Recommendations"),
        ("1", "Summary"),
        ("2", "Background"),
        ("3", "Current position and findings"),
        ("4", "Proposed action"),
        ("5", "Issues and risks"),
        ("5.1", "Resource implications"),
        ("5.2", "Legal implications"),
        ("5.3", "Equality implications"),
        ("5.4", "Environmental impact"),
        ("5.5", "Crime and disorder"),
        ("6", "Conclusion"),
        ("7", "Recommendations"),
    ]
    first, last = (
        [block for block in blocks_of(snapshot, code) if isinstance(block, Recommendations)]
        for code in ("recommendations-first", "recommendations")
    )
    assert first == last
    assert len(first[0].items) == 1


def test_the_report_has_its_header_and_two_appendices(programme: Programme):
    snapshot = snapshot_of(programme, "working-group-report")

    assert [(row.label, row.value) for row in snapshot.header][:3] == [
        ("Report author", "Isobel Crane, Chief of Staff and Monitoring Officer"),
        ("Portfolio", "Transformation and Organisational Development"),
        ("Wards affected", "All"),
    ]
    assert [(appendix.label, appendix.title) for appendix in snapshot.appendices] == [
        ("Appendix 1", "Report of the Portfolio Holder"),
        ("Appendix 2", "Terms of reference of the working group"),
    ]
    assert snapshot.meeting.body.name == "Service Improvement and Efficiency Committee"
    assert str(snapshot.meeting.held_on) == "2022-08-24"


def test_implementation_waits_for_cabinet(programme: Programme):
    assert gates_open(programme, "collaboration", Stage.IMPLEMENTATION) == {"cabinet": False}


def test_appendix_1_prints_action_and_commentary_area_by_area(programme: Programme):
    groups, *tables = tables_of(snapshot_of(programme, "working-group-report"), "Appendix 1")

    assert [texts(row.cells)[2].count("\n") + 1 for row in groups.rows] == [5, 3]
    assert [(table.caption, len(table.rows)) for table in tables] == [
        ("Governance: actions and commentary", 15),
        ("External Communications and Public Affairs: actions and commentary", 13),
        ("One Team Culture and Employer of Choice: actions and commentary", 10),
        ("Finance and Performance: actions and commentary", 5),
        ("Customer Engagement: actions and commentary", 6),
    ]
    assert texts(tables[3].rows[0].cells) == [
        "Set out how many posts are vacant and what filling them would cost",
        "Work in progress: Delivery Plan 2022-24, reference B1",
    ]
    assert texts(tables[4].rows[1].cells)[1] == (
        "Work in progress: Delivery Plan 2022-24, references F1, MT3, MT5 and MT11"
    )
    said = [texts(row.cells)[1] for table in tables for row in table.rows]
    assert [words.split("\n")[0] for words in said if words.startswith("Recommendation")] == [
        f"Recommendation {number}" for number in range(1, 14)
    ]
