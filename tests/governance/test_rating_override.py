"""A programme rated by hand: a reason, both ratings shown, and each moment as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError
from django.urls import reverse
from django.utils import timezone

from governance.domain.rating_override import end_override, override_rating
from governance.models import RatingOverride
from governance.queries.overall_rating import override_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.history import Moment
from tests.factories.programme import PeriodFactory, ProgrammeFactory, user_with_role
from tests.factories.services import MoveFactory, ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db
WHY = "Two councils have not yet agreed the budget."


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def office(programme):
    return user_with_role(Role.PROGRAMME_OFFICE, programme)


def rate(programme, actor, *, rag="amber", reason=WHY, seen=None, at=None):
    return override_rating(programme=programme, rag=rag, reason=reason, seen=seen, actor=actor, at=at or timezone.now())


def test_both_ratings_and_the_reason_stand_on_the_dashboard(programme, office, sign_in):
    review = ReviewFactory(programme=programme)
    MoveFactory(review=review)
    UpdateFactory(review=review, period=PeriodFactory(programme=programme), accepted=True, rag="red", rag_reason="Late")
    client = sign_in(office)
    url = reverse("rating_override", args=[programme.code])
    client.post(url, {"rag": "amber", "reason": WHY})
    page = client.get(reverse("dashboard", args=[programme.code])).content.decode()

    assert "dashboard-overall--red" in page
    assert "set by hand" in page
    assert WHY in page


def test_a_reason_is_asked_for_and_what_was_chosen_is_kept(programme, office, sign_in):
    page = sign_in(office).post(reverse("rating_override", args=[programme.code]), {"rag": "red", "reason": " "})

    assert "Say why the programme is rated so." in page.content.decode()
    assert page.context["form"]["rag"].value() == "red"
    assert not RatingOverride.objects.exists()
    with pytest.raises(DomainError, match="Say why the programme is rated so"):
        rate(programme, office, reason=" ")


def test_a_new_one_ends_the_one_before(programme, office):
    first = rate(programme, office)
    second = rate(programme, office, rag="green", seen=first.pk)
    first.refresh_from_db()

    assert first.ended_by == office
    assert override_of(programme) == second


def test_two_people_do_not_set_it_on_top_of_each_other(programme, office):
    rate(programme, office)

    with pytest.raises(ChangedByAnother):
        rate(programme, office, rag="red", seen=None)


def test_it_ends_and_there_is_nothing_more_to_end(programme, office):
    rate(programme, office)
    end_override(programme=programme, actor=office, at=timezone.now())

    assert override_of(programme) is None
    with pytest.raises(DomainError, match="rated by its reviews already"):
        end_override(programme=programme, actor=office, at=timezone.now())


def test_each_moment_has_the_rating_of_its_day(programme, office):
    now = timezone.now()
    first = rate(programme, office, at=now - timedelta(days=20))
    second = rate(programme, office, rag="red", seen=first.pk, at=now - timedelta(days=10))

    assert override_of(programme, Moment(programme, now - timedelta(days=30))) is None
    assert override_of(programme, Moment(programme, now - timedelta(days=15))) == first
    assert override_of(programme, Moment(programme, now)) == second


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.SPONSOR, Role.LEAD_OFFICER, Role.AUDITOR])
def test_only_the_office_sets_it(programme, role):
    with pytest.raises(NotAllowed):
        rate(programme, user_with_role(role, programme))


def test_the_database_keeps_one_at_a_time_and_never_changes_what_was_said(programme, office):
    made = rate(programme, office)

    with pytest.raises(DatabaseError):
        RatingOverride.objects.filter(pk=made.pk).update(reason="Otherwise")


def test_the_database_refuses_a_second_that_stands(programme, office):
    rate(programme, office)

    with pytest.raises(IntegrityError, match="rating_override_one_at_a_time"):
        RatingOverride.objects.create(programme=programme, rag="red", reason="x", made_at=timezone.now())
