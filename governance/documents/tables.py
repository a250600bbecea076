"""A frozen table, made ready for its template: widths, alignment, header cells, groups of rows under their headings."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from governance.documents.content import Cell, Column, Row, Source, Table
from governance.documents.glyphs import width_in_bold
from programme.prose import render_inline_prose

WHOLE_WIDTH = 100
WIDTH_OF_AN_EM = 0.192
"""An em of a table's type in per cents of the width of a page, for each point of the report's text size."""
CELL_PADDING = 0.75
"""In em."""
HYPHENATED = 12
"""Words of so many letters are hyphenated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCell:
    """One cell: its HTML, whether it heads its row, and the shape of its rating."""

    html: SafeString
    is_header: bool
    align: str
    rag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One row of cells."""

    cells: tuple[ShownCell, ...]
    is_total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """The rows under one heading; the heading is empty for rows before the first."""

    heading: SafeString
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """A table ready to be drawn."""

    caption: str
    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    groups: tuple[RowGroup, ...]
    note: str
    sources: tuple[tuple[str, Source], ...]

    @property
    def span(self) -> int:
        """The number of columns, which a heading row covers."""
        return len(self.columns)


def show_table(table: Table, *, text_size: int = 12) -> ShownTable:
    """Return `table` ready for its template, its columns wide enough for their words in a report of this text size, in
    points, where there is room.
    """
    return ShownTable(
        caption=table.caption,
        columns=table.columns,
        widths=column_widths([column.weight for column in table.columns], _least_widths(table, text_size)),
        groups=tuple(_groups(table)),
        note=table.note,
        sources=tuple(row_sources(table)),
    )


def row_sources(table: Table) -> Iterator[tuple[str, Source]]:
    """Yield (the row's first cell, source) for every source of every row."""
    for row in table.rows:
        for source in row.sources:
            yield row.cells[0].text if row.cells else "", source


def column_widths(weights: Sequence[int], least: Sequence[int] = ()) -> tuple[int, ...]:
    """Share the width out by weight in whole per cents that add up to 100, by largest remainder.

    A column has its `least` even where its weight gives it less, unless all of these together have no room.
    """
    if sum(least) > WHOLE_WIDTH:
        return _shares(least, WHOLE_WIDTH)
    fixed: dict[int, int] = {}
    while True:
        free = [place for place in range(len(weights)) if place not in fixed]
        room = WHOLE_WIDTH - sum(fixed.values())
        shares = dict(zip(free, _shares([weights[place] for place in free], room), strict=True))
        short = {place: least[place] for place in free if least and shares[place] < least[place]}
        if not short:
            return tuple({**shares, **fixed}[place] for place in range(len(weights)))
        fixed |= short


def _shares(weights: Sequence[int], width: int) -> tuple[int, ...]:
    total = sum(weights)
    shares = [weight * width // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(weights[place] * width % total), place))
    for place in by_remainder[: width - sum(shares)]:
        shares[place] += 1
    return tuple(shares)


def _least_widths(table: Table, text_size: int) -> list[int]:
    """The per cents of a page's width that the longest words of each column take.

    Where those of all columns have no room side by side, only the words of headings count.
    """
    headings = [_width_of(column.label.split(), text_size) for column in table.columns]
    words: list[set[str]] = [set() for _ in table.columns]
    for row in table.rows:
        if row.kind != "heading":
            for found, cell in zip(words, row.cells, strict=False):
                found.update(cell.text.split())
    both = [max(least, _width_of(found, text_size)) for least, found in zip(headings, words, strict=True)]
    return both if sum(both) <= WHOLE_WIDTH else headings


def _width_of(words: Iterable[str], text_size: int) -> int:
    cut = {word if len(word) < HYPHENATED else word[: min(len(word) // 2 + 2, HYPHENATED)] for word in words}
    longest = max((width_in_bold(word) for word in cut), default=0.0)
    return math.ceil((longest + CELL_PADDING) * text_size * WIDTH_OF_AN_EM)


def _groups(table: Table) -> Iterator[RowGroup]:
    heading, rows = SafeString(""), list[ShownRow]()
    for row in table.rows:
        if row.kind == "heading":
            if rows or heading:
                yield RowGroup(heading=heading, rows=tuple(rows))
            heading, rows = _cell_html(row.cells[0]), []
        else:
            rows.append(_show_row(row, table))
    if rows or heading:
        yield RowGroup(heading=heading, rows=tuple(rows))


def _show_row(row: Row, table: Table) -> ShownRow:
    """A row always has as many cells as the table has columns: a ragged one would break the tags."""
    cells = (*row.cells, *(Cell() for _ in table.columns))[: len(table.columns)]
    return ShownRow(
        cells=tuple(
            ShownCell(
                html=_cell_html(cell), is_header=place == 0 and table.row_headers, align=column.align, rag=cell.rag
            )
            for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True))
        ),
        is_total=row.kind == "total",
    )


def _cell_html(cell: Cell) -> SafeString:
    return render_inline_prose(cell.text) if cell.markdown else escape(cell.text)
