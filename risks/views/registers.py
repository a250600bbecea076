"""The registers of a programme: all of them, the page of one, those of a review, and what is done to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.views.lookup import posted, programme_for
from risks.domain.register import add_register, change_register, end_register
from risks.filters.registers import RegisterFilter
from risks.forms.register import RegisterChangeForm, RegisterEndForm, RegisterForm
from risks.models import RiskRegister
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
from risks.views.lookup import READ, register_for, visible_register
from services.views.lookup import reader_of, visible_review

PER_PAGE = 50
UNSEEN_ORDERS = ("council", "category")
"""What a register can be sorted by beside its columns: it stands under the title of each risk."""
CHANGE = "risks.change_register"


@require_safe
def risks_home(request: HttpRequest, programme_code: str) -> HttpResponse:
    """The registers that the reader sees, how their open risks stand, and all together by the names of bands."""
    programme = programme_for(request, programme_code, permission=READ)
    context = {
        "programme": programme,
        "page": registers_page(programme=programme, user=request.user),
        "can_add": request.user.has_perm("risks.add_register", programme),
    }
    return render(request, "risks/risks_home.html", context)


@require_safe
def risk_register(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponseBase:
    """The risks of a register that the reader sees, filtered, sorted and paged; or all of them as a file."""
    register = visible_register(request, programme_code, register_code)
    user = reader_of(request)
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
    programme = register.programme
    context = {
        "programme": programme,
        "register": register,
        "page_title": register.name,
        "standing": standing,
        "latest": latest,
        "earlier": standing.scored_earlier(latest.pk if latest else None),
        "filter": filters,
        "table": table,
        "exports": True,
        "is_ended": is_ended(register, today=programme.today),
        "can_change": user.has_perm(CHANGE, register),
        "can_add_risk": user.has_perm("risks.add_risk", register),
        "orders": [(name, _sorted_by(request, name)) for name in UNSEEN_ORDERS],
    }
    return render(request, "risks/risk_register.html", context)


def _sorted_by(request: HttpRequest, column: str) -> str:
    """The address of this list, filtered as it is, in the order of a column that is not drawn."""
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = column
    return f"?{query.urlencode()}"


@require_http_methods(["GET", "HEAD", "POST"])
def register_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add a register; the address may name its review."""
    programme = programme_for(request, programme_code, permission="risks.add_register")
    user = reader_of(request)
    form = RegisterForm(posted(request), programme=programme, actor=user)
    form.initial["review"] = form.fields["review"].queryset.filter(code=request.GET.get("review", "")).first()  # type: ignore[attr-defined]
    if request.method == "POST":
        register = form.submit(add_register, programme=programme, actor=user, at=timezone.now())
        if register is not None:
            messages.success(request, "Register added. Say next how its risks are scored.")
            return redirect("matrix_edit", programme_code, register.code)
    return render(request, "risks/register_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def register_edit(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """Change what a register is called and says of itself."""
    register = register_for(request, programme_code, register_code, permission=CHANGE)
    form = RegisterChangeForm(posted(request), record=register)
    return _act(request, register, form, change_register, template="register_edit", said="Register saved")


@require_http_methods(["GET", "HEAD", "POST"])
def register_end(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """End a register, or keep it again."""
    register = register_for(request, programme_code, register_code, permission=CHANGE)
    form = RegisterEndForm(posted(request), record=register)
    standing = standings_of([register], user=request.user, programme=register.programme)[0]
    return _act(request, register, form, end_register, template="register_end", said="Saved", standing=standing)


@require_safe
def review_risks(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """The registers of a review, and risks about it that stand in other registers."""
    review = visible_review(request, programme_code, review_code)
    programme, user = review.programme, request.user
    context = {
        "programme": programme,
        "review": review,
        "page": review_risks_page(review=review, user=user),
        "can_add": user.has_perm("risks.add_register", programme),
        "can_read_history": user.has_perm("programme.view_history", programme),
    }
    return render(request, "risks/review_risks.html", context)


def _act(
    request: HttpRequest, register: RiskRegister, form: Any, act: Any, *, template: str, said: str, **more: Any
) -> HttpResponse:
    if request.method == "POST":
        changed = form.submit(act, register=register, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, said)
            return redirect(changed)
    context = {"programme": register.programme, "register": register, "form": form, **more}
    return render(request, f"risks/{template}.html", context)
