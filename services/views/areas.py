"""Areas of review and delivery plan references: their lists, pages and forms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.views.lookup import posted, programme_for
from services.domain.area import add_area, add_reference, change_area, change_reference
from services.forms.area import AreaChangeForm, AreaForm, PlanReferenceForm
from services.models import Action
from services.queries.action_list import (
    listed_actions,
    listed_areas,
    listed_references,
    recommendation_numbers,
)
from services.queries.action_record import action_record
from services.tables.actions import ActionTable, AreaTable, PlanReferenceTable, natural_references
from services.views.action_lookup import area_of, reference_of, working_programme

CHANGE = "services.change_areas"
PER_PAGE = 50


@require_safe
def area_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The areas of review in their order."""
    programme = working_programme(request, programme_code)
    table = AreaTable(listed_areas(programme=programme, user=request.user), programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-areas", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Areas of review",
        "filter": None,
        "table": table,
        "exports": True,
        "can_change": request.user.has_perm(CHANGE, programme),
    }
    return render(request, "services/area_list.html", context)


@require_safe
def area_detail(request: HttpRequest, programme_code: str, area_code: str) -> HttpResponse:
    """One area: its ambition, what is finished, and the table of what goes on or is recommended."""
    programme = working_programme(request, programme_code)
    area = area_of(programme, area_code)
    seen = Action.objects.visible_to(request.user).filter(programme=programme, area=area)
    record = action_record(programme=programme).only(set(seen.values_list("pk", flat=True)))
    context = {
        "programme": programme,
        "area": area,
        "said": next(group for group in record.by_area() if group.area is not None and group.area.pk == area.pk),
        "can_change": request.user.has_perm(CHANGE, programme),
        "can_add": request.user.has_perm("services.add_action", programme) and area.ended_on is None,
    }
    return render(request, "services/area_detail.html", context)


@require_safe
def recommendation_list(request: HttpRequest, programme_code: str) -> HttpResponse:
    """The recommendations in their one run."""
    programme = working_programme(request, programme_code)
    seen = Action.objects.visible_to(request.user).filter(programme=programme, is_recommendation=True)
    record = action_record(programme=programme).only(set(seen.values_list("pk", flat=True)))
    context = {
        "programme": programme,
        "recommendations": record.recommendations,
        "can_add": request.user.has_perm("services.add_action", programme),
    }
    return render(request, "services/recommendation_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def area_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add an area of review."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = AreaForm(posted(request))
    if request.method == "POST":
        area = form.submit(add_area, programme=programme, actor=request.user, at=timezone.now())
        if area is not None:
            messages.success(request, f"Area added: {area.name}")
            return redirect(area)
    return render(request, "services/area_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def area_edit(request: HttpRequest, programme_code: str, area_code: str) -> HttpResponse:
    """Change an area, its place or its end."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    area = area_of(programme, area_code)
    form = AreaChangeForm(posted(request), record=area)
    if request.method == "POST":
        changed = form.submit(change_area, area=area, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Area saved: {changed.name}")
            return redirect(area)
    return render(request, "services/area_edit.html", {"programme": programme, "area": area, "form": form})


@require_safe
def plan_reference_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The delivery plan references, each leading to its actions."""
    programme = working_programme(request, programme_code)
    references = natural_references(listed_references(programme=programme, user=request.user))
    table = PlanReferenceTable(references, programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-references", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Delivery plan references",
        "filter": None,
        "table": table,
        "exports": True,
        "can_change": request.user.has_perm(CHANGE, programme),
    }
    return render(request, "services/plan_reference_list.html", context)


@require_safe
def plan_reference_detail(request: HttpRequest, programme_code: str, reference_code: str) -> HttpResponse:
    """One delivery plan reference with the actions that stand under it."""
    programme = working_programme(request, programme_code)
    reference = reference_of(programme, reference_code)
    actions = listed_actions(programme=programme, user=request.user).filter(
        references__reference=reference, references__removed_at__isnull=True
    )
    table = ActionTable(actions, programme=programme, numbers=recommendation_numbers(programme))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "programme": programme,
        "reference": reference,
        "table": table,
        "can_change": request.user.has_perm(CHANGE, programme),
    }
    return render(request, "services/plan_reference_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_reference_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add a delivery plan reference."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = PlanReferenceForm(posted(request))
    if request.method == "POST":
        reference = form.submit(add_reference, programme=programme, actor=request.user, at=timezone.now())
        if reference is not None:
            messages.success(request, f"Reference added: {reference.code}")
            return redirect(reference)
    return render(request, "services/plan_reference_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def plan_reference_edit(request: HttpRequest, programme_code: str, reference_code: str) -> HttpResponse:
    """Change a delivery plan reference."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    reference = reference_of(programme, reference_code)
    form = PlanReferenceForm(posted(request), record=reference)
    if request.method == "POST":
        changed = form.submit(change_reference, reference=reference, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Reference saved: {changed.code}")
            return redirect(changed)
    context = {"programme": programme, "reference": reference, "form": form}
    return render(request, "services/plan_reference_edit.html", context)
