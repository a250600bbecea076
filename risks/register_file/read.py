"""Rows of a sheet → risks as they are to stand; every cell that cannot be read is told with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from programme.file.nodes import described
from programme.file.workbook import Sheet, SheetRow
from programme.models import Council, User
from programme.wording.prose import one_line
from risks.enums import AssessmentKind, Axis, MitigationStatus
from risks.models import MatrixCell, MatrixLevel
from risks.register_file.fields import (
    CONTROLS,
    FIELD,
    MITIGATIONS,
    NUMBER,
    SCORE,
    TITLE,
    FieldKind,
    RegisterField,
    level_code,
)

EMPTY_WORDS = {"", "-", "–", "—", "n/a", "tbc", "tbd", "none", "unscored"}
"""What stands in a cell that says nothing, where it is no prose."""
BULLET = re.compile(r"^\s*(?:[-–—•·▪‣*o]|\(?(?:\d{1,2}[.)]|[a-z]\)))\s+")
LONGEST_MITIGATION = 300
UNTOLD = {CONTROLS: MitigationStatus.IN_PLACE, MITIGATIONS: MitigationStatus.PLANNED}
"""How a mitigation stands where its line does not say it, by the column."""
STATUS_WORDS = {str(status.label).casefold(): status for status in MitigationStatus}
DAY_FORMATS = (
    "%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y",
)  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """The matrix of the register: its levels by any of their words, and its cells by the labels of both."""

    levels: Mapping[Axis, Mapping[str, str]]
    labels: Mapping[Axis, Sequence[str]]
    cells: Mapping[tuple[str, str], MatrixCell]


@dataclass(frozen=True)
class Readers:
    """What the words in cells may name: people by name or e-mail (None: several are called so), councils, levels."""

    people: Mapping[str, User | None]
    councils: Mapping[str, Council]
    scale: Scale | None


@dataclass
class RiskRow:
    """A risk as a row has it. A field that is not there is left as it stands; `scores` by kind of assessment."""

    number: str
    row: int
    place: str
    values: dict[str, Any] = field(default_factory=dict)
    scores: dict[AssessmentKind, MatrixCell] = field(default_factory=dict)
    mitigations: dict[str, MitigationStatus] = field(default_factory=dict)
    """What is done about it, in words, with how it stands."""


@dataclass(frozen=True)
class ReadRegister:
    """The risks in the order of the sheet; `notes` say what was understood otherwise than it was written."""

    rows: tuple[RiskRow, ...]
    notes: tuple[str, ...]


def scale_of(levels: Sequence[MatrixLevel], cells: Sequence[MatrixCell]) -> Scale:
    """The scale of one matrix: a level is named by its label, its name, or both."""
    words: dict[Axis, dict[str, str]] = {axis: {} for axis in Axis}
    labels: dict[Axis, list[str]] = {axis: [] for axis in Axis}
    for level in levels:
        axis = Axis(level.axis)
        labels[axis].append(str(level))
        for said in (f"{level.label} {level.name}", f"{level.name} {level.label}", level.name):
            if level.name:
                words[axis].setdefault(_plain(said), level.label)
    for level in levels:
        words[Axis(level.axis)][_plain(level.label)] = level.label
    return Scale(words, labels, {(cell.likelihood.label, cell.impact.label): cell for cell in cells})


def read_rows(
    rows: Sequence[SheetRow],
    *,
    sheet: Sheet,
    columns: Mapping[str, int],
    readers: Readers,
) -> ReadRegister:
    """The risks of these rows. `columns` has the column of each field. With any fault, nothing is to be believed."""
    reader = _Reader(columns, readers)
    found = [risk for row in rows if (risk := reader.risk(row)) is not None]
    if not found and not sheet.faults:
        sheet.fault("no risks stand under the row of headings")
    return ReadRegister(tuple(found), tuple(reader.notes))


class _Reader:
    def __init__(self, columns: Mapping[str, int], readers: Readers) -> None:
        self.columns, self.readers = columns, readers
        self.noted: dict[str, list[str]] = {}
        self.seen: dict[str, int] = {}

    @property
    def notes(self) -> list[str]:
        """Each once, with the first of its cells and how many more there are."""
        return [
            f"{cells[0]}{f' and {len(cells) - 1:,} more' if len(cells) > 1 else ''}: {told}"
            for told, cells in self.noted.items()
        ]

    def risk(self, row: SheetRow) -> RiskRow | None:
        words = {code: self._words(row, FIELD[code]) for code in self.columns}
        if not any(words.values()):
            return None
        number = one_line(words[NUMBER])
        risk = RiskRow(number, row.number, row.place())
        if not number:
            self._fault(row, NUMBER, "expected the number of the risk")
        elif number in self.seen:
            self._fault(row, NUMBER, f"the number {described(number)} stands in row {self.seen[number]} already")
        self.seen.setdefault(number, row.number)
        if not one_line(words[TITLE]):
            self._fault(row, TITLE, "expected the risk in words")
        for code, said in words.items():
            if said and code != NUMBER:
                self._take(risk, row, FIELD[code], said)
        self._score(risk, row, words)
        return risk

    def _take(self, risk: RiskRow, row: SheetRow, field: RegisterField, said: str) -> None:
        if field.code == TITLE:
            risk.values[TITLE] = one_line(said)
        elif field.kind == FieldKind.TEXT:
            risk.values[field.code] = said
        elif said.casefold() in EMPTY_WORDS:
            return
        elif field.kind == FieldKind.MITIGATIONS:
            self._mitigations(risk, row, field, said)
        elif field.kind == FieldKind.DAY:
            self._day(risk, row, field, said)
        elif field.kind == FieldKind.CHOICE:
            value = field.choice_of.get(said.casefold())
            if value is None:
                known = ", ".join(word.capitalize() for word in field.choice_of)
                self._fault(row, field.code, f"expected one of {known}, not {described(said)}")
            else:
                risk.values[field.code] = value
        elif field.kind == FieldKind.OWNER:
            self._owner(risk, row, said)
        elif field.kind == FieldKind.COUNCIL:
            council = self.readers.councils.get(said.casefold())
            if council is None:
                known = ", ".join(sorted({one.short_name for one in self.readers.councils.values()}))
                self._fault(row, field.code, f"expected a council of the programme ({known}), not {described(said)}")
            else:
                risk.values["council"] = council

    def _day(self, risk: RiskRow, row: SheetRow, field: RegisterField, said: str) -> None:
        value = row.value(self.columns[field.code])
        if isinstance(value, datetime):
            risk.values[field.code] = value.date()
        elif isinstance(value, date):
            risk.values[field.code] = value
        elif field.code == "closed_on" and said.casefold() in ("open", "live", "ongoing"):
            return
        elif (day := day_of(said)) is not None:
            risk.values[field.code] = day
        else:
            self._fault(row, field.code, f"expected a date such as 31/03/2025, not {described(said)}")

    def _owner(self, risk: RiskRow, row: SheetRow, said: str) -> None:
        words = one_line(said)
        person = self.readers.people.get(words.casefold())
        if person is not None:
            risk.values |= {"owner": person, "owner_post": ""}
            return
        risk.values |= {"owner": None, "owner_post": words}
        several = words.casefold() in self.readers.people
        why = "several people are called so" if several else "nobody who can own a risk here is called so"
        told = f"{described(words)} is kept as a post, because {why}."
        self.noted.setdefault(told, []).append(row.place(self.columns["owner"]))

    def _mitigations(self, risk: RiskRow, row: SheetRow, field: RegisterField, said: str) -> None:
        for line in lines_of(said):
            status, name = status_of(line, otherwise=UNTOLD[field.code])
            if len(name) > LONGEST_MITIGATION:
                self._fault(
                    row,
                    field.code,
                    f"a mitigation of {len(name):,} characters, {described(name)}; break it into lines of at most "
                    f"{LONGEST_MITIGATION} characters, or take the column for “{FIELD['strategy'].label}”",
                )
            elif status is None:
                self._fault(row, field.code, f"{described(line)}: what was dropped is entered on the page of its risk")
            else:
                risk.mitigations.setdefault(name, status)

    def _score(self, risk: RiskRow, row: SheetRow, words: Mapping[str, str]) -> None:
        scale = self.readers.scale
        if scale is None:
            return
        for kind in AssessmentKind:
            labels: list[str] = []
            given: list[str] = []
            for axis in Axis:
                code = level_code(kind, axis)
                said = words.get(code, "")
                if said.casefold() in EMPTY_WORDS:
                    continue
                given.append(code)
                label = scale.levels[axis].get(_plain(said))
                if label is None:
                    known = ", ".join(scale.labels[axis])
                    self._fault(row, code, f"expected one of the levels {known}, not {described(said)}")
                else:
                    labels.append(label)
            if len(given) == 1:
                missing = "impact" if given[0].endswith("likelihood") else "likelihood"
                self._fault(row, given[0], f"a score needs both; the {missing} is missing")
            elif len(labels) == len(Axis):
                risk.scores[kind] = scale.cells[labels[0], labels[1]]
        self._check_score(risk, row, words)

    def _check_score(self, risk: RiskRow, row: SheetRow, words: Mapping[str, str]) -> None:
        said = words.get(SCORE, "")
        if said.casefold() in EMPTY_WORDS:
            return
        cell = risk.scores.get(AssessmentKind.CURRENT)
        if cell is None:
            levels = [level_code(AssessmentKind.CURRENT, axis) for axis in Axis]
            is_told = any(words.get(code, "").casefold() not in EMPTY_WORDS for code in levels)
            if is_told or not any(code in self.columns for code in levels):
                return
            self._fault(row, SCORE, f"a score of {described(said)} without a likelihood and an impact")
        elif _plain(said) not in {_plain(cell.score), _plain(f"{cell.score} {cell.band}"), _plain(cell.band.name)}:
            self._fault(row, SCORE, f"the matrix gives {cell.score} ({cell.band}) there, not {described(said)}")

    def _words(self, row: SheetRow, field: RegisterField) -> str:
        column = self.columns[field.code]
        if not row.is_formula(column):
            return row.words(column, most=field.limit)
        if field.kind != FieldKind.SCORE:
            self._fault(row, field.code, "expected what the formula comes to; copy the values over the formulas")
        return ""

    def _fault(self, row: SheetRow, code: str, message: str) -> None:
        row.fault(message, column=self.columns[code])


def lines_of(said: str) -> list[str]:
    """The lines of a cell that say something, without the bullets or numbers of a list."""
    lines = (one_line(BULLET.sub("", line)) for line in said.splitlines())
    return [line for line in lines if line.casefold() not in EMPTY_WORDS]


def status_of(line: str, *, otherwise: MitigationStatus) -> tuple[MitigationStatus | None, str]:
    """ "Under way: train two more" → its status and the rest; None for what was dropped, which needs a reason."""
    word, colon, rest = line.partition(":")
    told = STATUS_WORDS.get(_plain(word)) if colon and rest.strip() else None
    if told is None:
        return otherwise, line
    return None if told == MitigationStatus.DROPPED else told, rest.strip()


def day_of(said: str) -> date | None:
    """A day in one of the ways that people write it; None for anything else."""
    words = " ".join(said.split())
    for pattern in DAY_FORMATS:
        try:
            return datetime.strptime(words, pattern).date()
        except ValueError:
            continue
    return None


def _plain(words: str) -> str:
    for sign in "-–—:()":
        words = words.replace(sign, " ")
    return " ".join(words.casefold().split())
