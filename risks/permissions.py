"""Who may do what with risk registers, risks and issues."""

from __future__ import annotations

import rules

from programme.enums import Role
from programme.models import User
from programme.permissions import holds, runs_programme
from risks.models import Issue, Mitigation, RegisterEntry, Risk, RiskRegister
from services.permissions import leads_review, works_with_programme

OWNING_ROLES = frozenset(Role) - {Role.COUNCILLOR, Role.AUDITOR, Role.ADMINISTRATOR}
"""With which roles the owner of a risk may still assess and change it."""


@rules.predicate
def sees_register(user: User, register: RiskRegister | None) -> bool:
    return register is not None and RiskRegister.objects.visible_to(user).filter(pk=register.pk).exists()


@rules.predicate
def keeps_register(user: User, register: RiskRegister | None) -> bool:
    """The programme office keeps every register; a review's also its lead officers, a council's also its lead officers
    of the programme."""
    if register is None:
        return False
    if holds(user, Role.PROGRAMME_OFFICE, programme=register.programme_id):
        return True
    if register.council_id is not None:
        return holds(user, Role.LEAD_OFFICER, programme=register.programme_id, council=register.council_id)
    return bool(leads_review(user, register.review))


@rules.predicate
def adds_to_register(user: User, register: RiskRegister | None) -> bool:
    """Who keeps it, and a risk owner of the programme who sees it."""
    return register is not None and (
        bool(keeps_register(user, register))
        or (holds(user, Role.RISK_OWNER, programme=register.programme_id) and bool(sees_register(user, register)))
    )


@rules.predicate
def sees_risk(user: User, risk: Risk | None) -> bool:
    return risk is not None and Risk.objects.visible_to(user).filter(pk=risk.pk).exists()


@rules.predicate
def keeps_risk(user: User, risk: Risk | None) -> bool:
    """Who sees it and either owns it or keeps its home register."""
    if risk is None or not sees_risk(user, risk):
        return False
    owns = risk.owner_id == user.pk and holds(user, *OWNING_ROLES, programme=risk.programme_id)
    return owns or bool(keeps_register(user, RiskRegister.objects.get(entries__risk=risk, entries__is_home=True)))


@rules.predicate
def assesses_entry(user: User, entry: RegisterEntry | None) -> bool:
    """In its home register who keeps the risk; in another, who keeps that register and sees the risk."""
    if entry is None:
        return False
    if entry.is_home:
        return bool(keeps_risk(user, entry.risk))
    return bool(sees_risk(user, entry.risk)) and bool(keeps_register(user, entry.register))


@rules.predicate
def changes_entry(user: User, entry: RegisterEntry | None) -> bool:
    """Who scores the risk there, and who keeps the risk and sees the register."""
    if entry is None:
        return False
    return bool(assesses_entry(user, entry)) or (
        bool(keeps_risk(user, entry.risk)) and bool(sees_register(user, entry.register))
    )


@rules.predicate
def shares_risk(user: User, risk: Risk | None) -> bool:
    """Who keeps the risk; and who sees it, unless it is confidential, and keeps a register that could show it."""
    if risk is None or not sees_risk(user, risk):
        return False
    if keeps_risk(user, risk):
        return True
    if risk.is_confidential or not holds(user, *OWNING_ROLES, programme=risk.programme_id):
        return False
    registers = RiskRegister.objects.visible_to(user).filter(programme=risk.programme_id).select_related("review")
    return any(keeps_register(user, register) for register in registers.order_by("pk"))


@rules.predicate
def reports_on_mitigation(user: User, mitigation: Mitigation | None) -> bool:
    """Who keeps the risk, and the mitigation's own owner while they see the risk."""
    if mitigation is None:
        return False
    risk = mitigation.risk
    owns = mitigation.owner_id == user.pk and holds(user, *OWNING_ROLES, programme=risk.programme_id)
    return bool(keeps_risk(user, risk)) or (owns and bool(sees_risk(user, risk)))


@rules.predicate
def sees_issue(user: User, issue: Issue | None) -> bool:
    return issue is not None and Issue.objects.visible_to(user).filter(pk=issue.pk).exists()


@rules.predicate
def keeps_issue(user: User, issue: Issue | None) -> bool:
    """Who sees it and either owns it or keeps its register."""
    if issue is None or not sees_issue(user, issue):
        return False
    owns = issue.owner_id == user.pk and holds(user, *OWNING_ROLES, programme=issue.programme_id)
    return owns or bool(keeps_register(user, issue.register))


rules.add_perm("risks.view_risks", works_with_programme)
rules.add_perm("risks.add_register", runs_programme)
rules.add_perm("risks.change_exception_rules", runs_programme)
rules.add_perm("risks.view_register", sees_register)
rules.add_perm("risks.change_register", keeps_register)
rules.add_perm("risks.add_risk", adds_to_register)
rules.add_perm("risks.view_risk", sees_risk)
rules.add_perm("risks.change_risk", keeps_risk)
rules.add_perm("risks.assess_entry", assesses_entry)
rules.add_perm("risks.change_entry", changes_entry)
rules.add_perm("risks.share_risk", shares_risk)
rules.add_perm("risks.report_on_mitigation", reports_on_mitigation)
rules.add_perm("risks.add_issue", adds_to_register)
rules.add_perm("risks.view_issue", sees_issue)
rules.add_perm("risks.change_issue", keeps_issue)
