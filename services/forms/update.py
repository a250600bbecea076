"""The form in which officers write an update, and the one in which it is decided."""

from __future__ import annotations

from typing import Any, Self

from django import forms

from programme.forms.domain_form import DomainForm
from programme.forms.options import Option
from programme.forms.programme import RoughDateField
from services.enums import Rag, Stage, State
from services.forms.fields import ProseField
from services.models import ProgressUpdate, ServiceReview
from services.queries.updates import Opening
from services.rules.stages import SAYS_NOTHING

RAG_CHOICES = [
    (Rag.GREEN.value, Option("Green", hint="On track.")),
    (Rag.AMBER.value, Option("Amber", hint="At risk, and being managed.")),
    (Rag.RED.value, Option("Red", hint="Off track: it needs a decision or help.")),
    ("", Option("Unrated", hint="No rating yet. It is still counted.")),
]


def is_ratable(review: ServiceReview) -> bool:
    """Not started and on hold are not RAG: such a review's update carries no rating."""
    return review.state == State.ACTIVE and review.stage != Stage.NOT_STARTED


class UpdateForm(forms.Form):
    """The words of an update. A draft may be incomplete; `is_handing_in` asks for what a submitted one must have."""

    rag = forms.ChoiceField(label="RAG rating", choices=RAG_CHOICES, required=False, widget=forms.RadioSelect)
    rag_reason = ProseField(
        label="Reason for the rating", rows=3, help_text="Needed with a rating. The board sees it beside the rating."
    )
    business_case_update = ProseField(label="Business case update")
    business_case_expected = RoughDateField(label="Business case expected", required=False)
    implementation_update = ProseField(label="Implementation update")
    implementation_expected = RoughDateField(label="Implementation expected", required=False)
    help_wanted = ProseField(
        label="Help wanted", rows=3, help_text="What you need from the board or the programme office, if anything."
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *arguments: Any, review: ServiceReview, opening: Opening, is_handing_in: bool = False, **options: Any
    ) -> None:
        initial = {**opening.values(), "edition": opening.edition, "version": opening.version}
        super().__init__(*arguments, **{"initial": initial, **options})
        self.is_handing_in = is_handing_in
        self.is_ratable = is_ratable(review)
        if not self.is_ratable:
            del self.fields["rag"], self.fields["rag_reason"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.is_handing_in:
            return cleaned
        if cleaned.get("rag") and not cleaned.get("rag_reason") and "rag_reason" not in self.errors:
            self.add_error("rag_reason", ProgressUpdate.rules["update_rag_has_a_reason"].sentence)
        texts = ("business_case_update", "implementation_update")
        if not any(cleaned.get(name) for name in texts) and not any(name in self.errors for name in texts):
            self.add_error("business_case_update", SAYS_NOTHING)
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The fields that could be read, for the domain functions. Faulty ones are left out."""
        return {name: self.cleaned_data[name] for name in ProgressUpdate.TEXT_FIELDS if name in self.cleaned_data}


class DecisionForm(DomainForm):
    """`edition` is what the decider has read: a decision on anything later is refused."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def read_again(self, *, edition: int) -> Self:
        """The same form, its comment kept, for the edition that the page now shows."""
        self.data = {**dict(self.data.items()), "edition": str(edition)}
        return self


class AcceptForm(DecisionForm):
    comment = ProseField(label="Comment", rows=2, limit=5_000, help_text="A remark to go with the acceptance.")


class ReturnForm(DecisionForm):
    comment = ProseField(
        label="What should change",
        rows=3,
        limit=5_000,
        required=True,
        error_messages={"required": "Say what should change."},
    )


class ManyForm(DomainForm):
    """The comment that goes with a decision on many updates; returning them needs one."""

    comment = ProseField(
        label="Comment",
        rows=3,
        limit=5_000,
        help_text="Goes to the officers of each of these updates. Needed when you return them.",
    )

    def __init__(self, *arguments: Any, is_returning: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["comment"].error_messages["required"] = "Say what should change."
        self.fields["comment"].required = is_returning
