"""The checks by which gates are held: named rules, which the apps contribute.

A gate names one of them. A higher app puts its own in the place of those below, or adds more.

A check sees one gate of one review (a `GateCase`) and asks the database nothing: what it needs of many reviews, `read`
reads for all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from programme.errors import DomainError
from programme.history import Moment
from programme.models import Council
from programme.values.contributions import Contribution, contributed
from programme.values.partial_date import PartialDate
from services.enums import EvidenceKind, GateStanding
from services.models import Gate, ServiceReview


class UnknownGateRule(DomainError):
    """No check has this name; the message lists those there are."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was recorded for a gate of a review and is not withdrawn. `council` None: for all."""

    kind: EvidenceKind
    statement: str
    dated: PartialDate
    council: Council | None = None

    def counts_for(self, council: Council | None, *, day: date) -> bool:
        """Whether it speaks for the council (None: for the review as a whole), and had begun by the day."""
        begun = self.dated.first_day is not None and self.dated.first_day <= day
        return begun and (council is None or self.council is None or self.council == council)


@dataclass(frozen=True, kw_only=True)
class GateCase:
    """A gate that stands before a review on a day. `facts` is what the check's `read` gave for the review."""

    gate: Gate
    review: ServiceReview
    councils: tuple[Council, ...]
    """Those that take part in the review on the day."""
    evidence: tuple[Evidence, ...]
    day: date
    facts: Any = None


@dataclass(frozen=True, kw_only=True)
class GateFinding:
    """What a check found, for one council or (None) for the review as a whole, and why."""

    standing: GateStanding
    reason: str
    council: Council | None = None


FindGate = Callable[[GateCase, Council | None], GateFinding]
ReadFacts = Callable[[Sequence[ServiceReview], Moment], Mapping[int, Any]]
"""From the reviews and a moment to what the check needs of each, by the review's id."""


@dataclass(frozen=True, kw_only=True)
class GateCheck(Contribution):
    """A named rule. `asks` says in a sentence what it wants.

    `takes_evidence` is false for a check that knows by itself what is there: then only a waiver is recorded by hand.
    """

    name: str
    label: str
    asks: str
    find: FindGate
    takes_evidence: bool = True
    read: ReadFacts | None = None

    @property
    def contributed_as(self) -> str:
        return self.name


def all_checks() -> tuple[GateCheck, ...]:
    """Every check, in the order of the apps."""
    return contributed(GateCheck)


def check_named(name: str) -> GateCheck:
    """The check of a name. Raises UnknownGateRule, whose message names those there are."""
    found = known_check(name)
    if found is None:
        known = ", ".join(sorted(check.name for check in all_checks()))
        raise UnknownGateRule(f"There is no gate rule “{name}”. There are: {known}.", field="rule")
    return found


def known_check(name: str) -> GateCheck | None:
    """The check of a name; None where an app that knew it is no longer there."""
    return next((check for check in all_checks() if check.name == name), None)


def findings_of(case: GateCase) -> tuple[GateFinding, ...]:
    """What a gate's check finds: one finding, or one for each council taking part where every council must have it.

    Raises UnknownGateRule.
    """
    check = check_named(case.gate.rule)
    if not case.gate.by_each_council:
        return (_waived_or(check.find(case, None), case),)
    if not case.councils:
        return (GateFinding(standing=GateStanding.NOT_MET, reason="No council takes part in the review on that day."),)
    return tuple(_waived_or(check.find(case, council), case) for council in case.councils)


def by_evidence(missing: str) -> FindGate:
    """The check of what somebody records by hand; `missing` says what is not there while nobody has."""

    def find(case: GateCase, council: Council | None) -> GateFinding:
        for evidence in case.evidence:
            if evidence.kind == EvidenceKind.MET and evidence.counts_for(council, day=case.day):
                return GateFinding(
                    standing=GateStanding.MET, reason=f"{evidence.statement} ({evidence.dated})", council=council
                )
        return GateFinding(standing=GateStanding.NOT_MET, reason=missing, council=council)

    return find


def agreement_in_force(case: GateCase, council: Council | None) -> GateFinding:
    """Met once the review's own agreement has begun. One agreement binds every council that takes part."""
    name, begins = case.review.agreement, case.review.agreement_from
    standing = GateStanding.NOT_MET
    if not name:
        reason = "The review names no agreement."
    elif begins is None or begins.first_day is None:
        reason = f"It is not recorded from when {name} is in force."
    elif begins.first_day > case.day:
        reason = f"{name} is in force from {begins} only."
    else:
        standing, reason = GateStanding.MET, f"{name}, in force from {begins}"
    return GateFinding(standing=standing, reason=reason, council=council)


def _waived_or(finding: GateFinding, case: GateCase) -> GateFinding:
    """The finding, or that the programme office lets the review through without."""
    if finding.standing != GateStanding.NOT_MET:
        return finding
    for evidence in case.evidence:
        if evidence.kind == EvidenceKind.WAIVED and evidence.counts_for(finding.council, day=case.day):
            return GateFinding(
                standing=GateStanding.WAIVED,
                reason=f"{evidence.statement} ({evidence.dated})",
                council=finding.council,
            )
    return finding


GATE_CHECKS = (
    GateCheck(
        name="approved_business_case",
        label="An approved business case",
        asks="The business case of the review has been approved.",
        find=by_evidence("No approval of the business case is recorded."),
    ),
    GateCheck(
        name="agreement_in_force",
        label="An agreement in force",
        asks="The agreement that the review runs under has begun. It is recorded on the review itself.",
        find=agreement_in_force,
        takes_evidence=False,
    ),
    GateCheck(
        name="impact_assessment",
        label="An impact assessment",
        asks="The impact of the change, for example on equality or on data protection, has been assessed.",
        find=by_evidence("No impact assessment is recorded."),
    ),
    GateCheck(
        name="decision",
        label="A decision",
        asks="A named body has decided.",
        find=by_evidence("No decision is recorded."),
    ),
)
"""The checks that services knows: of evidence recorded by hand, and of the review's own agreement."""
