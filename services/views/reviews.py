"""The list of a programme's reviews, and the page of one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme.pages.list_page import Button, Empty, ProgrammeListPage
from programme.pages.trail import stands
from programme.permissions import check_permission
from programme.queries.history import history_of
from services.filters.reviews import ReviewFilter, asked_period, list_choices
from services.models import ServiceReview
from services.queries.aims import aims_of
from services.queries.groups import groups_of_review
from services.queries.projects import review_projects
from services.queries.review_list import listed_reviews
from services.queries.review_page import review_page, writings
from services.tables.reviews import ReviewTable
from services.views.lookup import reader_of, visible_review

HISTORY_PER_PAGE = 25
ADD_REVIEW = Button(_("Add a review"), "review_create", permission="services.add_review")


class ReviewList(ProgrammeListPage):
    """The reviews that the reader may see, filtered, sorted and paged; or all of them as a file."""

    parent = "programme_detail"
    title = _("Service reviews")
    template_name = "services/review_list.html"
    stylesheets = ("reviews.css",)
    filter_class = ReviewFilter
    table_class = ReviewTable
    export_name = "{programme.code}-reviews"
    shows_ratings = True
    button = ADD_REVIEW
    empty = Empty(
        _("No service reviews yet"),
        text=_("Add the first review of this programme."),
        button=ADD_REVIEW,
        otherwise=Empty(
            _("No service reviews to show"),
            text=_("You see the reviews in which your council takes part. Ask the programme office if one is missing."),
        ),
    )

    def find(self) -> None:
        super().find()
        self.choices = list_choices(programme=self.programme, user=self.reader)
        code = self.request.GET.get("period", "")
        self.period = asked_period(programme=self.programme, choices=self.choices, code=code)
        self.is_late = self.period is not None and self.period.is_overdue(self.programme.today)

    def rows(self) -> QuerySet[ServiceReview]:
        return listed_reviews(programme=self.programme, user=self.reader, period=self.period)

    def filter_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "choices": self.choices, "period": self.period}

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "late_from_period": self.is_late}

    def details(self) -> dict[str, Any]:
        return {"period": self.period, "is_late": self.is_late}


@require_safe
@stands(below="review_list", crumb="{review.name}")
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
@stands(below="review_detail", crumb=_("History"))
def review_history(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Every change of the review, its updates, moves, councils and milestones; for auditors and the office."""
    review = visible_review(request, programme_code, review_code)
    check_permission(request.user, "programme.view_history", review.programme)
    page = Paginator(history_of(review, reader=reader_of(request)), HISTORY_PER_PAGE).get_page(request.GET.get("page"))
    context = {"programme": review.programme, "review": review, "page": page, "entries": page.object_list}
    return render(request, "services/review_history.html", context)
