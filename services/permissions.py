"""Who may do what with service reviews and their updates."""

from __future__ import annotations

from collections.abc import Iterable

import rules
from django.utils import timezone

from programme.enums import Role
from programme.models import Programme, User
from programme.models.grants import councils_of, grants_of
from programme.permissions import holds, runs_programme
from services.enums import EvidenceKind
from services.models import Action, GateEvidence, Group, Note, ProgressUpdate, ReviewParticipation, ServiceReview
from services.models.service_review import READING_COUNCIL_ROLES, WORKING_ROLES

NOTE_WRITERS = WORKING_ROLES - {Role.BOARD_MEMBER, Role.AUDITOR}
"""Who does the work writes notes on it; boards and auditors read them."""


@rules.predicate
def sees_review(user: User, review: ServiceReview | None) -> bool:
    return review is not None and ServiceReview.objects.visible_to(user).filter(pk=review.pk).exists()


@rules.predicate
def runs_reviews_programme(user: User, review: ServiceReview | None) -> bool:
    return review is not None and holds(user, Role.PROGRAMME_OFFICE, programme=review.programme_id)


def councils_led(user: User, review: ServiceReview) -> set[int]:
    """The ids of the councils taking part today for which the person leads the review and holds the role."""
    named = ReviewParticipation.objects.on(timezone.localdate()).filter(review=review, lead_officer=user)
    return {
        council
        for council in named.values_list("council", flat=True)
        if holds(user, Role.LEAD_OFFICER, programme=review.programme_id, council=council)
    }


@rules.predicate
def leads_review(user: User, review: ServiceReview | None) -> bool:
    """A lead officer of one of the councils taking part today, named as such for the review itself."""
    return (
        review is not None
        and holds(user, Role.LEAD_OFFICER, programme=review.programme_id)
        and bool(councils_led(user, review))
    )


def writes_figures_of(user: User, review: ServiceReview, councils: Iterable[int | None]) -> set[int | None]:
    """Those of the councils (ids; None: all together) whose figures the person may write in the review.

    The programme office writes all. A lead officer writes those of the councils led, and joint ones: a council's
    figures stay its own.
    """
    if runs_reviews_programme(user, review):
        return set(councils)
    led = councils_led(user, review)
    return {council for council in councils if council in led or (council is None and led)}


@rules.predicate
def sponsors_review(user: User, review: ServiceReview | None) -> bool:
    return (
        review is not None and review.sponsor_id == user.pk and holds(user, Role.SPONSOR, programme=review.programme_id)
    )


@rules.predicate
def works_with_programme(user: User, programme: Programme | None) -> bool:
    return programme is not None and holds(user, *WORKING_ROLES, programme=programme)


@rules.predicate
def leads_a_review(user: User, programme: Programme | None) -> bool:
    """A lead officer of some review of the programme, named as such for the review itself."""
    if programme is None:
        return False
    councils = councils_of(user, Role.LEAD_OFFICER, programme=programme)
    return bool(councils) and (
        ReviewParticipation.objects.on(timezone.localdate())
        .filter(review__programme=programme, lead_officer=user, council__in=councils)
        .exists()
    )


@rules.predicate
def runs_actions_programme(user: User, action: Action | None) -> bool:
    return action is not None and holds(user, Role.PROGRAMME_OFFICE, programme=action.programme_id)


@rules.predicate
def leads_actions_review(user: User, action: Action | None) -> bool:
    return action is not None and action.review_id is not None and bool(leads_review(user, action.review))


@rules.predicate
def owns_action(user: User, action: Action | None) -> bool:
    return (
        action is not None
        and action.owner_id == user.pk
        and any(grant.programme_id == action.programme_id for grant in grants_of(user))
    )


def _of_update(predicate: rules.Predicate) -> rules.Predicate:
    @rules.predicate(f"{predicate.name}_of_update")
    def wrapped(user: User, update: ProgressUpdate | None) -> bool:
        return update is not None and bool(predicate(user, update.review))

    return wrapped


@rules.predicate
def withdraws_evidence(user: User, evidence: GateEvidence | None) -> bool:
    """The programme office; a lead officer, what they themselves recorded."""
    if evidence is None:
        return False
    own = evidence.recorded_by_id == user.pk and evidence.kind == EvidenceKind.MET
    return bool(runs_reviews_programme(user, evidence.review)) or (own and bool(leads_review(user, evidence.review)))


