"""A programme's own page, and what its office changes there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from programme.domain.programme import add_membership, add_phase, change_membership, change_phase, edit_programme
from programme.forms.programme import MembershipChangeForm, MembershipForm, PhaseForm, ProgrammeForm
from programme.models import Phase, ProgrammeMembership
from programme.queries.programme import overview_of, programmes_of_reader
from programme.views.lookup import posted, programme_for, visible_programme
from programme.views.navigation import overview_groups

CHANGE = "programme.change_programme"


@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes in which the reader holds a role."""
    return render(request, "programme/programme_list.html", {"programmes": programmes_of_reader(request.user)})


@require_safe
def programme_detail(request: HttpRequest, programme_code: str) -> HttpResponse:
    """What the programme is: its councils, phases, reporting periods and people."""
    programme = visible_programme(request, programme_code)
    context = {
        "programme": programme,
        "overview": overview_of(programme),
        "can_change": request.user.has_perm(CHANGE, programme),
        "link_groups": overview_groups(user=request.user, programme=programme),
    }
    return render(request, "programme/programme_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Change the programme's name, summary and dates."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = ProgrammeForm(posted(request), record=programme)
    if request.method == "POST":
        changed = form.submit(edit_programme, programme=programme, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Programme saved")
            return redirect(changed)
    return render(request, "programme/programme_edit.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def membership_add(request: HttpRequest, programme_code: str) -> HttpResponse:
    """A council joins."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = MembershipForm(posted(request), programme=programme)
    if request.method == "POST":
        membership = form.submit(add_membership, programme=programme, actor=request.user, at=timezone.now())
        if membership is not None:
            messages.success(request, f"{membership.council.name} added")
            return redirect(programme)
    return render(request, "programme/membership_add.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def membership_edit(request: HttpRequest, programme_code: str, membership_id: int) -> HttpResponse:
    """Change a council's role or dates; a last day is how it leaves."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    membership = get_object_or_404(
        ProgrammeMembership.objects.select_related("council"), programme=programme, pk=membership_id
    )
    form = MembershipChangeForm(posted(request), record=membership)
    if request.method == "POST":
        changed = form.submit(change_membership, membership=membership, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Membership of {membership.council.name} saved")
            return redirect(programme)
    context = {"programme": programme, "form": form, "membership": membership}
    return render(request, "programme/membership_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def phase_add(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add a phase under whose heading reviews are reported."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    last = programme.phases.order_by("position").last()
    form = PhaseForm(posted(request), initial={"position": last.position + 1 if last else 1})
    if request.method == "POST":
        phase = form.submit(add_phase, programme=programme, actor=request.user, at=timezone.now())
        if phase is not None:
            messages.success(request, f"{phase.name} added")
            return redirect(programme)
    return render(request, "programme/phase_add.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def phase_edit(request: HttpRequest, programme_code: str, phase_code: str) -> HttpResponse:
    """Change a phase's name, dates or place."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    phase = get_object_or_404(Phase, programme=programme, code=phase_code)
    form = PhaseForm(posted(request), record=phase)
    if request.method == "POST":
        changed = form.submit(change_phase, phase=phase, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"{changed.name} saved")
            return redirect(programme)
    return render(request, "programme/phase_edit.html", {"programme": programme, "form": form, "phase": phase})
