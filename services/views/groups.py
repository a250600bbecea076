"""The groups of officers of a programme and its reviews: boards, teams, core groups and specialist leads."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ProgrammeListPage
from programme.pages.page import DetailPage, ProgrammePage
from services.domain.group import add_group, add_member, change_group, change_member
from services.forms.groups import DayForm, GroupForm, MemberForm
from services.models import Group, GroupMember, ServiceReview
from services.pages.records import READ_WORKING_RECORD, GroupPage, ReviewPage
from services.queries.groups import group_page, is_ended, listed_groups
from services.tables.groups import GroupFilter, GroupTable

ADD = "services.add_programme_group"
CHANGE = "services.change_group"

ADD_GROUP = Button(_("Add a group"), "group_create", permission=ADD)


class GroupList(ProgrammeListPage):
    """Who works on what: the groups that the reader may see."""

    permission = READ_WORKING_RECORD
    parent = "programme_detail"
    title = _("Groups and roles")
    introduction = _(
        "The officers' boards, teams, core groups and specialist leads: what each is there for and who is in it. "
        "Bodies that decide are under Bodies."
    )
    filter_class = GroupFilter
    table_class = GroupTable
    export_name = "{programme.code}-groups"
    button = ADD_GROUP
    empty = Empty(
        _("No groups yet"),
        text=_("Add the project board first, then the teams. A group of one review is added on the review's page."),
        button=ADD_GROUP,
        otherwise=Empty(
            _("No groups yet"),
            text=_("The programme office adds the groups of the programme; lead officers, those of their reviews."),
        ),
    )

    def rows(self) -> QuerySet[Group]:
        return listed_groups(programme=self.programme, user=self.reader)

    def filter_options(self) -> dict[str, Any]:
        reviews = ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme, groups__isnull=False)
        return {"programme": self.programme, "reviews": reviews.distinct().order_by("name")}


class GroupDetail(GroupPage, DetailPage):
    """What a group is there for, and who is in it on a day: today, unless the address names another."""

    parent = "group_list"
    crumb = "{group.name}"
    title = "{group.name}"
    template_name = "services/group_detail.html"
    stylesheets = ("reviews.css",)
    allows = {"can_change": CHANGE}

    def details(self) -> dict[str, Any]:
        form = DayForm(self.request.GET if "on" in self.request.GET else None)
        asked: date | None = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
        day = asked or self.programme.today
        return {
            "page": group_page(group=self.group, day=day),
            "day": day,
            "is_past": asked is not None and asked != self.programme.today,
            "has_ended": is_ended(self.group, day),
            "form": form,
        }


class GroupCreate(ProgrammePage, FormPage):
    """Add a group of the programme."""

    permission = ADD
    parent = "group_list"
    crumb = _("Add")
    title = _("Add a group")
    introduction = _("It works for the programme as a whole. Members are added on its own page.")
    form_class = GroupForm
    save = _("Add group")
    act = add_group
    success = _("Group added: {saved.name}")

    def arguments(self) -> dict[str, Any]:
        return {"programme": self.programme, "review": None}

    def next_address(self, saved: Group) -> str:
        return self.address_of("group_detail", group=saved)


class ReviewGroupCreate(ReviewPage, FormPage):
    """Add a group that works on one review."""

    permission = "services.add_review_group"
    parent = "review_detail"
    title = _("Add a group")
    introduction = _("It works on {review.name}. Members are added on its own page.")
    form_class = GroupForm
    save = _("Add group")
    act = add_group
    success = _("Group added: {saved.name}")

    def arguments(self) -> dict[str, Any]:
        return {"programme": self.programme, "review": self.review}

    def next_address(self, saved: Group) -> str:
        return self.address_of("group_detail", group=saved)


class GroupEdit(GroupPage, EditPage):
    """Change a group, or end it."""

    permission = CHANGE
    parent = "group_detail"
    crumb = _("Change")
    title = _("Change {group.name}")
    form_class = GroupForm
    act = change_group
    success = _("Group saved: {saved.name}")


class MemberAdd(GroupPage, FormPage):
    """Somebody joins a group."""

    permission = CHANGE
    parent = "group_detail"
    title = _("Add a member")
    introduction = _("To {group.name}.")
    form_class = MemberForm
    form_takes = ("programme",)
    save = _("Add member")
    act = add_member
    success = _("{saved} added to {group.name}")

    def initial(self) -> dict[str, Any]:
        return {"joined_on": self.programme.today}


class MemberEdit(GroupPage, EditPage):
    """Change somebody's part in a group, or say when they leave."""

    permission = CHANGE
    parent = "group_detail"
    crumb = "{member}"
    title = _("Change {member}")
    introduction = _("In {group.name}. Somebody who leaves gets a last day and stays in the record.")
    record_class = GroupMember
    form_class = MemberForm
    form_takes = ("programme",)
    act = change_member
    success = _("{saved} saved")
    member: GroupMember

    def record_rows(self) -> QuerySet[GroupMember]:
        return GroupMember.objects.select_related("user", "council")
