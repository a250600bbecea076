"""The heat map of a register: where its open risks stand, now or at a past moment, and how they moved to there.

The risks behind a heat map: those of one cell, and those that moved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from programme.history import NOW, Moment
from programme.values.ordering import natural_order
from risks.drawing.heat_map import HeatMap, Square, Step
from risks.enums import AssessmentKind
from risks.models import Matrix, MatrixCell, MatrixLevel, RegisterEntry, RiskRegister
from risks.models.risk import RegisterEntryQuerySet
from risks.queries.movements import EntryMovement, cells_at, movements_to
from risks.queries.standing_as_at import open_entries
from risks.rules.movement import Movement

TITLES = {
    AssessmentKind.INHERENT: "inherent",
    AssessmentKind.CURRENT: "current",
    AssessmentKind.TARGET: "target",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a heat map is asked for. `since` None: without movement; `version` None: the latest."""

    kind: AssessmentKind = AssessmentKind.CURRENT
    moment: Moment = NOW
    since: datetime | None = None
    version: int | None = None
    shows_numbers: bool = False


class Standing(NamedTuple):
    """An open risk of the register and the cell in which it stands (None: unscored)."""

    entry: int
    number: str
    cell: int | None


@dataclass(frozen=True, kw_only=True)
class HeatMapReading:
    """A register's heat map, and what has no place in it.

    `earlier` counts the risks scored by each other version, by its number; `movements` is by entry, `standing` has
    every open risk.
    """

    told: HeatMap
    matrix: Matrix
    is_latest: bool
    cells: Mapping[int, MatrixCell]
    standing: tuple[Standing, ...]
    movements: Mapping[int, EntryMovement]
    unscored: int
    earlier: tuple[tuple[int, int], ...]

    def in_cell(self, likelihood: str, impact: str) -> tuple[MatrixCell, tuple[Standing, ...]] | None:
        """A cell by its labels with the risks that stand there; None where the matrix has no such cell."""
        for cell in self.cells.values():
            if (cell.likelihood.label, cell.impact.label) == (likelihood, impact):
                return cell, in_order(one for one in self.standing if one.cell == cell.pk)
        return None


def heat_map(
    *,
    register: RiskRegister,
    entries: RegisterEntryQuerySet,
    asked: Asked,
    url_of: Callable[[MatrixCell], str] | None = None,
) -> HeatMapReading | None:
    """The heat map of these entries of the register, narrowed to the reader already; None where it has no matrix.

    Four queries, six for a past moment, three more with movement, however many risks there are. `url_of` gives the
    address of a cell's risks.
    """
    matrices = list(register.matrices.order_by("-version"))
    standing = _standing(register=register, entries=entries, asked=asked)
    matrix_of = dict(
        MatrixCell.objects.filter(matrix__in=[matrix.pk for matrix in matrices]).order_by().values_list("pk", "matrix")
    )
    used = {matrix_of[one.cell] for one in standing if one.cell is not None}
    matrix = _chosen(matrices, asked=asked, used=used)
    if matrix is None:
        return None
    movements: dict[int, EntryMovement] = {}
    if asked.since is not None:
        later = {one.entry: one.cell for one in standing}
        movements = movements_to(later, entries=list(later), since=asked.since, kind=asked.kind)
    cells = cells_of([matrix])[matrix.pk]
    versions = {one.pk: one.version for one in matrices}
    others = Counter(
        versions[matrix_of[one.cell]] for one in standing if one.cell is not None and one.cell not in cells
    )
    return HeatMapReading(
        told=map_of(
            matrix=matrix,
            cells=cells,
            standing=standing,
            movements=movements,
            title=f"{register.name}, {TITLES[asked.kind]}",
            shows_numbers=asked.shows_numbers,
            url_of=url_of,
        ),
        matrix=matrix,
        is_latest=matrix == matrices[0],
        cells=cells,
        standing=standing,
        movements=movements,
        unscored=sum(one.cell is None for one in standing),
        earlier=tuple(sorted(others.items(), reverse=True)),
    )


def cells_of(matrices: Iterable[Matrix]) -> dict[int, dict[int, MatrixCell]]:
    """The cells of each matrix by key, each with its levels and band, in one query."""
    found: dict[int, dict[int, MatrixCell]] = {matrix.pk: {} for matrix in matrices}
    cells = MatrixCell.objects.filter(matrix__in=found).select_related("likelihood", "impact", "band")
    for cell in cells.order_by("pk"):
        found[cell.matrix_id][cell.pk] = cell
    return found


