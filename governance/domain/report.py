"""Beginning a report and changing its details; `report_part` changes what stands in it.

Drafting an exception report: a report with the headings that its readers expect, begun from what broke a rule.

The headings are those of an exception report in PRINCE2 (AXELOS, Managing Successful Projects).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from governance.blocks.context import BlockContext
from governance.blocks.exceptions import scope_of
from governance.documents.layout import SectionLayout
from governance.documents.layout_schema import read_layout
from governance.domain.report_part import add_section
from governance.enums import SectionKind
from governance.models import HouseStyle, Meeting, Report, ReportSection
from programme.domain.codes import new_code
from programme.domain.editing import fill
from programme.errors import ChangedByAnother, DomainError
from programme.models import User
from programme.permissions import check_permission
from programme.wording.appearance import written_date
from risks.queries.exceptions import ExceptionRow, exceptions_of

DETAIL_FIELDS = (
    "title",
    "as_at",
    "header",
    "signatory_name",
    "signatory_post",
    "contact_name",
    "contact_post",
    "contact_email",
    "contact_phone",
)


def section_code(layout_code: str) -> str:
    """The code of a report's section for a code of a layout, which writes underscores where codes have hyphens."""
    return layout_code.replace("_", "-")


@transaction.atomic
def create_report(*, meeting: Meeting, house_style: HouseStyle, title: str, actor: User, at: datetime) -> Report:
    """Begin a report for a meeting, with the sections and live blocks that its house style starts with.

    Raises NotAllowed, LayoutError, DomainError.
    """
    check_permission(actor, "governance.add_report", meeting)
    programme = meeting.body.programme
    if house_style.programme_id != programme.pk:
        raise DomainError("Choose a house style of this programme.", field="house_style")
    layout = read_layout(house_style.layout)
    type(programme).objects.select_for_update().get(pk=programme.pk)
    report = Report.objects.create(
        programme=programme,
        meeting=meeting,
        house_style=house_style,
        code=new_code(title, among=Report.objects.filter(programme=programme)),
        title=title.strip(),
        created_by=actor,
        edited_at=at,
    )
    sections = list(_sections_of(report=report, layouts=layout.sections))
    for position, section in enumerate(sections, start=1):
        section.position = position
    ReportSection.objects.bulk_create(sections)
    return report


def _sections_of(*, report: Report, layouts: tuple[SectionLayout, ...]) -> Iterator[ReportSection]:
    for layout in layouts:
        code = section_code(layout.code)
        yield ReportSection(report=report, code=code, heading=layout.heading, body=layout.text, kind=SectionKind.PROSE)
        for block in layout.blocks:
            yield ReportSection(
                report=report, code=f"{code}-{section_code(block)}", kind=SectionKind.BLOCK, block=block
            )
        yield from _sections_of(report=report, layouts=layout.sections)


@transaction.atomic
def change_report(
    *, report: Report, edition: int, meeting: Meeting, changes: Mapping[str, Any], actor: User, at: datetime
) -> Report:
    """Change the details of a report: `changes` by the names of DETAIL_FIELDS. `edition` is the one that was opened.

    Raises NotAllowed, ChangedByAnother, DomainError (nothing overwritten).
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=report.pk)
    check_permission(actor, "governance.change_report", report)
    if report.edition != edition:
        raise ChangedByAnother(
            "Someone else saved these details while you had them open. Nothing has been overwritten: "
            "compare the two and save again."
        )
    if meeting.pk != report.meeting_id:
        if meeting.body.programme_id != report.programme_id:
            raise DomainError("Choose a meeting of this programme.", field="meeting")
        check_permission(actor, "governance.add_report", meeting)
    as_at = changes.get("as_at", report.as_at)
    if as_at is not None and as_at > at:
        raise DomainError(
            "Choose a moment that has passed, or leave it empty to read the records when the document is made.",
            field="as_at",
        )
    report.meeting = meeting
    fill(report, changes, DETAIL_FIELDS)
    report.edition += 1
    report.edited_at = at
    report.save()
    return report


HEADINGS = (
    "Cause of the exception",
    "Consequences",
    "Options",
    "Recommended option",
    "Lessons",
)


@transaction.atomic
def create_exception_report(
    *,
    meeting: Meeting,
    house_style: HouseStyle,
    title: str,
    exceptions: Collection[str],
    actor: User,
    at: datetime,
) -> Report:
    """Begin a report in the house style, and after its own sections those of an exception report.

    `exceptions` are the keys of what it is about; the first section tells each with its rule and since when. Raises
    NotAllowed, DomainError.
    """
    if not exceptions:
        raise DomainError("Choose at least one exception.", field="exceptions")
    body = meeting.body
    context = BlockContext(programme=body.programme, body=body, as_at=None, at=at)
    told = {row.key: row for row in exceptions_of(scope_of(context))}
    if not set(exceptions) <= set(told):
        raise DomainError(
            f"{body.name} is not told of every exception that you chose, or one is no exception any more. "
            "Choose others, or a meeting of another body.",
            field="exceptions",
        )
    report = create_report(meeting=meeting, house_style=house_style, title=title, actor=actor, at=at)
    rows = [row for key, row in told.items() if key in exceptions]
    add_section(report=report, heading="Exceptions", body="\n".join(map(_line, rows)), actor=actor, at=at)
    for heading in HEADINGS:
        add_section(report=report, heading=heading, actor=actor, at=at)
    return report


def _line(row: ExceptionRow) -> str:
    since = f"since {written_date(row.since)}" if row.since else "since when is not known"
    return f"- **{row.title}** ({row.place}): {row.rule}, {since}. {row.detail}"
