"""The dashboard as at a past day, an earlier period, and the last day of a programme that has ended."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.history import end_of_day
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage, State
from tests.ageing import age_history
from tests.factories.programme import PeriodFactory, ProgrammeFactory, user_with_role
from tests.factories.services import MoveFactory, ReviewFactory, UpdateFactory
from tests.programme.file.files import small, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def board(programme, sign_in):
    return sign_in(user_with_role(Role.BOARD_MEMBER, programme))


def url_of(programme):
    return reverse("dashboard", args=[programme.code])


def at(day, hour=12):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def test_as_at_a_past_day_nothing_later_leaks_in(programme, board):
    today = programme.today
    past, then = today - timedelta(days=30), today - timedelta(days=60)
    earlier = PeriodFactory(programme=programme, closed=True)
    review = ReviewFactory(programme=programme, on_hold=True, joined_on=then)
    MoveFactory(review=review, recorded_at=at(then))
    UpdateFactory(review=review, period=earlier, accepted=True, submitted_at=at(then), decided_at=at(then))
    MoveFactory(
        review=review,
        from_stage=Stage.SCOPING,
        to_state=State.ON_HOLD,
        effective=PartialDate.day(today - timedelta(days=5)),
        recorded_at=at(today - timedelta(days=5)),
    )
    UpdateFactory(review=review, accepted=True, rag=Rag.RED)
    gone = ReviewFactory(programme=programme, left_on=today - timedelta(days=3), left_reason="Run alone again.")
    ReviewFactory(programme=programme, joined_on=today - timedelta(days=1))

    response = board.get(url_of(programme), {"as_at": past.isoformat()})
    drawn = response.context["board"]

    assert [(row.review, row.rag) for row in drawn.table.rows] == [(review, "green"), (gone, "not_started")]
    assert {name: drawn.figures[name].count for name in ("reviews", "green", "red", "on_hold", "withdrawn")} == {
        "reviews": 2,
        "green": 1,
        "red": 0,
        "on_hold": 0,
        "withdrawn": 0,
    }
    assert len(board.get(drawn.figures["green"].url).context["table"].rows) == 1


def test_a_programme_loaded_first_and_its_history_later_has_past_dashboards(sign_in):
    whole = small()
    take({key: whole[key] for key in ("concordat", "programme", "councils", "memberships")})
    age_history(30)
    programme = take(whole).programme
    board = sign_in(user_with_role(Role.BOARD_MEMBER, programme))

    def shown(day):
        drawn = board.get(url_of(programme), {"as_at": day}).context["board"]
        return [(row.review.name, row.rag) for row in drawn.table.rows]

    assert shown("2022-09-30") == []
    assert shown("2022-11-30") == [("Legal", "unrated"), ("Parking", "not_started")]
    assert shown("2023-02-01") == [("Legal", "on_hold"), ("Parking", "not_started")]


def test_an_earlier_period_is_shown_as_at_its_cut_off(programme, board):
    earlier = PeriodFactory(programme=programme, closed=True)
    PeriodFactory(programme=programme)

    now = board.get(url_of(programme)).context["moment"]
    then = board.get(url_of(programme), {"period": earlier.code}).context["moment"]

    assert (now.period == earlier, now.as_at) == (False, None)
    assert (then.period, then.as_at, then.today) == (earlier, end_of_day(earlier.cut_off), earlier.cut_off)


def test_an_ended_programme_is_shown_as_at_its_last_day(sign_in):
    programme = ProgrammeFactory(ended=True)
    PeriodFactory(programme=programme, name="Quarter 4")
    UpdateFactory(review__programme=programme, accepted=True, business_case_expected=PartialDate.month(2023, 5))

    response = sign_in(user_with_role(Role.BOARD_MEMBER, programme)).get(url_of(programme))

    assert response.context["moment"].today == programme.ended_on
    assert response.context["board"].figures["business_cases_overdue"].count == 0
    assert response.content.decode().count("This programme has ended.") == 1
