"""Adding and changing the systems that councils use for a service."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from programme.errors import NotAllowed
from programme.pages.form_page import EditPage, FormPage
from services.domain.system_in_use import add_system, change_system
from services.forms.indicator import NewSystemForm, SystemForm
from services.models import SystemInUse
from services.pages.records import ReviewPage
from services.permissions import writes_figures_of
from services.queries.indicator_page import councils_of_review


class SystemPage(ReviewPage):
    """A form about a system of a review; after it the browser goes to the table of systems."""

    permission = "services.change_indicators"
    parent = "review_detail"
    back = "indicator_list"

    def next_address(self, saved: Any) -> str:
        return f"{self.address_of('indicator_list')}#systems"


class SystemCreate(SystemPage, FormPage):
    """Add a system that a council uses."""

    title = _("Add a system")
    introduction = _("A system that a council uses for {review.name}.")
    form_class = NewSystemForm
    act = add_system
    success = _("System added: {saved.name}, {saved.council.short_name}")

    def form_options(self) -> dict[str, Any]:
        councils = councils_of_review(self.review, today=self.programme.today)
        own = writes_figures_of(self.reader, self.review, [council.pk for council in councils])
        return {"councils": [council for council in councils if council.pk in own]}


class SystemEdit(SystemPage, EditPage):
    """Change a system in use, or say when its use ended."""

    title = _("Change a system")
    introduction = _("Used by {system.council.name} for {review.name}.")
    form_class = SystemForm
    act = change_system
    success = _("System saved: {saved.name}")

    def find(self) -> None:
        super().find()
        systems = SystemInUse.objects.select_related("council").filter(review=self.review)
        council_code, code = self.kwargs["council_code"], self.kwargs["system_code"]
        system = get_object_or_404(systems, council__code=council_code, code=code)
        if not writes_figures_of(self.reader, self.review, [system.council_id]):
            raise NotAllowed(f"{system.council} says itself which systems it uses.")
        self.found(system=system)
