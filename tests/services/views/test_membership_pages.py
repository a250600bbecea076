"""Membership over time, what a former partner still reads, and leaving the programme with everything in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.domain.programme import change_membership
from programme.enums import Role
from programme.errors import DomainError
from programme.models import Council, Programme, ProgrammeMembership, User
from programme.values.partial_date import PartialDate
from services.models import ReviewParticipation, ServiceReview
from tests.factories.programme import MembershipFactory, PeriodFactory, UserFactory, user_with_role
from tests.factories.services import MoveFactory, ParticipationFactory, ReviewFactory, UpdateFactory, lead_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
TODAY = timezone.localdate()
PAGE_QUERIES = 9


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


def moment(distance: int) -> datetime:
    return timezone.make_aware(datetime.combine(day(distance), time(12)))


def left(person: User, *, review: ServiceReview, on: date) -> Council:
    council: Council = person.grants.get().council
    ReviewParticipation.objects.filter(review=review, council=council).update(left_on=on)
    return council


def lines(client: Client, programme: Programme, **query: str) -> list[tuple[str, str, bool]]:
    table = client.get(reverse("membership_over_time", args=[programme.code]), query).context["table"]
    return [(row.record.council.short_name, row.record.of, row.record.is_in) for row in table.rows]


class TestMembershipOverTime:
    def test_a_line_for_each_time_as_at_a_day(
        self, programme: Programme, review: ServiceReview, office: User, sign_in: SignIn
    ):
        council = MembershipFactory(programme=programme, council__short_name="Alder").council
        ParticipationFactory(review=review, council=council, joined_on=day(-90), left_on=day(-60))
        ParticipationFactory(review=review, council=council, joined_on=day(-10))
        MembershipFactory(programme=programme, council__short_name="Birch", joined_on=day(-99), left_on=day(-50))
        client = sign_in(office)

        assert lines(client, programme) == [
            ("Alder", "The programme", True),
            ("Alder", "Parking", False),
            ("Alder", "Parking", True),
            ("Birch", "The programme", False),
        ]
        drawn = client.get(reverse("membership_over_time", args=[programme.code])).content.decode()
        assert "<svg" in drawn
        assert "Takes part in the review" in drawn
        assert [is_in for _, _, is_in in lines(client, programme, on=day(-70).isoformat())] == [True, True, False, True]
        assert lines(client, programme, standing="in", of="reviews") == [("Alder", "Parking", True)]
        assert len(lines(client, programme, council=council.code)) == 3
        assert len(lines(client, programme, on="nonsense", council="nobody")) == 4
        csv = client.get(reverse("membership_over_time", args=[programme.code]), {"_export": "csv"})
        assert b"".join(csv.streaming_content).count(b"\r\n") == 5

    @pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
    def test_the_ends_of_the_calendar_can_be_asked_for(
        self, programme: Programme, review: ServiceReview, lead: User, sign_in: SignIn, on: str
    ):
        page = sign_in(lead).get(reverse("membership_over_time", args=[programme.code]), {"on": on})

        assert page.status_code == 200

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_however_many(
        self, programme: Programme, review: ServiceReview, lead: User, sign_in: SignIn, number: int,
        django_assert_num_queries: Any,
    ):  # fmt: skip
        for _ in range(number):
            ParticipationFactory(review=ReviewFactory(programme=programme), council=lead.grants.get().council)
            ParticipationFactory(review=review)
        client = sign_in(lead)
        url = reverse("membership_over_time", args=[programme.code])
        client.get(url)

        with django_assert_num_queries(PAGE_QUERIES):
            client.get(url)

    def test_of_others_a_reader_knows_only_who_is_in_reviews_they_see(
        self, programme: Programme, review: ServiceReview, lead: User, sign_in: SignIn
    ):
        lead_of(ReviewFactory(programme=programme, name="Elsewhere"))
        other = lead_of(review)
        council = left(lead, review=review, on=day(-5))

        found = lines(sign_in(lead), programme, of="reviews")

        assert found == [(council.short_name, "Parking", False)]
        page = sign_in(lead).get(reverse("membership_over_time", args=[programme.code])).content.decode()
        assert f'href="{review.get_absolute_url()}"' not in page
        assert len(lines(sign_in(other), programme, of="reviews")) == 2


class TestWhatAFormerPartnerReads:
    def test_the_review_as_it_stood_on_its_last_day(
        self, programme: Programme, review: ServiceReview, lead: User, sign_in: SignIn
    ):
        before = PeriodFactory(programme=programme, closed=True)
        UpdateFactory(
            review=review,
            period=before,
            accepted=True,
            submitted_at=moment(-21),
            decided_at=moment(-20),
            rag_reason="Known then.",
        )
        UpdateFactory(
            review=review,
            period=before,
            accepted=True,
            version=2,
            submitted_at=moment(-4),
            decided_at=moment(-3),
            rag_reason="Zanzibar.",
        )
        UpdateFactory(
            review=review, accepted=True, submitted_at=moment(-3), decided_at=moment(-2), rag_reason="Zanzibar too."
        )
        MoveFactory(review=review, recorded_at=moment(-40), reason="Agreed early.")
        MoveFactory(
            review=review, recorded_at=moment(-4), reason="Zanzibar move.", from_stage="scoping", to_stage="as_is",
            effective=PartialDate.day(day(-30)),
        )  # fmt: skip
        council = left(lead, review=review, on=day(-10))
        client = sign_in(lead)
        url = reverse("review_when_left", args=[programme.code, review.code])

        assert url in client.get(reverse("membership_over_time", args=[programme.code])).content.decode()
        page = client.get(url).content.decode()

        assert all(words in page for words in ("Known then.", "Agreed early.", "Scoping", council.short_name))
        assert "Zanzibar" not in page

    def test_it_is_of_those_that_left_and_only_their_own(
        self, programme: Programme, review: ServiceReview, lead: User, second_lead: User, office: User, client: Client
    ):
        left(lead, review=review, on=day(-10))
        url = reverse("review_when_left", args=[programme.code, review.code])
        elsewhere = user_with_role(Role.LEAD_OFFICER, programme, MembershipFactory(programme=programme).council)
        councillor = user_with_role(Role.COUNCILLOR, programme, lead.grants.get().council)
        answers = []
        for person in (lead, second_lead, office, elsewhere, councillor, UserFactory()):
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            answers.append(client.get(url).status_code)

        assert answers == [200, 404, 404, 404, 404, 404]

    def test_leaving_the_programme_is_a_last_day_too(
        self, programme: Programme, review: ServiceReview, lead: User, sign_in: SignIn
    ):
        ProgrammeMembership.objects.filter(council=lead.grants.get().council).update(left_on=day(-7))

        page = sign_in(lead).get(reverse("review_when_left", args=[programme.code, review.code])).content.decode()

        assert f"{day(-7).day} {day(-7):%B %Y}" in page

    def test_a_part_that_never_began_shows_nothing(self, programme: Programme, review: ServiceReview, sign_in: SignIn):
        part = ParticipationFactory(review=review, joined_on=day(3))
        person = user_with_role(Role.LEAD_OFFICER, programme, part.council)

        assert sign_in(person).get(
            reverse("review_when_left", args=[programme.code, review.code])
        ).status_code == 404  # fmt: skip

    @pytest.mark.parametrize("number", [1, 3])
    def test_its_page_asks_the_same_however_much_was_said(
        self, programme: Programme, review: ServiceReview, lead: User, sign_in: SignIn, number: int,
        django_assert_num_queries: Any,
    ):  # fmt: skip
        for place in range(number):
            begins = programme.starts_on + timedelta(days=40 * place)
            period = PeriodFactory(
                programme=programme, starts_on=begins, ends_on=begins + timedelta(days=30),
                deadline=begins + timedelta(days=31), cut_off=begins + timedelta(days=32),
            )  # fmt: skip
            UpdateFactory(review=review, period=period, accepted=True, submitted_at=moment(-21), decided_at=moment(-20))
            MoveFactory(review=review, recorded_at=moment(-40))
        left(lead, review=review, on=day(-10))
        client = sign_in(lead)
        url = reverse("review_when_left", args=[programme.code, review.code])
        client.get(url)

        with django_assert_num_queries(14):
            client.get(url)


class TestLeavingTheProgramme:
    def change(self, membership: ProgrammeMembership, office: User, at: datetime, **values: Any) -> ProgrammeMembership:
        membership.refresh_from_db()
        given = {"role": membership.role, "joined_on": membership.joined_on, "left_on": membership.left_on, **values}
        return change_membership(membership=membership, seen=mark_of(membership), actor=office, at=at, **given)

    def test_it_is_confirmed_and_ends_every_part_on_that_day(
        self, programme: Programme, review: ServiceReview, lead: User, second_lead: User, office: User, at: datetime
    ):
        council = lead.grants.get().council
        membership = ProgrammeMembership.objects.get(council=council)
        over = ParticipationFactory(review=ReviewFactory(programme=programme), council=council, left_on=day(-90))
        with pytest.raises(DomainError, match=r"still take part in: Parking\. Tick that its part ends too") as refusal:
            self.change(membership, office, at, left_on=day(-2))
        assert refusal.value.field == "ends_parts"

        self.change(membership, office, at, left_on=day(-2), ends_parts=True)

        ends = dict(ReviewParticipation.objects.filter(review=review).values_list("council", "left_on"))
        assert ends == {council.pk: day(-2), second_lead.grants.get().council_id: None}
        over.refresh_from_db()
        assert over.left_on == day(-90)

    def test_nothing_is_kept_of_a_refused_leaving(
        self, review: ServiceReview, lead: User, office: User, sign_in: SignIn, programme: Programme
    ):
        membership = ProgrammeMembership.objects.get(council=lead.grants.get().council)
        client = sign_in(office)
        url = reverse("membership_edit", args=[programme.code, membership.pk])
        seen = client.get(url).context["form"]["seen"].value()
        sent = {"role": "partner", "joined_on": membership.joined_on.isoformat(), "left_on": TODAY.isoformat()}

        refused = client.post(url, {**sent, "seen": seen})
        membership.refresh_from_db()
        assert "Parking" in refused.context["form"].errors["ends_parts"][0]
        assert membership.left_on is None

        assert client.post(url, {**sent, "seen": seen, "ends_parts": "on"}).status_code == 302
        assert ReviewParticipation.objects.get(review=review, council=membership.council).left_on == TODAY

    def test_a_change_of_role_on_the_next_day_is_no_leaving(
        self, review: ServiceReview, lead: User, office: User, at: datetime, programme: Programme
    ):
        membership = ProgrammeMembership.objects.get(council=lead.grants.get().council)
        membership.left_on = day(-30)
        membership.save()
        MembershipFactory(programme=programme, council=membership.council, role="lead", joined_on=day(-29))

        self.change(membership, office, at, role="host")

        assert ReviewParticipation.objects.get(review=review, council=membership.council).left_on is None

    def test_a_part_that_begins_later_is_to_be_changed_first(
        self, review: ServiceReview, office: User, at: datetime, programme: Programme
    ):
        membership = MembershipFactory(programme=programme)
        ParticipationFactory(review=review, council=membership.council, joined_on=day(10))

        with pytest.raises(DomainError, match="Change that in the review first"):
            self.change(membership, office, at, left_on=day(1), ends_parts=True)

    def test_it_does_not_join_after_it_took_part(self, review: ServiceReview, lead: User, office: User, at: datetime):
        membership = ProgrammeMembership.objects.get(council=lead.grants.get().council)

        with pytest.raises(DomainError, match="It took part before that day in: Parking") as refusal:
            self.change(membership, office, at, joined_on=day(-3))
        assert refusal.value.field == "joined_on"


def test_the_form_of_a_review_takes_days_and_tells_what_is_wrong_at_them(
    programme: Programme, review: ServiceReview, lead: User, office: User, sign_in: SignIn
):
    membership = MembershipFactory(programme=programme, joined_on=day(-30))
    council, stays = membership.council, lead.grants.get().council
    client = sign_in(office)
    url = reverse("review_edit", args=[programme.code, review.code])
    sent = {
        "name": review.name,
        "position": "1",
        "joined_on": review.joined_on.isoformat(),
        "seen": client.get(url).context["form"].initial["seen"],
        f"takes_part_{stays.pk}": "on",
        f"lead_{stays.pk}": str(lead.pk),
        f"takes_part_{council.pk}": "on",
        f"joined_{council.pk}": day(-40).isoformat(),
    }

    refused = client.post(url, sent)
    assert "is a member from" in refused.context["form"].errors[f"joined_{council.pk}"][0]
    assert day(-40).isoformat() in refused.content.decode()
    assert client.post(url, {**sent, f"joined_{council.pk}": "31/31/2020"}).status_code == 200

    assert client.post(url, {**sent, f"joined_{council.pk}": day(-20).isoformat()}).status_code == 302
    assert ReviewParticipation.objects.get(council=council).joined_on == day(-20)
