"""Templates turned into format strings, so that a table fills hundreds of cells without rendering as many templates.

The markup stands in a template; it is rendered once for each process with a mark where each value belongs, and marks
become `%s`. Whoever fills the pattern gives escaped text.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

FIRST_MARK = 0xE000
"""Marks are characters of Unicode's private use area, which no template contains."""


@lru_cache(maxsize=512)
def pattern_of(template_name: str, slots: tuple[str, ...], **context: Any) -> str:
    """The template's format string. `slots` are the variables left open, in the order in which the template shows them.

    Raises ValueError where the template does not show every slot once and in that order.
    """
    marks = [chr(FIRST_MARK + number) for number in range(len(slots))]
    markup = render_to_string(template_name, {**context, **dict(zip(slots, marks, strict=True))}).strip()
    places = [markup.find(mark) for mark in marks]
    if -1 in places or places != sorted(places) or any(markup.count(mark) != 1 for mark in marks):
        raise ValueError(f"{template_name} does not show {', '.join(slots)} once each, in that order")
    pattern = markup.replace("%", "%%")
    for mark in marks:
        pattern = pattern.replace(mark, "%s")
    return pattern


@lru_cache(maxsize=512)
def row_pattern(cells: tuple[tuple[str, str, bool], ...]) -> str:
    """The format string of one table row. A cell: its label (for narrow screens), class, whether it names the row."""
    marks = [chr(FIRST_MARK + number) for number in range(len(cells))]
    drawn = [
        {"label": label, "css": css, "is_name": is_name, "content": mark}
        for (label, css, is_name), mark in zip(cells, marks, strict=True)
    ]
    pattern = render_to_string("components/table_row.html", {"cells": drawn}).strip().replace("%", "%%")
    for mark in marks:
        pattern = pattern.replace(mark, "%s")
    return pattern


def escaped(text: Any) -> str:
    """Text made safe for a cell; markup marked safe stays. Twice as quick as Django's, which serves lazy text too."""
    return text if isinstance(text, SafeString) else escape(str(text))
