"""The errors of forms as the error summary lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """A sentence, and the id of the field it leads to ("" where it concerns the whole form)."""

    message: str
    anchor: str = ""


def errors_of(form: Any) -> Iterator[FieldError]:
    """Every error of a form or of a formset and its forms; nothing for None."""
    if form is None:
        return
    if hasattr(form, "management_form"):
        for message in form.non_form_errors():
            yield FieldError(message)
        for member in form.forms:
            yield from errors_of(member)
        return
    for message in form.non_field_errors():
        yield FieldError(message)
    for name, messages in form.errors.items():
        if name in form.fields:
            field = form[name]
            for message in messages:
                yield FieldError(named(message, label=str(field.label)), _anchor(field))


def named(message: str, *, label: str) -> str:
    """The sentence with its field's name before it, where it does not say itself which field it means."""
    if not label or label.lower() in message.lower():
        return message
    return f"{label} {message}" if label[-1] in "?:.!" else f"{label}: {message}"


def _anchor(field: Any) -> str:
    """The id of what takes the focus. Of a group of radio buttons or check boxes that is the first choice."""
    if field.is_hidden:
        return ""
    if field.use_fieldset and hasattr(field.field.widget, "option_template_name"):
        return f"{field.auto_id}_0"
    found: str = field.id_for_label or field.auto_id
    return found
