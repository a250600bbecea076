"""A choice's label with a hint under it, for radio buttons and check boxes."""

from __future__ import annotations


class Option(str):
    """A label that carries a hint: `(Rag.RED.value, Option("Red", hint="Off track; the board must decide"))`."""

    __slots__ = ("hint",)
    hint: str

    def __new__(cls, label: str, *, hint: str = "") -> Option:
        option = super().__new__(cls, label)
        option.hint = hint
        return option
