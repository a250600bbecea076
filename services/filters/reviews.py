"""Filters of the lists. Their names and values are addresses that dashboards link to: change them with care."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Least
from django.forms import TextInput

from programme.enums import Role
from programme.models import Council, Phase, Programme, ProgrammeMembership, ReportingPeriod, RoleGrant, User
from services.enums import Stage, Standing, State, UpdateStatus
from services.models import ReviewParticipation, ServiceReview
from services.queries.notes import of_council, with_words
from services.queries.periods import current_of
from services.queries.review_list import LIVE, started_by, with_late_dates
from services.queries.updates import decidable_by
from services.queries.updates_due import MISSING

STATES = [("live", "Active or on hold"), *State.choices, ("left", "Left the programme")]
RATINGS = [
    ("green", "Green"),
    ("amber", "Amber"),
    ("red", "Red"),
    ("unrated", "Unrated"),
    ("not_started", "Not started (no rating)"),
    ("on_hold", "On hold (no rating)"),
]
STANDINGS = [("overdue", "Overdue"), ("missing", "Not handed in"), *Standing.choices]
LATE = [
    ("any", "Any date passed"),
    ("business_case", "Business case expected"),
    ("implementation", "Implementation expected"),
    ("start", "Planned start"),
]


@dataclass(frozen=True)
class ListChoices:
    """What a programme's lists can be filtered by, read once for a page."""

    phases: list[Phase]
    councils: list[Council]
    leads: list[User]
    periods: list[ReportingPeriod]


def list_choices(*, programme: Programme, user: Any, with_leads: bool = True) -> ListChoices:
    """The phases, councils, lead officers (if asked for) and reporting periods of a programme; a query each."""
    members = ProgrammeMembership.objects.filter(programme=programme)
    leads = ReviewParticipation.objects.filter(
        lead_officer=OuterRef("pk"),
        review__programme=programme,
        review__in=ServiceReview.objects.visible_to(user),
    )
    grants = RoleGrant.objects.filter(programme=programme, role=Role.LEAD_OFFICER)
    return ListChoices(
        phases=list(programme.phases.all()),
        councils=list(Council.objects.filter(pk__in=members.values("council"))),
        leads=list(User.objects.filter(Exists(leads), pk__in=grants.values("user")).only("name", "email"))
        if with_leads
        else [],
        periods=list(programme.periods.all()),
    )


