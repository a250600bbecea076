"""Projects: their lists, the page of one, their forms and states, and what they need."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from programme.models import User
from programme.pages.form_page import ButtonPage, EditPage, FormPage
from programme.pages.list_page import Button, Empty, ListPage, ProgrammeListPage
from programme.pages.page import DetailPage
from programme.values.partial_date import PartialDate
from services.domain.project import add_dependency, add_project, change_project, move_project, remove_dependency
from services.enums import ProjectState
from services.forms.project import DependencyForm, ProjectForm, ProjectMoveForm
from services.models import Project, ProjectDependency, ServiceReview
from services.pages.records import ProjectPage, ReviewPage
from services.queries.projects import is_late, listed_projects, needs_in, needs_of_review, state_steps
from services.tables.projects import ProjectFilter, ProjectTable

CHANGE = "services.change_projects"


class ProjectList(ProgrammeListPage):
    """The projects of every review of the programme that the reader may see; or all of them as a file."""

    parent = "programme_detail"
    title = _("Projects")
    above = "services/_broken_count.html"
    filter_class = ProjectFilter
    table_class = ProjectTable
    export_name = "{programme.code}-projects"
    empty = Empty(
        _("No projects to show"),
        text=_(
            "Projects are added on the page of their review, under Projects. You see those of the reviews that you see."
        ),
        button=Button(_("Service reviews"), "review_list"),
    )

    def find(self) -> None:
        super().find()
        self.needs = needs_in(programme=self.programme, user=self.reader)

    def rows(self) -> QuerySet[Project]:
        return listed_projects(programme=self.programme, user=self.reader)

    def filter_options(self) -> dict[str, Any]:
        reviews = ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme)
        with_projects = reviews.filter(Exists(Project.objects.filter(review=OuterRef("pk"))))
        leads = User.objects.filter(pk__in=self.rows().order_by().values("lead"))
        return {
            "programme": self.programme,
            "reviews": list(with_projects.order_by("name", "pk")),
            "leads": list(leads.order_by("name", "pk")),
            "needs": self.needs,
        }

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "needs": self.needs}

    def details(self) -> dict[str, Any]:
        return {"broken_count": len(self.needs.broken), "broken_url": "?dependency=broken"}


class ReviewProjects(ReviewPage, ListPage):
    """The projects of one review; or all of them as a file."""

    parent = "review_detail"
    crumb = _("Projects")
    title = _("Projects of {review.name}")
    heading = "{review.name}"
    template_name = "services/review_projects.html"
    table_class = ProjectTable
    export_name = "{review.code}-projects"

    def rows(self) -> QuerySet[Project]:
        return listed_projects(programme=self.programme, user=self.reader).filter(review=self.review)

    def table_options(self) -> dict[str, Any]:
        self.needs = needs_of_review(review=self.review, user=self.reader)
        return {"programme": self.programme, "needs": self.needs, "exclude": ("review",)}

    def details(self) -> dict[str, Any]:
        return {
            "broken_count": len([need for need in self.needs.broken if need.project.review_id == self.review.pk]),
            "can_change_projects": self.may(CHANGE) and self.review.left_on is None,
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }


class ProjectDetail(ProjectPage, DetailPage):
    """One project: its state and dates, what it needs and what needs it, and how it got there."""

    parent = ("programme_detail", "review_detail", "review_projects")
    crumb = "{project.name}"
    template_name = "services/project_detail.html"
    stylesheets = ("reviews.css",)

    def details(self) -> dict[str, Any]:
        project, needs = self.project, needs_of_review(review=self.review, user=self.reader)
        return {
            "is_late": is_late(project, today=self.programme.today),
            "needs": needs.needs.get(project.pk, []),
            "needed_by": needs.needed_by.get(project.pk, []),
            "broken": needs.broken_of(project.pk),
            "steps": state_steps(project),
            "can_change_projects": self.may(CHANGE) and self.review.left_on is None,
        }


class ProjectCreate(ReviewPage, FormPage):
    """Add a project to a review."""

    permission = CHANGE
    parent = "review_detail"
    back = "review_projects"
    title = _("Add a project")
    introduction = _("Inside {review.name}. It begins as not started; you change its state on its own page.")
    stylesheets = ("reviews.css",)
    form_class = ProjectForm
    form_takes = ("review",)
    act = add_project
    success = _("Project added: {saved.name}")
    opens_result = True

    def initial(self) -> dict[str, Any]:
        last = self.review.projects.order_by("position").last()
        return {"position": last.position + 1 if last else 1}


class ProjectChangePage(ProjectPage):
    """Something of a project that is changed."""

    permission = CHANGE
    parent = "project_detail"
    stylesheets = ("reviews.css",)


class ProjectEdit(ProjectChangePage, EditPage):
    """Change what is known of a project."""

    crumb = _("Edit")
    title = _("Edit {project.name}")
    template_name = "services/project_edit.html"
    form_class = ProjectForm
    form_takes = ("review",)
    act = change_project
    success = _("Project saved: {saved.name}")


class ProjectMove(ProjectChangePage, EditPage):
    """Bring a project into another state, with its date and reason."""

    crumb = _("State")
    title = _("Change the state of {project.name}")
    template_name = "services/project_move.html"
    form_class = ProjectMoveForm
    act = move_project

    def initial(self) -> dict[str, Any]:
        return {"effective": PartialDate.day(self.programme.today)}

    def details(self) -> dict[str, Any]:
        needs = needs_of_review(review=self.review, user=self.reader)
        return {"needs": needs.needs.get(self.project.pk, [])}

    def done(self, saved: Project) -> HttpResponseBase:
        """Say what the new state is, and which dependencies are broken by it."""
        messages.success(self.request, f"{saved.name}: {ProjectState(saved.state).label.lower()}")
        for need in needs_of_review(review=saved.review, user=self.reader).broken_of(saved.pk):
            messages.warning(self.request, self.words(_("Broken dependency: {need.words}"), need=need))
        return super().done(saved)


class DependencyAdd(ProjectChangePage, FormPage):
    """Say which other project must finish before this one starts."""

    crumb = _("Add what it needs")
    title = _("Add what {project.name} needs")
    introduction = _(
        "A dependency that the dates or states already break is accepted and shown as broken. One that makes projects "
        "wait for each other in a circle is refused."
    )
    form_class = DependencyForm
    form_takes = ("project", "user")
    act = add_dependency
    success = _("{project.name} needs {saved.needs.name}")


class DependencyRemove(ProjectChangePage, ButtonPage):
    """Say that a project does not need another any more."""

    act = remove_dependency
    success = _("Dependency removed. It stays in the history.")
    record_class = ProjectDependency

    def record_rows(self) -> QuerySet[ProjectDependency]:
        return ProjectDependency.objects.select_related("needs")
