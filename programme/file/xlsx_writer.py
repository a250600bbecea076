"""Plain data → a workbook: a sheet per table, a header row, text as text.

A cell that begins with "=" or another sign stays the text it is: it is typed as text and marked so for the spreadsheet.
"""

from __future__ import annotations

import re
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from programme.errors import DomainError
from programme.file.computed import COMPUTED, DAY, LEFT_OUT, computed_tables
from programme.file.safe_cells import CELL_LIMIT
from programme.file.sections import Field, Section, all_sections, section_named
from programme.file.shape import VERSION_KEY
from programme.file.workbook_writer import WorkbookWriter

ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
WIDTHS = {"code": 24, "name": 36, "title": 48, "summary": 60, "email": 32, "layout": 60, "body": 60}


def write_xlsx(data: dict[str, Any]) -> bytes:
    """The workbook. Nested rows have a sheet of their own, whose first column names the row they belong to."""
    book = WorkbookWriter(_exact_cell)
    _sheet(book, VERSION_KEY, [VERSION_KEY], [[data[VERSION_KEY]]])
    for section in all_sections():
        fields = section.fields
        header = [*([section.parent_column] if section.parent else []), *(field.name for field in fields)]
        rows = [_cells(section, fields, parent, row) for parent, row in _rows(section, data)]
        if rows:
            _sheet(book, section.name, header, rows)
    if COMPUTED in data:
        _computed_sheets(book, data[COMPUTED])
    with book.saved() as file:
        return file.read()


def _computed_sheets(book: WorkbookWriter, computed: dict[str, Any]) -> None:
    """One sheet for what holds of all of the figures, and one for each table."""
    _sheet(book, COMPUTED, [DAY, LEFT_OUT], [[computed[DAY], ", ".join(computed.get(LEFT_OUT, [])) or None]])
    for table in computed_tables():
        rows = [[row.get(column.name) for column in table.columns] for row in computed.get(table.name, [])]
        if rows:
            _sheet(book, table.sheet, [column.name for column in table.columns], rows)


def _rows(section: Section, data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """A section's rows, each with the key of the row it belongs to."""
    if section.is_single:
        return [("", data[section.name])]
    if not section.parent:
        return [("", row) for row in data.get(section.name, [])]
    parent = section_named(section.parent)
    found = []
    for row in data.get(parent.name, []):
        key = "/".join(str(row.get(name, "")) for name in parent.key)
        found += [(key, child) for child in row.get(section.nested_as, [])]
    return found


def _cells(section: Section, fields: tuple[Field, ...], parent: str, row: dict[str, Any]) -> list[Any]:
    cells: list[Any] = [parent] if section.parent else []
    for field in fields:
        value = row.get(field.name)
        cells.append(None if value is None else field.kind.to_cell(value))
    return cells


def _sheet(book: WorkbookWriter, name: str, header: list[str], rows: list[list[Any]]) -> None:
    add = book.sheet(name, header, widths=[WIDTHS.get(title, 20) for title in header])
    for row in rows:
        add(row)


def _exact_cell(sheet: Any, value: Any, is_bold: bool) -> Any:
    """Text as it is, typed as text; what has changed on the way back would not be the same programme."""
    if value is None:
        return None
    if isinstance(value, bool | int | float):
        return WriteOnlyCell(sheet, value=value)
    text = ILLEGAL.sub(_escape, str(value))
    if len(text) > CELL_LIMIT:
        raise DomainError(
            f"A text of {len(text):,} characters does not fit into a workbook's cell ({CELL_LIMIT:,} at most). "
            "Export as YAML instead."
        )
    cell = WriteOnlyCell(sheet)
    # Set past the library's guess, which takes text that begins with "=" for a formula.
    cell._value, cell.data_type = text, "s"
    cell._style = _style(sheet.parent, is_bold=is_bold, is_sign=text[:1] in ("=", "+", "-", "@"))
    return cell


def _style(book: Any, *, is_bold: bool, is_sign: bool) -> Any:
    """The look of a cell of text, made once for each workbook: making it for every cell takes most of the time."""
    made: dict[tuple[bool, bool], Any] = book.__dict__.setdefault("styles_made", {})
    if (is_bold, is_sign) not in made:
        pattern = WriteOnlyCell(book.worksheets[0])
        pattern.number_format = "@"
        pattern.quotePrefix = is_sign
        pattern.alignment = Alignment(wrap_text=True, vertical="top")
        if is_bold:
            pattern.font = Font(bold=True)
        made[is_bold, is_sign] = pattern._style
    return made[is_bold, is_sign]


def _escape(found: re.Match[str]) -> str:
    """A character that a workbook cannot hold, as workbooks write it: _x000B_; and text that looks so, made plain."""
    text = found.group()
    return f"_x{ord(text):04X}_" if len(text) == 1 else f"_x005F{text}"
