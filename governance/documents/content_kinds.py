"""What is done with each kind of content, in one place: its name, how it is set in a document, and how two versions of
it are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from governance.documents.chart_tables import bars_table, gantt_table, heat_map_cells, heat_map_tables, lines_table
from governance.documents.content import (
    Figure,
    NotApplicable,
    Prose,
    Recommendations,
    RegisterMap,
    StoredBlock,
    Table,
)
from governance.documents.layout import Layout
from governance.documents.numbering import Paragraph, ParagraphNumbers, split_prose
from governance.documents.tables import show_table
from programme.drawing.bars import Bars, DrawnBars, draw_bars
from programme.drawing.gantt import Gantt
from programme.drawing.gantt_drawing import draw_gantt
from programme.drawing.lines import DrawnLines, Lines, draw_lines
from programme.wording.prose import render_inline_prose
from risks.drawing.heat_map import draw_heat_map

PAGE_OF_MAP = 960.0
"""How tall a heat map may be, in its own units, to stand on an A4 page at its full width beneath its lead."""
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

    @property
    def path(self) -> str:
        """The address of its template."""
        return f"reports/blocks/{self.template}.html"


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. `what` says of what; empty texts where there is nothing to show side by side."""

    what: str
    kind: ChangeKind
    before: str = ""
    after: str = ""
    section: str = ""


@dataclass(frozen=True)
class Setting:
    """What the section around a block says of it: the layout, the level of its headings, and its numbers."""

    layout: Layout
    base_level: int
    numbers: ParagraphNumbers

    def prose(self, markdown: str) -> Iterator[Item]:
        """Words in Markdown, part by part."""
        parts: Iterator[Paragraph] = split_prose(markdown, base_level=self.base_level, numbers=self.numbers)
        for part in parts:
            yield Item(template=part.kind, content=part.html, number=part.number)

    def table(self, table: Table, number: str = "") -> Item:
        return Item(template="table", content=show_table(table, text_size=self.layout.text_size), number=number)

    def chart(self, drawn: DrawnBars | DrawnLines, table: Table) -> Iterator[Item]:
        """A drawing, then the table that says the same."""
        yield Item(template="chart", content=drawn, number=self.numbers.take(opens=False))
        yield self.table(table)


@dataclass(frozen=True)
class ContentKind:
    """`name` is what a comparison calls it, `items` sets a block, `changes` tells a block from the one before it."""

    name: str
    items: Callable[[Any, Setting], Iterator[Item]]
    changes: Callable[[Any, Any], Iterator[Change]]


def kind_of(block: StoredBlock) -> ContentKind:
    """The kind of a block."""
    return KINDS[type(block)]


def changed(what: str, before: str, after: str) -> Iterator[Change]:
    """The change of a text; none where it is the same."""
    if before != after:
        yield Change(what=what, kind=ChangeKind.CHANGED, before=before, after=after)


def _figure_items(block: Figure, setting: Setting) -> Iterator[Item]:
    yield from setting.prose(block.sentence)
    yield Item(template="workings", content=block)


def _figure_changes(before: Figure, after: Figure) -> Iterator[Change]:
    yield from changed("Figure", before.sentence, after.sentence)
    old, new = dict.fromkeys(before.rows), dict.fromkeys(after.rows)
    yield from (Change(what="Counted", kind=ChangeKind.ADDED, after=row) for row in new if row not in old)
    yield from (Change(what="Counted", kind=ChangeKind.REMOVED, before=row) for row in old if row not in new)


def _table_items(block: Table, setting: Setting) -> Iterator[Item]:
    yield setting.table(block, setting.numbers.take(opens=False))


def _table_changes(before: Table, after: Table) -> Iterator[Change]:
    old, new = _rows_by_name(before), _rows_by_name(after)
    labels = [column.label for column in after.columns]
    for name, cells in new.items():
        if name not in old:
            yield Change(what=name, kind=ChangeKind.ADDED)
            continue
        for label, was, now in zip(labels[1:], old[name][1:], cells[1:], strict=False):
            yield from changed(f"{name}: {label}", was, now)
    yield from (Change(what=name, kind=ChangeKind.REMOVED) for name in old if name not in new)


def _rows_by_name(table: Table) -> dict[str, list[str]]:
    """The rows by their names, those under a heading by its name too, so that like rows of two groups stay two."""
    found, heading = {}, ""
    for row in table.rows:
        name = row.cells[0].text
        if row.kind == "heading":
            heading = f"{name}: "
        else:
            found[f"{heading}{name}"] = [cell.text for cell in row.cells]
    return found


