"""How reviews stand before the gates of their programme: what is asked for, what is there, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from programme.history import NOW, Moment
from programme.models import Council, Programme, User
from programme.values.partial_date import PartialDate
from services.enums import EvidenceKind, GateStanding, Stage
from services.models import Gate, GateEvidence, ReviewMove, ReviewParticipation, ServiceReview
from services.queries.participations_as_at import councils_taking_part
from services.rules.gates import Evidence, GateCase, GateCheck, GateFinding, findings_of, known_check


@dataclass(frozen=True, kw_only=True)
class GateState:
    """A gate before one review: what its check found, council by council where each must have it."""

    gate: Gate
    check: GateCheck
    findings: tuple[GateFinding, ...]

    @property
    def standing(self) -> GateStanding:
        """Not met while anything is missing; waived when it is let through without, for all or for one council."""
        found = {finding.standing for finding in self.findings}
        return next(one for one in (GateStanding.NOT_MET, GateStanding.WAIVED, GateStanding.MET) if one in found)

    @property
    def is_open(self) -> bool:
        """Whether the review may pass."""
        return self.standing != GateStanding.NOT_MET

    @property
    def missing(self) -> str:
        """What is missing, and for whom, in a sentence for each reason."""
        reasons: dict[str, list[str]] = {}
        for finding in self.findings:
            if finding.standing == GateStanding.NOT_MET:
                reasons.setdefault(finding.reason, []).extend([finding.council.short_name] if finding.council else [])
        return " ".join(
            f"{reason.rstrip('.')} for {_listed(names)}." if names else reason for reason, names in reasons.items()
        )


def is_asked_for(gate: Gate, *, stage: Stage, day: date) -> bool:
    """Whether a gate stands before a stage on a day."""
    return gate.stage == stage and gate.starts_on <= day and (gate.ended_on is None or gate.ended_on >= day)


def day_of_move(effective: PartialDate, *, recorded_on: date) -> date:
    """The day on which a move is held to the gates: the last on which it can have happened."""
    last = effective.last_day
    return recorded_on if last is None else min(last, recorded_on)


def evidence_of(row: GateEvidence) -> Evidence:
    """Recorded evidence as a check reads it."""
    return Evidence(kind=EvidenceKind(row.kind), statement=row.statement, dated=row.dated, council=row.council)


def state_of(gate: Gate, **case: Any) -> GateState | None:
    """How a review stands before a gate; None where no check has the gate's rule any more."""
    check = known_check(gate.rule)
    if check is None:
        return None
    return GateState(gate=gate, check=check, findings=findings_of(GateCase(gate=gate, **case)))


@dataclass(frozen=True, kw_only=True)
class GateRecord:
    """The gates of a programme and what is recorded for some of its reviews, read once: `of` asks nothing more."""

    gates: tuple[Gate, ...]
    evidence: Mapping[tuple[int, int], tuple[GateEvidence, ...]]
    """By review and gate, in the order of recording; withdrawn evidence is not among it."""
    councils: Mapping[int, tuple[Council, ...]]
    facts: Mapping[str, Mapping[int, Any]]
    day: date

    def of(self, review: ServiceReview, *, stages: Iterable[Stage]) -> tuple[GateState, ...]:
        """How a review stands before the gates of these stages."""
        found = []
        for stage in stages:
            for gate in self.gates:
                if not is_asked_for(gate, stage=stage, day=self.day):
                    continue
                state = state_of(
                    gate,
                    review=review,
                    councils=self.councils.get(review.pk, ()),
                    evidence=tuple(evidence_of(row) for row in self.evidence.get((review.pk, gate.pk), ())),
                    day=self.day,
                    facts=self.facts.get(gate.rule, {}).get(review.pk),
                )
                if state is not None:
                    found.append(state)
        return tuple(found)


def gate_record(
    *, programme: Programme, reviews: Sequence[ServiceReview], day: date, moment: Moment = NOW
) -> GateRecord:
    """Read gates, evidence and councils of these reviews in three queries, and what the checks in use read."""
    ids = [review.pk for review in reviews]
    gates = gates_of(programme=programme, moment=moment)
    evidence: dict[tuple[int, int], list[GateEvidence]] = defaultdict(list)
    recorded = GateEvidence.objects.filter(review__in=ids).as_at(moment, "council", "recorded_by")
    for row in sorted(recorded, key=lambda row: (row.recorded_at, row.pk)):
        if row.withdrawn_at is None:
            evidence[row.review_id, row.gate_id].append(row)
    return GateRecord(
        gates=gates,
        evidence={key: tuple(rows) for key, rows in evidence.items()},
        councils=councils_taking_part(reviews=ids, day=day, moment=moment),
        facts=_facts(gates, reviews=reviews, moment=moment),
        day=day,
    )


def gates_of(*, programme: Programme, moment: Moment) -> tuple[Gate, ...]:
    """The gates of a programme by stage and name."""
    found = Gate.objects.filter(programme=programme).as_at(moment)
    order = Stage.values
    return tuple(sorted(found, key=lambda gate: (order.index(gate.stage), gate.name.casefold(), gate.code)))


def _facts(gates: Sequence[Gate], *, reviews: Sequence[ServiceReview], moment: Moment) -> dict[str, Mapping[int, Any]]:
    facts = {}
    for rule in sorted({gate.rule for gate in gates}):
        check = known_check(rule)
        if check is not None and check.read is not None:
            facts[rule] = check.read(reviews, moment)
    return facts


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def listed_gates(*, programme: Programme) -> QuerySet[Gate]:
    """The programme's gates, stage by stage on the way; those no longer asked for last."""
    today = programme.today
    places = [When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage.values)]
    return (
        Gate.objects.filter(programme=programme)
        .annotate(
            place=Case(*places, default=Value(len(places)), output_field=IntegerField()),
            has_ended=Case(When(ended_on__lt=today, then=Value(1)), default=Value(0), output_field=IntegerField()),
        )
        .order_by("has_ended", "place", "name", "pk")
    )


def asked_for(gates: QuerySet[Gate], *, day: date) -> QuerySet[Gate]:
    """Those that are asked for on a day."""
    return gates.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), starts_on__lte=day)


def is_in_use(gate: Gate) -> bool:
    """Something has been recorded for it, or a review has moved into its stage since it began."""
    return (
        GateEvidence.objects.filter(gate=gate).exists()
        or ReviewMove.objects.filter(
            review__programme=gate.programme_id, to_stage=gate.stage, effective__last_day__gte=gate.starts_on
        )
        .exclude(from_stage=gate.stage)
        .exists()
    )


def councils_to_record_for(*, review: ServiceReview, actor: User, for_all: bool) -> list[Council]:
    """Those taking part today; unless `for_all`, only those that the person leads for. One query."""
    parts = ReviewParticipation.objects.on(review.programme.today).filter(review=review)
    if not for_all:
        parts = parts.filter(lead_officer=actor)
    return [part.council for part in parts.select_related("council").order_by("council__short_name")]
