"""What is filled in about a risk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from programme.forms.domain_form import RecordForm
from programme.models import Council, User
from risks.domain.risk import RISK_FIELDS
from risks.enums import Response, RiskKind
from risks.models import Risk, RiskRegister
from risks.queries.readers import possible_owners
from services.forms.fields import LineField, ProseField
from services.models import ServiceReview

DAY = {"class": "govuk-input--width-10"}
SHORT = 5_000


class NumberField(LineField):
    """The number in a register, as it gives it."""

    def __init__(self, **options: Any) -> None:
        told = "Suggested; any other that the register has not given is as good. Gaps do no harm."
        super().__init__(**{"limit": 20, "size": "govuk-input--width-10", "help_text": told, **options})


class OwnerFields(forms.Form):
    """A person, or a post in words."""

    owner = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="Anyone who sees the register and may work on its risks.",
    )
    owner_post = LineField(
        label="Or a post, in words",
        limit=120,
        required=False,
        help_text="Where the owner has no account, for example Head of Finance.",
    )

    def offer_owners(self, register: RiskRegister, record: Any) -> None:
        """Those who can own it, and who does."""
        people = possible_owners(register)
        owner = record.owner_id if record is not None else None
        shown = User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk=owner)).order_by("name", "pk")
        self.fields["owner"].queryset = shown  # type: ignore[attr-defined]


class RiskForm(OwnerFields, RecordForm):
    """A risk, new (`record` None) in its home register, or as it stands.

    What stands there and is not the reader's to choose (a review they do not see) stays.
    """

    number = NumberField()
    title = LineField(label="Risk", limit=300, rows=2, help_text="In one sentence.")
    kind = forms.ChoiceField(
        choices=RiskKind.choices,
        initial=RiskKind.RISK,
        widget=forms.RadioSelect,
        help_text="An opportunity is uncertain too, and would help.",
    )
    cause = ProseField(label="Cause", rows=3, limit=SHORT, help_text="Because of what it could happen.")
    event = ProseField(label="Event", rows=3, limit=SHORT, help_text="What could happen.")
    effect = ProseField(label="Effect", rows=3, limit=SHORT, help_text="What it would mean.")
    category = LineField(limit=60, required=False)
    review = forms.ModelChoiceField(
        ServiceReview.objects.none(), label="Service review", required=False, empty_label="None in particular"
    )
    council = forms.ModelChoiceField(
        Council.objects.none(), required=False, empty_label="All together", help_text="Whose risk it is."
    )
    response = forms.ChoiceField(
        choices=[("", "Not decided yet"), *Response.choices],
        required=False,
        help_text="The first four are for risks; share, exploit and enhance are for opportunities.",
    )
    strategy = ProseField(label="Strategy", rows=4, limit=SHORT, help_text="How it is mitigated, in words.")
    action_outstanding = ProseField(label="Action outstanding", rows=3, limit=SHORT)
    status_note = ProseField(label="Status note", rows=3, help_text="Where it stands, for the board.")
    opened_on = forms.DateField(
        label="Opened on", required=False, widget=forms.DateInput(attrs=DAY), help_text="Empty: not known."
    )
    next_review = forms.DateField(
        label="Next review", required=False, widget=forms.DateInput(attrs=DAY), help_text="When it is looked at again."
    )
    field_order = [
        "number", "title", "kind", "cause", "event", "effect", "category", "owner", "owner_post", "review", "council",
        "response", "strategy", "action_outstanding", "status_note", "opened_on", "next_review",
    ]  # fmt: skip

    def __init__(
        self, *arguments: Any, register: RiskRegister, user: Any, record: Risk | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, record=record, **options)
        if record is not None:
            del self.fields["number"]
        self.offer_owners(register, record)
        review, council = (record.review_id, record.council_id) if record else (None, None)
        reviews = ServiceReview.objects.visible_to(user).filter(programme=register.programme_id)
        shown = ServiceReview.objects.filter(Q(pk__in=reviews.values("pk")) | Q(pk=review)).order_by("name", "pk")
        self.fields["review"].queryset = shown  # type: ignore[attr-defined]
        members = Council.objects.filter(Q(memberships__programme=register.programme_id) | Q(pk=council)).distinct()
        self.fields["council"].queryset = members.order_by("name", "pk")  # type: ignore[attr-defined]
        self._say_categories(register, user)

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        number = {} if self.record is not None else {"number": data["number"]}
        return {"values": {name: data[name] for name in RISK_FIELDS}, **number, **self.seen_mark()}

    def _say_categories(self, register: RiskRegister, user: Any) -> None:
        seen = Risk.objects.visible_to(user).filter(programme=register.programme_id).exclude(category="")
        used = list(seen.order_by("category").values_list("category", flat=True).distinct()[:12])
        if used:
            self.fields["category"].help_text = f"Used so far: {', '.join(used)}."
