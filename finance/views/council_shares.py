"""Each council's share of a version of a business case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from finance.queries.council_shares import EXPORT_HEADER, export_of, shares_page
from finance.views.lookup import visible_version
from programme.exports import export_asked, export_rows
from programme.history import Moment
from programme.pages.trail import stands
from services.forms.route_map import PastDayForm


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
