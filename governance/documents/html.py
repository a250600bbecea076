"""The pages of a report, from its snapshot alone: the same article for the preview in the browser and for the PDF."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from governance.documents.charts import (
    chart_table,
    cumulative_table,
    draw_chart,
    running_totals_table,
    tornado_table,
    waterfall_table,
)
from governance.documents.content import (
    Block,
    Chart,
    Figure,
    NotApplicable,
    Prose,
    Recommendations,
    RegisterMap,
    Source,
    Table,
)
from governance.documents.facts import printed_date, printed_facts, printed_moment
from governance.documents.gantt import gantt_table
from governance.documents.glyphs import name_missing_glyphs
from governance.documents.heat_map import heat_map_tables
from governance.documents.layout import Layout, PartLayout
from governance.documents.numbering import section_label
from governance.documents.paragraphs import Paragraph, ParagraphNumbers, split_prose
from governance.documents.snapshot import Section, Snapshot
from governance.documents.tables import row_sources, show_table
from programme.drawing.cumulative_charts import Cumulative, draw_cumulative
from programme.drawing.gantt import Gantt
from programme.drawing.gantt_drawing import draw_gantt
from programme.drawing.running_totals import RunningTotals, draw_running_totals
from programme.drawing.tornado import Tornado, draw_tornado
from programme.drawing.waterfall import Waterfall, draw_waterfall
from programme.wording.prose import render_inline_prose, render_prose
from risks.drawing.heat_map import draw_heat_map

SECTION_LEVEL = 2
PAGE_OF_MAP = 960.0
"""How tall a heat map may be, in its own units, to stand on an A4 page at its full width beneath its lead."""
APPENDIX_LEVEL = 2
LABEL_CLASSES = {
    "1": "figure",
    "1.": "point",
    "1)": "bracket",
    "(1)": "brackets",
    "a)": "letter-bracket",
    "(a)": "letter-brackets",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to draw: `template` says how (see templates/reports/item.html), `content` is what."""

    template: str
    content: Any
    number: str = ""


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
    facts = printed_facts(snapshot)
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
        "clearances": [(box, printed_date(box.cleared_on) if box.cleared_on else "") for box in snapshot.clearances],
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
    items = [
        item
        for block in section.blocks
        for item in _items(block, layout=layout, base_level=level + (not runs_in), numbers=numbers)
    ]
    return ShownSection(
        anchor=anchor,
        tag="" if runs_in else f"h{level}",
        label=section_label(section.number, numbering=layout.numbering) if section.number else "",
        heading=section.heading,
        kind=section.kind,
        items=tuple(_with_own_key(item, f"{anchor}-{place}") for place, item in enumerate(items, start=1)),
        sections=show_sections(section.sections, layout=layout, level=level + 1, prefix=anchor),
    )


def _items(block: Block, *, layout: Layout, base_level: int, numbers: ParagraphNumbers) -> Iterator[Item]:
    yield from _MAKERS[type(block)](block, layout=layout, base_level=base_level, numbers=numbers)


def _with_own_key(item: Item, key: str) -> Item:
    """A drawing with ids that no other of the document has, even where one is drawn twice."""
    return replace(item, content=replace(item.content, key=key)) if hasattr(item.content, "key") else item


def _table(table: Table, layout: Layout, number: str = "") -> Item:
    return Item(template="table", content=show_table(table, text_size=layout.text_size), number=number)


def _prose_items(block: Prose, *, layout: Layout, base_level: int, numbers: ParagraphNumbers) -> Iterator[Item]:
    yield from _paragraph_items(split_prose(block.markdown, base_level=base_level, numbers=numbers))


def _figure_items(block: Figure, *, layout: Layout, base_level: int, numbers: ParagraphNumbers) -> Iterator[Item]:
    yield from _paragraph_items(split_prose(block.sentence, base_level=base_level, numbers=numbers))
    yield Item(template="workings", content=block)


