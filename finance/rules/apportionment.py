"""How a cost or a saving is shared between councils. Cost share is not ownership and not a vote.

Shares of a whole amount are rounded by largest remainder, so the parts always sum; each line is shared by itself, so no
partner's part of a line moves when another line changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from finance.enums import Basis
from finance.rules.money import PENNY, ZERO, shares_of
from programme.errors import DomainError
from services.values.figures import plain_figure
from services.values.standards import FIRST_MONTH

PERCENT_UNIT = Decimal("0.01")
"""How exactly shares are told in per cent. Amounts are shared by the weights themselves."""


class SharesNotWhole(DomainError):
    """Fixed percentages must sum to 100."""


class SharesUnknown(DomainError):
    """The basis gives no shares: no partner, a driver without figures (`missing` names the partners), no council to
    charge."""

    def __init__(self, message: str, *, missing: Sequence[str] = (), field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.missing = tuple(missing)


@dataclass(frozen=True)
class Agreement:
    """An apportionment as agreed: `fixed` are percentages by council, for the bases that need them.

    With a `tolerance` in points the `fixed` shares stay until the driver's share of some council differs by more.
    An `override` is why the `fixed` shares hold whatever the basis gives.
    """

    basis: Basis
    starts_on: date
    ended_on: date | None = None
    fixed: Mapping[str, Decimal] = field(default_factory=dict)
    tolerance: Decimal | None = None
    override: str = ""
    review: str = ""
    line: str = ""

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ended_on is None or self.ended_on >= day)

    def overlaps(self, other: Agreement) -> bool:
        """Whether both would hold on some day for the same programme, review or line."""
        return (
            (self.review, self.line) == (other.review, other.line)
            and (other.ended_on is None or self.starts_on <= other.ended_on)
            and (self.ended_on is None or other.starts_on <= self.ended_on)
        )

    @property
    def first_year(self) -> int | None:
        """The first financial year that it shares: the first whose 1 April it holds on; None where it holds on none."""
        year = self.starts_on.year if self.starts_on <= first_day(self.starts_on.year) else self.starts_on.year + 1
        return year if self.holds_on(first_day(year)) else None


@dataclass(frozen=True)
class Shares:
    """Weights by council, in per cent of the whole where they are agreed so, and where they come from."""

    weights: Mapping[str, Decimal]
    source: str
    driver_shares: Mapping[str, Decimal] | None = None

    def of(self, amount: Decimal, *, unit: Decimal = PENNY) -> dict[str, Decimal]:
        """Each council's part of an amount; the parts sum to it."""
        return shares_of(amount, self.weights, unit=unit)

    @property
    def percentages(self) -> dict[str, Decimal]:
        """Each council's share in per cent, to two places; they sum to 100."""
        return self.of(Decimal(100), unit=PERCENT_UNIT)


def first_day(year: int) -> date:
    """The day whose agreement, partners and figures share a financial year."""
    return date(year, FIRST_MONTH, 1)


def agreement_for(agreements: Sequence[Agreement], *, day: date, review: str = "", line: str = "") -> Agreement | None:
    """The agreement that holds on a day for a line of a review: its own, else the review's, else the programme's."""
    for level in ((review, line), (review, ""), ("", "")):
        for agreement in agreements:
            if (agreement.review, agreement.line) == level and agreement.holds_on(day):
                return agreement
    return None


def shares_by(agreement: Agreement, *, partners: Sequence[str], driver: Mapping[str, Decimal] | None = None) -> Shares:
    """The shares of the councils taking part on a day. `driver` has the figure of each that is known.

    Raises SharesNotWhole, SharesUnknown.
    """
    if not partners:
        raise SharesUnknown("No council takes part on that day, so there is nothing to share by.")
    if agreement.override:
        return Shares(_whole(agreement.fixed), f"agreed otherwise: {agreement.override}")
    if agreement.basis == Basis.EQUAL:
        return Shares({partner: Decimal(1) for partner in partners}, "equal shares")
    if agreement.basis == Basis.FIXED:
        return Shares(_whole(agreement.fixed), "fixed percentages")
    if agreement.basis == Basis.SINGLE:
        charged = list(agreement.fixed)
        if len(charged) != 1:
            raise SharesUnknown("Name the one council that it is charged to.")
        return Shares({charged[0]: Decimal(100)}, "charged to one council")
    return _by_driver(agreement, partners=partners, driver=driver or {})


def _by_driver(agreement: Agreement, *, partners: Sequence[str], driver: Mapping[str, Decimal]) -> Shares:
    missing = [partner for partner in partners if partner not in driver]
    whole = sum((driver[partner] for partner in partners if partner in driver), ZERO)
    if missing:
        raise SharesUnknown(f"The driver has no figure for {', '.join(missing)}.", missing=missing)
    if whole <= 0:
        raise SharesUnknown("The driver's figures sum to nothing.")
    weights = {partner: driver[partner] for partner in partners}
    shares = {partner: weight / whole * 100 for partner, weight in weights.items()}
    if agreement.tolerance is None or not agreement.fixed:
        return Shares(weights, "in proportion to the driver", shares)
    councils = {*shares, *agreement.fixed}
    moved = max(abs(shares.get(one, ZERO) - agreement.fixed.get(one, ZERO)) for one in councils)
    points = f"{plain_figure(agreement.tolerance)} points"
    if moved > agreement.tolerance:
        return Shares(weights, f"the driver, which moved by more than {points}", shares)
    return Shares(_whole(agreement.fixed), f"as agreed, within {points} of the driver", shares)


def _whole(fixed: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    total = sum(fixed.values(), ZERO)
    if total != 100:
        raise SharesNotWhole(f"The percentages sum to {plain_figure(total)}. They must sum to 100.", field="shares")
    return fixed
