"""What the programme office fills in about a review, and about its milestones.

How the list of memberships over time is narrowed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError
from programme.forms.domain_form import DomainForm, RecordForm
from programme.forms.programme import RoughDateField
from programme.models import Council, Phase, Programme, ProgrammeMembership, RoleGrant, User
from programme.wording.appearance import written_date
from services.domain.participation import Part
from services.domain.review import REVIEW_FIELDS, mark_of_review
from services.forms.fields import ProseField
from services.models import ReviewParticipation, Service, ServiceReview


@dataclass(frozen=True)
class PartRow:
    """The fields of one council on the form."""

    council: Council
    takes_part: forms.BoundField
    lead: forms.BoundField
    host: forms.BoundField
    functions: forms.BoundField
    joined: forms.BoundField
    left: forms.BoundField


class ReviewForm(DomainForm):
    """A review, new (`review` None) or as it stands, with the part of every council of its programme."""

    name = forms.CharField(max_length=200, help_text="As it stands in reports, for example Revenues and benefits.")
    service = forms.ModelChoiceField(
        Service.objects.none(), required=False, empty_label="Choose a service", help_text="The function under review."
    )
    new_service = forms.CharField(
        label="Or a new service",
        max_length=200,
        required=False,
        help_text="Without either, the service takes the review's name.",
    )
    phase = forms.ModelChoiceField(Phase.objects.none(), required=False, empty_label="No phase")
    position = forms.IntegerField(
        label="Place in its phase",
        min_value=1,
        max_value=9_999,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    sponsor = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="None yet", help_text="Accepts the review's updates."
    )
    planned_start = RoughDateField(label="Planned start", required=False)
    joined_on = forms.DateField(label="Joined the programme on")
    agreement = forms.CharField(
        label="Agreement it runs under",
        max_length=200,
        required=False,
        help_text="For example a memorandum of understanding. Leave empty where there is none.",
    )
    agreement_from = RoughDateField(
        label="Agreement in force from",
        required=False,
        help_text="As exactly as you know it. Leave empty while it is not in force.",
    )
    summary = ProseField(label="Summary", rows=3, limit=5_000, help_text="A few plain sentences on what it covers.")
    councils = forms.Field(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *arguments: Any, programme: Programme, review: ServiceReview | None = None, **options: Any
    ) -> None:
        self.programme, self.review = programme, review
        here = _last_parts(review) if review else {}
        if review is not None:
            options["initial"] = {**_values_of(review), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        if review is None:
            del self.fields["seen"]
        people = _people_of(programme)
        self._choose("service", Service.objects.filter(programme=programme))
        self._choose("phase", Phase.objects.filter(programme=programme))
        sponsors = {*people[Role.SPONSOR, None], *([review.sponsor_id] if review and review.sponsor_id else [])}
        self._choose("sponsor", User.objects.filter(pk__in=sponsors))
        self.members = _members(programme, also=here)
        leads = {council.pk: _leads(people, here.get(council.pk), council=council) for council in self.members}
        self.officers = {str(user.pk): user for user in User.objects.filter(pk__in=set().union(*leads.values()))}
        for council in self.members:
            self._add_part(council, part=here.get(council.pk), leads=leads[council.pk])

    def _choose(self, name: str, queryset: Any) -> None:
        self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def _add_part(self, council: Council, *, part: ReviewParticipation | None, leads: set[int]) -> None:
        is_here = part is not None and (part.left_on is None or part.left_on >= self.programme.today)
        names = [(key, user.name) for key, user in self.officers.items() if user.pk in leads]
        self.fields[f"takes_part_{council.pk}"] = forms.BooleanField(
            label=f"{council.name} takes part", required=False, initial=is_here
        )
        self.fields[f"lead_{council.pk}"] = forms.TypedChoiceField(
            label=f"Lead officer at {council.short_name}",
            choices=[("", "None yet"), *names],
            coerce=self.officers.get,
            empty_value=None,
            required=False,
            initial=part.lead_officer_id if part else None,
        )
        self.fields[f"host_{council.pk}"] = forms.BooleanField(
            label=f"{council.short_name} hosts the service", required=False, initial=bool(part and part.is_host)
        )
        self.fields[f"functions_{council.pk}"] = forms.CharField(
            label=f"What {council.short_name} hosts",
            max_length=200,
            required=False,
            help_text="Only where it does not host the whole service.",
            initial=part.hosted_functions if part else "",
        )
        self.fields[f"joined_{council.pk}"] = forms.DateField(
            label=f"{council.short_name} takes part from",
            required=False,
            initial=part.joined_on if part and is_here else None,
            help_text=_joining_hint(part, is_here=is_here, is_new=self.review is None),
        )
        self.fields[f"left_{council.pk}"] = forms.DateField(
            label=f"Last day of {council.short_name}",
            required=False,
            initial=part.left_on if part and is_here else None,
            help_text="Leave empty while it takes part. Without a tick and without a day it leaves today.",
        )

    @property
    def part_rows(self) -> list[PartRow]:
        """The councils of the programme with their fields."""
        return [
            PartRow(
                council,
                self[f"takes_part_{council.pk}"],
                self[f"lead_{council.pk}"],
                self[f"host_{council.pk}"],
                self[f"functions_{council.pk}"],
                self[f"joined_{council.pk}"],
                self[f"left_{council.pk}"],
            )
            for council in self.members
        ]

    def parts(self) -> list[Part]:
        """The councils chosen to take part, and those whose last day is given."""
        return [
            Part(
                council=council,
                lead_officer=self.cleaned_data[f"lead_{council.pk}"],
                is_host=self.cleaned_data[f"host_{council.pk}"],
                hosted_functions=self.cleaned_data[f"functions_{council.pk}"],
                joined_on=self.cleaned_data[f"joined_{council.pk}"],
                left_on=self.cleaned_data[f"left_{council.pk}"],
            )
            for council in self.members
            if self.cleaned_data[f"takes_part_{council.pk}"] or self.cleaned_data[f"left_{council.pk}"]
        ]

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        values = {name: said[name] for name in REVIEW_FIELDS}
        seen = {"seen": said["seen"]} if self.review is not None else {}
        return {"values": values, "parts": self.parts(), "new_service": said["new_service"], **seen}

    def refuse(self, error: DomainError) -> None:
        super().refuse(error)
        if isinstance(error, ChangedByAnother) and self.review is not None:
            stands = mark_of_review(ServiceReview.objects.get(pk=self.review.pk))
            self.data = {**dict(self.data.items()), "seen": stands}


def _last_parts(review: ServiceReview) -> dict[int, ReviewParticipation]:
    """For each council the latest time for which it takes or took part."""
    rows = sorted(review.participations.all(), key=lambda part: part.joined_on or date.min)
    return {part.council_id: part for part in rows}


def _joining_hint(part: ReviewParticipation | None, *, is_here: bool, is_new: bool) -> str:
    if part is None:
        return "Empty: from the beginning of the review." if is_new else "Empty: from today."
    if is_here and part.joined_on is not None:
        return ""
    if is_here:
        return "Empty: from the beginning of the review."
    return f"It took part until {written_date(part.left_on)}. Empty: from today."


def _values_of(review: ServiceReview) -> dict[str, Any]:
    return {**{name: getattr(review, name) for name in REVIEW_FIELDS}, "seen": mark_of_review(review)}


def _people_of(programme: Programme) -> defaultdict[tuple[str, int | None], set[int]]:
    """The ids of lead officers by council and of sponsors, in one query."""
    people: defaultdict[tuple[str, int | None], set[int]] = defaultdict(set)
    roles = [Role.LEAD_OFFICER, Role.SPONSOR]
    for grant in RoleGrant.objects.current().filter(programme=programme, role__in=roles):
        people[grant.role, grant.council_id if grant.role == Role.LEAD_OFFICER else None].add(grant.user_id)
    return people


def _leads(
    people: defaultdict[tuple[str, int | None], set[int]], part: ReviewParticipation | None, *, council: Council
) -> set[int]:
    """Who may lead at a council: its lead officers, and who leads there already."""
    known = {part.lead_officer_id} if part is not None and part.lead_officer_id is not None else set()
    return people[Role.LEAD_OFFICER, council.pk] | known


def _members(programme: Programme, *, also: dict[int, Any]) -> list[Council]:
    """The councils that are members today, and those that already have a part."""
    today = (
        ProgrammeMembership.objects.filter(programme=programme).on(programme.today).values_list("council", flat=True)
    )
    return list(Council.objects.filter(pk__in={*today, *also}))


class LeaveForm(DomainForm):
    left_on = forms.DateField(label="Last day in the programme")
    reason = ProseField(
        label="Reason",
        rows=3,
        limit=5_000,
        required=True,
        error_messages={"required": "Say why the review leaves the programme."},
    )


class MilestoneForm(RecordForm):
    name = forms.CharField(max_length=200, label="What is to be reached")
    baseline = RoughDateField(label="First promised", required=False)
    forecast = RoughDateField(label="Expected now", required=False)
    achieved = RoughDateField(label="Achieved", required=False, help_text="Leave empty until it is reached.")


class MembershipFilterForm(forms.Form):
    """By the day asked for, council, and what it takes part in."""

    on = forms.DateField(label="On the day", required=False, help_text="Empty: today.")
    council = forms.ChoiceField(required=False)
    of = forms.ChoiceField(
        label="In what", required=False, choices=[("", "All"), ("programme", "The programme"), ("reviews", "Reviews")]
    )
    standing = forms.ChoiceField(
        label="On that day", required=False, choices=[("", "All"), ("in", "In"), ("out", "Not in")]
    )

    def __init__(self, data: Any, *, programme: Programme) -> None:
        super().__init__(data)
        councils = Council.objects.filter(memberships__programme=programme).distinct()
        choices = [("", "All"), *((council.code, council.short_name) for council in councils)]
        self.fields["council"].choices = choices  # type: ignore[attr-defined]


class MembershipFilter:
    """The form as the filter components know it."""

    def __init__(self, form: MembershipFilterForm) -> None:
        self.form = form
