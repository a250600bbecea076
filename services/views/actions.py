"""The list of a programme's actions, the page of one, and the forms that plan it and report on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.models import Programme
from programme.views.lookup import posted, programme_for
from services.domain.action import change_action, create_action, report_on_action
from services.filters.actions import ActionFilter, action_choices
from services.forms.action import ActionForm, ReportForm
from services.models import Area, ScrutinySession, ServiceReview
from services.queries.action_list import actions_of_review, listed_actions, listed_sessions, recommendation_numbers
from services.queries.action_page import action_page
from services.tables.actions import ActionTable, SessionTable
from services.views.action_lookup import action_for, of_code, visible_action, working_programme
from services.views.lookup import reader_of, visible_review

PER_PAGE = 50


@require_safe
def action_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The actions that the reader may see, filtered, sorted and paged; or all of them as a file."""
    programme = working_programme(request, programme_code)
    user = reader_of(request)
    filters = ActionFilter(
        request.GET,
        queryset=listed_actions(programme=programme, user=user),
        programme=programme,
        user=user,
        choices=action_choices(programme=programme, user=user),
    )
    table = ActionTable(filters.qs, programme=programme, numbers=recommendation_numbers(programme))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-actions", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Actions",
        "filter": filters,
        "table": table,
        "exports": True,
        "can_add": user.has_perm("services.add_action", programme),
    }
    return render(request, "services/action_list.html", context)


@require_safe
def action_detail(request: HttpRequest, programme_code: str, action_code: str) -> HttpResponse:
    """One action: who, by when, how it goes, and what it hangs together with."""
    action = visible_action(request, programme_code, action_code)
    context = {
        "programme": action.programme,
        "action": action,
        "page": action_page(action=action, user=request.user),
        "can_change": request.user.has_perm("services.change_action", action),
        "can_report": request.user.has_perm("services.report_on_action", action),
    }
    return render(request, "services/action_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add an action; the address may name its area, review or scrutiny session."""
    programme = programme_for(request, programme_code, permission="services.add_action")
    user = reader_of(request)
    form = ActionForm(posted(request), programme=programme, user=user, initial=_named(request, programme))
    if request.method == "POST":
        action = form.submit(create_action, programme=programme, actor=user, at=timezone.now())
        if action is not None:
            messages.success(request, "Action added")
            return redirect(action)
    return render(request, "services/action_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: HttpRequest, programme_code: str, action_code: str) -> HttpResponse:
    """Change an action."""
    action = action_for(request, programme_code, action_code, permission="services.change_action")
    user = reader_of(request)
    form = ActionForm(posted(request), programme=action.programme, user=user, record=action)
    if request.method == "POST":
        changed = form.submit(change_action, action=action, actor=user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Action saved")
            return redirect(action)
    return render(request, "services/action_edit.html", {"programme": action.programme, "action": action, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def action_report(request: HttpRequest, programme_code: str, action_code: str) -> HttpResponse:
    """Say where an action stands."""
    action = action_for(request, programme_code, action_code, permission="services.report_on_action")
    form = ReportForm(posted(request), record=action)
    if request.method == "POST":
        changed = form.submit(report_on_action, action=action, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Progress saved")
            return redirect(action)
    context = {"programme": action.programme, "action": action, "form": form}
    return render(request, "services/action_report.html", context)


@require_safe
def review_actions(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """The actions and scrutiny sessions of one review."""
    review = visible_review(request, programme_code, review_code)
    programme, user = review.programme, request.user
    can_write = user.has_perm("services.write_sessions", review)
    context = {
        "programme": programme,
        "review": review,
        "actions": ActionTable(
            actions_of_review(review=review, user=user),
            programme=programme,
            numbers=recommendation_numbers(programme),
            exclude=("review",),
            orderable=False,
        ),
        "sessions": SessionTable(
            listed_sessions(programme=programme, user=user).filter(review=review),
            programme=programme,
            exclude=("review",),
            orderable=False,
        ),
        "can_write": can_write,
        "can_read_history": user.has_perm("programme.view_history", programme),
    }
    return render(request, "services/review_actions.html", context)


def _named(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """What the address says of the new action; what the reader cannot choose is left out by the form."""
    reviews = ServiceReview.objects.visible_to(request.user).filter(programme=programme)
    sessions = ScrutinySession.objects.visible_to(request.user).filter(programme=programme).select_related("review")
    session = of_code(sessions, request.GET.get("session", ""))
    review = session.review if session else of_code(reviews, request.GET.get("review", ""))
    return {
        "area": of_code(Area.objects.filter(programme=programme), request.GET.get("area", "")),
        "review": review,
        "session": session,
    }
