"""How options are ranked by what they score. Pure: no database, no person.

A score counts as many times as its criterion weighs. What is not judged is told and never counts as 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finance.enums import CriterionKind
from finance.rules.money import ZERO


@dataclass(frozen=True, kw_only=True)
class JudgedBy:
    """A criterion. A weight of nothing is allowed: its scores are then told and count for nothing."""

    code: str
    kind: CriterionKind = CriterionKind.SCORED
    weight: Decimal = Decimal(1)
    highest_score: int = 5

    @property
    def decides(self) -> bool:
        """Whether an option can be placed only once it is judged by this."""
        return self.kind == CriterionKind.PASS_FAIL or self.weight > 0


@dataclass(frozen=True)
class Judgement:
    """How an option does on a criterion. Neither: not judged."""

    passes: bool | None = None
    score: Decimal | None = None

    @property
    def is_made(self) -> bool:
        return self.passes is not None or self.score is not None


NOT_JUDGED = Judgement()


@dataclass(frozen=True, kw_only=True)
class Placed:
    """What an option comes to: the weighted total of its scores, what it fails, and what is not judged yet.

    `total` is None where nothing is scored. `place` counts from 1 and is None for an option that cannot be placed
    because something that decides is not judged; of equal totals all have the same place and `is_tied`.
    """

    option: str
    total: Decimal | None
    fails: tuple[str, ...]
    unjudged: tuple[str, ...]
    place: int | None = None
    is_tied: bool = False


def highest_total(criteria: Sequence[JudgedBy]) -> Decimal:
    """The most that an option can come to."""
    return sum((one.weight * one.highest_score for one in criteria if one.kind == CriterionKind.SCORED), ZERO)


def place_options(criteria: Sequence[JudgedBy], judgements: Mapping[str, Mapping[str, Judgement]]) -> dict[str, Placed]:
    """Each option by code with its total and place, in the order given. `judgements` are by option, then criterion.

    An option that fails a criterion comes after all that fail none, however high it scores.
    """
    found = {option: _summed(option, criteria, judged) for option, judged in judgements.items()}
    deciding = {one.code for one in criteria if one.decides}
    ready = [one for one in found.values() if criteria and not deciding.intersection(one.unjudged)]
    return {one.option: _placed(one, ready) if one in ready else one for one in found.values()}


def _summed(option: str, criteria: Sequence[JudgedBy], judged: Mapping[str, Judgement]) -> Placed:
    scores = list(_weighted(criteria, judged))
    of = {one.code: judged.get(one.code, NOT_JUDGED) for one in criteria}
    return Placed(
        option=option,
        total=sum(scores, ZERO) if scores else None,
        fails=tuple(code for code, judgement in of.items() if judgement.passes is False),
        unjudged=tuple(code for code, judgement in of.items() if not judgement.is_made),
    )


def weighted_score(criterion: JudgedBy, judgement: Judgement) -> Decimal | None:
    """What a score counts: as many times as its criterion weighs; None where there is no score."""
    if criterion.kind != CriterionKind.SCORED or judgement.score is None:
        return None
    return criterion.weight * judgement.score


def _weighted(criteria: Sequence[JudgedBy], judged: Mapping[str, Judgement]) -> Iterator[Decimal]:
    for one in criteria:
        weighted = weighted_score(one, judged.get(one.code, NOT_JUDGED))
        if weighted is not None:
            yield weighted


def _placed(one: Placed, ready: Sequence[Placed]) -> Placed:
    ahead = sum(_height(other) > _height(one) for other in ready)
    equal = sum(_height(other) == _height(one) for other in ready)
    return Placed(
        option=one.option,
        total=one.total,
        fails=one.fails,
        unjudged=one.unjudged,
        place=ahead + 1,
        is_tied=equal > 1,
    )


def _height(one: Placed) -> tuple[bool, Decimal]:
    return not one.fails, one.total or ZERO
