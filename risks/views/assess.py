"""Scoring a risk in one of its registers."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programme.pages.wording import Words
from risks.domain.assessment import assess
from risks.enums import AssessmentKind, RiskStatus
from risks.forms.assess import UNSCORED, AssessForm
from risks.models import Assessment, Matrix
from risks.pages.records import EntryPage, RiskEditPage


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
