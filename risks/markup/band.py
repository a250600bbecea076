"""The markup of bands and scores, made once for each value and kept: a list shows the same few many times."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

UNSCORED = "unscored"
"""The colour that is none: what no band has been given."""


@lru_cache(maxsize=2048)
def band_markup(text: str, colour: str) -> SafeString:
    """A band, or a score with its band, as words on the band's colour."""
    return _trimmed(render_to_string("risks/_band.html", {"text": text, "colour": colour}))


@lru_cache(maxsize=2048)
def score_markup(text: str, colour: str, note: str = "") -> SafeString:
    """A score with its band, and beneath it what has to be known of it."""
    return _trimmed(render_to_string("risks/_score.html", {"text": text, "colour": colour, "note": note}))


def _trimmed(markup: str) -> SafeString:
    return mark_safe(markup.strip())  # noqa: S308 - a rendered template
