"""Adding and changing what is done about a risk."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from risks.domain.mitigation import add_mitigation, change_mitigation, remove_mitigation, report_on_mitigation
from risks.domain.risk import home_of
from risks.forms.mitigation import MitigationForm, MitigationReportForm, RemoveForm
from risks.pages.records import CHANGE_RISK, MitigationPage, RiskEditPage, RiskPage


class MitigationCreate(RiskPage, RiskEditPage):
    """Add a control or an action."""

    permission = CHANGE_RISK
    title = _("Add a mitigation")
    introduction = _("A control that is in place, or an action on: {risk.title}")
    form_class = MitigationForm
    act = add_mitigation
    save = _("Add the mitigation")
    success = _("Mitigation added")

    def form_options(self) -> dict[str, Any]:
        return {"register": home_of(self.risk)}


class MitigationEdit(MitigationPage, RiskEditPage):
    """Change a control or an action."""

    permission = CHANGE_RISK
    title = _("Change a mitigation")
    introduction = _("On: {risk.title}")
    form_class = MitigationForm
    act = change_mitigation
    success = _("Mitigation saved")

    def form_options(self) -> dict[str, Any]:
        return {"register": home_of(self.risk), "record": self.mitigation}


class MitigationReport(MitigationPage, RiskEditPage):
    """Say how it goes: its owner may, too."""

    permission = "risks.report_on_mitigation"
    title = _("Say how it goes")
    template_name = "risks/mitigation_report.html"
    form_class = MitigationReportForm
    act = report_on_mitigation
    success = _("Progress saved")

    def find(self) -> None:
        self.find_mitigation()
        self.check(self.mitigation)


class MitigationRemove(MitigationPage, RiskEditPage):
    """Take off what was entered by mistake."""

    permission = CHANGE_RISK
    title = _("Take off a mitigation")
    introduction = (
        "{mitigation.name}",
        _(
            "For what was entered by mistake; the history keeps it. Of what was done or given up, say so instead, "
            "and it stays on the page."
        ),
    )
    form_class = RemoveForm
    act = remove_mitigation
    is_warning = True
    save = _("Take it off")
    success = _("Mitigation taken off")
