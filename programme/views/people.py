"""People and their roles. For administrators, who see no programme's content by that alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.domain.people import (
    add_person,
    deactivate_person,
    edit_person,
    end_role,
    grant_role,
    reactivate_person,
)
from programme.filters.people import PersonFilter
from programme.forms.people import PersonForm, RoleEndForm, RoleGrantForm
from programme.models import RoleGrant, User
from programme.pages.form_page import ButtonPage, EditPage, FormPage
from programme.pages.list_page import Button, ListPage
from programme.pages.page import DetailPage, Page
from programme.queries.history import history_of_person
from programme.queries.people import people, roles_of
from programme.tables.programme import PersonTable
from programme.tasks import send_invitation

MANAGE = "programme.manage_people"
HISTORY_SHOWN = 20


class PersonList(ListPage):
    """Everyone with an account and what they may do."""

    permission = MANAGE
    title = _("People")
    filter_class = PersonFilter
    table_class = PersonTable
    export_name = "people"
    button = Button(_("Add a person"), "person_add")

    def rows(self) -> QuerySet[User]:
        return people()


class PersonAdd(FormPage):
    """Open an account and send the link to choose a password."""

    permission = MANAGE
    parent = "person_list"
    title = _("Add a person")
    introduction = _("They get an e-mail with a link to choose their password. Give them their roles on the next page.")
    form_class = PersonForm
    save = _("Add person")
    act = add_person
    success = _("{saved.name} added. A link to choose a password is on its way to {saved.email}")

    def arguments(self) -> dict[str, Any]:
        return {}

    def done(self, saved: User) -> HttpResponseBase:
        _invite(self.request, saved)
        return super().done(saved)

    def next_address(self, saved: User) -> str:
        return self.address_of("person_detail", person=saved)


class PersonPage(Page):
    """A page of one person."""

    permission = MANAGE
    parent = "person_detail"
    crumb = ""
    person: User

    def find(self) -> None:
        super().find()
        people_with_council = User.objects.select_related("council")
        self.found(person=get_object_or_404(people_with_council, pk=self.kwargs["person_id"]))


class PersonDetail(PersonPage, DetailPage):
    """One person: particulars, roles, and what was changed about them."""

    parent = "person_list"
    crumb = "{person.name}"
    template_name = "programme/person_detail.html"

    def details(self) -> dict[str, Any]:
        return {
            "roles": roles_of(self.person, today=timezone.localdate()),
            "entries": history_of_person(self.person, reader=self.reader)[:HISTORY_SHOWN],
            "is_self": self.person == self.reader,
        }


class PersonEdit(PersonPage, EditPage):
    """Change a person's name, address, job title or council."""

    title = _("Change details of {person.name}")
    form_class = PersonForm
    act = edit_person
    success = _("{saved.name} saved")


class PersonInvite(PersonPage, ButtonPage):
    """Send the link to choose a password again."""

    success = _("A link to choose a password is on its way to {person.email}")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _invite(request, self.person)
        return self.done(self.person)


class PersonDeactivate(PersonPage, FormPage):
    """Close an account, after being asked."""

    title = _("Close the account of {person.name}")
    introduction = _(
        "They can no longer sign in. What they wrote and decided stays on record, and you can open the account again."
    )
    save = _("Close the account")
    is_warning = True
    act = deactivate_person
    success = _("The account of {saved.name} is closed")


class PersonReactivate(PersonPage, ButtonPage):
    """Open a closed account again."""

    act = reactivate_person
    success = _("The account of {person.name} is open again")


class RoleAdd(PersonPage, FormPage):
    """Give a person a role."""

    title = _("Give {person.name} a role")
    form_class = RoleGrantForm
    save = _("Give the role")
    act = grant_role
    success = _("{person.name} is now {saved}")

    def form_options(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}


class RoleEnd(PersonPage, FormPage):
    """End a role on a date."""

    title = _("End a role of {person.name}")
    introduction = _("{grant}, since {grant.starts_on}.")
    form_class = RoleEndForm
    save = _("End the role")
    act = end_role
    success = _("{grant} ends")

    def find(self) -> None:
        super().find()
        grants = RoleGrant.objects.select_related("programme", "council").filter(user=self.person)
        self.found(grant=get_object_or_404(grants, pk=self.kwargs["grant_id"]))

    def initial(self) -> dict[str, Any]:
        return {"ended_on": timezone.localdate()}


def _invite(request: HttpRequest, person: User) -> None:
    transaction.on_commit(partial(send_invitation.delay, person.pk, request.build_absolute_uri("/")))
