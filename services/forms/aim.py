"""What the programme office fills in about a principle or outcome, and officers about how their review serves it."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.enums import AimKind
from programme.forms.domain_form import DomainForm, RecordForm
from programme.models import Aim, Council, Programme, ProgrammeMembership
from services.forms.fields import ProseField
from services.models import ReviewAim, ServiceReview


class AimForm(RecordForm):
    kind = forms.ChoiceField(choices=AimKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(max_length=200, help_text="In a few words, for example Money is saved by both.")
    text = ProseField(label="What it means", rows=4, limit=5_000, help_text="For this programme, in plain sentences.")
    council = forms.ModelChoiceField(
        Council.objects.none(),
        label="Whose corporate plan it is from",
        required=False,
        empty_label="Agreed by all",
    )
    position = forms.IntegerField(
        label="Place in the order",
        min_value=1,
        max_value=9_999,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    agreed_on = forms.DateField(label="Agreed on", required=False)
    ended_on = forms.DateField(
        label="Last day", required=False, help_text="Leave empty while it holds. What served it stays on record."
    )

    def __init__(self, *arguments: Any, programme: Programme, record: Aim | None = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        members = set(ProgrammeMembership.objects.filter(programme=programme).values_list("council", flat=True))
        known = {record.council_id} if record is not None and record.council_id is not None else set()
        self.fields["council"].queryset = Council.objects.filter(  # type: ignore[attr-defined]
            pk__in=members | known
        ).order_by("short_name")


class ReviewAimForm(DomainForm):
    """An aim that the review is not yet said to serve, and how it does."""

    aim = forms.ModelChoiceField(
        Aim.objects.none(), label="Principle or outcome", empty_label="Choose a principle or outcome"
    )
    how = ProseField(label="How the review serves it", rows=4, limit=5_000)

    def __init__(self, *arguments: Any, review: ServiceReview, **options: Any) -> None:
        super().__init__(*arguments, **options)
        served = ReviewAim.objects.filter(review=review, removed_at__isnull=True).values("aim")
        aims = Aim.objects.filter(programme=review.programme).exclude(pk__in=served)
        field: Any = self.fields["aim"]
        field.queryset = aims.exclude(ended_on__lt=review.programme.today).order_by("-kind", "position", "code")
        field.label_from_instance = lambda aim: f"{aim.get_kind_display()}: {aim.name}"


class ReviewAimChangeForm(RecordForm):
    how = ProseField(label="How the review serves it", rows=4, limit=5_000)
