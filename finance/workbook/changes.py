"""What the lines of a workbook change in a version: what is shown before it is saved, and what is saved then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from finance.domain.case_lines import LineEntry
from finance.enums import CostGroup, Evidence, LineKind
from finance.models import CaseLine
from finance.queries.business_cases import cell_of, profile_of
from finance.rules.figures import read_amount, written_cell, written_pounds
from finance.rules.money import BLANK, Cell, Standing
from finance.rules.profile import Profile, ProfileRefused, in_words, read_profile, worked_out
from finance.workbook.layout import Column
from finance.workbook.read import SheetLine
from programme.file.workbook import safe_text
from services.values.standards import year_label

ADDED, CHANGED, TAKEN_OUT = "Added", "Changed", "Taken out"
RUNNING = (LineKind.CURRENT, LineKind.FUTURE)


@dataclass(frozen=True)
class LineChange:
    """A line that is added, changed or taken out, and what of it in words."""

    name: str
    change: str
    details: tuple[str, ...] = ()


@dataclass
class TableChanges:
    """What changes in one table."""

    kind: LineKind
    lines: list[LineChange] = field(default_factory=list)
    unchanged: int = 0
    stays: int = 0
    """Lines that the sheet does not have and that stay as they are."""

    def count(self, change: str) -> int:
        return sum(1 for line in self.lines if line.change == change)

    @property
    def in_words(self) -> str:
        counts = [(ADDED, "added"), (CHANGED, "changed"), (TAKEN_OUT, "taken out")]
        parts = [f"{self.count(change)} {words}" for change, words in counts if self.count(change)]
        parts += [f"{self.unchanged} as they are"] if self.unchanged else []
        parts += [f"{self.stays} not in the workbook, which stay"] if self.stays else []
        return ", ".join(parts) or "nothing"


@dataclass
class WorkbookChanges:
    entries: list[LineEntry] = field(default_factory=list)
    tables: list[TableChanges] = field(default_factory=list)
    settings: tuple[tuple[str, str, str], ...] = ()
    """What the version is worked out with that changes: its label, and the words before and after."""
    unknown: list[str] = field(default_factory=list)
    """Lines whose code the version does not have, or that cannot be worked out as they are written, in sentences."""

    @property
    def is_something(self) -> bool:
        return bool(self.settings) or any(table.lines for table in self.tables)


def changes_of(
    *,
    tables: Mapping[LineKind, Sequence[SheetLine]],
    lines: Sequence[CaseLine],
    spans: Mapping[LineKind, range],
    takes_out: bool,
    unit: str,
) -> WorkbookChanges:
    """Compare the sheets with the lines of a version, whose amounts are read already.

    A line is known by its code or, where a sheet has none, by its name and group. Lines that a sheet does not have stay
    or, with `takes_out`, are taken out. `spans` are the years that each table can have amounts in.
    """
    changes = WorkbookChanges()
    for kind, sheet in tables.items():
        there = [line for line in lines if line.kind == kind]
        _compare(changes, kind, sheet, there, span=spans[kind], takes_out=takes_out, unit=unit)
    return changes


def _compare(
    changes: WorkbookChanges,
    kind: LineKind,
    sheet: Sequence[SheetLine],
    lines: list[CaseLine],
    *,
    span: range,
    takes_out: bool,
    unit: str,
) -> None:
    table = TableChanges(kind)
    changes.tables.append(table)
    left = {line.code: line for line in lines}
    for row in sheet:
        if row.code and row.code not in left:
            changes.unknown.append(
                f"{row.place}: no line of {kind.label.lower()} has the code {row.code}; "
                "leave the code of a new line empty"
            )
            continue
        line = left.pop(row.code, None) if row.code else _named(row, left)
        try:
            shown = _worked_out(kind, row, line, span=span)
        except ProfileRefused as error:
            changes.unknown.append(f"{row.place}: {error.message}")
            continue
        if line is None:
            table.lines.append(LineChange(row.name, ADDED, tuple(_amounts_of(shown, unit))))
            changes.entries.append(_entry(kind, row))
            continue
        details = _differences(shown, line, unit=unit)
        if details:
            table.lines.append(LineChange(line.name, CHANGED, tuple(details)))
        else:
            table.unchanged += 1
        changes.entries.append(_entry(kind, row, line))
    for line in left.values():
        changes.entries.append(LineEntry(kind=kind, code=line.code, name=line.name, is_removed=takes_out))
        if takes_out:
            table.lines.append(LineChange(line.name, TAKEN_OUT))
        else:
            table.stays += 1


def _told_profile(row: SheetLine) -> Profile | None:
    """What the row is worked out from; it was checked when it was read."""
    if row.profile is None:
        return None
    full_year, starts, phasing = row.profile
    return read_profile(full_year=read_amount(full_year), starts=starts, phasing=phasing)


def _worked_out(kind: LineKind, row: SheetLine, line: CaseLine | None, *, span: range) -> SheetLine:
    """The row with the amounts that come of its profile, or of the line's. Raises ProfileRefused."""
    profile = _told_profile(row) if row.profile is not None or line is None else profile_of(line)
    if profile is None:
        return row
    standing = {amount.year: cell_of(amount) for amount in line.amounts.all()} if line else {}
    return replace(row, cells=worked_out(profile, kind=kind, span=span, standing=standing, sent=row.cells))


