"""What is filled in about a register."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.forms.domain_form import RecordForm
from programme.models import Council, Programme, User
from services.forms.fields import LineField, ProseField
from services.models import ServiceReview


class RegisterChangeForm(RecordForm):
    """What a register is called and says of itself."""

    name = LineField(limit=200, help_text="As it stands on papers, for example Joint risk register.")
    about = ProseField(
        label="About it",
        rows=4,
        limit=5_000,
        help_text="What it is for, who keeps it and how risks are scored. Markdown.",
    )
    review_every = forms.IntegerField(
        label="Months between reviews of a risk",
        min_value=1,
        max_value=60,
        required=False,
        help_text="Leave empty where there is no rule.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )


class RegisterForm(RegisterChangeForm):
    """A new register. Whose it is is chosen once."""

    review = forms.ModelChoiceField(
        ServiceReview.objects.none(), label="Service review", required=False, empty_label="Of no one review"
    )
    council = forms.ModelChoiceField(
        Council.objects.none(),
        required=False,
        empty_label="Of no one council",
        help_text="A council’s own register is read by its people and by those who read the whole programme.",
    )
    field_order = ["name", "review", "council"]

    def __init__(self, *arguments: Any, programme: Programme, actor: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        councils: Any = self.fields["council"]
        councils.queryset = programme.councils.order_by("short_name", "pk").distinct()
        reviews: Any = self.fields["review"]
        reviews.queryset = ServiceReview.objects.visible_to(actor).filter(programme=programme).order_by("name", "pk")


class RegisterEndForm(RecordForm):
    """The last day on which a register was kept."""

    ended_on = forms.DateField(
        label="Last day", required=False, help_text="Leave empty while the register is kept, or to keep it again."
    )
