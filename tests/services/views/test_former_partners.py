"""A council that left sees nothing recorded since: not in lists, pages, updates, the dashboard or exports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.models import Programme, ProgrammeMembership, User
from services.models import ProgressUpdate, ReviewParticipation, ServiceReview
from tests.factories.notes import NoteFactory
from tests.factories.programme import PeriodFactory, user_with_role
from tests.factories.services import MilestoneFactory, ParticipationFactory, ReviewFactory, UpdateFactory, lead_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
TODAY = timezone.localdate()


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


def leave(person: User, *, review: ServiceReview, left_on: date) -> None:
    ReviewParticipation.objects.filter(review=review, council=person.grants.get().council).update(left_on=left_on)


def test_what_a_former_partner_is_shown_ends_with_its_part(
    programme: Programme, review: ServiceReview, lead: User, sign_in: SignIn
):
    UpdateFactory(review=review, accepted=True, business_case_update="Zanzibar said later.")
    NoteFactory(review=review, title="Zanzibar note")
    MilestoneFactory(review=review, name="Zanzibar milestone")
    client = sign_in(lead)
    lists = [
        reverse("review_list", args=[programme.code]),
        f"{reverse('review_list', args=[programme.code])}?_export=csv",
        reverse("update_list", args=[programme.code]),
        f"{reverse('update_list', args=[programme.code])}?_export=csv",
        reverse("note_list", args=[programme.code]),
        reverse("dashboard", args=[programme.code]),
        f"{reverse('dashboard', args=[programme.code])}?as_at={day(-1)}",
        f"{reverse('dashboard', args=[programme.code])}reviews/?_export=csv",
    ]
    update = ProgressUpdate.objects.get()
    pages = [
        review.get_absolute_url(),
        reverse("review_notes", args=[programme.code, review.code]),
        reverse("update_detail", args=[programme.code, review.code, update.period.code, 1]),
        reverse("update_edit", args=[programme.code, review.code, update.period.code]),
    ]
    assert [client.get(url).status_code for url in pages] == [200] * 4

    leave(lead, review=review, left_on=day(-1))

    assert [client.get(url).status_code for url in pages] == [404] * 4
    for url in lists:
        response = client.get(url)
        assert response.status_code == 200, url
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Zanzibar" not in content, url
        assert b"said" not in content, url


def test_on_its_last_day_it_still_takes_part(review: ServiceReview, lead: User):
    leave(lead, review=review, left_on=TODAY)

    assert list(ServiceReview.objects.visible_to(lead)) == [review]


def test_a_council_that_will_join_does_not_see_the_review_yet(review: ServiceReview, programme: Programme):
    part = ParticipationFactory(review=review, joined_on=day(1))
    person = user_with_role(Role.LEAD_OFFICER, programme, part.council)

    assert list(ServiceReview.objects.visible_to(person)) == []


def test_one_that_came_back_sees_it_again(review: ServiceReview, lead: User):
    leave(lead, review=review, left_on=day(-9))
    ParticipationFactory(review=review, council=lead.grants.get().council, joined_on=day(-2))

    assert list(ServiceReview.objects.visible_to(lead)) == [review]


def test_of_an_ended_programme_those_see_it_who_were_there_on_its_last_day():
    review = ReviewFactory(programme__ended=True)
    programme = review.programme
    stayed, left = lead_of(review), lead_of(review)
    leave(left, review=review, left_on=programme.ended_on - timedelta(days=1))
    leave(stayed, review=review, left_on=programme.ended_on)
    ProgrammeMembership.objects.filter(programme=programme).update(left_on=programme.ended_on)

    assert [list(ServiceReview.objects.visible_to(person)) for person in (stayed, left)] == [[review], []]


def test_a_council_that_left_the_programme_keeps_its_page_and_no_more(
    programme: Programme, review: ServiceReview, lead: User, sign_in: SignIn
):
    NoteFactory(programme=programme, title="Of the programme")
    MilestoneFactory(review=None, programme=programme, name="Of the programme")
    ProgrammeMembership.objects.filter(council=lead.grants.get().council).update(left_on=day(-1))
    client = sign_in(lead)

    answers = {
        name: client.get(reverse(name, args=[programme.code])).status_code
        for name in ("programme_detail", "review_list", "note_list", "dashboard")
    }

    assert answers == {"programme_detail": 200, "review_list": 200, "note_list": 200, "dashboard": 403}
    assert "Of the programme" not in client.get(reverse("note_list", args=[programme.code])).content.decode()
    assert client.get(review.get_absolute_url()).status_code == 404
    assert client.get(reverse("note_create", args=[programme.code])).status_code == 403


def test_updates_are_filtered_by_who_took_part_in_their_time(
    programme: Programme, review: ServiceReview, lead: User, office: User, sign_in: SignIn
):
    council = lead.grants.get().council
    before = PeriodFactory(programme=programme, closed=True)
    earlier = UpdateFactory(review=review, period=before, accepted=True)
    UpdateFactory(review=review, accepted=True)
    leave(lead, review=review, left_on=day(-15))
    ParticipationFactory(review=review, council=council, joined_on=day(40))

    page = sign_in(office).get(reverse("update_list", args=[programme.code]), {"council": council.code})

    assert [row.record for row in page.context["table"].rows] == [earlier]
