"""Showing a risk in other registers, and to whom a confidential one is shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from programme.views.lookup import posted
from risks.domain.confidential import set_confidential
from risks.domain.sharing import change_entry, share_risk
from risks.forms.sharing import ConfidentialForm, EntryForm, ShareForm
from risks.queries.sharing import registers_to_share_with
from risks.views.risk_edit import CHANGE, EDIT, done, show_form
from risks.views.risk_lookup import entry_for, risk_for


@EDIT
def risk_share(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """Show a risk in another register by a number of its own there."""
    risk = risk_for(request, programme_code, risk_code, permission="risks.share_risk")
    registers = registers_to_share_with(risk=risk, user=request.user)
    form = ShareForm(posted(request), registers=registers, initial={"starts_on": risk.programme.today})
    if request.method == "POST":
        entry = form.submit(share_risk, risk=risk, actor=request.user, at=timezone.now())
        if entry is not None:
            return done(request, risk, f"Shown in {entry.register} as {entry.number}")
    return show_form(request, "risks/risk_share.html", risk, form, has_registers=bool(registers))


@EDIT
def entry_edit(request: HttpRequest, programme_code: str, risk_code: str, register_code: str) -> HttpResponse:
    """Change the number of a risk in a register, or end a share."""
    entry = entry_for(request, programme_code, risk_code, register_code, permission="risks.change_entry")
    form = EntryForm(posted(request), record=entry)
    if request.method == "POST":
        changed = form.submit(change_entry, entry=entry, actor=request.user, at=timezone.now())
        if changed is not None:
            return done(request, entry.risk, "Saved")
    return show_form(request, "risks/entry_edit.html", entry.risk, form, entry=entry)


@EDIT
def risk_confidential(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """Say whether a risk is confidential, and to whom it is shown."""
    risk = risk_for(request, programme_code, risk_code, permission=CHANGE)
    form = ConfidentialForm(posted(request), record=risk)
    if request.method == "POST":
        changed = form.submit(set_confidential, risk=risk, actor=request.user, at=timezone.now())
        if changed is not None and changed.is_confidential:
            return done(request, changed, "Saved. Only its owner, the people named and auditors see it.")
        if changed is not None:
            messages.success(request, "Saved. Who sees a register in which it stands sees it.")
            return redirect(changed)
    return show_form(request, "risks/risk_confidential.html", risk, form)
