"""How the lines of a draft are written: the whole grid at once, as it was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from finance.domain.business_case import lock_draft
from finance.enums import CostGroup, LineKind
from finance.models import CaseAmount, CaseLine, CaseVersion
from finance.rules.money import BLANK, Cell, Standing
from programme.domain.codes import CODE_LENGTH
from programme.errors import DomainError
from programme.models import User

MOST_LINES = 1_000
LARGEST = Decimal("999999999999.99")
TEXTS = ("name", "group", "subset", "evidence", "note")


class LineNotNamed(DomainError):
    """A line with amounts has a name."""


class LineNotPossible(DomainError):
    """A line is of a known kind and, where it is a running cost, of a group."""


class TooManyLines(DomainError):
    """A version has at most MOST_LINES lines."""


@dataclass(frozen=True, kw_only=True)
class LineEntry:
    """A line as it was sent. `code` is empty for a new one; `cells` by financial year; `is_removed` takes it out.

    What is None was not sent, and stays as it is. So does a year without a cell.
    """

    code: str = ""
    kind: LineKind
    name: str
    cells: Mapping[int, Cell] = field(default_factory=dict)
    group: str | None = None
    subset: str | None = None
    evidence: str | None = None
    note: str | None = None
    is_removed: bool = False


@transaction.atomic
def save_lines(
    *, version: CaseVersion, entries: Sequence[LineEntry], edition: int, actor: User, at: datetime
) -> CaseVersion:
    """Write the lines of a draft in the order sent. A line that is not among them stays as it is.

    `edition` is the one that was opened. Raises NotAllowed, VersionFrozen, ChangedByAnother, LineNotNamed,
    LineNotPossible, TooManyLines.
    """
    version = lock_draft(version, edition=edition, actor=actor)
    lines = {line.code: line for line in version.lines.filter(removed_at__isnull=True)}
    amounts = {(amount.line_id, amount.year): amount for amount in CaseAmount.objects.filter(line__version=version)}
    _check(entries, known=lines)
    positions: dict[str, int] = {}
    taken = set(version.lines.values_list("code", flat=True))
    for entry in entries:
        line = lines.get(entry.code) or CaseLine(version=version, code=_new_code(entry, taken))
        if entry.is_removed:
            if line.pk:
                line.removed_at = at
                line.save(update_fields=["removed_at"])
            continue
        positions[entry.kind] = positions.get(entry.kind, 0) + 1
        _put(line, entry, position=positions[entry.kind])
        _put_amounts(line, entry, amounts)
    version.edition += 1
    version.save(update_fields=["edition"])
    return version


def _check(entries: Sequence[LineEntry], *, known: Mapping[str, CaseLine]) -> None:
    if len(entries) > MOST_LINES:
        raise TooManyLines(f"A version has at most {MOST_LINES:,} lines.")
    for number, entry in enumerate(entries):
        if entry.is_removed:
            continue
        if entry.code and entry.code not in known:
            raise LineNotPossible(f"Line {number + 1} is no line of this version any more. Open the page again.")
        if not entry.name.strip():
            raise LineNotNamed(f"Line {number + 1} has no name. Enter one.", field="name")
        group = known[entry.code].group if entry.group is None and entry.code else entry.group
        if entry.kind in (LineKind.CURRENT, LineKind.FUTURE) and group not in CostGroup.values:
            raise LineNotPossible(f"Choose a group for {entry.name}.", field="group")
        if any(cell.amount is not None and abs(cell.amount) > LARGEST for cell in entry.cells.values()):
            raise LineNotPossible(f"An amount of {entry.name} is too large.")


def _new_code(entry: LineEntry, taken: set[str]) -> str:
    stem = slugify(entry.name)[: CODE_LENGTH - 5].strip("-_").replace("_", "-") or "line"
    code, count = stem, 1
    while code in taken:
        count += 1
        code = f"{stem}-{count}"
    taken.add(code)
    return code


def _put(line: CaseLine, entry: LineEntry, *, position: int) -> None:
    sent = {name: getattr(entry, name) for name in TEXTS}
    values: dict[str, Any] = {name: value.strip() for name, value in sent.items() if value is not None}
    values |= {"kind": entry.kind, "position": position}
    changed = [name for name, value in values.items() if getattr(line, name) != value]
    for name in changed:
        setattr(line, name, values[name])
    if changed or line.pk is None:
        line.save()


def _put_amounts(line: CaseLine, entry: LineEntry, amounts: Mapping[tuple[int, int], CaseAmount]) -> None:
    for year, cell in entry.cells.items():
        amount = amounts.get((line.pk, year))
        if amount is None and cell == BLANK:
            continue
        amount = amount or CaseAmount(line=line, year=year)
        is_withheld = cell.standing is Standing.WITHHELD
        if amount.pk and amount.is_withheld == is_withheld and (is_withheld or amount.amount == cell.amount):
            continue  # of what stays withheld, the amount that only the record knows stays too
        amount.amount, amount.is_withheld = cell.amount, is_withheld
        amount.save()
