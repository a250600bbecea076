"""The list of people.

The table of the mails that a reporting period has sent.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from programme.models import User
from programme.tables.columns import DateColumn, LinkColumn, ListTable, MomentColumn, TextColumn


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


class DigestTable(ListTable):
    """Who was told of a period, on which occasion and day, and what came of the mail."""

    caption = "Mails"

    user = TextColumn(accessor="user__name", verbose_name="Person", order_by=("user__name", "pk"))
    occasion = TextColumn(verbose_name="Occasion")
    day = DateColumn(verbose_name="Day")
    sent_at = MomentColumn(verbose_name="Sent")
    try_at = MomentColumn(verbose_name="Tried next")
    failure = TextColumn(orderable=False, verbose_name="What went wrong")

    class Meta(ListTable.Meta):
        order_by = ("-day", "user")

    def render_failure(self, record: Any, value: str) -> str:
        return f"{value} (tried {record.attempts} times)" if record.attempts > 1 else value
