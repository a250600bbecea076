"""The options appraisal of a business case: what options are judged by, how they do, which is preferred, and what came
of it.

It belongs to the case, not to one version: it may be changed after an approval, and the page then tells what was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from finance.enums import CriterionKind, Outcome
from finance.models import BusinessCase, Criterion, Option, OptionScore
from programme.domain.codes import new_code, next_place
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_rules
from programme.errors import CellsChangedByAnother, DomainError
from programme.models import User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate
from services.values.figures import plain_figure

CHANGE = "finance.change_case"
MOST_CRITERIA = 20
MOST_OPTIONS = 30


@dataclass(frozen=True, kw_only=True)
class ScoreEntry:
    """One cell of the grid as it was sent. `seen` is the mark that it was opened with."""

    option: int
    criterion: int
    passes: bool | None = None
    score: Decimal | None = None
    reason: str = ""
    seen: str


@transaction.atomic
def add_criterion(
    *,
    case: BusinessCase,
    name: str,
    kind: str,
    weight: Decimal,
    highest_score: int,
    position: int | None,
    actor: User,
    at: datetime,
) -> Criterion:
    """Add what the options are judged by. Raises NotAllowed, DomainError."""
    case = _lock(case, actor=actor)
    there = Criterion.objects.filter(case=case, removed_at__isnull=True)
    if there.count() >= MOST_CRITERIA:
        raise DomainError(f"A case has at most {MOST_CRITERIA} criteria.")
    return Criterion.objects.create(
        case=case,
        code=new_code(name, among=Criterion.objects.filter(case=case)),
        name=name.strip(),
        kind=kind,
        weight=weight,
        highest_score=highest_score,
        position=position or next_place(there),
    )


@transaction.atomic
def change_criterion(
    *,
    criterion: Criterion,
    name: str,
    kind: str,
    weight: Decimal,
    highest_score: int,
    position: int | None,
    is_removed: bool,
    seen: str,
    actor: User,
    at: datetime,
) -> Criterion:
    """Change a criterion or take it out. Raises NotAllowed, ChangedByAnother, DomainError."""
    _lock(criterion.case, actor=actor)
    criterion = lock_unchanged(criterion, seen=seen)
    judged = criterion.scores.filter(option__removed_at__isnull=True)
    if kind != criterion.kind and (judged.exclude(passes=None, score=None)).exists():
        raise DomainError(
            "Options have been judged by this already. Clear what they were given first, or take this out and add "
            "another.",
            field="kind",
        )
    top = judged.aggregate(top=Max("score"))["top"]
    if kind == CriterionKind.SCORED and top is not None and top > highest_score:
        raise DomainError(
            f"An option has scored {plain_figure(top)} already. Enter that or more.", field="highest_score"
        )
    criterion.name, criterion.kind, criterion.weight = name.strip(), kind, weight
    criterion.highest_score, criterion.position = highest_score, position or criterion.position
    criterion.removed_at = at if is_removed else None
    criterion.save()
    return criterion


@transaction.atomic
def record_outcome(
    *,
    criterion: Criterion,
    outcome: str,
    outcome_reason: str,
    outcome_on: PartialDate | None,
    seen: str,
    actor: User,
    at: datetime,
) -> Criterion:
    """Record whether the preferred option met a criterion, why, and when that was judged. "" takes it back.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    _lock(criterion.case, actor=actor)
    criterion = lock_unchanged(criterion, seen=seen)
    criterion.outcome = outcome
    criterion.outcome_reason = outcome_reason.strip() if outcome else ""
    criterion.outcome_on = outcome_on if outcome else None
    check_rules(criterion)
    if outcome:
        Outcome(outcome)
        first = outcome_on.first_day if outcome_on else None
        if first is None or first > timezone.localdate(at):
            raise DomainError("Enter when it was judged: a time that has begun.", field="outcome_on")
    criterion.save()
    return criterion


@transaction.atomic
def add_option(
    *, case: BusinessCase, name: str, description: str, position: int | None, actor: User, at: datetime
) -> Option:
    """Add a way in which the service could be run. Raises NotAllowed, DomainError."""
    case = _lock(case, actor=actor)
    there = Option.objects.filter(case=case, removed_at__isnull=True)
    if there.count() >= MOST_OPTIONS:
        raise DomainError(f"A case has at most {MOST_OPTIONS} options.")
    return Option.objects.create(
        case=case,
        code=new_code(name, among=Option.objects.filter(case=case)),
        name=name.strip(),
        description=description.strip(),
        position=position or next_place(there),
    )


