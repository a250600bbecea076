"""A programme's history, for auditors and the programme office."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme.exports import export_asked, export_rows
from programme.forms.history import HistoryFilter
from programme.pages.trail import stands
from programme.queries.history import History
from programme.views.lookup import programme_for
from programme.wording.appearance import written_moment

PER_PAGE = 25
PORTION = 200
EXPORT_HEADER = ("When", "Who", "By way of", "Kind of record", "Record", "Change", "Field", "From", "To")


@require_safe
@stands(below=("programme_list", "programme_detail"), crumb=_("History"))
def programme_history(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """Who changed what and when, filtered and paged."""
    programme = programme_for(request, programme_code, permission="programme.view_history")
    filters = HistoryFilter(request.GET, programme=programme, reader=request.user)  # type: ignore[arg-type]
    history = filters.history()
    if file_format := export_asked(request):
        return export_rows(
            header=EXPORT_HEADER, rows=_lines(history), name=f"{programme.code}-history", file_format=file_format
        )
    page = Paginator(history, PER_PAGE).get_page(request.GET.get("page"))
    context = {"programme": programme, "filter": filters, "page": page, "entries": page.object_list}
    return render(request, "programme/programme_history.html", context)


def _lines(history: History) -> Iterator[tuple[Any, ...]]:
    """A line for each changed field, read in portions."""
    for start in range(0, len(history), PORTION):
        for entry in history[start : start + PORTION]:
            told = (
                written_moment(entry.at),
                entry.actor,
                entry.through,
                entry.kind,
                entry.record,
                "Added" if entry.is_new else "Changed",
            )
            for change in entry.changes:
                yield (*told, change.label, change.before, change.after)
