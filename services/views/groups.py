"""The groups of officers of a programme and its reviews: boards, teams, core groups and specialist leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.permissions import check_permission
from programme.views.lookup import posted, programme_for
from services.domain.group import add_group, change_group
from services.forms.groups import DayForm, GroupForm
from services.models import Group, ServiceReview
from services.queries.groups import group_page, is_ended, listed_groups
from services.tables.groups import GroupFilter, GroupTable
from services.views.lookup import review_for

VIEW = "services.view_working_record"
PER_PAGE = 50


@require_safe
def group_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """Who works on what: the groups that the reader may see."""
    programme = programme_for(request, programme_code, permission=VIEW)
    reviews = ServiceReview.objects.visible_to(request.user).filter(programme=programme, groups__isnull=False)
    filters = GroupFilter(
        request.GET,
        queryset=listed_groups(programme=programme, user=request.user),
        programme=programme,
        reviews=reviews.distinct().order_by("name"),
    )
    table = GroupTable(filters.qs, programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-groups", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Groups and roles",
        "filter": filters,
        "table": table,
        "exports": True,
        "can_add": request.user.has_perm("services.add_programme_group", programme),
    }
    return render(request, "services/group_list.html", context)


@require_safe
def group_detail(request: HttpRequest, programme_code: str, group_code: str) -> HttpResponse:
    """What a group is there for, and who is in it on a day: today, unless the address names another."""
    group = visible_group(request, programme_code, group_code)
    form = DayForm(request.GET if "on" in request.GET else None)
    asked = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    day = asked or group.programme.today
    context = {
        "programme": group.programme,
        "group": group,
        "page": group_page(group=group, day=day),
        "day": day,
        "is_past": asked is not None and asked != group.programme.today,
        "has_ended": is_ended(group, day),
        "form": form,
        "can_change": request.user.has_perm("services.change_group", group),
    }
    return render(request, "services/group_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add a group of the programme."""
    programme = programme_for(request, programme_code, permission="services.add_programme_group")
    form = GroupForm(posted(request))
    if request.method == "POST":
        group = form.submit(add_group, programme=programme, review=None, actor=request.user, at=timezone.now())
        if group is not None:
            messages.success(request, f"Group added: {group.name}")
            return redirect("group_detail", programme.code, group.code)
    return render(request, "services/group_create.html", {"programme": programme, "form": form, "review": None})


@require_http_methods(["GET", "HEAD", "POST"])
def review_group_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Add a group that works on one review."""
    review = review_for(request, programme_code, review_code, permission="services.add_review_group")
    form = GroupForm(posted(request))
    if request.method == "POST":
        group = form.submit(add_group, programme=review.programme, review=review, actor=request.user, at=timezone.now())
        if group is not None:
            messages.success(request, f"Group added: {group.name}")
            return redirect("group_detail", review.programme.code, group.code)
    context = {"programme": review.programme, "form": form, "review": review}
    return render(request, "services/group_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: HttpRequest, programme_code: str, group_code: str) -> HttpResponse:
    """Change a group, or end it."""
    group = group_to_change(request, programme_code, group_code)
    form = GroupForm(posted(request), record=group)
    if request.method == "POST":
        changed = form.submit(change_group, group=group, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Group saved: {changed.name}")
            return redirect("group_detail", group.programme.code, group.code)
    context = {"programme": group.programme, "group": group, "form": form}
    return render(request, "services/group_edit.html", context)


def visible_group(request: HttpRequest, programme_code: str, group_code: str) -> Group:
    """The group, if the reader may see it."""
    programme = programme_for(request, programme_code, permission=VIEW)
    groups = Group.objects.visible_to(request.user).select_related("review")
    group: Group = get_object_or_404(groups, programme=programme, code=group_code)
    group.programme = programme
    return group


def group_to_change(request: HttpRequest, programme_code: str, group_code: str) -> Group:
    """The group, if the reader sees it and may change it."""
    group = visible_group(request, programme_code, group_code)
    check_permission(request.user, "services.change_group", group)
    return group
