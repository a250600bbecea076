"""Each council's share of a version of a business case, for one reader, now or as at a past moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from finance.models import Apportionment, CaseVersion
from finance.queries.agreements import Agreed, own_councils
from finance.queries.business_cases import case_of
from finance.queries.cases_as_at import version_at
from finance.rules.apportionment import Shares
from finance.rules.case import Case, derive
from finance.rules.council_shares import LineShares, share_lines, totals_by_year
from finance.rules.figures import EXEMPT, left_out, written_pounds_total, written_total
from finance.rules.money import ZERO, Total, added, difference
from programme.history import NOW, Moment
from programme.models import Council
from services.models import ServiceReview
from services.values.standards import year_label


@dataclass(frozen=True)
class CaseShares:
    """A case shared: the councils with a part in it, its lines, and the agreements that held, with their source."""

    councils: Mapping[str, Council]
    lines: tuple[LineShares, ...]
    used: tuple[tuple[Apportionment, str], ...]
    is_open: bool
    percentages: Mapping[tuple[str, int, str], Any]
    """By line, year and council, the share in per cent."""
    without: frozenset[int]
    """The financial years of which there is no saving to share, as all of the current or future costs is unknown."""

    def totals(self, council: str | None, *, one_off: bool) -> dict[int, Total]:
        """A council's saving or one-off cost by year; with None, what no agreement shares."""
        return totals_by_year(self.lines, council, one_off=one_off, without=() if one_off else self.without)

    @property
    def unshared(self) -> tuple[int, ...]:
        """The financial years for which nothing that gives shares is agreed."""
        return tuple(sorted({year for one in self.lines for year in one.unshared}))

    @property
    def left_out(self) -> Total:
        """What has no parts, because it is blank or withheld."""
        return added(*(nothing for one in self.lines for nothing in one.left_out.values()))


@dataclass(frozen=True)
class CouncilColumn:
    """A council's saving, one-off cost and net by year (in words) and over all."""

    council: Council
    rows: tuple[tuple[str, str, str, str], ...]
    saving: Total
    one_off: Total

    @property
    def net(self) -> Total:
        return difference(self.saving, self.one_off)

    @property
    def total(self) -> tuple[str, str, str]:
        return written_total(self.saving), written_total(self.one_off), written_total(self.net)


