"""What is filled in about groups of officers and their members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from programme.forms.domain_form import ValuesForm
from programme.models import Council, Programme, ProgrammeMembership, User
from services.domain.group import people_of
from services.enums import GroupKind
from services.forms.fields import ProseField
from services.models import GroupMember

PLACE: dict[str, Any] = {
    "label": "Place in the order",
    "min_value": 1,
    "max_value": 9_999,
    "widget": forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
}


class GroupForm(ValuesForm):
    name = forms.CharField(max_length=200, help_text="For example Project board.")
    kind = forms.ChoiceField(choices=GroupKind.choices, widget=forms.RadioSelect)
    responsibilities = ProseField(
        label="What it is there for", rows=6, limit=10_000, help_text="Lines that begin with a hyphen make a list."
    )
    meets = forms.CharField(
        label="How often it meets", max_length=120, required=False, help_text="For example every second month."
    )
    position = forms.IntegerField(**PLACE)
    ended_on = forms.DateField(
        label="Last day of the group",
        required=False,
        help_text="Leave empty while it works. A group is ended, never deleted.",
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.record is None:
            del self.fields["ended_on"], self.fields["position"]


class MemberForm(ValuesForm):
    """A person of the programme, or a post by its title where it has no account."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Person",
        required=False,
        empty_label="No account: a post by its title",
        help_text="Somebody who holds a role in the programme.",
    )
    post = forms.CharField(
        label="Job title",
        max_length=200,
        required=False,
        help_text="Needed where no person is chosen. With a person it stands in place of the title of their account.",
    )
    council = forms.ModelChoiceField(Council.objects.none(), required=False, empty_label="None in particular")
    part = forms.CharField(
        label="Part in the group",
        max_length=200,
        required=False,
        help_text="For example chair, project director, or costs.",
    )
    joined_on = forms.DateField(label="First day", required=False, help_text="Leave empty if it is not known.")
    left_on = forms.DateField(
        label="Last day", required=False, help_text="Leave empty while they are in it. Who leaves stays in the record."
    )
    position = forms.IntegerField(**PLACE)

    def __init__(self, *arguments: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*arguments, **options)
        here = self.record if isinstance(self.record, GroupMember) else None
        user: Any = self.fields["user"]
        user.queryset = User.objects.filter(people_of(programme) | Q(pk=here.user_id if here else None))
        members = ProgrammeMembership.objects.filter(programme=programme).values("council")
        council: Any = self.fields["council"]
        council.queryset = Council.objects.filter(Q(pk__in=members) | Q(pk=here.council_id if here else None))
        if here is None:
            del self.fields["position"]


class DayForm(forms.Form):
    """The day on which one looks at a group."""

    on = forms.DateField(label="Members on", required=False)
