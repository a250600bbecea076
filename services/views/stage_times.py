"""How long the reviews of a programme take at each stage."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programme.pages.list_page import Empty, ProgrammeListPage
from services.filters.reviews import list_choices
from services.models import ServiceReview
from services.queries.stage_times import stage_times, summaries_of
from services.tables.stages import StageTimesFilter, StageTimesTable, timed


class StageTimes(ProgrammeListPage):
    """The reviews that the reader may see, the longest at their stage first, and the median of each stage."""

    parent = "programme_detail"
    title = _("Time in stage")
    introduction = _(
        "Reckoned from the dates of the moves, and no more precisely than those: what is known by the month is told as "
        "about so many months. Time on hold counts; time stops when a review is withdrawn, complete or leaves."
    )
    below = "services/_stage_summary.html"
    filter_class = StageTimesFilter
    table_class = StageTimesTable
    export_name = "{programme.code}-time-in-stage"
    empty = Empty(
        _("No service reviews to show"),
        text=_("You see the reviews in which your council takes part. Ask the programme office if one is missing."),
    )

    def rows(self) -> QuerySet[ServiceReview]:
        return ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme)

    def filter_options(self) -> dict[str, Any]:
        choices = list_choices(programme=self.programme, user=self.reader)
        return {"programme": self.programme, "choices": choices}

    def filtered(self, filters: StageTimesFilter) -> Any:
        self.times = stage_times(reviews=filters.qs)
        return timed(self.times)

    def details(self) -> dict[str, Any]:
        summaries = summaries_of(self.times)
        return {"summaries": [summary for summary in summaries if summary.moved_on or summary.standing]}
