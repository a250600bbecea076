"""How the lines of a draft are written: the whole grid at once, as it was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from finance.domain.business_case import change_version, lock_draft
from finance.domain.case_amounts import put_amounts
from finance.enums import CostGroup, LineKind
from finance.models import CaseAmount, CaseLine, CaseVersion
from finance.queries.business_cases import cell_of, profile_of
from finance.queries.grid_years import possible_years
from finance.rules.money import Cell
from finance.rules.profile import Profile, ProfileRefused, worked_out, written_phasing
from programme.domain.codes import CODE_LENGTH
from programme.errors import DomainError
from programme.models import User

MOST_LINES = 1_000
LARGEST = Decimal("999999999999.99")
TEXTS = ("name", "group", "subset", "evidence", "note")


@dataclass(frozen=True, kw_only=True)
class LineEntry:
    """A line as it was sent. `code` is empty for a new one; `cells` by financial year; `is_removed` takes it out.

    What is None was not sent, and stays as it is. So does a year without a cell. `profile` was sent where the entry
    `tells_profile`: then None gives the amounts back to be typed year by year.
    """

    code: str = ""
    kind: LineKind
    name: str
    cells: Mapping[int, Cell] = field(default_factory=dict)
    group: str | None = None
    subset: str | None = None
    evidence: str | None = None
    note: str | None = None
    tells_profile: bool = False
    profile: Profile | None = None
    is_removed: bool = False


@transaction.atomic
def save_lines(
    *, version: CaseVersion, entries: Sequence[LineEntry], edition: int, actor: User, at: datetime
) -> CaseVersion:
    """Write the lines of a draft in the order sent. A line that is not among them stays as it is.

    `edition` is the one that was opened. Raises NotAllowed, ChangedByAnother, DomainError.
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
        profile = entry.profile if entry.tells_profile else profile_of(line)
        cells = entry.cells if profile is None else _worked_out(version, line, entry, profile, amounts)
        _put(line, entry, position=positions[entry.kind], profile=profile)
        put_amounts(line, cells, amounts)
    version.edition += 1
    version.save(update_fields=["edition"])
    return version


@transaction.atomic
def fill_in_version(
    *,
    version: CaseVersion,
    settings: Mapping[str, Any] | None,
    entries: Sequence[LineEntry],
    edition: int,
    actor: User,
    at: datetime,
) -> CaseVersion:
    """Change what a draft is worked out with (None: it stays) and write its lines, both or neither.

    `settings` are the fields of `change_version`. Raises what that and `save_lines` raise.
    """
    if settings is not None:
        version = change_version(version=version, **settings, edition=edition, actor=actor, at=at)
        edition = version.edition
    return save_lines(version=version, entries=entries, edition=edition, actor=actor, at=at) if entries else version


def _check(entries: Sequence[LineEntry], *, known: Mapping[str, CaseLine]) -> None:
    if len(entries) > MOST_LINES:
        raise DomainError(f"A version has at most {MOST_LINES:,} lines.")
    for number, entry in enumerate(entries):
        if entry.is_removed:
            continue
        if entry.code and entry.code not in known:
            raise DomainError(f"Line {number + 1} is no line of this version any more. Open the page again.")
        if not entry.name.strip():
            raise DomainError(f"Line {number + 1} has no name. Enter one.", field="name")
        group = known[entry.code].group if entry.group is None and entry.code else entry.group
        if entry.kind in (LineKind.CURRENT, LineKind.FUTURE) and group not in CostGroup.values:
            raise DomainError(f"Choose a group for {entry.name}.", field="group")
        told = [cell.amount for cell in entry.cells.values()] + [entry.profile.full_year if entry.profile else None]
        if any(amount is not None and abs(amount) > LARGEST for amount in told):
            raise DomainError(f"An amount of {entry.name} is too large.")


def _new_code(entry: LineEntry, taken: set[str]) -> str:
    stem = slugify(entry.name)[: CODE_LENGTH - 5].strip("-_").replace("_", "-") or "line"
    code, count = stem, 1
    while code in taken:
        count += 1
        code = f"{stem}-{count}"
    taken.add(code)
    return code


def _worked_out(
    version: CaseVersion,
    line: CaseLine,
    entry: LineEntry,
    profile: Profile,
    amounts: Mapping[tuple[int, int], CaseAmount],
) -> dict[int, Cell]:
    standing = {year: cell_of(row) for (pk, year), row in amounts.items() if pk == line.pk}
    kind = LineKind(entry.kind)
    try:
        return worked_out(profile, kind=kind, span=possible_years(version, kind), standing=standing, sent=entry.cells)
    except ProfileRefused as error:
        raise DomainError(f"{entry.name}: {error.message}") from error


def _put(line: CaseLine, entry: LineEntry, *, position: int, profile: Profile | None) -> None:
    sent = {name: getattr(entry, name) for name in TEXTS}
    values: dict[str, Any] = {name: value.strip() for name, value in sent.items() if value is not None}
    values |= {"kind": entry.kind, "position": position, **profile_fields(profile)}
    changed = [name for name, value in values.items() if getattr(line, name) != value]
    for name in changed:
        setattr(line, name, values[name])
    if changed or line.pk is None:
        line.save()


def profile_fields(profile: Profile | None) -> dict[str, Any]:
    """The fields of a line that keep its profile."""
    if profile is None:
        return {"full_year": None, "starts_on": None, "phasing": ""}
    return {
        "full_year": profile.full_year,
        "starts_on": profile.starts_on,
        "phasing": written_phasing(profile.phasing),
    }
