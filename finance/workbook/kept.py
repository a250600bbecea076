"""What was read from a workbook, kept in the page between looking and saving, signed for one version and person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.core import signing

from finance.enums import LineKind
from finance.models import CaseVersion
from finance.rules.money import Cell, Standing
from finance.workbook.read import SheetLine
from programme.errors import DomainError
from programme.models import User

KEPT_FOR = 24 * 60 * 60
"""Seconds within which what was looked at can be saved."""


class WorkbookForgotten(DomainError):
    """What was read is too old, of another version, or not as it was given out."""


def keep(tables: Mapping[LineKind, Sequence[SheetLine]], *, takes_out: bool, version: CaseVersion, user: User) -> str:
    """The lines as text for the page."""
    data = {
        "takes_out": takes_out,
        "tables": {kind.value: [_written(row) for row in rows] for kind, rows in tables.items()},
    }
    return signing.dumps(data, salt=_salt(version, user), compress=True)


def recall(text: str, *, version: CaseVersion, user: User) -> tuple[dict[LineKind, tuple[SheetLine, ...]], bool]:
    """The lines again, and whether others are taken out. Raises WorkbookForgotten."""
    try:
        data = signing.loads(text, salt=_salt(version, user), max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise WorkbookForgotten("What was read is no longer here. Choose the workbook again.") from error
    tables = {LineKind(kind): tuple(_read(row) for row in rows) for kind, rows in data["tables"].items()}
    return tables, data["takes_out"]


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
