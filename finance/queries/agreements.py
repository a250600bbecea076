"""The agreements of a programme on sharing, who takes part, and the drivers' figures: now or at a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from finance.enums import Basis
from finance.models import Apportionment, ApportionmentShare, DriverFigure
from finance.rules.apportionment import (
    Agreement,
    Shares,
    SharesNotWhole,
    SharesUnknown,
    agreement_for,
    first_day,
    shares_by,
)
from programme.enums import PROGRAMME_WIDE_ROLES
from programme.history import NOW, Moment
from programme.models import Council, Programme, ProgrammeMembership
from programme.models.grants import councils_of
from programme.permissions import holds
from services.models import ReviewParticipation
from services.models.service_review import READING_COUNCIL_ROLES


@dataclass(frozen=True, eq=False)
class Terms:
    """An agreement with the ids of its driver and review, and the row that it is read from (None: not saved yet)."""

    agreement: Agreement
    driver: int | None = None
    review: int | None = None
    row: Apportionment | None = None


class Agreed:
    """What is recorded of a programme's sharing, each kind of row read once and only where it is needed.

    As at a past moment what was recorded later does not count; of what came with the programme's first load the days of
    agreement and of the figures are gone by.
    """

    def __init__(self, programme: Programme, moment: Moment = NOW) -> None:
        self.programme, self.moment = programme, moment
        self._known: dict[tuple[Terms, int | None, date], Shares | SharesUnknown | SharesNotWhole] = {}

    @cached_property
    def terms(self) -> list[Terms]:
        """Every agreement, by its first day."""
        found = Apportionment.objects.filter(programme=self.programme).as_at(self.moment, "review", "driver")
        rows = [row for row in found if not self.moment.is_before(row.agreed_on)]
        return [terms_of(row, self._shares[row.pk]) for row in sorted(rows, key=lambda row: (row.starts_on, row.pk))]

    def for_line(self, *, review: int, code: str, line: str, year: int) -> tuple[Terms, Shares] | None:
        """The agreement that holds for a line of a review (its id and code) in a financial year, and its shares.

        None where nothing is agreed or the basis gives no shares.
        """
        day = first_day(year)
        agreement = agreement_for([one.agreement for one in self.terms], day=day, review=code, line=line)
        if agreement is None:
            return None
        terms = next(one for one in self.terms if one.agreement is agreement)
        try:
            return terms, self.shares_on(terms, day=day, review=review)
        except (SharesUnknown, SharesNotWhole):
            return None

    def shares_on(self, terms: Terms, *, day: date, review: int | None) -> Shares:
        """The shares that an agreement gives on a day between the councils of a review (None: of the programme).

        Raises SharesUnknown, SharesNotWhole.
        """
        key = (terms, review, day)
        if key not in self._known:
            try:
                self._known[key] = shares_by(
                    terms.agreement,
                    partners=self.partners(day, review=review),
                    driver=self.driver_on(terms.driver, day),
                )
            except (SharesUnknown, SharesNotWhole) as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, Shares):
            return found
        raise found

    def partners(self, day: date, *, review: int | None) -> list[str]:
        """The codes of the councils that take part in the review on a day, or are members of the programme."""
        parts = self._memberships if review is None else self._parts[review]
        return sorted(
            {
                part.council.code
                for part in parts
                if (part.joined_on is None or part.joined_on <= day) and (part.left_on is None or part.left_on >= day)
            }
        )

    def driver_on(self, driver: int | None, day: date) -> Mapping[str, Decimal]:
        """A driver's figures that hold on a day, by the council's code."""
        if driver is None:
            return {}
        return {one.council.code: one.value for one in self._figures[driver] if one.starts_on <= day}

    def figures_of(self, driver: int) -> list[DriverFigure]:
        """A driver's figures, by their first day."""
        return self._figures[driver]

    def changes_of(self, terms: Terms) -> list[date]:
        """The days from which an agreement may give other shares: councils join or leave, a driver's figures change."""
        parts = self._memberships if terms.review is None else self._parts[terms.review]
        days = {day for part in parts for day in (part.joined_on, part.left_on) if day is not None}
        if terms.driver is not None:
            days |= {one.starts_on for one in self._figures[terms.driver]}
        return sorted(days)

    @cached_property
    def closed(self) -> frozenset[int]:
        """The ids of the apportionments whose shares are not open now, or were not at the moment."""
        then = {one.row.pk for one in self.terms if one.row is not None and not one.row.shares_are_open}
        if self.moment.is_now:
            return frozenset(then)
        now = Apportionment.objects.filter(programme=self.programme, shares_are_open=False)
        return frozenset({*then, *now.values_list("pk", flat=True)})

    @cached_property
    def councils(self) -> dict[str, Council]:
        """Every council that is or was a member, takes part in a review or has a share, by code; in their order."""
        found = {part.council.code: part.council for part in self._memberships}
        found |= {part.council.code: part.council for parts in self._parts.values() for part in parts}
        found |= {share.council.code: share.council for shares in self._shares.values() for share in shares}
        return dict(sorted(found.items(), key=lambda pair: pair[1].short_name.casefold()))

    @cached_property
    def _shares(self) -> dict[int, list[ApportionmentShare]]:
        rows = ApportionmentShare.objects.filter(apportionment__programme=self.programme)
        found: dict[int, list[ApportionmentShare]] = defaultdict(list)
        for share in rows.as_at(self.moment, "council"):
            if share.removed_at is None:
                found[share.apportionment_id].append(share)
        return found

    @cached_property
    def _parts(self) -> dict[int, list[ReviewParticipation]]:
        rows = ReviewParticipation.objects.filter(review__programme=self.programme)
        found: dict[int, list[ReviewParticipation]] = defaultdict(list)
        for part in rows.as_at(self.moment, "council"):
            found[part.review_id].append(part)
        return found

    @cached_property
    def _memberships(self) -> list[ProgrammeMembership]:
        return ProgrammeMembership.objects.filter(programme=self.programme).as_at(self.moment, "council")

    @cached_property
    def _figures(self) -> dict[int, list[DriverFigure]]:
        rows = DriverFigure.objects.filter(driver__programme=self.programme).as_at(self.moment, "council")
        found: dict[int, list[DriverFigure]] = defaultdict(list)
        for figure in sorted(rows, key=lambda row: row.starts_on):
            found[figure.driver_id].append(figure)
        return found


def terms_of(row: Apportionment, shares: Collection[ApportionmentShare]) -> Terms:
    """A recorded agreement as the rule wants it."""
    return Terms(
        Agreement(
            basis=Basis(row.basis),
            starts_on=row.starts_on,
            ended_on=row.ended_on,
            fixed={
                share.council.code: Decimal(100) if share.percentage is None else share.percentage for share in shares
            },
            tolerance=row.tolerance,
            override=row.override_reason,
            review=row.review.code if row.review else "",
            line=row.line,
        ),
        driver=row.driver_id,
        review=row.review_id,
        row=row,
    )


def own_councils(reader: Any, *, programme: Programme | int) -> set[int] | None:
    """The ids of the councils whose shares are the reader's even where they are not open; None for all.

    Programme-wide roles see all shares.
    """
    if holds(reader, *PROGRAMME_WIDE_ROLES, programme=programme):
        return None
    return councils_of(reader, *READING_COUNCIL_ROLES, programme=programme)
