"""Every reader of the past gives, at every day of random histories, what a slow and obvious replay gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st

from finance.enums import ValueKind
from finance.models import BudgetLine, SavingsLine, SavingsValue
from finance.queries.budgets import budget_rows
from finance.queries.savings import Scope
from finance.queries.savings_as_at import tracker_at
from finance.queries.savings_reconciliation import reconciliation_at
from governance.blocks import BlockContext
from governance.models import Body
from governance.queries.dashboard_due import milestones_at
from governance.queries.dashboard_rows import dashboard_rows, position_of
from programme.file.computed import asked_of, computed_data
from programme.file.export import programme_data
from programme.history import Moment
from programme.models import Phase
from programme.values.partial_date import PartialDate
from risks.enums import AssessmentKind, RiskStatus
from risks.models import RegisterEntry, Risk, RiskRegister
from risks.queries.entries_at import entries_at
from risks.queries.heat_map import Asked, heat_map
from risks.queries.register_as_at import registers_then
from risks.queries.standings import entry_standings
from services.enums import Rag, State
from services.models import Milestone, ReviewParticipation, ServiceReview
from services.queries.progress import ProgressRow, progress_rows
from services.queries.route_map import read_route
from tests.factories.risks import EntryFactory
from tests.factories.services import ParticipationFactory
from tests.history.replay import Replay
from tests.history.world import (
    LOADED,
    World,
    accept_update,
    add_batch,
    add_risk,
    assess,
    begin,
    day,
    later_load,
    merge,
    move,
)  # fmt: skip

pytestmark = pytest.mark.django_db
Step = Callable[[World, int, int], None]


def rename_review(world: World, number: int, back: int) -> None:
    world.save(world.pick(ServiceReview, number), name=f"Renamed {world.number}")


def rename_phase(world: World, number: int, back: int) -> None:
    world.save(world.pick(Phase, number), name=f"Phase {world.number}")


def back_date_joining(world: World, number: int, back: int) -> None:
    review = world.pick(ServiceReview, number, left_on=None)
    if review is not None:
        world.save(review, joined_on=day(world.number - back))


def leave(world: World, number: int, back: int) -> None:
    review = world.pick(ServiceReview, number, left_on=None)
    if review is not None:
        world.save(review, left_on=max(day(world.number - back), review.joined_on), left_reason="Run alone again.")


def come_back(world: World, number: int, back: int) -> None:
    world.save(world.pick(ServiceReview, number), left_on=None, left_reason="")


def record_more(world: World, number: int, back: int) -> None:
    add_batch(world, before=world.number - back, name=f"new-{world.number}")


def part_ends(world: World, number: int, back: int) -> None:
    part = world.pick(ReviewParticipation, number, left_on=None)
    if part is not None:
        world.save(part, left_on=max(day(world.number - back), part.joined_on))


def part_begins(world: World, number: int, back: int) -> None:
    review = world.pick(ServiceReview, number)
    world.wrote(ParticipationFactory(review=review, joined_on=day(world.number - back)))


def hold(world: World, number: int, back: int) -> None:
    move(world, world.pick(ServiceReview, number), State.ON_HOLD)


def go_on(world: World, number: int, back: int) -> None:
    move(world, world.pick(ServiceReview, number), State.ACTIVE)


def update(world: World, number: int, back: int) -> None:
    accept_update(world, world.pick(ServiceReview, number), list(Rag)[back % 3], later=bool(number % 2))


def slip(world: World, number: int, back: int) -> None:
    world.save(world.pick(Milestone, number), forecast=PartialDate.day(day(world.number + 30)), achieved=None)


def reach(world: World, number: int, back: int) -> None:
    world.save(world.pick(Milestone, number), achieved=PartialDate.day(day(world.number - back)))


def plan_otherwise(world: World, number: int, back: int) -> None:
    world.save(world.pick(SavingsValue, number), amount=Decimal(10 * world.number))


def close_saving(world: World, number: int, back: int) -> None:
    line = world.pick(SavingsLine, number, closed_on=None)
    if line is not None:
        world.save(line, closed_on=day(world.number - back), closed_reason="No longer wanted.")


def reopen_saving(world: World, number: int, back: int) -> None:
    line = world.pick(SavingsLine, number, closed_reason="No longer wanted.")
    if line is not None:
        world.save(line, closed_on=None, closed_reason="")


def merge_savings(world: World, number: int, back: int) -> None:
    first = world.pick(SavingsLine, number, closed_on=None)
    lines = [one for one in world.rows(SavingsLine) if one.closed_on is None and one.review_id == first.review_id]
    if first is not None and len(lines) > 1:
        merge(world, lines[:2], world.number - back)


def budget(world: World, number: int, back: int) -> None:
    world.save(world.pick(BudgetLine, number), forecast=Decimal(world.number))


def open_risk(world: World, number: int, back: int) -> None:
    home = RiskRegister.objects.get(programme=world.programme, code="main")
    add_risk(world, home, f"typed-{world.number}", opened=world.number - back, recorded=world.number)


def score(world: World, number: int, back: int) -> None:
    assess(world, world.pick(RegisterEntry, number), back % 3 + 1, on=world.number - back, recorded=world.number)


def close_risk(world: World, number: int, back: int) -> None:
    risk = world.pick(Risk, number, status=RiskStatus.OPEN)
    if risk is not None:
        closed_on = max(day(world.number - back), risk.opened_on)
        world.save(risk, status=RiskStatus.CLOSED, closed_on=closed_on, closed_reason="Past.")


def reopen_risk(world: World, number: int, back: int) -> None:
    world.save(world.pick(Risk, number), status=RiskStatus.OPEN, closed_on=None, closed_reason="")


def share_risk(world: World, number: int, back: int) -> None:
    risk = world.pick(Risk, number)
    other = RiskRegister.objects.get(programme=world.programme, code="other")
    if not risk.entries.filter(register=other).exists():
        starts = day(world.number - back)
        world.wrote(EntryFactory(register=other, risk=risk, number=risk.code, is_home=False, starts_on=starts))


def end_share(world: World, number: int, back: int) -> None:
    entry = world.pick(RegisterEntry, number, is_home=False, ended_on=None)
    if entry is not None:
        world.save(entry, ended_on=max(day(world.number - back), entry.starts_on))


def load_more(world: World, number: int, back: int) -> None:
    later_load(world, before=min(LOADED + back, world.number))


STEPS: tuple[Step, ...] = (
    rename_review, rename_phase, back_date_joining, leave, come_back, record_more, part_ends, part_begins, hold, go_on,
    update, slip, reach, plan_otherwise, close_saving, reopen_saving, merge_savings, budget, open_risk, score,
    close_risk, reopen_risk, share_risk, end_share, load_more,
)  # fmt: skip


@dataclass(frozen=True)
class Readers:
    """What the application's readers say of the world at a moment, each in the words of the replay."""

    world: World
    day: date | None

    @property
    def moment(self) -> Moment:
        return Moment.ending(self.world.programme, self.day)

    def reviews(self) -> list[list[Any]]:
        """By the dashboard, by the blocks of a report and on the route map."""
        programme = self.world.programme
        position = position_of(programme=programme, periods=programme.periods.all(), day=self.day)
        board = dashboard_rows(programme=programme, reviews=ServiceReview.objects.all(), position=position)
        context = BlockContext(
            programme=programme, body=Body(programme=programme), as_at=self.moment.as_at, at=timezone.now()
        )
        route = read_route(programme=programme, rows=context.rows, moment=self.moment)
        lists = ([row.progress for row in board], context.rows, [one.row for one in route.reviews])
        return [sorted(_told(row, self.day) for row in rows) for rows in lists]

    def milestones(self) -> list[Any]:
        found = milestones_at(programme=self.world.programme, moment=self.moment)
        return sorted(((one.name, one.forecast, one.achieved) for one in found), key=lambda one: one[0])

    def savings(self) -> dict[str, Decimal]:
        tracker = tracker_at(reviews=self._reviews, scope=Scope(), moment=self.moment)
        return {one.line.code: one.told(ValueKind.PLAN).amount or Decimal(0) for one in tracker.lines}

    def savings_to_reconcile(self) -> list[str]:
        found = reconciliation_at(reviews=self._reviews, scope=Scope(), moment=self.moment)
        return sorted(line.code for line in found.without_case)

    def budgets(self) -> dict[str, Decimal | None]:
        lines = BudgetLine.objects.filter(programme=self.world.programme)
        rows = budget_rows(lines=lines, programme=self.world.programme, moment=self.moment)
        return {row.line.code: row.line.forecast for row in rows}

    def risks(self) -> list[list[Any]]:
        """In exceptions, in the registers of a report and among the figures of the file."""
        programme, moment = self.world.programme, self.moment
        entries = RegisterEntry.objects.filter(register__programme=programme)
        read = entries_at(entries=entries.in_force() if moment.is_now else entries, programme=programme, moment=moment)
        registers = RiskRegister.objects.filter(programme=programme).values_list("pk", flat=True)
        then = registers_then(programme=programme, registers=list(registers), moment=moment, at=moment.time)
        current = AssessmentKind.CURRENT
        lists = (
            [(one.register.code, one.risk.code, str(one.risk.status), _cell(one.current)) for one in read],
            [
                (one.register.code, risk.risk.code, "open" if risk.is_open else "closed", _score(risk.score(current)))
                for one in then
                for risk in one.risks
            ],
            [
                (one.register, one.risk, one.status, _score(one.assessed.get(current, (None, None))[1]))
                for one in entry_standings(entries=entries, moment=moment)
            ],
        )
        return [sorted(rows) for rows in lists]

    def heat_map(self) -> dict[str, int]:
        register = RiskRegister.objects.get(programme=self.world.programme, code="main")
        reading = heat_map(register=register, entries=RegisterEntry.objects.all(), asked=Asked(moment=self.moment))
        scores = {pk: cell.score for pk, cell in reading.cells.items()}
        return dict(Counter("" if one.cell is None else scores[one.cell] for one in reading.standing))

    def file(self) -> dict[str, list[Any]]:
        data = programme_data(programme=self.world.programme, as_at=self.moment.as_at)
        return {
            "reviews": sorted((row["name"], row.get("left_on")) for row in data.get("reviews", [])),
            "open savings": sorted(row["code"] for row in data.get("savings", []) if "closed_on" not in row),
            "milestones": sorted((row["name"], row.get("achieved")) for row in data.get("milestones", [])),
        }

    def figures(self) -> dict[str, int]:
        data = computed_data(asked_of(programme=self.world.programme, as_at=self.moment.as_at))
        return {row["stage"]: row["reviews"] for row in data.get("review_stages", []) if row["reviews"]}

    @property
    def _reviews(self) -> list[int]:
        reviews = ServiceReview.objects.filter(programme=self.world.programme)
        return [row.review.pk for row in progress_rows(reviews=reviews, moment=self.moment)]


