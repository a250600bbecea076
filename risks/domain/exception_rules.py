"""How a programme switches the rules of exceptions and sets their limits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from programme.domain.editing import mark_of
from programme.errors import ChangedByAnother, DomainError
from programme.models import Programme, User
from programme.permissions import check_permission
from programme.queries.exceptions import exception_rules
from risks.models import ExceptionRule


@dataclass(frozen=True)
class RuleChoice:
    """Whether a rule is used, and its limit (None: as the rule has it)."""

    is_on: bool
    limit: Decimal | None


def mark_of_rules(programme: Programme) -> str:
    """A short mark of what the programme says of its rules."""
    marks = (mark_of(row) for row in ExceptionRule.objects.filter(programme=programme).order_by("pk"))
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:20]


@transaction.atomic
def set_exception_rules(*, programme: Programme, choices: Mapping[str, RuleChoice], seen: str, actor: User) -> None:
    """Set every rule that is named. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, "risks.change_exception_rules", programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    if mark_of_rules(programme) != seen:
        raise ChangedByAnother.while_open("the rules", it="them")
    kinds = {kind.code: kind for kind in exception_rules()}
    said = {row.rule: row for row in ExceptionRule.objects.filter(programme=programme)}
    for code, choice in choices.items():
        if code not in kinds:
            raise DomainError(f"There is no rule {code}.")
        row, kind = said.get(code), kinds[code]
        stands = RuleChoice(row.is_on if row else kind.is_on, kind.limit if row is None else row.limit)
        if choice == (stands if kind.unit else RuleChoice(stands.is_on, None)):
            continue
        row = row or ExceptionRule(programme=programme, rule=code)
        row.is_on, row.limit = choice.is_on, choice.limit
        row.save()
