"""The grid of a driver's figures: councils down, one start date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms

from finance.domain.driver import FigureEntry, mark_of_row
from finance.models import Driver, DriverFigure
from programme.errors import DomainError
from programme.forms.cell_grid import CellGrid
from programme.models import Council
from services.forms.fields import LineField, TypedFigureField
from services.values.figures import plain_figure, read_figure, written_figure

PLACES = 4
"""How many decimal places a figure keeps."""


class DriverFiguresForm(CellGrid):
    """The figures of one day, new (`day` None: it is filled in) or as they stand.

    `before` are the figures that hold now, by council, to be seen beside.
    """

    starts_on = forms.DateField(
        label="From",
        help_text="The first day on which they hold. A financial year is shared by the figures of 1 April.",
    )

    def __init__(
        self,
        *arguments: Any,
        driver: Driver,
        councils: Sequence[Council],
        stands: Mapping[int, DriverFigure],
        before: Mapping[int, DriverFigure] | None = None,
        day: date | None = None,
        **options: Any,
    ) -> None:
        self.driver, self.councils, self.day = driver, list(councils), day
        self.stands: dict[int, Any] = dict(stands)
        self.before = dict(before or {})
        super().__init__(*arguments, **options)
        if day is not None:
            del self.fields["starts_on"]
        for council in self.councils:
            row = self.stands.get(council.pk)
            self.fields[f"value-{council.code}"] = TypedFigureField(
                read=partial(_read, unit=driver.unit),
                label=f"Figure of {council.name}",
                initial=plain_figure(row.value) if row else "",
            )
            self.fields[f"source-{council.code}"] = LineField(
                label=f"Source of the figure of {council.name}",
                limit=200,
                required=False,
                initial=row.source if row else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def grid(self) -> list[tuple[Council, str, forms.BoundField, forms.BoundField]]:
        """The councils with the figure before, as the page draws them."""
        return [
            (council, self._before(council), self[f"value-{council.code}"], self[f"source-{council.code}"])
            for council in self.councils
        ]

    def _before(self, council: Council) -> str:
        row = self.before.get(council.pk)
        return f"{written_figure(row.value)} from {row.starts_on:%-d %B %Y}" if row else "None"

    def cell_keys(self) -> dict[str, int]:
        return {f"value-{council.code}": council.pk for council in self.councils}

    def marks(self) -> dict[str, str]:
        return {name: mark_of_row(self.stands.get(key)) for name, key in self.cell_keys().items()}

    def take_over(self, cells: Mapping[Any, Any]) -> None:
        self.stands.update(cells)

    def said(self, key: int) -> str:
        row = self.stands.get(key)
        return (
            f"{written_figure(row.value)}, “{row.source}”" if row and row.source else written_figure(row and row.value)
        )

    def entries(self) -> list[FigureEntry]:
        """Every council's figure as it was sent."""
        seen = self.seen_marks()
        return [
            FigureEntry(
                council=council,
                value=self.cleaned_data[f"value-{council.code}"],
                source=self.cleaned_data[f"source-{council.code}"],
                seen=seen.get(f"value-{council.code}", ""),
            )
            for council in self.councils
        ]

    def arguments(self) -> dict[str, Any]:
        return {"starts_on": self.day or self.cleaned_data["starts_on"], **super().arguments()}


def _read(text: str, *, unit: str) -> Decimal | None:
    figure = read_figure(text, unit=unit, decimal_places=PLACES)
    if figure is not None and figure < 0:
        raise DomainError("Enter 0 or more.")
    return figure
