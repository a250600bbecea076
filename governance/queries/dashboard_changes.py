"""What has changed since the last period: each review's accepted update beside the one accepted before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from governance.queries.dashboard_rows import DashboardRow, Position
from governance.queries.progress_table import ProgressTableRow
from programme.history import Moment
from programme.models import ReportingPeriod
from programme.values.partial_date import PartialDate
from programme.wording.appearance import rating_of
from services.enums import State
from services.models import ProgressUpdate

NOTHING = "no date given"
SHOWN, FOLDED = 12, 50


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that moved. `before_rag` and `after_rag` are rating codes where the rating is what moved."""

    line: ProgressTableRow
    what: str
    before: str = ""
    after: str = ""
    before_rag: str = ""
    after_rag: str = ""

    @property
    def before_in_words(self) -> str:
        """What it was, a rating by its name."""
        return rating_of(self.before_rag).label if self.before_rag else self.before

    @property
    def after_in_words(self) -> str:
        """What it is."""
        return rating_of(self.after_rag).label if self.after_rag else self.after


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The changes of a period and how many reviews could be compared."""

    items: tuple[Change, ...] = ()
    compared: int = 0
    of: int = 0

    @property
    def first(self) -> tuple[Change, ...]:
        """Those that the page shows at once; `rest` opens on request, and the others stand on a page of their own."""
        return self.items[:SHOWN]

    @property
    def rest(self) -> tuple[Change, ...]:
        return self.items[SHOWN:FOLDED]

    @property
    def not_compared(self) -> int:
        return self.of - self.compared


def previous_updates(
    *, rows: Iterable[DashboardRow], period: ReportingPeriod, moment: Moment
) -> dict[int, ProgressUpdate]:
    """By review, the latest update accepted for a period before this one. One query."""
    reviews = [row.review.pk for row in rows]
    found = (
        ProgressUpdate.objects.latest_accepted(moment, reviews=reviews, before=period.starts_on)
        .only("review", "period", "version", "rag", "business_case_expected", "implementation_expected")
        .order_by("pk")
    )
    return {update.review_id: update for update in found}


def changes_since(rows: Sequence[DashboardRow], *, position: Position) -> Changes:
    """What has changed in the rows since the period before; nothing without a period. One query."""
    period = position.period
    if period is None:
        return Changes()
    return changes_of(rows, previous=previous_updates(rows=rows, period=period, moment=position.moment), period=period)


def changes_of(
    rows: Sequence[DashboardRow], *, previous: dict[int, ProgressUpdate], period: ReportingPeriod
) -> Changes:
    """Compare the rows of the period with what was accepted before. Holds and starts come from the moves themselves."""
    live = [row for row in rows if row.progress.is_live]
    compared = [row for row in live if _is_of(row, period) and row.review.pk in previous]
    items: list[Change] = []
    for row in rows:
        items += _moves(row, period)
        if _is_of(row, period) and row.review.pk in previous:
            items += _differences(row, previous[row.review.pk])
    return Changes(items=tuple(items), compared=len(compared), of=len(live))


def _is_of(row: DashboardRow, period: ReportingPeriod) -> bool:
    return row.progress.update is not None and row.progress.update.period_id == period.pk


def _moves(row: DashboardRow, period: ReportingPeriod) -> Iterator[Change]:
    progress = row.progress
    move = progress.last_move
    if move is not None and move.from_state != move.to_state and _is_since(move.effective, period):
        yield Change(
            line=row.line,
            what="State",
            before=State(move.from_state).label,
            after=f"{State(move.to_state).label}, {move.effective}",
        )
    if progress.started is not None and _is_since(progress.started, period):
        yield Change(line=row.line, what="Start", before="Not started", after=f"Started {progress.started}")
    if progress.business_case_approved is not None and _is_since(progress.business_case_approved, period):
        yield Change(
            line=row.line,
            what="Business case",
            before="Not approved",
            after=f"Approved {progress.business_case_approved}",
        )


def _is_since(when: PartialDate, period: ReportingPeriod) -> bool:
    """Began in the period or later: a year that merely includes it says too little to count."""
    return when.first_day is not None and when.first_day >= period.starts_on


def _differences(row: DashboardRow, before: ProgressUpdate) -> Iterator[Change]:
    now = row.progress.update
    if now is None or not row.progress.is_live:
        return
    if row.progress.is_rated and now.rag != before.rag:
        yield Change(line=row.line, what="Rating", before_rag=before.rag or "unrated", after_rag=now.rag or "unrated")
    if row.progress.business_case_approved is None and now.business_case_expected != before.business_case_expected:
        yield _date_change(row, "Business case date", before.business_case_expected, now.business_case_expected)
    if now.implementation_expected != before.implementation_expected:
        yield _date_change(row, "Implementation date", before.implementation_expected, now.implementation_expected)


def _date_change(row: DashboardRow, what: str, before: PartialDate | None, after: PartialDate | None) -> Change:
    return Change(line=row.line, what=what, before=str(before or NOTHING), after=str(after or NOTHING))
