"""The filters of a register. Their names and values are addresses that other pages link to: change them with care."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import TextInput

from programme.models import User
from risks.enums import RiskKind, RiskStatus
from risks.models import Matrix, RiskRegister
from risks.queries.register_list import SOON, RegisterChoices
from risks.queries.registers import IS_UNSCORED
from services.filters.reviews import ListFilter

STATUSES = [
    ("closed", "Closed"),
    ("issue", "Became an issue"),
    ("not_open", "Closed or became an issue"),
    ("all", "All"),
]
REVIEWS = [("overdue", "Overdue"), ("soon", "Due within four weeks"), ("none", "No date")]
SCORES = [("unscored", "Unscored"), ("outside", "Outside tolerance"), ("earlier", "Scored by an earlier matrix")]
POST = "post:"


class RegisterFilter(ListFilter):
    """The risks of a register by words, status, kind, band, owner, council, category and review date.

    Without a status it is the open ones.
    """

    q = filters.CharFilter(label="Words or number", method="by_words", widget=TextInput(attrs={"type": "search"}))
    status = filters.ChoiceFilter(label="Status", method="by_status", choices=STATUSES, empty_label="Open")
    band = filters.ChoiceFilter(label="Band", field_name="current__cell__band__name", choices=(), empty_label="All")
    score = filters.ChoiceFilter(label="Score", method="by_score", choices=SCORES, empty_label="All")
    owner = filters.ChoiceFilter(label="Owner", method="by_owner", choices=(), empty_label="Anybody")
    council = filters.ChoiceFilter(label="Council", method="by_council", choices=(), empty_label="All")
    category = filters.ChoiceFilter(label="Category", method="by_category", choices=(), empty_label="All")
    kind = filters.ChoiceFilter(label="Kind", field_name="risk__kind", choices=RiskKind.choices, empty_label="All")
    review = filters.ChoiceFilter(label="Next review", method="by_review", choices=REVIEWS, empty_label="Any date")

    def __init__(
        self,
        *args: Any,
        register: RiskRegister,
        latest: Matrix | None,
        choices: RegisterChoices,
        user: User,
        **extra: Any,
    ) -> None:
        super().__init__(*args, **extra)
        self.today, self.latest, self.user = register.programme.today, latest, user
        self.choices_of("band", [(name, name) for name in choices.bands])
        people = [(str(one.pk), one.name) for one in choices.owners]
        posts = [(f"{POST}{post}", post) for post in choices.posts]
        self.choices_of("owner", [("me", "Myself"), *people, *posts, ("none", "Nobody")])
        self.choices_of("council", [*choices.councils, ("none", "No one council")])
        self.choices_of("category", [*((one, one) for one in choices.categories), ("none", "No category")])
        if not choices.has_earlier:
            self.choices_of("score", [one for one in SCORES if one[0] != "earlier"])

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Open risks unless the address names another status."""
        entries = super().filter_queryset(queryset)
        found: QuerySet[Any] = (
            entries if self.form.cleaned_data.get("status") else entries.filter(risk__status=RiskStatus.OPEN)
        )
        return found

    def by_words(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            entries = entries.filter(
                Q(number__iexact=word)
                | Q(risk__title__icontains=word)
                | Q(risk__cause__icontains=word)
                | Q(risk__event__icontains=word)
                | Q(risk__effect__icontains=word)
                | Q(risk__category__icontains=word)
                | Q(risk__owner__name__icontains=word)
                | Q(risk__owner_post__icontains=word)
            )
        return entries

    def by_status(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "all":
            return entries
        if value == "not_open":
            return entries.exclude(risk__status=RiskStatus.OPEN)
        return entries.filter(risk__status=value)

    def by_score(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "unscored":
            return entries.filter(IS_UNSCORED)
        if value == "outside":
            return entries.filter(current__cell__is_tolerated=False)
        scored = entries.filter(current__cell__isnull=False)
        return scored.exclude(current__cell__matrix=self.latest.pk if self.latest else None)

    def by_owner(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value.startswith(POST):
            return entries.filter(risk__owner__isnull=True, risk__owner_post=value.removeprefix(POST))
        if value == "none":
            return entries.filter(risk__owner__isnull=True, risk__owner_post="")
        return entries.filter(risk__owner=self.user.pk if value == "me" else value)

    def by_council(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "none":
            return entries.filter(risk__council__isnull=True)
        return entries.filter(risk__council__code=value)

    def by_category(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return entries.filter(risk__category="" if value == "none" else value)

    def by_review(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "none":
            return entries.filter(risk__next_review__isnull=True)
        if value == "overdue":
            return entries.filter(risk__status=RiskStatus.OPEN, risk__next_review__lt=self.today)
        return entries.filter(risk__next_review__gte=self.today, risk__next_review__lte=self.today + SOON)