def _named(row: SheetLine, left: dict[str, CaseLine]) -> CaseLine | None:
    """The line of that name that no other row has taken; of several, that of the group."""
    found = [line for line in left.values() if _same(line.name, row.name)]
    found = [line for line in found if row.group in (None, line.group)] or found[:0]
    return left.pop(found[0].code) if found else None


def _same(first: str, second: str) -> bool:
    return " ".join(first.split()).casefold() == " ".join(second.split()).casefold()


def _entry(kind: LineKind, row: SheetLine, line: CaseLine | None = None) -> LineEntry:
    group = row.group or (line.group if line else CostGroup.DIRECT.value)
    return LineEntry(
        kind=kind,
        code=line.code if line else "",
        name=_name(row, line),
        cells=row.cells,
        group=group if kind in RUNNING else None,
        subset=row.subset,
        evidence=row.evidence,
        note=_note(row, line),
        tells_profile=row.profile is not None,
        profile=_told_profile(row),
    )


def _name(row: SheetLine, line: CaseLine | None) -> str:
    """The name as it is written; a line keeps its own where a spreadsheet only writes it otherwise."""
    if line and (_same(line.name, row.name) or safe_text(line.name).strip() == row.name):
        return line.name
    return row.name


def _note(row: SheetLine, line: CaseLine | None) -> str | None:
    if line and row.note is not None and " ".join(line.note.split()) == " ".join(row.note.split()):
        return line.note
    return row.note


def _differences(row: SheetLine, line: CaseLine, *, unit: str) -> list[str]:
    told = []
    if (name := _name(row, line)) != line.name:
        told.append(f"Name: now {name}")
    for column, before, after in (
        (Column.GROUP, line.group, row.group),
        (Column.SUBSET, line.subset, row.subset),
        (Column.EVIDENCE, line.evidence, row.evidence),
        (Column.NOTE, line.note, _note(row, line)),
    ):
        if after is not None and after != before:
            told.append(f"{column.value}: {_label(column, before)} → {_label(column, after)}")
    if row.profile is not None and (profile := _told_profile(row)) != profile_of(line):
        now = "given year by year"
        if profile is not None:
            now = in_words(profile, kind=LineKind(line.kind), amount=written_pounds(profile.full_year))
        told.append(f"{Column.FULL_YEAR.value}: now {now}")
    stands = {amount.year: cell_of(amount) for amount in line.amounts.all()}
    for year, cell in sorted(row.cells.items()):
        before_cell = stands.get(year, BLANK)
        if not _same_cell(before_cell, cell):
            words = f"{written_cell(before_cell, unit=unit)} → {written_cell(cell, unit=unit)}"
            told.append(f"{year_label(year)}: {words}")
    return told


def _same_cell(before: Cell, after: Cell) -> bool:
    """An amount that stays withheld is not changed."""
    if before.standing is Standing.WITHHELD or after.standing is Standing.WITHHELD:
        return before.standing is after.standing
    return before == after


def _label(column: Column, value: Any) -> str:
    choices: Any = {Column.GROUP: CostGroup, Column.EVIDENCE: Evidence}.get(column)
    if choices is not None and value:
        return str(choices(value).label)
    return str(value) or "nothing"


def _amounts_of(row: SheetLine, unit: str) -> list[str]:
    return [
        f"{year_label(year)}: {written_cell(cell, unit=unit)}"
        for year, cell in sorted(row.cells.items())
        if cell != BLANK
    ]
