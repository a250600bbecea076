"""Form fields for the words and figures of officers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from programme.errors import DomainError
from programme.wording.prose import one_line
from services.rules.stages import TEXT_LIMIT

TOO_LONG = "Shorten this to %(limit_value)d characters or fewer. It has %(show_value)d."


class ProseField(forms.CharField):
    """A long text. Over its limit it is refused with a sentence, never cut short by the browser."""

    def __init__(self, *, rows: int = 5, limit: int = TEXT_LIMIT, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(**{"required": False, "widget": widget, **options})
        self.validators.append(MaxLengthValidator(limit, TOO_LONG))

    def to_python(self, value: Any) -> str:
        """Browsers send CRLF; the record keeps LF, so that what nobody changed compares as equal."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class LineField(forms.CharField):
    """A short text, kept as one line without unseen characters, as lists and reports print it. Over its limit it is
    refused with a sentence, never cut short by the browser."""

    def __init__(self, *, limit: int, rows: int = 0, size: str = "", **options: Any) -> None:
        looks = {"class": size} if size else {}
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs=looks)
        super().__init__(**{"widget": widget, **options})
        self.validators.append(MaxLengthValidator(limit, TOO_LONG))

    def to_python(self, value: Any) -> str:
        """A NUL stays, to be refused."""
        words = super().to_python(value) or ""
        return words if "\0" in words else one_line(words)


class FigureInput(forms.TextInput):
    """Where a figure of a grid is typed."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "class": "concordat-grid__figure", "autocomplete": "off"})


class TypedFigureField(forms.CharField):
    """A figure as people write it. `read` gives what it means, or refuses it as a DomainError.

    What was `written` there and stands unchanged is taken as it `stands`, however fine it is.
    """

    def __init__(
        self, *, read: Callable[[str], Any], written: str | None = None, stands: Any = None, **options: Any
    ) -> None:
        super().__init__(**{"required": False, "widget": FigureInput(), "initial": written, **options})
        self.read, self.written, self.stands = read, written, stands

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if typed == self.written:
            return self.stands
        try:
            return self.read(typed)
        except DomainError as error:
            raise ValidationError(error.message) from error