def _told(row: ProgressRow, on: date | None) -> tuple[Any, ...]:
    councils = tuple(sorted(council.short_name for council in row.councils))
    phase = row.phase.name if row.phase else ""
    return row.review.name, phase, str(row.state), row.review.left_on, str(row.rag or ""), councils


def _cell(assessment: Any) -> str:
    return "" if assessment is None else _score(assessment.cell)


def _score(cell: Any) -> str:
    return "" if cell is None else str(cell.score)


def check(world: World, on: date | None, then: Replay) -> None:
    """Every reader says of a day (None: now) what the replay says."""
    read = Readers(world, on)
    reviews, risks, savings = then.reviews(), then.risks(), then.savings()
    for found in read.reviews():
        assert found == reviews
    assert read.milestones() == then.milestones()
    assert read.savings() == savings
    assert read.savings_to_reconcile() == sorted(savings)
    assert read.budgets() == then.budgets()
    for found in read.risks():
        assert found == risks
    opened = Counter(cell for register, _, status, cell in risks if (register, status) == ("main", "open"))
    assert read.heat_map() == dict(opened)
    reached = [(name, achieved) for name, _, achieved in then.milestones()]
    assert read.file() == {
        "reviews": [(name, left.isoformat() if left else None) for name, _, _, left, _, _ in reviews],
        "open savings": sorted(savings),
        "milestones": [(name, achieved.canonical() if achieved else None) for name, achieved in reached],
    }
    standing = [state for _, _, state, left, _, _ in reviews if left is None]
    assert sum(read.figures().values()) == len(standing)


@settings(max_examples=8, phases=(Stage.explicit, Stage.generate), suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.integers(0, 6)), min_size=3, max_size=8),
)
def test_every_reader_tells_what_a_replay_tells(steps: list[tuple[Step, int, int]]) -> None:
    with transaction.atomic():
        world = begin()
        for step, number, back in steps:
            world.number += 1
            step(world, number, back)
            world.settle()
        for number in range(1, world.number + 1, 2):
            check(world, day(number), Replay(world, day(number)))
        check(world, None, Replay(world, day(world.number)))
        transaction.set_rollback(True)