@transaction.atomic
def change_option(
    *,
    option: Option,
    name: str,
    description: str,
    position: int | None,
    is_removed: bool,
    seen: str,
    actor: User,
    at: datetime,
) -> Option:
    """Change an option or take it out. Raises NotAllowed, ChangedByAnother."""
    _lock(option.case, actor=actor)
    option = lock_unchanged(option, seen=seen)
    option.name, option.description = name.strip(), description.strip()
    option.position, option.removed_at = position or option.position, at if is_removed else None
    option.save()
    return option


@transaction.atomic
def decide_option(
    *,
    option: Option,
    is_shortlisted: bool,
    is_preferred: bool,
    reason: str,
    seen: str,
    actor: User,
    at: datetime,
) -> Option:
    """Put an option on the shortlist, prefer it, or take that back. It need be neither the cheapest nor the highest.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    _lock(option.case, actor=actor)
    option = lock_unchanged(option, seen=seen)
    if is_preferred and not is_shortlisted:
        raise DomainError("The preferred option is on the shortlist. Tick both.", field="is_shortlisted")
    if is_shortlisted and not reason.strip():
        raise DomainError("Say why. The preferred option need not score highest, but say why.", field="reason")
    others = Option.objects.filter(case=option.case_id, is_preferred=True, removed_at__isnull=True)
    other = others.exclude(pk=option.pk).first() if is_preferred else None
    if other is not None:
        raise DomainError(
            f"“{other.name}” is preferred now. Take that back first, with the reason.", field="is_preferred"
        )
    option.is_shortlisted, option.is_preferred, option.reason = is_shortlisted, is_preferred, reason.strip()
    option.save()
    return option


@transaction.atomic
def judge_options(*, case: BusinessCase, entries: Sequence[ScoreEntry], actor: User, at: datetime) -> int:
    """Write the cells that were changed; how many. A cleared one stays as a row that says nothing.

    Raises NotAllowed, CellsChangedByAnother, DomainError.
    """
    case = _lock(case, actor=actor)
    criteria = {one.pk: one for one in Criterion.objects.filter(case=case, removed_at__isnull=True)}
    options = set(Option.objects.filter(case=case, removed_at__isnull=True).values_list("pk", flat=True))
    scores = {(one.option_id, one.criterion_id): one for one in OptionScore.objects.filter(option__case=case)}
    changed, clashes = [], {}
    for entry in entries:
        key = entry.option, entry.criterion
        if entry.option not in options or entry.criterion not in criteria:
            raise DomainError("An option or criterion was taken out meanwhile. Open the page again.")
        before = scores.get(key)
        if mark_of_entry(entry) == entry.seen or mark_of_entry(entry) == mark_of_score(before):
            continue
        if mark_of_score(before) != entry.seen:
            clashes[key] = before
        _check_score(entry, criteria[entry.criterion])
        changed.append((entry, before))
    if clashes:
        raise CellsChangedByAnother(clashes)
    for entry, before in changed:
        row = before or OptionScore(option_id=entry.option, criterion_id=entry.criterion)
        row.passes, row.score, row.reason = entry.passes, entry.score, entry.reason.strip()
        row.save()
    return len(changed)


def mark_of_score(score: Any) -> str:
    """A short mark of what a cell says; without a row the same as one that says nothing."""
    return _mark(score.passes, score.score, score.reason) if score else _mark(None, None, "")


def mark_of_entry(entry: ScoreEntry) -> str:
    """The mark that the cell would have once written."""
    return _mark(entry.passes, entry.score, entry.reason)


def _mark(passes: bool | None, score: Decimal | None, reason: str) -> str:
    said = f"{passes}\n{plain_figure(score)}\n{reason.strip()}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _check_score(entry: ScoreEntry, criterion: Criterion) -> None:
    if criterion.kind == CriterionKind.PASS_FAIL:
        if entry.score is not None:
            raise DomainError(f"“{criterion.name}” is passed or failed, not scored.")
    elif entry.passes is not None:
        raise DomainError(f"“{criterion.name}” is scored.")
    elif entry.score is not None and not 0 <= entry.score <= criterion.highest_score:
        raise DomainError(f"“{criterion.name}” is scored from 0 to {criterion.highest_score}.")


def _lock(case: BusinessCase, *, actor: User) -> BusinessCase:
    """The case, locked: one change of its appraisal at a time. Raises NotAllowed."""
    case = BusinessCase.objects.select_for_update(of=("self",)).select_related("review__programme").get(pk=case.pk)
    check_permission(actor, CHANGE, case.review)
    return case