def map_of(
    *,
    matrix: Matrix,
    cells: Mapping[int, MatrixCell],
    standing: Iterable[Standing],
    movements: Mapping[int, EntryMovement],
    title: str,
    shows_numbers: bool = False,
    url_of: Callable[[MatrixCell], str] | None = None,
) -> HeatMap:
    """The matrix with the risks that stand in its cells."""
    there: dict[int, list[Standing]] = defaultdict(list)
    for one in standing:
        if one.cell in cells:
            there[one.cell].append(one)  # type: ignore[index]
    squares = []
    for pk, cell in cells.items():
        moved = Counter(movements[one.entry].moved for one in there[pk] if one.entry in movements)
        squares.append(
            Square(
                likelihood=cell.likelihood.position,
                impact=cell.impact.position,
                score=cell.score,
                band=cell.band.name,
                colour=cell.band.colour,
                is_tolerated=cell.is_tolerated,
                count=len(there[pk]),
                numbers=tuple(_signed(one, movements) for one in in_order(there[pk])) if shows_numbers else (),
                up=moved[Movement.UP],
                down=moved[Movement.DOWN],
                url=url_of(cell) if url_of is not None and there[pk] else "",
            )
        )
    return HeatMap(
        title=title,
        likelihood_title=matrix.likelihood_title,
        impact_title=matrix.impact_title,
        score_title=matrix.score_title,
        likelihood=_steps(cell.likelihood for cell in cells.values()),
        impact=_steps(cell.impact for cell in cells.values()),
        squares=tuple(squares),
        shows_numbers=shows_numbers,
    )


def in_order(standing: Iterable[Standing]) -> tuple[Standing, ...]:
    """By their numbers, 9 before 10."""
    return tuple(sorted(standing, key=lambda one: natural_order(one.number)))


def _signed(one: Standing, movements: Mapping[int, EntryMovement]) -> str:
    """The number with the sign of a movement up or down."""
    moved = movements.get(one.entry)
    return f"{one.number}{moved.arrow}" if moved and moved.moved in (Movement.UP, Movement.DOWN) else one.number


def _steps(levels: Iterable[MatrixLevel]) -> tuple[Step, ...]:
    """Each level of an axis once, from the least serious."""
    by_position = {level.position: Step(level.label, level.name) for level in levels}
    return tuple(by_position[position] for position in sorted(by_position))


def _standing(*, register: RiskRegister, entries: RegisterEntryQuerySet, asked: Asked) -> tuple[Standing, ...]:
    """The open risks, each with the cell of the kind that is asked for."""
    opened = open_entries(entries=entries.filter(register=register), moment=asked.moment)
    if asked.moment.is_now:
        rows = [Standing(*row) for row in opened.order_by("pk").values_list("pk", "number", f"{asked.kind}__cell")]
    else:
        cells = cells_at(entries=opened, moment=asked.moment.time, kind=asked.kind)
        rows = [Standing(pk, number, cells.get(pk)) for pk, number in opened.order_by("pk").values_list("pk", "number")]
    return tuple(rows)


def _chosen(matrices: Sequence[Matrix], *, asked: Asked, used: set[int]) -> Matrix | None:
    """The version asked for, else the latest of the moment; what scored by then was there, whenever it was recorded."""
    for matrix in matrices:
        if asked.version is not None:
            if matrix.version == asked.version:
                return matrix
        elif not asked.moment.is_before(matrix.created_at) or matrix.pk in used:
            return matrix
    return matrices[-1] if matrices and asked.version is None else None


MOST_MOVED = 50
"""How many movements are listed one by one."""
STILL = (Movement.SAME, Movement.UNSCORED)


@dataclass(frozen=True)
class Row:
    """A risk of the register, who owns it, and how it moved (None: not asked, or never scored)."""

    entry: RegisterEntry
    movement: EntryMovement | None

    @property
    def owner(self) -> str:
        risk = self.entry.risk
        return risk.owner.name if risk.owner else risk.owner_post


@dataclass(frozen=True)
class Moved:
    """Those that moved, the first `MOST_MOVED` of them, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


def rows_of(standing: Sequence[Standing], *, movements: Mapping[int, EntryMovement]) -> list[Row]:
    """These risks in their order, in one query."""
    entries = RegisterEntry.objects.select_related("risk__programme", "risk__owner").in_bulk(
        [one.entry for one in standing]
    )
    return [Row(entries[one.entry], movements.get(one.entry)) for one in standing]


def moved_rows(reading: HeatMapReading) -> Moved:
    """The open risks that did not stay where they were, in the order of their numbers, in one query."""
    moved = in_order(
        one
        for one in reading.standing
        if one.entry in reading.movements and reading.movements[one.entry].moved not in STILL
    )
    return Moved(tuple(rows_of(moved[:MOST_MOVED], movements=reading.movements)), len(moved))
