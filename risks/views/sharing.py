"""Showing a risk in other registers, and to whom a confidential one is shown."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programme.pages.wording import Words
from risks.domain.confidential import set_confidential
from risks.domain.sharing import change_entry, share_risk
from risks.forms.sharing import ConfidentialForm, EntryForm, ShareForm
from risks.pages.records import CHANGE_RISK, EntryPage, RiskEditPage, RiskPage
from risks.queries.sharing import registers_to_share_with


class RiskShare(RiskPage, RiskEditPage):
    """Show a risk in another register by a number of its own there."""

    permission = "risks.share_risk"
    crumb = _("Share")
    title = _("Show it in another register")
    template_name = "risks/risk_share.html"
    form_class = ShareForm
    act = share_risk
    save = _("Share it")
    success = _("Shown in {saved.register} as {saved.number}")

    @cached_property
    def registers(self) -> Any:
        """Where the reader may show it."""
        return registers_to_share_with(risk=self.risk, user=self.reader)

    def form_options(self) -> dict[str, Any]:
        return {"registers": self.registers, "initial": {"starts_on": self.programme.today}}

    def details(self) -> dict[str, Any]:
        return {"has_registers": bool(self.registers)}


class EntryEdit(EntryPage, RiskEditPage):
    """Change the number of a risk in a register, or end a share."""

    permission = "risks.change_entry"
    crumb = "{entry.register.name}"
    introduction = _("{risk.title}, in {entry.register.name}")
    form_class = EntryForm
    act = change_entry
    success = _("Saved")

    @property
    def title(self) -> Words:
        return _("Change its number") if self.entry.is_home else _("Change or end a share")


class RiskConfidential(RiskPage, RiskEditPage):
    """Say whether a risk is confidential, and to whom it is shown."""

    permission = CHANGE_RISK
    crumb = _("Who sees it")
    title = _("Who sees this risk")
    introduction = (
        "{risk.title}",
        _(
            "A confidential risk is shown to its owner, to auditors and to the people you name, and counted for nobody "
            "else: not in lists, heat maps, reports, exports or the history, also as far back as it goes."
        ),
    )
    form_class = ConfidentialForm
    act = set_confidential

    def message(self, saved: Any) -> str:
        if saved.is_confidential:
            return str(_("Saved. Only its owner, the people named and auditors see it."))
        return str(_("Saved. Who sees a register in which it stands sees it."))
