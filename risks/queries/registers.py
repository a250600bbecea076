"""The registers that a reader sees, with how their open risks stand; and all together by the names of bands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from programme.models import Programme
from risks.enums import RiskStatus
from risks.models import Matrix, MatrixBand, RegisterEntry, RiskRegister
from risks.models.risk import RegisterEntryQuerySet

IS_UNSCORED = Q(current__cell__isnull=True)
"""Never assessed, or looked at and not scored."""


@dataclass(frozen=True)
class BandCount:
    """How many open risks stand in a band. `position` counts from the least serious, within its own matrix alone."""

    name: str
    colour: str
    position: int
    count: int

    @property
    def words(self) -> str:
        """ "3 High"."""
        return f"{self.count} {self.name}"


@dataclass(frozen=True)
class RegisterStanding:
    """A register and how its risks stand: `bands` of the open ones from the most serious; unscored ones apart."""

    register: RiskRegister
    bands: tuple[BandCount, ...] = ()
    unscored: int = 0
    overdue: int = 0
    closed: int = 0
    by_matrix: Mapping[int, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """All open risks, scored or not."""
        return self.unscored + sum(band.count for band in self.bands)

    @property
    def unscored_words(self) -> str:
        """ "2 unscored"."""
        return f"{self.unscored} unscored"

    @property
    def whose(self) -> str:
        """The review or council that it belongs to, or the programme."""
        of = self.register.review or self.register.council
        return str(of) if of is not None else "Programme"

    def scored_earlier(self, latest: int | None) -> int:
        """How many open risks have their current score by another version of the matrix than that of this id."""
        return sum(count for matrix, count in self.by_matrix.items() if matrix != latest)

    def count_in(self, name: str) -> int:
        """The open risks in the band of that name."""
        return sum(band.count for band in self.bands if band.name == name)


@dataclass(frozen=True)
class BandRoll:
    """The open risks of several registers in bands of one name, each risk once."""

    name: str
    count: int


@dataclass(frozen=True)
class RollUp:
    """Open risks of several registers together, each risk once in each row. Scores of unlike matrices do not add; only
    bands of the same name are counted together."""

    bands: tuple[BandRoll, ...]
    unscored: int
    open: int


@dataclass(frozen=True)
class RegistersPage:
    """The registers of a programme that a reader sees, those kept and those that have ended."""

    kept: tuple[RegisterStanding, ...]
    ended: tuple[RegisterStanding, ...]
    together: RollUp | None
    bands: frozenset[tuple[int, str]] = frozenset()
    """The register and the name of each band that risks are scored into today."""

    @property
    def grid(self) -> list[tuple[RegisterStanding, list[int | None]]]:
        """Each register kept with its open risks in each of the bands of all together; None for a band that it does not
        have."""
        names = [band.name for band in self.together.bands] if self.together else []
        return [(one, [self._count(one, name) for name in names]) for one in self.kept]

    def _count(self, standing: RegisterStanding, name: str) -> int | None:
        """None where the register has no such band. Risks that an earlier matrix scored count in their own."""
        return standing.count_in(name) or (0 if (standing.register.pk, name) in self.bands else None)


def registers_page(*, programme: Programme, user: Any) -> RegistersPage:
    """The registers of the programme as the reader sees them, in five queries (two for fewer than two registers)."""
    registers = RiskRegister.objects.visible_to(user).filter(programme=programme).select_related("review", "council")
    standings = standings_of(registers, user=user, programme=programme)
    kept = tuple(one for one in standings if not is_ended(one.register, today=programme.today))
    ended = tuple(one for one in standings if is_ended(one.register, today=programme.today))
    if len(kept) < 2:
        return RegistersPage(kept=kept, ended=ended, together=None)
    together = roll_up(kept, user=user, programme=programme)
    return RegistersPage(kept=kept, ended=ended, together=together, bands=_bands_in_use(kept))


def is_ended(register: RiskRegister, *, today: date) -> bool:
    """Whether its last day has passed."""
    return register.ended_on is not None and register.ended_on < today


def standings_of(registers: Iterable[RiskRegister], *, user: Any, programme: Programme) -> list[RegisterStanding]:
    """How the risks of each register stand that the reader sees, in one query besides that of the registers."""
    registers = list(registers)
    for register in registers:
        register.programme = programme
    entries = RegisterEntry.objects.of_visible_registers(*registers, user=user).in_force(programme.today)
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in _counted(entries, today=programme.today):
        rows[row["register"]].append(row)
    return [_standing(register, rows[register.pk]) for register in registers]


def standing_of(register: RiskRegister, *, entries: RegisterEntryQuerySet) -> RegisterStanding:
    """How the risks of one register stand, of the entries that the reader sees there, in one query."""
    return _standing(register, list(_counted(entries, today=register.programme.today)))


def roll_up(standings: Iterable[RegisterStanding], *, user: Any, programme: Programme) -> RollUp:
    """The open risks of the registers by the names of bands, in two queries."""
    standings = list(standings)
    entries = (
        entries_listed(user=user, programme=programme)
        .filter(register__in=[one.register.pk for one in standings], risk__status=RiskStatus.OPEN)
        .order_by()
    )
    counted = (
        entries.values(name=F("current__cell__band__name"))
        .annotate(count=Count("risk", distinct=True))
        .order_by("name")
    )
    counts = {row["name"]: row["count"] for row in counted}
    return RollUp(
        bands=tuple(BandRoll(name, counts[name]) for name in band_names(standings) if name in counts),
        unscored=counts.get(None, 0),
        open=entries.values("risk").distinct().count(),
    )


def band_names(standings: Iterable[RegisterStanding]) -> list[str]:
    """The names of the bands with open risks, the most serious of their own matrix first; bands of the same name of
    several registers together."""
    places: dict[str, list[int]] = defaultdict(list)
    for standing in standings:
        for band in standing.bands:
            places[band.name].append(band.position)
    return sorted(places, key=lambda name: (-max(places[name]), name))


def entries_listed(*, user: Any, programme: Programme) -> RegisterEntryQuerySet:
    """The entries of the programme's registers that the reader sees and that stand there today."""
    return RegisterEntry.objects.visible_to(user).filter(register__programme=programme).in_force(programme.today)


