"""The principles and outcomes of a programme, and which of them a review serves."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from programme.domain.aim import add_aim, change_aim
from programme.models import Aim
from programme.pages.form_page import ButtonPage, EditPage, FormPage
from programme.pages.page import DetailPage, ProgrammePage
from services.domain.review import add_review_aim, change_review_aim, remove_review_aim
from services.forms.aim import AimForm, ReviewAimChangeForm, ReviewAimForm
from services.models import ReviewAim
from services.pages.records import ReviewPage
from services.queries.aims import aim_groups

CHANGE_PROGRAMME = "programme.change_programme"
CHANGE = "services.change_review_aims"


class AimList(ProgrammePage, DetailPage):
    """The guiding principles and corporate outcomes, each with the reviews that serve it."""

    parent = "programme_detail"
    title = _("Principles and outcomes")
    template_name = "services/aim_list.html"
    stylesheets = ("reviews.css",)
    allows = {"can_change": CHANGE_PROGRAMME}

    def details(self) -> dict[str, Any]:
        return {"groups": aim_groups(programme=self.programme, user=self.reader)}


class AimCreate(ProgrammePage, FormPage):
    """Add a principle or an outcome."""

    permission = CHANGE_PROGRAMME
    parent = "aim_list"
    crumb = _("Add")
    title = _("Add a principle or outcome")
    form_class = AimForm
    form_takes = ("programme",)
    act = add_aim
    success = _("Added: {saved.name}")

    def initial(self) -> dict[str, Any]:
        last = self.programme.aims.order_by("position").last()
        return {"position": last.position + 1 if last else 1}


class AimEdit(ProgrammePage, EditPage):
    """Change a principle or an outcome; a last day is how it ends."""

    permission = CHANGE_PROGRAMME
    parent = "aim_list"
    crumb = "{aim.name}"
    title = _("Change a principle or outcome")
    introduction = "{aim.name}"
    record_class = Aim
    form_class = AimForm
    form_takes = ("programme",)
    act = change_aim
    success = _("Saved: {saved.name}")


class ReviewAimCreate(ReviewPage, FormPage):
    """Say that a review serves a principle or outcome."""

    permission = CHANGE
    parent = "review_detail"
    crumb = _("Add what it serves")
    title = _("Add what {review.name} serves")
    form_class = ReviewAimForm
    form_takes = ("review",)
    act = add_review_aim
    success = _("{review.name} serves: {saved.aim.name}")


class ReviewAimPage(ReviewPage):
    """A page of what a review serves."""

    permission = CHANGE
    parent = "review_detail"
    review_aim: ReviewAim

    def find(self) -> None:
        super().find()
        links = ReviewAim.objects.select_related("aim").filter(review=self.review, removed_at__isnull=True)
        link = get_object_or_404(links, aim__code=self.kwargs["aim_code"])
        link.review = self.review
        self.found(review_aim=link)


class ReviewAimEdit(ReviewAimPage, EditPage):
    """Change how a review serves an aim."""

    crumb = _("What it serves")
    title = _("How {review.name} serves it")
    introduction = "{review_aim.aim.get_kind_display}: {review_aim.aim.name}"
    form_class = ReviewAimChangeForm
    act = change_review_aim
    success = _("Saved: {review_aim.aim.name}")


class ReviewAimRemove(ReviewAimPage, ButtonPage):
    """Say that a review serves an aim no more."""

    act = remove_review_aim
    success = _("{review.name} no longer serves: {review_aim.aim.name}")
