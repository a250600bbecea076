"""The bars of a review's way through the stages, from its dated moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from programme.drawing.gantt import Bar, Stretch, stretch_of
from services.enums import Stage, State
from services.models import ReviewMove, ServiceReview

STEPS = {stage: place for place, stage in enumerate(Stage)}
"""The number of each stage on the way; not started is 0."""


@dataclass(frozen=True)
class Stay:
    """A stretch that a review stayed at a stage in a state: from a move to the next, or until it left or today."""

    move: ReviewMove
    following: ReviewMove | None
    left_on: date | None

    @property
    def stage(self) -> Stage:
        return Stage(self.move.to_stage)

    @property
    def state(self) -> State:
        return State(self.move.to_state)

    @property
    def label(self) -> str:
        """ "Scoping", "On hold at scoping", "Withdrawn", "Complete"."""
        if self.state == State.ON_HOLD:
            return f"On hold at {self.stage.label.lower()}"
        return str(self.stage.label if self.state == State.ACTIVE else self.state.label)

    @property
    def ends_in_words(self) -> str:
        """Until when, in words."""
        if self.following is not None:
            return str(self.following.effective)
        if self.left_on is not None:
            return f"{self.left_on.day} {self.left_on:%B %Y}"
        return "" if self.state in (State.WITHDRAWN, State.COMPLETE) else "Goes on"


def stays_of(moves: Sequence[ReviewMove], *, review: ServiceReview) -> list[Stay]:
    """The stays of a review in the order of its moves; the one that it waits at before it starts is none."""
    stays = [Stay(move, following, review.left_on) for move, following in zip(moves, [*moves[1:], None], strict=False)]
    return [stay for stay in stays if stay.stage != Stage.NOT_STARTED or stay.state != State.ACTIVE]


def stage_bars(stays: Sequence[Stay], *, today: date) -> tuple[Bar, ...]:
    """A bar for each stay whose beginning is known. What is withdrawn or complete has none: the bar before it ends."""
    return tuple(_bars(stays, today=today))


def _bars(stays: Sequence[Stay], *, today: date) -> Iterator[Bar]:
    for stay in stays:
        start = stretch_of(stay.move.effective)
        if start is None or stay.state in (State.WITHDRAWN, State.COMPLETE):
            continue
        if stay.left_on is not None and start.first > stay.left_on:
            continue
        end, ending = _end_of(stay, start=start, today=today)
        if stay.state == State.ON_HOLD:
            yield Bar("hold", start, end, name="On hold", ending=ending)
        else:
            step = STEPS[stay.stage]
            yield Bar("step", start, end, name=str(stay.stage.label), short=str(step), step=step, ending=ending)


def _end_of(stay: Stay, *, start: Stretch, today: date) -> tuple[Stretch, str]:
    """When a stay ended: with the next move, the day before when that one is known to the day."""
    following = stay.following
    if following is None:
        last = max(stay.left_on or today, start.first)
        return Stretch(last, last), "stopped" if stay.left_on else "open"
    then = stretch_of(following.effective)
    ending = "stopped" if following.to_state == State.WITHDRAWN else "closed"
    if then is None:
        recorded = timezone.localdate(following.recorded_at)
        return Stretch(start.last, max(recorded, start.last)), ending  # some time before it was recorded
    if then.is_day:
        day = max(then.first - timedelta(days=1), start.first)
        return Stretch(day, day), ending
    return then, ending