def _bands_in_use(standings: Iterable[RegisterStanding]) -> frozenset[tuple[int, str]]:
    """The bands of the latest matrix of each register, by name."""
    matrices = Matrix.objects.filter(register__in=[one.register.pk for one in standings])
    latest = matrices.order_by("register_id", "-version").distinct("register_id").values("pk")
    bands = MatrixBand.objects.filter(matrix__in=latest).order_by("matrix__register", "position")
    return frozenset(bands.values_list("matrix__register", "name"))


def _counted(entries: RegisterEntryQuerySet, *, today: date) -> Iterable[Any]:
    """How many entries of each register, status and band, and how many of them are due."""
    return (
        entries.order_by()
        .values("register", status=F("risk__status"), band=F("current__cell__band"))
        .annotate(
            name=F("current__cell__band__name"),
            colour=F("current__cell__band__colour"),
            position=F("current__cell__band__position"),
            matrix=F("current__cell__band__matrix"),
            count=Count("pk"),
            overdue=Count("pk", filter=Q(risk__next_review__lt=today)),
        )
        .order_by("register", "status", "band")
    )


def _standing(register: RiskRegister, rows: list[dict[str, Any]]) -> RegisterStanding:
    opened = [row for row in rows if row["status"] == RiskStatus.OPEN]
    of_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in opened:
        if row["band"] is not None:
            of_name[row["name"]].append(row)
    bands = [_band(name, alike) for name, alike in of_name.items()]
    by_matrix: dict[int, int] = defaultdict(int)
    for row in (row for alike in of_name.values() for row in alike):
        by_matrix[row["matrix"]] += row["count"]
    return RegisterStanding(
        register=register,
        bands=tuple(sorted(bands, key=lambda band: (-band.position, band.name))),
        unscored=sum(row["count"] for row in opened if row["band"] is None),
        overdue=sum(row["overdue"] for row in opened),
        closed=sum(row["count"] for row in rows) - sum(row["count"] for row in opened),
        by_matrix=by_matrix,
    )


def _band(name: str, rows: list[dict[str, Any]]) -> BandCount:
    """The bands of one name, of whatever versions of the matrix, as the latest of them looks."""
    latest = max(rows, key=lambda row: int(row["band"]))
    count = sum(row["count"] for row in rows)
    return BandCount(name=name, colour=latest["colour"], position=latest["position"], count=count)
