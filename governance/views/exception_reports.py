"""Beginning an exception report."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from governance.domain.exception_report import create_exception_report
from governance.forms.exception_reports import ExceptionReportForm
from governance.forms.reports import meetings_written_for
from governance.pages.records import ADD_BODY
from programme.pages.form_page import FormPage
from programme.pages.page import ProgrammePage
from risks.queries.exceptions import exceptions_of, scope_now


class ExceptionReportCreate(ProgrammePage, FormPage):
    """Begin a report on some of the exceptions, for a meeting, with the standard headings."""

    parent = ("programme_detail", ("risk_exceptions", _("Exceptions")))
    crumb = _("Draft a report")
    permission = ADD_BODY
    title = _("Draft an exception report")
    template_name = "governance/exception_report_create.html"
    form_class = ExceptionReportForm
    act = create_exception_report
    save = _("Begin report")
    success = _("Exception report begun, with its standard headings")
    opens_result = True

    @cached_property
    def exceptions(self) -> Any:
        """What the reader sees out of bounds now."""
        return exceptions_of(scope_now(programme=self.programme, reader=self.reader, at=timezone.now()))

    def arguments(self) -> dict[str, Any]:
        return {}

    def form_options(self) -> dict[str, Any]:
        initial = {"title": "Exception report", "exceptions": self.request.GET.getlist("exception")}
        return {"programme": self.programme, "writer": self.reader, "rows": self.exceptions, "initial": initial}

    def details(self) -> dict[str, Any]:
        return {
            "has_exceptions": bool(self.exceptions),
            "has_meetings": bool(meetings_written_for(programme=self.programme, writer=self.reader)),
            "has_styles": self.programme.house_styles.exists(),
        }
