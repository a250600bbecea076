"""What officers fill in about a project of a review, its state and what it needs."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.forms.domain_form import DomainForm, RecordForm
from programme.forms.options import Option
from programme.forms.programme import RoughDateField
from programme.models import User
from services.enums import ProjectState
from services.forms.fields import ProseField
from services.models import Project, ServiceReview
from services.queries.projects import projects_needable
from services.queries.readers import readers_of
from services.rules.projects import PROJECT_MOVES

STATE_HINTS = {
    ProjectState.NOT_STARTED: "It was not begun after all. Its start is taken away.",
    ProjectState.ACTIVE: "Work goes on.",
    ProjectState.ON_HOLD: "Paused, with the reason.",
    ProjectState.COMPLETE: "Done. The date below is when it finished.",
    ProjectState.CANCELLED: "It will not be done, with the reason.",
}


class ProjectForm(RecordForm):
    """A project, new (`record` None) or as it stands. The dates that its state does not have yet are not asked."""

    name = forms.CharField(max_length=200, help_text="For example New telephone system.")
    summary = ProseField(rows=4, limit=5_000, help_text="What it does, and where it stands. A few plain sentences.")
    lead = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="None yet", help_text="Anyone who sees this review."
    )
    planned_start = RoughDateField(label="Planned start", required=False)
    started = RoughDateField(label="Started", required=False)
    planned_finish = RoughDateField(label="Finish first promised", required=False)
    expected_finish = RoughDateField(label="Finish expected now", required=False)
    finished = RoughDateField(label="Finished", required=False)
    position = forms.IntegerField(
        label="Place in the order",
        min_value=1,
        max_value=9_999,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )

    def __init__(self, *arguments: Any, review: ServiceReview, record: Project | None = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        people = readers_of(review)
        if record is not None and record.lead_id is not None:
            people = User.objects.filter(pk__in=[*people.values_list("pk", flat=True), record.lead_id])
        self.fields["lead"].queryset = people.order_by("name", "pk")  # type: ignore[attr-defined]
        if record is None or record.state == ProjectState.NOT_STARTED:
            del self.fields["started"]
        if record is None or record.state != ProjectState.COMPLETE:
            del self.fields["finished"]


class ProjectMoveForm(RecordForm):
    """Offers the states that the table allows. Any other is refused by the domain, which lists the allowed ones."""

    to_state = forms.ChoiceField(label="New state", choices=ProjectState.choices, widget=forms.RadioSelect)
    effective = RoughDateField(
        label="When it happened", help_text="As exactly as you know it: 12 May 2023, May 2023 or 2023."
    )
    reason = ProseField(
        label="Reason",
        rows=3,
        limit=2_000,
        help_text="Needed for on hold and cancelled, and when it goes back to an earlier state.",
    )

    def __init__(self, *arguments: Any, record: Project, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        self.fields["to_state"].widget.choices = [
            (state.value, Option(state.label, hint=STATE_HINTS[state]))
            for state in PROJECT_MOVES[ProjectState(record.state)]
        ]

    def _in_words(self, name: str) -> Any:
        said = {"to_state": "get_state_display", "effective": "state_since", "reason": "state_reason"}
        value = getattr(self.record, said[name])
        return value() if callable(value) else value


class DependencyForm(DomainForm):
    """Another project that must finish before this one starts."""

    needs = forms.ModelChoiceField(
        Project.objects.none(),
        label="It needs",
        empty_label="Choose a project",
        help_text="The project that must finish before this one starts, of this review or another.",
    )
    reason = forms.CharField(label="Why", max_length=300, required=False)

    def __init__(self, *arguments: Any, project: Project, user: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        needs: Any = self.fields["needs"]
        needs.queryset = projects_needable(project=project, user=user)
        needs.label_from_instance = lambda other: f"{other.review.name}: {other.name}"