def _table_items(block: Table, *, layout: Layout, base_level: int, numbers: ParagraphNumbers) -> Iterator[Item]:
    yield _table(block, layout, numbers.take(opens=False))


def _chart_items(block: Chart, *, layout: Layout, base_level: int, numbers: ParagraphNumbers) -> Iterator[Item]:
    yield Item(template="chart", content=draw_chart(block), number=numbers.take(opens=False))
    yield _table(chart_table(block), layout)


def _tornado_items(block: Tornado, *, layout: Layout, base_level: int, numbers: ParagraphNumbers) -> Iterator[Item]:
    yield Item(template="chart", content=draw_tornado(block), number=numbers.take(opens=False))
    yield _table(tornado_table(block), layout)


def _running_items(
    block: RunningTotals, *, layout: Layout, base_level: int, numbers: ParagraphNumbers
) -> Iterator[Item]:
    yield Item(template="line_chart", content=draw_running_totals(block), number=numbers.take(opens=False))
    yield _table(running_totals_table(block), layout)


def _waterfall_items(block: Waterfall, *, layout: Layout, base_level: int, numbers: ParagraphNumbers) -> Iterator[Item]:
    yield Item(template="chart", content=draw_waterfall(block), number=numbers.take(opens=False))
    yield _table(waterfall_table(block), layout)


def _cumulative_items(
    block: Cumulative, *, layout: Layout, base_level: int, numbers: ParagraphNumbers
) -> Iterator[Item]:
    yield Item(template="line_chart", content=draw_cumulative(block), number=numbers.take(opens=False))
    yield _table(cumulative_table(block), layout)


def _register_map_items(
    block: RegisterMap, *, layout: Layout, base_level: int, numbers: ParagraphNumbers
) -> Iterator[Item]:
    yield from _paragraph_items(split_prose(block.lead, base_level=base_level, numbers=numbers))
    yield Item(template="heat_map", content=draw_heat_map(block.told, key="heat-map", tallest=PAGE_OF_MAP))
    for table in heat_map_tables(block):
        yield _table(table, layout)


def _gantt_items(block: Gantt, *, layout: Layout, base_level: int, numbers: ParagraphNumbers) -> Iterator[Item]:
    number = numbers.take(opens=False)
    for drawing in draw_gantt(block) if block.rows else ():
        yield Item(template="gantt", content=drawing, number=number)
        number = ""
    yield _table(gantt_table(block), layout, number)


def _recommendation_items(
    block: Recommendations, *, layout: Layout, base_level: int, numbers: ParagraphNumbers
) -> Iterator[Item]:
    style = layout.recommendations
    yield from _paragraph_items(split_prose(block.lead, base_level=base_level, numbers=numbers))
    content = {
        "label": LABEL_CLASSES[style.label],
        "reason_label": style.reason_label,
        "items": [
            (item.number, render_inline_prose(item.text), render_inline_prose(item.reason) if style.reasons else "")
            for item in block.items
        ],
    }
    yield Item(template="recommendations", content=content, number=numbers.take(opens=False))


def _not_applicable_items(
    block: NotApplicable, *, layout: Layout, base_level: int, numbers: ParagraphNumbers
) -> Iterator[Item]:
    yield from _paragraph_items(split_prose(block.text, base_level=base_level, numbers=numbers))


def _paragraph_items(paragraphs: Iterator[Paragraph]) -> Iterator[Item]:
    for paragraph in paragraphs:
        yield Item(template=paragraph.kind, content=paragraph.html, number=paragraph.number)


_MAKERS: dict[type, Callable[..., Iterator[Item]]] = {
    Prose: _prose_items,
    Figure: _figure_items,
    Table: _table_items,
    Chart: _chart_items,
    Gantt: _gantt_items,
    Tornado: _tornado_items,
    RunningTotals: _running_items,
    Waterfall: _waterfall_items,
    Cumulative: _cumulative_items,
    RegisterMap: _register_map_items,
    Recommendations: _recommendation_items,
    NotApplicable: _not_applicable_items,
}


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
