"""The form of a scrutiny session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from programme.forms.domain_form import RecordForm
from programme.models import Council, ProgrammeMembership
from services.domain.scrutiny_session import mark_of_session
from services.forms.fields import ProseField
from services.models import Group, ReviewParticipation, ScrutinySession, ServiceReview


class SessionForm(RecordForm):
    """What is recorded of a session of one review; the councils that take part are offered as those that came."""

    held_on = forms.DateField(label="Held on", help_text="The day of the session: today or before.")
    group = forms.ModelChoiceField(
        Group.objects.none(), label="Held by", required=False, empty_label="Not recorded", help_text="The group."
    )
    councils = forms.ModelMultipleChoiceField(
        Council.objects.none(), label="Officers came from", required=False, widget=forms.CheckboxSelectMultiple
    )
    challenged = ProseField(label="What was challenged")
    approved = ProseField(label="What was approved")
    notes = ProseField(label="Notes", rows=3)

    def __init__(
        self, *arguments: Any, review: ServiceReview, record: ScrutinySession | None = None, **options: Any
    ) -> None:
        if record is None:
            here = ReviewParticipation.objects.on(review.programme.today).filter(review=review).values("council")
            options["initial"] = {"councils": list(Council.objects.filter(pk__in=here)), **options.get("initial", {})}
        super().__init__(*arguments, record=record, **options)
        group = record.group_id if record else None
        own = Q(programme=review.programme) & (Q(review__isnull=True) | Q(review=review))
        groups = Group.objects.filter((own & Q(ended_on__isnull=True)) | Q(pk=group))
        members = ProgrammeMembership.objects.filter(programme=review.programme).values("council")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["councils"].queryset = Council.objects.filter(pk__in=members)  # type: ignore[attr-defined]

    def mark(self, record: Any) -> str:
        return mark_of_session(record)

    def _values(self, record: Any) -> dict[str, Any]:
        return {**super()._values(record), "councils": _councils(record)}

    def _in_words(self, name: str) -> Any:
        if name == "councils":
            return ", ".join(council.short_name for council in _councils(self.record)) or "None"
        return super()._in_words(name)


def _councils(session: Any) -> list[Council]:
    return list(Council.objects.filter(session_attendances__in=session.attendances.filter(removed_at__isnull=True)))
