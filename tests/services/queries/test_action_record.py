"""The record of areas, actions and numbered recommendations, now and as at a past moment."""

from __future__ import annotations

from datetime import timedelta

import pgtrigger
import pytest
from django.db.models import F
from django.utils import timezone

from programme.history import Moment
from programme.models import Programme
from programme.values.partial_date import PartialDate
from services.enums import ActionStatus
from services.models import (
    Action,
    ActionReference,
    Area,
    Group,
    PlanReference,
    ScrutinySession,
    SessionCouncil,
)
from services.queries.action_record import action_record, session_rows
from services.queries.actions import listed_actions, recommendation_numbers
from tests.factories.actions import ActionFactory, AreaFactory, SessionFactory, refer
from tests.factories.gates import GroupFactory
from tests.factories.programme import CouncilFactory

pytestmark = pytest.mark.django_db

AGED = (Programme, Area, PlanReference, Action, ActionReference, Group, ScrutinySession, SessionCouncil)


@pytest.fixture
def then():
    """A moment fifty days ago: after `let_time_pass`, between what came before it and what comes after."""
    return timezone.now() - timedelta(days=50)


def let_time_pass():
    """Everything recorded so far was recorded a hundred days earlier."""
    for model in AGED:
        with pgtrigger.ignore():
            model.pgh_event_model.objects.update(pgh_created_at=F("pgh_created_at") - timedelta(days=100))


