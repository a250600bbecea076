"""Each council's share of a version of a business case, for one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from finance.enums import Basis
from finance.figures import written_amount
from finance.models import Apportionment, CaseVersion, DriverFigure
from finance.queries.business_cases import case_of
from finance.rules.apportionment import Agreement, Shares, SharesNotWhole, SharesUnknown, agreement_for, shares_by
from finance.rules.council_shares import LineShares, share_lines, totals_by_year
from finance.rules.money import ZERO
from programme.enums import PROGRAMME_WIDE_ROLES
from programme.models import Council
from programme.permissions import councils_of, holds
from services.models import ReviewParticipation
from services.models.service_review import READING_COUNCIL_ROLES
from services.standards import FIRST_MONTH, year_label


@dataclass(frozen=True)
class CouncilColumn:
    """A council's saving, one-off cost and net by year and over all."""

    council: Council
    rows: tuple[tuple[str, str, str, str], ...]
    saving: Decimal
    one_off: Decimal

    @property
    def net(self) -> Decimal:
        return self.saving - self.one_off


@dataclass(frozen=True)
class SharesPage:
    """What the reader sees: the councils, their parts of each line, and the agreements in words."""

    councils: tuple[CouncilColumn, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    agreements: tuple[str, ...]
    others_hidden: bool
    unshared: tuple[str, ...]


class _Agreed:
    """The agreements of a programme, the partners of a review and the drivers' figures, each read once.

    A financial year is shared by the agreement, the partners and the figures of its first day, 1 April.
    """

    def __init__(self, version: CaseVersion) -> None:
        self.review = version.case.review
        rows = (
            Apportionment.objects.filter(programme=version.case.programme)
            .select_related("review", "driver")
            .prefetch_related("shares__council")
            .order_by("starts_on", "pk")
        )
        self.agreements = [(_agreement(row), row) for row in rows]
        self.parts = list(ReviewParticipation.objects.filter(review=self.review).select_related("council"))
        self.figures: dict[int, list[DriverFigure]] = defaultdict(list)
        drivers = {row.driver_id for _, row in self.agreements if row.driver_id}
        for figure in DriverFigure.objects.filter(driver__in=drivers).select_related("council").order_by("starts_on"):
            self.figures[figure.driver_id].append(figure)
        self.used: dict[int, tuple[Apportionment, str]] = {}

    def shares_of(self, line: str, year: int) -> Shares | None:
        """The shares of a line in a financial year; None where nothing is agreed or the basis gives none."""
        day = date(year, FIRST_MONTH, 1)
        found = agreement_for([one for one, _ in self.agreements], day=day, review=self.review.code, line=line)
        if found is None:
            return None
        row = next(row for one, row in self.agreements if one is found)
        try:
            shares = shares_by(found, partners=self._partners(day), driver=self._driver(row, day))
        except (SharesNotWhole, SharesUnknown):
            return None
        self.used[row.pk] = row, shares.source
        return shares

    def _partners(self, day: date) -> list[str]:
        there = [
            part.council.code
            for part in self.parts
            if (part.joined_on is None or part.joined_on <= day) and (part.left_on is None or part.left_on >= day)
        ]
        return sorted(set(there))

    def _driver(self, row: Apportionment, day: date) -> dict[str, Decimal]:
        if row.driver_id is None:
            return {}
        return {one.council.code: one.value for one in self.figures[row.driver_id] if one.starts_on <= day}

    def councils(self) -> dict[str, Council]:
        """Every council that takes or took part, or is charged, by code."""
        found = {part.council.code: part.council for part in self.parts}
        for _, row in self.agreements:
            found |= {share.council.code: share.council for share in row.shares.all()}
        return dict(sorted(found.items(), key=lambda pair: pair[1].short_name))


def shares_page(version: CaseVersion, *, reader: Any) -> SharesPage:
    """A version shared between the councils: their own to each, the others' where every agreement used is open.

    Programme-wide roles see all. A fixed number of queries, however many lines and councils.
    """
    agreed = _Agreed(version)
    lines = share_lines(case_of(version), agreed.shares_of)
    councils = {
        code: council
        for code, council in agreed.councils().items()
        if any(code in parts for shared in lines for parts in shared.parts.values())
    }
    programme = version.case.programme_id
    sees_all = holds(reader, *PROGRAMME_WIDE_ROLES, programme=programme)
    is_open = all(row.shares_are_open for row, _ in agreed.used.values())
    own = councils_of(reader, *READING_COUNCIL_ROLES, programme=programme)
    shown = {code: one for code, one in councils.items() if sees_all or is_open or one.pk in own}
    return SharesPage(
        councils=tuple(_column(one, code, lines) for code, one in shown.items()),
        lines=tuple(
            (f"{one.line.name} ({one.line.kind.label.lower()})", tuple(written_amount(one.of(code)) for code in shown))
            for one in lines
        ),
        agreements=tuple(_in_words(row, source) for row, source in agreed.used.values()),
        others_hidden=len(shown) < len(councils),
        unshared=tuple(sorted({year_label(year) for one in lines for year in one.unshared})),
    )


def _column(council: Council, code: str, lines: list[LineShares]) -> CouncilColumn:
    saving, cost = (totals_by_year(lines, code, one_off=one_off) for one_off in (False, True))
    rows = []
    for year in sorted({*saving, *cost}):
        gained, spent = saving.get(year, ZERO), cost.get(year, ZERO)
        rows.append((year_label(year), written_amount(gained), written_amount(spent), written_amount(gained - spent)))
    return CouncilColumn(council, tuple(rows), sum(saving.values(), ZERO), sum(cost.values(), ZERO))


def _agreement(row: Apportionment) -> Agreement:
    fixed: Mapping[str, Decimal] = {
        share.council.code: Decimal(100) if share.percentage is None else share.percentage
        for share in row.shares.all()
        if share.removed_at is None
    }
    return Agreement(
        basis=Basis(row.basis),
        starts_on=row.starts_on,
        ended_on=row.ended_on,
        fixed=fixed,
        tolerance=row.tolerance,
        override=row.override_reason,
        review=row.review.code if row.review else "",
        line=row.line,
    )


def _in_words(row: Apportionment, source: str) -> str:
    """ "Programme, from 1 April 2010: equal shares. Agreed by the board on 20 May 2010." """
    whose = f"Line {row.line}" if row.line else row.review.name if row.review else "The whole programme"
    driver = f" ({row.driver.name})" if row.driver else ""
    until = f" to {row.ended_on:%-d %B %Y}" if row.ended_on else ""
    return (
        f"{whose}, from {row.starts_on:%-d %B %Y}{until}: {source}{driver}. "
        f"Agreed by {row.agreed_by} on {row.agreed_on:%-d %B %Y}."
    )
