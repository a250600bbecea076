"""Amounts of money in templates. The library is built in."""

from __future__ import annotations

from decimal import Decimal

from django import template

from finance.figures import written_pounds

register = template.Library()


@register.filter
def pounds(amount: Decimal | None) -> str:
    """An amount on its own: "£834,000", "-£60", with pence where there are some; "—" where it is not known."""
    return written_pounds(amount)
