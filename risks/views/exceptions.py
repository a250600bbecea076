"""What is put before the programme's board by exception, and the rules that put it there."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from programme.models import User
from programme.pages.list_page import Empty, ListPage
from programme.pages.page import ProgrammePage
from programme.pages.trail import stands
from programme.queries.exceptions import ExceptionScope, exception_report_link
from programme.views.lookup import posted, programme_for
from risks.forms.exception_rules import ExceptionRulesForm
from risks.pages.records import READ
from risks.queries.exceptions import RuleSetting, exceptions_of, rule_settings, scope_now
from risks.tables.exceptions import ExceptionFilter, ExceptionTable

CHANGE = "risks.change_exception_rules"


class ExceptionList(ProgrammePage, ListPage):
    """The exceptions that the reader may see, rule by rule."""

    parent = "risks_home"
    permission = READ
    title = _("Exceptions")
    template_name = "risks/exception_list.html"
    table_class = ExceptionTable
    export_name = "{programme.code}-exceptions"
    allows = {"can_change": CHANGE}
    empty = Empty(_("No exceptions"), text=_("Nothing that you may see breaks a rule of this programme."))

    @cached_property
    def settings(self) -> list[RuleSetting]:
        """The rules of the programme, each switched on or off, with its limit."""
        return list(rule_settings(programme=self.programme))

    @cached_property
    def scope(self) -> ExceptionScope:
        return scope_now(programme=self.programme, reader=self.reader, at=timezone.now())

    @cached_property
    def found_exceptions(self) -> Any:
        """Everything that breaks a rule, whatever the filters are."""
        return exceptions_of(self.scope, settings=self.settings)

    def filters(self) -> ExceptionFilter:
        return ExceptionFilter(self.request.GET, self.found_exceptions, self.settings)

    def filtered(self, filters: ExceptionFilter) -> Any:
        return filters.rows

    def details(self) -> dict[str, Any]:
        counts = Counter(row.setting.kind.code for row in self.found_exceptions)
        return {
            "counts": [(setting, counts[setting.kind.code]) for setting in self.settings if setting.is_on],
            "switched_off": [setting for setting in self.settings if not setting.is_on],
            "last_board": self.scope.last_board,
            "report_link": exception_report_link(user=self.reader, programme=self.programme),
        }


@stands(below=("programme_detail", ("risk_exceptions", _("Exceptions"))), crumb=_("Rules"))
@require_http_methods(["GET", "HEAD", "POST"])
def exception_rules(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Which rules the programme uses, and where each begins."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = ExceptionRulesForm(posted(request), programme=programme, settings=rule_settings(programme=programme))
    if request.method == "POST" and form.submit(actor=cast(User, request.user)):
        messages.success(request, "Rules of exceptions saved.")
        return redirect("risk_exceptions", programme.code)
    return render(request, "risks/exception_rules.html", {"programme": programme, "form": form})
