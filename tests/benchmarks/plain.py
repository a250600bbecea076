"""The pages that ours are compared with: the same rows and columns by the libraries' own means, and a bare template."""

from __future__ import annotations

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Prefetch, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django_tables2 import RequestConfig

from finance.enums import ValueKind
from finance.models import CaseVersion, SavingsLine, SavingsValue
from programme.models import Phase, Programme, User
from programme.values.partial_date import PartialDate
from risks.models import Assessment, RegisterEntry, RiskRegister
from services.models import ProgressUpdate, ReviewParticipation, ServiceReview
from services.queries.periods import current_period
from services.queries.review_list import listed_reviews, promised

ROWS = 50


class PlainTable(tables.Table):
    """The columns of the review list, as django-tables2 draws them by itself."""

    name = tables.Column(linkify=True, verbose_name="Service review")
    phase = tables.Column(accessor="phase__name")
    councils = tables.Column(accessor="parts", orderable=False)
    stage = tables.Column()
    rating = tables.Column(verbose_name="RAG")
    business_case_expected = tables.Column(accessor="pk", verbose_name="Business case expected")
    implementation_expected = tables.Column(accessor="pk", verbose_name="Implementation expected")
    standing = tables.Column(verbose_name="Update")

    class Meta:
        template_name = "django_tables2/table.html"

    def render_councils(self, value: Any) -> str:
        return ", ".join(part.council.short_name for part in value)

    def render_business_case_expected(self, record: Any) -> Any:
        return promised(record, "business_case_expected")

    def render_implementation_expected(self, record: Any) -> Any:
        return promised(record, "implementation_expected")


class PlainFilter(filters.FilterSet):
    """Filters by a model's fields, as django-filter makes them by itself."""

    phase = filters.ModelChoiceFilter(queryset=Phase.objects.none())

    class Meta:
        model = ServiceReview
        fields = {"name": ["icontains"], "phase": ["exact"], "stage": ["exact"], "state": ["exact"]}

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters["phase"].queryset = programme.phases.all()


def _reviews(request: HttpRequest, programme_code: str) -> tuple[Programme, Any]:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), code=programme_code)
    period = current_period(programme=programme)
    return programme, listed_reviews(programme=programme, user=request.user, period=period)


