"""The filters of the programme app's lists."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from programme.enums import Role
from programme.models import Programme, RoleGrant, User

ACCOUNT_STATES = (("open", "Open"), ("closed", "Closed"))


class PersonFilter(django_filters.FilterSet):
    words = django_filters.CharFilter(label="Name or e-mail address", method="filter_words")
    role = django_filters.ChoiceFilter(label="Role", choices=Role.choices, method="filter_role")
    programme = django_filters.ModelChoiceFilter(
        label="Programme", queryset=Programme.objects.order_by("name"), method="filter_programme"
    )
    account = django_filters.ChoiceFilter(label="Account", choices=ACCOUNT_STATES, method="filter_account")

    class Meta:
        model = User
        fields: list[str] = []

    def filter_words(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return people.filter(Q(name__icontains=value) | Q(email__icontains=value))

    def filter_role(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return people.filter(pk__in=RoleGrant.objects.current().filter(role=value).values("user"))

    def filter_programme(self, people: QuerySet[User], name: str, value: Any) -> QuerySet[User]:
        return people.filter(pk__in=RoleGrant.objects.current().filter(programme=value).values("user"))

    def filter_account(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return people.filter(is_active=value == "open")
