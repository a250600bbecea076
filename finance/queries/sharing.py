"""What is agreed on sharing costs and savings, and what costs can be shared by, for one reader.

The lines of a review that an apportionment can be for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from finance.models import Apportionment, BudgetLine, CaseLine, Driver, DriverFigure, SavingsLine
from finance.queries.agreements import Agreed, Terms, own_councils
from finance.rules.apportionment import Shares, SharesNotWhole, SharesUnknown, first_day
from finance.rules.money import ZERO
from programme.models import Council, Programme
from services.models import ServiceReview
from services.values.figures import plain_figure, written_figure
from services.values.standards import financial_year_of, year_label

NOT_OPEN = "those of other councils are not open to you"
NO_YEAR = "None: it holds on no 1 April"


@dataclass(frozen=True)
class YearShares:
    """The shares of some financial years on end. `words` says where they come from, or why there are none."""

    years: str
    parts: dict[str, Decimal]
    words: str
    is_override: bool


@dataclass(frozen=True)
class YearRow:
    """A row of the table of shares: the councils' in words."""

    years: str
    shares: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class ApportionmentRow:
    """An apportionment with the shares of this financial year, or of the nearest that it shares, in words."""

    apportionment: Apportionment
    is_of: str
    state: str
    shares: str


@dataclass(frozen=True)
class ApportionmentPage:
    """The councils that the reader sees, with their shares year by year."""

    councils: tuple[Council, ...]
    years: tuple[YearShares, ...]
    others_hidden: bool

    @property
    def rows(self) -> list[YearRow]:
        """The years as a table says them: a share for each council that is shown."""
        return [
            YearRow(
                one.years,
                tuple(
                    f"{plain_figure(one.parts.get(council.code, ZERO))}%" if one.parts else "—"
                    for council in self.councils
                ),
                "Agreed otherwise." if self.others_hidden and one.is_override else one.words,
            )
            for one in self.years
        ]


@dataclass(frozen=True)
class DriverRow:
    """A driver, the first day of its latest figures, and the members of today that it has no figure for."""

    driver: Driver
    latest: date | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class DriverPage:
    """A driver's figures that the reader sees: councils across, first days down, the newest first."""

    councils: tuple[Council, ...]
    days: tuple[tuple[date, tuple[tuple[str, str], ...]], ...]
    missing: tuple[str, ...]
    others_hidden: bool
    used_by: tuple[Apportionment, ...]


def apportionment_rows(*, rows: QuerySet[Apportionment], reader: Any, agreed: Agreed) -> list[ApportionmentRow]:
    """These apportionments, by what they are for and their first day. A fixed number of queries."""
    programme = agreed.programme
    wanted = set(rows.values_list("pk", flat=True))
    own = own_councils(reader, programme=programme)
    found = []
    for terms in agreed.terms:
        row = terms.row
        if row is not None and row.pk in wanted:
            row.programme = programme
            found.append(
                ApportionmentRow(
                    row, row.is_of, state_of(row, on=programme.today), _shares_words(agreed, terms, own=own)
                )
            )
    return sorted(found, key=lambda one: (one.apportionment.review is not None, one.is_of.casefold()))


def state_of(row: Apportionment, *, on: date) -> str:
    """Whether it holds on a day: "Holds", "Ended" or "To come"."""
    if row.starts_on > on:
        return "To come"
    return "Ended" if row.ended_on is not None and row.ended_on < on else "Holds"


def shares_by_year(agreed: Agreed, terms: Terms) -> list[YearShares]:
    """What an agreement gives, financial year by financial year; years on end with the same shares stand together."""
    first = terms.agreement.first_year
    if first is None:
        return []
    ends = terms.agreement.ended_on
    changes = (financial_year_of(day) + 1 for day in agreed.changes_of(terms))
    last = max(first, financial_year_of(agreed.programme.today), *changes)
    if ends is not None:
        last = min(last, financial_year_of(ends))
    told = [(year, *_told(agreed, terms, year)) for year in range(first, last + 1)]
    begins = [told[0], *(one for before, one in pairwise(told) if one[1:] != before[1:])]
    is_override = bool(terms.agreement.override)
    final = financial_year_of(ends) if ends is not None else None
    return [
        YearShares(
            _span(one[0], begins[place + 1][0] - 1 if place + 1 < len(begins) else final), one[1], one[2], is_override
        )
        for place, one in enumerate(begins)
    ]


def apportionment_page(agreed: Agreed, terms: Terms, *, reader: Any, is_open: bool) -> ApportionmentPage:
    """The shares year by year that the reader may see."""
    years = shares_by_year(agreed, terms)
    own = own_councils(reader, programme=agreed.programme)
    councils = [one for code, one in agreed.councils.items() if any(code in year.parts for year in years)]
    shown = [one for one in councils if is_open or own is None or one.pk in own]
    return ApportionmentPage(tuple(shown), tuple(years), len(shown) < len(councils))


