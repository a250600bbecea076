"""The markup of charts, kept by their content: a board looks at the same chart many times between two updates."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from programme.drawing.bars import DrawnBars


@lru_cache(maxsize=256)
def chart_markup(template_name: str, drawn: DrawnBars, *, hide_caption: bool = False) -> SafeString:
    """The template filled with the chart. Equal charts have equal markup, so nothing kept can be out of date."""
    return render_to_string(template_name, {"chart": drawn, "hide_caption": hide_caption})
