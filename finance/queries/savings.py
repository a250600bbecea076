"""The savings tracker: its lines with what they come to, the totals (worked out in the database), and one-off costs.

Closed lines do not count. A council's values are read only by who may (`readable_values`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery, Sum, Value

from finance.enums import CaseStatus, LineKind, Measure, SavingsState, ValueKind
from finance.models import Apportionment, CaseVersion, SavingsLine, SavingsValue
from finance.models.fields import PoundsField
from finance.rules.figures import NOT_KNOWN, written_total
from finance.rules.money import ZERO, Total, added
from finance.rules.savings import Sums, cumulative, net_unachieved, spread
from programme.enums import Role
from programme.models import Programme
from programme.models.grants import councils_of
from programme.permissions import holds
from services.models.service_review import READING_COUNCIL_ROLES

SPENT_ONCE = (LineKind.ONE_OFF, LineKind.CONTINGENCY)
SAID = Q(amount__isnull=False, is_withheld=False)
BLANK_CELL = Q(amount__isnull=True, is_withheld=False)
WITHHELD_CELL = Q(is_withheld=True)
SUM_PLACES = {kind: place for place, kind in enumerate(ValueKind)}
YEARS_WITH_A_VALUE = """
SELECT year
FROM generate_series(
    (SELECT min(year)::int FROM finance_savingsvalue), (SELECT max(year)::int FROM finance_savingsvalue)
) AS possible (year)
CROSS JOIN LATERAL (
    SELECT FROM finance_savingsvalue AS value
    WHERE value.year = possible.year
    AND value.line_id = ANY (ARRAY(SELECT id FROM finance_savingsline WHERE review_id = ANY (%s)))
    LIMIT 1
) AS found
ORDER BY year
"""


@dataclass(frozen=True)
class Scope:
    """Which values are looked at: of one financial year (None: all), of one council's code ("": all and joint ones).

    `readable` leaves out the values that are not the reader's to see; `hides` says whether it may leave out any.
    """

    year: int | None = None
    council: str = ""
    readable: Q = field(default_factory=Q)
    hides: bool = False

    @property
    def condition(self) -> Q:
        asked = self.readable
        if self.year is not None:
            asked &= Q(year=self.year)
        if self.council:
            asked &= Q(council__code=self.council)
        return asked


class AddedUp(NamedTuple):
    """Values of one kind, measure, state, year and month. `amount` is None where no cell of them says one."""

    kind: str
    measure: str
    state: str
    year: int
    month: int
    amount: Decimal | None
    blank: int
    withheld: int


@dataclass(frozen=True)
class Totals:
    """What the lines of a list come to, by kind and by state, and what is left out.

    `told` and `pressed` are the kinds of which any cell stands of a saving and of a pressure: of another nothing is
    known, which is not zero.
    """

    kinds: dict[str, Sums]
    states: dict[str, dict[str, Total]]
    told: Collection[str]
    pressed: Collection[str]

    def written(self, kind: ValueKind, total: Total) -> str:
        """A total of a kind as a table says it."""
        return written_total(total) if kind in {*self.told, *self.pressed} else NOT_KNOWN

    @property
    def unachieved(self) -> Total | None:
        """Planned - achieved + in-year pressure: the actual pressure, or the planned where none is told yet.

        None where nothing is planned, or nothing told of what is achieved.
        """
        if not {ValueKind.PLAN, ValueKind.ACTUAL} <= set(self.told):
            return None
        plan, actual = self.kinds[ValueKind.PLAN], self.kinds[ValueKind.ACTUAL]
        pressure = actual.pressure if ValueKind.ACTUAL in self.pressed else plan.pressure
        return net_unachieved(planned=plan.gross, achieved=actual.gross, pressure=pressure)


def closed_reviews(*, programme: Programme, day: date) -> QuerySet[Any] | None:
    """The ids of the reviews whose shares are not open on a day; None for all, of the whole programme.

    One apportionment that says so is enough, be it of the programme, the review or one line of it.
    """
    holding = Apportionment.objects.filter(programme=programme, shares_are_open=False, starts_on__lte=day).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=day)
    )
    if holding.filter(review__isnull=True).exists():
        return None
    return holding.values("review")


def readable_by_councils(*, programme: Programme, own: Collection[int], day: date) -> Q:
    """The values that these councils may read: joint ones, their own, and all of the reviews whose shares are open."""
    closed = closed_reviews(programme=programme, day=day)
    theirs = Q(council__isnull=True) | Q(council__in=list(own))
    return theirs if closed is None else theirs | ~Q(line__review__in=closed)


def scope_of(*, programme: Programme, user: Any, year: int | None = None, council: str = "") -> Scope:
    """What a person may read. The programme office and auditors read all."""
    if holds(user, Role.PROGRAMME_OFFICE, Role.AUDITOR, programme=programme):
        return Scope(year, council)
    day = programme.today
    hides = Apportionment.objects.filter(programme=programme, shares_are_open=False, starts_on__lte=day).exists()
    if not hides:
        return Scope(year, council)
    own = councils_of(user, *READING_COUNCIL_ROLES, programme=programme)
    return Scope(year, council, readable_by_councils(programme=programme, own=own, day=day), hides=True)


class LineSum(NamedTuple):
    """What a line comes to in one kind of value (None: nothing known), and how many of its cells are withheld."""

    amount: Decimal | None
    withheld: int


def listed_savings(*, reviews: Collection[int], scope: Scope) -> QuerySet[SavingsLine]:
    """The lines of reviews that a person sees, each with its `sums` in the scope (read by `sum_of`) and `review_name`.

    The sums are worked out line by line where they are shown, so that a page of a long list reads its own lines only.
    """
    lines = SavingsLine.objects.filter(review__any_of=reviews)
    if scope.council:
        lines = lines.filter(pk__in=SavingsValue.objects.filter(scope.condition).values("line"))
    return lines.annotate(sums=_sums(scope), review_name=F("review__name")).order_by(
        "review__position", "review__name", "position", "code", "pk"
    )


def sum_of(line: Any, kind: ValueKind) -> LineSum:
    """What a line of `listed_savings` comes to in a kind."""
    if line.sums is None:
        return LineSum(None, 0)
    place = SUM_PLACES[kind]
    return LineSum(line.sums[place], int(line.sums[place + len(SUM_PLACES)]))


def in_order_of_sum(lines: QuerySet[SavingsLine], kind: ValueKind, *, descending: bool) -> QuerySet[SavingsLine]:
    """Lines of `listed_savings` by what they come to in a kind; those of which nothing is known come last."""
    amount = F(f"sums__{SUM_PLACES[kind]}")
    order = amount.desc(nulls_last=True) if descending else amount.asc(nulls_last=True)
    return lines.order_by(order, "name", "pk")


def _sums(scope: Scope) -> Subquery:
    """Of each line the amounts by kind, then the counts of withheld cells, in one array: its values are read once."""
    amounts = [Sum("amount", filter=SAID & Q(kind=kind)) for kind in SUM_PLACES]
    withheld = [Count("pk", filter=WITHHELD_CELL & Q(kind=kind)) for kind in SUM_PLACES]
    values = SavingsValue.objects.filter(scope.condition, line=OuterRef("pk")).order_by().values("line")
    array = Func(*amounts, *withheld, template="ARRAY[%(expressions)s]", output_field=ArrayField(PoundsField()))
    return Subquery(values.annotate(array=array).values("array"))


def added_up(lines: QuerySet[SavingsLine], scope: Scope) -> list[AddedUp]:
    """The values of the open lines among these, added up by the database; one query, however many there are.

    They are told apart by month in the scope of one year only.
    """
    counted = lines.filter(closed_on__isnull=True).order_by()
    month = Value(0) if scope.year is None else F("month")
    return [
        AddedUp(*row)
        for row in SavingsValue.objects.filter(scope.condition, line__in=counted.values("pk"))
        .order_by()
        .values_list("kind", "line__measure", "line__state", "year", month)
        .annotate(
            told=Sum("amount", filter=SAID),
            blank=Count("pk", filter=BLANK_CELL),
            withheld=Count("pk", filter=WITHHELD_CELL),
        )
    ]


def totals_of(cells: Iterable[AddedUp]) -> Totals:
    """What lines come to, from their values added up."""
    kinds = {str(kind): Sums(Total(ZERO), Total(ZERO)) for kind in ValueKind}
    states = {str(state): {str(kind): Total(ZERO) for kind in ValueKind} for state in SavingsState}
    told, pressed = set(), set()
    for cell in cells:
        one = Total(cell.amount or ZERO, cell.blank, cell.withheld)
        sums = kinds[cell.kind]
        if cell.measure == Measure.PRESSURE:
            pressed.add(cell.kind)
            kinds[cell.kind] = Sums(sums.gross, added(sums.pressure, one))
        else:
            told.add(cell.kind)
            kinds[cell.kind] = Sums(added(sums.gross, one), sums.pressure)
            states[cell.state][cell.kind] = added(states[cell.state][cell.kind], one)
    return Totals(kinds, states, told, pressed)


def running_totals(cells: Iterable[AddedUp]) -> dict[str, dict[tuple[int, int], Decimal]]:
    """What savings (not pressures) come to by kind, year and month (0: told for the whole year)."""
    found: dict[str, dict[tuple[int, int], Decimal]] = {str(kind): {} for kind in ValueKind}
    for cell in cells:
        if cell.amount is not None and cell.measure != Measure.PRESSURE:
            of = found[cell.kind]
            of[cell.year, cell.month] = of.get((cell.year, cell.month), ZERO) + cell.amount
    return found


def by_months(told: dict[tuple[int, int], Decimal], *, year: int) -> list[Decimal]:
    """The running total over the months of a year, up to the last one told of; a whole year's is spread evenly."""
    months = {month: amount for (of, month), amount in told.items() if of == year and month}
    whole = told.get((year, 0))
    if whole is not None:
        for month, part in spread(whole).items():
            months[month] = months.get(month, ZERO) + part
    return cumulative(months, last=max(months, default=0))