@rules.predicate
def changes_group(user: User, group: Group | None) -> bool:
    """The programme office; the groups of a review also its lead officers."""
    if group is None:
        return False
    if holds(user, Role.PROGRAMME_OFFICE, programme=group.programme_id):
        return True
    return group.review is not None and bool(leads_review(user, group.review))


@rules.predicate
def takes_part_in_reporting(user: User, programme: Programme | None) -> bool:
    """Who writes, accepts or audits updates of the programme."""
    roles = (Role.PROGRAMME_OFFICE, Role.SPONSOR, Role.LEAD_OFFICER, Role.AUDITOR)
    return programme is not None and holds(user, *roles, programme=programme)


@rules.predicate
def decides_in_programme(user: User, programme: Programme | None) -> bool:
    return programme is not None and holds(user, Role.PROGRAMME_OFFICE, Role.SPONSOR, programme=programme)


rules.add_perm("services.view_reporting", takes_part_in_reporting)
rules.add_perm("services.decide_updates", decides_in_programme)


def own_note_councils(user: User, programme: Programme | int) -> set[int]:
    """The ids of the councils of whose own notes a person is a writer and reader."""
    return councils_of(user, *READING_COUNCIL_ROLES, programme=programme)


def reads_own_notes(user: User, *, programme: int, council: int) -> bool:
    """Whether a council's own notes are a person's to read; as `Note.visible_to`, for notes read from the history."""
    return holds(user, Role.AUDITOR, programme=programme) or council in own_note_councils(user, programme)


@rules.predicate
def writes_notes(user: User, programme: Programme | None) -> bool:
    return programme is not None and any(
        grant.role in NOTE_WRITERS and grant.programme_id == programme.pk for grant in grants_of(user)
    )


@rules.predicate
def writes_review_notes(user: User, review: ServiceReview | None) -> bool:
    return review is not None and writes_notes(user, review.programme) and sees_review(user, review)


@rules.predicate
def changes_note(user: User, note: Note | None) -> bool:
    """A council's own note: its people. Any other: who wrote it, the office, and who leads its review."""
    if note is None or not writes_notes(user, note.programme):
        return False
    if note.council_id is not None:
        is_theirs = note.council_id in own_note_councils(user, note.programme_id)
        return is_theirs and (note.review is None or bool(sees_review(user, note.review)))
    if holds(user, Role.PROGRAMME_OFFICE, programme=note.programme_id):
        return True
    if note.review is None:
        return note.written_by_id == user.pk
    return bool(leads_review(user, note.review)) or (
        note.written_by_id == user.pk and bool(sees_review(user, note.review))
    )


rules.add_perm("services.view_review", sees_review)
rules.add_perm("services.add_review", runs_programme)
rules.add_perm("services.move_review", runs_reviews_programme)
rules.add_perm("services.change_review", runs_reviews_programme)
rules.add_perm("services.change_milestones", runs_reviews_programme | leads_review)
rules.add_perm("services.change_review_aims", runs_reviews_programme | leads_review)
rules.add_perm("services.change_projects", runs_reviews_programme | leads_review)
rules.add_perm("services.change_programme_milestones", runs_programme)
rules.add_perm("services.write_update", runs_reviews_programme | leads_review)
rules.add_perm("services.recall_update", _of_update(runs_reviews_programme) | _of_update(leads_review))
rules.add_perm("services.decide_update", _of_update(runs_reviews_programme) | _of_update(sponsors_review))
rules.add_perm("services.view_working_record", works_with_programme)
rules.add_perm("services.change_gates", runs_programme)
rules.add_perm("services.record_evidence", runs_reviews_programme | leads_review)
rules.add_perm("services.waive_gate", runs_reviews_programme)
rules.add_perm("services.withdraw_evidence", withdraws_evidence)
rules.add_perm("services.add_programme_group", runs_programme)
rules.add_perm("services.add_review_group", runs_reviews_programme | leads_review)
rules.add_perm("services.change_group", changes_group)
rules.add_perm("services.view_areas", works_with_programme)
rules.add_perm("services.change_areas", runs_programme)
rules.add_perm("services.add_action", runs_programme | leads_a_review)
rules.add_perm("services.change_action", runs_actions_programme | leads_actions_review)
rules.add_perm("services.report_on_action", runs_actions_programme | leads_actions_review | owns_action)
rules.add_perm("services.write_sessions", runs_reviews_programme | leads_review)
rules.add_perm("services.change_indicators", runs_reviews_programme | leads_review)
rules.add_perm("services.add_note", writes_notes)
rules.add_perm("services.add_review_note", writes_review_notes)
rules.add_perm("services.change_note", changes_note)
