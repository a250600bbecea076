"""The business cases of a list, each with its last version and what it comes to; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from finance.models import BusinessCase, CaseAmount, CaseLine, CaseVersion
from finance.queries.business_cases import case_from
from finance.rules.case import Derived, derive


@dataclass(frozen=True)
class ListedCase:
    """A case, its last version, and what that comes to. One-off costs stand beside the savings always."""

    case: BusinessCase
    version: CaseVersion
    derived: Derived


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
    lines: dict[int, list[CaseLine]] = defaultdict(list)
    for line in CaseLine.objects.filter(version__in=versions.values(), removed_at__isnull=True):
        lines[line.version_id].append(line)
    amounts: dict[int, list[CaseAmount]] = defaultdict(list)
    of_version = {line.pk: version for version, found_lines in lines.items() for line in found_lines}
    for amount in CaseAmount.objects.filter(line__in=of_version):
        amounts[of_version[amount.line_id]].append(amount)
    return [
        ListedCase(case, version, derive(case_from(version, lines=lines[version.pk], amounts=amounts[version.pk])))
        for case in found
        if (version := versions.get(case.pk)) is not None
    ]
