"""Scrutiny sessions: the programme's list, the page of one, and its form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.permissions import check_permission
from programme.views.lookup import posted
from services.domain.scrutiny_session import WRITE, change_session, record_session
from services.filters.actions import SessionFilter
from services.forms.scrutiny_session import SessionForm
from services.queries.action_list import listed_actions, listed_sessions, recommendation_numbers
from services.queries.action_page import councils_of_session
from services.tables.actions import ActionTable, SessionTable
from services.views.action_lookup import visible_session, working_programme
from services.views.lookup import review_for

PER_PAGE = 50


@require_safe
def session_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The scrutiny sessions of the reviews that the reader sees."""
    programme = working_programme(request, programme_code)
    sessions = listed_sessions(programme=programme, user=request.user)
    filters = SessionFilter(request.GET, queryset=sessions, programme=programme, user=request.user)
    table = SessionTable(filters.qs, programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-scrutiny-sessions", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Scrutiny sessions",
        "filter": filters,
        "table": table,
        "exports": True,
    }
    return render(request, "services/session_list.html", context)


@require_safe
def session_detail(request: HttpRequest, programme_code: str, review_code: str, session_code: str) -> HttpResponse:
    """One session: who met, what was challenged and approved, and the actions that came of it."""
    session = visible_session(request, programme_code, review_code, session_code)
    programme, user = session.programme, request.user
    actions = ActionTable(
        listed_actions(programme=programme, user=user).filter(session=session),
        programme=programme,
        numbers=recommendation_numbers(programme),
        exclude=("review",),
        orderable=False,
    )
    actions.caption = "Actions that came of it"
    context = {
        "programme": programme,
        "review": session.review,
        "session": session,
        "councils": councils_of_session(session),
        "actions": actions,
        "can_write": user.has_perm(WRITE, session.review),
    }
    return render(request, "services/session_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Record a session of a review."""
    review = review_for(request, programme_code, review_code, permission=WRITE)
    form = SessionForm(posted(request), review=review)
    if request.method == "POST":
        session = form.submit(record_session, review=review, actor=request.user, at=timezone.now())
        if session is not None:
            messages.success(request, "Scrutiny session recorded")
            return redirect(session)
    context = {"programme": review.programme, "review": review, "form": form}
    return render(request, "services/session_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request: HttpRequest, programme_code: str, review_code: str, session_code: str) -> HttpResponse:
    """Change what is recorded of a session."""
    session = visible_session(request, programme_code, review_code, session_code)
    check_permission(request.user, WRITE, session.review)
    form = SessionForm(posted(request), review=session.review, record=session)
    if request.method == "POST":
        changed = form.submit(change_session, session=session, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Scrutiny session saved")
            return redirect(session)
    context = {"programme": session.programme, "review": session.review, "session": session, "form": form}
    return render(request, "services/session_edit.html", context)
