"""Adding and changing projects, their states, and what they need."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from programme.values.partial_date import PartialDate
from programme.views.lookup import posted
from services.domain.project import add_project, change_project, move_project
from services.domain.project_dependency import add_dependency, remove_dependency
from services.domain.review import ReviewHasLeft
from services.enums import ProjectState
from services.forms.project import DependencyForm, ProjectForm, ProjectMoveForm
from services.models import Project, ProjectDependency
from services.queries.projects import needs_of_review
from services.views.lookup import reader_of, review_for
from services.views.projects import CHANGE, project_of


@require_http_methods(["GET", "HEAD", "POST"])
def project_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Add a project to a review."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    last = review.projects.order_by("position").last()
    form = ProjectForm(posted(request), review=review, initial={"position": last.position + 1 if last else 1})
    if request.method == "POST":
        project = form.submit(add_project, review=review, actor=request.user, at=timezone.now())
        if project is not None:
            messages.success(request, f"Project added: {project.name}")
            return redirect(project)
    context = {"programme": review.programme, "review": review, "form": form}
    return render(request, "services/project_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, programme_code: str, review_code: str, project_code: str) -> HttpResponse:
    """Change what is known of a project."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    project = project_of(review, project_code)
    form = ProjectForm(posted(request), review=review, record=project)
    if request.method == "POST":
        changed = form.submit(change_project, project=project, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Project saved: {changed.name}")
            return redirect(project)
    context = {"programme": review.programme, "review": review, "project": project, "form": form}
    return render(request, "services/project_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_move(request: HttpRequest, programme_code: str, review_code: str, project_code: str) -> HttpResponse:
    """Bring a project into another state, with its date and reason."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    project = project_of(review, project_code)
    initial = {"effective": PartialDate.day(review.programme.today)}
    form = ProjectMoveForm(posted(request), record=project, initial=initial)
    needs = needs_of_review(review=review, user=request.user)
    if request.method == "POST":
        moved = form.submit(move_project, project=project, actor=request.user, at=timezone.now())
        if moved is not None:
            _tell_move(request, moved)
            return redirect(project)
    context = {
        "programme": review.programme,
        "review": review,
        "project": project,
        "needs": needs.needs.get(project.pk, []),
        "form": form,
    }
    return render(request, "services/project_move.html", context)


def _tell_move(request: HttpRequest, project: Project) -> None:
    """What the new state is, and which dependencies are broken by it."""
    messages.success(request, f"{project.name}: {ProjectState(project.state).label.lower()}")
    for need in needs_of_review(review=project.review, user=request.user).broken_of(project.pk):
        messages.warning(request, f"Broken dependency: {need.words}")


@require_http_methods(["GET", "HEAD", "POST"])
def dependency_add(request: HttpRequest, programme_code: str, review_code: str, project_code: str) -> HttpResponse:
    """Say which other project must finish before this one starts."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    project = project_of(review, project_code)
    form = DependencyForm(posted(request), project=project, user=reader_of(request))
    if request.method == "POST":
        added = form.submit(add_dependency, project=project, actor=request.user, at=timezone.now())
        if added is not None:
            messages.success(request, f"{project.name} needs {added.needs.name}")
            return redirect(project)
    context = {"programme": review.programme, "review": review, "project": project, "form": form}
    return render(request, "services/dependency_add.html", context)


@require_POST
def dependency_remove(
    request: HttpRequest, programme_code: str, review_code: str, project_code: str, dependency_id: int
) -> HttpResponse:
    """Say that a project does not need another any more."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    project = project_of(review, project_code)
    dependency = get_object_or_404(ProjectDependency.objects.select_related("needs"), project=project, pk=dependency_id)
    dependency.project = project
    try:
        remove_dependency(dependency=dependency, actor=reader_of(request), at=timezone.now())
    except ReviewHasLeft as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Dependency removed. It stays in the history.")
    return redirect(reverse("project_detail", args=[programme_code, review_code, project_code]))
