"""The navigation registry."""

from __future__ import annotations

import pytest

from programme.values.contributions import contribute
from programme.views.navigation import (
    Link,
    MainLink,
    OverviewLink,
    ProgrammeLink,
    main_links,
    mark_current,
    overview_groups,
    programme_links,
)
from tests.look.pages import Person, Programme

pytestmark = pytest.mark.usefixtures("no_contributions")


def test_items_stand_in_their_order_and_an_address_that_does_not_exist_is_left_out() -> None:
    contribute(MainLink(label="Programmes", url_name="programmes", order=20))
    contribute(MainLink(label="My work", url_name="home", order=10))
    contribute(MainLink(label="Nowhere", url_name="nowhere"))
    contribute(MainLink(label="Hidden", url_name="programme_new", visible=lambda user: False))

    assert [link.label for link in main_links(user=Person(), path="/")] == ["My work", "Programmes"]


def test_a_programmes_items_ask_its_permission() -> None:
    class Reader(Person):
        def has_perm(self, permission: str, subject: object = None) -> bool:
            return permission == "programme.read"

    contribute(ProgrammeLink(label="Overview", url_name="programme_detail"))
    contribute(ProgrammeLink(label="Reviews", url_name="reviews", permission="programme.read"))
    contribute(ProgrammeLink(label="People", url_name="programme_detail", permission="programme.manage"))

    links = programme_links(user=Reader(), programme=Programme(), path="/programmes/northfold/reviews/r1/")

    assert links == [Link("Reviews", "/programmes/northfold/reviews/", is_current=True, aria_current="true")]


def test_a_page_of_another_part_that_belongs_to_an_item_marks_it() -> None:
    contribute(ProgrammeLink(label="Overview", url_name="programme_detail"))
    contribute(ProgrammeLink(label="Reviews", url_name="reviews", also=("groups/",)))

    for path, marked in (
        ("/programmes/northfold/groups/", "Reviews"),
        ("/programmes/northfold/groups/g1/edit/", "Reviews"),
        ("/programmes/northfold/reviews/r1/", "Reviews"),
        ("/programmes/northfold/others/", "Overview"),
    ):
        links = programme_links(user=Person(), programme=Programme(), path=path)
        assert [(link.label, link.aria_current) for link in links if link.is_current] == [(marked, "true")]


def test_the_longest_address_that_fits_is_current() -> None:
    links = mark_current([("Home", "/"), ("Overview", "/p/"), ("Reviews", "/p/reviews/")], path="/p/reviews/")

    assert [(link.is_current, link.aria_current) for link in links] == [
        (False, "true"),
        (False, "true"),
        (True, "page"),
    ]


def test_what_else_there_is_of_a_programme_stands_under_headings_in_the_order_of_their_first_link() -> None:
    class Reader(Person):
        def has_perm(self, permission: str, subject: object = None) -> bool:
            return False

    contribute(OverviewLink(label="Reviews", url_name="reviews", order=20, group="Work"))
    contribute(OverviewLink(label="Overview", url_name="programme_detail", order=10, group="Aims"))
    contribute(OverviewLink(label="Same", url_name="reviews_again", order=15, group="Aims"))
    contribute(OverviewLink(label="Closed", url_name="people", order=30, group="Hidden", permission="no.one"))

    groups = overview_groups(user=Reader(), programme=Programme())

    assert [(group.heading, [link.label for link in group.links]) for group in groups] == [
        ("Aims", ["Overview"]),
        ("Work", ["Reviews"]),
    ]
