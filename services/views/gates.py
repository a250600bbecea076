"""The gates of a programme: what its reviews must have before they move into a stage."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.views.lookup import posted, programme_for
from services.domain.gate import add_gate, change_gate
from services.forms.gates import GATE_MEANING, GateForm
from services.models import Gate
from services.queries.gate_list import listed_gates
from services.queries.gate_use import is_in_use
from services.rules.gates import known_check
from services.tables.gates import GateFilter, GateTable

CHANGE = "services.change_gates"
PER_PAGE = 50


@require_safe
def gate_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """What the stages of the programme ask for."""
    programme = programme_for(request, programme_code, permission="services.view_working_record")
    filters = GateFilter(request.GET, queryset=listed_gates(programme=programme), programme=programme)
    can_change = request.user.has_perm(CHANGE, programme)
    table = GateTable(filters.qs, programme=programme, can_change=can_change)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-gates", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Gates between the stages",
        "filter": filters,
        "table": table,
        "exports": True,
        "can_change": can_change,
    }
    return render(request, "services/gate_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def gate_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Ask something of every review that moves into a stage."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = GateForm(posted(request), initial={"starts_on": programme.today})
    if request.method == "POST":
        gate = form.submit(add_gate, programme=programme, actor=request.user, at=timezone.now())
        if gate is not None:
            messages.success(request, f"Gate added: {gate.name}")
            return redirect("gate_list", programme.code)
    return render(request, "services/gate_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def gate_edit(request: HttpRequest, programme_code: str, gate_code: str) -> HttpResponse:
    """Change a gate, or end it; one by which reviews have been held keeps what it asks for."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    gate = get_object_or_404(Gate.objects.select_related("programme"), programme=programme, code=gate_code)
    in_use = is_in_use(gate)
    form = GateForm(posted(request), record=gate, is_in_use=in_use)
    if request.method == "POST":
        stays = {name: getattr(gate, name) for name in GATE_MEANING} if in_use else {}
        changed = form.submit(change_gate, gate=gate, actor=request.user, at=timezone.now(), **stays)
        if changed is not None:
            messages.success(request, f"Gate saved: {changed.name}")
            return redirect("gate_list", programme.code)
    context = {"programme": programme, "gate": gate, "form": form, "is_in_use": in_use, "check": known_check(gate.rule)}
    return render(request, "services/gate_edit.html", context)
