"""The figures that a file tells beside what the record works out. A difference is a note, never a fault."""

from __future__ import annotations

from typing import Any

from programme.file.computed import (
    COMPUTED,
    DAY,
    LEFT_OUT,
    Asked,
    Column,
    ComputedTable,
    asked_of,
    computations,
    computed_tables,
    worked_out,
)
from programme.file.faults import Fault
from programme.file.kinds import Unexpected
from programme.file.nodes import Node, described, place_text
from programme.models import Programme, User

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
