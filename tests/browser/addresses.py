"""The address of every page of the site, on the demo's own records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from finance.models import DriverFigure
from programme.enums import MembershipRole, Role
from programme.models import Programme, ProgrammeMembership, User
from services.models import GateEvidence

NOT_PAGES = frozenset(
    {
        "attachment_download",
        "attachment_remove",
        "background_paper_act",
        "case_detail",
        "dependency_remove",
        "document_download",
        "document_progress",
        "document_retry",
        "file_import_confirm",
        "file_import_progress",
        "health",
        "ledger_import_progress",
        "ledger_import_rejects",
        "lines_totals",
        "logout",
        "note_close",
        "note_reopen",
        "person_invite",
        "person_reactivate",
        "rating_override_end",
        "recommendation_act",
        "report_generate",
        "register_workbook",
        "reporting_decide",
        "reporting_row",
        "review_aim_remove",
        "review_rejoin",
        "section_move",
        "section_remove",
        "section_restore",
        "update_accept",
        "update_autosave",
        "update_recall",
        "update_return",
        "version_workbook",
    }
)
"""Buttons, downloads and parts of pages. Every other name in the site's addresses is a page, and is looked at."""

FOR_ADMINISTRATORS = ("person_", "role_")


def named_patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_patterns(pattern)
        elif pattern.name:
            yield pattern


def page_names() -> list[str]:
    """The name of every page, for the parameters of a test."""
    return sorted({str(pattern.name) for pattern in named_patterns()} - NOT_PAGES)


def address_of(name: str, values: dict[str, Any]) -> str:
    """The address of that name with the values for the names in it; those under `name` are for it alone."""
    wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    chosen = {**values, **values.get(name, {})}
    return reverse(name, kwargs={argument: chosen[argument] for argument in wanted})


def values_of(programme: Programme) -> dict[str, Any]:
    """The values for the names in addresses: records of the newcomer's programme, one of each kind."""
    membership = ProgrammeMembership.objects.get(programme=programme, role=MembershipRole.HOST)
    person = User.objects.get(grants__programme=programme, grants__role=Role.RISK_OWNER)
    report = programme.reports.get()
    first_figures = DriverFigure.objects.filter(driver__programme=programme).earliest("starts_on").starts_on
    return {
        "programme_code": programme.code,
        "membership_id": membership.pk,
        "phase_code": "phase-1",
        "period_code": "last",
        "person_id": person.pk,
        "grant_id": person.grants.get().pk,
        "review_code": "waste-collection",
        "milestone_code": "waste-contract",
        "programme_milestone_edit": {"milestone_code": "annual-review"},
        "action_code": "depot-survey",
        "aim_code": "resilience",
        "project_code": "joint-depot",
        "area_code": "working-together",
        "reference_code": "JP2",
        "session_code": "waste-first",
        "review_state": {"act": "hold"},
        "review_when_left": {"review_code": "human-resources"},
        "gate_code": "figures-agreed",
        "evidence_id": GateEvidence.objects.get(review__programme=programme, review__code="waste-collection").pk,
        "group_code": "depot-team",
        "member_code": "depots",
        "indicator_code": "waste-missed",
        "case_code": "joint-depot",
        "option_code": "one-depot",
        "criterion_code": "cheaper",
        "number": 2,
        "other": 1,
        "lines_edit": {"kind": "current"},
        "apportionment_code": "equal-parts",
        "driver_code": "staff",
        "figures_from": first_figures.isoformat(),
        "register_code": "joint",
        "budget_year": 2026,
        "budget_code": "depot-works",
        "commitment_code": "survey",
        "close_year": 2025,
        "month": 12,
        "line_code": "waste-fewer-rounds",
        "savings_from_case": {"number": 1},
        "system_edit": {"council_code": "ashmere", "system_code": "route-planning"},
        "version": 1,
        "note_code": "depot-visit",
        "figure": "red",
        "body_code": "programme-board",
        "meeting_code": "next-board",
        "style_code": "board-paper",
        "report_code": report.code,
        "section_code": "purpose",
        "recommendation_id": report.recommendations.order_by("position")[0].pk,
        "background_paper_edit": {"paper_id": report.background_papers.order_by("position")[0].pk},
        "risk_code": "joint-1",
        "risk_reopen": {"risk_code": "joint-3"},
        "mitigation_code": "interim",
        "issue_code": "phones",
        "issue_resolve": {"issue_code": "vehicles"},
        "uidb64": "MQ",
        "token": "set-password",
    }
