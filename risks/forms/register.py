"""What is filled in about a register.

Taking a workbook into a register: the file, its sheet and headings, what each column is, the day of the scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from programme.forms.domain_form import RecordForm
from programme.forms.sent_file import MEGABYTE, workbook_field
from programme.models import Council, Programme, User
from risks.register_file.fields import FIELD, FIELDS, NUMBER, SCORING, TITLE
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


LARGEST_WORKBOOK = 3 * MEGABYTE
MOST_HEADING_ROW = 50
COLUMN = "column_"


class RegisterFileForm(forms.Form):
    """One workbook. Nothing is saved before what it changes was looked at."""

    file = workbook_field(largest=LARGEST_WORKBOOK)


class SheetForm(forms.Form):
    """Which sheet has the risks, and in which row their headings stand."""

    sheet = forms.ChoiceField()
    heading_row = forms.IntegerField(
        label="Row of the headings",
        min_value=1,
        max_value=MOST_HEADING_ROW,
        help_text="Usually 1. Risks follow below.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )

    def __init__(self, *arguments: Any, sheets: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        chooser: Any = self.fields["sheet"]
        chooser.choices = [(name, name) for name in sheets]


class ColumnsForm(forms.Form):
    """What each column is. `scored`: whether the register has a matrix to score by."""

    assessed_on = forms.DateField(
        label="Day of the scores",
        help_text="When the risks were scored as the workbook has it, for example 31/03/2025.",
    )

    def __init__(
        self,
        *arguments: Any,
        headings: Sequence[str],
        samples: Sequence[str],
        suggested: Sequence[str],
        scored: bool,
        day: date,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.headings, self.samples = list(headings), list(samples)
        choices = [("", "Left out"), *((one.code, one.label) for one in FIELDS if scored or one.code not in SCORING)]
        self.initial.setdefault("assessed_on", day)
        for place, heading in enumerate(headings):
            name = f"{COLUMN}{place + 1}"
            self.fields[name] = forms.ChoiceField(
                choices=choices,
                label=heading,
                required=False,
            )
            self.initial.setdefault(name, suggested[place])

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        taken: dict[str, str] = {}
        for place, heading in enumerate(self.headings):
            name = f"{COLUMN}{place + 1}"
            code = data.get(name, "")
            if code in taken:
                self.add_error(name, f"“{FIELD[code].label}” is chosen for the column “{taken[code]}” already.")
            elif code:
                taken[code] = heading
        for code in (NUMBER, TITLE):
            if code not in taken and not self.errors:
                self.add_error(None, f"Say which column is “{FIELD[code].label}”. A risk cannot be known without it.")
        return data

    @property
    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """The choice for each column, with what stands in it first."""
        return [(self[f"{COLUMN}{place}"], sample) for place, sample in enumerate(self.samples, start=1)]

    @property
    def columns(self) -> dict[str, int]:
        """The column of each field that has one, from 1."""
        chosen = {f"{COLUMN}{place + 1}": place + 1 for place in range(len(self.headings))}
        return {self.cleaned_data[name]: place for name, place in chosen.items() if self.cleaned_data.get(name)}

    @property
    def mapping(self) -> Mapping[str, str]:
        """What each heading was taken for; "" for left out."""
        return {
            heading: self.cleaned_data.get(f"{COLUMN}{place + 1}", "") for place, heading in enumerate(self.headings)
        }