def percent_words(shares: dict[str, Decimal], councils: dict[str, Council]) -> str:
    """ "Ash 33.34%, Birch 33.33%"."""
    return ", ".join(f"{councils[code].short_name} {plain_figure(share)}%" for code, share in shares.items())


def driver_rows(*, programme: Programme, agreed: Agreed) -> list[DriverRow]:
    """The drivers of the programme, by name."""
    return [
        DriverRow(
            driver,
            max((one.starts_on for one in agreed.figures_of(driver.pk)), default=None),
            missing_figures(agreed, driver.pk),
        )
        for driver in Driver.objects.filter(programme=programme).order_by("name")
    ]


def missing_figures(agreed: Agreed, driver: int) -> tuple[str, ...]:
    """The short names of the members of today that a driver has no figure for."""
    today = agreed.programme.today
    known = agreed.driver_on(driver, today)
    return tuple(agreed.councils[code].short_name for code in agreed.partners(today, review=None) if code not in known)


def driver_page(driver: Driver, *, reader: Any, agreed: Agreed) -> DriverPage:
    """A driver's figures: all of them, or a council's own where shares worked out from them are not open."""
    used = [terms.row for terms in agreed.terms if terms.row is not None and terms.driver == driver.pk]
    own = own_councils(reader, programme=driver.programme_id)
    is_open = all(row.shares_are_open for row in used)
    figures = agreed.figures_of(driver.pk)
    there = {one.council.code for one in figures}
    councils = [one for code, one in agreed.councils.items() if code in there]
    shown = tuple(one for one in councils if is_open or own is None or one.pk in own)
    by_day: dict[date, dict[int, DriverFigure]] = {}
    for figure in figures:
        by_day.setdefault(figure.starts_on, {})[figure.council_id] = figure
    seen = set(Apportionment.objects.visible_to(reader).filter(driver=driver).values_list("pk", flat=True))
    return DriverPage(
        councils=shown,
        days=tuple(
            (day, tuple(_figure_words(by_day[day].get(one.pk)) for one in shown))
            for day in sorted(by_day, reverse=True)
        ),
        missing=missing_figures(agreed, driver.pk),
        others_hidden=len(shown) < len(councils),
        used_by=tuple(row for row in used if row.pk in seen),
    )


def _figure_words(figure: DriverFigure | None) -> tuple[str, str]:
    return (written_figure(figure.value), figure.source) if figure else ("—", "")


def _told(agreed: Agreed, terms: Terms, year: int) -> tuple[dict[str, Decimal], str]:
    try:
        shares: Shares = agreed.shares_on(terms, day=first_day(year), review=terms.review)
    except SharesUnknown as error:
        names = ", ".join(agreed.councils[code].short_name for code in error.missing)
        return {}, f"No shares: the driver has no figure for {names}." if names else f"No shares: {error.message}"
    except SharesNotWhole as error:
        return {}, f"No shares: {error.message}"
    return shares.percentages, f"{shares.source[:1].upper()}{shares.source[1:].rstrip('.')}."


def _span(first: int, last: int | None) -> str:
    if last is None:
        return f"{year_label(first)} on"
    return year_label(first) if last == first else f"{year_label(first)} to {year_label(last)}"


def _shares_words(agreed: Agreed, terms: Terms, *, own: Collection[int] | None) -> str:
    first, ends = terms.agreement.first_year, terms.agreement.ended_on
    if first is None:
        return NO_YEAR
    year = max(first, financial_year_of(agreed.programme.today))
    if ends is not None:
        year = min(year, financial_year_of(ends))
    parts, words = _told(agreed, terms, year)
    if not parts:
        return words
    if own is None or (terms.row is not None and terms.row.shares_are_open):
        return f"{year_label(year)}: {percent_words(parts, agreed.councils)}"
    theirs = {code: share for code, share in parts.items() if agreed.councils[code].pk in own}
    said = percent_words(theirs, agreed.councils)
    return f"{year_label(year)}: {said}; {NOT_OPEN}" if said else f"{NOT_OPEN[:1].upper()}{NOT_OPEN[1:]}"


def lines_to_share(review: ServiceReview) -> dict[str, str]:
    """The names of the review's case, savings and budget lines by code, by name; three queries."""
    cases = CaseLine.objects.filter(version__case__review=review, removed_at__isnull=True)
    found: dict[str, str] = {}
    for rows in (BudgetLine.objects.filter(review=review), SavingsLine.objects.filter(review=review), cases):
        found |= dict(rows.order_by("pk").values_list("code", "name"))
    return dict(sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0])))
