"""The lines of a version with their amounts, as they are filled in."""

from __future__ import annotations

from finance.enums import LineKind
from finance.models import CaseLine, CaseVersion


def lines_of(version: CaseVersion, kind: LineKind | None = None) -> list[CaseLine]:
    """Those that are not taken out, of one table or of all, in their order; two queries."""
    lines = CaseLine.objects.filter(version=version, removed_at__isnull=True)
    if kind is not None:
        lines = lines.filter(kind=kind)
    return list(lines.prefetch_related("amounts").order_by("kind", "position", "code"))
