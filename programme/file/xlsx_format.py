"""The programme file as a workbook, a sheet per table: read as nodes with their sheet and cell, and written.

It gives the nodes that the same file in YAML would give. A cell that begins with "=" or another sign stays the text it
is: it is typed as text and marked so for the spreadsheet.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import chain
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from programme.errors import DomainError
from programme.file.computed import COMPUTED, DAY, LEFT_OUT, SHEET_PREFIX, computed_tables
from programme.file.faults import FaultLog
from programme.file.kinds import Day, Text
from programme.file.nodes import Node, described
from programme.file.sections import Field, Section, all_sections, section_named
from programme.file.shape import VERSION_KEY
from programme.file.workbook import (
    CELL_LIMIT,
    Limits,
    Sheet,
    SheetRow,
    WorkbookWriter,
    open_workbook,
    unreadable_is_fault,
)

MOST_ROWS = 100_000
MOST_COLUMNS = 60
LIMITS = Limits(columns=MOST_COLUMNS + 1, blank_rows=5_000, blank_is_fault=True)
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read_xlsx(data: bytes, *, faults: FaultLog) -> Node | None:
    """The workbook as nodes; None when it cannot be read at all."""
    with unreadable_is_fault(faults):
        book = open_workbook(data, faults=faults)
        return None if book is None else _read_book(book, faults)
    return None


def _read_book(book: Any, faults: FaultLog) -> Node:
    known, known_figures = _known(), _known_figures()
    sheets: dict[str, Node] = {}
    figures: dict[str, Node] = {}
    unknown = []
    for name in book.sheetnames:
        if name in known:
            sheets[name] = _read_sheet(Sheet(book[name], limits=LIMITS, faults=faults))
        elif name in known_figures:
            figures[name] = _read_sheet(Sheet(book[name], limits=LIMITS, faults=FaultLog()))
        elif not _is_of_figures(name):
            unknown.append(name)
    for name in unknown:
        message = f"no sheet called {described(name)} in a programme file; the sheets are {', '.join(known)}"
        faults.add(place=f"sheet {described(name)}", path="", message=message)
    root = _assembled(sheets, faults)
    names = [name for name in book.sheetnames if _is_of_figures(name)]
    if names:
        root.value[COMPUTED] = _figures(names, figures)
    return root


def _known() -> list[str]:
    return [VERSION_KEY, *(section.name for section in all_sections())]


def _known_figures() -> list[str]:
    """The sheets of figures that are worked out. They are never taken in, so nothing in them is a fault."""
    return [COMPUTED, *(table.sheet for table in computed_tables())]


def _is_of_figures(name: str) -> bool:
    return name == COMPUTED or name.startswith(SHEET_PREFIX)


def _figures(names: list[str], read: dict[str, Node]) -> Node:
    """Those sheets as the section that the same file in YAML has."""
    head = read[COMPUTED].value if COMPUTED in read else []
    section: dict[str, Node] = dict(head[0].value) if head else {}
    for name in names:
        if name != COMPUTED:
            section[name.removeprefix(SHEET_PREFIX)] = read.get(name) or Node("list", [], f"sheet {described(name)}")
    return Node("mapping", section, f"sheet {COMPUTED}")


def _read_sheet(sheet: Sheet) -> Node:
    """A table as a list of mappings: the header row gives the keys; blank rows are passed over, blank cells empty."""
    listed: list[Node] = []
    rows = sheet.rows()
    first = next(rows, None)
    header: dict[int, str] = {}
    if first is not None and first.number == 1:
        header = _header(first)
    elif first is not None:
        rows = chain([first], rows)
    kinds = _kinds(sheet.name)
    for row in rows:
        if row.number > MOST_ROWS:
            sheet.fault(f"more than {MOST_ROWS:,} rows in one sheet; divide the file")
            break
        found = _read_row(row, header, kinds)
        if any(node.kind == "bad" or node.value is not None for node in found.values()):
            listed.append(Node("mapping", found, row.place()))
    return Node("list", listed, sheet.place())


def _read_row(row: SheetRow, header: dict[int, str], kinds: dict[str, Any]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for column in range(1, max(len(row.cells), *header, 0) + 1):
        title = header.get(column)
        if row.value(column) is None:
            if title:
                found[title] = Node("value", None, row.place(column))
        elif title:
            found[title] = _value(row, column, kinds.get(title))
        elif title is None:
            row.fault("expected a heading in row 1 above this cell", column=column)
    return found


def _header(row: SheetRow) -> dict[int, str]:
    known = _headings(row.sheet.name)
    header: dict[int, str] = {}
    for column, cell in enumerate(row.cells, start=1):
        if cell.value is None:
            continue
        title = str(cell.value).strip()
        if column > MOST_COLUMNS:
            row.fault(f"more than {MOST_COLUMNS} columns", column=column)
        elif title not in known:
            message = (
                f"no heading {described(title)} in the sheet {row.sheet.name}; its headings are {', '.join(known)}"
            )
            row.fault(message, column=column)
            header[column] = ""
        elif title in header.values():
            row.fault(f"the heading {described(title)} is written twice", column=column)
        else:
            header[column] = title
    return header


def _headings(sheet: str) -> list[str]:
    if sheet == VERSION_KEY:
        return [VERSION_KEY]
    if _is_of_figures(sheet):
        return list(_kinds(sheet))
    section = section_named(sheet)
    return [*([section.parent_column] if section.parent else []), *(field.name for field in section.fields)]


def _kinds(sheet: str) -> dict[str, Any]:
    if sheet == VERSION_KEY:
        return {}
    if sheet == COMPUTED:
        return {DAY: Day(), LEFT_OUT: Text()}
    if _is_of_figures(sheet):
        return {
            column.name: column.kind for table in computed_tables() if table.sheet == sheet for column in table.columns
        }
    return {field.name: field.kind for field in section_named(sheet).fields}


def _value(row: SheetRow, column: int, kind: Any) -> Node:
    cell, place = row.cell(column), row.place(column)
    value = cell.value
    if not row.is_value(column):
        return Node("bad", None, place)
    if isinstance(value, str):
        value = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        if type(kind) is not Text:
            value = value.strip()
    if kind is not None:
        value = kind.from_cell(value, str(cell.number_format or ""))
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float | bool | dict | list):
        value = value.isoformat() if isinstance(value, date | datetime) else str(value)
    return _as_node(value, place)


def _as_node(value: Any, place: str) -> Node:
    if isinstance(value, dict):
        return Node("mapping", {str(key): _as_node(inner, place) for key, inner in value.items()}, place)
    if isinstance(value, list):
        return Node("list", [_as_node(inner, place) for inner in value], place)
    return Node("value", value, place)


def _assembled(sheets: dict[str, Node], faults: FaultLog) -> Node:
    """The sheets as one document: the nested tables put into the rows they belong to."""
    root: dict[str, Node] = {}
    for name in _known():
        node = sheets.get(name)
        if node is None:
            continue
        section = None if name == VERSION_KEY else section_named(name)
        if section is None:
            root[name] = _only_cell(node)
        elif section.is_single:
            root[name] = _only_row(node, section, faults)
        elif section.parent:
            _put_into_parents(section, node, sheets.get(section.parent), faults)
        else:
            root[name] = node
    return Node("mapping", root, "workbook")


def _only_cell(node: Node) -> Node:
    if not node.value:
        return Node("value", None, node.place)
    cells: dict[str, Node] = node.value[0].value
    return cells.get(VERSION_KEY, Node("value", None, node.value[0].place))


def _only_row(node: Node, section: Section, faults: FaultLog) -> Node:
    for extra in node.value[1:]:
        faults.add(place=str(extra.place), path="", message=f"expected one row in the sheet {section.name}")
    row: Node = node.value[0] if node.value else Node("value", None, node.place)
    return row


def _put_into_parents(section: Section, node: Node, parents: Node | None, faults: FaultLog) -> None:
    """A nested table's rows, each into the row that its first column names."""
    by_key: dict[str, Node] = {}
    for parent in parents.value if parents else []:
        by_key.setdefault(_parent_key(section_named(section.parent), parent), parent)
    for row in node.value:
        named = row.value.pop(section.parent_column, None)
        code = str(named.value).strip() if named is not None and named.value is not None else ""
        found = by_key.get(code.lower() if "@" in code else code)
        if found is None:
            place = str(named.place if named is not None else row.place)
            message = f"expected the key of a row in the sheet {section.parent}, not {described(code)}"
            faults.add(place=place, path="", message=message)
            continue
        found.value.setdefault(section.nested_as, Node("list", [], row.place)).value.append(row)


def _parent_key(section: Section, row: Node) -> str:
    texts = [str(row.value[name].value).strip() for name in section.key if name in row.value]
    return "/".join(texts).lower() if section.name == "people" else "/".join(texts)


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
