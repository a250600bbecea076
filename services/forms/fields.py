"""Form fields for the words of officers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from services.rules import TEXT_LIMIT


class ProseField(forms.CharField):
    """A long text. Over its limit it is refused with a sentence, never cut short by the browser."""

    def __init__(self, *, rows: int = 5, limit: int = TEXT_LIMIT, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(**{"required": False, "widget": widget, **options})
        too_long = "Shorten this to %(limit_value)d characters or fewer. It has %(show_value)d."
        self.validators.append(MaxLengthValidator(limit, too_long))

    def to_python(self, value: Any) -> str:
        """Browsers send CRLF; the record keeps LF, so that what nobody changed compares as equal."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
