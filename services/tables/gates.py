"""The table and filters of a programme's gates."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from programme.models import Programme
from programme.tables.columns import DateColumn, LinkColumn, ListTable, Route, TagColumn, TextColumn
from services.enums import Stage
from services.models import Gate
from services.queries.gates import asked_for
from services.rules.gates import all_checks, known_check


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
