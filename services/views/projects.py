"""The lists of projects, and the page of one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.models import Programme, User
from programme.views.lookup import visible_programme
from services.models import Project, ServiceReview
from services.queries.project_needs import needs_in
from services.queries.projects import is_late, listed_projects, needs_of_review, state_steps
from services.tables.projects import ProjectFilter, ProjectTable
from services.views.lookup import visible_review

PER_PAGE = 50
CHANGE = "services.change_projects"


@require_safe
def project_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The projects of every review of the programme that the reader may see; or all of them as a file."""
    programme = visible_programme(request, programme_code)
    needs = needs_in(programme=programme, user=request.user)
    projects = listed_projects(programme=programme, user=request.user)
    reviews = ServiceReview.objects.visible_to(request.user).filter(programme=programme)
    filters = ProjectFilter(
        request.GET,
        queryset=projects,
        programme=programme,
        reviews=list(reviews.filter(Exists(Project.objects.filter(review=OuterRef("pk")))).order_by("name", "pk")),
        leads=list(User.objects.filter(pk__in=projects.order_by().values("lead")).order_by("name", "pk")),
        needs=needs,
    )
    table = ProjectTable(filters.qs, programme=programme, needs=needs)
    return _list_page(
        request,
        programme=programme,
        table=table,
        template="services/project_list.html",
        name=f"{programme.code}-projects",
        context={"filter": filters, "page_title": "Projects", "broken_count": len(needs.broken)},
    )


@require_safe
def review_projects(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponseBase:
    """The projects of one review; or all of them as a file."""
    review = visible_review(request, programme_code, review_code)
    programme = review.programme
    needs = needs_of_review(review=review, user=request.user)
    projects = listed_projects(programme=programme, user=request.user).filter(review=review)
    table = ProjectTable(projects, programme=programme, needs=needs, exclude=("review",))
    broken = [need for need in needs.broken if need.project.review_id == review.pk]
    return _list_page(
        request,
        programme=programme,
        table=table,
        template="services/review_projects.html",
        name=f"{review.code}-projects",
        context={
            "review": review,
            "page_title": review.name,
            "broken_count": len(broken),
            "can_change_projects": _can_change(request, review),
            "can_read_history": request.user.has_perm("programme.view_history", programme),
        },
    )


def _list_page(
    request: HttpRequest, *, programme: Programme, table: ProjectTable, template: str, name: str, context: dict
) -> HttpResponseBase:
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=name, file_format=file_format)
    return render(request, template, {"programme": programme, "table": table, "exports": True, **context})


@require_safe
def project_detail(request: HttpRequest, programme_code: str, review_code: str, project_code: str) -> HttpResponse:
    """One project: its state and dates, what it needs and what needs it, and how it got there."""
    review = visible_review(request, programme_code, review_code)
    project = project_of(review, project_code)
    needs = needs_of_review(review=review, user=request.user)
    context = {
        "programme": review.programme,
        "review": review,
        "project": project,
        "is_late": is_late(project, today=review.programme.today),
        "needs": needs.needs.get(project.pk, []),
        "needed_by": needs.needed_by.get(project.pk, []),
        "broken": needs.broken_of(project.pk),
        "steps": state_steps(project),
        "can_change_projects": _can_change(request, review),
    }
    return render(request, "services/project_detail.html", context)


def project_of(review: ServiceReview, project_code: str) -> Project:
    """The review's project of that code, knowing its review and programme; else not found."""
    project: Project = get_object_or_404(Project.objects.select_related("lead"), review=review, code=project_code)
    project.review, project.programme = review, review.programme
    return project


def _can_change(request: HttpRequest, review: ServiceReview) -> bool:
    """Whether the reader may change the review's projects, and the review is still in the programme."""
    return review.left_on is None and request.user.has_perm(CHANGE, review)
