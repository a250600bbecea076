"""The content blocks of a report: what may stand in a section once it is frozen.

Text is plain unless its field says Markdown. Amounts and counts are text as they are to be printed: the sum was done
where its rule stands, and a document never does it again.
"""

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Self

from governance.documents.earlier_formats import EarlierChart
from programme.drawing.bars import Bars
from programme.drawing.gantt import Gantt
from programme.drawing.lines import Lines
from risks.drawing.heat_map import HeatMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who stands behind a row: "Accepted by … on …", and the code or path that leads back to the record."""

    label: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `rag` adds the shape of a rating beside its word; `markdown` marks officers' prose."""

    text: str = ""
    _: KW_ONLY
    rag: str = ""
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `weight` shares out the width; `align` is "start", "centre" or "end" (figures)."""

    label: str
    weight: int = 1
    _: KW_ONLY
    align: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row: kind "row", "total", or "heading" (one cell across the table that names the rows after it)."""

    cells: tuple[Cell, ...]
    kind: str = "row"
    sources: tuple[Source, ...] = ()

    @classmethod
    def of(cls, *cells: str | Cell, kind: str = "row", sources: tuple[Source, ...] = ()) -> Self:
        """A row of cells, of which plain words are written as they stand."""
        made = (cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)
        return cls(cells=tuple(made), kind=kind, sources=sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """An officer's or clerk's words, in Markdown."""

    kind: ClassVar[str] = "prose"
    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A live table, frozen. The first column heads its rows unless `row_headers` is false."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    row_headers: bool = True

    @classmethod
    def of_nothing(cls, caption: str, note: str) -> Self:
        """What stands where there is nothing to list: the caption, and the note that says so."""
        return cls(caption=caption, columns=(Column(caption),), rows=(), note=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A computed figure in its sentence (Markdown), with the rows it counted and the rule that counted them."""

    kind: ClassVar[str] = "figure"
    sentence: str
    value: str
    unit: str = ""
    rows: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMap:
    """The heat map of a risk register, introduced by `lead` (Markdown), which tells what has no place in it too."""

    kind: ClassVar[str] = "register_map"
    lead: str
    told: HeatMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation and its reason, both Markdown. Numbers run through the whole report."""

    number: int
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendations:
    """The recommendations, introduced by `lead` (Markdown). May stand in more than one section."""

    kind: ClassVar[str] = "recommendations"
    items: tuple[Recommendation, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """A heading the house style requires and this report has nothing to say under."""

    kind: ClassVar[str] = "not_applicable"
    text: str = "Not applicable to this report."


Block = Prose | Table | Figure | Bars | Lines | Gantt | RegisterMap | Recommendations | NotApplicable
StoredBlock = Block | EarlierChart
"""What a stored snapshot may hold; charts of earlier formats become bars and lines as they are read."""
