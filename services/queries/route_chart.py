"""A route map as a Gantt chart: its rows, bars, marks and arrows. Pure; what it shows has been read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from programme.drawing.gantt import Bar, Fact, Gantt, Link, Mark, Row, Stretch, stretch_of
from programme.models import Phase
from programme.wording.appearance import written_date
from services.enums import State
from services.models import Milestone
from services.queries.progress import by_phase
from services.queries.route_facts import THE_PROGRAMME, route_facts
from services.queries.route_map import RouteMap, RouteReview
from services.queries.route_rows import (
    Promise,
    in_sentence,
    is_milestone_late,
    is_project_late,
    project_row,
    promises_of,
    short_words,
    stage_bars,
    stays_of,
)


@dataclass(frozen=True)
class Detail:
    """What stands below the reviews."""

    milestones: bool = True
    projects: bool = True


def route_chart(
    route: RouteMap, *, key: str, title: str, detail: Detail | None = None, shown: Stretch | None = None
) -> Gantt:
    """The chart of a route map and its table. `shown` limits the time drawn."""
    detail = detail or Detail()
    facts = tuple(fact for fact in route_facts(route) if _is_told(fact, detail))
    return Gantt(
        key=key,
        title=title,
        description=_description(route),
        today=route.today,
        today_words=today_in_words(route),
        rows=tuple(_rows(route, detail)),
        links=tuple(_links(route)) if detail.projects else (),
        facts=facts,
        shown=shown,
    )


def today_in_words(route: RouteMap) -> str:
    """What stands at the line of today."""
    if not route.moment.is_now:
        return f"As at {written_date(route.today)}"
    last = route.programme.ended_on == route.today
    return f"{'Last day' if last else 'Today'}, {written_date(route.today)}"


def review_stretches(review: RouteReview, *, today: date) -> list[Stretch]:
    """All the days that a review's rows draw, to tell whether a range of dates holds any of it."""
    rows = list(_review_rows(review, today=today, detail=Detail()))
    bars = [Stretch(bar.start.first, max(bar.start.last, bar.end.last)) for row in rows for bar in row.bars]
    return bars + [mark.at for row in rows for mark in row.marks]


def _is_told(fact: Fact, detail: Detail) -> bool:
    return (detail.milestones or fact.kind != "Milestone") and (detail.projects or fact.kind != "Project")


def _description(route: RouteMap) -> str:
    """How many reviews the drawing shows and what of them is late, in two sentences."""
    count = len(route.reviews)
    states = Counter(review.row.state for review in route.reviews)
    late = sum(promise.is_late for review in route.reviews for promise in promises_of(review.row, today=route.today))
    milestones = [*route.milestones, *(one for review in route.reviews for one in review.milestones)]
    late += sum(is_milestone_late(milestone, today=route.today) for milestone in milestones)
    late += sum(
        is_project_late(entry.project, today=route.today) for review in route.reviews for entry in review.projects
    )
    reviews = f"{count} service review{'' if count == 1 else 's'}"
    holds = f", {states[State.ON_HOLD]} on hold" if states[State.ON_HOLD] else ""
    dates = f"{late} date{' is' if late == 1 else 's are'} overdue" if late else "no date is overdue"
    return f"{reviews}{holds}; {dates} on {written_date(route.today)}. The table says the same in words."


def _rows(route: RouteMap, detail: Detail) -> Iterator[Row]:
    if route.milestones and detail.milestones:
        yield Row(THE_PROGRAMME)
        for milestone in route.milestones:
            yield _milestone_row(milestone, today=route.today)
    groups = by_phase(review.row for review in route.reviews)
    by_review = {review.review.pk: review for review in route.reviews}
    bare = list(route.bare_phases)
    for phase, rows in groups:
        while phase is not None and bare and bare[0].position < phase.position:
            yield _phase_row(bare.pop(0), today=route.today)
        if phase is not None:
            yield _phase_row(phase, today=route.today)
        elif len(groups) > 1:
            yield Row("Outside the phases", level=0)
        for row in rows:
            yield from _review_rows(by_review[row.review.pk], today=route.today, detail=detail)
    for phase in bare:
        yield _phase_row(phase, today=route.today)


