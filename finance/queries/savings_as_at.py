"""The savings tracker as it stands, or as the history has it at a past moment, for reports. Sums are the database's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from finance.enums import LineKind, Measure, SavingsState, ValueKind
from finance.models import Apportionment, BusinessCase, SavingsLine, SavingsValue
from finance.queries.cases_as_at import cases_at
from finance.queries.savings import Scope, Totals, readable_by_councils
from finance.rules.money import ZERO, Total, added, total_of
from finance.rules.savings import Sums, next_year
from programme.history import Moment
from programme.models import Programme


@dataclass(frozen=True)
class Told:
    """What a line says of a kind. `amount` is None where no cell says one."""

    amount: Decimal | None = None
    blank: int = 0
    withheld: int = 0

    @property
    def total(self) -> Total:
        return Total(self.amount or ZERO, self.blank, self.withheld)


NOTHING = Told()


@dataclass(frozen=True)
class LineThen:
    """A line with what it told of each kind in the scope, and of its plan in the year after (None: no year asked)."""

    line: SavingsLine
    kinds: Mapping[str, Told]
    following: Told | None = None

    def told(self, kind: ValueKind) -> Told:
        return self.kinds.get(kind, NOTHING)

    @property
    def effect(self) -> Decimal | None:
        """What the year after brings more than the year asked for; None where that is not known, or of a pressure."""
        this = self.told(ValueKind.PLAN).total
        if self.following is None or self.line.measure == Measure.PRESSURE or not (this.amount and this.is_complete):
            return None
        if not self.following.total.is_complete:
            return None
        full = this.amount if self.following.amount is None else self.following.amount
        return next_year(measure=Measure(self.line.measure), full_year=full, this_year=this.amount)


@dataclass(frozen=True)
class Tracker:
    """The lines that were open, in the order of their review, and what savings run up to by kind, year and month."""

    lines: tuple[LineThen, ...]
    running: dict[str, dict[tuple[int, int], Decimal]] = field(default_factory=dict)

    @property
    def totals(self) -> Totals:
        """What the lines come to."""
        savings = [one for one in self.lines if one.line.measure != Measure.PRESSURE]
        pressures = [one for one in self.lines if one.line.measure == Measure.PRESSURE]
        kinds = {str(kind): Sums(sum_told(savings, kind), sum_told(pressures, kind)) for kind in ValueKind}
        of_state = {state: [one for one in savings if one.line.state == state] for state in SavingsState}
        states = {
            str(state): {str(kind): sum_told(some, kind) for kind in ValueKind} for state, some in of_state.items()
        }
        told, pressed = (
            {kind for one in some for kind, said in one.kinds.items() if said != NOTHING}
            for some in (savings, pressures)
        )
        return Totals(kinds, states, told, pressed)


def sum_told(lines: Iterable[LineThen], kind: ValueKind) -> Total:
    """What lines tell of a kind, added up."""
    return added(*(one.told(kind).total for one in lines))


def tracker_at(
    *,
    reviews: Collection[int],
    scope: Scope,
    moment: Moment,
    runs_up: bool = False,
) -> Tracker:
    """The tracker of these reviews; two queries, with `runs_up` one more.

    What was recorded after the moment does not count, but what has been withheld since is withheld.
    """
    kept = [line for line in lines_at(reviews=reviews, moment=moment) if is_open(line, moment)]
    values, withheld = _values([line.pk for line in kept], moment=moment)
    said = Q(amount__isnull=False) & ~withheld
    by_line: dict[int, dict[str, Told]] = defaultdict(dict)
    following: dict[int, Told] = {}
    wanted = values.filter(scope.readable)
    if scope.year is not None:
        wanted = wanted.filter(Q(year=scope.year) | Q(year=scope.year + 1, kind=ValueKind.PLAN))
    grouped = ("line_id", "kind") if scope.year is None else ("line_id", "kind", "year")
    for row in _told_by(wanted, *grouped, withheld=withheld):
        told = Told(row["told"], row["blank"], row["withheld"])
        if scope.year is not None and row["year"] != scope.year:
            following[row["line_id"]] = told
        else:
            by_line[row["line_id"]][row["kind"]] = told
    lines = tuple(
        LineThen(line, by_line.get(line.pk, {}), None if scope.year is None else following.get(line.pk, NOTHING))
        for line in kept
    )
    if not runs_up:
        return Tracker(lines)
    counted = [line.pk for line in kept if line.measure != Measure.PRESSURE]
    return Tracker(lines, _running(values.filter(said & scope.readable, line__in=counted), year=scope.year))


def trackers_by_year(*, reviews: Collection[int], scope: Scope, moment: Moment) -> dict[int, Tracker]:
    """The tracker of each financial year that has values, as `tracker_at` reads it; as many queries for all years."""
    kept = [line for line in lines_at(reviews=reviews, moment=moment) if is_open(line, moment)]
    values, withheld = _values([line.pk for line in kept], moment=moment)
    by_year: dict[int, dict[int, dict[str, Told]]] = defaultdict(lambda: defaultdict(dict))
    for row in _told_by(values.filter(scope.readable), "line_id", "kind", "year", withheld=withheld):
        told = Told(row["told"], row["blank"], row["withheld"])
        by_year[row["year"]][row["line_id"]][row["kind"]] = told
    return {
        year: Tracker(tuple(LineThen(line, by_year[year].get(line.pk, {})) for line in kept))
        for year in sorted(by_year)
    }


def lines_at(*, reviews: Collection[int], moment: Moment, related: Iterable[str] = ()) -> list[SavingsLine]:
    """The lines that had begun, closed ones too, by place and code; one query."""
    lines = SavingsLine.objects.filter(review__in=reviews).as_at(moment, *related)
    return sorted(lines, key=lambda line: (line.position, line.code))


def is_open(line: SavingsLine, moment: Moment) -> bool:
    """Whether a line was open on the day of the moment."""
    return line.closed_on is None or line.closed_on > moment.day


def _told_by(values: QuerySet[Any], *grouped: str, withheld: Q) -> QuerySet[Any]:
    """The sum of the amounts and how many are blank or withheld, by these columns."""
    found: QuerySet[Any] = (
        values.order_by()
        .values(*grouped)
        .annotate(
            told=Sum("amount", filter=Q(amount__isnull=False) & ~withheld),
            blank=Count("pk", filter=Q(amount__isnull=True) & ~withheld),
            withheld=Count("pk", filter=withheld),
        )
    )
    return found


def _running(values: QuerySet[Any], *, year: int | None) -> dict[str, dict[tuple[int, int], Decimal]]:
    if year is not None:
        values = values.filter(year=year)
    found: dict[str, dict[tuple[int, int], Decimal]] = {str(kind): {} for kind in ValueKind}
    rows = values.order_by().values_list("kind", "year", "month").annotate(Sum("amount"))
    for kind, of, month, amount in rows:
        found[kind][of, month] = amount
    return found


def plans_by_year(lines: Collection[int], *, moment: Moment, readable: Q) -> list[tuple[int, int, Decimal | None, int]]:
    """What lines plan: the line, the year, the amount (withheld ones among it) and how many cells are withheld.

    Those that are not `readable` are withheld from the reader.
    """
    values, withheld = _values(lines, moment=moment)
    if readable:
        withheld |= ~Q(pk__in=values.filter(readable).values("pk"))
    rows = values.filter(kind=ValueKind.PLAN).order_by().values_list("line_id", "year")
    return list(rows.annotate(told=Sum("amount"), exempt=Count("pk", filter=withheld)))


def scope_of_body(*, programme: Programme, own: int | None, year: int | None, day: date) -> Scope:
    """What a body may be told of a day: joint values, those of its own council, and where shares are open the others'.

    Shares that are closed today are not told of an earlier day either.
    """
    days = {day, programme.today}
    hides = any(_closes(programme, one) for one in days)
    councils = [] if own is None else [own]
    readable = Q()
    for one in days:
        readable &= readable_by_councils(programme=programme, own=councils, day=one)
    return Scope(year, "", readable if hides else Q(), hides=hides)


def one_off_costs_at(*, reviews: Collection[int], moment: Moment, year: int | None = None) -> Total | None:
    """One-off transition costs and their contingency, of the last version of each case that was approved then; None
    where none was."""
    found = cases_at(cases=BusinessCase.objects.filter(review__in=reviews), moment=moment, only_approved=True)
    if not found:
        return None
    return total_of(
        cell
        for one in found
        for line in one.case.of_kind(LineKind.ONE_OFF, LineKind.CONTINGENCY)
        for of, cell in line.cells.items()
        if year in (None, of)
    )


def _values(lines: Collection[int], *, moment: Moment) -> tuple[QuerySet[Any], Q]:
    """The values of these lines, as they are or as they stood, and which are withheld: then or since."""
    values = SavingsValue.objects.filter(line__in=lines).recorded_as_at(moment)
    since = Q() if moment.is_now else Q(pgh_obj__is_withheld=True)
    return values, Q(is_withheld=True) | since


def _closes(programme: Programme, day: date) -> bool:
    holding = Apportionment.objects.filter(programme=programme, shares_are_open=False, starts_on__lte=day)
    return holding.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day)).exists()
