"""Sharing of costs and savings: what is agreed for a programme, a review or a line, and what is done to it.

Each council's share of a version of a business case.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from finance.domain.apportionment import (
    add_apportionment,
    change_apportionment,
    check_entered,
    end_apportionment,
    succeed_apportionment,
    terms_entered,
)
from finance.forms.apportionment import ApportionmentForm, EndApportionmentForm
from finance.models import Apportionment
from finance.queries.agreements import Agreed
from finance.queries.council_shares import EXPORT_HEADER, export_of, shares_page
from finance.queries.sharing import (
    ApportionmentPage,
    apportionment_page,
    apportionment_rows,
    driver_rows,
    state_of,
)
from finance.rules.apportionment import first_day
from finance.tables.sharing import ApportionmentFilter, ApportionmentTable
from finance.views.lookup import visible_version
from programme.errors import DomainError
from programme.exports import export_asked, export_rows
from programme.history import Moment
from programme.models import Council, Programme
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ListPage
from programme.pages.page import DetailPage, ProgrammePage
from programme.pages.trail import stands
from services.forms.route_map import PastDayForm
from services.models import ServiceReview
from services.values.figures import plain_figure
from services.values.standards import financial_year_of

READ, CHANGE = "services.view_working_record", "finance.change_apportionments"
PREVIEW = "preview"
"""The name of the button that shows the shares and saves nothing."""
ADD_AGREEMENT = Button(_("Add an agreement"), "apportionment_create", permission=CHANGE)


class SharingList(ProgrammePage, ListPage):
    """What is agreed on sharing, and the drivers; or the agreements as a file."""

    permission = READ
    parent = "finance_home"
    crumb = _("Sharing")
    title = _("Sharing of costs and savings")
    introduction = _(
        "What the councils have agreed on sharing costs and savings. The nearest one holds: that of a line before that "
        "of its review, that of a review before that of the programme. A financial year is shared by what holds on its "
        "1 April."
    )
    stylesheets = ("finance.css",)
    below = "finance/_drivers.html"
    filter_class = ApportionmentFilter
    table_class = ApportionmentTable
    export_name = "{programme.code}-sharing"
    button = ADD_AGREEMENT
    allows = {"can_change": CHANGE}
    empty = Empty(
        _("Nothing is agreed yet"),
        text=_("Until then no cost or saving has shares."),
        button=ADD_AGREEMENT,
        otherwise=Empty(_("Nothing is agreed yet"), text=_("The programme office records what is agreed.")),
    )

    @cached_property
    def agreed(self) -> Agreed:
        """What is agreed in the programme."""
        return Agreed(self.programme)

    def rows(self) -> QuerySet[Apportionment]:
        return Apportionment.objects.visible_to(self.reader).filter(programme=self.programme)

    def filter_options(self) -> dict[str, Any]:
        reviews = ServiceReview.objects.filter(apportionments__in=self.rows())
        return {"reviews": list(reviews.order_by("name", "pk").distinct()), "today": self.programme.today}

    def filtered(self, filters: ApportionmentFilter) -> Any:
        return apportionment_rows(rows=filters.qs, reader=self.reader, agreed=self.agreed)

    def details(self) -> dict[str, Any]:
        return {"drivers": driver_rows(programme=self.programme, agreed=self.agreed)}


class AgreementPage(ProgrammePage):
    """A page of an apportionment whose review the reader sees. Its permission is about the programme."""

    reading = READ
    apportionment: Apportionment

    def find(self) -> None:
        self.find_programme()
        rows = Apportionment.objects.visible_to(self.reader).select_related("review", "driver", "recorded_by")
        self.find_record(rows, "apportionment_code")
        self.check(self.programme)


class ApportionmentDetail(AgreementPage, DetailPage):
    """One agreement, and the shares that it gives year by year."""

    parent = "sharing_list"
    crumb = "{apportionment.is_of}"
    template_name = "finance/apportionment_detail.html"
    stylesheets = ("finance.css",)
    allows = {"can_change": CHANGE, "can_read_history": "programme.view_history"}

    def details(self) -> dict[str, Any]:
        row, agreed = self.apportionment, Agreed(self.programme)
        terms = next(one for one in agreed.terms if one.row == row)
        page = apportionment_page(agreed, terms, reader=self.reader, is_open=row.shares_are_open)
        shares = row.shares.filter(removed_at__isnull=True).select_related("council")
        return {
            "state": state_of(row, on=self.programme.today),
            "page": page,
            "tolerance": plain_figure(row.tolerance),
            "fixed": [
                (share.council, plain_figure(share.percentage)) for share in shares if share.council in page.councils
            ],
        }


class ApportionmentFormPage(FormPage):
    """The form of an agreement. Its second button shows the shares that it gives, and saves nothing."""

    permission = CHANGE
    template_name = "finance/apportionment_form.html"
    stylesheets = ("indicators.css", "finance.css")
    form_class = ApportionmentForm
    opens_result = True
    preview: ApportionmentPage | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if PREVIEW not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.form()
        self.preview = self._preview(form)
        return self.form_shown(form)

    def form_options(self) -> dict[str, Any]:
        programme: Programme = self.records["programme"]
        councils = councils_of_programme(programme)
        return {"programme": programme, "review": self.review, "councils": councils, **super().form_options()}

    @property
    def review(self) -> ServiceReview | None:
        """Whose review's it is; None of one that is for the whole programme."""
        review: ServiceReview | None = self.records["apportionment"].review
        return review

    def details(self) -> dict[str, Any]:
        return {"preview": self.preview, "review": self.review}

    def _preview(self, form: ApportionmentForm) -> ApportionmentPage | None:
        """The shares that what is filled in would give, by the one rule; None where it is refused."""
        if not form.is_valid():
            return None
        try:
            entered = check_entered(
                programme=form.programme, review=form.review, entered=form.entered(), at=timezone.now()
            )
        except DomainError as error:
            form.refuse(error)
            return None
        terms = terms_entered(entered=entered, review=form.review)
        return apportionment_page(Agreed(form.programme), terms, reader=self.reader, is_open=True)


