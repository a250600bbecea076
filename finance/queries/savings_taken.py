"""What following a version of a case would do, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finance.domain.savings_from_case import Taken
from finance.figures import written_cell
from finance.models import SavingsLine
from finance.rules.money import BLANK
from services.standards import year_label


@dataclass(frozen=True)
class TakenRow:
    """A savings line of the version: whether it is new, and the years in which what is followed differs."""

    name: str
    line: SavingsLine | None
    standing: str
    differences: tuple[str, ...]


def taken_rows(taken: Sequence[Taken]) -> list[TakenRow]:
    """In the order of the case."""
    return [TakenRow(one.case_line.name, one.line, _standing(one), _differences(one)) for one in taken]


def _standing(one: Taken) -> str:
    if one.line is None:
        return "New: will be added"
    if one.line.closed_on is not None:
        return "Closed in the tracker: stays as it is"
    return "Planned otherwise" if one.differs else "As in the tracker"


def _differences(one: Taken) -> tuple[str, ...]:
    if one.line is None or not one.differs:
        return ()
    planned = one.planned or {}
    return tuple(
        f"{year_label(year)}: {written_cell(one.plan.get(year, BLANK))} in the case, "
        f"{written_cell(planned.get(year, BLANK))} in the tracker"
        for year in one.years
        if one.plan.get(year, BLANK) != planned.get(year, BLANK)
    )
