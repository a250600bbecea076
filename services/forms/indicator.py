"""What officers fill in about indicators, systems in use and the days that a measurement is of.

A page of figures to fill in: indicators down; councils or years across. Errors stand at their cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django import forms

from programme.errors import DomainError
from programme.forms.cell_grid import CellGrid
from programme.forms.domain_form import RecordForm
from programme.models import Council
from services.domain.figures import CellKey, FigureEntry, check_stretch, figure_of, mark_of_row
from services.enums import Direction, IndicatorCategory
from services.forms.fields import ProseField, TypedFigureField
from services.models import Indicator
from services.values.figures import plain_figure, read_figure, written_figure

NARROW = {"class": "govuk-input--width-4"}


class IndicatorForm(RecordForm):
    name = forms.CharField(max_length=200, help_text="For example New claims.")
    heading = forms.CharField(
        max_length=120, required=False, help_text="What it stands under, for example Benefits or Council Tax."
    )
    category = forms.ChoiceField(choices=IndicatorCategory.choices, widget=forms.RadioSelect)
    unit = forms.CharField(
        max_length=60, help_text="What it is counted in, for example FTE, £000, days, % or per 1,000 claims."
    )
    direction = forms.ChoiceField(
        label="Which way is better", choices=Direction.choices, widget=forms.RadioSelect, initial=Direction.NEITHER
    )
    decimal_places = forms.IntegerField(
        label="Decimal places",
        min_value=0,
        max_value=4,
        initial=0,
        widget=forms.NumberInput(attrs=NARROW),
        help_text="The most figures after the point, 0 to 4.",
    )
    position = forms.IntegerField(
        label="Place in the list",
        min_value=1,
        max_value=9_999,
        required=False,
        widget=forms.NumberInput(attrs=NARROW),
        help_text="1 is first. Left empty, it stands after the others.",
    )
    note = ProseField(label="How it is counted", rows=3, limit=5_000)
    ended_on = forms.DateField(
        label="Last day on which it was measured",
        required=False,
        help_text="Leave empty while it is measured. Its figures stay on record.",
    )


class SystemForm(RecordForm):
    purpose = forms.CharField(max_length=120, help_text="For example Processing system.")
    name = forms.CharField(label="System", max_length=120)
    note = ProseField(label="Note", rows=3, limit=5_000)
    position = forms.IntegerField(
        label="Place of the purpose in the list",
        min_value=1,
        max_value=9_999,
        required=False,
        widget=forms.NumberInput(attrs=NARROW),
        help_text="1 is first. Left empty, it stands with its purpose.",
    )
    ended_on = forms.DateField(
        label="Last day of its use", required=False, help_text="Leave empty while the council uses it."
    )


class NewSystemForm(SystemForm):
    council = forms.ModelChoiceField(Council.objects.none(), empty_label=None)
    field_order = ["council"]

    def __init__(self, *arguments: Any, councils: Sequence[Council], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["council"].queryset = Council.objects.filter(  # type: ignore[attr-defined]
            pk__in=[council.pk for council in councils]
        )


class StretchForm(forms.Form):
    """The first and last day that measurements are of; sent in the address."""

    measured_from = forms.DateField(label="First day")
    measured_to = forms.DateField(label="Last day")

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "measured_from" in values and "measured_to" in values:
            try:
                check_stretch(today=self.today, **values)
            except DomainError as error:
                self.add_error(error.field, error.message)
        return values


SHORT = 100
"""Words of up to so many characters stand in one line."""
PER_PAGE = 25
"""The most indicators on one page."""
MOST_FIELDS = 900
"""The most fields on one page: the page of a review of many councils has fewer indicators, so that it can be sent."""


@dataclass(frozen=True, kw_only=True)
class GridColumn:
    """A column of the page: `key` in its fields' names, and what its cells are of. Not `open`: shown, not written."""

    key: str
    label: str
    council: Council | None
    year: int | None = None
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class TextBeside:
    """Words that may stand beside the figure of a cell: the record's field, its label and its limit."""

    name: str
    label: str
    limit: int


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """A cell as the page draws it: its fields, or, where it is not the reader's to write, what it says."""

    column: GridColumn
    figure: forms.BoundField | None = None
    texts: tuple[forms.BoundField, ...] = ()
    words: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the words beside the figure are shown at once, because one of them is refused."""
        return any(text.errors for text in self.texts)


@dataclass(frozen=True)
class GridRow:
    indicator: Indicator
    cells: tuple[GridCell, ...] = field(default=())


class FigureGrid(CellGrid):
    """`rows` are what is recorded, by cell."""

    def __init__(
        self,
        *arguments: Any,
        indicators: Sequence[Indicator],
        columns: Sequence[GridColumn],
        texts: Sequence[TextBeside],
        rows: Mapping[CellKey, Any],
        **options: Any,
    ) -> None:
        self.indicators, self.columns, self.texts, self.rows = indicators, columns, texts, dict(rows)
        super().__init__(*arguments, **options)
        for indicator, column in self._open_cells():
            self._add_cell(indicator, column)

    def _open_cells(self) -> Iterator[tuple[Indicator, GridColumn]]:
        for indicator in self.indicators:
            for column in self.columns:
                if column.open:
                    yield indicator, column

    def _add_cell(self, indicator: Indicator, column: GridColumn) -> None:
        row, name = self._row(indicator, column), cell_name(indicator, column)
        label = f"{indicator.name}, {column.label}"
        self.fields[name] = TypedFigureField(
            read=partial(read_figure, unit=indicator.unit, decimal_places=indicator.decimal_places),
            written=plain_figure(figure_of(row)),
            stands=figure_of(row),
            label=label,
        )
        for text in self.texts:
            self.fields[f"{name}__{text.name}"] = ProseField(
                limit=text.limit,
                label=f"{text.label}: {label}",
                initial=getattr(row, text.name) if row else "",
                help_text=text.label,
                widget=forms.Textarea(attrs={"rows": 2}) if text.limit > SHORT else forms.TextInput(),
            )

    def _row(self, indicator: Indicator, column: GridColumn) -> Any:
        return self.rows.get(_key(indicator, column))

    def cell_keys(self) -> dict[str, CellKey]:
        return {cell_name(indicator, column): _key(indicator, column) for indicator, column in self._open_cells()}

    def marks(self) -> dict[str, str]:
        names = [text.name for text in self.texts]
        return {name: mark_of_row(self.rows.get(key), names) for name, key in self.cell_keys().items()}

    def take_over(self, cells: Mapping[Any, Any]) -> None:
        self.rows.update(cells)

    @property
    def grid(self) -> list[GridRow]:
        """The rows as the page draws them."""
        return [GridRow(one, tuple(self._cell(one, column) for column in self.columns)) for one in self.indicators]

    def _cell(self, indicator: Indicator, column: GridColumn) -> GridCell:
        name = cell_name(indicator, column)
        if column.open:
            beside = tuple(self[f"{name}__{text.name}"] for text in self.texts)
            typed = tuple(str(text.value()) for text in beside if text.value())
            return GridCell(column=column, figure=self[name], texts=beside, notes=typed)
        row = self._row(indicator, column)
        words = written_figure(figure_of(row), unit=indicator.unit, decimal_places=indicator.decimal_places)
        notes = tuple(getattr(row, text.name) for text in self.texts) if row else ()
        return GridCell(column=column, words=words, notes=tuple(note for note in notes if note))

    def entries(self) -> list[FigureEntry]:
        """Every cell as it was sent."""
        seen = self.seen_marks()
        entries = []
        for indicator, column in self._open_cells():
            name = cell_name(indicator, column)
            entries.append(
                FigureEntry(
                    indicator=indicator,
                    council=column.council,
                    year=column.year,
                    value=self.cleaned_data[name],
                    texts={text.name: self.cleaned_data[f"{name}__{text.name}"] for text in self.texts},
                    seen=seen.get(name, ""),
                )
            )
        return entries

    def said(self, key: CellKey) -> str:
        row = self.rows.get(key)
        indicator = next(one for one in self.indicators if one.pk == key[0])
        figure = figure_of(row)
        words = [getattr(row, text.name) for text in self.texts if row and getattr(row, text.name)]
        written = written_figure(figure, unit=indicator.unit, decimal_places=indicator.decimal_places)
        return ", ".join(["nothing" if figure is None else written, *(f"“{one[:80]}”" for one in words)])


def fields_across(columns: Sequence[GridColumn], *, texts: int) -> int:
    """How many fields an indicator has in these columns."""
    return sum(column.open for column in columns) * (1 + texts)


def cell_name(indicator: Indicator, column: GridColumn) -> str:
    """The name of a cell's field; codes have no underscore, so that no two cells share one."""
    return f"{indicator.code}__{column.key}"


def _key(indicator: Indicator, column: GridColumn) -> CellKey:
    return indicator.pk, column.council.pk if column.council else None, column.year
