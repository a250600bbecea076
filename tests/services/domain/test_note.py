"""Who may write, change and close a note, and who reads it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.models import Council, Programme, User
from services.domain.note import add_note, change_note, close_note, reopen_note
from services.models import Note, ServiceReview
from tests.factories.notes import NoteFactory
from tests.factories.programme import MembershipFactory, user_with_role
from tests.factories.services import lead_of


@pytest.fixture
def council(lead: User) -> Council:
    return lead.grants.get().council


def readers(note: Note, *people: User) -> list[str]:
    return [person.name for person in people if Note.objects.visible_to(person).filter(pk=note.pk).exists()]


def write(programme: Programme, actor: User, at: datetime, **values: object) -> Note:
    given = {"review": None, "title": " Letter ", "body": "Kept.", **values}
    return add_note(programme=programme, actor=actor, at=at, **given)


def test_a_note_on_a_review_is_read_by_who_sees_the_review(
    programme: Programme, review: ServiceReview, lead: User, office: User, at: datetime
):
    elsewhere = user_with_role(Role.LEAD_OFFICER, programme, MembershipFactory(programme=programme).council)
    councillor = user_with_role(Role.COUNCILLOR, programme)
    board = user_with_role(Role.BOARD_MEMBER, programme, name="Bo Board")

    note = write(programme, lead, at, review=review)

    assert (note.title, note.code, note.written_by, note.written_at) == ("Letter", "parking-letter", lead, at)
    assert readers(note, lead, office, board, elsewhere, councillor) == ["Lena Lead", "Olive Office", "Bo Board"]


def test_a_councils_own_note_is_read_by_its_people_and_auditors_alone(
    programme: Programme, review: ServiceReview, lead: User, second_lead: User, office: User, sponsor: User,
    council: Council, at: datetime,
):  # fmt: skip
    colleague = user_with_role(Role.FINANCE_OFFICER, programme, council, name="Fay Finance")
    councillor = user_with_role(Role.COUNCILLOR, programme, council)
    auditor = user_with_role(Role.AUDITOR, programme, name="Aud Itor")
    board = user_with_role(Role.BOARD_MEMBER, programme)

    of_review = write(programme, lead, at, review=review, council=council)
    of_programme = write(programme, lead, at, council=council)

    people = (lead, colleague, auditor, second_lead, office, sponsor, board, councillor)
    assert readers(of_review, *people) == ["Lena Lead", "Fay Finance", "Aud Itor"]
    assert readers(of_programme, *people) == ["Lena Lead", "Fay Finance", "Aud Itor"]
    assert (of_review.code, of_programme.code) == (f"{council.code}-note", f"{council.code}-note-2")


def test_who_wrote_an_own_note_and_left_the_council_reads_it_no_more(
    programme: Programme, review: ServiceReview, lead: User, council: Council, at: datetime
):
    note = write(programme, lead, at, review=review, council=council)
    lead.grants.update(starts_on=timezone.localdate() - timedelta(days=9), ended_on=timezone.localdate() - timedelta(1))

    assert readers(note, User.objects.get(pk=lead.pk)) == []


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.AUDITOR, Role.COUNCILLOR])
def test_who_only_reads_writes_no_note(programme: Programme, review: ServiceReview, at: datetime, role: Role):
    person = user_with_role(role, programme)

    for values in ({}, {"review": review}):
        with pytest.raises(NotAllowed):
            write(programme, person, at, **values)


def test_a_note_is_for_ones_own_council_only(
    programme: Programme, review: ServiceReview, lead: User, second_lead: User, office: User, at: datetime
):
    other = second_lead.grants.get().council

    for person in (lead, office):
        with pytest.raises(DomainError, match="You can keep a note for your own council only") as refusal:
            write(programme, person, at, council=other)
        assert refusal.value.field == "council"


def test_who_changes_a_note(
    programme: Programme, review: ServiceReview, lead: User, office: User, sponsor: User, council: Council
):
    colleague = user_with_role(Role.CLERK, programme, council)
    shared = NoteFactory(review=review, written_by=sponsor)
    own = NoteFactory(review=review, council=council, written_by=lead)
    of_programme = NoteFactory(programme=programme, written_by=lead)

    may = {
        name: [person.has_perm("services.change_note", note) for person in (office, lead, colleague, sponsor)]
        for name, note in (("shared", shared), ("own", own), ("of_programme", of_programme))
    }

    assert may == {
        "shared": [True, True, False, True],
        "own": [False, True, True, False],
        "of_programme": [True, True, False, False],
    }


def test_a_change_on_top_of_anothers_is_refused(review: ServiceReview, lead: User, office: User, at: datetime):
    note = NoteFactory(review=review)
    seen = mark_of(note)
    change_note(note=note, title="First", body="", seen=seen, actor=office, at=at)

    with pytest.raises(ChangedByAnother):
        change_note(note=note, title="Second", body="", seen=seen, actor=lead, at=at)

    note.refresh_from_db()
    assert note.title == "First"


def test_a_closed_note_changes_no_more_until_it_is_opened_again(review: ServiceReview, office: User, at: datetime):
    note = NoteFactory(review=review)
    closed = close_note(note=note, actor=office, at=at)
    again = close_note(note=note, actor=office, at=at + timedelta(days=1))
    assert (closed.closed_at, again.closed_at) == (at, at)
    with pytest.raises(DomainError, match="Open it again to change it"):
        change_note(note=closed, title="New", body="", seen=mark_of(closed), actor=office, at=at)

    reopened = reopen_note(note=note, actor=office, at=at)

    assert reopened.closed_at is None
    assert change_note(note=note, title="New", body="", seen=mark_of(reopened), actor=office, at=at).title == "New"


def test_closing_needs_the_permission(review: ServiceReview, second_lead: User, council: Council, at: datetime):
    own = NoteFactory(review=review, council=council)

    for act in (close_note, reopen_note):
        with pytest.raises(NotAllowed):
            act(note=own, actor=second_lead, at=at)


def test_one_person_of_two_councils_leads_one(review: ServiceReview, lead: User, council: Council):
    other = lead_of(review).grants.get().council
    user_with_role(Role.LEAD_OFFICER, review.programme, other)

    assert readers(NoteFactory(review=review, council=other), lead) == []
