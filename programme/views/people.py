"""People and their roles. For administrators, who see no programme's content by that alone."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from programme.domain.people import (
    add_person,
    deactivate_person,
    edit_person,
    end_role,
    grant_role,
    reactivate_person,
)
from programme.exports import export_asked, export_of_table
from programme.filters.people import PersonFilter
from programme.forms.domain_form import DomainForm
from programme.forms.people import PersonForm, RoleEndForm, RoleGrantForm
from programme.models import RoleGrant, User
from programme.permissions import check_permission
from programme.queries.history import history_of_person
from programme.queries.people import people, roles_of
from programme.tables.people import PersonTable
from programme.tasks import send_invitation
from programme.views.lookup import posted

MANAGE = "programme.manage_people"
HISTORY_SHOWN = 20


@require_safe
def person_list(request: HttpRequest) -> HttpResponseBase:
    """Everyone with an account and what they may do."""
    check_permission(request.user, MANAGE)
    filterset = PersonFilter(request.GET, queryset=people())
    table = PersonTable(filterset.qs)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name="people", file_format=file_format)
    return render(
        request,
        "programme/person_list.html",
        {"table": table, "filter": filterset, "page_title": "People", "exports": True},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """Open an account and send the link to choose a password."""
    check_permission(request.user, MANAGE)
    form = PersonForm(posted(request))
    if request.method == "POST":
        person = form.submit(add_person, actor=request.user, at=timezone.now())
        if person is not None:
            _invite(request, person)
            messages.success(
                request, f"{person.name} added. A link to choose a password is on its way to {person.email}"
            )
            return redirect("person_detail", person.pk)
    return render(request, "programme/person_add.html", {"form": form})


@require_safe
def person_detail(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: particulars, roles, and what was changed about them."""
    person = _person(request, person_id)
    context = {
        "person": person,
        "roles": roles_of(person, today=timezone.localdate()),
        "entries": history_of_person(person, reader=request.user)[:HISTORY_SHOWN],  # type: ignore[arg-type]
        "is_self": person == request.user,
    }
    return render(request, "programme/person_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    """Change a person's name, address, job title or council."""
    person = _person(request, person_id)
    form = PersonForm(posted(request), record=person)
    if request.method == "POST":
        changed = form.submit(edit_person, person=person, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"{changed.name} saved")
            return redirect("person_detail", changed.pk)
    return render(request, "programme/person_edit.html", {"form": form, "person": person})


@require_POST
def person_invite(request: HttpRequest, person_id: int) -> HttpResponse:
    """Send the link to choose a password again."""
    person = _person(request, person_id)
    _invite(request, person)
    messages.success(request, f"A link to choose a password is on its way to {person.email}")
    return redirect("person_detail", person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_deactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    """Close an account, after being asked."""
    person = _person(request, person_id)
    form = DomainForm(posted(request))
    if request.method == "POST":
        closed = form.submit(deactivate_person, person=person, actor=request.user, at=timezone.now())
        if closed is not None:
            messages.success(request, f"The account of {closed.name} is closed")
            return redirect("person_detail", closed.pk)
    return render(request, "programme/person_deactivate.html", {"form": form, "person": person})


@require_POST
def person_reactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open a closed account again."""
    person = _person(request, person_id)
    reactivate_person(person=person, actor=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"The account of {person.name} is open again")
    return redirect("person_detail", person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def role_add(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a person a role."""
    person = _person(request, person_id)
    form = RoleGrantForm(posted(request), today=timezone.localdate())
    if request.method == "POST":
        grant = form.submit(grant_role, person=person, actor=request.user, at=timezone.now())
        if grant is not None:
            messages.success(request, f"{person.name} is now {grant}")
            return redirect("person_detail", person.pk)
    return render(request, "programme/role_add.html", {"form": form, "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, person_id: int, grant_id: int) -> HttpResponse:
    """End a role on a date."""
    person = _person(request, person_id)
    grant = get_object_or_404(RoleGrant.objects.select_related("programme", "council"), user=person, pk=grant_id)
    form = RoleEndForm(posted(request), initial={"ended_on": timezone.localdate()})
    if request.method == "POST":
        ended = form.submit(end_role, grant=grant, actor=request.user, at=timezone.now())
        if ended is not None:
            messages.success(request, f"{grant} ends")
            return redirect("person_detail", person.pk)
    return render(request, "programme/role_end.html", {"form": form, "person": person, "grant": grant})


def _person(request: HttpRequest, person_id: int) -> User:
    check_permission(request.user, MANAGE)
    person: User = get_object_or_404(User.objects.select_related("council"), pk=person_id)
    return person


def _invite(request: HttpRequest, person: User) -> None:
    transaction.on_commit(partial(send_invitation.delay, person.pk, request.build_absolute_uri("/")))
