"""A form that asks one domain function. What the function refuses becomes a sentence at the right field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db import models
from django.http import QueryDict

from programme.domain.editing import mark_of
from programme.errors import ChangedByAnother, DomainError, NotAllowed

ResultT = TypeVar("ResultT")


class DomainForm(forms.Form):
    """Its fields are named as the function's arguments, where `arguments` does not say otherwise."""

    def arguments(self) -> dict[str, Any]:
        """What the function is told of the valid form."""
        return dict(self.cleaned_data)

    def submit(self, act: Callable[..., ResultT], **given: Any) -> ResultT | None:
        """Call `act` with what the form says and what is `given`.

        None when the form has errors, its own or the function's; what was typed is all there.
        """
        if not self.is_valid():
            return None
        try:
            return act(**given, **self.arguments())
        except NotAllowed:
            raise
        except DomainError as error:
            self.refuse(error)
            return None

    def refuse(self, error: DomainError) -> None:
        """Say the refusal at the field that it names, or for the whole form."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class RecordForm(DomainForm):
    """A form for one record, new (`record` None) or existing.

    For an existing one it carries the mark of the record as it was opened, so that a save on top of someone else's is
    refused; the form then shows what stands now (`stands_now`) and can be saved again.
    """

    not_kept: ClassVar[frozenset[str]] = frozenset()
    """Fields that say what to do and are no part of the record."""
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, record: models.Model | None = None, **options: Any) -> None:
        self.record = record
        self.stands_now: list[tuple[str, Any]] = []
        if record is not None:
            options["initial"] = {**self._values(record), "seen": self.mark(record), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        if record is None:
            del self.fields["seen"]

    def seen_mark(self) -> dict[str, str]:
        """The mark that was sent, as the argument of a function that changes the record; none for a new one."""
        return {"seen": self.cleaned_data["seen"]} if self.record is not None else {}

    def mark(self, record: Any) -> str:
        """What `seen` is: the mark of more than the row where the form shows more."""
        return mark_of(record)

    def refuse(self, error: DomainError) -> None:
        super().refuse(error)
        if isinstance(error, ChangedByAnother) and self.record is not None:
            self.record.refresh_from_db()
            told = [name for name in self.fields if name != "seen" and name not in self.not_kept]
            self.stands_now = [(str(self[name].label), self._in_words(name)) for name in told]
            typed = QueryDict(mutable=True)
            typed.update(self.data)
            typed[self.add_prefix("seen")] = self.mark(self.record)
            self.data = typed

    def _values(self, record: models.Model) -> dict[str, Any]:
        return {name: getattr(record, name) for name in self.base_fields if hasattr(record, name)}

    def _in_words(self, name: str) -> Any:
        display = getattr(self.record, f"get_{name}_display", None)
        return display() if display else getattr(self.record, name)


class ValuesForm(RecordForm):
    """Its fields are the `values` of one argument."""

    def arguments(self) -> dict[str, Any]:
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return {"values": values, **self.seen_mark()}