def _phase_row(phase: Phase, *, today: date) -> Row:
    """A phase: its band where its beginning is known; open where its end is not."""
    dates = [in_sentence(value) for value in (phase.starts, phase.ends) if value is not None]
    words = " to ".join(dates)
    start, end = stretch_of(phase.starts), stretch_of(phase.ends)
    bars: tuple[Bar, ...] = ()
    if start is not None:
        until = end or Stretch(max(today, start.last), max(today, start.last))
        bars = (Bar("phase", start, until, name="Phase", ending="closed" if end else "open"),)
    return Row(phase.name, notes=(words[:1].upper() + words[1:],) if words else (), bars=bars, level=0)


def _review_rows(review: RouteReview, *, today: date, detail: Detail) -> Iterator[Row]:
    promises = promises_of(review.row, today=today)
    bars = stage_bars(stays_of(review.moves, review=review.review), today=today)
    yield Row(
        review.review.name,
        notes=tuple(_review_notes(review, promises)),
        bars=(*bars, *_rest(review, promises, today=today)),
        marks=tuple(
            Mark("expected", at, name=promise.label, short=promise.letter, is_late=promise.is_late)
            for promise in promises
            if (at := stretch_of(promise.value)) is not None
        ),
    )
    if detail.milestones:
        for milestone in review.milestones:
            yield _milestone_row(milestone, today=today)
    if detail.projects:
        for entry in review.projects:
            yield project_row(entry, today=today)


def _review_notes(review: RouteReview, promises: tuple[Promise, ...]) -> Iterator[str]:
    row = review.row
    yield f"{row.stage.label}, {row.state.label.lower()}{f': {row.state_reason}' if row.state_reason else ''}"
    if review.review.left_on is not None:
        yield f"Left the programme on {written_date(review.review.left_on)}: {review.review.left_reason}"
    for stay in stays_of(review.moves, review=review.review):
        if not stay.move.effective.is_confirmed:
            yield f"{stay.label}: {in_sentence(stay.move.effective)}"
    for promise in promises:
        if promise.is_late or not promise.value.is_confirmed:
            yield promise.words


def _rest(review: RouteReview, promises: tuple[Promise, ...], *, today: date) -> tuple[Bar, ...]:
    """What is still expected: from today, or the planned start, to the last date promised; none without one ahead."""
    ahead = [at for promise in promises if promise.letter != "S" and (at := stretch_of(promise.value)) is not None]
    if not ahead:
        return ()
    end = max(ahead, key=lambda at: at.last)
    start: Stretch | None = Stretch(today + timedelta(days=1), today + timedelta(days=1))
    if review.row.started is None:
        start = stretch_of(review.review.planned_start)
    if start is None or end.last <= start.first:
        return ()
    return (Bar("expected", start, end, name="Expected rest"),)


def _milestone_row(milestone: Milestone, *, today: date) -> Row:
    now = milestone.achieved or milestone.forecast
    late = is_milestone_late(milestone, today=today)
    marks = []
    if (at := stretch_of(milestone.baseline)) is not None:
        marks.append(Mark("baseline", at, name="First promised", is_late=late and now is None))
    if (at := stretch_of(now)) is not None:
        kind, name = ("achieved", "Achieved") if milestone.achieved else ("forecast", "Expected now")
        marks.append(Mark(kind, at, name=name, is_late=late))
    notes = [short_words(milestone.baseline, now, is_late=late)]
    if milestone.achieved is None and milestone.forecast is not None and not milestone.forecast.is_confirmed:
        notes.append(f"Expected: {in_sentence(milestone.forecast)}")
    return Row(
        milestone.name,
        notes=tuple(note for note in notes if note),
        marks=tuple(marks),
        level=2,
        slips=len(marks) == 2,
    )


def _links(route: RouteMap) -> Iterator[Link]:
    for review in route.reviews:
        for entry in review.projects:
            for need in entry.needs:
                if need.needs is not None:
                    yield Link(str(need.needs.pk), str(entry.project.pk), is_broken=need.is_broken)


def without_addresses(chart: Gantt) -> Gantt:
    """The chart as a report freezes it: rows that lead nowhere, links by place instead of by the record's number."""
    codes = {row.code: f"row-{place}" for place, row in enumerate(chart.rows) if row.code}
    return replace(
        chart,
        rows=tuple(replace(row, code=codes.get(row.code, "")) for row in chart.rows),
        links=tuple(
            Link(codes[link.source], codes[link.target], link.is_broken)
            for link in chart.links
            if link.source in codes and link.target in codes
        ),
        facts=tuple(replace(fact, url="") for fact in chart.facts),
    )
