"""Tables of actions, areas of review, delivery plan references and scrutiny sessions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from programme.markup.patterns import escaped, pattern_of
from programme.models import Programme
from programme.tables.columns import DateColumn, LinkColumn, ListTable, NumberColumn, TagColumn, TextColumn
from programme.values.ordering import natural_order
from services.enums import ActionStatus
from services.models import Action
from services.models.action import record_order
from services.queries.action_list import councils_there, references_of
from services.tables.reviews import lead_to_reviews

DASH = "—"


class ComputedColumn(TextColumn):
    """A column whose words the table works out from the whole record, by `render_<name>` and `value_<name>`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"accessor": "pk", "orderable": False, **options})


class ActionStatusColumn(TagColumn):
    """The status of an action, in the tone of what is overdue where it is."""

    def reader(self, bound_column: Any, table: Any) -> Any:
        today = table.today
        return lambda action: "overdue" if action.is_overdue(today) else action.status


class ActionTable(ListTable):
    """The actions of one programme as `listed_actions` reads them. Hidden columns stand in the export only."""

    caption = "Actions"

    title = LinkColumn(verbose_name="Action")
    number = ComputedColumn(verbose_name="Number", orderable=None)
    area = TextColumn(accessor="area__name", verbose_name="Area")
    references = ComputedColumn(verbose_name="Delivery plan")
    owner = ComputedColumn(verbose_name="Owner", orderable=None)
    due = DateColumn()
    status = ActionStatusColumn()
    review = LinkColumn(accessor="review__name", verbose_name="Service review", is_name=False)
    commentary = TextColumn(visible=False)
    status_reason = TextColumn(visible=False, verbose_name="Reason for the status")
    completed = DateColumn(visible=False)
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, programme: Programme, numbers: Mapping[int, int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.numbers, self.today = numbers, programme.today
        self.base = reverse("action_list", args=[programme.code])
        self.columns["title"].column.url = lambda action: f"{self.base}{action.code}/"
        lead_to_reviews(self, programme=programme)

    def render_number(self, record: Action) -> str:
        return str(self.numbers.get(record.pk, DASH))

    def value_number(self, record: Action) -> int | None:
        return self.numbers.get(record.pk)

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

    def render_owner(self, record: Action) -> str:
        return record.owner_in_words or DASH

    def value_owner(self, record: Action) -> str:
        return record.owner_in_words

    def value_due(self, record: Action) -> Any:
        return record.due

    def value_completed(self, record: Action) -> Any:
        return record.completed

    def render_status(self, record: Action) -> str:
        label = str(ActionStatus(record.status).label)
        return f"Overdue, {label[:1].lower()}{label[1:]}" if record.is_overdue(self.today) else label

    def value_status(self, record: Action) -> str:
        return str(ActionStatus(record.status).label)

    def order_number(self, actions: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        """Recommendations in their one run, then what is none."""
        return actions.order_by("-is_recommendation", *record_order(is_descending=is_descending)), True

    def order_area(self, actions: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(actions, "area__name", is_descending), True

    def order_review(self, actions: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(actions, "review__name", is_descending), True

    def order_due(self, actions: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(actions, "due__last_day", is_descending), True

    def order_owner(self, actions: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(actions, "owner__name", is_descending, "owner_post"), True

    def order_title(self, actions: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(actions, "title", is_descending), True


class AreaTable(ListTable):
    """Areas of review in their order."""

    caption = "Areas of review"

    position = NumberColumn(verbose_name="Place")
    name = LinkColumn(verbose_name="Area")
    open_actions = NumberColumn(verbose_name="To be done")
    finished = NumberColumn(verbose_name="Finished")
    recommendations = NumberColumn(verbose_name="Recommendations")
    ended_on = DateColumn(verbose_name="Ended")
    ambition = TextColumn(visible=False)
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        base = reverse("area_list", args=[programme.code])
        self.columns["name"].column.url = lambda area: f"{base}{area.code}/"


class PlanReferenceTable(ListTable):
    """Delivery plan references, each leading to its actions. Takes a list, MT3 before MT11."""

    caption = "Delivery plan references"

    code = LinkColumn(verbose_name="Reference")
    plan = TextColumn()
    name = TextColumn(verbose_name="What it says")
    open_actions = NumberColumn(verbose_name="Actions to be done")
    all_actions = NumberColumn(verbose_name="Actions in all")

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        base = reverse("plan_reference_list", args=[programme.code])
        self.columns["code"].column.url = lambda reference: f"{base}{reference.code}/"


def natural_references(references: Any) -> list[Any]:
    """Plan by plan, MT3 before MT11."""
    return sorted(references, key=lambda one: (one.plan, natural_order(one.code)))


class SessionTable(ListTable):
    """Scrutiny sessions as `listed_sessions` reads them. Hidden columns stand in the export only."""

    caption = "Scrutiny sessions"

    held_on = LinkColumn(verbose_name="Held on")
    review = LinkColumn(accessor="review__name", verbose_name="Service review", is_name=False)
    group = TextColumn(accessor="group__name", verbose_name="Held by")
    councils = ComputedColumn(verbose_name="Officers of")
    action_count = NumberColumn(verbose_name="Actions")
    challenged = TextColumn(visible=False, verbose_name="What was challenged")
    approved = TextColumn(visible=False, verbose_name="What was approved")
    notes = TextColumn(visible=False)
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        base = reverse("review_list", args=[programme.code])
        self.columns["held_on"].column.url = lambda session: f"{base}{session.review.code}/sessions/{session.code}/"
        lead_to_reviews(self, programme=programme)

    def render_held_on(self, value: Any) -> str:
        return f"{value.day} {value:%B %Y}"

    def value_held_on(self, record: Any) -> Any:
        return record.held_on

    def render_councils(self, record: Any) -> str:
        return councils_there(record) or DASH

    def value_councils(self, record: Any) -> str:
        return councils_there(record)


def _by(rows: QuerySet, field: str, is_descending: bool, *then: str) -> QuerySet:
    """By a field, what has none last either way."""
    place = F(field)
    return rows.order_by(
        place.desc(nulls_last=True) if is_descending else place.asc(nulls_last=True), *then, "title", "pk"
    )
