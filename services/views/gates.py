"""The gates of a programme: what its reviews must have before they move into a stage."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ProgrammeListPage
from programme.pages.page import ProgrammePage
from services.domain.gate import add_gate, change_gate
from services.forms.move import GATE_MEANING, GateForm
from services.models import Gate
from services.pages.records import READ_WORKING_RECORD
from services.queries.gates import is_in_use, listed_gates
from services.rules.gates import known_check
from services.tables.stages import GateFilter, GateTable

CHANGE = "services.change_gates"

ADD_GATE = Button(_("Add a gate"), "gate_create", permission=CHANGE)


class GateList(ProgrammeListPage):
    """What the stages of the programme ask for."""

    permission = READ_WORKING_RECORD
    parent = "programme_detail"
    title = _("Gates between the stages")
    introduction = _(
        "What a service review must have before it moves on into a stage. The page of each review, under Stages and "
        "gates, says what it has and what is missing."
    )
    filter_class = GateFilter
    table_class = GateTable
    export_name = "{programme.code}-gates"
    button = ADD_GATE
    empty = Empty(
        _("No gates yet"),
        text=_(
            "Reviews move from stage to stage freely. Add a gate to ask for something first, for example a decision of "
            "every council."
        ),
        button=ADD_GATE,
        otherwise=Empty(
            _("No gates yet"), text=_("Reviews move from stage to stage freely. The programme office adds gates.")
        ),
    )

    def rows(self) -> QuerySet[Gate]:
        return listed_gates(programme=self.programme)

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "can_change": self.may(CHANGE)}


class GateCreate(ProgrammePage, FormPage):
    """Ask something of every review that moves into a stage."""

    permission = CHANGE
    parent = "gate_list"
    crumb = _("Add")
    title = _("Add a gate")
    form_class = GateForm
    save = _("Add gate")
    act = add_gate
    success = _("Gate added: {saved.name}")

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.programme.today}


class GateEdit(ProgrammePage, EditPage):
    """Change a gate, or end it; one by which reviews have been held keeps what it asks for."""

    permission = CHANGE
    parent = "gate_list"
    crumb = "{gate.name}"
    title = _("Change {gate.name}")
    heading = _("Change a gate")
    template_name = "services/gate_edit.html"
    record_class = Gate
    form_class = GateForm
    act = change_gate
    success = _("Gate saved: {saved.name}")
    gate: Gate

    @cached_property
    def _is_in_use(self) -> bool:
        return is_in_use(self.gate)

    def form_options(self) -> dict[str, Any]:
        return {"record": self.gate, "is_in_use": self._is_in_use}

    def arguments(self) -> dict[str, Any]:
        stays = {name: getattr(self.gate, name) for name in GATE_MEANING} if self._is_in_use else {}
        return {"gate": self.gate, **stays}

    def details(self) -> dict[str, Any]:
        return {"is_in_use": self._is_in_use, "check": known_check(self.gate.rule)}
