"""Adding, changing, closing and reopening risks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import FormPage
from programme.pages.wording import Words
from risks.domain.numbers import suggested_number
from risks.domain.risk import add_risk, change_risk, close_risk, home_of, reopen_risk
from risks.enums import RiskStatus
from risks.forms.risk import RiskForm
from risks.forms.risk_end import CloseForm, ReopenForm
from risks.pages.records import CHANGE_RISK, RegisterPage, RiskEditPage, RiskPage


class RiskCreate(RegisterPage, FormPage):
    """Add a risk to a register."""

    permission = "risks.add_risk"
    title = _("Add a risk")
    introduction = _("To {register.name}, which keeps it from then on. You score it next.")
    form_class = RiskForm
    act = add_risk
    save = _("Add the risk")
    success = _("Risk added. Score it next.")
    opens_result = True

    def form_options(self) -> dict[str, Any]:
        initial = {
            "number": suggested_number(self.register, user=self.reader),
            "review": self.register.review_id,
            "council": self.register.council_id,
            "opened_on": self.programme.today,
        }
        return {"register": self.register, "user": self.reader, "initial": initial}


class RiskEdit(RiskPage, RiskEditPage):
    """Change what is known of a risk."""

    permission = CHANGE_RISK
    crumb = _("Change")
    title = _("Change a risk")
    introduction = _("Its numbers, scores and mitigations are changed on its own page.")
    form_class = RiskForm
    act = change_risk
    success = _("Risk saved")

    def form_options(self) -> dict[str, Any]:
        return {"register": home_of(self.risk), "user": self.reader, "record": self.risk}


class RiskClose(RiskPage, RiskEditPage):
    """Close a risk with the day and the reason."""

    permission = CHANGE_RISK
    crumb = _("Close")
    title = _("Close a risk")
    introduction = ("{risk.title}", _("It stays in its registers with its scores, and can be opened again."))
    form_class = CloseForm
    act = close_risk
    save = _("Close the risk")
    success = _("Risk closed")

    def refusal(self) -> Words:
        is_open = self.risk.status == RiskStatus.OPEN
        return "" if is_open else _("This risk is not open, so there is nothing to close.")

    def form_options(self) -> dict[str, Any]:
        return {"record": self.risk, "initial": {"closed_on": self.programme.today}}


class RiskReopen(RiskPage, RiskEditPage):
    """Open a risk again."""

    permission = CHANGE_RISK
    crumb = _("Open again")
    title = _("Open a risk again")
    introduction = ("{risk.title}", _("{risk.get_status_display} on {risk.closed_on}: {risk.closed_reason}"))
    form_class = ReopenForm
    act = reopen_risk
    save = _("Open it again")
    success = _("Risk open again")

    def refusal(self) -> Words:
        return _("This risk is open already.") if self.risk.status == RiskStatus.OPEN else ""
