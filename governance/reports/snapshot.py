"""A report read from the records as its snapshot would be: the same for the preview and for the frozen document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone

from governance.blocks import BlockContext, build_block
from governance.documents.content import Block, NotApplicable, Prose, Recommendation, Recommendations
from governance.documents.layout import Layout, SectionLayout
from governance.documents.layout_schema import read_layout
from governance.documents.numbering import number_snapshot
from governance.documents.snapshot import (
    Appendix,
    BackgroundPaper,
    ClearanceBox,
    Contact,
    HouseStyleFacts,
    MeetingFacts,
    Named,
    Notice,
    Person,
    ReportFacts,
    Section,
    Signature,
    Snapshot,
)
from governance.enums import SectionKind
from governance.models import Report, ReportSection
from governance.reports.page import agenda_item_of, authors_of, header_rows
from programme.errors import DomainError
from programme.models import Council, User

UNWRITTEN = "Nothing has been written under this heading."


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A part that cannot be drawn, and why. `section` is None where no section is at fault."""

    place: str
    message: str
    section: ReportSection | None = None


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """A report as it would be frozen now. It cannot be frozen while it has faults; `gaps` are only worth a look."""

    snapshot: Snapshot
    faults: tuple[Fault, ...]
    gaps: tuple[Fault, ...]


def draft_report(*, report: Report, version: int, actor: User | None, at: datetime) -> ReportDraft:
    """Read the report and its live blocks as at its moment, or as the records stand at `at`. Raises LayoutError."""
    layout = read_layout(report.house_style.layout)
    meeting, body = report.meeting, report.meeting.body
    items = tuple(
        Recommendation(number=number, text=row.text, reason=row.reason)
        for number, row in enumerate(report.recommendations.filter(removed_at__isnull=True), start=1)
    )
    recommendations = Recommendations(items=items, lead=layout.recommendations.lead) if items else None
    builder = _Sections(
        layout=layout,
        recommendations=recommendations,
        context=BlockContext(programme=report.programme, body=body, as_at=report.as_at, at=at),
    )
    sections, appendices = builder.build(
        report.sections.filter(removed_at__isnull=True).select_related("report__programme")
    )
    councils = _councils_of(report)
    snapshot = Snapshot(
        report=ReportFacts(
            code=report.code,
            title=report.title,
            version=version,
            agenda_item=agenda_item_of(report),
            authors=authors_of(report),
        ),
        programme=Named(code=report.programme.code, name=report.programme.name),
        councils=tuple(Named(code=council.code, name=council.name) for council in councils),
        meeting=MeetingFacts(
            body=Named(code=body.code, name=body.name),
            held_on=timezone.localdate(meeting.starts_at),
            time=_clock_time(meeting.starts_at),
            place=meeting.place,
        ),
        house_style=HouseStyleFacts(code=report.house_style.code, name=report.house_style.name, layout=layout),
        as_at=report.as_at or at,
        generated_at=at,
        generated_by=_printed_person(actor),
        sections=sections,
        appendices=appendices,
        signatures=_signatures_of(report),
        contacts=_contacts_of(report),
        background_papers=tuple(
            BackgroundPaper(title=paper.title, dated=str(paper.dated or ""), location=paper.location)
            for paper in report.background_papers.filter(removed_at__isnull=True)
        ),
        clearances=tuple(ClearanceBox(role=box.role, subject=box.subject) for box in layout.clearances),
        notices=tuple(Notice(text=notice.text, heading=notice.heading) for notice in layout.notices),
    )
    snapshot = replace(snapshot, header=header_rows(report=report, layout=layout, snapshot=snapshot))
    return ReportDraft(snapshot=number_snapshot(snapshot), faults=tuple(builder.faults), gaps=tuple(builder.gaps))


@dataclass
class _Open:
    """A section being put together."""

    heading: str
    layout: SectionLayout | None
    row: ReportSection
    blocks: list[Block] = field(default_factory=list)
    parts: list[_Open] = field(default_factory=list)


