"""What can be done to the gates of a programme, and to what is recorded for them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_begun, check_rules
from programme.enums import Role
from programme.errors import DomainError
from programme.models import Council, Programme, User
from programme.models.grants import councils_of
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate
from services.domain.review import lock_review
from services.enums import EvidenceKind, Stage
from services.models import Gate, GateEvidence, ReviewParticipation, ServiceReview
from services.queries.gates import is_in_use
from services.rules.gates import check_named


@transaction.atomic
def add_gate(
    *,
    programme: Programme,
    name: str,
    stage: Stage,
    rule: str,
    by_each_council: bool,
    starts_on: date,
    actor: User,
    at: datetime,
) -> Gate:
    """Ask something of every review that moves into a stage, from a day on.

    Raises NotAllowed, UnknownGateRule, DomainError.
    """
    check_permission(actor, "services.change_gates", programme)
    _lock_moves_of(programme)
    gate = Gate(
        programme=programme,
        code=new_code(name, among=programme.gates.all()),
        name=name.strip(),
        stage=stage,
        rule=rule,
        by_each_council=by_each_council,
        starts_on=starts_on,
    )
    _check_gate(gate)
    gate.save()
    return gate


@transaction.atomic
def change_gate(
    *,
    gate: Gate,
    name: str,
    stage: Stage,
    rule: str,
    by_each_council: bool,
    starts_on: date,
    ended_on: date | None,
    seen: str,
    actor: User,
    at: datetime,
) -> Gate:
    """Change a gate; one in use only its name and its last day. `seen` is its mark as it was opened.

    Raises NotAllowed, UnknownGateRule, ChangedByAnother, DomainError.
    """
    check_permission(actor, "services.change_gates", gate.programme)
    _lock_moves_of(gate.programme)
    gate = lock_unchanged(gate, seen=seen)
    meaning = {"stage": stage, "rule": rule, "by_each_council": by_each_council, "starts_on": starts_on}
    changed = [field for field, value in meaning.items() if getattr(gate, field) != value]
    if changed and is_in_use(gate):
        raise DomainError(
            "Reviews have been held by this gate already, so only its name and its last day change. "
            "End it, and add another gate.",
            field=changed[0],
        )
    for field, value in meaning.items():
        setattr(gate, field, value)
    gate.name, gate.ended_on = name.strip(), ended_on
    _check_gate(gate)
    gate.save()
    return gate


@transaction.atomic
def record_evidence(
    *,
    review: ServiceReview,
    gate: Gate,
    council: Council | None,
    kind: EvidenceKind,
    statement: str,
    dated: PartialDate,
    actor: User,
    at: datetime,
) -> GateEvidence:
    """Record that a review has what a gate asks for or, by the programme office alone, that it goes through without.

    A lead officer records for their own council. Raises NotAllowed, DomainError.
    """
    review = lock_review(review)
    check_permission(
        actor, "services.waive_gate" if kind == EvidenceKind.WAIVED else "services.record_evidence", review
    )
    if review.left_on is not None:
        raise DomainError(f"{review.name} left the programme on {review.left_on:%-d %B %Y}. Bring it back first.")
    today = timezone.localdate(at)
    if gate.ended_on is not None and gate.ended_on < today:
        raise DomainError(f"{gate.name} was asked for until {gate.ended_on:%-d %B %Y} and is no longer.")
    _check_evidence(gate=gate, kind=kind, statement=statement, dated=dated, today=today)
    _check_council(review=review, gate=gate, council=council, actor=actor, today=today)
    same = GateEvidence.objects.filter(
        gate=gate, review=review, council=council, kind=kind, statement=statement.strip(), withdrawn_at=None
    )
    if same.exists():
        raise DomainError("This is recorded already.", field="statement")
    return GateEvidence.objects.create(
        gate=gate,
        review=review,
        council=council,
        kind=kind,
        statement=statement.strip(),
        dated=dated,
        recorded_by=actor,
        recorded_at=at,
    )


@transaction.atomic
def withdraw_evidence(*, evidence: GateEvidence, reason: str, actor: User, at: datetime) -> GateEvidence:
    """Take back what was recorded for a gate. It stays in the record with the reason; a move already made stands.

    Raises NotAllowed, DomainError.
    """
    # An import holds the programme first, then its reviews; the same order here keeps two from waiting for each other.
    Programme.objects.select_for_update(no_key=True).get(pk=evidence.review.programme_id)
    review = lock_review(evidence.review)
    evidence = GateEvidence.objects.select_for_update(of=("self",)).select_related("gate").get(pk=evidence.pk)
    evidence.review = review
    check_permission(actor, "services.withdraw_evidence", evidence)
    if evidence.withdrawn_at is not None:
        raise DomainError("This was withdrawn already.")
    evidence.withdrawn_by, evidence.withdrawn_at, evidence.withdrawn_reason = actor, at, reason.strip()
    check_rules(evidence)
    evidence.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    return evidence


def _lock_moves_of(programme: Programme) -> None:
    """No review of the programme moves until the transaction ends: each move is made under its review's lock.

    The programme first, in the order of an import; without the key, so that rows that point at it are not kept waiting.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    list(
        ServiceReview.objects.select_for_update(no_key=True, of=("self",))
        .filter(programme=programme)
        .order_by("pk")
        .values_list("pk")
    )


def _check_gate(gate: Gate) -> None:
    check_named(gate.rule)
    if gate.stage == Stage.NOT_STARTED:
        raise DomainError("A review begins there. Choose a stage that it moves on to.", field="stage")
    check_rules(gate)
    others = Gate.objects.filter(programme=gate.programme, stage=gate.stage, name__iexact=gate.name, ended_on=None)
    if gate.ended_on is None and others.exclude(pk=gate.pk).exists():
        raise DomainError(
            f"{Stage(gate.stage).label} has a gate of this name already. Choose another name.", field="name"
        )


def _check_evidence(*, gate: Gate, kind: EvidenceKind, statement: str, dated: PartialDate, today: date) -> None:
    if kind == EvidenceKind.MET and not check_named(gate.rule).takes_evidence:
        raise DomainError(
            f"Nobody records this by hand. {check_named(gate.rule).asks} It can only be waived here.", field="kind"
        )
    if not statement.strip():
        what = (
            "why the review goes through without" if kind == EvidenceKind.WAIVED else "what was approved, and by whom"
        )
        raise DomainError(f"Say {what}.", field="statement")
    check_begun(dated, "it was approved, signed or decided", today=today, field="dated")


def _check_council(*, review: ServiceReview, gate: Gate, council: Council | None, actor: User, today: date) -> None:
    if not gate.by_each_council:
        if council is not None:
            raise DomainError("This gate is asked of the review as a whole: choose no council.", field="council")
        return
    parts = ReviewParticipation.objects.on(today).filter(review=review)
    if council is not None and not parts.filter(council=council).exists():
        raise DomainError(f"{council} does not take part in this review.", field="council")
    if actor.has_perm("services.waive_gate", review):
        return
    own = councils_of(actor, Role.LEAD_OFFICER, programme=review.programme)
    if council is None or not parts.filter(council=council, lead_officer=actor, council__in=own).exists():
        raise DomainError(
            "Choose the council that you lead for. The programme office records it for the others.", field="council"
        )
