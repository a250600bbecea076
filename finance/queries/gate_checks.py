"""The check of gates that finance knows better than evidence recorded by hand: the approved business case."""

from __future__ import annotations

from finance.queries.approvals import Approval, approvals_of
from programme.models import Council
from services.enums import GateStanding
from services.rules.gates import GateCase, GateCheck, GateFinding, by_evidence

MISSING = "No version of a business case of the review is approved, and no approval is recorded."
_recorded = by_evidence(MISSING)


def approved_business_case(case: GateCase, council: Council | None) -> GateFinding:
    """Met by a version approved by the day, which speaks for every council; else by what is recorded by hand."""
    approvals: tuple[Approval, ...] = case.facts or ()
    for approval in approvals:
        if approval.had_begun(case.day):
            return GateFinding(standing=GateStanding.MET, reason=str(approval), council=council)
    return _recorded(case, council)


GATE_CHECKS = (
    GateCheck(
        name="approved_business_case",
        label="An approved business case",
        asks="A version of a business case of the review has been approved, here or, recorded by hand, elsewhere.",
        find=approved_business_case,
        read=approvals_of,
    ),
)
"""In the place of the check that knows evidence only."""