class ListFilter(filters.FilterSet):
    """A filter set that takes its choices from what the page has already read."""

    def choices_of(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        self.filters[name].extra["choices"] = list(choices)


class ReviewFilter(ListFilter):
    """Reviews by phase, council, lead officer, stage, state, rating, update, passed dates and words."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    phase = filters.ChoiceFilter(label="Phase", method="by_phase", choices=(), empty_label="All")
    council = filters.ChoiceFilter(label="Council", method="by_council", choices=(), empty_label="All")
    lead = filters.ChoiceFilter(label="Lead officer", method="by_lead", choices=(), empty_label="All")
    stage = filters.ChoiceFilter(label="Stage", choices=Stage.choices, empty_label="All")
    state = filters.ChoiceFilter(label="State", method="by_state", choices=STATES, empty_label="All")
    rag = filters.ChoiceFilter(label="RAG rating", field_name="rating", choices=RATINGS, empty_label="All")
    update = filters.ChoiceFilter(label="Update", method="by_update", choices=STANDINGS, empty_label="All")
    period = filters.ChoiceFilter(label="Period of the update", method="by_period", choices=(), empty_label="Current")
    late = filters.ChoiceFilter(label="Dates passed", method="by_late_date", choices=LATE, empty_label="All")
    started_by = filters.DateFilter(label="Started or to start by", method="by_start")

    def __init__(
        self, *args: Any, programme: Programme, choices: ListChoices, period: ReportingPeriod | None, **extra: Any
    ) -> None:
        super().__init__(*args, **extra)
        self.programme, self.reporting_period = programme, period
        self.choices_of("phase", [*((phase.code, phase.name) for phase in choices.phases), ("none", "No phase")])
        self.choices_of("council", [(council.code, council.short_name) for council in choices.councils])
        self.choices_of("lead", [(str(person.pk), person.name) for person in choices.leads])
        self.choices_of("period", [(period.code, period.name) for period in choices.periods])
        if "started_by" not in self.data:
            del self.filters["started_by"]

    def by_words(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            reviews = reviews.filter(
                Q(name__icontains=word)
                | Q(service__name__icontains=word)
                | Q(code__icontains=word)
                | Q(summary__icontains=word)
                | Q(state_reason__icontains=word)
            )
        return reviews

    def by_phase(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return reviews.filter(phase__isnull=True) if value == "none" else reviews.filter(phase__code=value)

    def by_council(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return reviews.filter(pk__in=self._parts().filter(council__code=value).values("review"))

    def by_lead(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return reviews.filter(pk__in=self._parts().filter(lead_officer=value).values("review"))

    def _parts(self) -> QuerySet[Any]:
        return ReviewParticipation.objects.on(self.programme.today)

    def by_state(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "live":
            return reviews.filter(LIVE)
        if value == "left":
            return reviews.filter(left_on__isnull=False)
        return reviews.filter(state=value, left_on__isnull=True)

    def by_update(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "missing":
            return reviews.filter(standing__in=MISSING)
        if value == "overdue":
            period = self.reporting_period
            late = period is not None and period.is_overdue(self.programme.today)
            return reviews.filter(standing__in=MISSING) if late else reviews.none()
        return reviews.filter(standing=value)

    def by_period(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return reviews  # chosen before the query is made: the standing of each review depends on it

    def by_late_date(self, reviews: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return with_late_dates(reviews, what=value, today=self.programme.today)

    def by_start(self, reviews: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return started_by(reviews, by=value)


def asked_period(*, programme: Programme, choices: ListChoices, code: str) -> ReportingPeriod | None:
    """The period that the address names, or the current one."""
    named = next((period for period in choices.periods if period.code == code), None)
    return named or current_of(choices.periods, today=programme.today)


class UpdateFilter(ListFilter):
    """Progress updates by status, period, council and words."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    status = filters.ChoiceFilter(label="Status", choices=UpdateStatus.choices, empty_label="All")
    period = filters.ChoiceFilter(label="Period", field_name="period__code", choices=(), empty_label="All")
    council = filters.ChoiceFilter(label="Council", method="by_council", choices=(), empty_label="All")
    waiting = filters.ChoiceFilter(
        label="Waiting for", method="by_decider", choices=[("me", "My decision")], empty_label="Anybody"
    )

    review = filters.CharFilter(label="Service review", field_name="review__code")

    def __init__(self, *args: Any, programme: Programme, user: User, choices: ListChoices, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.programme, self.user = programme, user
        if "review" not in self.data:
            del self.filters["review"]
        self.choices_of("period", [(period.code, period.name) for period in choices.periods])
        self.choices_of("council", [(council.code, council.short_name) for council in choices.councils])

    def by_words(self, updates: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            updates = updates.filter(
                Q(review__name__icontains=word)
                | Q(rag_reason__icontains=word)
                | Q(business_case_update__icontains=word)
                | Q(implementation_update__icontains=word)
                | Q(help_wanted__icontains=word)
            )
        return updates

    def by_council(self, updates: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Of the reviews in which the council took part on the last day of the update's period, or today if sooner."""
        day = Least(OuterRef("period__ends_on"), Value(self.programme.today))
        parts = ReviewParticipation.objects.on(day).filter(review=OuterRef("review"), council__code=value)
        return updates.filter(Exists(parts))

    def by_decider(self, updates: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return updates.filter(pk__in=decidable_by(self.user).values("pk"))


class NoteFilter(ListFilter):
    """Notes by words, council, and whether they are closed."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    council = filters.ChoiceFilter(label="Council", method="by_council", choices=(), empty_label="All")
    closed = filters.ChoiceFilter(
        label="Closed notes", method="by_closed", choices=[("only", "Only these"), ("all", "With the others")],
        empty_label="Left out",
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, councils: list[Council], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.programme = programme
        self.choices_of("council", [(council.code, council.short_name) for council in councils])

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        notes: QuerySet[Any] = super().filter_queryset(queryset)
        return notes if self.form.cleaned_data.get("closed") else notes.filter(closed_at__isnull=True)

    def by_words(self, notes: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return with_words(notes, value)

    def by_council(self, notes: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return of_council(notes, code=value, programme=self.programme)

    def by_closed(self, notes: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return notes.filter(closed_at__isnull=False) if value == "only" else notes
