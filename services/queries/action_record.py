"""A programme's areas of review with their actions and numbered recommendations, now or as at a past moment.

A programme's scrutiny sessions, now or as at a past moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from programme.history import NOW, Moment, last_recorded
from programme.models import Council, Programme
from programme.values.ordering import natural_order
from programme.values.partial_date import PartialDate
from services.enums import ActionStatus
from services.models import Action, ActionReference, Area, Group, PlanReference, ScrutinySession, SessionCouncil
from services.rules.stages import record_place
from services.wording.actions import opening_words


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """An area of review as it stood."""

    pk: int
    code: str
    name: str
    ambition: str
    position: int
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class ReferenceRow:
    """A delivery plan reference as it stood."""

    pk: int
    code: str
    plan: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action or recommendation as it stood. `number` is a recommendation's place in the one run."""

    pk: int
    code: str
    title: str
    commentary: str
    area: AreaRow | None
    review_id: int | None
    status: ActionStatus
    status_reason: str
    completed: PartialDate | None
    is_recommendation: bool
    position: int
    references: tuple[ReferenceRow, ...]
    recorded_at: datetime | None
    number: int | None = None

    @property
    def opening(self) -> str:
        """What its commentary opens with."""
        return opening_words(
            status=self.status, number=self.number, references=[(one.plan, one.code) for one in self.references]
        )


@dataclass(frozen=True, kw_only=True)
class AreaActions:
    """An area (None: no area) with what is finished, what is going on or recommended, and what was dropped."""

    area: AreaRow | None
    finished: tuple[ActionRow, ...]
    going_on: tuple[ActionRow, ...]
    dropped: tuple[ActionRow, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.finished or self.going_on or self.dropped)


@dataclass(frozen=True, kw_only=True)
class ActionRecord:
    """Areas in their order, and actions area by area in theirs, those of no area last."""

    areas: tuple[AreaRow, ...]
    actions: tuple[ActionRow, ...]

    @property
    def recommendations(self) -> tuple[ActionRow, ...]:
        return tuple(action for action in self.actions if action.is_recommendation)

    def of_reviews(self, reviews: Collection[int]) -> ActionRecord:
        """The programme's own actions and those of these reviews. Numbers stay as they are in the whole."""
        kept = tuple(one for one in self.actions if one.review_id is None or one.review_id in reviews)
        return replace(self, actions=kept)

    def only(self, ids: Collection[int]) -> ActionRecord:
        """These actions alone. Numbers stay as they are in the whole."""
        return replace(self, actions=tuple(action for action in self.actions if action.pk in ids))

    def with_reference(self, reference: int) -> ActionRecord:
        """The actions that stand in the delivery plan under a reference."""
        kept = tuple(one for one in self.actions if any(said.pk == reference for said in one.references))
        return replace(self, actions=kept)

    def by_area(self) -> tuple[AreaActions, ...]:
        """Every area, and after them the actions of no area, where there are any."""
        groups: dict[int | None, list[ActionRow]] = defaultdict(list)
        for action in self.actions:
            groups[action.area.pk if action.area else None].append(action)
        said = [_area_actions(area, groups[area.pk]) for area in self.areas]
        return (*said, _area_actions(None, groups[None])) if groups[None] else tuple(said)


def action_record(*, programme: Programme, moment: Moment = NOW) -> ActionRecord:
    """Everything on record, whoever asks: narrow it to the reader with `only`. Four queries."""
    areas = {
        row.pk: _area(row, day=moment.day_in(programme))
        for row in Area.objects.filter(programme=programme).as_at(moment)
    }
    references = _references(programme, moment)
    rows = Action.objects.filter(programme=programme).as_at(moment)
    actions = [_action(row, areas=areas, references=references, day=moment.day_in(programme)) for row in rows]
    return ActionRecord(
        areas=tuple(sorted(areas.values(), key=lambda area: (area.position, area.code))),
        actions=tuple(_numbered(sorted(actions, key=_place))),
    )


