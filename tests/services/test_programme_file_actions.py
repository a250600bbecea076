"""Areas, references, actions and scrutiny sessions in the programme file: there and back, faults at their place."""

from __future__ import annotations

from typing import Any

import pytest

from services.models import Action, ActionReference, ScrutinySession
from services.queries.actions import recommendation_numbers
from tests.programme.file.files import faults_of, line_of, small, take
from tests.programme.file.test_round_trip import empty_database, events, exported

pytestmark = pytest.mark.django_db

SECTIONS: dict[str, Any] = {
    "groups": [{"code": "board", "name": "Programme board", "kind": "board"}],
    "scrutiny_sessions": [
        {
            "code": "legal-first",
            "review": "legal",
            "group": "board",
            "held_on": "2023-01-12",
            "challenged": "Why two teams.",
            "approved": "- The plan\n- The dates\n",
            "notes": "Short.",
            "councils": [{"council": "alder"}, {"council": "birch"}],
        }
    ],
    "areas": [
        {"code": "members", "name": "Members", "ambition": "Informed.", "position": 1},
        {"code": "staff", "name": "Staff", "position": 2, "ended_on": "2023-03-31"},
    ],
    "plan_references": [
        {"code": "C4", "plan": "Delivery Plan", "name": "Reach"},
        {"code": "MT15", "plan": "Delivery Plan"},
    ],
    "actions": [
        {
            "code": "ask",
            "title": "Ask the members",
            "commentary": "Half done.",
            "review": "legal",
            "area": "members",
            "session": "legal-first",
            "owner": "office@alder.example",
            "due": "2023-Q2",
            "status": "in_progress",
            "position": 1,
            "references": [{"reference": "C4"}, {"reference": "MT15"}],
            "carries_out": [{"recommendation": "one-list"}],
        },
        {
            "code": "one-list",
            "title": "That there be one list",
            "area": "members",
            "is_recommendation": True,
            "position": 2,
        },
        {"code": "form", "title": "One form", "area": "members", "status": "complete", "completed": "2023-01"},
        {
            "code": "magazine",
            "title": "One magazine",
            "owner_post": "Editor",
            "status": "not_needed",
            "status_reason": "Each keeps its own.",
        },
    ],
}


def full(**sections: Any) -> dict[str, Any]:
    return small(**{**SECTIONS, **sections})


def with_action(**fields: Any) -> dict[str, Any]:
    first, *others = SECTIONS["actions"]
    return full(actions=[{**first, **fields}, *others])


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_there_and_back(file_format):
    take(full())
    before = exported()
    packed = exported(file_format=file_format)
    empty_database()

    take(packed, filename=f"x.{file_format}")

    assert exported() == before
    recorded = events()
    result = take(exported(file_format=file_format), filename=f"x.{file_format}")
    assert (result.added, result.changed, events()) == (0, 0, recorded)


def test_what_is_read_is_what_was_written():
    take(full())
    action = Action.objects.get(code="ask")
    assert sorted(link.reference.code for link in action.references.all()) == ["C4", "MT15"]
    assert [link.recommendation.code for link in action.carries_out.all()] == ["one-list"]
    session = ScrutinySession.objects.get()
    assert (action.session, session.group.name, session.councils.count()) == (session, "Programme board", 2)
    assert recommendation_numbers(action.programme) == {Action.objects.get(code="one-list").pk: 1}


def test_a_reference_taken_off_is_left_out():
    take(full())
    ActionReference.objects.filter(reference__code="C4").update(removed_at="2023-05-01T12:00Z")

    assert "reference: C4" not in exported().decode()
    assert "reference: MT15" in exported().decode()


@pytest.mark.parametrize(
    ("data", "place", "fault"),
    [
        (with_action(status="lost"), "lost", "actions › row 1 › status: expected one of not_started, in_progress, "),
        (with_action(area="nowhere"), "nowhere", "actions › row 1 › area: expected an area of review that the file "),
        (with_action(due="soon"), "soon", "actions › row 1 › due: expected a date such as 2023-05-12, 2023-05, "),
        (with_action(status="not_needed"), "code: ask", "actions › row 1 › status_reason: expected why it is no "),
        (with_action(completed="2023-01"), "completed: 2023-01", "actions › row 1 › completed: expected no date, or "),
        (full(plan_references=[{"code": "M T", "plan": "Plan"}]), "M T", "plan_references › row 1 › code: "),
    ],
)
def test_faults_are_told_at_their_place(data, place, fault):
    told = faults_of(data)
    assert any(one.startswith(f"line {line_of(data, place)}, {fault}") for one in told), told
    assert not Action.objects.exists()


def test_an_action_carries_out_a_recommendation():
    told = faults_of(with_action(carries_out=[{"recommendation": "form"}]))
    assert told == [
        f"line {line_of(with_action(carries_out=[{'recommendation': 'form'}]), 'recommendation: form')}, actions › "
        "row 1 › carries_out › row 1 › recommendation: expected a recommendation; form is an action"
    ]
