"""What estimates are raised or spread by: optimism bias, part-year effects, phasing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from finance.rules.money import PENNY, ZERO, rounded, shares_of


@dataclass(frozen=True)
class Factor:
    """A contributory factor: its share of the bias, and how far it is mitigated, both from 0 to 1."""

    contribution: Decimal
    mitigation: Decimal


def optimism_bias(*, upper: Decimal, factors: Sequence[Factor], lower: Decimal = ZERO) -> Decimal:
    """Upper bound × (1 - Σ contribution × mitigation), not below the lower bound (Green Book supplementary guidance).

    With an upper bound of 51 % and 92 % of it mitigated: 4 %, and £100m becomes £104m.
    """
    managed = sum((factor.contribution * factor.mitigation for factor in factors), ZERO)
    return max(upper * (1 - managed), lower)


def part_year_effect(*, full_year: Decimal, months: int) -> Decimal:
    """Full year × months ÷ 12, to the penny. Raises ValueError for months outside 0 to 12."""
    if not 0 <= months <= 12:
        raise ValueError("a year has 0 to 12 months")
    return rounded(full_year * months / 12)


def phased(amount: Decimal, profile: Sequence[Decimal], *, unit: Decimal = PENNY) -> list[Decimal]:
    """Spread an amount by a profile in per cent; the parts sum to it. Raises ValueError."""
    if sum(profile, ZERO) != 100:
        raise ValueError(f"The profile sums to {sum(profile, ZERO)} %. It must sum to 100 %.")
    parts = shares_of(amount, {f"{place:06d}": share for place, share in enumerate(profile)}, unit=unit)
    return list(parts.values())
