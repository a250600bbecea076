"""The registers of a programme: all of them, the page of one, those of a review, and what is done to one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import PER_PAGE
from programme.pages.page import DetailPage, ProgrammePage
from risks.domain.register import add_register, change_register, end_register
from risks.filters.registers import RegisterFilter
from risks.forms.register import RegisterChangeForm, RegisterEndForm, RegisterForm
from risks.pages.records import CHANGE_REGISTER, READ, RegisterPage
from risks.queries.movements import levels_of
from risks.queries.register_list import (
    entries_there,
    latest_matrix,
    listed_entries,
    register_choices,
    scores_of,
    without_long_texts,
)
from risks.queries.registers import is_ended, registers_page, standing_of, standings_of
from risks.queries.review_risks import review_risks_page
from risks.tables.registers import RegisterTable
from services.pages.records import ReviewPage

UNSEEN_ORDERS = ("council", "category")
"""What a register can be sorted by beside its columns: it stands under the title of each risk."""
ADD_REGISTER = "risks.add_register"


class RisksHome(ProgrammePage, DetailPage):
    """The registers that the reader sees, how their open risks stand, and all together by the names of bands."""

    parent = "programme_detail"
    crumb = _("Risks")
    permission = READ
    template_name = "risks/risks_home.html"
    allows = {"can_add": ADD_REGISTER}

    def details(self) -> dict[str, Any]:
        return {"page": registers_page(programme=self.programme, user=self.reader)}


class RegisterDetail(RegisterPage, DetailPage):
    """The risks of a register that the reader sees, filtered, sorted and paged; or all of them as a file."""

    parent = "risks_home"
    title = crumb = "{register.name}"
    template_name = "risks/risk_register.html"
    stylesheets = ("risks.css",)
    allows = {"can_change": CHANGE_REGISTER, "can_add_risk": "risks.add_risk"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        register, user = self.register, self.reader
        latest = latest_matrix(register)
        entries = entries_there(register=register, user=user)
        standing = standing_of(register, entries=entries)
        filters = RegisterFilter(
            request.GET,
            queryset=listed_entries(entries),
            register=register,
            latest=latest,
            choices=register_choices(register=register, entries=entries, latest=latest),
            user=user,
        )
        file_format = export_asked(request)
        table = RegisterTable(
            filters.qs if file_format else without_long_texts(filters.qs),
            register=register,
            scores=scores_of(register, latest=latest),
            latest=latest,
            shows_status=bool(request.GET.get("status")),
        )
        RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
        if file_format:
            table.levels = levels_of(entries=entries)
            return export_of_table(table=table, name=f"{register.code}-risks", file_format=file_format)
        table.levels = levels_of(entries=[row.record.pk for row in table.paginated_rows])
        return self.render(
            standing=standing,
            latest=latest,
            earlier=standing.scored_earlier(latest.pk if latest else None),
            filter=filters,
            table=table,
            exports=True,
            is_ended=is_ended(register, today=self.programme.today),
            orders=[(name, _sorted_by(request, name)) for name in UNSEEN_ORDERS],
        )


def _sorted_by(request: HttpRequest, column: str) -> str:
    """The address of this list, filtered as it is, in the order of a column that is not drawn."""
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = column
    return f"?{query.urlencode()}"


class RegisterCreate(ProgrammePage, FormPage):
    """Add a register; the address may name its review."""

    parent = "risks_home"
    permission = ADD_REGISTER
    title = _("Add a register")
    introduction = _(
        "A register belongs to the programme, to one service review or to one council. "
        "How its risks are scored is said next."
    )
    form_class = RegisterForm
    act = add_register
    save = _("Add")
    success = _("Register added. Say next how its risks are scored.")

    def form(self) -> Any:
        form = super().form()
        reviews = form.fields["review"].queryset
        form.initial["review"] = reviews.filter(code=self.request.GET.get("review", "")).first()
        return form

    def form_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "actor": self.reader}

    def next_address(self, saved: Any) -> str:
        return self.address_of("matrix_edit", register=saved)


class RegisterEdit(RegisterPage, EditPage):
    """Change what a register is called and says of itself."""

    permission = CHANGE_REGISTER
    crumb = _("Change")
    title = _("Change {register.name}")
    form_class = RegisterChangeForm
    act = change_register
    success = _("Register saved")


class RegisterEnd(RegisterPage, EditPage):
    """End a register, or keep it again."""

    permission = CHANGE_REGISTER
    crumb = _("End")
    title = _("End {register.name}")
    template_name = "risks/register_end.html"
    form_class = RegisterEndForm
    act = end_register
    success = _("Saved")

    def details(self) -> dict[str, Any]:
        return {"standing": standings_of([self.register], user=self.reader, programme=self.programme)[0]}


class ReviewRisks(ReviewPage, DetailPage):
    """The registers of a review, and risks about it that stand in other registers."""

    parent = "review_detail"
    crumb = _("Risks")
    template_name = "risks/review_risks.html"

    def details(self) -> dict[str, Any]:
        return {
            "page": review_risks_page(review=self.review, user=self.reader),
            "can_add": self.reader.has_perm(ADD_REGISTER, self.programme),
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }
