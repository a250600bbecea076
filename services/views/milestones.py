"""Adding and changing milestones: of a review, and of the programme as a whole."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import EditPage, FormPage
from programme.pages.page import ProgrammePage
from services.domain.milestone import add_milestone, add_programme_milestone, change_milestone
from services.forms.review import MilestoneForm
from services.models import Milestone
from services.pages.records import ReviewPage


class MilestoneCreate(ReviewPage, FormPage):
    """Add a milestone to a review."""

    permission = "services.change_milestones"
    parent = "review_detail"
    title = _("Add a milestone")
    introduction = _("For {review.name}. Enter at least one date.")
    form_class = MilestoneForm
    act = add_milestone
    success = _("Milestone added: {saved.name}")


class MilestoneEdit(ReviewPage, EditPage):
    """Change a milestone of a review."""

    permission = "services.change_milestones"
    parent = "review_detail"
    title = _("Change a milestone")
    introduction = _("Of {review.name}.")
    record_class = Milestone
    form_class = MilestoneForm
    act = change_milestone
    success = _("Milestone saved: {saved.name}")


class ProgrammeMilestoneCreate(ProgrammePage, FormPage):
    """Add a milestone to the programme."""

    permission = "services.change_programme_milestones"
    parent = "route_map"
    crumb = _("Add a milestone")
    title = _("Add a milestone of the programme")
    introduction = _("For the whole programme, not one of its reviews. Enter at least one date.")
    form_class = MilestoneForm
    act = add_programme_milestone
    success = _("Milestone added: {saved.name}")


class ProgrammeMilestoneEdit(ProgrammePage, EditPage):
    """Change a milestone of the programme."""

    permission = "services.change_programme_milestones"
    parent = "route_map"
    crumb = _("Change a milestone")
    title = _("Change a milestone of the programme")
    record_class = Milestone
    form_class = MilestoneForm
    act = change_milestone
    success = _("Milestone saved: {saved.name}")

    def record_rows(self) -> QuerySet[Milestone]:
        return Milestone.objects.filter(review__isnull=True)
