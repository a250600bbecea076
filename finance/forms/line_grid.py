"""One table of a business case to fill in: lines down, years across. Works as a plain form; errors stand at their cell.

Rows are sent by their place. A row that was there carries its line's code; rows without a name and an amount are left
out. Rows copied from a spreadsheet are put in below for a look before they are saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.conf import settings

from finance.domain.case_lines import LineEntry
from finance.enums import CostGroup, Evidence, LineKind
from finance.models import CaseLine, CaseVersion
from finance.queries.business_cases import cell_of, profile_of
from finance.queries.grid_years import possible_years
from finance.rules.figures import plain_amount, read_amount, unit_of
from finance.rules.money import BLANK, Cell
from finance.rules.profile import (
    SPENT_ONCE,
    PhasingUnreadable,
    Profile,
    ProfileRefused,
    read_month,
    read_phasing,
    read_profile,
    worked_out,
    written_phasing,
)
from programme.forms.domain_form import DomainForm
from services.forms.fields import LineField, TypedFigureField
from services.values.standards import year_label

EMPTY_ROWS = 3
MOST_ROWS = 120
FIELDS_OF_ROW, OTHER_FIELDS = 8, 10
"""What a row sends beside its years, and the page beside its rows."""
LONGEST_PASTE = 200_000
RUNNING = (LineKind.CURRENT, LineKind.FUTURE)


@dataclass(frozen=True)
class GridRow:
    """A row as the page draws it."""

    label: str
    code: forms.BoundField
    name: forms.BoundField
    group: forms.BoundField | None
    subset: forms.BoundField | None
    evidence: forms.BoundField
    full_year: forms.BoundField
    starts: forms.BoundField
    phasing: forms.BoundField
    cells: tuple[forms.BoundField, ...]
    remove: forms.BoundField | None


class LineGrid(DomainForm):
    """`kind` says which table; `edition` carries the edition of the version as it was opened."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)
    paste = forms.CharField(
        label="Paste rows from a spreadsheet",
        required=False,
        max_length=LONGEST_PASTE,
        strip=False,
        help_text="Copy the name and then the amount of each year. The rows are put into the table for you to check.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        *arguments: Any,
        version: CaseVersion,
        kind: LineKind,
        lines: Sequence[CaseLine] = (),
        years: Sequence[int],
        **options: Any,
    ) -> None:
        self.version, self.kind, self.years, self.lines = version, kind, list(years), list(lines)
        self.by_code = {line.code: line for line in self.lines}
        self.profiles: dict[int, Profile | None] = {}
        self.left_out = self.cells_left_out = 0
        self.unit = unit_of(version)
        super().__init__(*arguments, **options)
        self.fields["edition"].initial = version.edition
        count = len(self.lines) + EMPTY_ROWS
        if self.is_bound:
            try:
                count = min(max(int(self.data.get("rows", 0)), 0), self.most_rows)
            except ValueError:
                count = 0
        self.fields["rows"].initial = self.count = min(count, self.most_rows)
        for place in range(self.count):
            self._add_row(place, self.lines[place] if place < len(self.lines) else None)

    def _add_row(self, place: int, line: CaseLine | None) -> None:
        cells = {amount.year: cell_of(amount) for amount in line.amounts.all()} if line else {}
        label = line.name if line else f"Line {place + 1}"
        self.fields[f"{place}-code"] = forms.CharField(
            required=False, max_length=60, initial=line.code if line else "", widget=forms.HiddenInput
        )
        self.fields[f"{place}-name"] = LineField(
            required=False, limit=300, initial=line.name if line else "", label=f"Name: {label}"
        )
        if self.kind in RUNNING:
            self.fields[f"{place}-group"] = forms.ChoiceField(
                choices=CostGroup.choices,
                required=False,
                initial=line.group if line else CostGroup.DIRECT,
                label=f"Group: {label}",
            )
        else:
            self.fields[f"{place}-subset"] = LineField(
                required=False, limit=120, initial=line.subset if line else "", label=f"Part of: {label}"
            )
        self.fields[f"{place}-evidence"] = forms.ChoiceField(
            choices=Evidence.choices,
            required=False,
            initial=line.evidence if line else Evidence.ESTIMATE,
            label=f"How well known: {label}",
        )
        profile = profile_of(line) if line else None
        full_year = Cell.of(profile.full_year if profile else None)
        self.fields[f"{place}-full_year"] = self._amount_field(
            initial=plain_amount(full_year, unit=self.unit), label=f"{self.whole}: {label}"
        )
        whole = self.fields[f"{place}-full_year"].widget.attrs
        whole["class"] = f"{whole['class']} concordat-grid__whole"
        self.fields[f"{place}-starts"] = forms.CharField(
            required=False,
            max_length=30,
            initial=f"{profile.starts_on:%B %Y}" if profile else "",
            label=f"Starts in: {label}",
        )
        self.fields[f"{place}-phasing"] = forms.CharField(
            required=False,
            max_length=100,
            initial=written_phasing(profile.phasing) if profile else "",
            label=f"Phasing: {label}",
        )
        for year in self.years:
            self.fields[f"{place}-{year}"] = self._amount_field(
                initial=plain_amount(cells.get(year, BLANK), unit=self.unit),
                label=f"{label}, {year_label(year)}",
            )
            if profile:
                cell = self.fields[f"{place}-{year}"].widget.attrs
                cell["class"] = f"{cell['class']} concordat-grid__worked-out"
        if line:
            self.fields[f"{place}-remove"] = forms.BooleanField(required=False, label=f"Take out {label}")

    @property
    def whole(self) -> str:
        """What a full-year amount is called in this table."""
        return "Whole amount" if self.kind in SPENT_ONCE else "Full-year amount"

    @property
    def most_rows(self) -> int:
        """How many rows one page can send: fewer where there are very many years."""
        return min(
            MOST_ROWS, (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - OTHER_FIELDS) // (FIELDS_OF_ROW + len(self.years))
        )

    @property
    def not_shown(self) -> int:
        """How many lines there are beyond the rows of the grid."""
        return max(len(self.lines) - self.most_rows, 0)

    @property
    def grid(self) -> list[GridRow]:
        """The rows as the page draws them."""
        return [self._row(place) for place in range(self.count)]

    def _row(self, place: int) -> GridRow:
        def field(name: str) -> forms.BoundField | None:
            return self[f"{place}-{name}"] if f"{place}-{name}" in self.fields else None

        return GridRow(
            label=str(self[f"{place}-name"].value() or f"Line {place + 1}"),
            code=self[f"{place}-code"],
            name=self[f"{place}-name"],
            group=field("group"),
            subset=field("subset"),
            evidence=self[f"{place}-evidence"],
            full_year=self[f"{place}-full_year"],
            starts=self[f"{place}-starts"],
            phasing=self[f"{place}-phasing"],
            cells=tuple(self[f"{place}-{year}"] for year in self.years),
            remove=field("remove"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for place in range(self.count):
            self._work_out(place, cleaned)
            said = any(cleaned.get(f"{place}-{year}", BLANK) != BLANK for year in self.years)
            said = said or self.profiles.get(place) is not None
            if said and not cleaned.get(f"{place}-name") and not cleaned.get(f"{place}-remove"):
                self.add_error(f"{place}-name", "Enter a name for this line.")
        return cleaned

    def _work_out(self, place: int, cleaned: dict[str, Any]) -> None:
        """Put what comes of a row's profile into its cells, or say why nothing does."""
        names = [f"{place}-{name}" for name in ("full_year", "starts", "phasing")]
        if not all(name in cleaned for name in names) or cleaned.get(f"{place}-remove"):
            return
        full_year, starts, phasing = (cleaned[name] for name in names)
        for name, read in ((names[1], read_month), (names[2], read_phasing)):
            try:
                read(cleaned[name])
            except PhasingUnreadable as error:
                self.add_error(name, str(error))
                return
        try:
            profile = read_profile(full_year=full_year, starts=starts, phasing=phasing)
        except PhasingUnreadable as error:
            self.add_error(names[1] if full_year.amount is not None else names[0], str(error))
            return
        self.profiles[place] = profile
        if profile is None:
            return
        line = self.by_code.get(cleaned.get(f"{place}-code", ""))
        standing = {amount.year: cell_of(amount) for amount in line.amounts.all()} if line else {}
        sent = {year: cleaned[f"{place}-{year}"] for year in self.years if f"{place}-{year}" in cleaned}
        try:
            cells = worked_out(
                profile, kind=self.kind, span=possible_years(self.version, self.kind), standing=standing, sent=sent
            )
        except ProfileRefused as error:
            self.add_error(names[0] if error.year is None else f"{place}-{error.year}", error.message)
            return
        for year in self.years:
            cleaned[f"{place}-{year}"] = cells.get(year, BLANK)

    def entries(self) -> list[LineEntry]:
        """The lines as they were sent."""
        entries = []
        for place in range(self.count):
            said = {name: self.cleaned_data.get(f"{place}-{name}") for name in ("group", "subset")}
            code, name = self.cleaned_data.get(f"{place}-code", ""), self.cleaned_data.get(f"{place}-name", "")
            if not name and not code:
                continue
            entries.append(
                LineEntry(
                    kind=self.kind,
                    code=code,
                    name=name,
                    **said,
                    evidence=self.cleaned_data.get(f"{place}-evidence") or None,
                    tells_profile=place in self.profiles,
                    profile=self.profiles.get(place),
                    cells=self._cells(place),
                    is_removed=bool(self.cleaned_data.get(f"{place}-remove")),
                )
            )
        return entries

    def _cells(self, place: int) -> dict[int, Cell]:
        return {year: self.cleaned_data[f"{place}-{year}"] for year in self.years}

    def _amount_field(self, **options: Any) -> TypedFigureField:
        return TypedFigureField(read=partial(read_amount, unit=self.unit), max_length=40, **options)

    def arguments(self) -> dict[str, Any]:
        return {"version": self.version, "entries": self.entries(), "edition": self.cleaned_data["edition"]}

    def with_pasted(self) -> LineGrid:
        """The same form with the pasted rows put in below those that are filled in, nothing saved.

        What cannot be read stays as it was pasted, to be mended in its cell.
        """
        data = self.data.copy()  # type: ignore[attr-defined]
        rows = [row.split("\t") for row in data.get("paste", "").splitlines() if row.strip()]
        place = max((number + 1 for number in range(self.count) if data.get(f"{number}-name", "").strip()), default=0)
        room = self.most_rows - place
        for row in rows[:room]:
            data[f"{place}-name"] = row[0].strip()[:300]
            for year, typed in zip(self.years, row[1:], strict=False):
                data[f"{place}-{year}"] = typed.strip()[:40]
            place += 1
        data["paste"] = ""
        data["rows"] = str(min(max(place + 1, self.count), self.most_rows))
        grid = LineGrid(data, version=self.version, kind=self.kind, lines=self.lines, years=self.years)
        grid.left_out = max(len(rows) - room, 0)
        grid.cells_left_out = sum(1 for row in rows[:room] for cell in row[len(self.years) + 1 :] if cell.strip())
        return grid
