"""What the rows of a workbook change in a register: new risks, changed ones, and what stands in the way."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from programme.models import User
from programme.wording.appearance import written_date
from risks.enums import AssessmentKind, MitigationStatus, RiskStatus
from risks.models import Assessment, MatrixCell, Mitigation, RegisterEntry, Risk, RiskRegister
from risks.register_file.fields import FIELD, TITLE
from risks.register_file.read import RiskRow

SHOWN = 80
"""Characters of a text that a change shows."""


@dataclass
class RiskChange:
    """What becomes of one row. `entry` None: a new risk. `details` say each change in words, `trace` tells it whole."""

    row: RiskRow
    entry: RegisterEntry | None
    values: dict[str, Any] = field(default_factory=dict)
    scores: dict[AssessmentKind, MatrixCell] = field(default_factory=dict)
    mitigations: dict[str, MitigationStatus] = field(default_factory=dict)
    """Those that are added."""
    details: list[str] = field(default_factory=list)

    @property
    def trace(self) -> list[tuple[Any, ...]]:
        """What stands and what will, of the same risk."""
        stands = self.entry.risk if self.entry else Risk()
        told: list[tuple[Any, ...]] = [("", self.entry.pk if self.entry else 0)]
        told += [(name, str(getattr(stands, name)), str(value)) for name, value in sorted(self.values.items())]
        for kind, cell in sorted(self.scores.items()):
            standing = getattr(self.entry, kind.value) if self.entry else None
            told.append((kind.value, standing.pk if standing else 0, cell.pk))
        return told + [("mitigation", name, status.value) for name, status in self.mitigations.items()]

    @property
    def title(self) -> str:
        return str(self.row.values.get("title", "")) if self.entry is None else self.entry.risk.title

    @property
    def is_something(self) -> bool:
        return self.entry is None or bool(self.values or self.scores or self.mitigations)


@dataclass(frozen=True)
class RegisterChanges:
    """The rows by what becomes of them; with any of `faults` nothing can be taken in."""

    new: tuple[RiskChange, ...]
    changed: tuple[RiskChange, ...]
    unchanged: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_something(self) -> bool:
        return bool(self.new or self.changed)

    @property
    def scores(self) -> int:
        """How many assessments are added."""
        return sum(len(one.scores) for one in (*self.new, *self.changed))

    @property
    def mark(self) -> str:
        """The same for the same changes of the same risks: whether what was looked at is what would be written."""
        told = repr([(one.row.number, one.trace) for one in self.all_of_them])
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def all_of_them(self) -> tuple[RiskChange, ...]:
        return (*self.new, *self.changed)


def changes_of(*, rows: Sequence[RiskRow], register: RiskRegister, assessed_on: date, user: Any) -> RegisterChanges:
    """Compare the rows with what stands in the register, in three queries (mitigations: four); nothing is written."""
    comparing = _Comparing(register, assessed_on, user, rows)
    for row in rows:
        comparing.take(row)
    return RegisterChanges(
        tuple(comparing.new),
        tuple(comparing.changed),
        comparing.unchanged,
        tuple(comparing.faults),
        tuple(comparing.notes),
    )


class _Comparing:
    def __init__(self, register: RiskRegister, assessed_on: date, user: Any, rows: Sequence[RiskRow]) -> None:
        self.register, self.assessed_on = register, assessed_on
        self.today = register.programme.today
        entries = (
            RegisterEntry.objects.filter(register=register)
            .select_related("risk__owner", "risk__council", *(f"{kind.value}__cell__band" for kind in AssessmentKind))
            .order_by("pk")
        )
        self.entries = {entry.number: entry for entry in entries}
        visible = RegisterEntry.objects.visible_to(user).filter(register=register).order_by("pk")
        self.visible = set(visible.values_list("pk", flat=True))
        self.mitigations: dict[int, dict[str, Mitigation]] = defaultdict(dict)
        if any(row.mitigations for row in rows):
            standing = Mitigation.objects.filter(risk__entries__register=register, removed_at__isnull=True)
            for mitigation in standing.order_by("risk", "position", "code"):
                self.mitigations[mitigation.risk_id].setdefault(mitigation.name.casefold(), mitigation)
        self.new: list[RiskChange] = []
        self.changed: list[RiskChange] = []
        self.unchanged = 0
        self.faults: list[str] = []
        self.notes: list[str] = []

    def take(self, row: RiskRow) -> None:
        entry = self.entries.get(row.number)
        if entry is not None and entry.pk not in self.visible:
            self._fault(row, f"the number {row.number} is taken; choose another")
            return
        change = RiskChange(row, entry)
        if entry is None:
            change.values, change.scores, change.mitigations = dict(row.values), dict(row.scores), dict(row.mitigations)
        else:
            self._compare(change, entry)
        self._check_status(change)
        self._check_days(change)
        if not change.is_something:
            self.unchanged += 1
            return
        change.details = self._details(change)
        (self.new if entry is None else self.changed).append(change)

    def _compare(self, change: RiskChange, entry: RegisterEntry) -> None:
        given = {name: value for name, value in change.row.values.items() if getattr(entry.risk, name) != value}
        if entry.is_home:
            change.values = given
            self._compare_mitigations(change, entry)
        elif given or change.row.mitigations:
            self.notes.append(f"{change.row.place}: another register keeps this risk; only its scores here are taken.")
        for kind, cell in change.row.scores.items():
            standing: Assessment | None = getattr(entry, kind.value)
            if standing is not None and standing.cell_id == cell.pk:
                continue
            change.scores[kind] = cell
            if standing is not None and standing.assessed_on > self.assessed_on:
                self._fault(
                    change.row,
                    f"its {kind.label.lower()} score is of {written_date(standing.assessed_on)}; "
                    "choose that day or a later one for the scores",
                )

    def _compare_mitigations(self, change: RiskChange, entry: RegisterEntry) -> None:
        """Only what does not stand there yet is added; how the others go is said on the page of the risk."""
        standing = self.mitigations[entry.risk_id]
        for name, status in change.row.mitigations.items():
            there = standing.get(name.casefold())
            if there is None:
                change.mitigations[name] = status
            elif there.status != status:
                self.notes.append(
                    f"{change.row.place}: the mitigation “{_shortened(name)}” stays as it stands there, "
                    f"{there.get_status_display().lower()}; say on the page of the risk how it goes."
                )

    def _check_status(self, change: RiskChange) -> None:
        """A risk that is not open has a day and a reason; what is closed is opened again on its own page."""
        stands = change.entry.risk if change.entry else Risk()
        if stands.status != RiskStatus.OPEN:
            if change.values.get("status") == RiskStatus.OPEN:
                self._fault(change.row, "it is not open any more; open it again on its own page")
            if change.scores:
                self._fault(change.row, "it is not open any more, so its scores cannot change")
            return
        if "closed_on" in change.values:
            change.values.setdefault("status", RiskStatus.CLOSED.value)
        if change.values.get("status", RiskStatus.OPEN) == RiskStatus.OPEN:
            if change.values.get("closed_on") or change.values.get("closed_reason"):
                self._fault(change.row, "an open risk has no day and no reason of closing")
            return
        missing = [FIELD[name].label.lower() for name in ("closed_on", "closed_reason") if not change.values.get(name)]
        if missing:
            self._fault(change.row, f"a risk that is not open needs its {' and its '.join(missing)}")

    def _check_days(self, change: RiskChange) -> None:
        stands = change.entry.risk if change.entry else Risk()
        opened = change.values.get("opened_on", stands.opened_on)
        closed = change.values.get("closed_on", stands.closed_on)
        for code, day in (("opened_on", opened), ("closed_on", closed)):
            if code in change.values and day is not None and day > self.today:
                self._fault(change.row, f"{FIELD[code].label.lower()}: {written_date(day)} has not come yet")
        if opened and closed and closed < opened:
            self._fault(change.row, "it was closed before it was opened")

    def _details(self, change: RiskChange) -> list[str]:
        stands = change.entry.risk if change.entry else Risk()
        told = []
        for name, value in change.values.items():
            before, after = _words(name, getattr(stands, name)), _words(name, value)
            is_told = name in ("owner", "owner_post") or (change.entry is None and name == TITLE)
            if not is_told and before != after:
                told.append(_detail(FIELD[name].label, before, after))
        if "owner" in change.values or "owner_post" in change.values:
            before = _owner(stands.owner if stands.owner_id else None, stands.owner_post)
            after = _owner(change.values.get("owner", stands.owner), change.values.get("owner_post", stands.owner_post))
            told.append(_detail("Owner", before, after))
        for kind, cell in change.scores.items():
            standing = getattr(change.entry, kind.value) if change.entry else None
            before = "" if standing is None or standing.cell is None else str(standing.cell)
            told.append(_detail(f"{kind.label} score", before, str(cell)))
        told += [
            f"Mitigation, {status.label.lower()}: {_shortened(name)}" for name, status in change.mitigations.items()
        ]
        return told

    def _fault(self, row: RiskRow, message: str) -> None:
        self.faults.append(f"{row.place}: {message}")


def _detail(label: str, before: str, after: str) -> str:
    return f"{label}: {after or 'nothing'}" if not before else f"{label}: {before} → {after or 'nothing'}"


def _words(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return written_date(value)
    return _shortened(str(FIELD[name].shown(value) if name in FIELD else value))


def _shortened(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _owner(person: User | None, post: str) -> str:
    return person.name if person is not None else post
