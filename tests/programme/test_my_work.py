from datetime import date

import pytest

from programme.models import User
from programme.queries.my_work import (
    StandingSection,
    WorkItem,
    WorkSection,
    standing_of,
    work_of,
)
from programme.values.contributions import contribute

pytestmark = pytest.mark.usefixtures("no_contributions")


def item(label, due=None, *, late=False):
    return WorkItem(label=label, url="/", programme="One Team", due=due, is_overdue=late)


def test_the_most_urgent_comes_first_whatever_it_is():
    updates = [
        item("later", date(2023, 2, 9)),
        item("soon", date(2023, 2, 1)),
        item("late", date(2023, 1, 20), late=True),
    ]
    contribute(WorkSection(code="due", title="Updates to write", order=20, items=lambda user: updates))
    contribute(
        WorkSection(
            code="accept",
            title="Updates to accept",
            order=30,
            items=lambda user: [item("waiting"), item("latest", date(2023, 1, 10), late=True)],
        )
    )
    contribute(WorkSection(code="empty", title="Meetings", order=10, items=lambda user: []))

    groups = [(group.title, [entry.label for entry in group.items]) for group in work_of(User())]

    assert groups == [
        ("Overdue", ["latest", "late"]),
        ("Updates to write", ["soon", "later"]),
        ("Updates to accept", ["waiting"]),
    ]


def test_a_section_registered_again_replaces_itself():
    contribute(WorkSection(code="due", title="Old", order=1, items=lambda user: [item("old")]))
    contribute(WorkSection(code="due", title="New", order=1, items=lambda user: [item("new")]))

    assert [group.title for group in work_of(User())] == ["New"]


def test_what_a_person_looks_after_stands_apart_and_leaves_out_the_empty():
    for code, order, items in (("second", 2, ["b"]), ("first", 1, ["a"]), ("empty", 0, [])):
        contribute(
            StandingSection(
                code=code, title=code, order=order, template="x.html", items=lambda user, found=items: found
            )
        )

    assert [(group.code, group.items) for group in standing_of(User())] == [("first", ["a"]), ("second", ["b"])]
    assert work_of(User()) == ()
