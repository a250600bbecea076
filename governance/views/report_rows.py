"""Recommendations and background papers of a report: adding, changing, moving, taking out and putting back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.domain import report_part
from governance.forms.report_parts import BackgroundPaperForm, RecommendationForm
from governance.models import BackgroundPaper, Recommendation
from governance.pages.records import CHANGE_REPORT, ReportPage
from programme.pages.form_page import ButtonPage, EditPage, FormPage
from programme.pages.wording import Words

ACTS: dict[str, Callable[..., Any]] = {
    "up": partial(report_part.move_part, up=True),
    "down": partial(report_part.move_part, up=False),
    "remove": report_part.remove_part,
    "restore": report_part.restore_part,
}


class RowPage(ReportPage):
    """A page about a row of a report; after it the browser goes back to the rows, at the `anchor`."""

    permission = CHANGE_REPORT
    anchor: ClassVar[str]

    def next_address(self, saved: Any) -> str:
        return f"{self.report.get_absolute_url()}#{self.anchor}"


class RowAct(RowPage, ButtonPage):
    """Move a row up or down, take it out, or put it back; `done_words` says so, by the act of the address."""

    row_id: ClassVar[str]
    done_words: ClassVar[dict[str, Words]]

    def find(self) -> None:
        super().find()
        if self.kwargs["act"] not in ACTS:
            raise Http404

    def do(self) -> Any:
        row = self.part(self.rows(), pk=self.kwargs[self.row_id])
        return ACTS[self.kwargs["act"]](part=row, actor=self.reader, at=timezone.now())

    def rows(self) -> Any:
        """The rows of the report among which the address names one."""
        raise NotImplementedError

    def message(self, saved: Any) -> str:
        return self.words(self.done_words[self.kwargs["act"]])


class RecommendationCreate(RowPage, FormPage):
    """Add a recommendation at the end."""

    anchor = "recommendations"
    title = _("Add a recommendation")
    form_class = RecommendationForm
    act = report_part.add_recommendation
    success = _("Recommendation added")


class RecommendationEdit(RowPage, EditPage):
    """Change a recommendation."""

    anchor = "recommendations"
    title = _("Change a recommendation")
    record_class = Recommendation
    form_class = RecommendationForm
    act = report_part.change_recommendation
    success = _("Recommendation saved")


class RecommendationAct(RowAct):
    """Move a recommendation, take it out or put it back."""

    anchor = "recommendations"
    row_id = "recommendation_id"
    done_words = {
        "up": _("Recommendation moved"),
        "down": _("Recommendation moved"),
        "remove": _("Recommendation taken out. It can be put back."),
        "restore": _("Recommendation put back"),
    }

    def rows(self) -> Any:
        return self.report.recommendations


class BackgroundPaperCreate(RowPage, FormPage):
    """Add a background paper at the end."""

    anchor = "background-papers"
    title = _("Add a background paper")
    form_class = BackgroundPaperForm
    act = report_part.add_background_paper
    success = _("Background paper added")


class BackgroundPaperEdit(RowPage, EditPage):
    """Change a background paper."""

    anchor = "background-papers"
    title = _("Change a background paper")
    record_class = BackgroundPaper
    form_class = BackgroundPaperForm
    act = report_part.change_background_paper
    success = _("Background paper saved")


class BackgroundPaperAct(RowAct):
    """Move a background paper, take it out or put it back."""

    anchor = "background-papers"
    row_id = "paper_id"
    done_words = {
        "up": _("Background paper moved"),
        "down": _("Background paper moved"),
        "remove": _("Background paper taken out. It can be put back."),
        "restore": _("Background paper put back"),
    }

    def rows(self) -> Any:
        return self.report.background_papers
