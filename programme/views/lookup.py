"""What every view needs of a request.

A programme that is not the reader's to see is not found (404); one they may see and not change is refused (403).
"""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from programme.models import Programme
from programme.permissions import check_permission


def visible_programme(request: HttpRequest, programme_code: str) -> Programme:
    """The programme, if the reader holds a role in it."""
    programme: Programme = get_object_or_404(Programme.objects.visible_to(request.user), code=programme_code)
    return programme


def programme_for(request: HttpRequest, programme_code: str, *, permission: str) -> Programme:
    """The programme, if the reader sees it and has the permission on it."""
    programme = visible_programme(request, programme_code)
    check_permission(request.user, permission, programme)
    return programme


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None
