"""The list of a programme's reviews, and the page of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.permissions import check_permission
from programme.queries.history import history_of
from programme.views.lookup import visible_programme
from services.filters.reviews import ReviewFilter, asked_period, list_choices
from services.queries.aims import aims_of
from services.queries.groups import groups_of_review
from services.queries.projects import review_projects
from services.queries.review_list import listed_reviews
from services.queries.review_page import review_page, writings
from services.tables.reviews import ReviewTable
from services.views.lookup import reader_of, visible_review

PER_PAGE = 50
HISTORY_PER_PAGE = 25


@require_safe
def review_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The reviews that the reader may see, filtered, sorted and paged; or all of them as a file."""
    programme = visible_programme(request, programme_code)
    choices = list_choices(programme=programme, user=request.user)
    period = asked_period(programme=programme, choices=choices, code=request.GET.get("period", ""))
    filters = ReviewFilter(
        request.GET,
        queryset=listed_reviews(programme=programme, user=request.user, period=period),
        programme=programme,
        choices=choices,
        period=period,
    )
    late = period is not None and period.is_overdue(programme.today)
    table = ReviewTable(filters.qs, programme=programme, late_from_period=late)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-reviews", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Service reviews",
        "filter": filters,
        "table": table,
        "exports": True,
        "period": period,
        "is_late": late,
        "can_add": request.user.has_perm("services.add_review", programme),
    }
    return render(request, "services/review_list.html", context)


@require_safe
def review_detail(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Where one review is, what was said of it, and what the reader can do."""
    review = visible_review(request, programme_code, review_code)
    user = request.user
    page = review_page(review=review, user=user)
    can_write = user.has_perm("services.write_update", review)
    own = writings(page, review=review) if can_write else ()
    context = {
        "programme": review.programme,
        "review": review,
        "page": page,
        "row": page.row,
        "writings": own,
        "is_my_turn": any(writing.is_waiting for writing in own),
        "can_write": can_write,
        "can_move": user.has_perm("services.move_review", review),
        "can_change": user.has_perm("services.change_review", review),
        "can_change_milestones": user.has_perm("services.change_milestones", review),
        "projects": review_projects(review=review, user=user),
        "aims": aims_of(review),
        "has_aims": review.programme.aims.exists(),
        "can_change_aims": review.left_on is None and user.has_perm("services.change_review_aims", review),
        "can_read_history": user.has_perm("programme.view_history", review.programme),
        "groups": groups_of_review(review=review, day=review.programme.today),
        "can_add_group": user.has_perm("services.add_review_group", review),
    }
    return render(request, "services/review_detail.html", context)


@require_safe
def review_history(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Every change of the review, its updates, moves, councils and milestones; for auditors and the office."""
    review = visible_review(request, programme_code, review_code)
    check_permission(request.user, "programme.view_history", review.programme)
    page = Paginator(history_of(review, reader=reader_of(request)), HISTORY_PER_PAGE).get_page(request.GET.get("page"))
    context = {"programme": review.programme, "review": review, "page": page, "entries": page.object_list}
    return render(request, "services/review_history.html", context)