def plain_list(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Fifty reviews by django-tables2 and django-filter."""
    programme, reviews = _reviews(request, programme_code)
    chosen = PlainFilter(request.GET, queryset=reviews, programme=programme)
    table = PlainTable(chosen.qs)
    RequestConfig(request, paginate={"per_page": ROWS}).configure(table)
    return render(request, "benchmarks/plain_list.html", {"filter": chosen, "table": table})


def bare_list(request: HttpRequest, programme_code: str) -> HttpResponse:
    """The same fifty reviews by a loop in a template."""
    _, reviews = _reviews(request, programme_code)
    rows = list(reviews[:ROWS])
    for review in rows:
        review.business_case = promised(review, "business_case_expected")
        review.implementation = promised(review, "implementation_expected")
    return render(request, "benchmarks/bare_list.html", {"reviews": rows, "programme_code": programme_code})


def bare_rows(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Fifty reviews in one query and a loop: what a page of them costs at the least."""
    reviews = ServiceReview.objects.visible_to(request.user).filter(programme__code=programme_code)
    rows = reviews.select_related("phase").in_programme_order()[:ROWS]
    return render(request, "benchmarks/bare_rows.html", {"reviews": rows, "programme_code": programme_code})


def bare_dashboard(request: HttpRequest, programme_code: str, rows: int, cells: int) -> HttpResponse:
    """Every review with its phase and last accepted update, its moves and milestones, by Django's own means, and as
    many rows and cells as asked for; nothing is counted, sorted, drawn or compared."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), code=programme_code)
    reviews = list(
        ServiceReview.objects.filter(programme=programme)
        .select_related("programme", "phase")
        .prefetch_related("moves", "milestones")
        .in_programme_order()
    )
    updates = ProgressUpdate.objects.latest_accepted(reviews=[review.pk for review in reviews])
    last = {update.review_id: update for update in updates.select_related("period", "decided_by")}
    found = [(review, last.get(review.pk)) for review in reviews]
    context = {
        "programme": programme,
        "names": [found[number % len(found)][0] for number in range(rows)],
        "per_row": range(max(1, round(cells / max(rows, 1)))),
    }
    return render(request, "benchmarks/bare_table.html", context)


def bare_grid(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Every live review with its update of the period and its people, by a loop in a template."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), code=programme_code)
    period = current_period(programme=programme)
    reviews = (
        ServiceReview.objects.filter(programme=programme)
        .select_related("phase")
        .prefetch_related(
            Prefetch("participations", ReviewParticipation.objects.select_related("council", "lead_officer")),
            Prefetch("updates", ProgressUpdate.objects.filter(period=period)),
        )
        .in_programme_order()
    )
    return render(request, "benchmarks/bare_grid.html", {"reviews": reviews, "programme_code": programme_code})


def bare_table(request: HttpRequest, programme_code: str, rows: int, cells: int) -> HttpResponse:
    """As many rows and cells as asked for, of what the programme's people are called."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), code=programme_code)
    people = list(User.objects.filter(grants__programme=programme).order_by("name", "pk")[:rows])
    names = [people[number % len(people)] for number in range(rows)]
    per_row = range(max(1, round(cells / max(rows, 1))))
    context = {"programme": programme, "names": names, "per_row": per_row}
    return render(request, "benchmarks/bare_table.html", context)


def bare_case(request: HttpRequest, programme_code: str, case_code: str) -> HttpResponse:
    """Every amount of a case as it is kept, by a loop in a template; nothing is worked out."""
    versions = CaseVersion.objects.visible_to(request.user).select_related("case")
    version = get_object_or_404(versions, case__programme__code=programme_code, case__code=case_code)
    lines = version.lines.prefetch_related("amounts").order_by("kind", "position")
    return render(request, "benchmarks/bare_case.html", {"version": version, "lines": lines})


def bare_savings(request: HttpRequest, programme_code: str, rows: int) -> HttpResponse:
    """Fifty savings lines with their sums by a loop in a template, repeated until there are as many rows.

    With `?totals=yes` also what all lines come to by kind, measure and state.
    """
    programme = get_object_or_404(Programme.objects.visible_to(request.user), code=programme_code)
    lines = SavingsLine.objects.visible_to(request.user).filter(programme=programme, closed_on__isnull=True)
    sums = {str(kind): Sum("values__amount", filter=Q(values__kind=kind)) for kind in ValueKind}
    order = ("review__position", "position", "pk")
    page = list(lines.order_by(*order).values_list("pk", flat=True)[:ROWS])
    found = SavingsLine.objects.filter(pk__in=page).select_related("review").annotate(**sums).order_by(*order)
    shown = list(found)
    values = SavingsValue.objects.filter(line__in=lines.values("pk")).order_by()
    totals = values.values("kind", "line__measure", "line__state").annotate(sum=Sum("amount"))
    context = {
        "programme": programme,
        "lines": [shown[number % len(shown)] for number in range(rows)],
        "totals": totals if "totals" in request.GET else (),
    }
    return render(request, "benchmarks/bare_savings.html", context)


@csrf_exempt
def bare_write(request: HttpRequest, programme_code: str, period_code: str, review_code: str) -> HttpResponse:
    """Read a row, put in what was sent, save it, and draw the row: no permission, no lock, no form, no edition."""
    review = get_object_or_404(
        ServiceReview.objects.visible_to(request.user).select_related("programme"),
        programme__code=programme_code,
        code=review_code,
    )
    update = ProgressUpdate.objects.select_related("period").get(review=review, period__code=period_code)
    for name in ("rag", "rag_reason", "business_case_update", "implementation_update", "help_wanted"):
        setattr(update, name, request.POST[name])
    update.business_case_expected = PartialDate.month(2027, 5)
    update.implementation_expected = PartialDate.to_be_confirmed("once the business case is approved")
    update.edited_by, update.edited_at = request.user, timezone.now()
    update.save()
    return render(request, "benchmarks/bare_row.html", {"review": review, "update": update})


class PlainRegister(tables.Table):
    """The columns of a register, as django-tables2 draws them by itself."""

    number = tables.Column()
    risk = tables.Column(accessor="risk__title", linkify=lambda record: record.risk.get_absolute_url())
    owner = tables.Column(accessor="risk__owner")
    inherent = tables.Column(accessor="inherent__cell")
    current = tables.Column(accessor="current__cell", order_by="current__cell__rank")
    target = tables.Column(accessor="target__cell")
    next_review = tables.Column(accessor="risk__next_review")

    class Meta:
        template_name = "django_tables2/table.html"


class PlainRegisterFilter(filters.FilterSet):
    """Filters by a model's fields, as django-filter makes them by itself."""

    owner = filters.ModelChoiceFilter(field_name="risk__owner", queryset=User.objects.none())

    class Meta:
        model = RegisterEntry
        fields = {
            "risk__title": ["icontains"],
            "risk__status": ["exact"],
            "risk__kind": ["exact"],
            "risk__category": ["exact"],
            "risk__next_review": ["lte"],
        }


def plain_register(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """Fifty risks of a register by their rank, by django-tables2 and django-filter."""
    entries = (
        RegisterEntry.objects.visible_to(request.user)
        .filter(register__code=register_code, register__programme__code=programme_code, risk__status="open")
        .select_related("risk__programme", "risk__owner", "risk__council")
        .select_related("inherent__cell__band", "current__cell__band", "target__cell__band")
        .order_by("-current__cell__rank", "pk")
    )
    chosen = PlainRegisterFilter(request.GET, queryset=entries)
    chosen.filters["owner"].queryset = User.objects.filter(pk__in=entries.order_by().values("risk__owner"))
    table = PlainRegister(chosen.qs)
    RequestConfig(request, paginate={"per_page": ROWS}).configure(table)
    return render(request, "benchmarks/plain_list.html", {"filter": chosen, "table": table})


def bare_risks(request: HttpRequest, programme_code: str, register_code: str, when: str, cells: int) -> HttpResponse:
    """The number and the cell of every open risk, and as many cells as asked for; `past` reads the assessments too."""
    register = get_object_or_404(
        RiskRegister.objects.visible_to(request.user), programme__code=programme_code, code=register_code
    )
    entries = RegisterEntry.objects.filter(register=register, risk__status="open")
    rows = list(entries.order_by("pk").values_list("pk", "number", "current__cell"))
    if when == "past":
        assessments = Assessment.objects.filter(entry__in=entries.order_by().values("pk"), kind="current")
        rows += list(assessments.order_by("pk").values_list("pk", "entry", "cell")[: len(rows)])
    names = [request.user] * max(1, cells // 10)
    context = {"programme": register.programme, "names": names, "per_row": range(10), "rows": rows}
    return render(request, "benchmarks/bare_table.html", context)


urlpatterns = [
    path("plain-register/<slug:programme_code>/<slug:register_code>/", plain_register, name="plain_register"),
    path(
        "bare-risks/<slug:programme_code>/<slug:register_code>/<slug:when>/<int:cells>/", bare_risks, name="bare_risks"
    ),
    path("bare-case/<slug:programme_code>/<slug:case_code>/", bare_case, name="bare_case"),
    path("bare-dashboard/<slug:programme_code>/<int:rows>/<int:cells>/", bare_dashboard, name="bare_dashboard"),
    path("bare-grid/<slug:programme_code>/", bare_grid, name="bare_grid"),
    path("bare-table/<slug:programme_code>/<int:rows>/<int:cells>/", bare_table, name="bare_table"),
    path("bare-savings/<slug:programme_code>/<int:rows>/", bare_savings, name="bare_savings"),
    path("bare-write/<slug:programme_code>/<slug:period_code>/<slug:review_code>/", bare_write, name="bare_write"),
    path("plain/<slug:programme_code>/", plain_list, name="plain_list"),
    path("bare/<slug:programme_code>/", bare_list, name="bare_list"),
    path("rows/<slug:programme_code>/", bare_rows, name="bare_rows"),
    path("", include("config.urls")),
]
