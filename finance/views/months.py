"""Closed months: closing one, and saying who may still post into it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from finance.domain.finance_close import change_editors, close_month
from finance.forms.ledger import CloseMonthForm, EditorsForm
from finance.models import FinanceClose, FinanceCloseEditor
from programme.pages.form_page import FormPage
from programme.pages.page import ProgrammePage

CLOSE = "finance.close_months"


class MonthList(ProgrammePage, FormPage):
    """The closed months, and a form to close another."""

    permission = CLOSE
    parent = "budget_list"
    goes_to = "month_list"
    title = _("Closed months")
    template_name = "finance/month_list.html"
    save = _("Close the month")
    form_class = CloseMonthForm
    form_takes = ("programme",)
    act = close_month
    success = _("{saved.label} closed")

    def details(self) -> dict[str, Any]:
        editors = FinanceCloseEditor.objects.filter(removed_at__isnull=True).select_related("user")
        closes = FinanceClose.objects.filter(programme=self.programme).select_related("closed_by")
        current = Prefetch("named_editors", queryset=editors, to_attr="current_editors")
        return {"closes": closes.prefetch_related(current)}


class MonthEdit(ProgrammePage, FormPage):
    """Say anew who may still post into a closed month."""

    permission = CLOSE
    parent = "month_list"
    crumb = title = "{close.label}"
    introduction = _("Closed on {close.closed_at}.")
    form_class = EditorsForm
    form_takes = ("programme", "close")
    act = change_editors
    success = _("Saved")

    def find(self) -> None:
        super().find()
        year, month = self.kwargs["close_year"], self.kwargs["month"]
        close = get_object_or_404(FinanceClose, programme=self.programme, year=year, month=month)
        close.programme = self.programme
        self.found(close=close)
