"""A register → a workbook in the columns that an import knows, so that it can be changed and sent in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from risks.enums import AssessmentKind, Axis, MitigationStatus
from risks.models import RegisterEntry, Risk
from risks.register_file.fields import (
    CONTROLS,
    FIELDS,
    MITIGATIONS,
    NUMBER,
    SCORE,
    FieldKind,
    RegisterField,
    level_code,
)
from risks.register_file.read import Readers

LEVELS = {level_code(kind, axis): (kind, axis) for kind in AssessmentKind for axis in Axis}


def header() -> list[str]:
    """The headings, each the label of its field."""
    return [field.label for field in FIELDS]


def workbook_rows(entries: Iterable[RegisterEntry], *, readers: Readers) -> Iterator[Sequence[Any]]:
    """A row for each entry; an unscored one has empty cells. `entries` with risk, owner, council, cells and (as
    `standing_mitigations` of the risk) mitigations read. What was dropped is left out.

    An owner is written by name where the name leads back to that person alone, else by e-mail address.
    """
    for entry in entries:
        yield [_value(entry, field, readers) for field in FIELDS]


def _value(entry: RegisterEntry, field: RegisterField, readers: Readers) -> Any:
    risk, code = entry.risk, field.code
    if field.kind in (FieldKind.TEXT, FieldKind.DAY, FieldKind.CHOICE) and code != NUMBER:
        return field.shown(getattr(risk, code))
    if code in LEVELS:
        kind, axis = LEVELS[code]
        standing = getattr(entry, kind.value)
        return "" if standing is None or standing.cell is None else _number(getattr(standing.cell, axis.value).label)
    if code == "owner":
        return _owner(risk, readers)
    if code in (CONTROLS, MITIGATIONS):
        return _mitigations(risk, is_in_place=code == CONTROLS)
    others = {
        NUMBER: _number(entry.number),
        "council": risk.council.short_name if risk.council else "",
        SCORE: "" if entry.current is None or entry.current.cell is None else _number(entry.current.cell.score),
    }
    return others[code]


def _owner(risk: Risk, readers: Readers) -> str:
    if risk.owner is None:
        return risk.owner_post
    return risk.owner.name if readers.people.get(risk.owner.name.casefold()) == risk.owner else risk.owner.email


def _mitigations(risk: Any, *, is_in_place: bool) -> str:
    """Those that are in place, or the others, a line for each; how it stands is before it where the column does not say
    it."""
    rows = [one for one in risk.standing_mitigations if (one.status == MitigationStatus.IN_PLACE) == is_in_place]
    rows = [one for one in rows if one.status != MitigationStatus.DROPPED]
    return "\n".join(one.name if is_in_place else f"{one.get_status_display()}: {one.name}" for one in rows)


def _number(words: str) -> Any:
    """A number as a number, where that is how it is written."""
    return int(words) if words.isascii() and words.isdigit() and str(int(words)) == words else words
