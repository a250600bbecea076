"""A case as it stands and as it would go otherwise, as rows of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finance.rules.case import Derived
from finance.rules.figures import unknown_words, written_cell, written_figure, written_payback
from finance.rules.sensitivity import Variation


@dataclass(frozen=True)
class SensitivityRow:
    """What a case comes to if something goes otherwise."""

    label: str
    saving: str
    one_off: str
    payback: str
    value: str


def sensitivity_rows(derived: Derived, moved: Sequence[Variation]) -> tuple[SensitivityRow, ...]:
    """The case first, then each variation; written as the derived figures of the case are."""
    cases = [("As in the case", derived), *((one.label, one.derived) for one in moved)]
    return tuple(
        SensitivityRow(
            label=label,
            saving=unknown_words(one.annual_saving.total) or written_figure(one.annual_saving.total.amount),
            one_off=unknown_words(one.one_off.total) or written_figure(one.one_off.total.amount),
            payback=written_cell(one.unknown) if one.unknown else written_payback(one.simple_payback),
            value=written_cell(one.unknown) if one.unknown else written_figure(one.net_present_value),
        )
        for label, one in cases
    )