def _bars_items(block: Bars, setting: Setting) -> Iterator[Item]:
    return setting.chart(draw_bars(block), bars_table(block))


def _bars_changes(before: Bars, after: Bars) -> Iterator[Change]:
    """Words as their tables tell them; numbers bar by bar, of which one that is not there is 0."""
    if after.has_words:
        yield from _table_changes(bars_table(before), bars_table(after))
        return
    old, new = _numbers_of(before), _numbers_of(after)
    for name in [*new, *(name for name in old if name not in new)]:
        yield from changed(f"{after.title}: {name}", str(old.get(name, 0)), str(new.get(name, 0)))


def _numbers_of(chart: Bars) -> dict[str, int]:
    many = len(chart.series) > 1
    return {
        f"{row.label}, {series.label}" if many else row.label: value
        for row in chart.rows
        for series, value in zip(chart.series, row.values, strict=False)
    }


def _lines_items(block: Lines, setting: Setting) -> Iterator[Item]:
    return setting.chart(draw_lines(block), lines_table(block))


def _lines_changes(before: Lines, after: Lines) -> Iterator[Change]:
    return _table_changes(lines_table(before), lines_table(after))


def _gantt_items(block: Gantt, setting: Setting) -> Iterator[Item]:
    number = setting.numbers.take(opens=False)
    for drawing in draw_gantt(block) if block.rows else ():
        yield Item(template="gantt", content=drawing, number=number)
        number = ""
    yield setting.table(gantt_table(block), number)


def _gantt_changes(before: Gantt, after: Gantt) -> Iterator[Change]:
    return _table_changes(gantt_table(before), gantt_table(after))


def _register_map_items(block: RegisterMap, setting: Setting) -> Iterator[Item]:
    yield from setting.prose(block.lead)
    yield Item(template="heat_map", content=draw_heat_map(block.told, key="heat-map", tallest=PAGE_OF_MAP))
    for table in heat_map_tables(block):
        yield setting.table(table)


def _register_map_changes(before: RegisterMap, after: RegisterMap) -> Iterator[Change]:
    """Cells are matched by their places in words."""
    yield from changed("Heat map", before.lead, after.lead)
    old, new = heat_map_cells(before), heat_map_cells(after)
    for place in [*new, *(place for place in old if place not in new)]:
        for was, now in zip(old.get(place, ("", "")), new.get(place, ("", "")), strict=True):
            yield from changed(f"{after.told.title}: {place}", was, now)


def _recommendation_items(block: Recommendations, setting: Setting) -> Iterator[Item]:
    style = setting.layout.recommendations
    yield from setting.prose(block.lead)
    content = {
        "label": LABEL_CLASSES[style.label],
        "reason_label": style.reason_label,
        "items": [
            (item.number, render_inline_prose(item.text), render_inline_prose(item.reason) if style.reasons else "")
            for item in block.items
        ],
    }
    yield Item(template="recommendations", content=content, number=setting.numbers.take(opens=False))


def _recommendation_changes(before: Recommendations, after: Recommendations) -> Iterator[Change]:
    old = {item.number: item for item in before.items}
    new = {item.number: item for item in after.items}
    for number, item in new.items():
        what = f"Recommendation {number}"
        if number not in old:
            yield Change(what=what, kind=ChangeKind.ADDED, after=item.text)
        elif old[number].text != item.text:
            yield from changed(what, old[number].text, item.text)
        else:
            yield from changed(f"Reason for recommendation {number}", old[number].reason, item.reason)
    for number, item in old.items():
        if number not in new:
            yield Change(what=f"Recommendation {number}", kind=ChangeKind.REMOVED, before=item.text)


KINDS: dict[type, ContentKind] = {
    Prose: ContentKind(
        "Text",
        lambda block, setting: setting.prose(block.markdown),
        lambda before, after: changed("Text", before.markdown, after.markdown),
    ),
    Figure: ContentKind("Figure", _figure_items, _figure_changes),
    Table: ContentKind("Table", _table_items, _table_changes),
    Bars: ContentKind("Chart", _bars_items, _bars_changes),
    Lines: ContentKind("Chart", _lines_items, _lines_changes),
    Gantt: ContentKind("Route map", _gantt_items, _gantt_changes),
    RegisterMap: ContentKind("Heat map", _register_map_items, _register_map_changes),
    Recommendations: ContentKind("Recommendations", _recommendation_items, _recommendation_changes),
    NotApplicable: ContentKind(
        "“Not applicable”", lambda block, setting: setting.prose(block.text), lambda before, after: iter(())
    ),
}
