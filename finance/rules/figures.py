"""Amounts of money as people write and read them, in pounds or in thousands of pounds. Pure: no database, no person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from finance.rules.money import BLANK, WITHHELD, Cell, Standing, Total, rounded
from programme.errors import DomainError
from services.values.figures import PLAIN, plain_figure

NOT_KNOWN = "—"
"""What stands where an amount is not yet known."""
EXEMPT = "Withheld"
"""What stands where an amount is exempt from publication."""
NO_PAYBACK = "None within the years of the case"
BLANK_WORDS = frozenset({"tbc", "to be confirmed", "not known", "?", "—"})
WITHHELD_WORDS = frozenset({"withheld", "exempt"})
LONGEST = 28
"""Characters of an amount; of a longer one the last digits would be lost."""
UNITS = {"pounds": Decimal(1), "thousands": Decimal(1000)}
UNIT_LABELS = {"pounds": "£", "thousands": "£000"}


class AmountUnreadable(DomainError):
    """What was typed is no amount; the message says how to write it."""


def read_amount(text: str, *, unit: str = "pounds") -> Cell:
    """The cell that was typed: "1,234.50", "£60", "-60", "(60)", "tbc", "withheld", or nothing (blank).

    Raises AmountUnreadable.
    """
    typed = text.replace("\u2212", "-").replace("\u00a0", " ").strip()
    if not typed or typed.lower() in BLANK_WORDS:
        return BLANK
    if typed.lower() in WITHHELD_WORDS:
        return WITHHELD
    if typed.startswith("(") and typed.endswith(")"):
        typed = f"-{typed[1:-1].strip()}"
    minus, typed = ("-", typed[1:].lstrip()) if typed.startswith("-") else ("", typed)
    typed = typed.removeprefix("£").strip()
    if not PLAIN.fullmatch(minus + typed):
        raise AmountUnreadable("Enter an amount such as 1,234 or 1,234.50; 0, tbc or withheld.")
    number = Decimal(f"{minus}{typed}".replace(",", ""))
    if number.copy_abs() >= 10**12 / UNITS[unit]:
        raise AmountUnreadable("Enter an amount below a million million pounds.")
    pounds = number * UNITS[unit]
    if len(typed) > LONGEST or pounds != rounded(pounds):
        raise AmountUnreadable("Enter an amount of whole pence.")
    return Cell.of(pounds)


def plain_amount(cell: Cell, *, unit: str = "pounds") -> str:
    """A cell as it stands in a field: "1234.5"; nothing where it is blank."""
    if cell.standing is Standing.WITHHELD:
        return EXEMPT.lower()
    return plain_figure(cell.amount / UNITS[unit]) if cell.amount is not None else ""


def written_amount(amount: Decimal | None, *, unit: str = "pounds") -> str:
    """An amount as a table says it: "2,417", "-60", "166.8" in thousands, "1,234.50" in pounds and pence."""
    if amount is None:
        return NOT_KNOWN
    shown = rounded(amount / UNITS[unit], Decimal("0.01"))
    text = f"{abs(shown):,.2f}"
    if unit == "thousands":
        text = text.rstrip("0").rstrip(".")
    text = text.removesuffix(".00")
    return f"-{text}" if shown < 0 else text


def written_pounds(amount: Decimal | None) -> str:
    """An amount on its own: "£834,000", "-£60", "£1,287.50"; "—" where it is not known."""
    if amount is None:
        return NOT_KNOWN
    words = written_amount(amount)
    return f"-£{words[1:]}" if words.startswith("-") else f"£{words}"


def written_figure(amount: Decimal | None) -> str:
    """A figure that is worked out, in pounds: without pence from £1,000 up; "None" where there is no such figure."""
    if amount is None:
        return "None"
    return written_pounds(rounded(amount, Decimal(1)) if abs(amount) >= 1000 else amount)


def written_payback(years: Decimal | None) -> str:
    """Years until the money is back: "1.67"."""
    return NO_PAYBACK if years is None else f"{rounded(years):f}"


def written_cell(cell: Cell, *, unit: str = "pounds") -> str:
    """A cell as a table says it: amount, zero, blank and withheld stay different."""
    if cell.standing is Standing.WITHHELD:
        return EXEMPT
    return written_amount(cell.amount, unit=unit)


def written_sum(amount: Decimal | None, withheld: int) -> str:
    """The sum of a line's cells as a table says it (None: none of them is known), with how many are withheld."""
    if amount is None:
        return EXEMPT if withheld else NOT_KNOWN
    return f"{written_amount(amount)} ({withheld} withheld)" if withheld else written_amount(amount)


def written_total(total: Total, *, unit: str = "pounds") -> str:
    """A sum as a table says it; what it leaves out is said by `left_out`."""
    return unknown_words(total) or written_amount(total.amount, unit=unit)


def written_pounds_total(total: Total) -> str:
    """A sum on its own: "£834,000"; "—" or "Withheld" where it comes to nothing only because amounts are left out."""
    return unknown_words(total) or written_pounds(total.amount)


def unknown_words(total: Total) -> str:
    """What stands for a sum that comes to nothing only because amounts are left out: not zero. "" for any other."""
    return "" if total.cell.standing is Standing.AMOUNT else written_cell(total.cell)


def left_out(total: Total) -> str:
    """What a total leaves out, in words; nothing where it is whole."""
    parts = []
    if total.blank:
        parts.append(f"{total.blank} not yet known")
    if total.withheld:
        parts.append(f"{total.withheld} withheld")
    return f"Leaves out {' and '.join(parts)}" if parts else ""


def with_left_out(total: Total) -> str:
    """A sum on its own and what it leaves out: "£120. Leaves out 2 not yet known"."""
    return ". ".join(words for words in (written_pounds_total(total), left_out(total)) if words)


def unit_of(version: Any) -> str:
    """What the amounts of a version are written in."""
    return str(version.parameters.get("shown_in", "pounds"))
