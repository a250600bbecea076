"""How the cells of a matrix are scored and ranked by the register's own rule, and whether a matrix is whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from risks.enums import Axis, ScoreRule

FEWEST_LEVELS, MOST_LEVELS = 2, 10

Place = tuple[str, str]
"""A cell by its labels: likelihood, impact."""


@dataclass(frozen=True)
class Level:
    """A step of an axis; `position` counts from the least serious, 1. `value` is what scores are made of."""

    label: str
    position: int
    value: int | None = None


@dataclass(frozen=True)
class Scheme:
    """What a matrix is made of, and how its cells are scored."""

    likelihood: tuple[Level, ...]
    impact: tuple[Level, ...]
    score_rule: ScoreRule
    low_is_serious: bool = False
    impact_first: bool = False


@dataclass(frozen=True)
class CellGiven:
    """What is chosen of a cell: the place of its band (1 is the least serious) and, where ranked, its number."""

    band: int
    number: int | None = None


@dataclass(frozen=True)
class CellScored:
    """The score as it is shown; the rank, from 1, of which a higher one is more serious; equal scores share one."""

    score: str
    rank: int


def faults_of(scheme: Scheme, cells: Mapping[Place, CellGiven]) -> list[tuple[str, str]]:
    """What stands in the way of scoring by the matrix, as (where, sentence). Where: an axis, or "cells"."""
    faults: list[tuple[str, str]] = []
    for axis, levels in ((Axis.LIKELIHOOD, scheme.likelihood), (Axis.IMPACT, scheme.impact)):
        faults += [(str(axis), sentence) for sentence in _faults_of_levels(levels, scheme.score_rule)]
    missing = [place for place in places_of(scheme) if place not in cells]
    if missing:
        faults.append(("cells", f"expected a cell for every pair of levels; {_named(missing)} missing"))
    if scheme.score_rule == ScoreRule.RANKED:
        unnumbered = [place for place in places_of(scheme) if place in cells and cells[place].number is None]
        if unnumbered:
            faults.append(("cells", f"expected a number in every cell; {_named(unnumbered)} without one"))
    return faults


def score_cells(scheme: Scheme, cells: Mapping[Place, CellGiven]) -> dict[Place, CellScored]:
    """Score and rank every cell of a matrix without faults.

    By product or sum the scores are numbers, ranked upwards, or downwards where a low score is the serious one; so are
    numbers given cell by cell. A pair is no number: its cells rank by their band, then by how far up both axes they
    stand.
    """
    levels = {Axis.LIKELIHOOD: _by_label(scheme.likelihood), Axis.IMPACT: _by_label(scheme.impact)}
    texts: dict[Place, str] = {}
    orders: dict[Place, tuple[int, ...]] = {}
    for place in places_of(scheme):
        likelihood, impact = levels[Axis.LIKELIHOOD][place[0]], levels[Axis.IMPACT][place[1]]
        if scheme.score_rule == ScoreRule.PAIR:
            pair = (impact.label, likelihood.label) if scheme.impact_first else (likelihood.label, impact.label)
            texts[place] = _pair_text(*pair)
            orders[place] = (cells[place].band, likelihood.position + impact.position)
            continue
        number = _number(scheme.score_rule, likelihood, impact, cells[place])
        texts[place] = str(number)
        orders[place] = (-number if scheme.low_is_serious else number,)
    ranks = {order: rank for rank, order in enumerate(sorted(set(orders.values())), 1)}
    return {place: CellScored(texts[place], ranks[orders[place]]) for place in texts}


def places_of(scheme: Scheme) -> list[Place]:
    """Every cell, by likelihood and then impact from the least serious."""
    return [
        (likelihood.label, impact.label)
        for likelihood in _in_order(scheme.likelihood)
        for impact in _in_order(scheme.impact)
    ]


def _number(rule: ScoreRule, likelihood: Level, impact: Level, cell: CellGiven) -> int:
    if rule == ScoreRule.RANKED:
        if cell.number is None:
            raise ValueError("a cell of a ranked matrix has no number")
        return cell.number
    if likelihood.value is None or impact.value is None:
        raise ValueError("a level has no number to score by")
    if rule == ScoreRule.PRODUCT:
        return likelihood.value * impact.value
    return likelihood.value + impact.value


def _pair_text(first: str, second: str) -> str:
    """Two single signs together, as B2; longer labels with a stroke between, as Likely / Major."""
    return f"{first}{second}" if len(first) == len(second) == 1 else f"{first} / {second}"


def _faults_of_levels(levels: Sequence[Level], rule: ScoreRule) -> Iterable[str]:
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS:
        yield f"expected from {FEWEST_LEVELS} to {MOST_LEVELS} levels, not {len(levels)}"
    labels = [level.label for level in levels]
    for label in sorted({label for label in labels if labels.count(label) > 1}):
        yield f"expected each label once; {label} is there {labels.count(label)} times"
    if sorted(level.position for level in levels) != list(range(1, len(levels) + 1)):
        yield "expected the levels to be counted 1, 2, 3 … from the least serious"
    if rule in (ScoreRule.PRODUCT, ScoreRule.SUM):
        unvalued = [level.label for level in levels if level.value is None]
        if unvalued:
            yield f"expected a number to score by at every level; {', '.join(unvalued)} without one"


def _by_label(levels: Iterable[Level]) -> dict[str, Level]:
    return {level.label: level for level in levels}


def _in_order(levels: Iterable[Level]) -> list[Level]:
    return sorted(levels, key=lambda level: level.position)


def _named(places: list[Place], most: int = 3) -> str:
    shown = ", ".join(f"{likelihood} with {impact}" for likelihood, impact in places[:most])
    rest = len(places) - most
    return f"{shown} and {rest} more are" if rest > 0 else f"{shown} {'is' if len(places) == 1 else 'are'}"
