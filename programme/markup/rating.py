"""The markup of ratings and state tags, made once for each value and kept: a list shows the same few many times."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from programme.wording.appearance import rating_of


@lru_cache(maxsize=128)
def rag_markup(value: str, *, small: bool, described: bool) -> SafeString:
    """A rating as word, shape and colour. `value` is the plain value ("green"); unknown values are unrated."""
    context = {"rating": rating_of(value), "small": small, "described": described}
    return _trimmed(render_to_string("components/rag.html", context))


@lru_cache(maxsize=512)
def tag_markup(label: str, tone: str) -> SafeString:
    """A state as a quiet tag."""
    return _trimmed(render_to_string("components/state_tag.html", {"label": label, "tone": tone}))


def _trimmed(markup: str) -> SafeString:
    return mark_safe(markup.strip())  # noqa: S308 - a rendered template
