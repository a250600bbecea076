"""Reports and their documents as the lists and pages show them, each narrowed to its reader."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from governance.models import HouseStyle, Meeting, Report, ReportSnapshot
from programme.enums import JobStatus
from programme.models import Programme


def readable_reports(*, reader: Any) -> QuerySet[Report]:
    """The reports that the reader may see, each with what they may know of it.

    `shown_title`, `shown_edited_at` and `shown_published_at` are the draft's for who reads drafts. For others they are
    those of the newest published version: its title as frozen, nothing of the editing, and when it was published. A
    report published without a document goes by its code.
    """
    published = (
        ReportSnapshot.objects.filter(report=OuterRef("pk"), job__published_at__isnull=False)
        .annotate(frozen_title=KT("data__report__title"))
        .order_by("-version")[:1]
    )
    frozen_title = Coalesce(Subquery(published.values("frozen_title")), F("code"), output_field=TextField())
    drafts = Q(pk__in=Report.objects.drafts_visible_to(reader).values("pk"))
    return Report.objects.visible_to(reader).annotate(
        shown_title=Case(When(drafts, then=F("title")), default=frozen_title, output_field=TextField()),
        shown_edited_at=Case(When(drafts, then=F("edited_at"))),
        shown_published_at=Case(
            When(drafts, then=F("published_at")), default=Subquery(published.values("job__published_at"))
        ),
    )


def listed_reports(*, programme: Programme, reader: Any) -> QuerySet[Report]:
    """The reports that the reader may see, each with its newest readable version and how far that is (`standing`)."""
    newest = (
        ReportSnapshot.objects.visible_to(reader)
        .filter(report=OuterRef("pk"))
        .order_by("-version")
        .values("version", "job__status")[:1]
    )
    return (
        readable_reports(reader=reader)
        .filter(programme=programme)
        .select_related("meeting__body", "house_style")
        .annotate(
            newest_version=Subquery(newest.values("version")),
            standing=Coalesce(Subquery(newest.values("job__status")), Value(JOBLESS)),
        )
    )


JOBLESS = ""
"""The standing of a report of which no document was asked for yet."""

STANDINGS = {
    JOBLESS: "Not generated",
    JobStatus.QUEUED: "Being made",
    JobStatus.RUNNING: "Being made",
    JobStatus.DONE: "Generated",
    JobStatus.FAILED: "Failed",
}


def documents_of(*, report: Report, reader: Any) -> QuerySet[ReportSnapshot]:
    """The versions of a report that the reader may see, newest first, without their data."""
    return (
        ReportSnapshot.objects.visible_to(reader)
        .filter(report=report)
        .select_related("job", "created_by")
        .defer("data")
    )


def listed_meetings(*, programme: Programme, reader: Any) -> QuerySet[Meeting]:
    """The meetings of a programme, each with the number of its reports that the reader may see."""
    seen = Report.objects.visible_to(reader).filter(meeting=OuterRef("pk")).order_by()
    number = seen.values("meeting").annotate(number=Count("pk")).values("number")
    return (
        Meeting.objects.visible_to(reader)
        .filter(body__programme=programme)
        .select_related("body")
        .annotate(report_count=Coalesce(Subquery(number), 0))
    )


def listed_house_styles(*, programme: Programme, reader: Any) -> QuerySet[HouseStyle]:
    """The house styles of a programme, each with the number of its reports that the reader may see."""
    seen = Report.objects.visible_to(reader).filter(house_style=OuterRef("pk")).order_by()
    number = seen.values("house_style").annotate(number=Count("pk")).values("number")
    return HouseStyle.objects.filter(programme=programme).annotate(report_count=Coalesce(Subquery(number), 0))
