"""Values of the savings tracker to fill in: rows and columns of cells, each an amount, 0, withheld or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from finance.domain.savings_values import CellKey, ValueEntry, mark_of_cell
from finance.enums import ValueKind
from finance.models import SavingsLine
from finance.rules.figures import plain_amount, read_amount, written_cell
from finance.rules.money import BLANK, Cell
from finance.rules.savings_cells import cell_of
from programme.forms.cell_grid import CellGrid
from programme.models import Council
from services.forms.fields import TypedFigureField


@dataclass(frozen=True, kw_only=True)
class Place:
    """A cell of the page: what it is of, and the words for it."""

    line: SavingsLine
    council: Council | None
    year: int
    month: int
    kind: ValueKind
    label: str
    column: str

    @property
    def name(self) -> str:
        """The name of its field; codes have no underscore, so that no two places share one."""
        return f"{self.line.code}__{self.month}__{self.kind}"

    @property
    def key(self) -> CellKey:
        return self.line.pk, self.council.pk if self.council else None, self.year, self.month, str(self.kind)


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """A row of the page. `note` stands small under its label."""

    label: str
    note: str = ""
    places: tuple[Place, ...]


class SavingsGrid(CellGrid):
    """`stands` are the recorded cells."""

    def __init__(
        self, *arguments: Any, rows: Sequence[PlaceRow], stands: Mapping[CellKey, Cell], **options: Any
    ) -> None:
        self.rows, self.stands = rows, dict(stands)
        super().__init__(*arguments, **options)
        for place in self.places:
            cell = self.stands.get(place.key, BLANK)
            self.fields[place.name] = TypedFigureField(
                read=read_amount, written=plain_amount(cell), stands=cell, label=place.label
            )

    @property
    def places(self) -> list[Place]:
        return [place for row in self.rows for place in row.places]

    @property
    def columns(self) -> list[str]:
        return [place.column for place in self.rows[0].places] if self.rows else []

    @property
    def grid(self) -> list[tuple[PlaceRow, list[tuple[Place, forms.BoundField]]]]:
        """The rows as the page draws them."""
        return [(row, [(place, self[place.name]) for place in row.places]) for row in self.rows]

    def entries(self) -> list[ValueEntry]:
        """Every cell as it was sent."""
        seen = self.seen_marks()
        return [
            ValueEntry(
                line=place.line,
                council=place.council,
                year=place.year,
                month=place.month,
                kind=place.kind,
                cell=self.cleaned_data[place.name],
                seen=seen.get(place.name, ""),
            )
            for place in self.places
        ]

    def cell_keys(self) -> dict[str, CellKey]:
        return {place.name: place.key for place in self.places}

    def marks(self) -> dict[str, str]:
        return {name: mark_of_cell(self.stands.get(key, BLANK)) for name, key in self.cell_keys().items()}

    def take_over(self, cells: Mapping[Any, Any]) -> None:
        self.stands.update({key: cell_of(row) for key, row in cells.items()})

    def said(self, key: CellKey) -> str:
        now = self.stands[key]
        return "nothing" if now == BLANK else written_cell(now)
