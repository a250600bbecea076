"""What the programme means to reach: business cases, implementations and milestones, late, next and to be confirmed.

The milestones of a programme, now or as they stood at a moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from governance.queries.dashboard_rows import DashboardRow
from governance.queries.progress_table import ProgressTableRow, is_business_case_due, is_implementation_due
from programme.history import Moment
from programme.models import Programme
from programme.values.partial_date import PartialDate
from services.models import Milestone

HORIZON_DAYS = 90

BUSINESS_CASE = "Business case"
IMPLEMENTATION = "Implementation"
MILESTONE = "Milestone"


@dataclass(frozen=True, kw_only=True)
class DueItem:
    """Something to be reached. `line` is its review's; None for a milestone of the programme itself."""

    kind: str
    name: str
    line: ProgressTableRow | None
    expected: PartialDate | None


@dataclass(frozen=True, kw_only=True)
class DatedItem:
    """Something to be reached, and in words when that is, seen from the day."""

    item: DueItem
    when: str


@dataclass(frozen=True, kw_only=True)
class Unconfirmed:
    """The things of one kind whose date is to be confirmed for one reason ("" none given)."""

    kind: str
    reason: str
    items: tuple[DueItem, ...]


@dataclass(frozen=True, kw_only=True)
class DueList:
    """Everything to come, by what is known of its date. A month is upcoming when any of it falls before `until`."""

    until: date
    overdue: tuple[DueItem, ...]
    upcoming: tuple[DueItem, ...]
    later: tuple[DueItem, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    undated: tuple[DueItem, ...]

    @property
    def dated(self) -> list[DatedItem]:
        """Everything, the late first and what has no date last, each with where it stands."""
        unconfirmed = [item for group in self.unconfirmed for item in group.items]
        parts = (
            ("Passed", self.overdue),
            (f"In the next {HORIZON_DAYS} days", self.upcoming),
            ("Later", self.later),
            ("To be confirmed", unconfirmed),
            ("No date given", self.undated),
        )
        return [DatedItem(item=item, when=when) for when, items in parts for item in items]


def due_list(items: Iterable[DueItem], *, today: date) -> DueList:
    """Sort what is to come by its dates: late, within the next 90 days, later, to be confirmed, not dated."""
    until = today + timedelta(days=HORIZON_DAYS)
    overdue, upcoming, later, undated, unconfirmed = [], [], [], [], []
    for item in items:
        expected = item.expected
        if expected is None:
            undated.append(item)
        elif expected.first_day is None:
            unconfirmed.append(item)
        elif expected.is_overdue(today):
            overdue.append(item)
        elif expected.first_day <= until:
            upcoming.append(item)
        else:
            later.append(item)
    return DueList(
        until=until,
        overdue=tuple(sorted(overdue, key=_by_date)),
        upcoming=tuple(sorted(upcoming, key=_by_date)),
        later=tuple(sorted(later, key=_by_date)),
        unconfirmed=_by_reason(unconfirmed),
        undated=tuple(undated),
    )


def due_items(rows: Iterable[DashboardRow], milestones: Iterable[DueItem]) -> list[DueItem]:
    """What the reviews still owe, then the milestones."""
    items: list[DueItem] = []
    for row in rows:
        progress = row.progress
        if is_business_case_due(progress):
            items.append(_of_review(BUSINESS_CASE, row, progress.business_case_expected))
        if is_implementation_due(progress) and (progress.update is not None or not is_business_case_due(progress)):
            items.append(_of_review(IMPLEMENTATION, row, progress.implementation_expected))
    return [*items, *milestones]


def milestone_items(
    milestones: Iterable[Milestone], *, rows: Iterable[DashboardRow], today: date, with_programme: bool
) -> list[DueItem]:
    """The milestones not yet reached of these reviews and, `with_programme`, of the programme itself."""
    lines = {row.review.pk: row.line for row in rows if row.progress.is_live}
    return [
        DueItem(
            kind=MILESTONE,
            name=milestone.name,
            line=lines.get(milestone.review_id) if milestone.review_id else None,
            expected=milestone.due,
        )
        for milestone in milestones
        if not _is_achieved(milestone.achieved, today)
        and (milestone.review_id in lines or (milestone.review_id is None and with_programme))
    ]


def _is_achieved(achieved: PartialDate | None, today: date) -> bool:
    return achieved is not None and (achieved.first_day is None or achieved.first_day <= today)


def _of_review(kind: str, row: DashboardRow, expected: PartialDate | None) -> DueItem:
    return DueItem(kind=kind, name=row.review.name, line=row.line, expected=expected)


def _by_date(item: DueItem) -> tuple[PartialDate, str]:
    return (item.expected or PartialDate.to_be_confirmed(), item.name)


def _by_reason(items: Iterable[DueItem]) -> tuple[Unconfirmed, ...]:
    groups: dict[tuple[str, str], list[DueItem]] = {}
    for item in items:
        reason = item.expected.reason if item.expected else ""
        groups.setdefault((item.kind, reason), []).append(item)
    return tuple(Unconfirmed(kind=kind, reason=reason, items=tuple(group)) for (kind, reason), group in groups.items())


def milestones_at(*, programme: Programme, moment: Moment) -> list[Milestone]:
    """Every milestone of the programme by due date. One query."""
    found = Milestone.objects.filter(programme=programme).as_at(moment, foreseen=False)
    return sorted(found, key=lambda row: ((row.due.last_day if row.due else None) or date.max, row.name))


def milestones_due(rows: Iterable[Milestone], *, by: date) -> list[Milestone]:
    """Those not reached yet whose date falls wholly on or before a day."""
    return [row for row in rows if row.achieved is None and row.due is not None and row.due.is_by(by)]
