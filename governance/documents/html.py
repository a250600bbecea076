"""The pages of a report, from its snapshot alone: the same article for the preview in the browser and for the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from governance.documents.content import Source, Table
from governance.documents.content_kinds import Item, Setting, kind_of
from governance.documents.facts import FACTS, printed_moment
from governance.documents.glyphs import name_missing_glyphs
from governance.documents.layout import Layout, PartLayout
from governance.documents.numbering import ParagraphNumbers, section_label
from governance.documents.snapshot import Section, Snapshot
from governance.documents.tables import row_sources
from programme.wording.appearance import written_date
from programme.wording.prose import render_inline_prose, render_prose

SECTION_LEVEL = 2
APPENDIX_LEVEL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """A section ready to be drawn. `tag` is its heading's element; empty for one that begins its first paragraph in
    bold.
    """

    anchor: str
    tag: str
    label: str
    heading: str
    kind: str
    items: tuple[Item, ...]
    sections: tuple["ShownSection", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """A part of the document: its template and what the layout says of it."""

    template: str
    layout: PartLayout


def render_html(snapshot: Snapshot, *, for_preview: bool = False) -> SafeString:
    """Return the report as a whole HTML document for the PDF, or as one `<article>` to stand inside a page when
    `for_preview`.

    Reads nothing but the snapshot and the templates. The article has its own h1.
    """
    context = _context(snapshot, for_preview=for_preview)
    template = "reports/article.html" if for_preview else "reports/document.html"
    return mark_safe(name_missing_glyphs(render_to_string(template, context)))  # noqa: S308 - names of characters need no escaping


def _context(snapshot: Snapshot, *, for_preview: bool) -> dict[str, Any]:
    layout = snapshot.house_style.layout
    facts = {code: fact(snapshot) for code, fact in FACTS.items()}
    return {
        "snapshot": snapshot,
        "layout": layout,
        "for_preview": for_preview,
        "title_lines": [facts[code] for code in layout.title_lines if facts[code]],
        "running": {
            place: _joined(facts, getattr(layout.running, place)) for place in ("top_left", "top_right", "bottom_left")
        },
        "description": ", ".join(facts[code] for code in ("body", "meeting_date", "programme") if facts[code]),
        "created": snapshot.generated_at.isoformat(timespec="seconds"),
        "frozen_on": printed_moment(snapshot.generated_at),
        "as_at": printed_moment(snapshot.as_at),
        "parts": [ShownPart(template=f"reports/parts/{part.part}.html", layout=part) for part in layout.parts],
        "header": [(row.label, render_inline_prose(row.value)) for row in snapshot.header],
        "sections": show_sections(snapshot.sections, layout=layout, level=SECTION_LEVEL, prefix="section"),
        "appendices": [
            (
                appendix,
                f"appendix-{place}",
                show_sections(appendix.sections, layout=layout, level=APPENDIX_LEVEL + 1, prefix=f"appendix-{place}"),
            )
            for place, appendix in enumerate(snapshot.appendices, start=1)
        ],
        "notices": [
            (notice.heading, render_prose(notice.text, base_level=SECTION_LEVEL + 1)) for notice in snapshot.notices
        ],
        "clearances": [(box, written_date(box.cleared_on) if box.cleared_on else "") for box in snapshot.clearances],
        "sources": list(_all_sources(snapshot)),
    }


def _joined(facts: dict[str, str], codes: tuple[str, ...]) -> str:
    return " · ".join(facts[code] for code in codes if facts[code])


def show_sections(
    sections: tuple[Section, ...], *, layout: Layout, level: int, prefix: str
) -> tuple[ShownSection, ...]:
    """Return the sections ready to be drawn, their headings at `level`."""
    return tuple(
        _show_section(section, layout=layout, level=level, anchor=f"{prefix}-{place}")
        for place, section in enumerate(sections, start=1)
    )


def _show_section(section: Section, *, layout: Layout, level: int, anchor: str) -> ShownSection:
    # The parts of a section carry its second number; a third would be one too many to cite.
    has_numbered_parts = any(part.number for part in section.sections)
    runs_in = section.look == "run_in"
    counts = layout.number_paragraphs and "." not in section.number and not has_numbered_parts
    numbers = ParagraphNumbers(section.number if counts else "")
    setting = Setting(layout, level + (not runs_in), numbers)
    items = [item for block in section.blocks for item in kind_of(block).items(block, setting)]
    return ShownSection(
        anchor=anchor,
        tag="" if runs_in else f"h{level}",
        label=section_label(section.number, numbering=layout.numbering) if section.number else "",
        heading=section.heading,
        kind=section.kind,
        items=tuple(_with_own_key(item, f"{anchor}-{place}") for place, item in enumerate(items, start=1)),
        sections=show_sections(section.sections, layout=layout, level=level + 1, prefix=anchor),
    )


def _with_own_key(item: Item, key: str) -> Item:
    """A drawing with ids that no other of the document has, even where one is drawn twice."""
    return replace(item, content=replace(item.content, key=key)) if hasattr(item.content, "key") else item


def _all_sources(snapshot: Snapshot) -> Iterator[tuple[str, str, Source]]:
    """Every source in the document as (table, row, source)."""
    for section in _all_sections(snapshot):
        for block in section.blocks:
            if isinstance(block, Table):
                for row, source in row_sources(block):
                    yield block.caption, row, source


def _all_sections(snapshot: Snapshot) -> Iterator[Section]:
    groups = (snapshot.sections, *(appendix.sections for appendix in snapshot.appendices))
    for sections in groups:
        for section in sections:
            yield section
            yield from section.sections