def correct(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def said(programme, as_at=None):
    return [
        (action.title, action.number)
        for action in action_record(programme=programme, moment=Moment(programme, as_at)).actions
    ]


def test_recommendations_of_no_area_come_last(programme):
    ActionFactory(programme=programme, title="Of none", recommended=True, position=1)
    later, first = (AreaFactory(programme=programme, position=place) for place in (2, 1))
    ActionFactory(programme=programme, area=later, title="Later", recommended=True)
    ActionFactory(programme=programme, area=first, title="First", recommended=True)
    ActionFactory(programme=programme, area=first, title="Only an action")

    assert said(programme) == [("First", 1), ("Only an action", None), ("Later", 2), ("Of none", 3)]


def test_what_is_no_longer_needed_keeps_its_number(programme):
    area = AreaFactory(programme=programme)
    actions = [
        ActionFactory(programme=programme, area=area, title=f"{number}", position=number, recommended=True)
        for number in (1, 2, 3)
    ]
    correct(actions[1], status=ActionStatus.NOT_NEEDED, status_reason="Done otherwise.")

    assert said(programme) == [("1", 1), ("2", 2), ("3", 3)]
    (group,) = action_record(programme=programme).by_area()
    assert [one.opening for one in group.dropped] == ["Recommendation 2 (no longer needed)"]
    assert [one.opening for one in group.going_on] == ["Recommendation 1", "Recommendation 3"]


def test_an_ended_area_keeps_its_numbers(programme):
    ended, current = (AreaFactory(programme=programme, position=place) for place in (1, 2))
    ActionFactory(programme=programme, area=ended, title="Old", recommended=True)
    ActionFactory(programme=programme, area=current, title="New", recommended=True)
    correct(ended, ended_on=timezone.localdate() - timedelta(days=1))

    assert said(programme) == [("Old", 1), ("New", 2)]


def test_lists_pages_and_documents_number_alike_whatever_the_codes(programme, office):
    """Databases sort "a-b" otherwise than Python does, unless told."""
    for code in ("b", "a-b", "aa", "a1", "a-1"):
        area = AreaFactory(programme=programme, code=code, position=1)
        for action in ("x-b", "xa", "x1"):
            ActionFactory(
                programme=programme, area=area, code=f"{code}-{action}", title=code, position=1, recommended=True
            )

    in_record = [action.pk for action in action_record(programme=programme).actions]
    assert list(listed_actions(programme=programme, user=office).values_list("pk", flat=True)) == in_record
    assert recommendation_numbers(programme) == {key: number for number, key in enumerate(in_record, 1)}


def test_numbers_are_the_same_for_who_sees_less(programme, review):
    area = AreaFactory(programme=programme)
    ActionFactory(programme=programme, area=area, review=review, title="Of the review", position=1, recommended=True)
    ActionFactory(programme=programme, area=area, title="Of the programme", position=2, recommended=True)

    record = action_record(programme=programme).of_reviews(set())

    assert [(action.title, action.number) for action in record.actions] == [("Of the programme", 2)]


class TestAsAt:
    def test_a_recommendation_added_later_numbers_only_later(self, programme, then):
        area = AreaFactory(programme=programme)
        ActionFactory(programme=programme, area=area, title="Known", position=2, recommended=True)
        let_time_pass()
        ActionFactory(programme=programme, area=area, title="New", position=1, recommended=True)

        assert said(programme, then) == [("Known", 1)]
        assert said(programme) == said(programme, timezone.now()) == [("New", 1), ("Known", 2)]

    def test_an_order_of_areas_given_later_numbers_only_later(self, programme, then):
        first, second = (AreaFactory(programme=programme, position=place) for place in (1, 2))
        ActionFactory(programme=programme, area=first, title="One", recommended=True)
        ActionFactory(programme=programme, area=second, title="Two", recommended=True)
        let_time_pass()
        correct(first, position=3)

        assert said(programme, then) == [("One", 1), ("Two", 2)]
        assert said(programme) == [("Two", 1), ("One", 2)]

    def test_words_corrected_later_show_only_later(self, programme, then):
        area = AreaFactory(programme=programme, name="Members", ambition="Before.")
        action = refer(ActionFactory(programme=programme, area=area, commentary="Before."), "MT15")
        reference = PlanReference.objects.get()
        let_time_pass()
        correct(area, name="Councillors", ambition="After.")
        correct(action, commentary="After.")
        correct(reference, plan="Another plan")

        (group,) = action_record(programme=programme, moment=Moment(programme, then)).by_area()
        (one,) = group.going_on
        assert (group.area.name, group.area.ambition, one.commentary) == ("Members", "Before.", "Before.")
        assert one.opening == "Work in progress: Delivery Plan 2022-24, reference MT15"
        (now,) = action_record(programme=programme).actions
        assert now.opening == "Work in progress: Another plan, reference MT15"

    def test_a_reference_taken_off_later_still_stood_there(self, programme, then):
        action = refer(ActionFactory(programme=programme), "C4")
        let_time_pass()
        ActionReference.objects.update(removed_at=timezone.now())
        refer(action, "C5")

        (before,), (after,) = (
            action_record(programme=programme, moment=Moment(programme, at)).actions for at in (then, None)
        )
        assert [one.code for one in before.references] == ["C4"]
        assert [one.code for one in after.references] == ["C5"]

    def test_what_was_completed_later_was_going_on(self, programme):
        """A programme loaded whole is read by its own dates."""
        ActionFactory(programme=programme, status=ActionStatus.COMPLETE, completed=PartialDate.month(2023, 3))

        (before,), (after,) = (
            action_record(
                programme=programme, moment=Moment(programme, timezone.now().replace(year=2023, month=month, day=5))
            ).actions
            for month in (2, 4)
        )
        assert (before.status, before.completed) == (ActionStatus.IN_PROGRESS, None)
        assert (after.status, after.completed) == (ActionStatus.COMPLETE, PartialDate.month(2023, 3))

    def test_a_session_recorded_later_does_not_leak_in(self, review, programme, then):
        group = GroupFactory(programme=programme, name="Board")
        held = then.date() - timedelta(days=20)
        known = SessionFactory(review=review, group=group, held_on=held, challenged="Before.")
        SessionCouncil.objects.create(session=known, council=CouncilFactory(short_name="Ashmere"))
        let_time_pass()
        SessionFactory(review=review, held_on=held)
        correct(known, challenged="After.")
        correct(group, name="Partnership board")

        (row,) = session_rows(programme=programme, moment=Moment(programme, then))
        assert (row.group, row.councils, row.challenged) == ("Board", ("Ashmere",), "Before.")
        assert [row.challenged for row in session_rows(programme=programme)] == ["After.", "Whether the dates hold."]

    def test_a_session_not_held_by_then_is_left_out(self, review, programme):
        session = SessionFactory(review=review)
        the_day_before = timezone.now() - timedelta(days=31)

        assert session_rows(programme=programme, moment=Moment(programme, the_day_before)) == []
        assert [row.pk for row in session_rows(programme=programme)] == [session.pk]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("is_past", "queries"), [(False, 4), (True, 5)])
def test_the_record_takes_as_many_queries_for_one_as_for_three(
    programme, django_assert_num_queries, number, is_past, queries
):
    for _ in range(number):
        refer(ActionFactory(programme=programme, area=AreaFactory(programme=programme)), "MT15", "C1")

    with django_assert_num_queries(queries):
        record = action_record(programme=programme, moment=Moment(programme, timezone.now() if is_past else None))

    assert len(record.actions) == number


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("is_past", "queries"), [(False, 4), (True, 5)])
def test_the_sessions_take_as_many_queries_for_one_as_for_three(
    review, django_assert_num_queries, number, is_past, queries
):
    for _ in range(number):
        session = SessionFactory(review=review, group=GroupFactory(programme=review.programme))
        SessionCouncil.objects.create(session=session, council=CouncilFactory())

    with django_assert_num_queries(queries):
        rows = session_rows(
            programme=review.programme, moment=Moment(review.programme, timezone.now() if is_past else None)
        )

    assert len(rows) == number
