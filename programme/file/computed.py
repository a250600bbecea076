"""Figures that are worked out, told beside the record so that another tool can check the sums. Never taken in.

An app declares tables of such figures with the query that works them out, as it declares the sections of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from programme.file.kinds import Figure, Kind, WholeNumber
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
