"""The table of projects and its filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import TextInput

from programme.models import Programme, User
from programme.tables.columns import DateColumn, LinkColumn, ListTable, Order, Route, TagColumn, TextColumn
from services.enums import Keeping, ProjectState
from services.models import Project, ServiceReview
from services.queries.projects import Need, Needs, is_late, late

STATES = [("open", "Not complete or cancelled"), *ProjectState.choices]
DEPENDENCIES = [("broken", "Broken"), ("unknown", "Cannot be told"), ("any", "Needs another project")]


def _by(field: str) -> Order:
    """Sorted by a field, what is alike in it by name."""

    def ordered(projects: QuerySet[Any], is_descending: bool) -> QuerySet[Any]:
        return projects.order_by(f"-{field}" if is_descending else field, "name", "pk")

    return ordered


class ProjectTable(ListTable):
    """Projects as `listed_projects` reads them, with what each needs. Hidden columns stand in the export only."""

    caption = "Projects"

    name = LinkColumn(verbose_name="Project", url=Route("project_detail", "review.code", "code"), order="name")
    review = LinkColumn(
        accessor="review__name",
        verbose_name="Service review",
        url=Route("review_detail", "review.code"),
        order_by=("review__name", "position"),
        is_name=False,
    )
    state = TagColumn(order=_by("state"))
    lead = TextColumn(accessor="lead__name", verbose_name="Lead")
    planned_start = DateColumn(verbose_name="Planned start", visible=False)
    started = DateColumn(verbose_name="Started", visible=False)
    planned_finish = DateColumn(verbose_name="First promised", order=_by("planned_finish__last_day"))
    expected_finish = DateColumn(verbose_name="Expected now", order=_by("expected_finish__last_day"))
    finished = DateColumn(verbose_name="Achieved", order=_by("finished__last_day"))
    broken = TextColumn(read="broken_of", verbose_name="Broken dependencies")
    state_reason = TextColumn(verbose_name="Reason for the state", visible=False)
    needs = TextColumn(read="needs_of", verbose_name="Needs", visible=False)
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, programme: Programme, needs: Needs, **options: Any) -> None:
        super().__init__(*args, programme=programme, **options)
        self.needs_by_project, self.today = needs, programme.today

    def render_expected_finish(self, record: Project, value: Any) -> str:
        return f"{value} (passed)" if is_late(record, today=self.today) else str(value)

    def broken_of(self, record: Project) -> str:
        """The dependencies of a project that are broken."""
        return " ".join(need.words for need in self.needs_by_project.broken_of(record.pk)) or "None"

    def needs_of(self, record: Project) -> str:
        """The projects that a project needs."""
        return ", ".join(need.name for need in self.needs_by_project.needs.get(record.pk, []))


class ProjectFilter(filters.FilterSet):
    """Projects by words, review, state, lead, broken dependencies and passed dates."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    review = filters.ChoiceFilter(label="Service review", field_name="review__code", choices=(), empty_label="All")
    state = filters.ChoiceFilter(label="State", method="by_state", choices=STATES, empty_label="All")
    lead = filters.ChoiceFilter(label="Lead", method="by_lead", choices=(), empty_label="All")
    dependency = filters.ChoiceFilter(
        label="Dependencies", method="by_dependency", choices=DEPENDENCIES, empty_label="All"
    )
    late = filters.ChoiceFilter(
        label="Dates passed", method="by_late", choices=[("yes", "Expected date passed")], empty_label="All"
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        reviews: list[ServiceReview],
        leads: list[User],
        needs: Needs,
        **extra: Any,
    ) -> None:
        super().__init__(*args, **extra)
        self.programme, self.needs_by_project = programme, needs
        self.filters["review"].extra["choices"] = [(review.code, review.name) for review in reviews]
        self.filters["lead"].extra["choices"] = [
            ("none", "Nobody"),
            *((str(person.pk), person.name) for person in leads),
        ]

    def by_words(self, projects: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            projects = projects.filter(
                Q(name__icontains=word)
                | Q(summary__icontains=word)
                | Q(code__icontains=word)
                | Q(review__name__icontains=word)
                | Q(state_reason__icontains=word)
            )
        return projects

    def by_state(self, projects: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "open":
            return projects.exclude(state__in=[ProjectState.COMPLETE, ProjectState.CANCELLED])
        return projects.filter(state=value)

    def by_lead(self, projects: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return projects.filter(lead__isnull=True) if value == "none" else projects.filter(lead=value)

    def by_dependency(self, projects: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        needs: Mapping[int, list[Need]] = self.needs_by_project.needs
        wanted = None if value == "any" else Keeping(value)
        return projects.filter(
            pk__in=[pk for pk, found in needs.items() if any(wanted in (None, need.keeping) for need in found)]
        )

    def by_late(self, projects: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return projects.filter(late(self.programme.today))
