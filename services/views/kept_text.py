"""What an officer typed is never lost: where an update is refused, the page that says so still holds the words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render

from services.models import ProgressUpdate
from services.queries.updates import field_label, in_words

LONGEST_KEPT = 100_000
"""How many characters of each text the page gives back."""


class _TokenCheck(CsrfViewMiddleware):
    """Django's own check of the form's token, answering with the reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _answer(request: HttpRequest) -> Any:
    return None


def token_problem(request: HttpRequest) -> str:
    """Why the form's security token does not hold; "" when it does.

    A view that is exempt from the automatic refusal asks this itself and changes nothing unless the answer is "":
    after a new sign-in the old form has an old token, and the automatic refusal would throw its words away.
    """
    check = _TokenCheck(_answer)
    check.process_request(request)
    problem: Any = check.process_view(request, None, (), {})  # type: ignore[arg-type]
    return str(problem or "")


def came_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that a page of another site sent the form: then its words are not the reader's."""
    return "HTTP_ORIGIN" in request.META and not _TokenCheck(_answer)._origin_verified(request)  # type: ignore[attr-defined]


def typed_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields that were sent with words in them: label and words."""
    found = []
    for name in ProgressUpdate.TEXT_FIELDS:
        value = request.POST.get(name, "").replace("\x00", "")[:LONGEST_KEPT]
        if value:
            found.append((field_label(name), in_words(name, value)))
    return found


def refuse_keeping_text(
    request: HttpRequest,
    *,
    title: str,
    reason: str,
    status: int,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page that says why nothing was saved, and gives the words back."""
    page = {
        "title": title,
        "reason": reason,
        "typed": typed_texts(request),
        "review": None,
        "kept": [],
        **(context or {}),
    }
    return render(request, "services/update_refused.html", page, status=status)
