"""Who takes part, and who leads, at a past moment is what was known then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F
from django.utils import timezone

from governance.blocks.context import BlockContext
from programme.history import Moment
from programme.models import Programme
from services.models import ReviewParticipation, ServiceReview
from services.queries.participations_as_at import councils_taking_part
from services.queries.progress import ProgressRow, progress_rows
from tests.factories.governance import BodyFactory
from tests.factories.programme import MembershipFactory
from tests.factories.services import ParticipationFactory, ReviewFactory, lead_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def then() -> datetime:
    """Fifty days ago: after `let_time_pass`, between what came before it and what comes after."""
    return timezone.now() - timedelta(days=50)


def let_time_pass() -> None:
    """Everything recorded so far, the programme too, was recorded a hundred days earlier."""
    with connection.cursor() as cursor, pgtrigger.ignore():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in apps.get_models():
            if hasattr(model, "pgh_tracked_model") and model._meta.managed:
                model._default_manager.update(pgh_created_at=F("pgh_created_at") - timedelta(days=100))


def rows_of(programme: Programme, as_at: datetime | None = None) -> list[ProgressRow]:
    return progress_rows(reviews=ServiceReview.objects.filter(programme=programme), moment=Moment(programme, as_at))


def told(programme: Programme, as_at: datetime | None = None) -> list[tuple[list[str], list[str]]]:
    return [
        ([council.short_name for council in row.councils], [lead.name for lead in row.leads])
        for row in rows_of(programme, as_at)
    ]


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


def test_a_lead_officer_named_later_leads_only_later(programme: Programme, review: ServiceReview, then: datetime):
    first = lead_of(review, name="First")
    part = ReviewParticipation.objects.get(lead_officer=first)
    let_time_pass()
    part.lead_officer = lead_of(review, council=part.council, name="Second")
    part.save()
    name = part.council.short_name

    assert told(programme, then) == [([name], ["First"])]
    assert told(programme) == [([name], ["Second"])]


def test_a_leaving_recorded_later_with_an_earlier_day_does_not_show(
    programme: Programme, review: ServiceReview, then: datetime
):
    part = ParticipationFactory(review=review)
    let_time_pass()
    part.left_on = day(-60)
    part.save()

    assert told(programme, then) == [([part.council.short_name], [])]
    assert told(programme, timezone.now()) == [([], [])]
    assert told(programme) == [([], [])]


def test_a_leaving_taken_back_later_still_shows(programme: Programme, review: ServiceReview, then: datetime):
    part = ParticipationFactory(review=review, joined_on=day(-200), left_on=day(-60))
    let_time_pass()
    part.left_on = None
    part.save()

    assert told(programme, then) == [([], [])]
    assert told(programme) == [([part.council.short_name], [])]


def test_a_council_recorded_later_with_an_earlier_day_does_not_show(
    programme: Programme, review: ServiceReview, then: datetime
):
    let_time_pass()
    part = ParticipationFactory(review=review, joined_on=day(-90))

    assert told(programme, then) == [([], [])]
    assert told(programme, timezone.now()) == [([part.council.short_name], [])]


def test_a_review_recorded_later_with_an_earlier_day_does_not_show(
    programme: Programme, review: ServiceReview, then: datetime
):
    let_time_pass()
    later = ReviewFactory(programme=programme, joined_on=day(-90))

    assert [row.review for row in rows_of(programme, then)] == [review]
    assert [row.review for row in rows_of(programme, timezone.now())] == [review, later]


def test_a_programme_loaded_whole_is_read_by_its_own_dates(programme: Programme, review: ServiceReview, then: datetime):
    here = ParticipationFactory(review=review, joined_on=day(-300), left_on=day(-40))
    ParticipationFactory(review=review, joined_on=day(-20))

    assert told(programme, then) == [([here.council.short_name], [])]


def test_a_body_of_one_council_is_told_of_the_reviews_of_then(
    programme: Programme, review: ServiceReview, then: datetime
):
    council = MembershipFactory(programme=programme).council
    part = ParticipationFactory(review=review, council=council)
    later = ReviewFactory(programme=programme)
    body = BodyFactory(programme=programme, council=council)
    let_time_pass()
    part.left_on = day(-60)
    part.save()
    ParticipationFactory(review=later, council=council, joined_on=day(-90))

    def told_of(as_at: datetime | None) -> list[ServiceReview]:
        context = BlockContext(programme=programme, body=body, as_at=as_at, at=timezone.now())
        return [row.review for row in context.rows]

    assert told_of(then) == [review]
    assert told_of(timezone.now()) == [later]
    assert told_of(None) == [later]


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_much_however_many_take_part(
    programme: Programme,
    review: ServiceReview,
    then: datetime,
    number: int,
    django_assert_num_queries: Callable[..., Any],
):
    for _ in range(number):
        lead_of(review)
    let_time_pass()

    reviews, moment = ServiceReview.objects.filter(programme=programme), Moment(programme, then)
    assert moment.limit  # read once, whatever is read as at the moment

    with django_assert_num_queries(4):
        rows_of(programme)
    with django_assert_num_queries(5):
        assert len(progress_rows(reviews=reviews, moment=moment)[0].leads) == number


def test_the_councils_of_gates_systems_and_standards_are_those_known_then(
    programme: Programme, review: ServiceReview, then: datetime
):
    gone = ParticipationFactory(review=review)
    let_time_pass()
    gone.left_on = day(-60)
    gone.save()
    come = ParticipationFactory(review=review, joined_on=day(-90))

    found = {
        as_at: councils_taking_part(
            reviews=[review.pk], day=timezone.localdate(as_at), moment=Moment(programme, as_at)
        )[review.pk]
        for as_at in (then, timezone.now())
    }
    now = councils_taking_part(reviews=[review.pk], day=TODAY)

    assert list(found.values()) == [(gone.council,), (come.council,)]
    assert now == {review.pk: (come.council,)}
