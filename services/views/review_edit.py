"""How the programme office sets a review up, changes it, and records that it leaves or comes back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import ButtonPage, FormPage
from programme.pages.page import ProgrammePage
from services.domain.review_record import change_review, create_review, leave_programme, rejoin_programme
from services.forms.review import LeaveForm, ReviewForm
from services.pages.records import ReviewPage

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
