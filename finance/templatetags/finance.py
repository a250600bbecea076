"""Amounts of money in templates. The library is built in."""

from __future__ import annotations

from decimal import Decimal

from django import template

from finance.rules.figures import written_cell, written_pounds, written_pounds_total
from finance.rules.money import Cell, Total
from services.values.standards import year_label

register = template.Library()


@register.filter
def pounds(amount: Decimal | None) -> str:
    """An amount on its own: "£834,000", "-£60", with pence where there are some; "—" where it is not known."""
    return written_pounds(amount)


@register.filter
def total_pounds(total: Total) -> str:
    """A sum on its own; "—" or "Withheld" where it comes to nothing only because amounts are left out; told if not
    whole."""
    words = written_pounds_total(total)
    return words if total.is_complete or not total.amount else f"{words} (not whole)"


@register.filter
def money(cell: Cell) -> str:
    """A cell as a table says it: amount, zero, blank and withheld stay different."""
    return written_cell(cell)


@register.filter
def financial_year(year: int) -> str:
    """The financial year that begins in a year: "2025/26"."""
    return year_label(year)
