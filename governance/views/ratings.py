"""Rating the programme otherwise than its reviews make it, and by them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from governance.domain.rating_override import CHANGE, end_override, override_rating
from governance.forms.ratings import OverrideForm
from governance.models import RatingOverride
from governance.queries.overall_rating import overall_of
from programme.errors import DomainError
from programme.pages.form_page import ButtonPage, FormPage
from programme.pages.page import ProgrammePage
from services.models import ServiceReview
from services.queries.progress import progress_rows


class RatingOverrideSet(ProgrammePage, FormPage):
    """Set the programme's rating by hand, with the reason."""

    parent = ("programme_detail", ("dashboard", _("Dashboard")))
    permission = CHANGE
    title = _("Rate the programme")
    template_name = "governance/rating_override.html"
    form_class = OverrideForm
    act = override_rating
    save = _("Set the rating")
    success = _("The programme is rated {saved.get_rag_display:lower}")

    @cached_property
    def standing(self) -> RatingOverride | None:
        """The rating set by hand that counts now."""
        return RatingOverride.objects.standing().filter(programme=self.programme).first()

    def form_options(self) -> dict[str, Any]:
        return {"standing": self.standing}

    def details(self) -> dict[str, Any]:
        reviews = ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme)
        return {"overall": overall_of(progress_rows(reviews=reviews))}


class RatingOverrideEnd(ProgrammePage, ButtonPage):
    """Rate the programme by its reviews again."""

    permission = CHANGE
    act = end_override
    success = _("The programme is rated by its reviews again")
    goes_to = "dashboard"

    def refused(self, error: DomainError) -> HttpResponseBase:
        messages.info(self.request, error.message)
        return redirect(self.next_address(None))