@dataclass(frozen=True)
class SharesPage:
    """What the reader sees: the councils, their parts of each line, and the agreements in words."""

    councils: tuple[CouncilColumn, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    agreements: tuple[tuple[Apportionment, str], ...]
    others_hidden: bool
    unshared: tuple[str, ...]
    left_out: str
    shared: CaseShares


def shared_case(case: Case, *, review: ServiceReview, agreed: Agreed) -> CaseShares:
    """A case of a review shared between the councils. Asks nothing of the database that `agreed` has not read."""
    used: dict[int, tuple[Apportionment, str]] = {}
    percentages = {}

    def shares_of(line: str, year: int) -> Shares | None:
        found = agreed.for_line(review=review.pk, code=review.code, line=line, year=year)
        if found is None:
            return None
        terms, shares = found
        if terms.row is not None:
            used[terms.row.pk] = terms.row, shares.source
        percentages.update({(line, year, code): share for code, share in shares.percentages.items()})
        return shares

    without = frozenset(derive(case).lacking)
    lines = tuple(share_lines(case, shares_of))
    sharing = {code for one in lines for parts in one.parts.values() for code in parts}
    return CaseShares(
        councils={code: council for code, council in agreed.councils.items() if code in sharing},
        lines=lines,
        used=tuple(used.values()),
        is_open=agreed.closed.isdisjoint(used),
        percentages=percentages,
        without=without,
    )


def shares_page(version: CaseVersion, *, reader: Any, moment: Moment = NOW) -> SharesPage | None:
    """A version shared between the councils: their own to each, the others' where every agreement used is open.

    None where the version was not there at the moment. A fixed number of queries, however many lines and councils.
    """
    case = case_of(version) if moment.is_now else version_at(version, moment=moment)
    if case is None:
        return None
    agreed = Agreed(version.case.programme, moment)
    shared = shared_case(case, review=version.case.review, agreed=agreed)
    own = own_councils(reader, programme=version.case.programme)
    shown = {code: one for code, one in shared.councils.items() if own is None or shared.is_open or one.pk in own}
    hidden = len(shown) < len(shared.councils)
    return SharesPage(
        councils=tuple(_column(one, code, shared) for code, one in shown.items()),
        lines=tuple(
            (
                f"{one.line.name} ({one.line.kind.label.lower()})",
                tuple(written_total(one.of(code)) for code in shown),
            )
            for one in shared.lines
        ),
        agreements=tuple((row, in_words(row, source, in_full=not hidden)) for row, source in shared.used),
        others_hidden=hidden,
        unshared=tuple(unshared_words(shared)),
        left_out=left_out(shared.left_out),
        shared=shared,
    )


EXPORT_HEADER = ("Line code", "Line", "Table", "Financial year", "Council", "Share (%)", "Amount (£)")


def export_of(page: SharesPage) -> Iterator[tuple[Any, ...]]:
    """A row for each line, financial year and council that the page shows; amounts as numbers, or in words."""
    for one in page.shared.lines:
        named = (one.line.code, one.line.name, one.line.kind.label)
        for year in sorted({*one.parts, *one.unshared, *one.left_out}):
            if year in one.left_out:
                words = EXEMPT if one.left_out[year].withheld else "Not yet known"
                yield (*named, year_label(year), "", None, words)
            elif year in one.unshared:
                yield (*named, year_label(year), "Not shared", None, one.line.cells[year].amount)
            else:
                for column in page.councils:
                    code = column.council.code
                    share = page.shared.percentages.get((one.line.code, year, code), ZERO)
                    yield (*named, year_label(year), column.council.short_name, share, one.parts[year].get(code, ZERO))


def unshared_words(shared: CaseShares) -> Iterator[str]:
    """What of each year no agreement shares: "2011/12 (saving £500, one-off costs £120)"."""
    saving, cost = (shared.totals(None, one_off=one_off) for one_off in (False, True))
    for year in shared.unshared:
        parts = [
            f"{label} {written_pounds_total(totals[year])}"
            for label, totals in (("saving", saving), ("one-off costs", cost))
            if year in totals
        ]
        yield f"{year_label(year)} ({', '.join(parts)})"


def in_words(row: Apportionment, source: str, *, in_full: bool = True) -> str:
    """ "The whole programme, from 1 April 2010: equal shares. Agreed by the board on 20 May 2010."

    Not `in_full`: without the reason why other shares hold, which may name them.
    """
    driver = f" ({row.driver.name})" if row.driver else ""
    until = f" to {row.ended_on:%-d %B %Y}" if row.ended_on else ""
    said = "agreed otherwise" if row.override_reason and not in_full else source.rstrip(".")
    return (
        f"{row.is_of}, from {row.starts_on:%-d %B %Y}{until}: {said}{driver}. "
        f"Agreed by {row.agreed_by} on {row.agreed_on:%-d %B %Y}."
    )


def _column(council: Council, code: str, shared: CaseShares) -> CouncilColumn:
    saving, cost = (shared.totals(code, one_off=one_off) for one_off in (False, True))
    nothing = Total(ZERO)
    rows = []
    for year in sorted({*saving, *cost}):
        gained, spent = saving.get(year, nothing), cost.get(year, nothing)
        words = (written_total(one) for one in (gained, spent, difference(gained, spent)))
        rows.append((year_label(year), *words))
    return CouncilColumn(council, tuple(rows), added(*saving.values()), added(*cost.values()))  # type: ignore[arg-type]
