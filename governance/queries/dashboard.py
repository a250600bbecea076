"""The board's dashboard: where the programme is, what is wrong, what is next and what has changed.

Everything on it is worked out from one reading of the rows (`dashboard_rows`), so that its figures, lists, charts and
table agree with each other, now or as at a past moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from governance.models import Meeting
from governance.queries.dashboard_changes import Changes, changes_since
from governance.queries.dashboard_due import HORIZON_DAYS, DueList, due_items, due_list, milestone_items, milestones_at
from governance.queries.dashboard_figures import Figure, figures_of, rating_chart, stage_chart, wants_help
from governance.queries.dashboard_rows import DashboardRow, Position, table_of
from governance.queries.overall_rating import Overall, overall_of, override_of
from governance.queries.progress_table import ProgressTable
from programme.drawing.bars import DrawnBars
from programme.enums import PROGRAMME_WIDE_ROLES
from programme.models import Programme, ReportingPeriod
from programme.models.grants import grants_of
from programme.permissions import holds
from services.models import ServiceReview

SHOWN = 6
"""How many rows a list on the dashboard shows before it leads to all of them."""


@dataclass(frozen=True, kw_only=True)
class Shortened:
    """The first rows of a list and how many there are; the figure of the same code opens them all."""

    rows: tuple[DashboardRow, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a reader of council roles sees: the reviews of these councils, `visible` of the programme's `total`."""

    councils: tuple[str, ...]
    visible: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """Everything that the page draws."""

    position: Position
    previous_period: ReportingPeriod | None
    figures: dict[str, Figure]
    overall: Overall
    stages: DrawnBars
    ratings: DrawnBars
    table: ProgressTable
    red: Shortened
    on_hold: Shortened
    missing: Shortened
    help_wanted: Shortened
    due: DueList
    changes: Changes
    meetings: tuple[Meeting, ...]
    reviews: int

    @property
    def headline(self) -> list[Figure]:
        """Where the reviews are; each with its denominator."""
        return self._named("reviews", "green", "amber", "red", "unrated", "not_started", "on_hold")

    @property
    def updates(self) -> list[Figure]:
        """What was owed for the period; nothing before the first."""
        return self._named("accepted", "submitted", "missing", "overdue") if self.position.period else []

    @property
    def others(self) -> list[Figure]:
        """What is late or asked for."""
        return self._named("business_cases_overdue", "implementations_overdue", "help_wanted")

    @property
    def gone(self) -> list[Figure]:
        """The reviews no longer in the programme."""
        return self._named("complete", "withdrawn")

    @property
    def overall_url(self) -> str:
        """The reviews that made the overall rating."""
        return self.figures[self.overall.rag].url

    def _named(self, *names: str) -> list[Figure]:
        return [self.figures[name] for name in names]

    @property
    def is_quiet(self) -> bool:
        """Nothing is wrong: no list of the board's attention has a row."""
        lists = (self.red, self.on_hold, self.missing, self.help_wanted)
        return not any(entry.count for entry in lists) and not self.due.overdue


def dashboard_of(
    *,
    programme: Programme,
    user: Any,
    rows: Sequence[DashboardRow],
    position: Position,
    periods: Sequence[ReportingPeriod],
    is_filtered: bool,
    url_of: Callable[..., str],
) -> Dashboard:
    """Work out the dashboard of these rows, in four queries.

    `url_of(code, **filters)` is the address of the rows behind a figure.
    """
    progress = [row.progress for row in rows]
    return Dashboard(
        position=position,
        previous_period=_previous(position.period, periods),
        figures=figures_of(rows, url_of=url_of),
        overall=overall_of(progress, override=override_of(programme, position.moment)),
        stages=stage_chart(progress, url_of=url_of),
        ratings=rating_chart(progress, url_of=url_of),
        table=table_of(rows, position=position),
        red=_shortened(row for row in rows if row.line.rag == "red"),
        on_hold=_shortened(row for row in rows if row.line.rag == "on_hold"),
        missing=_shortened(row for row in rows if row.handed_in is not None and row.handed_in.is_missing),
        help_wanted=_shortened(row for row in rows if wants_help(row)),
        due=dates_of(rows, programme=programme, position=position, with_programme=not is_filtered),
        changes=changes_since(rows, position=position),
        meetings=meetings_ahead(programme=programme, user=user) if position.moment.is_now else (),
        reviews=len(rows),
    )


def dates_of(
    rows: Sequence[DashboardRow], *, programme: Programme, position: Position, with_programme: bool
) -> DueList:
    """What these reviews and, `with_programme`, the programme itself still mean to reach. One query."""
    milestones = milestone_items(
        milestones_at(programme=programme, moment=position.moment),
        rows=rows,
        today=position.today,
        with_programme=with_programme,
    )
    return due_list(due_items(rows, milestones), today=position.today)


def meetings_ahead(*, programme: Programme, user: Any) -> tuple[Meeting, ...]:
    """The programme's meetings of the next 90 days, reckoned by its own today."""
    first = timezone.make_aware(datetime.combine(programme.today, time.min))
    found = Meeting.objects.visible_to(user).filter(
        body__programme=programme, starts_at__gte=first, starts_at__lt=first + timedelta(days=HORIZON_DAYS)
    )
    return tuple(found.select_related("body__programme").order_by("starts_at", "pk")[:SHOWN])


def scope_of(*, user: Any, programme: Programme, rows: Sequence[DashboardRow]) -> Scope | None:
    """How the reader's roles narrow the programme; None when they read all of it. One query when they do not."""
    if holds(user, *PROGRAMME_WIDE_ROLES, programme=programme):
        return None
    own = {grant.council_id for grant in grants_of(user) if grant.programme_id == programme.pk}
    names = {council.short_name for row in rows for council in row.progress.councils if council.pk in own}
    total = ServiceReview.objects.filter(programme=programme).count()
    return Scope(councils=tuple(sorted(names)), visible=len(rows), total=total)


def _shortened(rows: Iterable[DashboardRow]) -> Shortened:
    found = list(rows)
    return Shortened(rows=tuple(found[:SHOWN]), count=len(found))


def _previous(period: ReportingPeriod | None, periods: Sequence[ReportingPeriod]) -> ReportingPeriod | None:
    if period is None:
        return None
    earlier = [other for other in periods if other.starts_on < period.starts_on]
    return max(earlier, key=lambda other: other.starts_on, default=None)
