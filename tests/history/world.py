"""A small programme whose every recording is written down twice: by the application, and in a plain list.

Days are counted from 0. Everything recorded so far is moved to the day on which it is said to have been recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pgtrigger
from django.db import models
from django.utils import timezone

from finance.enums import ValueKind
from finance.models import BudgetLine, SavingsLine, SavingsSuccession, SavingsValue
from programme.models import Phase, Programme, ProgrammeLoad, ProgrammeMembership, ReportingPeriod
from programme.values.partial_date import PartialDate
from risks.enums import AssessmentKind, RiskStatus
from risks.models import Assessment, RegisterEntry, Risk, RiskRegister
from services.enums import Rag, State
from services.models import Milestone, ProgressUpdate, ReviewMove, ReviewParticipation, Service, ServiceReview
from tests.factories.finance import BudgetLineFactory, SavingsLineFactory, SavingsValueFactory
from tests.factories.programme import MembershipFactory, PeriodFactory, PhaseFactory, ProgrammeFactory
from tests.factories.risks import AssessmentFactory, EntryFactory, RegisterFactory, RiskFactory, make_matrix
from tests.factories.services import MilestoneFactory, MoveFactory, ParticipationFactory, ReviewFactory, UpdateFactory

FIRST = date(2023, 3, 1)
LOADED = 10
"""The day of the first load: what is before it is told by the rows' own dates alone."""
YEAR = 2023
TRACKED = (
    Programme, ProgrammeMembership, Phase, ReportingPeriod, Service, ServiceReview, ReviewParticipation, ReviewMove,
    ProgressUpdate, Milestone, SavingsLine, SavingsSuccession, SavingsValue, BudgetLine, RiskRegister, Risk,
    RegisterEntry, Assessment,
)  # fmt: skip


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def noon(number: int) -> datetime:
    return timezone.make_aware(datetime.combine(day(number), time(12)))


@dataclass
class Recording:
    """What was recorded of a row, when, and whether it came with a load of the past."""

    at: datetime
    values: dict[str, Any]
    is_load: bool


@dataclass
class World:
    """The programme, its rows, and what was recorded of each, in order."""

    programme: Programme
    log: dict[models.Model, list[Recording]] = field(default_factory=dict)
    number: int = LOADED
    is_load: bool = True

    def wrote(self, *rows: models.Model) -> None:
        """Write down what stands in rows just saved."""
        for row in rows:
            values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
            self.log.setdefault(row, []).append(Recording(noon(self.number), values, self.is_load))

    def save(self, row: models.Model, **values: Any) -> None:
        """Correct a row."""
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        self.wrote(row)

    def settle(self) -> None:
        """All that the history has of today was recorded on the day at hand."""
        fresh = timezone.now() - timedelta(days=200)
        with pgtrigger.ignore():
            for model in TRACKED:
                events = model.pgh_event_model.objects.filter(pgh_created_at__gt=fresh)  # type: ignore[attr-defined]
                events.update(pgh_created_at=noon(self.number))
            ProgrammeLoad.objects.filter(loaded_at__gt=fresh).update(loaded_at=noon(self.number))

    def rows(self, model: type[Any]) -> list[Any]:
        """Every row of a kind, in the order of its making."""
        return [row for row in self.log if type(row) is model]

    def pick(self, model: type[Any], number: int, **wanted: Any) -> Any | None:
        """One of the rows of a kind with these values; None where there is none."""
        found = [row for row in self.rows(model) if all(getattr(row, name) == value for name, value in wanted.items())]
        return found[number % len(found)] if found else None


def begin() -> World:
    """A programme loaded whole on a day, with a past of its own."""
    world = World(ProgrammeFactory(starts_on=day(0), code="world"))
    programme = world.programme
    world.wrote(programme)
    phase = PhaseFactory(programme=programme, name="Phase")
    members = [MembershipFactory(programme=programme, joined_on=day(0)) for _ in range(3)]
    for number, name in enumerate(("April", "May"), start=1):
        PeriodFactory(
            programme=programme,
            name=name,
            starts_on=day(-60 + 30 * number),
            ends_on=day(-31 + 30 * number),
            deadline=day(200),
            cut_off=day(210),
        )
    world.wrote(phase, *members)
    make_matrix(RegisterFactory(programme=programme, code="main"))
    make_matrix(RegisterFactory(programme=programme, code="other"))
    add_batch(world, before=LOADED, name="first")
    BudgetLineFactory(programme=programme, code="budget")
    world.wrote(BudgetLine.objects.get(code="budget"))
    world.settle()
    world.is_load = False
    return world


