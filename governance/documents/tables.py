"""A frozen table, made ready for its template: widths, alignment, header cells, groups of rows under their headings."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from governance.documents.content import Cell, Column, Row, Source, Table
from governance.documents.widths import measure
from programme.wording.prose import render_inline_prose

SHORT_TABLE, TALL_ROW = 16, 15
"""Heights in ems of its type: a table not higher stays on one page, a row that is higher may run on to the next."""
USUAL_TEXT_SIZE = 12


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
    is_tall: bool


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
    is_short: bool
    is_dense: bool

    @property
    def span(self) -> int:
        """The number of columns, which a heading row covers."""
        return len(self.columns)


def show_table(table: Table, *, text_size: int = USUAL_TEXT_SIZE) -> ShownTable:
    """Return `table` ready for its template, in a document with text of `text_size` points."""
    measures = measure(table, text_size=text_size)
    return ShownTable(
        caption=table.caption,
        columns=table.columns,
        widths=measures.widths,
        groups=tuple(_groups(table, [height > TALL_ROW for height in measures.row_heights])),
        note=table.note,
        sources=tuple(row_sources(table)),
        is_short=measures.height <= SHORT_TABLE,
        is_dense=measures.is_dense,
    )


def row_sources(table: Table) -> Iterator[tuple[str, Source]]:
    """Yield (the row's first cell, source) for every source of every row."""
    for row in table.rows:
        for source in row.sources:
            yield row.cells[0].text if row.cells else "", source


def _groups(table: Table, tall: list[bool]) -> Iterator[RowGroup]:
    heading, rows = SafeString(""), list[ShownRow]()
    for row, is_tall in zip(table.rows, tall, strict=True):
        if row.kind == "heading":
            if rows or heading:
                yield RowGroup(heading=heading, rows=tuple(rows))
            heading, rows = _cell_html(row.cells[0]), []
        else:
            rows.append(_show_row(row, table, is_tall=is_tall))
    if rows or heading:
        yield RowGroup(heading=heading, rows=tuple(rows))


def _show_row(row: Row, table: Table, *, is_tall: bool) -> ShownRow:
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
        is_tall=is_tall,
    )


def _cell_html(cell: Cell) -> SafeString:
    return render_inline_prose(cell.text) if cell.markdown else escape(cell.text)
