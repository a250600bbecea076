"""Councils join a review, leave it and come back: a row for each time, within the days of membership."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from programme.errors import DomainError
from programme.models import Council, Programme, User
from services.domain.participation import Part
from services.domain.review import change_review, create_review, mark_of_review
from services.models import ReviewParticipation, ServiceReview
from tests.factories.programme import MembershipFactory
from tests.factories.services import ParticipationFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
Change = Callable[..., ServiceReview]


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


@pytest.fixture
def stays(review: ServiceReview) -> Council:
    """A council that takes part throughout."""
    return ParticipationFactory(review=review).council


@pytest.fixture
def council(programme: Programme) -> Council:
    return MembershipFactory(programme=programme).council


@pytest.fixture
def change(review: ServiceReview, stays: Council, office: User, at: datetime) -> Change:
    def changed(*parts: Part) -> ServiceReview:
        current = ServiceReview.objects.get(pk=review.pk)
        return change_review(
            review=current,
            values={},
            parts=[Part(council=stays), *parts],
            seen=mark_of_review(current),
            actor=office,
            at=at,
        )

    return changed


def times(review: ServiceReview, council: Council) -> list[tuple[date | None, date | None]]:
    rows = ReviewParticipation.objects.filter(review=review, council=council).order_by("joined_on")
    return list(rows.values_list("joined_on", "left_on"))


def test_a_council_joins_and_leaves_on_the_days_given(review: ServiceReview, council: Council, change: Change):
    change(Part(council=council, joined_on=day(-30)))
    assert times(review, council) == [(day(-30), None)]

    change(Part(council=council, joined_on=day(-30), left_on=day(-3)))

    assert times(review, council) == [(day(-30), day(-3))]


def test_one_that_comes_back_joins_anew_and_its_past_stays(review: ServiceReview, council: Council, change: Change):
    ParticipationFactory(review=review, council=council, joined_on=day(-90), left_on=day(-60), is_host=True)

    change(Part(council=council, joined_on=day(-10)))
    change()
    change(Part(council=council, joined_on=day(5)))

    assert times(review, council) == [(day(-90), day(-60)), (day(-10), TODAY), (day(5), None)]
    assert ReviewParticipation.objects.get(council=council, left_on=day(-60)).is_host


def test_one_that_is_wanted_again_on_the_day_it_left_has_not_left(
    review: ServiceReview, council: Council, change: Change
):
    ParticipationFactory(review=review, council=council, joined_on=day(-90))
    change()
    assert times(review, council) == [(day(-90), TODAY)]

    change(Part(council=council))

    assert times(review, council) == [(day(-90), None)]


def test_a_part_that_ended_is_not_touched_by_a_save_without_it(review: ServiceReview, council: Council, change: Change):
    ParticipationFactory(review=review, council=council, joined_on=day(-90), left_on=day(-60))

    change()

    assert times(review, council) == [(day(-90), day(-60))]


def test_a_council_takes_part_once_at_a_time(review: ServiceReview, council: Council, change: Change):
    ParticipationFactory(review=review, council=council, joined_on=day(-90), left_on=day(-60))
    ParticipationFactory(review=review, council=council, joined_on=day(-20))

    with pytest.raises(DomainError, match="took part until") as refusal:
        change(Part(council=council, joined_on=day(-70)))

    assert refusal.value.field == f"joined_{council.pk}"


def test_it_leaves_on_or_after_the_day_it_joined(council: Council, change: Change):
    with pytest.raises(DomainError, match="must be on or after the day it joined") as refusal:
        change(Part(council=council, joined_on=day(-5), left_on=day(-6)))

    assert refusal.value.field == f"left_{council.pk}"


def test_it_takes_part_only_while_it_is_a_member(programme: Programme, change: Change):
    membership = MembershipFactory(programme=programme, joined_on=day(-50), left_on=day(20))
    council = membership.council

    for joined_on, left_on, field in (
        (day(-51), day(10), "joined"),
        (day(-5), None, "left"),
        (day(-5), day(21), "left"),
    ):
        with pytest.raises(DomainError, match="is a member from") as refusal:
            change(Part(council=council, joined_on=joined_on, left_on=left_on))
        assert refusal.value.field == f"{field}_{council.pk}"

    change(Part(council=council, joined_on=day(-50), left_on=day(20)))


def test_a_change_of_role_in_the_programme_is_no_gap(review: ServiceReview, programme: Programme, change: Change):
    council = MembershipFactory(programme=programme, joined_on=day(-50), left_on=day(-20)).council
    MembershipFactory(programme=programme, council=council, role="lead", joined_on=day(-19))

    change(Part(council=council, joined_on=day(-30)))

    assert times(review, council) == [(day(-30), None)]


def test_what_nobody_redates_is_not_held_against_the_membership(
    review: ServiceReview, council: Council, change: Change
):
    ParticipationFactory(review=review, council=council)
    ServiceReview.objects.filter(pk=review.pk).update(joined_on=day(-2000))

    change(Part(council=council, is_host=True))

    assert ReviewParticipation.objects.get(council=council).is_host


def test_a_new_review_begins_with_councils_of_their_own_days(
    programme: Programme, office: User, council: Council, at: datetime
):
    late = MembershipFactory(programme=programme, joined_on=day(-5)).council
    parts = [Part(council=council), Part(council=late, joined_on=day(-5))]

    review = create_review(
        programme=programme, values={"name": "Legal", "joined_on": day(-100)}, parts=parts, actor=office, at=at
    )

    assert (times(review, council), times(review, late)) == ([(None, None)], [(day(-5), None)])
    with pytest.raises(DomainError, match="Choose days within that, or change its membership on the"):
        create_review(
            programme=programme,
            values={"name": "Other", "joined_on": day(-100)},
            parts=[Part(council=late)],
            actor=office,
            at=at,
        )
