"""Figures that are worked out, told beside the record so that another tool can check the sums. Never taken in.

An app declares tables of such figures with the query that works them out, as it declares the sections of the file.

The figures that a file tells beside what the record works out. A difference is a note, never a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from programme.file.faults import Fault
from programme.file.kinds import Figure, Kind, Unexpected, WholeNumber
from programme.file.nodes import Node, described, place_text
from programme.history import Moment
from programme.models import Programme, User
from programme.values.contributions import Contribution, contributed

COMPUTED = "computed"
DAY, LEFT_OUT = "day", "left_out"
SHEET_PREFIX = f"{COMPUTED}_"
LONGEST_SHEET_NAME = 31
"""Characters; what a spreadsheet allows."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One figure or word of a row."""

    name: str
    kind: Kind
    about: str = ""

    @property
    def is_always_told(self) -> bool:
        """A number that is not there is written as nothing (null), never as 0; a word that is not there is left out."""
        return isinstance(self.kind, Figure | WholeNumber)


@dataclass(frozen=True, kw_only=True)
class ComputedTable:
    """A kind of row that is worked out. The columns of its `key` together know a row."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        if len(self.sheet) > LONGEST_SHEET_NAME:
            raise ValueError(f"computed table {self.name} has a name too long for a sheet")

    @property
    def sheet(self) -> str:
        """What its sheet of a workbook is called."""
        return SHEET_PREFIX + self.name


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the figures are worked out for: a programme, now or as at a moment, and the person who reads.

    `person` None is the operator, who has all.
    """

    programme: Programme
    moment: Moment
    person: User | None = None

    def seen(self, rows: Any) -> Any:
        """Those of a queryset's rows that the person sees."""
        return rows if self.person is None else rows.visible_to(self.person)


Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Computation(Contribution):
    """Tables that are worked out from one reading. `compute` gives the rows of each by name, in their order.

    Without `has_history` they cannot be worked out for a past moment. With `turns_with_day` the day alone can change
    them, so that only figures of the same day compare.
    """

    tables: tuple[ComputedTable, ...]
    compute: Callable[[Asked], Mapping[str, Rows]]
    order: int
    has_history: bool = True
    turns_with_day: bool = False

    is_replaceable: ClassVar[bool] = False

    @property
    def contributed_as(self) -> tuple[str, ...]:
        return tuple(table.name for table in self.tables)


def computations() -> list[Computation]:
    """Every computation in the order of the file."""
    return sorted(contributed(Computation), key=lambda found: found.order)


def computed_tables() -> list[ComputedTable]:
    """Every table in the order of the file."""
    return [table for computation in computations() for table in computation.tables]


def asked_of(*, programme: Programme, as_at: datetime | None = None, person: User | None = None) -> Asked:
    """What to work out for a programme now, or at a past moment."""
    return Asked(programme=programme, moment=Moment(programme, as_at), person=person)


def computed_data(asked: Asked) -> dict[str, Any]:
    """The section as plain data: the day, the tables that have rows, and those that a past moment leaves out."""
    data: dict[str, Any] = {DAY: asked.moment.day.isoformat()}
    left_out = []
    found: dict[str, Any] = {}
    for computation in computations():
        if not (asked.moment.is_now or computation.has_history):
            left_out += [table.name for table in computation.tables]
            continue
        found |= {name: rows for name, rows in worked_out(computation, asked).items() if rows}
    if left_out:
        data[LEFT_OUT] = left_out
    return data | found


