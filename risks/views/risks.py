"""The page of a risk.

Adding, changing, closing and reopening risks.

Scoring a risk in one of its registers.

Showing a risk in other registers, and to whom a confidential one is shown.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from programme.pages.form_page import FormPage
from programme.pages.page import DetailPage
from programme.pages.wording import Words
from risks.domain.assessment import assess
from risks.domain.risk import (
    add_risk,
    change_risk,
    close_risk,
    home_of,
    reopen_risk,
    set_confidential,
    suggested_number,
)
from risks.domain.sharing import change_entry, share_risk
from risks.enums import AssessmentKind, RiskStatus
from risks.forms.assess import UNSCORED, AssessForm
from risks.forms.risk import RiskForm
from risks.forms.risk_end import CloseForm, ReopenForm
from risks.forms.sharing import ConfidentialForm, EntryForm, ShareForm
from risks.models import Assessment, Matrix
from risks.pages.records import CHANGE_RISK, EntryPage, RegisterPage, RiskEditPage, RiskPage
from risks.queries.risk_page import assessments_of, risk_page
from risks.queries.sharing import registers_to_share_with
from risks.queries.trends import risk_trends
from risks.tables.assessments import AssessmentTable

PER_PAGE = 20


class RiskDetail(RiskPage, DetailPage):
    """Everything of a risk that the reader sees: texts, scores in each register, what is done about it, its past."""

    parent = "risks_home"
    crumb = "{risk.title:short}"
    template_name = "risks/risk_detail.html"
    stylesheets = ("risks.css", "riskpage.css")
    allows = {"can_change": CHANGE_RISK, "can_share": "risks.share_risk"}

    def details(self) -> dict[str, Any]:
        page = risk_page(risk=self.risk, user=self.reader)
        entries = [shown.entry for shown in page.entries]
        table = AssessmentTable(assessments_of(entries), of_many=len(entries) > 1)
        RequestConfig(self.request, paginate={"per_page": PER_PAGE}).configure(table)
        review = self.risk.review
        return {
            "page": page,
            "table": table,
            "trends": risk_trends(entries=entries, today=self.programme.today),
            "is_open": self.risk.status == RiskStatus.OPEN,
            "sees_review": review is not None and self.reader.has_perm("services.view_review", review),
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }


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


class RiskAssess(EntryPage, RiskEditPage):
    """Record how likely and serious a risk was found on a day; `?kind=` says which score."""

    permission = "risks.assess_entry"
    crumb = _("Score")
    title = _("Score a risk")
    template_name = "risks/risk_assess.html"
    stylesheets = ("risks.css", "riskpage.css")
    scripts = ("assess.js",)
    form_class = AssessForm
    act = assess
    save = _("Record the score")
    success = _("{saved.get_kind_display} score recorded")

    def refusal(self) -> Words:
        is_open = self.risk.status == RiskStatus.OPEN
        return "" if is_open else _("This risk is not open any more. Open it again before you score it.")

    @cached_property
    def matrix(self) -> Matrix | None:
        """The matrix of today."""
        return self.entry.register.matrices.order_by("-version").first()

    def form_options(self) -> dict[str, Any]:
        return {"record": self.entry, "matrix": self.matrix, "initial": self._initial()}

    def _initial(self) -> dict[str, Any]:
        """The kind that is asked for, with the cell in which it stands by the matrix of today."""
        asked = self.request.GET.get("kind", "")
        kind = AssessmentKind(asked) if asked in AssessmentKind.values else AssessmentKind.CURRENT
        latest: Assessment | None = getattr(self.entry, kind.value)
        cell = latest.cell if latest else None
        stands = str(cell.pk) if cell and self.matrix and cell.matrix_id == self.matrix.pk else ""
        return {
            "kind": kind.value,
            "cell": stands or (UNSCORED if self.matrix is None else ""),
            "assessed_on": self.programme.today,
        }


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
