"""Areas of review and delivery plan references: their lists, pages and forms."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import PER_PAGE, Button, Empty, ProgrammeListPage
from programme.pages.page import DetailPage, ProgrammePage
from services.domain.action import add_area, add_reference, change_area, change_reference
from services.forms.action import AreaChangeForm, AreaForm, PlanReferenceForm
from services.models import Action, Area
from services.pages.records import READ_AREAS, ReferencePage
from services.queries.action_record import action_record
from services.queries.actions import listed_actions, listed_areas, listed_references, recommendation_numbers
from services.tables.actions import ActionTable, AreaTable, PlanReferenceTable, natural_references
from services.views.actions import ADD, TABS

CHANGE = "services.change_areas"

ADD_AREA = Button(_("Add an area"), "area_create", permission=CHANGE)


class AreaList(ProgrammeListPage):
    """The areas of review in their order."""

    permission = READ_AREAS
    parent = "action_list"
    title = _("Areas of review")
    above = TABS
    table_class = AreaTable
    export_name = "{programme.code}-areas"
    button = ADD_AREA
    empty = Empty(
        _("No areas of review yet"),
        text=_(
            "An area is what a working group looks at under one heading. Its actions and recommendations stand in it."
        ),
        button=ADD_AREA,
        otherwise=Empty(_("No areas of review yet"), text=_("The programme office adds them.")),
    )

    def rows(self) -> QuerySet[Area]:
        return listed_areas(programme=self.programme, user=self.reader)


class AreaDetail(ProgrammePage, DetailPage):
    """One area: its ambition, what is finished, and the table of what goes on or is recommended."""

    permission = READ_AREAS
    parent = ("programme_detail", "area_list")
    crumb = "{area.name}"
    template_name = "services/area_detail.html"
    stylesheets = ("actions.css",)
    record_class = Area
    area: Area

    def details(self) -> dict[str, Any]:
        seen = Action.objects.visible_to(self.reader).filter(programme=self.programme, area=self.area)
        record = action_record(programme=self.programme).only(set(seen.values_list("pk", flat=True)))
        groups = ((group, group.area) for group in record.by_area())
        return {
            "said": next(group for group, area in groups if area is not None and area.pk == self.area.pk),
            "can_change": self.may(CHANGE),
            "can_add": self.may(ADD) and self.area.ended_on is None,
        }


class RecommendationList(ProgrammePage, DetailPage):
    """The recommendations in their one run."""

    permission = READ_AREAS
    parent = "action_list"
    title = _("Recommendations")
    template_name = "services/recommendation_list.html"
    stylesheets = ("actions.css",)
    allows = {"can_add": ADD}

    def details(self) -> dict[str, Any]:
        seen = Action.objects.visible_to(self.reader).filter(programme=self.programme, is_recommendation=True)
        record = action_record(programme=self.programme).only(set(seen.values_list("pk", flat=True)))
        return {"recommendations": record.recommendations}


class AreaCreate(ProgrammePage, FormPage):
    """Add an area of review."""

    permission = CHANGE
    parent = "area_list"
    crumb = _("Add")
    title = _("Add an area")
    form_class = AreaForm
    act = add_area
    success = _("Area added: {saved.name}")
    opens_result = True


class AreaEdit(ProgrammePage, EditPage):
    """Change an area, its place or its end."""

    permission = CHANGE
    parent = ("programme_detail", "action_list", "area_detail")
    crumb = _("Change")
    title = _("Change an area")
    record_class = Area
    form_class = AreaChangeForm
    act = change_area
    success = _("Area saved: {saved.name}")


ADD_REFERENCE = Button(_("Add a reference"), "plan_reference_create", permission=CHANGE)


class PlanReferenceList(ProgrammeListPage):
    """The delivery plan references, each leading to its actions."""

    permission = READ_AREAS
    parent = "action_list"
    title = _("Delivery plan references")
    above = TABS
    table_class = PlanReferenceTable
    export_name = "{programme.code}-references"
    button = ADD_REFERENCE
    empty = Empty(
        _("No delivery plan references yet"),
        text=_("Add the lines of the delivery plan that actions refer to, for example MT15."),
        button=ADD_REFERENCE,
        otherwise=Empty(_("No delivery plan references yet"), text=_("The programme office adds them.")),
    )

    def rows(self) -> list[Any]:
        return natural_references(listed_references(programme=self.programme, user=self.reader))


class PlanReferenceDetail(ReferencePage, DetailPage):
    """One delivery plan reference with the actions that stand under it."""

    permission = READ_AREAS
    parent = ("programme_detail", "plan_reference_list")
    crumb = "{reference.code}"
    template_name = "services/plan_reference_detail.html"
    allows = {"can_change": CHANGE}

    def details(self) -> dict[str, Any]:
        actions = listed_actions(programme=self.programme, user=self.reader).filter(
            references__reference=self.reference, references__removed_at__isnull=True
        )
        numbers = recommendation_numbers(self.programme)
        table = ActionTable(actions, programme=self.programme, numbers=numbers)
        RequestConfig(self.request, paginate={"per_page": PER_PAGE}).configure(table)
        return {"table": table}


class PlanReferenceCreate(ProgrammePage, FormPage):
    """Add a delivery plan reference."""

    permission = CHANGE
    parent = "plan_reference_list"
    crumb = _("Add")
    title = _("Add a delivery plan reference")
    form_class = PlanReferenceForm
    act = add_reference
    success = _("Reference added: {saved.code}")
    opens_result = True


class PlanReferenceEdit(ReferencePage, EditPage):
    """Change a delivery plan reference."""

    permission = CHANGE
    parent = ("programme_detail", "action_list", "plan_reference_detail")
    crumb = _("Change")
    title = _("Change a delivery plan reference")
    form_class = PlanReferenceForm
    act = change_reference
    success = _("Reference saved: {saved.code}")
    opens_result = True
