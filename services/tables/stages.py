"""The table and filters of the time that reviews take at each stage.

The table and filters of a programme's gates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.forms import TextInput

from programme.markup.patterns import escaped
from programme.models import Programme
from programme.tables.columns import DateColumn, LinkColumn, ListTable, MakeCell, Route, TagColumn, TextColumn
from services.enums import Stage, State
from services.filters.reviews import ListChoices, ListFilter
from services.models import Gate, ReviewParticipation, ServiceReview
from services.queries.gates import asked_for
from services.queries.review_list import LIVE
from services.queries.stages import StageTimes, standing_order
from services.rules.gates import all_checks, known_check

NOT_KNOWN = "not known"
"""The review was there, and its dates do not tell how long."""


class TimeColumn(TextColumn):
    """How long a review has been at one stage in all."""

    def __init__(self, *, stage: Stage, **options: Any) -> None:
        self.stage = stage
        super().__init__(verbose_name=stage.label, accessor=f"days_{stage}", **options)

    def cell_maker(self, bound_column: Any, table: Any) -> MakeCell:
        blank = escaped(bound_column.default)
        return lambda row: escaped(time_at(row.times, self.stage)) or blank

    def value(self, **given: Any) -> str:
        return time_at(given["record"].times, self.stage)


def time_at(times: StageTimes, stage: Stage) -> str:
    """The time at a stage in words, with the visits when there were several; "" where it never was there."""
    visits = times.visits_at(stage)
    if not visits:
        return ""
    words = str(times.at(stage) or NOT_KNOWN)
    return f"{words} in {len(visits)} visits" if len(visits) > 1 else words


class TimedReview:
    """A review's times with what the table sorts by: days, or -1 where there are none."""

    def __init__(self, times: StageTimes) -> None:
        self.times = times
        self.review = times.review
        self.stage, self.state = times.stage, times.state
        self.name = times.review.name
        self.stage_place = list(Stage).index(times.stage)
        self.standing = standing_order(times)
        for stage in Stage:
            duration = times.at(stage)
            setattr(self, f"days_{stage}", duration.middle if duration is not None else -1)


def _time_columns() -> dict[str, TimeColumn]:
    return {f"days_{stage}": TimeColumn(stage=stage) for stage in Stage}


class StageTimesTable(ListTable):
    """Reviews by stages. A stage that none of them has been at stands in the export only."""

    caption = "Time in each stage"

    name = LinkColumn(verbose_name="Service review", url=Route("review_stages", "review.code"), order_by=("name",))
    stage = TagColumn(verbose_name="Stage now", order_by=("stage_place", "name"))
    standing = TextColumn(verbose_name="There for", order_by=("standing", "name"))
    since = TextColumn(accessor="review", verbose_name="Since", orderable=False, visible=False)
    state = TextColumn(visible=False)

    def __init__(self, rows: Sequence[TimedReview], *args: Any, **options: Any) -> None:
        reached = {visit.stage for row in rows for visit in row.times.visits}
        columns = [(name, column) for name, column in _time_columns().items()]
        for _, column in columns:
            column.visible = column.stage in reached
        super().__init__(rows, *args, extra_columns=columns, **options)

    def render_standing(self, record: TimedReview) -> str:
        words = str(record.times.now.duration or NOT_KNOWN)
        return words if record.times.is_standing else f"{words}, then {ended_as(record.times)}"

    def render_since(self, record: TimedReview) -> Any:
        return record.times.now.entered

    def render_state(self, record: TimedReview) -> str:
        return str(record.state.label)


def ended_as(times: StageTimes) -> str:
    """Why time no longer runs."""
    if times.state in (State.WITHDRAWN, State.COMPLETE):
        return str(times.state.label).lower()
    return "left the programme"


def timed(times: Iterable[StageTimes]) -> list[TimedReview]:
    """The rows of the table, those that stand longest first."""
    return sorted((TimedReview(one) for one in times), key=lambda row: (row.standing, row.name, row.review.pk))


class StageTimesFilter(ListFilter):
    """Reviews by words, phase, council, stage and state."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    phase = filters.ChoiceFilter(label="Phase", method="by_phase", choices=(), empty_label="All")
    council = filters.ChoiceFilter(label="Council", method="by_council", choices=(), empty_label="All")
    stage = filters.ChoiceFilter(label="Stage now", choices=Stage.choices, empty_label="All")
    state = filters.ChoiceFilter(
        label="State",
        method="by_state",
        choices=[("live", "Active or on hold"), *State.choices, ("left", "Left the programme")],
        empty_label="All",
    )

    def __init__(self, *args: Any, programme: Programme, choices: ListChoices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.programme = programme
        self.choices_of("phase", [*((phase.code, phase.name) for phase in choices.phases), ("none", "No phase")])
        self.choices_of("council", [(council.code, council.short_name) for council in choices.councils])

    def by_words(self, reviews: QuerySet[ServiceReview], name: str, value: str) -> QuerySet[ServiceReview]:
        for word in value.split()[:8]:
            reviews = reviews.filter(name__icontains=word)
        return reviews

    def by_phase(self, reviews: QuerySet[ServiceReview], name: str, value: str) -> QuerySet[ServiceReview]:
        return reviews.filter(phase__isnull=True) if value == "none" else reviews.filter(phase__code=value)

    def by_council(self, reviews: QuerySet[ServiceReview], name: str, value: str) -> QuerySet[ServiceReview]:
        parts = ReviewParticipation.objects.on(self.programme.today).filter(council__code=value)
        return reviews.filter(pk__in=parts.values("review"))

    def by_state(self, reviews: QuerySet[ServiceReview], name: str, value: str) -> QuerySet[ServiceReview]:
        if value == "live":
            return reviews.filter(LIVE)
        if value == "left":
            return reviews.filter(left_on__isnull=False)
        return reviews.filter(state=value, left_on__isnull=True)


class GateTable(ListTable):
    """Gates, each leading to the page on which the programme office changes it."""

    caption = "Gates"

    name = LinkColumn(verbose_name="Gate", url=Route("gate_edit", "code", only_if="can_change"))
    stage = TagColumn(verbose_name="Before", order_by=("place", "name"))
    rule = TextColumn(verbose_name="What it asks for")
    by_each_council = TextColumn(verbose_name="Asked of")
    starts_on = DateColumn(verbose_name="From")
    ended_on = DateColumn(verbose_name="Until", default="No end")
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, can_change: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.can_change = can_change

    def render_rule(self, value: str) -> str:
        check = known_check(value)
        return check.label if check is not None else f"{value} (no longer known)"

    def render_by_each_council(self, value: bool) -> str:
        return "Every council taking part" if value else "The review as a whole"


class GateFilter(filters.FilterSet):
    """Gates by stage, rule, and whether they are asked for."""

    stage = filters.ChoiceFilter(label="Before", choices=Stage.choices[1:], empty_label="All stages")
    rule = filters.ChoiceFilter(label="What it asks for", choices=(), empty_label="All")
    standing = filters.ChoiceFilter(
        label="Asked for",
        method="by_standing",
        choices=[("now", "Now"), ("ended", "No longer"), ("later", "Not yet")],
        empty_label="All",
    )

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = programme.today
        self.filters["rule"].extra["choices"] = [(check.name, check.label) for check in all_checks()]

    def by_standing(self, gates: QuerySet[Gate], name: str, value: str) -> QuerySet[Gate]:
        if value == "now":
            return asked_for(gates, day=self.today)
        return gates.filter(ended_on__lt=self.today) if value == "ended" else gates.filter(starts_on__gt=self.today)
