"""The filters of the reporting grid. Their names and values are addresses that its counts link to."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import TextInput

from programme.models import Programme, ReportingPeriod
from services.enums import Rag
from services.filters.reviews import STANDINGS, ListChoices, ListFilter
from services.models import ReviewParticipation
from services.queries.reporting_grid import rating_said, waits_for_decision
from services.queries.updates_due import MISSING

GRID_STANDINGS = [*STANDINGS, ("waiting", "Waiting for a decision")]
GRID_RATINGS = [*Rag.choices, ("unrated", "Unrated")]


class GridFilter(ListFilter):
    """The rows of a period by phase, council, standing of the update, its rating and words."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    phase = filters.ChoiceFilter(label="Phase", method="by_phase", choices=(), empty_label="All")
    council = filters.ChoiceFilter(label="Council", method="by_council", choices=(), empty_label="All")
    update = filters.ChoiceFilter(label="Update", method="by_update", choices=GRID_STANDINGS, empty_label="All")
    rag = filters.ChoiceFilter(label="RAG rating", method="by_rating", choices=GRID_RATINGS, empty_label="All")
    period = filters.ChoiceFilter(label="Period", method="by_period", choices=(), empty_label="Current")

    def __init__(
        self, *args: Any, programme: Programme, choices: ListChoices, period: ReportingPeriod, **extra: Any
    ) -> None:
        super().__init__(*args, **extra)
        self.programme, self.reporting_period = programme, period
        self.choices_of("phase", [*((phase.code, phase.name) for phase in choices.phases), ("none", "No phase")])
        self.choices_of("council", [(council.code, council.short_name) for council in choices.councils])
        self.choices_of("period", [(one.code, one.name) for one in choices.periods])

    def by_words(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            reviews = reviews.filter(Q(name__icontains=word) | Q(code__icontains=word))
        return reviews

    def by_phase(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return reviews.filter(phase__isnull=True) if value == "none" else reviews.filter(phase__code=value)

    def by_council(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        parts = ReviewParticipation.objects.on(self.programme.today).filter(council__code=value)
        return reviews.filter(pk__in=parts.values("review"))

    def by_update(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "waiting":
            return reviews.filter(waits_for_decision(period=self.reporting_period))
        if value == "missing":
            return reviews.filter(standing__in=MISSING)
        if value == "overdue":
            late = self.reporting_period.is_overdue(self.programme.today)
            return reviews.filter(standing__in=MISSING) if late else reviews.none()
        return reviews.filter(standing=value)

    def by_rating(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        found: QuerySet[Any] = reviews.annotate(said=rating_said(period=self.reporting_period)).filter(said=value)
        return found

    def by_period(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return reviews  # chosen before the query is made: what each row shows depends on it
