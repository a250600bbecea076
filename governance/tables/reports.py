"""Tables of bodies, meetings, reports and house styles."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from governance.models import Report, ReportSnapshot
from governance.permissions import reads_working_record
from governance.queries.reports import STANDINGS
from programme.models import Programme
from programme.tables.columns import (
    LinkColumn,
    ListTable,
    MomentColumn,
    NumberColumn,
    Order,
    Route,
    TagColumn,
    TextColumn,
)


class BodyTable(ListTable):
    """The bodies of a programme. `meeting_count` and `next_meeting` are annotated."""

    caption = "Bodies"

    name = LinkColumn(verbose_name="Body", url=Route("body_detail", "code"))
    council = TextColumn(
        accessor="council__short_name", verbose_name="Council", order_by=("council__short_name",), default="Joint"
    )
    kind = TextColumn()
    regime = TextColumn()
    meeting_count = NumberColumn(verbose_name="Meetings")


class MeetingTimeColumn(LinkColumn, MomentColumn):
    """The time of a meeting, leading to its page."""


class MeetingTable(ListTable):
    """Meetings with the number of reports that the reader may see (`report_count`, annotated)."""

    caption = "Meetings"

    starts_at = MeetingTimeColumn(verbose_name="Date and time", url=Route("meeting_detail", "body.code", "code"))
    body = TextColumn(accessor="body__name", verbose_name="Body", order_by=("body__name",))
    place = TextColumn()
    report_count = NumberColumn(verbose_name="Reports")


def _by(field: str) -> Order:
    """Sorted by a field, what is alike in it by title."""

    def ordered(reports: QuerySet[Any], is_descending: bool) -> QuerySet[Any]:
        return reports.order_by(f"-{field}" if is_descending else field, F("shown_title"), "pk")

    return ordered


class ReportTable(ListTable):
    """The reports of one programme as `listed_reports` reads them for `reader`; published papers have no editing."""

    caption = "Reports"

    title = LinkColumn(
        accessor="shown_title", verbose_name="Report", url=Route("report_detail", "code"), order_by=("shown_title",)
    )
    body = TextColumn(accessor="meeting__body__name", verbose_name="Body", order_by=("meeting__body__name",))
    meeting = MomentColumn(accessor="meeting__starts_at", verbose_name="Meeting", order_by=("meeting__starts_at",))
    newest_version = NumberColumn(verbose_name="Version", order=_by("newest_version"))
    standing = TagColumn(verbose_name="Document", order=_by("standing"))
    published_at = MomentColumn(accessor="shown_published_at", verbose_name="Published")
    edited_at = MomentColumn(accessor="shown_edited_at", verbose_name="Last edited")
    code = TextColumn(visible=False)

    def __init__(
        self, *args: Any, programme: Programme, reader: Any, exclude: tuple[str, ...] = (), **options: Any
    ) -> None:
        unknown = () if reads_working_record(reader, programme) else ("edited_at",)
        super().__init__(*args, programme=programme, exclude=(*exclude, *unknown), **options)

    def render_standing(self, value: str) -> str:
        return STANDINGS[value]


class DocumentTable(ListTable):
    """The versions of one report as `documents_of` reads them."""

    caption = "Versions"

    version = LinkColumn()
    created_at = MomentColumn(verbose_name="Made")
    created_by = TextColumn(accessor="created_by__name", verbose_name="By", default="The operator")
    as_at = MomentColumn(verbose_name="Records as at")
    status = TagColumn(accessor="job__status")
    published_at = MomentColumn(accessor="job__published_at", verbose_name="Published", default="No")
    document = LinkColumn(accessor="job__document_bytes", verbose_name="PDF", is_name=False)

    class Meta(ListTable.Meta):
        orderable = False

    def __init__(self, *args: Any, report: Report, **options: Any) -> None:
        super().__init__(*args, **options)
        base = reverse("report_detail", args=[report.programme.code, report.code])
        self.columns["version"].column.url = lambda snapshot: f"{base}documents/{snapshot.version}/"
        self.columns["document"].column.url = lambda snapshot: f"{base}documents/{snapshot.version}/download/"

    def render_version(self, value: int) -> str:
        return f"Version {value}"

    def render_status(self, record: ReportSnapshot) -> str:
        return str(record.job.get_status_display())

    def render_document(self, record: ReportSnapshot, value: int) -> str:
        return f"Download version {record.version} ({filesizeformat(value)})"


class HouseStyleTable(ListTable):
    """The house styles of a programme."""

    caption = "House styles"

    name = LinkColumn(verbose_name="House style", url=Route("house_style_detail", "code"))
    report_count = NumberColumn(verbose_name="Reports")
