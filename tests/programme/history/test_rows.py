"""Rows now and as at a moment, by the same call: what was recorded, corrected, loaded and taken out, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programme.history import NOW, Moment
from programme.models import Phase, Programme, ProgrammeMembership
from programme.values.partial_date import PartialDate
from services.models import Milestone, ReviewMove, ServiceReview
from tests.ageing import age_history
from tests.factories.programme import MembershipFactory, PhaseFactory, ProgrammeFactory
from tests.factories.services import MilestoneFactory, MoveFactory, ReviewFactory
from tests.programme.file.files import small, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return ProgrammeFactory()


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def names(programme: Programme, as_at: datetime | None = None) -> list[str]:
    return [phase.name for phase in Phase.objects.filter(programme=programme).as_at(Moment(programme, as_at))]


class TestMoment:
    def test_now_is_the_programmes_own_today(self):
        ended = ProgrammeFactory(ended=True)

        assert (Moment(ended).is_now, Moment(ended).day, Moment(ended).limit) == (True, ended.ended_on, None)
        assert NOW.day_in(ended) == ended.ended_on

    def test_a_past_moment_has_its_own_day(self, programme):
        moment = Moment.ending(programme, date(2023, 6, 30))

        assert (moment.is_now, moment.day) == (False, date(2023, 6, 30))
        assert [moment.is_before(day) for day in (date(2023, 6, 30), date(2023, 7, 1), None)] == [False, True, False]
        assert [moment.is_before(PartialDate.parse(text)) for text in ("2023-06", "2023-07")] == [False, True]

    def test_it_asks_once(self, programme, django_assert_num_queries):
        moment = Moment(programme, ago(5))

        with django_assert_num_queries(1):
            assert (moment.limit, moment.loads, moment.limit) == (moment.limit, (), moment.limit)


class TestRows:
    def test_a_correction_made_later_shows_only_later(self, programme):
        phase = PhaseFactory(programme=programme, name="First")
        age_history(100)
        phase.name = "Corrected"
        phase.save()

        assert [names(programme, ago(50)), names(programme, timezone.now()), names(programme)] == [
            ["First"],
            ["Corrected"],
            ["Corrected"],
        ]

    def test_a_row_recorded_later_was_not_there_whatever_its_dates_say(self, programme):
        age_history(100)
        MembershipFactory(programme=programme, joined_on=date(2020, 1, 1))
        members = ProgrammeMembership.objects.filter(programme=programme)

        assert members.as_at(Moment(programme, ago(50))) == []
        assert len(members.as_at(Moment(programme, timezone.now()))) == 1

    def test_what_came_with_the_first_load_is_read_by_its_own_dates(self, programme):
        here = MembershipFactory(programme=programme, joined_on=date(2020, 1, 1), left_on=date(2023, 1, 1))
        MembershipFactory(programme=programme, joined_on=date(2022, 1, 1))
        members = ProgrammeMembership.objects.filter(programme=programme)

        (found,) = members.as_at(Moment.ending(programme, date(2021, 6, 1)))

        assert (found, found.left_on) == (here, None)

    def test_what_was_recorded_ahead_of_its_day_is_known_ahead(self, programme):
        ReviewFactory(programme=programme, left_on=timezone.localdate(), left_reason="Run alone again.")
        age_history(100)
        reviews, moment = ServiceReview.objects.filter(programme=programme), Moment(programme, ago(50))

        assert [one.left_on for one in reviews.as_at(moment)] == [timezone.localdate()]
        assert [(one.left_on, one.left_reason) for one in reviews.as_at(moment, foreseen=False)] == [(None, "")]

    def test_rows_written_once_are_read_by_their_own_time(self, programme):
        age_history(100)
        review = ReviewFactory(programme=programme)
        early, late = MoveFactory(review=review, recorded_at=ago(60)), MoveFactory(review=review, recorded_at=ago(40))
        moves = ReviewMove.objects.filter(review=review)

        assert moves.as_at(Moment(programme, ago(50))) == [early]
        assert moves.as_at(Moment(programme)) == [early, late]

    def test_a_row_that_needs_one_date_keeps_its_only_one(self, programme):
        MilestoneFactory(programme=programme, review=None, achieved=PartialDate.parse("2023-06-20"))
        MilestoneFactory(
            programme=programme,
            review=None,
            forecast=PartialDate.parse("2023-05"),
            achieved=PartialDate.parse("2023-06-20"),
        )
        found = Milestone.objects.filter(programme=programme).as_at(Moment.ending(programme, date(2023, 6, 1)))

        assert [one.achieved is None for one in found] == [bool(one.forecast or one.baseline) for one in found]
        assert any(one.achieved is None for one in found)

    def test_what_is_added_up_is_the_same_rows(self, programme):
        phase = PhaseFactory(programme=programme, position=3)
        age_history(100)
        Phase.objects.filter(pk=phase.pk).update(position=5)
        PhaseFactory(programme=programme, position=7)
        phases = Phase.objects.filter(programme=programme)

        then = phases.recorded_as_at(Moment(programme, ago(50)))
        now = phases.recorded_as_at(Moment(programme))

        assert sorted(then.values_list("position", flat=True)) == [3]
        assert sorted(now.values_list("position", flat=True)) == [5, 7]

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_one_query_however_many_rows(
        self, programme: Programme, number: int, django_assert_num_queries: Callable[..., Any]
    ):
        for _ in range(number):
            ReviewFactory(programme=programme, phase=PhaseFactory(programme=programme))
        moment = Moment(programme, timezone.now())
        assert moment.limit

        for when in (Moment(programme), moment):
            with django_assert_num_queries(1):
                found = ServiceReview.objects.filter(programme=programme).as_at(when, "phase")
                assert len([review.phase.name for review in found]) == number


class TestLaterLoads:
    """A programme loaded first and its history later: what came with its history counts by its own dates."""

    @pytest.fixture
    def loaded(self) -> Programme:
        whole = small()
        take({key: whole[key] for key in ("concordat", "programme")})
        age_history(30)
        return take(whole).programme

    def test_what_came_with_the_history_is_read_by_its_own_dates(self, loaded):
        reviews = ServiceReview.objects.filter(programme=loaded)
        early, later = (Moment.ending(loaded, day) for day in (date(2022, 9, 30), date(2022, 12, 31)))

        assert reviews.as_at(early) == []
        assert [review.code for review in reviews.as_at(later)] == ["legal", "parking"]

    def test_what_is_corrected_after_it_shows_only_later(self, loaded):
        age_history(10)
        Phase.objects.filter(programme=loaded).update(name="Corrected")

        assert names(loaded, ago(300)) == names(loaded, ago(5)) == ["Phase 1"]
        assert names(loaded, timezone.now()) == ["Corrected"]

    def test_what_people_record_before_or_after_it_does_not_leak_in(self):
        whole = small()
        programme = take({key: whole[key] for key in ("concordat", "programme")}).programme
        age_history(10)
        PhaseFactory(programme=programme, name="Typed in between")
        age_history(10)
        take(whole)
        age_history(10)
        PhaseFactory(programme=programme, name="Typed after")

        assert names(programme, ago(300)) == names(programme, ago(25)) == ["Phase 1"]
        assert names(programme, ago(15)) == names(programme, ago(5)) == ["Typed in between", "Phase 1"]
        assert names(programme, timezone.now()) == ["Typed in between", "Phase 1", "Typed after"]

    def test_a_later_file_without_a_past_of_its_own_adds_nothing_to_the_past(self, loaded):
        age_history(10)
        take(small(phases=[*small()["phases"], {"code": "phase-2", "name": "Phase 2", "position": 2}]))

        assert names(loaded, ago(5)) == ["Phase 1"]
        assert names(loaded) == ["Phase 1", "Phase 2"]
