"""The pages of areas, delivery plan references, recommendations and scrutiny sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.models import Council
from programme.queries.history import history_of
from services.domain.scrutiny_session import mark_of_session
from services.models import Area, PlanReference, ScrutinySession, SessionCouncil
from tests.factories.actions import ActionFactory, AreaFactory, PlanReferenceFactory, SessionFactory, refer
from tests.factories.gates import GroupFactory
from tests.factories.programme import CouncilFactory, MembershipFactory, PeriodFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory, lead_of

pytestmark = pytest.mark.django_db

BASE = "/programmes/harbour/"
SCRIPTS = "<script>alert(1)</script> [go](javascript:alert(1)) <img src=x onerror=alert(1)>"


def errors(page):
    return {name: list(messages) for name, messages in page.context["form"].errors.items()}


def names(page):
    return [str(row.record) for row in page.context["table"].rows]


class TestAreas:
    def test_the_office_adds_changes_and_ends_one(self, programme, office, sign_in):
        client = sign_in(office)
        client.post(f"{BASE}areas/new/", {"name": "Members", "ambition": "Informed."})
        area = Area.objects.get()
        assert (area.code, area.position) == ("members", 1)

        yesterday = timezone.localdate() - timedelta(days=1)
        sent = {"name": "Members", "ambition": "", "position": 4, "ended_on": yesterday, "seen": mark_of(area)}
        answer = client.post(f"{BASE}areas/members/edit/", sent)

        assert answer.url == area.get_absolute_url()
        assert "Its last day under review was" in client.get(answer.url).content.decode()
        again = client.post(f"{BASE}areas/members/edit/", sent)
        assert again.context["form"].stands_now[0] == ("Name", "Members")

    def test_an_ended_area_takes_no_new_actions(self, programme, office, sign_in):
        area = AreaFactory(programme=programme, ended_on=timezone.localdate())
        client = sign_in(office)
        assert "Add an action or recommendation" not in client.get(area.get_absolute_url()).content.decode()
        page = client.post(f"{BASE}actions/new/", {"title": "A", "status": "not_started", "area": area.pk})
        assert list(errors(page)) == ["area"]

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"name": "MEMBERS"}, "name"),
            ({"ambition": "a\x00b"}, "ambition"),
            ({"ambition": "x" * 20_001}, "ambition"),
            ({"position": "-1"}, "position"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(self, programme, office, sign_in, values, field):
        AreaFactory(programme=programme, name="Members")
        page = sign_in(office).post(f"{BASE}areas/new/", {"name": "Staff", **values})
        assert list(errors(page)) == [field]
        assert Area.objects.count() == 1

    def test_the_list_counts_and_exports(self, programme, office, sign_in):
        first, _ = (AreaFactory(programme=programme, position=place, name=f"Area {place}") for place in (1, 2))
        ActionFactory(programme=programme, area=first, complete=True)
        ActionFactory(programme=programme, area=first, recommended=True)
        client = sign_in(office)
        page = client.get(f"{BASE}areas/")
        rows = [row.record for row in page.context["table"].rows]
        assert [(row.name, row.open_actions, row.finished, row.recommendations) for row in rows] == [
            ("Area 1", 1, 1, 1),
            ("Area 2", 0, 0, 0),
        ]
        csv = b"".join(client.get(f"{BASE}areas/", {"_export": "csv"}).streaming_content).decode("utf-8-sig")
        assert csv.splitlines()[0] == "Place,Area,To be done,Finished,Recommendations,Ended,Ambition,Code"

    @pytest.mark.parametrize("address", ["areas/", "plan-references/", "recommendations/", "areas/members/"])
    @pytest.mark.parametrize("number", [1, 3])
    def test_as_many_queries_for_one_as_for_three(
        self, programme, office, sign_in, django_assert_num_queries, address, number
    ):
        area = AreaFactory(programme=programme, code="members")
        for place in range(number):
            AreaFactory(programme=programme)
            refer(ActionFactory(programme=programme, area=area, recommended=True), f"C{place}")
        client = sign_in(office)
        client.get(f"{BASE}{address}")

        with django_assert_num_queries(QUERIES[address]):
            client.get(f"{BASE}{address}")


QUERIES = {"areas/": 6, "plan-references/": 5, "recommendations/": 9, "areas/members/": 10}


class TestReferences:
    def test_the_office_adds_and_renames_one(self, programme, office, sign_in):
        client = sign_in(office)
        client.post(f"{BASE}plan-references/new/", {"code": "MT15", "plan": "Delivery Plan", "name": "One rulebook"})
        reference = PlanReference.objects.get()
        answer = client.post(
            f"{BASE}plan-references/MT15/edit/", {"code": "MT15.1", "plan": "Delivery Plan", "seen": mark_of(reference)}
        )
        assert answer.url == f"{BASE}plan-references/MT15.1/"
        assert client.get(answer.url).status_code == 200

    @pytest.mark.parametrize("code", ["", "MT 15", "<b>", "x" * 21, "mt15", "new", "=1+1", "a\x00"])
    def test_a_wrong_one_is_told_at_its_field(self, programme, office, sign_in, code):
        PlanReferenceFactory(programme=programme, code="MT15")
        page = sign_in(office).post(f"{BASE}plan-references/new/", {"code": code, "plan": "Plan"})
        assert list(errors(page)) == ["code"]

    @pytest.mark.parametrize("code", ["C9", "%00", "a%20b", "%3Cb%3E", "x" * 300])
    def test_what_is_none_is_not_found(self, programme, office, sign_in, code):
        PlanReferenceFactory(code="C9")
        assert sign_in(office).get(f"{BASE}plan-references/{code}/").status_code == 404

    def test_its_page_has_its_actions_and_leads_to_the_filtered_list(self, programme, office, sign_in):
        refer(ActionFactory(programme=programme, title="Own"), "C4")
        refer(ActionFactory(programme=programme, title="Other"), "C5")
        removed = refer(ActionFactory(programme=programme, title="Taken off"), "C4")
        removed.references.update(removed_at=timezone.now())

        page = sign_in(office).get(f"{BASE}plan-references/C4/")

        assert names(page) == ["Own"]
        assert f'href="{BASE}actions/?reference=C4"' in page.content.decode()


class TestSessions:
    @pytest.fixture
    def new(self, review):
        return reverse("session_create", args=["harbour", "parking"])

    def test_a_lead_officer_records_one_and_adds_its_actions(self, programme, review, lead, new, sign_in):
        client = sign_in(lead)
        form = client.get(new).context["form"]
        (council,) = form.initial["councils"]
        board = GroupFactory(programme=programme)

        answer = client.post(
            new,
            {"held_on": "2024-03-05", "group": board.pk, "councils": [council.pk], "challenged": "- The dates"},
        )

        session = ScrutinySession.objects.get()
        assert (answer.url, session.code) == (session.get_absolute_url(), "parking-2024-03-05")
        page = client.get(answer.url).content.decode()
        assert "<li>The dates</li>" in page
        assert f"{BASE}actions/new/?session=parking-2024-03-05" in page
        offered = client.get(f"{BASE}actions/new/", {"session": session.code}).context["form"]
        assert (offered.initial["session"], offered.initial["review"]) == (session, review)

    def test_what_two_people_change_is_not_overwritten(self, programme, review, lead, sign_in):
        session = SessionFactory(review=review)
        seen = mark_of_session(session)
        SessionCouncil.objects.create(session=session, council=review.participations.get().council)
        address = reverse("session_edit", args=["harbour", "parking", session.code])

        page = sign_in(lead).post(address, {"held_on": session.held_on, "notes": "Mine.", "seen": seen})

        assert ("Officers came from", Council.objects.get().short_name) in page.context["form"].stands_now
        assert page.context["form"]["notes"].value() == "Mine."

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"held_on": ""}, "held_on"),
            ({"held_on": "31/02/2024"}, "held_on"),
            ({"held_on": "2999-01-01"}, "held_on"),
            ({"challenged": "x" * 20_001}, "challenged"),
            ({"approved": "a\x00b"}, "approved"),
            ({"group": "999999"}, "group"),
            ({"councils": ["x"]}, "councils"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(self, review, office, new, sign_in, values, field):
        page = sign_in(office).post(new, {"held_on": "2024-03-05", "notes": "Kept.", **values})
        assert list(errors(page)) == [field]
        assert page.context["form"]["notes"].value() == "Kept."
        assert not ScrutinySession.objects.exists()

    def test_what_is_of_elsewhere_cannot_be_chosen(self, programme, review, office, new, sign_in):
        client = sign_in(office)
        groups = [GroupFactory(), GroupFactory(programme=programme, review=ReviewFactory(programme=programme))]
        for values in (*({"group": group.pk} for group in groups), {"councils": [CouncilFactory().pk]}):
            assert list(errors(client.post(new, {"held_on": "2024-03-05", **values}))) == [*values]

    def test_markup_is_shown_as_words(self, review, office, sign_in):
        session = SessionFactory(review=review, challenged=SCRIPTS, approved=SCRIPTS, notes=SCRIPTS)
        html = sign_in(office).get(session.get_absolute_url()).content.decode()
        for markup in ("<script>alert", "<img", 'href="javascript'):
            assert markup not in html

    def test_the_list_shows_those_of_the_reviews_one_sees(self, programme, review, sign_in):
        reader = lead_of(ReviewFactory(programme=programme, code="own"))
        SessionFactory(review=review)
        own = SessionFactory(review=programme.reviews.get(code="own"))
        assert names(sign_in(reader).get(f"{BASE}sessions/")) == [str(own)]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({}, ["new", "old"]),
            ({"q": "dates parking"}, ["new", "old"]),
            ({"q": "nothing of it"}, []),
            ({"review": "parking"}, ["new", "old"]),
            ({"group": "board"}, ["old"]),
            ({"council": "ashmere"}, ["new"]),
            ({"held_from": "2024-02-01"}, ["new"]),
            ({"held_to": "2024-02-01"}, ["old"]),
            ({"held_to": "never", "group": "\x00"}, ["new", "old"]),
        ],
    )
    def test_the_list_is_filtered(self, programme, review, office, sign_in, query, found):
        day = timezone.localdate().replace(year=2024, month=1, day=5)
        SessionFactory(review=review, code="old", held_on=day, group=GroupFactory(programme=programme, code="board"))
        new = SessionFactory(review=review, code="new", held_on=day.replace(month=3))
        council = MembershipFactory(programme=programme, council__code="ashmere").council
        SessionCouncil.objects.create(session=new, council=council)

        page = sign_in(office).get(f"{BASE}sessions/", query)
        assert [row.record.code for row in page.context["table"].rows] == found

    def test_the_export_has_the_words_too(self, review, office, sign_in):
        SessionFactory(review=review, code="first", held_on=timezone.localdate().replace(year=2024, month=1, day=5))
        lines = b"".join(sign_in(office).get(f"{BASE}sessions/", {"_export": "csv"}).streaming_content)
        assert lines.decode("utf-8-sig").splitlines() == [
            "Held on,Service review,Held by,Officers of,Actions,What was challenged,What was approved,Notes,Code",
            "2024-01-05,Parking,,,0,Whether the dates hold.,The plan up to the summer.,,first",
        ]

    @pytest.mark.parametrize("number", [1, 3])
    def test_as_many_queries_for_one_as_for_three(
        self, programme, review, office, sign_in, django_assert_num_queries, number
    ):
        for _ in range(number):
            session = SessionFactory(review=review, group=GroupFactory(programme=programme))
            SessionCouncil.objects.create(session=session, council=CouncilFactory())
            ActionFactory(programme=programme, review=review, session=session)
        client = sign_in(office)
        client.get(f"{BASE}sessions/")
        with django_assert_num_queries(10):
            client.get(f"{BASE}sessions/")


def test_the_history_of_a_review_has_its_actions_and_sessions(programme, review, office):
    session = SessionFactory(review=review)
    refer(ActionFactory(programme=programme, review=review, title="Own", session=session), "C4")
    SessionCouncil.objects.create(session=session, council=CouncilFactory())
    ActionFactory(programme=programme, title="Of the programme")
    PeriodFactory(programme=ProgrammeFactory())

    kinds = {(entry.kind, entry.record) for entry in history_of(review, reader=office)}

    assert {kind for kind, _ in kinds} >= {"Action", "Action reference", "Scrutiny session", "Session council"}
    assert ("Action", "Own") in kinds
    assert ("Action", "Of the programme") not in kinds
