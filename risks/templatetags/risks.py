"""Bands in templates. The library is built in."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from risks.markup.band import UNSCORED, band_markup

register = template.Library()


@register.simple_tag
def risk_band(text: Any, colour: str = UNSCORED) -> SafeString:
    """Words on the colour of their band; without a colour, as what is unscored."""
    return band_markup(str(text), str(colour) or UNSCORED)
