"""The rating of a parent, made from its children: the worst of those rated, and which they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.enums import Rag
from services.queries.progress import ProgressRow

WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN)
OVERALL_RULE = (
    "The programme takes the worst rating among its reviews under way. Unrated reviews stay in the count but do not "
    "set it; reviews not started or on hold are not rated."
)


@dataclass(frozen=True, kw_only=True)
class Overall:
    """The programme's own rating and the reviews that made it so. `rag` is "unrated" while none is rated."""

    rag: str
    because: tuple[ProgressRow, ...]
    rated: int
    under_way: int
    rule: str = OVERALL_RULE

    @property
    def unrated(self) -> int:
        return self.under_way - self.rated


def overall_of(rows: Iterable[ProgressRow]) -> Overall:
    """The rating of a parent from its children: the worst of those rated."""
    under_way = [row for row in rows if row.is_rated]
    for rag in WORST_FIRST:
        because = tuple(row for row in under_way if row.rag == rag)
        if because:
            return Overall(rag=rag.value, because=because, rated=_rated_count(under_way), under_way=len(under_way))
    return Overall(rag="unrated", because=(), rated=0, under_way=len(under_way))


def _rated_count(rows: Sequence[ProgressRow]) -> int:
    return sum(1 for row in rows if row.rag is not None)
