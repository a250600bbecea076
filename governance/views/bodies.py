"""Bodies: the list, a body's page, adding and changing one."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from governance.domain.body import add_body, change_body
from governance.forms.bodies import BodyForm
from governance.models import Body
from governance.permissions import writes_for_body
from governance.queries.reports import listed_meetings
from governance.tables.reports import BodyTable, MeetingTable
from governance.views.lookup import person_of, visible_body
from programme.exports import export_asked, export_of_table
from programme.permissions import check_permission
from programme.views.lookup import posted, programme_for, visible_programme


@require_safe
def body_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The bodies of a programme."""
    programme = visible_programme(request, programme_code)
    bodies = Body.objects.visible_to(request.user).filter(programme=programme).select_related("council")
    table = BodyTable(bodies.annotate(meeting_count=Count("meetings")), programme=programme, order_by="name")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-bodies", file_format=file_format)
    can_add = request.user.has_perm("governance.add_body", programme)
    context = {"programme": programme, "table": table, "page_title": "Bodies", "exports": True, "can_add": can_add}
    return render(request, "governance/body_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def body_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add a body."""
    programme = programme_for(request, programme_code, permission="governance.add_body")
    form = BodyForm(posted(request), programme=programme, writer=person_of(request))
    if request.method == "POST":
        body = form.submit(add_body, programme=programme, actor=request.user, at=timezone.now())
        if body is not None:
            messages.success(request, f"{body.name} added")
            return redirect("body_detail", programme.code, body.code)
    return render(request, "governance/body_create.html", {"programme": programme, "form": form})


@require_safe
def body_detail(request: HttpRequest, programme_code: str, body_code: str) -> HttpResponseBase:
    """A body and its meetings."""
    body = visible_body(request, programme_code, body_code)
    meetings = listed_meetings(programme=body.programme, reader=request.user).filter(body=body)
    table = MeetingTable(meetings, programme=body.programme, exclude=("body",), order_by="-starts_at")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{body.code}-meetings", file_format=file_format)
    can_change = writes_for_body(request.user, body)
    context = {"programme": body.programme, "body": body, "table": table, "can_change": can_change}
    return render(request, "governance/body_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request: HttpRequest, programme_code: str, body_code: str) -> HttpResponse:
    """Change a body."""
    body = visible_body(request, programme_code, body_code)
    check_permission(request.user, "governance.change_body", body)
    form = BodyForm(posted(request), programme=body.programme, writer=person_of(request), record=body)
    if request.method == "POST":
        changed = form.submit(change_body, body=body, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"{changed.name} saved")
            return redirect("body_detail", programme_code, body_code)
    return render(request, "governance/body_edit.html", {"programme": body.programme, "body": body, "form": form})