def by_years(told: dict[tuple[int, int], Decimal], *, years: range) -> list[Decimal]:
    """The running total over years, up to the last one told of."""
    sums: dict[int, Decimal] = {}
    for (year, _), amount in told.items():
        sums[year] = sums.get(year, ZERO) + amount
    known = [year for year in years if year in sums]
    places = {place: sums.get(year, ZERO) for place, year in enumerate(years, start=1)}
    return cumulative(places, last=years.index(known[-1]) + 1 if known else 0)


def one_off_costs(*, reviews: Collection[int], year: int | None = None) -> Total | None:
    """One-off transition costs and their contingency, of the last approved version of each case; None where no case is
    approved. One query."""
    versions = (
        CaseVersion.objects.filter(case__review__any_of=reviews, status=CaseStatus.APPROVED)
        .order_by("case_id", "-number")
        .distinct("case_id")
    )
    once = Q(lines__kind__in=SPENT_ONCE, lines__removed_at__isnull=True)
    if year is not None:
        once &= Q(lines__amounts__year=year)
    is_withheld, is_blank = Q(lines__amounts__is_withheld=True), Q(lines__amounts__amount__isnull=True)
    found = CaseVersion.objects.filter(pk__in=versions.values("pk")).aggregate(
        cases=Count("pk"),
        told=Sum("lines__amounts__amount", filter=once & ~is_withheld),
        blank=Count("lines__amounts", filter=once & is_blank & ~is_withheld),
        withheld=Count("lines__amounts", filter=once & is_withheld),
    )
    return Total(found["told"] or ZERO, found["blank"], found["withheld"]) if found["cases"] else None


def years_of_savings(reviews: Collection[int]) -> list[int]:
    """The financial years that the lines of these reviews have values of; one value of each year is looked for."""
    with connection.cursor() as cursor:
        cursor.execute(YEARS_WITH_A_VALUE, [list(reviews)])
        return [year for (year,) in cursor.fetchall()]
