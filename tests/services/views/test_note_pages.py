"""The notes' lists and pages: what they say, to whom, and what they ask of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.models import Council, Programme, User
from services.models import Note, ServiceReview
from tests.factories.notes import AttachmentFactory, NoteFactory
from tests.factories.programme import MembershipFactory, UserFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 7
TAB_QUERIES = 7
PAGE_QUERIES = 6

SignIn = Callable[[User], Client]


@pytest.fixture
def council(lead: User) -> Council:
    return lead.grants.get().council


def list_url(programme: Programme) -> str:
    return reverse("note_list", args=[programme.code])


def titles(client: Client, programme: Programme, **query: str) -> list[str]:
    return [row.record.title for row in client.get(list_url(programme), query).context["table"].rows]


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_of_the_database_however_many_notes(
    programme: Programme, review: ServiceReview, lead: User, council: Council, sign_in: SignIn, number: int,
    django_assert_num_queries: Any,
):  # fmt: skip
    for _ in range(number):
        note = NoteFactory(review=review, council=council, written_by=UserFactory())
        AttachmentFactory.create_batch(number, note=note, added_by=UserFactory())
        NoteFactory(programme=programme, written_by=UserFactory())
    client = sign_in(lead)
    for url, queries in (
        (list_url(programme), LIST_QUERIES),
        (reverse("review_notes", args=[programme.code, review.code]), TAB_QUERIES),
        (note.get_absolute_url(), PAGE_QUERIES),
    ):
        client.get(url)
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_the_list_is_filtered_by_words_council_and_closed(
    programme: Programme, review: ServiceReview, lead: User, council: Council, sign_in: SignIn
):
    other = ReviewFactory(programme=programme)
    elsewhere = ParticipationFactory(review=other).council
    ParticipationFactory(review=other, council=council)
    past = ParticipationFactory(review=ReviewFactory(programme=programme)).council
    ParticipationFactory(review=other, council=past, joined_on=programme.starts_on, left_on=programme.starts_on)
    moment = timezone.now()
    for place, values in enumerate(
        (
            {"title": "Lease of the depot", "review": review},
            {"title": "Own", "body": "The depot again", "review": review, "council": council},
            {"title": "Elsewhere", "review": other},
            {"title": "Hours", "programme": programme},
            {"title": "Old depot", "programme": programme, "closed_at": moment},
        )
    ):
        NoteFactory(written_at=moment - timedelta(hours=place), **values)
    AttachmentFactory(note=Note.objects.get(title="Hours"), name="Depot map.pdf")
    AttachmentFactory(note=Note.objects.get(title="Elsewhere"), name="Depot plan.pdf", removed_at=moment)
    client = sign_in(lead)

    assert titles(client, programme) == ["Lease of the depot", "Own", "Elsewhere", "Hours"]
    assert titles(client, programme, q="DEPOT") == ["Lease of the depot", "Own", "Hours"]
    assert titles(client, programme, q="depot lease") == ["Lease of the depot"]
    assert titles(client, programme, council=council.code) == ["Lease of the depot", "Own", "Elsewhere"]
    assert titles(client, programme, council=elsewhere.code) == ["Elsewhere"]
    assert titles(client, programme, council=past.code) == []
    assert titles(client, programme, closed="only") == ["Old depot"]
    assert titles(client, programme, closed="all", q="depot") == ["Lease of the depot", "Own", "Hours", "Old depot"]


def test_a_councils_own_note_is_nowhere_for_the_office(
    programme: Programme, review: ServiceReview, lead: User, office: User, council: Council, sign_in: SignIn
):
    note = NoteFactory(review=review, council=council, title="Cabinet on Zanzibar", written_by=lead)
    AttachmentFactory(note=note, name="Zanzibar paper.pdf")
    note.title = "Cabinet on all Zanzibar"
    note.save()
    client = sign_in(office)
    history = reverse("programme_history", args=[programme.code])
    pages = [
        list_url(programme),
        f"{list_url(programme)}?q=cabinet&closed=all",
        f"{list_url(programme)}?_export=csv",
        reverse("review_notes", args=[programme.code, review.code]),
        review.get_absolute_url(),
        reverse("review_history", args=[programme.code, review.code]),
        history,
        f"{history}?kind=services.note",
        f"{history}?kind=services.attachment",
        f"{history}?_export=csv",
        programme.get_absolute_url(),
        f"{reverse('file_export', args=[programme.code])}?file_format=yaml",
        f"{reverse('file_export', args=[programme.code])}?file_format=json&as_at={timezone.localdate()}",
    ]

    for url in pages:
        response = client.get(url)
        assert response.status_code == 200
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"anzibar" not in content, url
    assert client.get(note.get_absolute_url()).status_code == 404


def test_its_auditors_see_a_councils_own_note_everywhere(
    programme: Programme, review: ServiceReview, lead: User, council: Council, sign_in: SignIn
):
    note = NoteFactory(review=review, council=council, title="Cabinet on Zanzibar", written_by=lead)
    AttachmentFactory(note=note, name="Zanzibar paper.pdf")
    client = sign_in(user_with_role(Role.AUDITOR, programme))

    for url in (
        list_url(programme),
        note.get_absolute_url(),
        reverse("review_history", args=[programme.code, review.code]),
        f"{reverse('programme_history', args=[programme.code])}?kind=services.attachment",
        f"{reverse('file_export', args=[programme.code])}?file_format=yaml",
    ):
        assert b"anzibar" in client.get(url).content, url


def test_writing_a_note_for_ones_own_council(
    programme: Programme, review: ServiceReview, lead: User, council: Council, sign_in: SignIn
):
    client = sign_in(lead)
    url = reverse("review_note_create", args=[programme.code, review.code])
    assert f"Only people of {council.short_name}" in client.get(url).content.decode()

    response = client.post(url, {"title": "Ours", "body": "<b>Bold</b>\r\n", "council": council.pk}, follow=True)

    note = Note.objects.get()
    assert (note.review, note.council, note.written_by, note.body) == (review, council, lead, "<b>Bold</b>")
    assert f"{council.short_name} only, and auditors" in response.content.decode()
    assert "&lt;b&gt;Bold" in response.content.decode()


def test_who_has_no_council_is_not_asked_for_one(programme: Programme, office: User, lead: User, sign_in: SignIn):
    page = sign_in(office).get(reverse("note_create", args=[programme.code])).content.decode()

    assert "Who can read it" not in page


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"title": "  "}, "title", "This field is required."),
        ({"title": "x" * 201}, "title", "Ensure this value has at most 200 characters (it has 201)."),
        ({"title": "a\x00b"}, "title", "Null characters are not allowed."),
        ({"title": "a", "body": "x" * 20_001}, "body", "Shorten this to 20000 characters or fewer. It has 20001."),
        ({"title": "a", "council": "0"}, "council", "Select a valid choice."),
    ],
)
def test_bad_input_is_told_and_loses_nothing(
    programme: Programme, lead: User, sign_in: SignIn, values: dict[str, str], field: str, sentence: str
):
    response = sign_in(lead).post(reverse("note_create", args=[programme.code]), {"body": "Kept words", **values})

    assert sentence in " ".join(response.context["form"].errors[field])
    assert values.get("body", "Kept words") in response.content.decode()
    assert not Note.objects.exists()


def test_a_save_on_top_of_anothers_shows_what_stands(review: ServiceReview, office: User, sign_in: SignIn):
    note = NoteFactory(review=review, title="First")
    client = sign_in(office)
    url = reverse("note_edit", args=[review.programme.code, note.code])
    seen = client.get(url).context["form"]["seen"].value()
    client.post(url, {"title": "Second", "body": "", "seen": seen})

    response = client.post(url, {"title": "Third", "body": "", "seen": seen})

    assert "Current values" in response.content.decode()
    again = response.context["form"]["seen"].value()
    client.post(url, {"title": "Third", "body": "", "seen": again})
    note.refresh_from_db()
    assert note.title == "Third"


def test_closing_and_opening_again(review: ServiceReview, office: User, sign_in: SignIn):
    note = NoteFactory(review=review)
    client = sign_in(office)
    codes = [review.programme.code, note.code]

    closed = client.post(reverse("note_close", args=codes), follow=True).content.decode()
    assert "This note was closed on" in closed
    assert "Attach a document" not in closed
    tab = client.get(reverse("review_notes", args=[review.programme.code, review.code])).content.decode()
    assert note.title not in tab
    opened = client.post(reverse("note_reopen", args=codes), follow=True).content.decode()
    assert "Attach a document" in opened


def test_an_empty_list_says_what_to_do_next(programme: Programme, review: ServiceReview, office: User, sign_in: SignIn):
    client = sign_in(office)

    assert "No notes yet" in client.get(list_url(programme)).content.decode()
    tab = client.get(reverse("review_notes", args=[programme.code, review.code])).content.decode()
    assert reverse("review_note_create", args=[programme.code, review.code]) in tab


def test_the_programmes_page_leads_to_the_notes(programme: Programme, office: User, sign_in: SignIn):
    MembershipFactory(programme=programme)

    assert list_url(programme) in sign_in(office).get(programme.get_absolute_url()).content.decode()
