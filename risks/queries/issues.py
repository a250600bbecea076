"""The issue log that a reader sees."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from programme.models import Programme
from risks.models import Issue, RiskRegister
from risks.models.issue import IssueQuerySet


def listed_issues(*, programme: Programme, user: Any) -> IssueQuerySet:
    """The issues of a programme that a person sees: the open ones first, the newest before the others."""
    return (
        Issue.objects.visible_to(user)
        .filter(programme=programme)
        .select_related("programme", "register", "owner", "council", "risk")
        .order_by("status", "-raised_on", "position", "pk")
    )


def registers_to_add_to(*, programme: Programme, user: Any) -> list[RiskRegister]:
    """The registers kept today to whose log a person may add."""
    running = Q(ended_on__isnull=True) | Q(ended_on__gte=programme.today)
    registers = (
        RiskRegister.objects.visible_to(user)
        .filter(running, programme=programme)
        .select_related("review", "council")
        .order_by("position", "name", "pk")
    )
    return [register for register in registers if user.has_perm("risks.add_issue", register)]
