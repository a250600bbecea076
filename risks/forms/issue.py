"""What is filled in about an issue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from programme.forms.domain_form import RecordForm
from programme.forms.programme import RoughDateField
from programme.models import Council
from risks.domain.issue import ISSUE_FIELDS
from risks.forms.risk import DAY, SHORT, NumberField, OwnerFields
from risks.models import Issue, Risk, RiskRegister
from services.forms.fields import LineField, ProseField


class IssueForm(OwnerFields, RecordForm):
    """An issue, new (`record` None) or as it stands, in a register's log.

    `from_risk`: a risk that has happened becomes it, and the mark `seen` is the risk's.
    """

    number = NumberField()
    title = LineField(label="Issue", limit=300, rows=2, help_text="In one sentence.")
    risk = forms.ModelChoiceField(
        Risk.objects.none(),
        label="Risk that it was",
        required=False,
        empty_label="None: nobody foresaw it",
        help_text="Of this register. Who does not see the risk does not see the issue.",
    )
    description = ProseField(label="What has happened", rows=4, limit=SHORT)
    impact = ProseField(
        label="Impact", rows=3, limit=SHORT, help_text="What it does to time, cost, quality or benefits."
    )
    council = forms.ModelChoiceField(Council.objects.none(), required=False, empty_label="All together")
    raised_on = forms.DateField(
        label="Raised on", widget=forms.DateInput(attrs=DAY), help_text="Today or a day that has passed."
    )
    due = RoughDateField(label="To be resolved by", required=False)
    field_order = [
        "number", "title", "risk", "description", "impact", "owner", "owner_post", "council", "raised_on", "due",
    ]  # fmt: skip

    def __init__(
        self,
        *arguments: Any,
        register: RiskRegister,
        user: Any,
        record: Issue | None = None,
        from_risk: Risk | None = None,
        **options: Any,
    ) -> None:
        self.is_of_risk = from_risk is not None
        super().__init__(*arguments, record=record or from_risk, **options)
        self.offer_owners(register, record or from_risk)
        council, risk = (record.council_id, record.risk_id) if record else (None, None)
        members = Council.objects.filter(Q(memberships__programme=register.programme_id) | Q(pk=council)).distinct()
        self.fields["council"].queryset = members.order_by("name", "pk")  # type: ignore[attr-defined]
        seen = Risk.objects.visible_to(user).filter(entries__register=register)
        shown = Risk.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk=risk)).order_by("title", "pk")
        self.fields["risk"].queryset = shown  # type: ignore[attr-defined]
        if self.is_of_risk:
            del self.fields["risk"]

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        risk = {} if self.is_of_risk else {"risk": data["risk"]}
        values = {name: data[name] for name in ISSUE_FIELDS}
        return {"number": data["number"], "values": values, **risk, **self.seen_mark()}

    def _in_words(self, name: str) -> Any:
        return super()._in_words(name) if hasattr(self.record, name) else ""


class ResolveForm(RecordForm):
    """What was done about an issue."""

    resolved_on = forms.DateField(
        label="Resolved on", widget=forms.DateInput(attrs=DAY), help_text="Today or a day that has passed."
    )
    resolution = ProseField(label="What was done about it", rows=4, limit=SHORT, help_text="Needed.")


class ReopenIssueForm(RecordForm):
    """Why an issue is open again."""

    not_kept = frozenset({"reason"})
    reason = ProseField(label="Why", rows=3, limit=2_000, help_text="Needed. It stands with what had been done.")