class ApportionmentCreate(ProgrammePage, ApportionmentFormPage):
    """Record what has been agreed: for the programme, or for the review that `?review=` names, or a line of it."""

    parent = "sharing_list"
    crumb = _("Add an agreement")
    title = _("Add an agreement on sharing")
    template_name = "finance/apportionment_create.html"
    act = add_apportionment
    success = _("Recorded. Check the shares that it gives.")

    def reviews(self) -> QuerySet[ServiceReview]:
        """Those for which something can be agreed."""
        return ServiceReview.objects.filter(programme=self.programme).order_by("name", "pk")

    @cached_property
    def review(self) -> ServiceReview | None:
        code = self.request.GET.get("review", "").replace("\0", "")
        return get_object_or_404(self.reviews(), code=code) if code else None

    def initial(self) -> dict[str, Any]:
        return {"starts_on": first_day(financial_year_of(self.programme.today))}

    def arguments(self) -> dict[str, Any]:
        return {"programme": self.programme, "review": self.review}

    def details(self) -> dict[str, Any]:
        return {**super().details(), "reviews": self.reviews()}


class ApportionmentEdit(AgreementPage, ApportionmentFormPage, EditPage):
    """Mend what was entered wrongly."""

    parent = "apportionment_detail"
    crumb = _("Correct")
    title = _("Correct: {apportionment.is_of}")
    heading = _("Correct what was entered wrongly")
    template_name = "finance/apportionment_edit.html"
    act = change_apportionment
    success = _("Saved. Check the shares that it gives.")


class ApportionmentNext(AgreementPage, ApportionmentFormPage):
    """Put another agreement in the place of one; that ends the day before."""

    parent = "apportionment_detail"
    crumb = _("Agree another")
    title = _("Agree another: {apportionment.is_of}")
    heading = _("Agree another from a later day")
    introduction = _(
        "Of {apportionment.is_of}. What holds since {apportionment.starts_on} ends the day before the first day of "
        "this, and stays in the record."
    )
    act = succeed_apportionment
    success = _("Recorded; the agreement before it has ended. Check the shares that it gives.")

    def form_options(self) -> dict[str, Any]:
        return {**super().form_options(), "after": self.apportionment}


class ApportionmentEnd(AgreementPage, EditPage):
    """Say on which day an agreement last holds."""

    permission = CHANGE
    parent = "apportionment_detail"
    crumb = _("End")
    title = _("End: {apportionment.is_of}")
    heading = _("End this agreement")
    introduction = _(
        "Of {apportionment.is_of}, which holds from {apportionment.starts_on}. From the next day the agreement of what "
        "is above it holds: that of its review, or of the programme."
    )
    form_class = EndApportionmentForm
    act = end_apportionment
    success = _("Saved")


def councils_of_programme(programme: Programme) -> list[Council]:
    """Every council that is or was a member, by name."""
    return list(Council.objects.filter(memberships__programme=programme).order_by("short_name", "code").distinct())


@require_safe
@stands(below="case_detail", crumb=_("Shares"))
def council_shares(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponseBase:
    """The shares that the reader may see, now or at the end of a past day; or all of them as a file.

    The own always, the others' where the agreements open them.
    """
    version = visible_version(request, programme_code, case_code, number)
    programme = version.case.programme
    form = PastDayForm(request.GET or None, programme=programme)
    day = form.cleaned_data.get("as_at") if form.is_valid() else None
    page = shares_page(version, reader=request.user, moment=Moment.ending(version.case.programme, day))
    file_format = export_asked(request)
    if file_format and page is not None:
        return export_rows(
            header=EXPORT_HEADER,
            rows=export_of(page),
            name=f"{version.case.code}-{version.number}-shares",
            file_format=file_format,
        )
    context = {
        "programme": programme,
        "case": version.case,
        "version": version,
        "form": form,
        "as_at": day,
        "page": page,
        "can_read_sharing": request.user.has_perm("services.view_working_record", programme),
    }
    return render(request, "finance/council_shares.html", context)
