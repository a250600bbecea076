"""What was read from a workbook, kept in the page between looking and saving, signed for one version and person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core import signing

from finance.enums import LineKind
from finance.models import CaseVersion
from finance.rules.money import Cell, Standing
from finance.workbook.read import SheetLine
from finance.workbook.settings import Said
from programme.errors import DomainError
from programme.models import User

KEPT_FOR = 24 * 60 * 60
"""Seconds within which what was looked at can be saved."""


class WorkbookForgotten(DomainError):
    """What was read is too old, of another version, or not as it was given out."""


@dataclass(frozen=True)
class Kept:
    """The lines of a workbook, whether others are taken out, and what it says that the version is worked out with."""

    tables: Mapping[LineKind, Sequence[SheetLine]]
    takes_out: bool
    settings: Mapping[str, Said]


def keep(kept: Kept, *, version: CaseVersion, user: User) -> str:
    """What was read as text for the page."""
    data = {
        "takes_out": kept.takes_out,
        "settings": {name: [one.typed, list(one.places)] for name, one in kept.settings.items()},
        "tables": {kind.value: [_written(row) for row in rows] for kind, rows in kept.tables.items()},
    }
    return signing.dumps(data, salt=_salt(version, user), compress=True)


def recall(text: str, *, version: CaseVersion, user: User) -> Kept:
    """What was kept again. Raises WorkbookForgotten."""
    try:
        data = signing.loads(text, salt=_salt(version, user), max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError) as error:
        raise WorkbookForgotten("What was read is no longer here. Choose the workbook again.") from error
    tables = {LineKind(kind): tuple(_read(row) for row in rows) for kind, rows in data["tables"].items()}
    settings = {name: Said(typed, tuple(places)) for name, (typed, places) in data["settings"].items()}
    return Kept(tables, data["takes_out"], settings)


def _salt(version: CaseVersion, user: User) -> str:
    return f"finance.workbook.{version.pk}.{user.pk}"


def _written(row: SheetLine) -> dict[str, Any]:
    cells = {str(year): [cell.standing.value, _text(cell.amount)] for year, cell in row.cells.items()}
    return {**asdict(row), "cells": cells}


def _read(data: dict[str, Any]) -> SheetLine:
    cells = {
        int(year): Cell(Standing(standing), None if amount is None else Decimal(amount))
        for year, (standing, amount) in data["cells"].items()
    }
    profile = tuple(data["profile"]) if data["profile"] is not None else None
    return SheetLine(**{**data, "profile": profile, "cells": cells})


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
