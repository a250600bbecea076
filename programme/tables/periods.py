"""The table of the mails that a reporting period has sent."""

from __future__ import annotations

from typing import Any

from programme.tables.columns import DateColumn, ListTable, MomentColumn, TextColumn


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
