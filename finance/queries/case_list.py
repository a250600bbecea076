"""The business cases of a list, each with its last version and what it comes to; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from finance.models import BusinessCase, CaseAmount, CaseLine, CaseVersion
from finance.queries.business_cases import AMOUNT_FIELDS, LINE_FIELDS, case_from
from finance.rules.case import Derived, derive


@dataclass
class ListedCase:
    """A case, its last version, and what that comes to, worked out when it is first asked for.

    One-off costs stand beside the savings always.
    """

    case: BusinessCase
    version: CaseVersion
    lines: Sequence[Any]
    amounts: Sequence[Any]

    @cached_property
    def derived(self) -> Derived:
        return derive(case_from(self.version, lines=self.lines, amounts=self.amounts))

    @property
    def payback(self) -> Decimal | None:
        """In years; None where there is none, or where savings or one-off costs are wholly unknown."""
        return None if self.derived.unknown else self.derived.simple_payback


def with_last_version(cases: QuerySet[BusinessCase]) -> QuerySet[BusinessCase]:
    """The cases with the kind (`last_stage`) and status (`last_status`) of their last version."""
    last = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number")
    return cases.annotate(
        last_stage=Subquery(last.values("stage")[:1]), last_status=Subquery(last.values("status")[:1])
    )


def case_lines_of(cases: QuerySet[BusinessCase]) -> list[ListedCase]:
    """Read the cases by name; four queries however many they are."""
    found = list(cases.select_related("review", "programme").order_by("name", "pk"))
    last = CaseVersion.objects.filter(case__in=found).order_by("case_id", "-number").distinct("case_id")
    versions = {version.case_id: version for version in last}
    lines: dict[int, list[Any]] = defaultdict(list)
    version_of: dict[int, int] = {}
    present = CaseLine.objects.filter(version__in=versions.values(), removed_at__isnull=True).order_by("pk")
    for line in present.values_list("pk", "version_id", *LINE_FIELDS, named=True):
        lines[line.version_id].append(line)
        version_of[line.pk] = line.version_id
    amounts: dict[int, list[Any]] = defaultdict(list)
    known = CaseAmount.objects.filter(line__in=present.values("pk")).order_by("pk")
    for amount in known.values_list(*AMOUNT_FIELDS, named=True):
        amounts[version_of[amount.line_id]].append(amount)
    return [
        ListedCase(case, version, lines[version.pk], amounts[version.pk])
        for case in found
        if (version := versions.get(case.pk)) is not None
    ]
