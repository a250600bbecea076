"""Why a business case has no saving to tell, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from finance.enums import LineKind
from finance.rules.case import Derived
from finance.rules.money import Cell, Standing
from services.values.standards import year_label


def why_no_saving(derived: Derived) -> str:
    """ "No saving can be told of 2011/12 to 2012/13: the current costs are not yet known."; nothing where each year
    has one."""
    years_of: dict[str, list[int]] = {}
    for year, costs in derived.lacking.items():
        years_of.setdefault(_words(costs), []).append(year)
    told = "; of ".join(f"{_span(years)}: {words}" for words, years in years_of.items())
    return f"No saving can be told of {told}." if told else ""


def _words(costs: Mapping[LineKind, Cell]) -> str:
    said = {kind: "withheld" if cell.standing is Standing.WITHHELD else "not yet known" for kind, cell in costs.items()}
    if len(set(said.values())) == 1:
        names = " and ".join(kind.value for kind in said)
        return f"the {names} costs are {next(iter(said.values()))}"
    return " and ".join(f"the {kind.value} costs are {standing}" for kind, standing in said.items())


def _span(years: list[int]) -> str:
    """Years in order: "2011/12", "2011/12 to 2013/14" where each follows the other, else one by one."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{year_label(years[0])} to {year_label(years[-1])}"
    return ", ".join(year_label(year) for year in years)
