"""Tables of actions, areas of review, delivery plan references and scrutiny sessions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from programme.markup.patterns import escaped, pattern_of
from programme.models import Programme
from programme.tables.columns import DateColumn, LinkColumn, ListTable, NumberColumn, Route, TagColumn, TextColumn
from programme.values.ordering import natural_order
from services.enums import ActionStatus
from services.models import Action
from services.models.action import record_order
from services.queries.actions import councils_there, references_of

DASH = "—"


class ActionStatusColumn(TagColumn):
    """The status of an action, in the tone of what is overdue where it is."""

    def reader(self, bound_column: Any, table: Any) -> Any:
        today = table.today
        return lambda action: "overdue" if action.is_overdue(today) else action.status


def by_number(actions: QuerySet[Any], is_descending: bool) -> QuerySet[Any]:
    """Recommendations in their one run, then what is none."""
    return actions.order_by("-is_recommendation", *record_order(is_descending=is_descending))


class ActionTable(ListTable):
    """The actions of one programme as `listed_actions` reads them. Hidden columns stand in the export only."""

    caption = "Actions"

    title = LinkColumn(verbose_name="Action", url=Route("action_detail", "code"), order="title")
    number = TextColumn(read="number_of", verbose_name="Number", order=by_number)
    area = TextColumn(accessor="area__name", verbose_name="Area", order=("area__name", "title"))
    references = TextColumn(accessor="pk", orderable=False, verbose_name="Delivery plan")
    owner = TextColumn(
        read=lambda action: action.owner_in_words, verbose_name="Owner", order=("owner__name", "owner_post", "title")
    )
    due = DateColumn(order=("due__last_day", "title"))
    status = ActionStatusColumn()
    review = LinkColumn(
        accessor="review__name",
        verbose_name="Service review",
        url=Route("review_detail", "review.code"),
        order=("review__name", "title"),
        is_name=False,
    )
    commentary = TextColumn(visible=False)
    status_reason = TextColumn(visible=False, verbose_name="Reason for the status")
    completed = DateColumn(visible=False)
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, programme: Programme, numbers: Mapping[int, int], **options: Any) -> None:
        super().__init__(*args, programme=programme, **options)
        self.today, self.numbers = programme.today, numbers
        self.base = reverse("action_list", args=[programme.code])

    def number_of(self, action: Action) -> int | None:
        """Its number in the one run of recommendations."""
        return self.numbers.get(action.pk)

    def render_references(self, record: Action) -> Any:
        """Each leads to the list filtered by it."""
        link = pattern_of("components/cells/link.html", ("url", "text"))
        found = [
            mark_safe(link % (escaped(f"{self.base}?reference={one.code}"), escaped(one.code)))  # noqa: S308 - both escaped
            for one in references_of(record)
        ]
        together = pattern_of("components/cells/together.html", ("text",))
        return mark_safe(together % format_html_join(", ", "{}", ((one,) for one in found))) if found else DASH  # noqa: S308 - escaped

    def value_references(self, record: Action) -> str:
        return ", ".join(one.code for one in references_of(record))

    def render_status(self, record: Action) -> str:
        label = str(ActionStatus(record.status).label)
        return f"Overdue, {label[:1].lower()}{label[1:]}" if record.is_overdue(self.today) else label

    def value_status(self, record: Action) -> str:
        return str(ActionStatus(record.status).label)


class AreaTable(ListTable):
    """Areas of review in their order."""

    caption = "Areas of review"

    position = NumberColumn(verbose_name="Place")
    name = LinkColumn(verbose_name="Area", url=Route("area_detail", "code"))
    open_actions = NumberColumn(verbose_name="To be done")
    finished = NumberColumn(verbose_name="Finished")
    recommendations = NumberColumn(verbose_name="Recommendations")
    ended_on = DateColumn(verbose_name="Ended")
    ambition = TextColumn(visible=False)
    code = TextColumn(visible=False)


class PlanReferenceTable(ListTable):
    """Delivery plan references, each leading to its actions. Takes a list, MT3 before MT11."""

    caption = "Delivery plan references"

    code = LinkColumn(verbose_name="Reference", url=Route("plan_reference_detail", "code"))
    plan = TextColumn()
    name = TextColumn(verbose_name="What it says")
    open_actions = NumberColumn(verbose_name="Actions to be done")
    all_actions = NumberColumn(verbose_name="Actions in all")


def natural_references(references: Any) -> list[Any]:
    """Plan by plan, MT3 before MT11."""
    return sorted(references, key=lambda one: (one.plan, natural_order(one.code)))


class HeldOnColumn(LinkColumn, DateColumn):
    """A day that names its row."""

    css = ""


class SessionTable(ListTable):
    """Scrutiny sessions as `listed_sessions` reads them. Hidden columns stand in the export only."""

    caption = "Scrutiny sessions"

    held_on = HeldOnColumn(verbose_name="Held on", url=Route("session_detail", "review.code", "code"))
    review = LinkColumn(
        accessor="review__name", verbose_name="Service review", url=Route("review_detail", "review.code"), is_name=False
    )
    group = TextColumn(accessor="group__name", verbose_name="Held by")
    councils = TextColumn(read=councils_there, verbose_name="Officers of")
    action_count = NumberColumn(verbose_name="Actions")
    challenged = TextColumn(visible=False, verbose_name="What was challenged")
    approved = TextColumn(visible=False, verbose_name="What was approved")
    notes = TextColumn(visible=False)
    code = TextColumn(visible=False)
