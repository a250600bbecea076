"""The list of people."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from programme.models import User
from programme.tables.columns import LinkColumn, ListTable, MomentColumn, TextColumn


class PersonTable(ListTable):
    name = LinkColumn(url=lambda person: reverse("person_detail", args=[person.pk]))
    email = TextColumn(verbose_name="E-mail address")
    post = TextColumn(verbose_name="Job title")
    council = TextColumn(order_by=("council__short_name", "name"))
    roles = TextColumn(accessor="current_roles", empty_values=(), orderable=False)
    last_login = MomentColumn(verbose_name="Last signed in", default="Never")
    is_active = TextColumn(verbose_name="Account")

    caption = "People"

    class Meta(ListTable.Meta):
        model = User
        fields = ("name", "email", "post", "council", "roles", "last_login", "is_active")
        order_by = "name"

    def render_roles(self, value: Any) -> str:
        return "; ".join(str(grant) for grant in value) or "None"

    def render_is_active(self, value: bool) -> str:
        return "Open" if value else "Closed"
