"""What can be done to a risk: adding, changing, closing and opening it again.

The numbers that a register gives its risks and issues: any text, each once, gaps allowed.

Who sees a confidential risk: its owner, the people named for it, and auditors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from programme.domain.codes import new_code, next_place
from programme.domain.editing import fill, lock_unchanged, mark_of
from programme.domain.keeping_rules import check_passed, check_rules
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.enums import RiskStatus
from risks.models import Issue, RegisterEntry, Risk, RiskRegister, RiskViewer
from risks.queries.readers import people_of_programme, possible_owners
from risks.rules.numbering import next_number

WORDS = (
    "title", "cause", "event", "effect", "category", "owner_post", "strategy", "action_outstanding", "status_note"
)  # fmt: skip
RISK_FIELDS = (*WORDS, "kind", "review", "council", "owner", "response", "opened_on", "next_review")
"""What is filled in by hand. Its numbers, scores, status and viewers have acts of their own."""


@transaction.atomic
def add_risk(*, register: RiskRegister, number: str, values: Mapping[str, Any], actor: User, at: datetime) -> Risk:
    """Add a risk to a register, which becomes its home, by a number that the register has not given yet.

    Raises NotAllowed, DomainError.
    """
    check_permission(actor, "risks.add_risk", register)
    register = RiskRegister.objects.select_for_update().get(pk=register.pk)
    check_running(register)
    number = check_number(register, number, actor=actor)
    risk = Risk(
        programme=register.programme,
        code=new_code(f"{register.code}-{number}", among=Risk.objects.filter(programme=register.programme_id)),
    )
    _fill(risk, values)
    check_owner(risk, register=register, known=None)
    risk.save()
    RegisterEntry.objects.create(
        risk=risk, register=register, number=number, is_home=True, position=next_place(register.entries.all())
    )
    return risk


@transaction.atomic
def change_risk(*, risk: Risk, values: Mapping[str, Any], seen: str, actor: User, at: datetime) -> Risk:
    """Change what is known of a risk.

    A confidential one keeps somebody who sees it and may change it. Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen)
    known = risk.owner
    _fill(risk, values)
    check_owner(risk, register=home_of(risk), known=known)
    risk.save()
    check_keeper(risk)
    return risk


@transaction.atomic
def close_risk(*, risk: Risk, closed_on: date, closed_reason: str, seen: str, actor: User, at: datetime) -> Risk:
    """Close a risk with the day and the reason; its scores stay as they were.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen)
    end_risk(risk, status=RiskStatus.CLOSED, on=closed_on, reason=closed_reason, field="closed_on")
    risk.save()
    return risk


@transaction.atomic
def reopen_risk(*, risk: Risk, reason: str, seen: str, actor: User, at: datetime) -> Risk:
    """Open a risk again. Why it had been closed and why it is open again stand in its status note from then on.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen)
    if risk.status == RiskStatus.OPEN or risk.closed_on is None:
        raise DomainError("This risk is open already.")
    if not reason.strip():
        raise DomainError("Say why it is open again.", field="reason")
    today = risk.programme.today
    told = (
        f"Open again on {_written(today)}: {reason.strip()}\n\n"
        f"{risk.get_status_display()} on {_written(risk.closed_on)}: {risk.closed_reason}"
    )
    risk.status_note = f"{told}\n\n{risk.status_note}".strip()
    risk.status, risk.closed_on, risk.closed_reason = RiskStatus.OPEN, None, ""
    risk.save()
    return risk


def end_risk(risk: Risk, *, status: RiskStatus, on: date, reason: str, field: str) -> None:
    """Give an open risk its end, not yet saved. Raises DomainError."""
    if risk.status != RiskStatus.OPEN:
        raise DomainError(f"This risk is not open: {risk.get_status_display().lower()} already.")
    check_passed(on, today=risk.programme.today, field=field)
    if risk.opened_on is not None and on < risk.opened_on:
        raise DomainError(f"Enter a day from {_written(risk.opened_on)} on, when it was opened.", field=field)
    risk.status, risk.closed_on, risk.closed_reason = status, on, reason.strip()
    check_rules(risk)


def home_of(risk: Risk) -> RiskRegister:
    """The register that keeps the risk."""
    return RiskRegister.objects.select_related("programme").get(entries__risk=risk, entries__is_home=True)


def check_running(register: RiskRegister) -> None:
    """Raises DomainError unless the register is kept today."""
    if register.ended_on is not None and register.ended_on < register.programme.today:
        raise DomainError(f"{register} was kept until {_written(register.ended_on)}. Choose a register in use.")


def check_owner(record: Any, *, register: RiskRegister, known: User | None) -> None:
    """The owner of a risk, mitigation or issue is one person who can see it, or a post. Raises DomainError."""
    owner = record.owner
    if owner is not None and record.owner_post:
        raise DomainError("Choose a person or enter a post, not both.", field="owner_post")
    if owner is None or owner == known:
        return
    if not possible_owners(register).filter(pk=owner.pk).exists():
        raise DomainError(
            f"{owner} does not see {register}, or may not work on risks. Choose another person, or enter the post "
            "in words.",
            field="owner",
        )


