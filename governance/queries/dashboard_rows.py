"""What the board's dashboard counts: every review as it stands, or as it stood, with what it owes for the period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from governance.queries.progress_table import ProgressTable, ProgressTableRow, progress_table, table_of_lines
from programme.history import Moment
from programme.models import Programme, ReportingPeriod
from programme.values.partial_date import PartialDate
from services.enums import State
from services.models import ServiceReview
from services.queries.periods import current_of
from services.queries.progress import ProgressRow, progress_rows
from services.queries.updates_due import UpdateRow, update_rows


@dataclass(frozen=True, kw_only=True)
class Position:
    """Which period is reported on, and when from."""

    period: ReportingPeriod | None
    moment: Moment

    @property
    def as_at(self) -> datetime | None:
        """The past moment; None is now."""
        return self.moment.as_at

    @property
    def today(self) -> date:
        """The day by which overdue is reckoned."""
        return self.moment.day


@dataclass(frozen=True, kw_only=True)
class DashboardRow:
    """One review: its position, its line of the progress table, and what it has handed in.

    `handed_in` is None where no update is owed: there is no period, or the review is no longer in the programme.
    """

    progress: ProgressRow
    line: ProgressTableRow
    handed_in: UpdateRow | None
    today: date

    @property
    def review(self) -> ServiceReview:
        return self.progress.review

    @property
    def on_hold_since(self) -> PartialDate | None:
        """When a review on hold was stopped; None where no move says."""
        move = self.progress.last_move
        stopped = move is not None and move.to_state == State.ON_HOLD and move.from_state != State.ON_HOLD
        return move.effective if move is not None and stopped else None

    @property
    def days_late(self) -> int:
        """Days since the deadline of an update not handed in; 0 where none is late."""
        if self.handed_in is None or not self.handed_in.is_overdue:
            return 0
        return (self.today - self.handed_in.deadline).days


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """A reader's choice of reviews by codes; empty does not narrow. `phase` may be `NO_PHASE`."""

    phase: str = ""
    council: str = ""
    stage: str = ""
    rag: str = ""

    def __bool__(self) -> bool:
        return any((self.phase, self.council, self.stage, self.rag))


NO_PHASE = "none"


def position_of(
    *,
    programme: Programme,
    periods: Iterable[ReportingPeriod],
    period_code: str = "",
    day: date | None = None,
) -> Position:
    """The position that a reader asks for.

    A day gives the position at its end. An earlier period without a day gives the position at the period's cut-off.
    With neither, now, and the open or latest period.
    """
    periods = list(periods)
    current = current_of(periods, today=programme.today)
    chosen = next((period for period in periods if period.code == period_code), None)
    if day is None and chosen is not None and chosen != current and chosen.cut_off < programme.today:
        day = chosen.cut_off
    moment = Moment.ending(programme, day)
    return Position(period=chosen or current_of(periods, today=moment.day), moment=moment)


def dashboard_rows(*, programme: Programme, reviews: QuerySet[ServiceReview], position: Position) -> list[DashboardRow]:
    """Read the rows of the programme's reviews, already narrowed to the reader, in five queries; as at a day, seven."""
    own = reviews.filter(programme=programme)
    rows = progress_rows(reviews=own, moment=position.moment)
    owed: dict[int, UpdateRow] = {}
    if position.period is not None:
        moment, period = position.moment, position.period
        found = update_rows(programme=programme, period=period, reviews=own, moment=moment, rows=rows)
        owed = {row.review.pk: row for row in found}
    lines = progress_table(rows, position.today, period=position.period).rows
    return [
        DashboardRow(
            progress=row,
            line=line,
            handed_in=owed.get(row.review.pk),
            today=position.today,
        )
        for row, line in zip(rows, lines, strict=True)
    ]


def narrow_rows(rows: Iterable[DashboardRow], *, by: Narrowing) -> list[DashboardRow]:
    """The rows that the reader's choice leaves."""
    return [row for row in rows if _matches(row, by)]


def table_of(rows: Iterable[DashboardRow], *, position: Position) -> ProgressTable:
    """The progress table of these rows."""
    return table_of_lines((row.line for row in rows), today=position.today)


def _matches(row: DashboardRow, by: Narrowing) -> bool:
    phase = row.progress.phase
    return (
        (not by.phase or by.phase == (phase.code if phase else NO_PHASE))
        and (not by.council or any(council.code == by.council for council in row.progress.councils))
        and (not by.stage or by.stage == row.progress.stage)
        and (not by.rag or by.rag == row.line.rag)
    )
