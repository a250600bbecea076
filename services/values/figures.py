"""Figures of indicators as people write and read them. Pure: no database, no person.

A blank is not known, and never 0.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from programme.errors import DomainError

BLANK = "—"
"""What stands where a figure is not known."""

MOST_DIGITS = 14
"""The most digits that a figure may have before the point, as the database keeps it."""

PLAIN = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?", re.ASCII)
NEVER_ADDED = re.compile(
    r"%|\b(?:per|percent|percentage|average|mean|median|rate|ratio|share|score|index|rank|points?"
    r"|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
"""Words of a unit whose figures have no sum: shares, averages and lengths of time."""


def read_figure(text: str, *, unit: str, decimal_places: int) -> Decimal | None:
    """The figure that was typed: "1,234", "97.4%" where the unit is a percentage, "£1,234" where it is money.

    None where nothing was typed. Raises DomainError.
    """
    typed = text.replace("\u2212", "-").replace("\u00a0", " ").strip()
    if not typed:
        return None
    if typed.endswith("%"):
        if "%" not in unit:
            raise DomainError(f"This is counted in {unit}: enter the figure without a % sign.")
        typed = typed[:-1].rstrip()
    minus, typed = ("-", typed[1:].lstrip()) if typed.startswith("-") else ("", typed)
    if typed.startswith("£"):
        if "£" not in unit:
            raise DomainError(f"This is counted in {unit}: enter the figure without a £ sign.")
        typed = typed[1:].lstrip()
    if not PLAIN.fullmatch(minus + typed):
        raise DomainError("Enter a number, such as 1,234 or 97.4. Leave it empty where the figure is not known.")
    figure = Decimal(f"{minus}{typed}".replace(",", ""))
    whole, _, part = f"{abs(figure):f}".partition(".")
    if len(whole.lstrip("0")) > MOST_DIGITS:
        raise DomainError(f"Enter a number of at most {MOST_DIGITS} digits before the point.")
    if len(part.rstrip("0")) > decimal_places:
        raise DomainError(_too_fine(decimal_places))
    return figure


def _too_fine(decimal_places: int) -> str:
    if decimal_places == 0:
        return "Enter a whole number: this indicator has no decimal places."
    places = "1 figure" if decimal_places == 1 else f"{decimal_places} figures"
    return f"Enter a number with at most {places} after the point."


def plain_figure(value: Decimal | None) -> str:
    """A figure as it stands in a field, all of it and without separators: "1234.5". Empty where there is none."""
    if value is None:
        return ""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def written_figure(value: Decimal | None, *, unit: str = "", decimal_places: int = 4) -> str:
    """A figure as it is read: "1,234", "97.4%", "£1,300"; `BLANK` where there is none.

    Rounded half up to at most `decimal_places`; noughts at the end are left off, so that it reads as it was given.
    Of the unit only % and a bare £ stand with the figure.
    """
    if value is None:
        return BLANK
    rounded = round_half_up(value, places=decimal_places)
    text = f"{abs(rounded):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    money, percent = ("£" if unit.strip() == "£" else ""), ("%" if unit.strip().startswith("%") else "")
    return f"{'-' if rounded < 0 else ''}{money}{text}{percent}"


def round_half_up(value: Decimal, *, places: int) -> Decimal:
    """The one rounding of figures: half away from nought."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def is_additive(unit: str) -> bool:
    """Whether councils' figures in this unit may be added up: FTE, pounds and counts; never %, days or a rate."""
    return NEVER_ADDED.search(unit) is None
