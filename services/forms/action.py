"""The forms of actions: everything, for who plans them; status and commentary, for who reports on them.

The forms of areas of review and of delivery plan references.

The form of a scrutiny session.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from programme.forms.domain_form import RecordForm
from programme.forms.programme import RoughDateField
from programme.models import Council, Programme, ProgrammeMembership, RoleGrant, User
from programme.values.ordering import natural_order
from services.domain.action import ACTION_FIELDS, mark_of_action
from services.domain.scrutiny_session import mark_of_session
from services.enums import ActionStatus
from services.forms.fields import ProseField
from services.models import Action, Area, Group, PlanReference, ReviewParticipation, ScrutinySession, ServiceReview
from services.models.action import reference_validator
from services.models.service_review import WORKING_ROLES
from services.queries.actions import recommendation_numbers


class ReportForm(RecordForm):
    """Where an action stands."""

    status = forms.ChoiceField(choices=ActionStatus.choices, initial=ActionStatus.NOT_STARTED, widget=forms.RadioSelect)
    completed = RoughDateField(
        label="Completed",
        required=False,
        help_text="Only for what is complete. As exactly as you know it: 12 May 2023, May 2023 or 2023.",
    )
    status_reason = ProseField(
        label="Reason", rows=2, limit=5_000, help_text="Needed for what is no longer needed: say why."
    )
    commentary = ProseField(
        label="Commentary", help_text="How it goes, for the board. Lists and links may stand in it."
    )


class ReferencesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # generic to the type checker alone
    def label_from_instance(self, reference: Any) -> str:
        return f"{reference.code}: {reference.name}" if reference.name else reference.code


class RecommendationsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # generic to the type checker alone
    numbers: dict[int, int] = {}

    def label_from_instance(self, recommendation: Any) -> str:
        return f"{self.numbers.get(recommendation.pk, '')}. {recommendation.title}"


class ActionForm(ReportForm):
    """An action or recommendation, new (`record` None) or as it stands. `reviews` are those it may be put to.

    What stands there and is not the reader's to choose (a review they do not see, an ended area) stays.
    """

    title = forms.CharField(
        label="Action", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="What is to be done."
    )
    is_recommendation = forms.BooleanField(
        label="It is a recommendation to a deciding body",
        required=False,
        help_text="It is numbered by its place: one run over the areas in their order.",
    )
    area = forms.ModelChoiceField(Area.objects.none(), label="Area of review", required=False, empty_label="No area")
    position = forms.IntegerField(
        label="Place in its area",
        min_value=1,
        max_value=9_999,
        required=False,
        help_text="Empty: after the others.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    review = forms.ModelChoiceField(
        ServiceReview.objects.none(), label="Service review", required=False, empty_label="The programme as a whole"
    )
    session = forms.ModelChoiceField(
        ScrutinySession.objects.none(),
        label="Scrutiny session it came from",
        required=False,
        empty_label="None",
    )
    references = ReferencesField(
        PlanReference.objects.none(),
        label="Delivery plan references",
        required=False,
        widget=forms.CheckboxSelectMultiple(
            attrs={"class": "govuk-checkboxes--small concordat-choices concordat-choices--words"}
        ),
    )
    carries_out = RecommendationsField(
        Action.objects.none(),
        label="Recommendations it carries out",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )
    owner = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="Nobody yet", help_text="They find it on My work."
    )
    owner_post = forms.CharField(
        label="Or a post, in words",
        max_length=200,
        required=False,
        help_text="Where the owner has no account, for example Head of Finance, Wendle Valley.",
    )
    due = RoughDateField(required=False)
    field_order = [
        "title", "is_recommendation", "area", "position", "review", "session", "references", "carries_out",
        "owner", "owner_post", "due", "status", "completed", "status_reason", "commentary",
    ]  # fmt: skip

    def __init__(
        self, *arguments: Any, programme: Programme, user: User, record: Action | None = None, **options: Any
    ) -> None:
        self.programme, self.user = programme, user
        self.kept: list[Action] = []
        super().__init__(*arguments, record=record, **options)
        self._choose_place(record)
        self._choose_owner(record)
        self._choose_links(record)

    def _choose_place(self, action: Action | None) -> None:
        review, area, session = (action.review_id, action.area_id, action.session_id) if action else (None, None, None)
        reviews = ServiceReview.objects.visible_to(self.user).filter(programme=self.programme)
        runs = self.user.has_perm("services.change_areas", self.programme)
        if not runs:
            led = ReviewParticipation.objects.on(timezone.localdate()).filter(lead_officer=self.user)
            reviews = reviews.filter(pk__in=led.values("review"))
            self.fields["review"].required = True
            self.fields["review"].empty_label = "Choose a review"  # type: ignore[attr-defined]
        shown = ServiceReview.objects.filter(Q(pk__in=reviews.values("pk")) | Q(pk=review))
        self._choose("review", shown.order_by("name", "pk"))
        open_areas = Q(ended_on__isnull=True) | Q(pk=area)
        self._choose("area", Area.objects.filter(open_areas, programme=self.programme))
        sessions = ScrutinySession.objects.visible_to(self.user).filter(programme=self.programme)
        held = ScrutinySession.objects.filter(Q(pk__in=sessions.values("pk")) | Q(pk=session))
        self._choose("session", held.select_related("review"))

    def _choose_owner(self, action: Action | None) -> None:
        working = RoleGrant.objects.in_force().filter(programme=self.programme, role__in=WORKING_ROLES)
        people = User.objects.filter(Q(pk__in=working.values("user")) | Q(pk=action.owner_id if action else None))
        self._choose("owner", people.order_by("name", "pk"))

    def _choose_links(self, action: Action | None) -> None:
        references = PlanReference.objects.filter(programme=self.programme)
        self._choose("references", references.order_by("plan", "code"))
        field = self.fields["references"]
        keyed = sorted(references, key=lambda one: (one.plan, natural_order(one.code)))
        field.choices = [(one.pk, field.label_from_instance(one)) for one in keyed]  # type: ignore[attr-defined]
        seen = Action.objects.visible_to(self.user).filter(programme=self.programme, is_recommendation=True)
        seen = seen.exclude(pk=action.pk) if action else seen
        self.fields["carries_out"].numbers = recommendation_numbers(self.programme)  # type: ignore[attr-defined]
        self._choose("carries_out", seen.in_record_order())
        for name, rows in (("references", keyed), ("carries_out", list(seen))):
            if not rows:
                del self.fields[name]
        if action is not None:
            carried = Action.objects.filter(carried_out_by__in=action.carries_out.filter(removed_at__isnull=True))
            self.kept = list(carried.exclude(pk__in=seen.values("pk")))

    def _choose(self, name: str, queryset: Any) -> None:
        self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def mark(self, record: Any) -> str:
        return mark_of_action(record)

    def clean_title(self) -> str:
        """One line, as lists and reports print it."""
        return " ".join(self.cleaned_data["title"].split())

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "values": {name: data[name] for name in ACTION_FIELDS},
            "position": data["position"],
            "references": data.get("references", ()),
            "carries_out": [*data.get("carries_out", ()), *self.kept],
            **self.seen_mark(),
        }

    def _values(self, record: Any) -> dict[str, Any]:
        return {
            **super()._values(record),
            "references": _references(record),
            "carries_out": _carried(record, user=self.user),
        }

    def _in_words(self, name: str) -> Any:
        if name in ("references", "carries_out"):
            return ", ".join(str(one) for one in self._values(self.record)[name]) or "None"
        if name == "is_recommendation":
            return "Yes" if getattr(self.record, name) else "No"
        return super()._in_words(name)


def _references(action: Action) -> list[Any]:
    links = action.references.filter(removed_at__isnull=True).select_related("reference").order_by("pk")
    return [link.reference for link in links]


def _carried(action: Action, *, user: User) -> list[Any]:
    """The recommendations that it carries out, as far as the person sees them."""
    seen = Action.objects.visible_to(user).filter(programme=action.programme_id)
    links = action.carries_out.filter(removed_at__isnull=True, recommendation__in=seen)
    links = links.select_related("recommendation").order_by("pk")
    return [link.recommendation for link in links]


class AreaForm(RecordForm):
    name = forms.CharField(max_length=200, help_text="As it stands in reports, for example Customer engagement.")
    ambition = ProseField(label="Ambition", help_text="What the councils want here. Printed under the area's heading.")
    position = forms.IntegerField(
        label="Place in the order",
        min_value=1,
        max_value=9_999,
        required=False,
        help_text="Areas are shown, and their recommendations numbered, in this order. Empty: after the others.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )


class AreaChangeForm(AreaForm):
    ended_on = forms.DateField(
        label="Last day under review",
        required=False,
        help_text="Leave empty while it is under review. An ended area takes no new actions; what it has stays.",
    )
    field_order = ["name", "ambition", "position", "ended_on"]


class PlanReferenceForm(RecordForm):
    code = forms.CharField(
        label="Reference",
        max_length=20,
        validators=[reference_validator],
        help_text="As the plan has it, for example MT15.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    plan = forms.CharField(max_length=120, help_text="The plan it stands in, for example Delivery Plan 2022-24.")
    name = forms.CharField(label="What it says", max_length=200, required=False)


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