def add_batch(world: World, *, before: int, name: str) -> None:
    """Rows of each kind with a past that ends on a day: some had closed, left or been merged by then."""
    programme, early, late = world.programme, max(before - 8, 0), max(before - 3, 1)
    phase = Phase.objects.get(programme=programme)
    left = {"left_on": day(late), "left_reason": "Run alone again."}
    there = ReviewFactory(programme=programme, name=f"{name} there", phase=phase, joined_on=day(early))
    gone = ReviewFactory(programme=programme, name=f"{name} gone", joined_on=day(early), **left)
    members = ProgrammeMembership.objects.filter(programme=programme).order_by("pk")
    parts = [
        ParticipationFactory(review=there, council=members[0].council, joined_on=day(early), left_on=day(late)),
        ParticipationFactory(review=there, council=members[1].council, joined_on=day(late)),
    ]
    moves = [MoveFactory(review=review, recorded_at=noon(early)) for review in (there, gone)]
    period = ReportingPeriod.objects.filter(programme=programme).order_by("starts_on")[0]
    update = _accepted(there, period, late, rag=Rag.AMBER)
    milestone = MilestoneFactory(review=there, name=name, achieved=PartialDate.day(day(late)))
    world.wrote(there, gone, *parts, *moves, update, milestone)
    closed = {"closed_on": day(late), "closed_reason": "Merged."}
    before_lines = [_saving(world, there, f"{name}-{part}", 100, **closed) for part in "ab"]
    after = _saving(world, there, f"{name}-merged", 200)
    _saving(world, there, f"{name}-plain", 50)
    _succeed(world, after, before_lines, late)
    home = RiskRegister.objects.get(programme=programme, code="main")
    shut = {"status": RiskStatus.CLOSED, "closed_on": day(late), "closed_reason": "Past."}
    for number, values in enumerate(({}, shut)):
        add_risk(world, home, f"{name}-{number}", opened=early, recorded=early, **values)


def add_risk(world: World, home: RiskRegister, code: str, *, opened: int, recorded: int, **values: Any) -> None:
    """A risk in its register, scored on the day on which it was opened."""
    risk = RiskFactory(programme=world.programme, code=code, opened_on=day(opened), **values)
    entry = EntryFactory(register=home, risk=risk, number=code)
    world.wrote(risk, entry)
    assess(world, entry, 2, on=opened, recorded=recorded)


def assess(world: World, entry: RegisterEntry, product: int, *, on: int, recorded: int) -> None:
    """A score of the entry's own register."""
    cell = entry.register.matrices.get().cells.get(likelihood__label="1", impact__label=str(product))
    world.wrote(AssessmentFactory(entry=entry, cell=cell, assessed_on=day(on), recorded_at=noon(recorded)))


def _accepted(review: ServiceReview, period: ReportingPeriod, number: int, **values: Any) -> ProgressUpdate:
    at = noon(number)
    return UpdateFactory(
        review=review, period=period, accepted=True, created_at=at, submitted_at=at, decided_at=at, **values
    )


def accept_update(world: World, review: ServiceReview, rag: Rag, *, later: bool) -> None:
    """The next version for a period: a correction, or the first of the next."""
    period = ReportingPeriod.objects.filter(programme=world.programme).order_by("starts_on")[int(later)]
    version = ProgressUpdate.objects.filter(review=review, period=period).count() + 1
    world.wrote(_accepted(review, period, world.number, rag=rag, version=version))


def move(world: World, review: ServiceReview, state: State) -> None:
    """A move between active and on hold, recorded on the day at hand."""
    if review.state == state:
        return
    reason = "Waiting." if state == State.ON_HOLD else ""
    world.wrote(
        MoveFactory(
            review=review,
            from_stage=review.stage,
            to_stage=review.stage,
            from_state=review.state,
            to_state=state,
            reason=reason or "On again.",
            recorded_at=noon(world.number),
        )
    )
    world.save(review, state=state, state_reason=reason)


def _saving(world: World, review: ServiceReview, code: str, amount: int, **values: Any) -> SavingsLine:
    line: SavingsLine = SavingsLineFactory(review=review, code=code, name=code, **values)
    value = SavingsValueFactory(line=line, amount=Decimal(amount), year=YEAR, kind=ValueKind.PLAN)
    world.wrote(line, value)
    return line


def _succeed(world: World, after: SavingsLine, before: Iterable[SavingsLine], on: int) -> None:
    for line in before:
        world.wrote(SavingsSuccession.objects.create(line=after, before=line, on=day(on), reason="Merged."))


def merge(world: World, lines: list[SavingsLine], on: int) -> None:
    """Close lines and go on with one that plans as much."""
    amounts = SavingsValue.objects.filter(line__in=[line.pk for line in lines]).values_list("amount", flat=True)
    for line in lines:
        world.save(line, closed_on=day(on), closed_reason="Merged.")
    after = _saving(world, lines[0].review, f"merged-{world.number}-{len(world.log)}", int(sum(amounts)))
    _succeed(world, after, lines, on)


def later_load(world: World, *, before: int) -> None:
    """More of the programme's past, loaded on the day at hand."""
    world.is_load = True
    ProgrammeLoad.objects.bulk_create([ProgrammeLoad(programme=world.programme)], ignore_conflicts=True)
    add_batch(world, before=before, name=f"load-{world.number}")
    world.is_load = False


CURRENT = AssessmentKind.CURRENT