def _fill(risk: Risk, values: Mapping[str, Any]) -> None:
    fill(risk, values, RISK_FIELDS)
    opened = risk.opened_on
    check_passed(opened, today=risk.programme.today, field="opened_on")
    if opened is not None and risk.closed_on is not None and opened > risk.closed_on:
        raise DomainError(f"Enter a day until {_written(risk.closed_on)}, when the risk was closed.", field="opened_on")


def _written(day: date) -> str:
    return f"{day:%-d %B %Y}"


def suggested_number(register: RiskRegister, *, user: User) -> str:
    """The number that the register would give its next risk.

    It follows those that the person sees; one that a confidential risk has is passed over, and leaves a gap.
    """
    every = RegisterEntry.objects.filter(register=register).order_by("pk")
    seen = every.filter(pk__in=RegisterEntry.objects.visible_to(user).values("pk"))
    return next_number(_numbers(seen), taken=set(_numbers(every)))


def suggested_issue_number(register: RiskRegister, *, user: User) -> str:
    """The number that the register would give its next issue: as `suggested_number`."""
    every = Issue.objects.filter(register=register).order_by("pk")
    seen = every.filter(pk__in=Issue.objects.visible_to(user).values("pk"))
    return next_number(_numbers(seen), first="I1", taken=set(_numbers(every)))


def _numbers(rows: QuerySet[Any]) -> list[str]:
    return list(rows.values_list("number", flat=True))


def check_number(register: RiskRegister, number: str, *, actor: User, but: RegisterEntry | None = None) -> str:
    """The number as it is kept. Raises DomainError, which names the risk if the actor sees it."""
    number = _cleaned(number)
    taken = RegisterEntry.objects.filter(register=register, number=number).exclude(pk=but.pk if but else 0)
    if taken.exists():
        seen = taken.filter(pk__in=RegisterEntry.objects.visible_to(actor).values("pk")).select_related("risk").first()
        raise _taken(number, seen.risk.title if seen else "")
    return number


def check_issue_number(register: RiskRegister, number: str, *, actor: User, but: Issue | None = None) -> str:
    """As `check_number`, of an issue."""
    number = _cleaned(number)
    taken = Issue.objects.filter(register=register, number=number).exclude(pk=but.pk if but else 0)
    if taken.exists():
        seen = Issue.objects.visible_to(actor).filter(pk__in=taken.values("pk")).first()
        raise _taken(number, seen.title if seen else "")
    return number


def _cleaned(number: str) -> str:
    number = " ".join(number.split())
    if not number:
        raise DomainError("Enter the number.", field="number")
    return number


def _taken(number: str, title: str) -> DomainError:
    by = f" by “{title}”" if title else ""
    return DomainError(f"Number {number} is taken{by}. Choose another; gaps do no harm.", field="number")


def mark_of_viewers(risk: Risk) -> str:
    """A short mark of the risk with who sees it."""
    named = list(risk.viewers.filter(removed_at__isnull=True).order_by("person").values_list("person", flat=True))
    return mark_of(risk)[:12] + hashlib.sha256(repr(named).encode()).hexdigest()[:8]


@transaction.atomic
def set_confidential(
    *, risk: Risk, is_confidential: bool, viewers: Collection[User], seen: str, actor: User, at: datetime
) -> Risk:
    """Say whether a risk is confidential, and to whom it is shown besides its owner and auditors.

    Who makes it confidential goes on seeing it. Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen, mark=mark_of_viewers)
    becomes_confidential = is_confidential and not risk.is_confidential
    named = {person.pk for person in viewers} if is_confidential else set()
    if becomes_confidential and actor.pk != risk.owner_id:
        named.add(actor.pk)
    _name(risk, named, at=at)
    risk.is_confidential = is_confidential
    risk.save()
    check_keeper(risk)
    return risk


def check_keeper(risk: Risk) -> None:
    """Raises DomainError where a confidential risk, as it is saved, is seen by nobody who may change it."""
    if not risk.is_confidential:
        return
    named = risk.viewers.filter(removed_at__isnull=True).values("person")
    people = User.objects.filter(Q(pk__in=named) | Q(owned_risks=risk)).distinct().order_by("pk")
    if not any(person.has_perm("risks.change_risk", risk) for person in people):
        raise DomainError(
            "Nobody who may change this risk would see it any more. Name somebody who keeps its register, or give it "
            "an owner."
        )


def _name(risk: Risk, wanted: set[int], *, at: datetime) -> None:
    """Name who is missing, and take off, with the moment, who is no longer wanted."""
    here = {viewer.person_id: viewer for viewer in risk.viewers.filter(removed_at__isnull=True)}
    added = wanted - here.keys()
    if people_of_programme(risk.programme_id).filter(pk__in=added).count() != len(added):
        raise DomainError("Choose people who have a role in this programme.", field="viewers")
    for key in sorted(here.keys() - wanted):
        here[key].removed_at = at
        here[key].save(update_fields=["removed_at"])
    for key in sorted(added):
        RiskViewer.objects.create(risk=risk, person_id=key)
