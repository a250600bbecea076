"""Values as cells of CSV files and workbooks, none of which a spreadsheet runs as a formula."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the start of a formula (OWASP, CSV injection), the full-width signs among it."""
CELL_LIMIT = 32_767
"""The most characters that a spreadsheet keeps in one cell."""


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe stands before what could begin a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if text.startswith(FORMULA_STARTS):
        text = f"'{text}"
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def without_apostrophe(words: str) -> str:
    """Text from a cell without the apostrophe that `safe_text` put before it."""
    return words[1:] if words.startswith("'") and words[1:].startswith(FORMULA_STARTS) else words


def csv_cell(value: Any) -> str:
    """A value as CSV has it: numbers and days for a machine, anything else in words."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if timezone.is_aware(value) else str(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return _words(value)


def xlsx_cell(value: Any) -> Any:
    """A value as a workbook has it: numbers, days and times as what they are, anything else in words."""
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, (int, float, Decimal, date)) and not isinstance(value, bool):
        return value
    return _words(value)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return safe_text(str(value))
