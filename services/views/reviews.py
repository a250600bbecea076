"""The list of a programme's reviews, and the page of one.

How the programme office sets a review up, changes it, and records that it leaves or comes back.

Moving a review to another stage or state: in general, and by one act such as putting it on hold.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme.pages.form_page import ButtonPage, FormPage
from programme.pages.list_page import Button, Empty, ProgrammeListPage
from programme.pages.page import ProgrammePage
from programme.pages.trail import stands
from programme.permissions import check_permission
from programme.queries.history import history_of
from programme.values.partial_date import PartialDate
from services.domain.review import change_review, create_review, leave_programme, move_review, rejoin_programme
from services.enums import Stage, State
from services.filters.reviews import ReviewFilter, asked_period, list_choices
from services.forms.move import MoveForm, StateForm
from services.forms.review import LeaveForm, ReviewForm
from services.models import ServiceReview
from services.pages.records import ReviewPage
from services.queries.aims import aims_of
from services.queries.groups import groups_of_review
from services.queries.projects import review_projects
from services.queries.review_list import listed_reviews
from services.queries.review_page import review_page, writings
from services.queries.stages import gates_before, states_from
from services.rules.state_acts import STATE_ACTS, StateAct
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


CHANGE = "services.change_review"


class ReviewCreate(ProgrammePage, FormPage):
    """Begin a new review."""

    permission = "services.add_review"
    parent = "review_list"
    crumb = _("Add")
    title = _("Add a service review")
    introduction = _("It begins as not started. Moving it to a stage is a step of its own, with a date and a reason.")
    template_name = "services/review_form.html"
    stylesheets = ("reviews.css",)
    form_class = ReviewForm
    form_takes = ("programme",)
    act = create_review
    success = _("{saved.name} added")
    opens_result = True

    def initial(self) -> dict[str, Any]:
        return {"joined_on": self.programme.today, "position": 1}


class ReviewEdit(ReviewPage, FormPage):
    """Change what is known of a review and who takes part."""

    permission = CHANGE
    parent = "review_detail"
    crumb = _("Edit")
    title = _("Edit {review.name}")
    template_name = "services/review_form.html"
    stylesheets = ("reviews.css",)
    form_class = ReviewForm
    form_takes = ("programme", "review")
    act = change_review
    success = _("Review saved")


class ReviewLeave(ReviewPage, FormPage):
    """Record that a review left the programme."""

    permission = CHANGE
    parent = "review_detail"
    crumb = heading = _("Leave the programme")
    title = _("{review.name} leaves the programme")
    caption = "{review.name}"
    introduction = _(
        "The review keeps everything said of it, owes no more updates, and is no longer counted among the live reviews."
    )
    save = _("Record that it leaves")
    is_warning = True
    form_class = LeaveForm
    act = leave_programme
    success = _("{review.name} has left the programme")

    def initial(self) -> dict[str, Any]:
        return {"left_on": self.programme.today}


class ReviewRejoin(ReviewPage, ButtonPage):
    """Bring a review back that had left."""

    permission = CHANGE
    parent = "review_detail"
    act = rejoin_programme
    success = _("{review.name} is back in the programme")


class MovePage(ReviewPage, FormPage):
    """A move of a review."""

    permission = "services.move_review"
    parent = "review_detail"
    caption = "{review.name}"
    act = move_review


class ReviewMovePage(MovePage):
    """Choose among the allowed moves, say when and why."""

    crumb = _("Move")
    title = _("Move {review.name}")
    heading = _("Move to another stage or state")
    template_name = "services/review_move.html"
    save = _("Move the review")
    form_class = MoveForm

    @cached_property
    def gates(self) -> Any:
        """The gates before each stage to which it can move."""
        return gates_before(self.review)

    def form_options(self) -> dict[str, Any]:
        today = PartialDate.day(self.programme.today)
        initial = {"to_stage": self.review.stage, "to_state": self.review.state, "effective": today}
        return {"review": self.review, "gates": self.gates, "initial": initial}

    def details(self) -> dict[str, Any]:
        closed = [(stage, [state for state in states if not state.is_open]) for stage, states in self.gates.items()]
        return {"in_the_way": [(stage, states) for stage, states in closed if states]}

    def message(self, saved: Any) -> str:
        where = f"{Stage(saved.to_stage).label}, {State(saved.to_state).label.lower()}"
        return self.words(_("{review.name} moved to {where}"), where=where)


class ReviewStatePage(MovePage):
    """Say when and why; the review stays at its stage."""

    crumb = "{chosen.button}"
    title = "{chosen.heading}"
    introduction = _("It is at {review.get_stage_display}, {review.get_state_display:lower}. {chosen.explains}")
    save = "{chosen.button}"
    template_name = "services/review_state.html"
    form_class = StateForm
    chosen: StateAct

    def find(self) -> None:
        super().find()
        chosen = STATE_ACTS.get(self.kwargs["act"])
        if chosen is None:
            raise Http404
        self.found(chosen=chosen)

    @property
    def is_warning(self) -> bool:
        return self.chosen.is_grave

    def form_options(self) -> dict[str, Any]:
        return {"act": self.chosen, "initial": {"effective": PartialDate.day(self.programme.today)}}

    def arguments(self) -> dict[str, Any]:
        return {"review": self.review, "to_stage": Stage(self.review.stage), "to_state": self.chosen.state}

    def details(self) -> dict[str, Any]:
        return {"is_possible": self.review.left_on is None and self.chosen.state in states_from(self.review)}

    def message(self, saved: Any) -> str:
        return self.words(_("{review.name} is now {state}"), state=self.chosen.state.label.lower())
