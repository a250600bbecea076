"""Sending a document in, and getting it back: always as a download, and asked anew each time."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.models import Council, User
from services.domain.note import attach_document
from services.models import Attachment, Note, ServiceReview
from tests.conftest import MODEL_BACKEND
from tests.factories.notes import AttachmentFactory, NoteFactory, docx, pdf, upload
from tests.factories.programme import user_with_role
from tests.factories.services import lead_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def note(review: ServiceReview) -> Note:
    return NoteFactory(review=review)


def add_url(note: Note) -> str:
    return reverse("attachment_add", args=[note.programme.code, note.code])


def download_url(attachment: Attachment) -> str:
    return reverse("attachment_download", args=[attachment.note.programme.code, attachment.note.code, attachment.pk])


def attached(note: Note, actor: User, **given: Any) -> Attachment:
    return attach_document(note=note, document=upload(**given), actor=actor, at=timezone.now())


def test_a_document_is_sent_in_and_comes_back_as_a_download(note: Note, office: User, sign_in: SignIn):
    client = sign_in(office)

    page = client.post(add_url(note), {"document": upload(pdf(), "Überblick „Mai“.pdf")}, follow=True)
    attachment = note.attachments.get()
    response = client.get(download_url(attachment))

    assert "Document attached: Überblick „Mai“.pdf" in page.content.decode()
    assert b"".join(response.streaming_content) == pdf()


def test_a_download_says_what_it_is_and_is_never_opened_in_our_origin(note: Note, office: User, sign_in: SignIn):
    attachment = attached(note, office, content=docx(), name="Überblick Mai.docx")

    response = sign_in(office).get(download_url(attachment))

    assert response.streaming
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cberblick%20Mai.docx"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


def test_a_name_from_a_file_is_sent_cleaned(note: Note, office: User, sign_in: SignIn):
    attachment = attached(note, office)
    Attachment.objects.filter(pk=attachment.pk).update(name='a"\u202e\r\nb/../c.pdf')

    response = sign_in(office).get(download_url(attachment))

    assert response["Content-Disposition"] == 'attachment; filename="c.pdf"'


def test_the_wrong_person_finds_nothing(note: Note, office: User, lead: User, review: ServiceReview, client: Client):
    council: Council = lead.grants.get().council
    own = NoteFactory(review=review, council=council)
    theirs = attached(own, lead)
    shared = attached(note, office)
    answers = {}
    for person in (lead, office, lead_of(review, name="Lou"), user_with_role(Role.COUNCILLOR, review.programme)):
        client.force_login(person, backend=MODEL_BACKEND)
        answers[person.name] = [client.get(download_url(found)).status_code for found in (shared, theirs)]
    client.logout()
    crossed = reverse("attachment_download", args=[note.programme.code, note.code, theirs.pk])

    assert list(answers.values()) == [[200, 200], [200, 404], [200, 404], [404, 404]]
    assert client.get(download_url(shared)).status_code == 302
    client.force_login(lead, backend=MODEL_BACKEND)
    assert client.get(crossed).status_code == 404


def test_no_public_address_leads_to_the_content(note: Note, office: User, sign_in: SignIn):
    attachment = attached(note, office)

    assert sign_in(office).get(f"/media/{attachment.content.name}").status_code == 404


def test_a_removed_document_is_given_to_auditors_only(note: Note, office: User, client: Client):
    attachment = attached(note, office)
    client.force_login(office, backend=MODEL_BACKEND)
    remove = reverse("attachment_remove", args=[note.programme.code, note.code, attachment.pk])
    assert "Document removed: Minutes.pdf" in client.post(remove, follow=True).content.decode()
    assert client.get(download_url(attachment)).status_code == 404
    assert client.post(remove).status_code == 404

    client.force_login(user_with_role(Role.AUDITOR, note.programme), backend=MODEL_BACKEND)

    assert client.get(download_url(attachment)).status_code == 200
    assert "Removed documents" in client.get(note.get_absolute_url()).content.decode()


def test_a_closed_note_refuses_with_a_sentence(note: Note, office: User, sign_in: SignIn):
    attachment = attached(note, office)
    Note.objects.filter(pk=note.pk).update(closed_at=timezone.now())
    client = sign_in(office)

    added = client.post(add_url(note), {"document": upload(docx(), "a.docx")})
    removed = client.post(
        reverse("attachment_remove", args=[note.programme.code, note.code, attachment.pk]), follow=True
    )

    assert "This note is closed. Open it again to change it." in added.content.decode()
    assert "This note is closed. Open it again to change it." in removed.content.decode()
    assert note.attachments.filter(removed_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (None, "", "Choose a file."),
        (b"", "a.pdf", "The file is empty. Choose another."),
        (b"<svg onload='alert(1)'/>", "a.png", "whatever its name says"),
        (pdf(), "a.html", "so its name must end in .pdf"),
        (pdf(), "\u202egpj.exe", "so its name must end in .pdf"),
    ],
)
def test_what_is_refused_is_told_at_the_field(
    note: Note, office: User, sign_in: SignIn, content: bytes | None, name: str, sentence: str
):
    sent = {"document": upload(content, name)} if content is not None else {}

    response = sign_in(office).post(add_url(note), sent)

    assert sentence in " ".join(response.context["form"].errors["document"])
    assert not note.attachments.exists()


def test_too_large_a_body_is_refused_before_it_is_read(note: Note, office: User, sign_in: SignIn, settings: Any):
    class Unread(io.BytesIO):
        def read(self, *size: Any) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    settings.ATTACHMENT_LARGEST = 1024 * 1024
    response = sign_in(office).post(
        add_url(note), b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="900000000",
        **{"wsgi.input": Unread()},
    )  # fmt: skip

    assert response.status_code == 413
    assert "The file is larger than 1 MB. Make it smaller or divide it." in response.content.decode()


def test_an_upload_needs_the_token(note: Note, office: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office, backend=MODEL_BACKEND)

    assert client.post(add_url(note), {"document": upload()}).status_code == 403
    assert not note.attachments.exists()


def test_a_document_that_is_not_here_says_so(note: Note, office: User, sign_in: SignIn):
    attachment = AttachmentFactory(note=note)
    client = sign_in(office)

    page = client.get(note.get_absolute_url()).content.decode()

    assert "Not here: the programme file named it and did not bring it along." in page
    assert f'href="{download_url(attachment)}"' not in page
    assert client.get(download_url(attachment)).status_code == 404
