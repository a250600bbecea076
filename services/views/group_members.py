"""Who is in a group of officers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programme.views.lookup import posted
from services.domain.group import add_member, change_member
from services.forms.groups import MemberForm
from services.models import GroupMember
from services.views.groups import group_to_change


@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: HttpRequest, programme_code: str, group_code: str) -> HttpResponse:
    """Somebody joins a group."""
    group = group_to_change(request, programme_code, group_code)
    form = MemberForm(posted(request), programme=group.programme, initial={"joined_on": group.programme.today})
    if request.method == "POST":
        member = form.submit(add_member, group=group, actor=request.user, at=timezone.now())
        if member is not None:
            messages.success(request, f"{member} added to {group.name}")
            return redirect("group_detail", group.programme.code, group.code)
    context = {"programme": group.programme, "group": group, "form": form}
    return render(request, "services/member_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member_edit(request: HttpRequest, programme_code: str, group_code: str, member_code: str) -> HttpResponse:
    """Change somebody's part in a group, or say when they leave."""
    group = group_to_change(request, programme_code, group_code)
    member = get_object_or_404(GroupMember.objects.select_related("user", "council"), group=group, code=member_code)
    member.group = group
    form = MemberForm(posted(request), record=member, programme=group.programme)
    if request.method == "POST":
        changed = form.submit(change_member, member=member, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"{changed} saved")
            return redirect("group_detail", group.programme.code, group.code)
    context = {"programme": group.programme, "group": group, "member": member, "form": form}
    return render(request, "services/member_edit.html", context)