def _place(action: ActionRow) -> tuple[bool, int, str, int, str]:
    area = action.area
    return record_place(area.position if area else None, area.code if area else None, action.position, action.code)


def _numbered(actions: Iterable[ActionRow]) -> Iterable[ActionRow]:
    number = 0
    for action in actions:
        if action.is_recommendation:
            number += 1
            yield replace(action, number=number)
        else:
            yield action


def _references(programme: Programme, moment: Moment = NOW) -> dict[int, list[ReferenceRow]]:
    """By action, the references it had by then."""
    known = {
        row.pk: ReferenceRow(pk=row.pk, code=row.code, plan=row.plan, name=row.name)
        for row in PlanReference.objects.filter(programme=programme).as_at(moment)
    }
    found: dict[int, list[ReferenceRow]] = defaultdict(list)
    for row in ActionReference.objects.filter(action__programme=programme).as_at(moment):
        if row.removed_at is None and row.reference_id in known:
            found[row.action_id].append(known[row.reference_id])
    return found


def _area(row: Any, *, day: date) -> AreaRow:
    return AreaRow(
        pk=row.pk,
        code=row.code,
        name=row.name,
        ambition=row.ambition,
        position=row.position,
        ended_on=row.ended_on if row.ended_on and row.ended_on < day else None,
    )


def _action(row: Any, *, areas: dict[int, AreaRow], references: dict[int, list[ReferenceRow]], day: date) -> ActionRow:
    """An action as it was read. What was completed after the day was still going on."""
    status, completed = ActionStatus(row.status), row.completed
    if completed is not None and completed.first_day is not None and completed.first_day > day:
        status, completed = ActionStatus.IN_PROGRESS, None
    return ActionRow(
        pk=row.pk,
        code=row.code,
        title=row.title,
        commentary=row.commentary,
        area=areas.get(row.area_id),
        review_id=row.review_id,
        status=status,
        status_reason=row.status_reason,
        completed=completed,
        is_recommendation=row.is_recommendation,
        position=row.position,
        references=tuple(sorted(references[row.pk], key=lambda said: natural_order(said.code))),
        recorded_at=last_recorded(row),
    )


def _area_actions(area: AreaRow | None, actions: Sequence[ActionRow]) -> AreaActions:
    ended = {ActionStatus.COMPLETE, ActionStatus.NOT_NEEDED}
    return AreaActions(
        area=area,
        finished=tuple(one for one in actions if one.status == ActionStatus.COMPLETE),
        going_on=tuple(one for one in actions if one.status not in ended),
        dropped=tuple(one for one in actions if one.status == ActionStatus.NOT_NEEDED),
    )


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A session as it stood. `group` is the name of who held it, "" where that is not recorded."""

    pk: int
    code: str
    review_id: int
    held_on: date
    group: str
    councils: tuple[str, ...]
    challenged: str
    approved: str
    recorded_at: datetime | None


def session_rows(*, programme: Programme, moment: Moment = NOW) -> list[SessionRow]:
    """The sessions held by then, the first first, whoever asks. Four queries; five for a past moment."""
    names = dict(Council.objects.order_by("pk").values_list("pk", "short_name"))
    groups = {group.pk: group.name for group in Group.objects.filter(programme=programme).as_at(moment)}
    councils: dict[int, list[str]] = defaultdict(list)
    for attendance in SessionCouncil.objects.filter(session__programme=programme).as_at(moment):
        if attendance.removed_at is None:
            councils[attendance.session_id].append(names[attendance.council_id])
    rows = [
        SessionRow(
            pk=row.pk,
            code=row.code,
            review_id=row.review_id,
            held_on=row.held_on,
            group=groups.get(row.group_id, "") if row.group_id else "",
            councils=tuple(sorted(councils[row.pk])),
            challenged=row.challenged,
            approved=row.approved,
            recorded_at=last_recorded(row),
        )
        for row in ScrutinySession.objects.filter(programme=programme).as_at(moment)
        if row.held_on <= moment.day_in(programme)
    ]
    return sorted(rows, key=lambda row: (row.held_on, row.code))
