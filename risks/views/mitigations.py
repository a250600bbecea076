"""Adding and changing what is done about a risk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from programme.permissions import check_permission
from programme.views.lookup import posted
from risks.domain.mitigation import add_mitigation, change_mitigation, remove_mitigation, report_on_mitigation
from risks.domain.risk import home_of
from risks.forms.mitigation import MitigationForm, MitigationReportForm, RemoveForm
from risks.models import Mitigation
from risks.views.risk_edit import CHANGE, EDIT, done, show_form
from risks.views.risk_lookup import risk_for, visible_risk


@EDIT
def mitigation_create(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """Add a control or an action."""
    risk = risk_for(request, programme_code, risk_code, permission=CHANGE)
    form = MitigationForm(posted(request), register=home_of(risk))
    if request.method == "POST":
        mitigation = form.submit(add_mitigation, risk=risk, actor=request.user, at=timezone.now())
        if mitigation is not None:
            return done(request, risk, "Mitigation added")
    return show_form(request, "risks/mitigation_create.html", risk, form)


@EDIT
def mitigation_edit(request: HttpRequest, programme_code: str, risk_code: str, mitigation_code: str) -> HttpResponse:
    """Change a control or an action."""
    mitigation = mitigation_for(request, programme_code, risk_code, mitigation_code)
    check_permission(request.user, CHANGE, mitigation.risk)
    form = MitigationForm(posted(request), register=home_of(mitigation.risk), record=mitigation)
    if request.method == "POST":
        changed = form.submit(change_mitigation, mitigation=mitigation, actor=request.user, at=timezone.now())
        if changed is not None:
            return done(request, mitigation.risk, "Mitigation saved")
    return show_form(request, "risks/mitigation_edit.html", mitigation.risk, form, mitigation=mitigation)


@EDIT
def mitigation_report(request: HttpRequest, programme_code: str, risk_code: str, mitigation_code: str) -> HttpResponse:
    """Say how it goes: its owner may, too."""
    mitigation = mitigation_for(request, programme_code, risk_code, mitigation_code)
    check_permission(request.user, "risks.report_on_mitigation", mitigation)
    form = MitigationReportForm(posted(request), record=mitigation)
    if request.method == "POST":
        changed = form.submit(report_on_mitigation, mitigation=mitigation, actor=request.user, at=timezone.now())
        if changed is not None:
            return done(request, mitigation.risk, "Progress saved")
    return show_form(request, "risks/mitigation_report.html", mitigation.risk, form, mitigation=mitigation)


@EDIT
def mitigation_remove(request: HttpRequest, programme_code: str, risk_code: str, mitigation_code: str) -> HttpResponse:
    """Take off what was entered by mistake."""
    mitigation = mitigation_for(request, programme_code, risk_code, mitigation_code)
    check_permission(request.user, CHANGE, mitigation.risk)
    form = RemoveForm(posted(request), record=mitigation)
    if request.method == "POST":
        removed = form.submit(remove_mitigation, mitigation=mitigation, actor=request.user, at=timezone.now())
        if removed is not None:
            return done(request, mitigation.risk, "Mitigation taken off")
    return show_form(request, "risks/mitigation_remove.html", mitigation.risk, form, mitigation=mitigation)


def mitigation_for(request: HttpRequest, programme_code: str, risk_code: str, mitigation_code: str) -> Mitigation:
    """The mitigation of a risk that the reader sees; else not found."""
    risk = visible_risk(request, programme_code, risk_code)
    standing = risk.mitigations.filter(removed_at__isnull=True).select_related("owner")
    mitigation: Mitigation = get_object_or_404(standing, code=mitigation_code)
    mitigation.risk = risk
    return mitigation
