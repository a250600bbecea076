"""Sections of the programme file: gates, and what shows that reviews have what they ask for."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from services.enums import EvidenceKind, Stage
from services.models import Gate, GateEvidence
from services.queries.gates import is_in_use
from services.rules.gates import UnknownGateRule, check_named, known_check

GATE_MEANING = ("stage", "rule", "by_each_council", "starts_on")
"""What makes a gate the gate that it is; it no longer changes once reviews have been held by it."""
RECORDED = ("kind", "statement", "dated", "recorded_by")
"""What evidence says; the other fields of it are its key, or say that it was withdrawn."""


def _check_gates(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("gates"):
        if not row.is_touched:
            continue
        gate = row.instance
        try:
            check_named(gate.rule)
        except UnknownGateRule as refusal:
            yield row, "rule", refusal.message
        if gate.stage == Stage.NOT_STARTED:
            yield row, "stage", "expected a stage that a review moves on to; it begins not started"
        changed = [change.field for change in row.changes if change.field in GATE_MEANING]
        if changed and is_in_use(Gate.objects.get(pk=gate.pk)):
            yield (
                row,
                changed[0],
                "expected as it stands: reviews have been held by this gate; end it and add another",
            )


def _check_evidence(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("gate_evidence"):
        if not row.is_touched:
            continue
        evidence = row.instance
        for field in ("recorded_at", "withdrawn_at"):
            moment = row.value(field)
            if moment is not None and moment > plan.at:
                yield row, field, "expected a time that has passed"
        if evidence.withdrawn_at is not None and evidence.withdrawn_at < evidence.recorded_at:
            yield row, "withdrawn_at", "expected a time at or after recorded_at"
        for change in row.changes:
            if change.field in RECORDED:
                yield row, change.field, "expected as it stands: evidence is withdrawn, never changed"
        if row.is_new:
            yield from _faults_of_new(row)


def _faults_of_new(row: Row) -> Iterable[tuple[Row, str, str]]:
    evidence, gate = row.instance, row.value("gate").instance
    dated = evidence.dated
    if dated.first_day is None or dated.first_day > timezone.localdate(evidence.recorded_at):
        yield row, "dated", "expected when it was approved, signed or decided: a date that had begun when recorded"
    if row.value("council") is not None and not gate.by_each_council:
        yield row, "council", "expected no council: the gate is asked of the review as a whole"
    check = known_check(gate.rule)
    if check is not None and evidence.kind == EvidenceKind.MET and not check.takes_evidence:
        yield row, "kind", "expected waived: nobody records by hand that this gate is met"


def _frozen_evidence(evidence: GateEvidence) -> str:
    return "withdrawn evidence stays as it is" if evidence.withdrawn_at is not None else ""


GATES = Section(
    name="gates",
    noun="gate",
    about="What must be there before a review moves into a stage.",
    model=Gate,
    key=("code",),
    fields=fields_of(
        Gate,
        "code stage rule name by_each_council starts_on ended_on",
        about={"rule": "What is asked for: approved_business_case, agreement_in_force, impact_assessment or decision."},
    ),
    order=180,
)

GATE_EVIDENCE = Section(
    name="gate_evidence",
    noun="evidence for a gate",
    about="What was approved, signed or decided, or why the gate was waived. Withdrawn, never changed.",
    model=GateEvidence,
    key=("gate", "review", "council", "recorded_at"),
    fields=fields_of(
        GateEvidence,
        "gate review council kind statement dated recorded_by recorded_at withdrawn_by withdrawn_at withdrawn_reason",
        references={
            "gate": "gates",
            "review": "reviews",
            "council": "councils",
            "recorded_by": "people",
            "withdrawn_by": "people",
        },
    ),
    order=181,
    sort=("recorded_at", "gate", "review", "council"),
    programme_path="review__programme",
    frozen=_frozen_evidence,
)

SECTIONS = (GATES, GATE_EVIDENCE)

HOOKS = (
    PlanHooks("gates", check=_check_gates),
    PlanHooks("gate_evidence", check=_check_evidence),
)
