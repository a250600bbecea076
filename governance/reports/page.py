"""A report as its clerk sees it: every part, those taken out, and what is wrong with the live blocks.

The header of a report: what its house style asks for, from the clerk's words and the facts of the report.
"""

from __future__ import annotations

from dataclasses import dataclass

from governance.blocks import BLOCKS, check_parameters
from governance.documents.errors import LayoutError
from governance.documents.facts import HEADER_FACTS
from governance.documents.layout import HeaderField, Layout, SectionLayout
from governance.documents.layout_schema import read_layout
from governance.documents.snapshot import HeaderRow, Person, Snapshot
from governance.enums import SectionKind
from governance.models import BackgroundPaper, Recommendation, Report, ReportSection
from programme.errors import DomainError
from programme.wording.appearance import written_date


@dataclass(frozen=True, kw_only=True)
class SectionShown:
    """A section with what the clerk needs to know of it. `fault` says why its block cannot be drawn."""

    row: ReportSection
    title: str
    block_title: str
    parameters: str
    prompt: str
    fault: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """Everything the page of a working draft shows."""

    header: tuple[tuple[str, str], ...]
    meeting: str
    signatory: str
    contact: str
    sections: tuple[SectionShown, ...]
    removed_sections: tuple[ReportSection, ...]
    recommendations: tuple[Recommendation, ...]
    removed_recommendations: tuple[Recommendation, ...]
    papers: tuple[BackgroundPaper, ...]
    removed_papers: tuple[BackgroundPaper, ...]

    @property
    def has_faults(self) -> bool:
        return any(section.fault for section in self.sections)


def report_page(report: Report) -> ReportPage:
    """Read the parts of a report in three queries, and the programme's phases and periods where a block names them."""
    layout = _layout_of(report)
    sections = list(report.sections.all())
    for section in sections:
        section.report = report
    standing = [section for section in sections if section.removed_at is None]
    recommendations = list(report.recommendations.all())
    papers = list(report.background_papers.all())
    prompts = _prompts(layout.sections) if layout else {}
    return ReportPage(
        header=tuple(
            (field.label, str(report.header.get(field.code, field.text)))
            for field in (typed_header(layout) if layout else ())
        ),
        meeting=f"{report.meeting.body.name}, {written_date(report.meeting.starts_at)}",
        signatory=_joined(report.signatory_name, report.signatory_post),
        contact=_joined(report.contact_name, report.contact_post, report.contact_email, report.contact_phone),
        sections=tuple(
            _shown(section, prompts, is_first=section is standing[0], is_last=section is standing[-1])
            for section in standing
        ),
        removed_sections=tuple(section for section in sections if section.removed_at is not None),
        recommendations=tuple(one for one in recommendations if one.removed_at is None),
        removed_recommendations=tuple(one for one in recommendations if one.removed_at is not None),
        papers=tuple(one for one in papers if one.removed_at is None),
        removed_papers=tuple(one for one in papers if one.removed_at is not None),
    )


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _layout_of(report: Report) -> Layout | None:
    try:
        return read_layout(report.house_style.layout)
    except LayoutError:
        return None


def _prompts(sections: tuple[SectionLayout, ...]) -> dict[str, str]:
    found = {}
    for section in sections:
        found[section.code.replace("_", "-")] = section.prompt
        found |= _prompts(section.sections)
    return found


def _shown(section: ReportSection, prompts: dict[str, str], *, is_first: bool, is_last: bool) -> SectionShown:
    block = BLOCKS.get(section.block)
    block_title = (block.title if block else section.block) if section.kind == SectionKind.BLOCK else ""
    given = section.parameters if isinstance(section.parameters, dict) else {}
    known = {parameter.name: parameter for parameter in block.parameters} if block else {}
    return SectionShown(
        row=section,
        title=section.heading or block_title or "Text, continued",
        block_title=block_title,
        parameters="; ".join(
            f"{known[name].label}: {known[name].kind.in_words(value)}" if name in known else f"{name}: {value}"
            for name, value in given.items()
        ),
        prompt=prompts.get(section.code, ""),
        fault=_fault_of(section),
        is_first=is_first,
        is_last=is_last,
    )


def _fault_of(section: ReportSection) -> str:
    if section.kind != SectionKind.BLOCK:
        return ""
    try:
        check_parameters(code=section.block, parameters=section.parameters, programme=section.report.programme)
    except DomainError as error:
        return error.message
    return ""


AGENDA_ITEM, AUTHORS = "agenda_item", "authors"


def typed_header(layout: Layout) -> list[HeaderField]:
    """The header fields that the clerk types: the style's own, then agenda item and authors where it prints them."""
    typed = [row for row in layout.header if row.source == "text"]
    taken = {row.code for row in typed}
    if _prints(layout, AGENDA_ITEM) and AGENDA_ITEM not in taken:
        typed.append(HeaderField(code=AGENDA_ITEM, label="Agenda item"))
    if _prints(layout, AUTHORS) and AUTHORS not in taken:
        typed.append(HeaderField(code=AUTHORS, label="Authors"))
    return typed


def agenda_item_of(report: Report) -> str:
    """The agenda item's number as the clerk typed it."""
    return str(report.header.get(AGENDA_ITEM, "")).strip()


def authors_of(report: Report) -> tuple[Person, ...]:
    """One author a line, the post after a comma."""
    lines = str(report.header.get(AUTHORS, "")).splitlines()
    split = (line.partition(",") for line in lines if line.strip())
    return tuple(Person(name=name.strip(), role=post.strip()) for name, _, post in split)


def header_rows(*, report: Report, layout: Layout, snapshot: Snapshot) -> tuple[HeaderRow, ...]:
    """The rows of the header as printed. A row whose fact is empty stays, blank: blank is shown as blank."""

    def value_of(row: HeaderField) -> str:
        is_typed = row.source == "text"
        return str(report.header.get(row.code, row.text)) if is_typed else HEADER_FACTS[row.source](snapshot)

    return tuple(HeaderRow(label=row.label, value=value_of(row)) for row in layout.header)


def _prints(layout: Layout, fact: str) -> bool:
    running = layout.running
    places = (layout.title_lines, running.top_left, running.top_right, running.bottom_left)
    return any(row.source == fact for row in layout.header) or any(fact in place for place in places)
