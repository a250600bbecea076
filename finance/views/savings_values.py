"""The pages on which the values of the tracker are filled in: one line over a year, or many lines in one month."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from finance.domain.savings_values import CellKey, key_of, record_savings
from finance.enums import ValueKind
from finance.forms.savings import Place, PlaceRow, SavingsGrid
from finance.models import SavingsLine, SavingsValue
from finance.pages.records import SAVINGS
from finance.permissions import writes_savings_of
from finance.queries.savings_page import MONTH_NAMES
from finance.rules.money import Cell
from finance.rules.savings import MONTHS, WHOLE_YEAR, cell_of
from finance.views.savings import CHANGE
from programme.models import Council, User
from programme.pages.trail import stands
from programme.permissions import check_permission
from programme.views.lookup import posted
from services.models import ServiceReview
from services.values.standards import financial_year_of, year_label
from services.views.lookup import reader_of, review_for

PER_PAGE = 25
COLUMNS = ("Whole year", *MONTH_NAMES)
FIRST_YEAR, LAST_YEAR = 1974, 2199


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="savings_detail", crumb=_("Values"))
def savings_values(request: HttpRequest, programme_code: str, line_code: str) -> HttpResponse:
    """Fill in one line for a financial year: months across; plan, forecast and actual down."""
    line = _line(request, programme_code, line_code)
    review = line.review
    if line.closed_on is not None:
        messages.error(request, f"{line.name} is closed, so its values no longer change.")
        return redirect("savings_detail", programme_code, line_code)
    councils = writable_councils(reader_of(request), review)
    council = _council(request, councils)
    last = line.values.order_by("-year").values_list("year", flat=True).first()
    year = _year(request, default=last or financial_year_of(review.programme.today))
    rows = [
        PlaceRow(
            label=str(kind.label),
            places=tuple(
                Place(
                    line=line,
                    council=council,
                    year=year,
                    month=month,
                    kind=kind,
                    label=f"{kind.label}, {COLUMNS[month]}",
                    column=COLUMNS[month],
                )
                for month in (WHOLE_YEAR, *MONTHS)
            ),
        )
        for kind in ValueKind
    ]
    form = SavingsGrid(posted(request), rows=rows, stands=_stands([line]))
    if request.method == "POST":
        saved = form.submit(record_savings, review=review, actor=request.user, at=timezone.now())
        if saved is not None:
            messages.success(request, f"{saved} values saved")
            return redirect(f"{reverse('savings_detail', args=[programme_code, line_code])}?year={year}")
    address = reverse("savings_values", args=[programme_code, line_code])
    context = {
        "programme": review.programme,
        "review": review,
        "line": line,
        "form": form,
        "year_label": year_label(year),
        "whose": _whose(councils, council, f"{address}?year={year}"),
        "council": council,
        "earlier": _address(address, year - 1, council),
        "later": _address(address, year + 1, council),
        "earlier_label": year_label(year - 1),
        "later_label": year_label(year + 1),
    }
    return render(request, "finance/savings_values.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below=SAVINGS, crumb=_("Fill in a month"))
def savings_month(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Fill in many lines of a review for one month: lines down; plan, forecast and actual across."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    today = review.programme.today
    councils = writable_councils(reader_of(request), review)
    council = _council(request, councils)
    year = _year(request, default=financial_year_of(today))
    month = _month(request, default=(today.month - 4) % 12 + 1)
    lines = SavingsLine.objects.filter(review=review, closed_on__isnull=True).order_by("position", "code", "pk")
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        PlaceRow(
            label=line.name,
            note=str(line.get_measure_display()),
            places=tuple(
                Place(
                    line=line,
                    council=council,
                    year=year,
                    month=month,
                    kind=kind,
                    label=f"{line.name}, {kind.label.lower()}",
                    column=str(kind.label),
                )
                for kind in ValueKind
            ),
        )
        for line in page.object_list
    ]
    form = SavingsGrid(posted(request), rows=rows, stands=_stands(page.object_list))
    if request.method == "POST":
        saved = form.submit(record_savings, review=review, actor=request.user, at=timezone.now())
        if saved is not None:
            messages.success(request, f"{saved} values saved")
            if page.has_next():
                query = request.GET.copy()
                query["page"] = str(page.next_page_number())
                return redirect(f"{request.path}?{query.urlencode()}")
            return redirect("review_savings", programme_code, review_code)
    context = {
        "programme": review.programme,
        "review": review,
        "form": form,
        "page": page,
        "council": council,
        "councils": councils,
        "year": year,
        "year_label": year_label(year),
        "month": month,
        "month_label": COLUMNS[month],
        "months": list(enumerate(COLUMNS)),
        "years": [(one, year_label(one)) for one in range(year - 3, year + 4) if FIRST_YEAR <= one <= LAST_YEAR],
    }
    return render(request, "finance/savings_month.html", context)


def _line(request: HttpRequest, programme_code: str, line_code: str) -> SavingsLine:
    lines = SavingsLine.objects.visible_to(request.user).select_related("programme", "review__programme")
    line: SavingsLine = get_object_or_404(lines, programme__code=programme_code, code=line_code)
    check_permission(request.user, CHANGE, line.review)
    return line


def writable_councils(user: User, review: ServiceReview) -> list[Council | None]:
    """Whose values a person writes in the review: None for all together, then the councils by name."""
    taking_part = Council.objects.filter(
        pk__in=review.participations.on(timezone.localdate()).values("council")
    ).order_by("short_name", "pk")
    found: dict[int | None, Council | None] = {None: None, **{one.pk: one for one in taking_part}}
    own = writes_savings_of(user, review, found)
    return [council for pk, council in found.items() if pk in own]


def _stands(lines: Iterable[SavingsLine]) -> dict[CellKey, Cell]:
    return {key_of(row): cell_of(row) for row in SavingsValue.objects.filter(line__in=lines)}


def _council(request: HttpRequest, councils: list[Council | None]) -> Council | None:
    asked = request.GET.get("council")
    return next((one for one in councils if one is not None and one.code == asked), None)


def _year(request: HttpRequest, *, default: int) -> int:
    asked = request.GET.get("year", "")
    in_range = asked.isascii() and asked.isdigit() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR
    return int(asked) if in_range else default


def _month(request: HttpRequest, *, default: int) -> int:
    asked = request.GET.get("month", "")
    return int(asked) if asked in {str(month) for month in range(13)} else default


def _address(address: str, year: int, council: Council | None) -> str:
    return f"{address}?year={year}" + (f"&council={council.code}" if council else "")


def _whose(councils: list[Council | None], chosen: Council | None, address: str) -> list[tuple[str, str, bool]]:
    """Links to the values of each council and of all together; none where there is no choice."""
    if len(councils) < 2:
        return []
    return [
        (
            one.short_name if one else "All together",
            f"{address}&council={one.code}" if one else address,
            one == chosen,
        )
        for one in councils
    ]
