"""Adding, changing, closing and reopening risks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programme.views.lookup import posted
from risks.domain.numbers import suggested_number
from risks.domain.risk import add_risk, change_risk, close_risk, home_of, reopen_risk
from risks.enums import RiskStatus
from risks.forms.risk import RiskForm
from risks.forms.risk_end import CloseForm, ReopenForm
from risks.models import Risk
from risks.views.lookup import register_for
from risks.views.risk_lookup import risk_for
from services.views.lookup import reader_of

EDIT = require_http_methods(["GET", "HEAD", "POST"])
CHANGE = "risks.change_risk"


@EDIT
def risk_create(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """Add a risk to a register."""
    register = register_for(request, programme_code, register_code, permission="risks.add_risk")
    initial = {
        "number": suggested_number(register, user=reader_of(request)),
        "review": register.review_id,
        "council": register.council_id,
        "opened_on": register.programme.today,
    }
    form = RiskForm(posted(request), register=register, user=request.user, initial=initial)
    if request.method == "POST":
        risk = form.submit(add_risk, register=register, actor=request.user, at=timezone.now())
        if risk is not None:
            messages.success(request, "Risk added. Score it next.")
            return redirect(risk)
    context = {"programme": register.programme, "register": register, "form": form}
    return render(request, "risks/risk_create.html", context)


@EDIT
def risk_edit(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """Change what is known of a risk."""
    risk = risk_for(request, programme_code, risk_code, permission=CHANGE)
    form = RiskForm(posted(request), register=home_of(risk), user=request.user, record=risk)
    if request.method == "POST":
        changed = form.submit(change_risk, risk=risk, actor=request.user, at=timezone.now())
        if changed is not None:
            return done(request, changed, "Risk saved")
    return show_form(request, "risks/risk_edit.html", risk, form)


@EDIT
def risk_close(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """Close a risk with the day and the reason."""
    risk = risk_for(request, programme_code, risk_code, permission=CHANGE)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        messages.error(request, "This risk is not open, so there is nothing to close.")
        return redirect(risk)
    form = CloseForm(posted(request), record=risk, initial={"closed_on": risk.programme.today})
    if request.method == "POST":
        closed = form.submit(close_risk, risk=risk, actor=request.user, at=timezone.now())
        if closed is not None:
            return done(request, closed, "Risk closed")
    return show_form(request, "risks/risk_close.html", risk, form)


@EDIT
def risk_reopen(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """Open a risk again."""
    risk = risk_for(request, programme_code, risk_code, permission=CHANGE)
    if risk.status == RiskStatus.OPEN and request.method != "POST":
        messages.error(request, "This risk is open already.")
        return redirect(risk)
    form = ReopenForm(posted(request), record=risk)
    if request.method == "POST":
        opened = form.submit(reopen_risk, risk=risk, actor=request.user, at=timezone.now())
        if opened is not None:
            return done(request, opened, "Risk open again")
    return show_form(request, "risks/risk_reopen.html", risk, form)


def done(request: HttpRequest, risk: Risk, words: str) -> HttpResponse:
    """Back to the page of the risk; or, where its reader sees it no more, of the programme."""
    messages.success(request, words)
    if not request.user.has_perm("risks.view_risk", risk):
        return redirect(risk.programme)
    return redirect(risk)


def show_form(request: HttpRequest, template: str, risk: Risk, form: object, **more: Any) -> HttpResponse:
    """A form of a risk."""
    return render(request, template, {"programme": risk.programme, "risk": risk, "form": form, **more})
