from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from programme.enums import Role
from programme.history import Past, PastQuerySet, undone
from programme.models import Council, Programme, User
from programme.models.fields import CodeField
from programme.models.grants import of_own_council, programmes_of
from programme.models.triggers import never_changes, never_deleted, same_programme
from programme.values.rule import Rule
from services.enums import AttachmentKind
from services.models.service_review import READING_COUNCIL_ROLES, ServiceReview, of_programme_or_visible_review

ANY_ROW = pgtrigger.Q(old__id__isnull=False)


class NoteQuerySet(PastQuerySet["Note"]):
    def visible_to(self, user: Any) -> NoteQuerySet:
        """Notes for all who see the review; one council's own notes only for its people in the programme and for
        auditors. Not for the programme office, and no longer for who wrote one and has left the council.
        """
        return self.filter(of_programme_or_visible_review(user)).filter(
            Q(council__isnull=True)
            | of_own_council(user, READING_COUNCIL_ROLES)
            | Q(programme__in=programmes_of(user, (Role.AUDITOR,)))
        )


@pghistory.track()
class Note(models.Model):
    """Something worth keeping with a review or the programme, with documents attached."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="notes")
    review = models.ForeignKey(ServiceReview, on_delete=models.PROTECT, null=True, blank=True, related_name="notes")
    code = CodeField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True, help_text="Markdown.")
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        help_text="A council's own note, seen by its people alone. Empty: for everyone who sees the review.",
    )
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="notes")
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was taken off the page.")

    past = Past(known_on="written_at")
    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="note_code_unique")]
        triggers = [
            never_deleted(),
            same_programme("review", "services_servicereview"),
            # Who may read a note is settled when it is written: its history may be read by the same people.
            never_changes("readers_never_change", "council_id", "programme_id", when=ANY_ROW),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("note_detail", args=[self.programme.code, self.code])


def attachment_path(attachment: Attachment, _: str) -> str:
    """By its content, so that the same file is kept once and its name leads nowhere."""
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}"


@pghistory.track()
class Attachment(models.Model):
    """A document kept with a note. `content` is empty where a programme file named it but could not bring it along."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=AttachmentKind)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to=attachment_path, blank=True, max_length=200)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))

    rules = {
        "attachment_hashed": Rule("sha256", expected="the SHA-256 hash, 64 digits and letters a to f"),
        "attachment_not_empty": Rule("size", expected="a number of bytes above 0"),
    }

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AttachmentKind.values), name="attachment_kind_known"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_hashed"),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
            models.UniqueConstraint(
                fields=["note", "sha256"], condition=Q(removed_at__isnull=True), name="attachment_once"
            ),
        ]
        triggers = [
            never_deleted(),
            never_changes("identity_never_changes", "note_id", "sha256", when=ANY_ROW),
            never_changes("kept_never_changes", "content", "kind", "size", when=~pgtrigger.Q(old__content="")),
        ]

    def __str__(self) -> str:
        return self.name
