"""The service standards of a whole programme."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programme.models import Council, ProgrammeMembership
from programme.pages.list_page import Button, Empty, ProgrammeListPage
from services.models import Indicator, ServiceReview
from services.queries.service_standards import standard_rows, standard_years
from services.tables.standards import StandardFilter, StandardTable

OF_INDICATORS = {"q", "review", "category"}
"""The filters that choose among indicators; the others choose among the rows made of them."""


class ServiceStandards(ProgrammeListPage):
    """The standards that apply in the reviews that the reader sees, filtered, sorted and paged; or all as a file."""

    parent = "programme_detail"
    title = _("Service standards")
    introduction = _(
        "Each council's latest measurement against the standard of its year. Achievement is how much of the way from "
        "the baseline to the target is done: undefined where the target is the baseline, blank where a figure is "
        "missing."
    )
    stylesheets = ("indicators.css",)
    filter_class = StandardFilter
    table_class = StandardTable
    export_name = "{programme.code}-service-standards"
    empty = Empty(
        _("No service standards yet"),
        text=_("Standards are set on the page of each review, under “Baseline and standards”."),
        button=Button(_("Service reviews"), "review_list"),
    )

    @cached_property
    def reviews(self) -> list[ServiceReview]:
        """The reviews that the reader sees, in the programme's order."""
        reviews = ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme)
        return list(reviews.in_programme_order())

    def rows(self) -> QuerySet[Indicator]:
        indicators = Indicator.objects.visible_to(self.reader).filter(programme=self.programme)
        return indicators.order_by("pk").only("pk")

    def filter_options(self) -> dict[str, Any]:
        members = ProgrammeMembership.objects.filter(programme=self.programme)
        return {
            "reviews": [(review.code, review.name) for review in self.reviews],
            "councils": list(Council.objects.filter(pk__in=members.values("council"))),
            "years": standard_years(self.reviews),
        }

    def filtered(self, filters: StandardFilter) -> Any:
        asked = filters.form.cleaned_data if filters.is_valid() else {}
        return standard_rows(
            programme=self.programme,
            reviews=self.reviews,
            indicators=filters.qs if OF_INDICATORS & {name for name, value in asked.items() if value} else None,
            council=asked.get("council", ""),
            year=int(asked["year"]) if asked.get("year") else None,
            met=asked.get("met", ""),
        )
