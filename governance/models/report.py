from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.enums import SectionKind
from governance.models.body import Meeting
from programme.enums import Role
from programme.history import Past, PastQuerySet, undone
from programme.models import PartialDateField, Programme, User
from programme.models.fields import CodeField
from programme.models.grants import of_own_council, programmes_held_by, programmes_of
from programme.models.triggers import never_deleted, same_programme
from programme.values.rule import Rule

READING_ROLES = (Role.PROGRAMME_OFFICE, Role.SPONSOR, Role.BOARD_MEMBER, Role.AUDITOR)
"""Roles that read every report of their programme, drafts included."""
READING_COUNCIL_ROLES = (Role.CLERK, Role.CLEARING_OFFICER, Role.FINANCE_OFFICER, Role.LEAD_OFFICER)
"""Roles that read the drafts for the bodies of their own council and for joint bodies."""


@pghistory.track()
class HouseStyle(models.Model):
    """How a council or a programme lays out its papers: data, described by the schema of `governance.documents`."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="house_styles")
    code = CodeField()
    name = models.CharField(max_length=120)
    layout = models.JSONField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="house_style_code_unique")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name


class ReportQuerySet(PastQuerySet["Report"]):
    def visible_to(self, user: Any) -> ReportQuerySet:
        """Published reports for everyone in the programme; drafts for who works on or decides on them.

        Of a published report only the published documents are everybody's (`ReportSnapshot.objects.visible_to`);
        the working draft behind it stays with `drafts_visible_to`.
        """
        return self.filter(_reads_drafts(user) | Q(published_at__isnull=False, programme__in=programmes_held_by(user)))

    def drafts_visible_to(self, user: Any) -> ReportQuerySet:
        """Reports whose working draft the reader may see."""
        return self.filter(_reads_drafts(user))


def _reads_drafts(user: Any) -> Q:
    joint = Q(meeting__isnull=False, meeting__body__council__isnull=True)
    return (
        Q(programme__in=programmes_of(user, READING_ROLES))
        | joint & Q(programme__in=programmes_of(user, READING_COUNCIL_ROLES))
        | of_own_council(user, READING_COUNCIL_ROLES, council="meeting__body__council")
    )


@pghistory.track()
class Report(models.Model):
    """A paper for a meeting: words and live blocks in order, in a house style.

    `header` holds the house style's own header fields by key. `as_at` empty means the records as they stand
    when the report is generated. `published_at` says when one of its frozen documents was last made public.
    `edition` counts the changes of the details on this row; a save names the edition it started from.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reports")
    house_style = models.ForeignKey(HouseStyle, on_delete=models.PROTECT, related_name="reports")
    code = CodeField()
    title = models.CharField(max_length=300)
    header = models.JSONField(default=dict, blank=True)
    as_at = models.DateTimeField(null=True, blank=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_post = models.CharField(max_length=120, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_post = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("published_at"))
    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at", "title"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="report_code_unique")]
        triggers = [
            never_deleted(),
            same_programme("house_style", "governance_housestyle"),
            same_programme("meeting", "governance_meeting", through=("body", "governance_body")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report_detail", args=[self.programme.code, self.code])


@pghistory.track()
class ReportSection(models.Model):
    """One part of a report. An empty heading continues under the heading before it.

    A section whose code is or begins with `APPENDIX_CODE` is an appendix: printed at the end, under its own label.
    """

    APPENDIX_CODE = "appendix"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sections")
    code = CodeField()
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=SectionKind, default=SectionKind.PROSE)
    body = models.TextField(blank=True, help_text="Markdown, for a section of text.")
    block = models.CharField(max_length=60, blank=True, help_text="The name of the live block.")
    parameters = models.JSONField(default=dict, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))

    rules = {"report_section_is_text_or_block": Rule("block", expected="either words or a live block")}

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="report_section_code_unique"),
            models.CheckConstraint(
                condition=Q(kind=SectionKind.PROSE, block="") | (Q(kind=SectionKind.BLOCK) & ~Q(block="")),
                name="report_section_is_text_or_block",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.heading or f"{self.report}, part {self.position}"

    @property
    def is_appendix(self) -> bool:
        """Begins an appendix."""
        return bool(self.heading) and self.code.split("-")[0] == self.APPENDIX_CODE


@pghistory.track()
class Recommendation(models.Model):
    """What the body is asked to do, and why."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="recommendations")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    reason = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))

    rules = {"recommendation_has_text": Rule("text", "Say what the body is asked to do.")}

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="recommendation_has_text")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class BackgroundPaper(models.Model):
    """A paper relied on in preparing the report, and where it can be read."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="background_papers")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    dated = PartialDateField(null=True, blank=True)
    location = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    past = Past(undone_after=undone("removed_at"))

    class Meta:
        ordering = ["position", "pk"]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.title