def worked_out(computation: Computation, asked: Asked) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table of a computation as plain data."""
    rows = computation.compute(asked)
    return {table.name: [_row(table, row) for row in rows.get(table.name, ())] for table in computation.tables}


def _row(table: ComputedTable, row: Mapping[str, Any]) -> dict[str, Any]:
    told = {}
    for column in table.columns:
        value = row.get(column.name)
        if value is not None and value != "":
            told[column.name] = column.kind.write(value)
        elif column.is_always_told:
            told[column.name] = None
    return told


MOST_NOTES = 100


def differing_figures(*, programme: Programme, told: Node, person: User | None) -> tuple[str, ...]:
    """What the section `computed` of a file says otherwise than the record works out, each as a sentence.

    Reads only the tables that the file has, and works out what the person sees (None: the operator, who has all), so
    that no difference tells of a confidential risk.
    """
    comparison = _Comparison(asked_of(programme=programme, person=person))
    comparison.compare(told)
    return tuple(comparison.sentences())


class _Comparison:
    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.notes: list[Fault] = []
        self.more = 0

    def sentences(self) -> list[str]:
        said = [str(note) for note in self.notes]
        return [*said, f"{self.more:,} more differences in {COMPUTED} are not listed."] if self.more else said

    def compare(self, told: Node) -> None:
        if told.kind != "mapping":
            if told.value is not None:
                self.note(told, COMPUTED, f"expected tables of figures, not {shown(told)}; nothing was compared")
            return
        known = {table.name: table for table in computed_tables()}
        for name, node in told.value.items():
            if name not in known and name not in (DAY, LEFT_OUT):
                self.note(node, COMPUTED, f"no table called {described(name)} is worked out; it was not compared")
        is_of_the_day = self._is_of_the_day(told)
        for computation in computations():
            tables = [table for table in computation.tables if table.name in told.value]
            if not tables or (computation.turns_with_day and not is_of_the_day):
                continue
            rows = worked_out(computation, self.asked)
            for table in tables:
                self.compare_table(table, told.value[table.name], rows[table.name])

    def _is_of_the_day(self, told: Node) -> bool:
        """Whether the file's figures are of today; if not, those that the day alone can change are not compared."""
        node = told.value.get(DAY)
        if node is not None and node.kind == "value" and node.value == self.asked.moment.day.isoformat():
            return True
        skipped = [
            table.name
            for computation in computations()
            if computation.turns_with_day
            for table in computation.tables
            if table.name in told.value
        ]
        if skipped:
            said = "no day" if node is None else shown(node)
            message = (
                f"the figures are of {said}, today is {self.asked.moment.day.isoformat()}; not compared, because the "
                f"day alone can change them: {', '.join(skipped)}"
            )
            self.note(node or told, f"{COMPUTED}.{DAY}", message)
        return False

    def compare_table(self, table: ComputedTable, node: Node, rows: list[dict[str, Any]]) -> None:
        path = f"{COMPUTED}.{table.name}"
        if node.kind != "list":
            if node.value is not None:
                self.note(node, path, f"expected a list of rows, not {shown(node)}; it was not compared")
            return
        worked = {tuple(_key_text(row.get(name)) for name in table.key): row for row in rows}
        met = set()
        for number, item in enumerate(node.value, start=1):
            key = _key(table, item)
            if key is None:
                self.note(item, f"{path}, row {number}", f"no row is known by its {', '.join(table.key)}")
                continue
            here = ".".join([path, *(part for part in key if part)])
            if key not in worked:
                self.note(item, here, "the file has it, the record works out no such row")
                continue
            met.add(key)
            self.compare_row(table, item, worked[key], here)
        if missing := len(worked) - len(met):
            rows_of = "1 row that is" if missing == 1 else f"{missing:,} rows that are"
            self.note(node, path, f"{rows_of} worked out, not in the file")

    def compare_row(self, table: ComputedTable, item: Node, row: dict[str, Any], path: str) -> None:
        columns = {column.name: column for column in table.columns}
        for name, node in item.value.items():
            if name not in columns:
                self.note(node, path, f"nothing called {described(name)} is worked out; it was not compared")
            elif name not in table.key and not _agrees(columns[name], node, row.get(name)):
                message = f"the file says {shown(node)}, worked out {described(row.get(name))}"
                self.note(node, f"{path}.{name}", message)

    def note(self, node: Node, path: str, message: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Fault(place_text(node.place), path, message))
        else:
            self.more += 1


def shown(node: Node) -> str:
    """What stands there, short, without reading all of it."""
    if node.kind == "bad":
        return "what cannot be read"
    return described({"mapping": {}, "list": []}.get(node.kind, node.value))


def _agrees(column: Column, node: Node, worked: Any) -> bool:
    if node.kind != "value":
        return False
    said = None if node.value == "" else node.value
    if said is None or worked is None:
        return said is None and worked is None
    try:
        return bool(column.kind.read(said) == column.kind.read(worked))
    except Unexpected:
        return False


def _key(table: ComputedTable, item: Node) -> tuple[str, ...] | None:
    if item.kind != "mapping":
        return None
    nodes = [item.value.get(name) for name in table.key]
    if any(node is not None and node.kind != "value" for node in nodes):
        return None
    return tuple(_key_text(None if node is None else node.value) for node in nodes)


def _key_text(value: Any) -> str:
    return "" if value is None else str(value)
