"""Sections of the programme file: gates, and what shows that reviews have what they ask for."""

from __future__ import annotations

from programme.file.sections import Rule, Section, fields_of
from services.models import Gate, GateEvidence

GATES = Section(
    name="gates",
    noun="gate",
    about="What must be there before a review moves into a stage.",
    model=Gate,
    key=("code",),
    fields=fields_of(Gate, "code stage rule name by_each_council starts_on ended_on"),
    order=180,
    rules={"gate_ends_after_start": Rule(field="ended_on", expected="a day on or after starts_on")},
    known_by=lambda gate, moment: gate.starts_on <= moment.date(),
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
    rules={
        "evidence_states_something": Rule(field="statement", expected="what was approved, or why it was waived"),
        "evidence_withdrawn_with_a_reason": Rule(
            field="withdrawn_reason", expected="withdrawn_at and withdrawn_reason together, or neither"
        ),
    },
    known_by=lambda evidence, moment: evidence.recorded_at <= moment,
)

SECTIONS = (GATES, GATE_EVIDENCE)
