"""A programme's own page, and what its office changes there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme.domain.programme import add_membership, add_phase, change_membership, change_phase, edit_programme
from programme.forms.programme import MembershipChangeForm, MembershipForm, PhaseForm, ProgrammeForm
from programme.models import Phase, ProgrammeMembership
from programme.pages.form_page import EditPage, FormPage
from programme.pages.page import ProgrammePage
from programme.pages.trail import Above, stands
from programme.pages.wording import Words
from programme.queries.programme import overview_of, programmes_of_reader
from programme.views.lookup import visible_programme
from programme.views.navigation import overview_groups

CHANGE = "programme.change_programme"
OWN_PAGE = ("programme_list", "programme_detail")
"""Above what the office changes on the programme's own page."""


@require_safe
@stands(below="", crumb=_("Programmes"))
def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes in which the reader holds a role."""
    return render(request, "programme/programme_list.html", {"programmes": programmes_of_reader(request.user)})


@require_safe
@stands(below="programme_list", crumb="{programme.name}", begins=True)
def programme_detail(request: HttpRequest, programme_code: str) -> HttpResponse:
    """What the programme is: its councils, phases, reporting periods and people."""
    programme = visible_programme(request, programme_code)
    context = {
        "programme": programme,
        "overview": overview_of(programme),
        "can_change": request.user.has_perm(CHANGE, programme),
        "link_groups": overview_groups(user=request.user, programme=programme),
    }
    return render(request, "programme/programme_detail.html", context)


class ChangePage(ProgrammePage):
    """Something of the programme that its office changes."""

    permission = CHANGE
    parent: ClassVar[Above] = OWN_PAGE
    crumb: ClassVar[Words | None] = ""


class ProgrammeEdit(ChangePage, EditPage):
    """Change the programme's name, summary and dates."""

    title = _("Change details of {programme.name}")
    form_class = ProgrammeForm
    act = edit_programme
    success = _("Programme saved")


class MembershipAdd(ChangePage, FormPage):
    """A council joins."""

    title = _("Add a council")
    introduction = _(
        "A council that left may join again: it is then added anew, and its earlier membership stays on record."
    )
    form_class = MembershipForm
    form_takes = ("programme",)
    save = _("Add council")
    act = add_membership
    success = _("{saved.council.name} added")


class MembershipEdit(ChangePage, EditPage):
    """Change a council's role or dates; a last day is how it leaves."""

    title = _("Membership of {membership.council.name}")
    form_class = MembershipChangeForm
    act = change_membership
    success = _("Membership of {membership.council.name} saved")
    record_class = ProgrammeMembership

    def record_rows(self) -> QuerySet[ProgrammeMembership]:
        return ProgrammeMembership.objects.select_related("council")


class PhaseAdd(ChangePage, FormPage):
    """Add a phase under whose heading reviews are reported."""

    title = _("Add a phase")
    form_class = PhaseForm
    save = _("Add phase")
    act = add_phase
    success = _("{saved.name} added")

    def initial(self) -> dict[str, Any]:
        last = self.programme.phases.order_by("position").last()
        return {"position": last.position + 1 if last else 1}


class PhaseEdit(ChangePage, EditPage):
    """Change a phase's name, dates or place."""

    title = _("Change {phase.name}")
    form_class = PhaseForm
    act = change_phase
    success = _("{saved.name} saved")
    record_class = Phase