@dataclass
class _Sections:
    """Puts the rows of a report together as sections in the shape that the layout gives them."""

    layout: Layout
    recommendations: Recommendations | None
    context: BlockContext
    faults: list[Fault] = field(default_factory=list)
    gaps: list[Fault] = field(default_factory=list)

    def build(self, rows: Iterable[ReportSection]) -> tuple[tuple[Section, ...], tuple[Appendix, ...]]:
        """The sections of the report, then its appendices."""
        known: dict[str, tuple[SectionLayout | None, str]] = {}
        known |= {_row_code(section): (section, "") for section in self.layout.sections}
        for parent in self.layout.sections:
            known |= {_row_code(part): (part, _row_code(parent)) for part in parent.sections}
        opened: list[_Open] = []
        appendices: list[_Open] = []
        current: _Open | None = None
        for row in rows:
            if current is None or row.heading:
                layout, within = known.get(row.code, (None, ""))
                current = _Open(heading=row.heading or row.report.title, layout=layout, row=row)
                if row.is_appendix:
                    appendices.append(current)
                elif within and opened and opened[-1].row.code == within:
                    opened[-1].parts.append(current)
                else:
                    opened.append(current)
            current.blocks += self._content_of(row, current)
        if self.recommendations and not any(self._holds_recommendations(one) for one in opened):
            self.gaps.append(Fault(place="Recommendations", message="They are printed at the end."))
            closing = Section(heading="Recommendations", kind="recommendations", blocks=(self.recommendations,))
            return (*self._closed(opened), closing), _appendices(appendices)
        return self._closed(opened), _appendices(appendices)

    def _content_of(self, row: ReportSection, section: _Open) -> list[Block]:
        if row.kind == SectionKind.PROSE:
            return [Prose(markdown=row.body)] if row.body.strip() else []
        try:
            return list(build_block(code=row.block, parameters=row.parameters, context=self.context))
        except DomainError as error:
            self.faults.append(Fault(place=row.heading or section.heading, message=error.message, section=row))
            return []

    def _holds_recommendations(self, section: _Open) -> bool:
        own = section.layout is not None and section.layout.kind == "recommendations"
        return own or any(self._holds_recommendations(part) for part in section.parts)

    def _closed(self, opened: Sequence[_Open]) -> tuple[Section, ...]:
        closed = (self._close(section) for section in opened)
        return tuple(section for section in closed if section.blocks or section.sections)

    def _close(self, section: _Open) -> Section:
        layout = section.layout or SectionLayout(code="added", heading=section.heading)
        blocks = list(section.blocks)
        parts = self._closed(section.parts)
        if layout.kind == "recommendations":
            if self.recommendations:
                blocks.append(self.recommendations)
            else:
                self.gaps.append(
                    Fault(place=section.heading, message="There are no recommendations.", section=section.row)
                )
        if not blocks and not parts and layout.required:
            is_implication = layout.kind == "implication"
            blocks.append(NotApplicable() if is_implication else NotApplicable(text=UNWRITTEN))
            said = "“Not applicable” will be printed." if is_implication else UNWRITTEN
            self.gaps.append(Fault(place=section.heading, message=said, section=section.row))
        return Section(
            heading=section.heading,
            kind=layout.kind,
            code=section.row.code,
            look=layout.look,
            numbered=layout.numbered,
            blocks=tuple(blocks),
            sections=parts,
        )


def _appendices(opened: Sequence[_Open]) -> tuple[Appendix, ...]:
    """Each under its own label; its words stand right under its title. One without words is published on its own."""
    return tuple(
        Appendix(
            label=f"Appendix {place}",
            title=one.heading,
            sections=(Section(heading="", look="run_in", numbered=False, blocks=tuple(one.blocks)),)
            if one.blocks
            else (),
        )
        for place, one in enumerate(opened, start=1)
    )


def _row_code(section: SectionLayout) -> str:
    """Codes of rows have hyphens where those of layouts have underscores."""
    return section.code.replace("_", "-")


def _councils_of(report: Report) -> list[Council]:
    """The council whose body it is; for a joint body, those in the programme on the day of the meeting."""
    council = report.meeting.body.council
    if council is not None:
        return [council]
    memberships = report.programme.memberships.on(timezone.localdate(report.meeting.starts_at))
    return [membership.council for membership in memberships.select_related("council")]


def _clock_time(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.hour % 12 or 12}.{local:%M}{'am' if local.hour < 12 else 'pm'}"


def _printed_person(actor: User | None) -> Person:
    return (
        Person(name="The operator", role="from the command line")
        if actor is None
        else Person(name=actor.name, role=actor.post)
    )


def _signatures_of(report: Report) -> tuple[Signature, ...]:
    if not report.signatory_name and not report.signatory_post:
        return ()
    return (Signature(name=report.signatory_name, post=report.signatory_post),)


def _contacts_of(report: Report) -> tuple[Contact, ...]:
    facts = (report.contact_name, report.contact_post, report.contact_email, report.contact_phone)
    if not any(facts):
        return ()
    name, post, email, phone = facts
    return (Contact(name=name, post=post, email=email, phone=phone),)
