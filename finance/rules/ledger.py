"""Lines of a ledger file: which column is which, and what a line says. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from finance.rules.money import rounded
from programme.wording.prose import one_line

COLUMNS = {
    "reference": "Reference",
    "posted_on": "Date",
    "amount": "Amount",
    "code": "Line code",
    "text": "Text",
}
NEEDED = ("reference", "posted_on", "amount", "code")
GUESSES = {
    "reference": ("reference", "ref", "transaction", "document", "voucher", "entry"),
    "posted_on": ("posted", "posting date", "date"),
    "amount": ("amount", "value", "net", "£"),
    "code": ("line code", "cost centre", "budget", "account", "code"),
    "text": ("description", "narrative", "text", "details"),
}
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d/%m/%y")
AMOUNT = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOST = Decimal(10) ** 12


class LineRejected(ValueError):
    """A line cannot be posted: in which column, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(frozen=True)
class LedgerLine:
    """A line of the file as it was read."""

    reference: str
    posted_on: date
    amount: Decimal
    code: str
    text: str


def guessed_columns(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Which heading is which column: as the last file had it, else by its words; each heading once."""
    found = {name: heading for name, heading in remembered.items() if name in COLUMNS and heading in headings}
    for name, words in GUESSES.items():
        if name in found:
            continue
        free = [heading for heading in headings if heading not in found.values()]
        for word in words:
            match = next((heading for heading in free if word in heading.lower()), None)
            if match is not None:
                found[name] = match
                break
    return found


def read_line(cells: Sequence[Any], places: Mapping[str, int]) -> LedgerLine:
    """What a line says, by the places of the columns. Raises LineRejected."""

    def cell(name: str) -> Any:
        place = places.get(name)
        return cells[place] if place is not None and place < len(cells) else None

    return LedgerLine(
        reference=_words(cell("reference"), "reference", most=80, needed=True),
        posted_on=_day(cell("posted_on")),
        amount=_amount(cell("amount")),
        code=re.sub(r"[\s_]+", "-", _words(cell("code"), "code", most=60, needed=True).lower()),
        text=_words(cell("text"), "text", most=300, needed=False),
    )


def _words(value: Any, name: str, *, most: int, needed: bool) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = "" if value is None else str(value)
    if UNKEPT.search(words):
        raise LineRejected(name, "It holds a character that cannot be kept.")
    words = one_line(words)
    if needed and not words:
        raise LineRejected(name, "It is empty.")
    if len(words) > most:
        raise LineRejected(name, f"It is longer than {most} characters.")
    return words


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return _written_day(_words(value, "posted_on", most=40, needed=True))


@lru_cache(maxsize=4_096)
def _written_day(words: str) -> date:
    for one in DAY_FORMATS:
        try:
            return datetime.strptime(words.removesuffix(" 00:00:00"), one).date()
        except ValueError:
            continue
    raise LineRejected("posted_on", "It is no day such as 31/05/2025 or 2025-05-31.")


def _amount(value: Any) -> Decimal:
    if isinstance(value, bool):
        raise LineRejected("amount", "It is no amount.")
    if isinstance(value, int | float):
        return _of_pence(_decimal(repr(value)), is_float=isinstance(value, float))
    words = _words(value, "amount", most=40, needed=True).replace("\u2212", "-").replace("£", "").replace(" ", "")
    if words.startswith("(") and words.endswith(")"):
        words = f"-{words[1:-1]}"
    if words.endswith("-"):
        words = f"-{words[:-1]}"
    if not AMOUNT.fullmatch(words):
        raise LineRejected("amount", "It is no amount such as 1,234.50, -60 or (60).")
    return _of_pence(_decimal(words.replace(",", "")), is_float=False)


def _decimal(words: str) -> Decimal:
    try:
        number = Decimal(words)
    except InvalidOperation as error:
        raise LineRejected("amount", "It is no amount.") from error
    if not number.is_finite() or abs(number) >= MOST:
        raise LineRejected("amount", "It is not below a million million pounds.")
    return number


def _of_pence(number: Decimal, *, is_float: bool) -> Decimal:
    pence = rounded(number)
    if pence != number and not (is_float and abs(pence - number) < Decimal("0.00001")):
        raise LineRejected("amount", "It is not of whole pence.")
    return pence
