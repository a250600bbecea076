"""Against whom failed sign-ins are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def name_tried(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The account that a sign-in tries, in the one spelling under which its failures are counted.

    As `UserManager.get_by_natural_key` finds it: otherwise each other spelling would bring five more tries.
    """
    told = credentials if credentials is not None else (request.POST if request is not None else {})
    return str(told.get("username") or "").strip().lower()
