"""The rating of a parent, made from its children: the worst of those rated, and which they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from governance.models import RatingOverride
from programme.history import NOW, Moment
from programme.models import Programme
from services.enums import Rag
from services.queries.progress import ProgressRow

WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN)
OVERALL_RULE = (
    "The programme takes the worst rating among its reviews under way. Unrated reviews stay in the count but do not "
    "set it; reviews not started or on hold are not rated."
)


@dataclass(frozen=True, kw_only=True)
class Overall:
    """The programme's own rating and the reviews that made it so. `rag` is "unrated" while none is rated.

    `override` is the rating that somebody set by hand with a reason; it never hides the other.
    """

    rag: str
    because: tuple[ProgressRow, ...]
    rated: int
    under_way: int
    rule: str = OVERALL_RULE
    override: RatingOverride | None = None

    @property
    def unrated(self) -> int:
        return self.under_way - self.rated


def override_of(programme: Programme, moment: Moment = NOW) -> RatingOverride | None:
    """The rating set by hand that stands, or stood at a past moment; one query."""
    standing = RatingOverride.objects.standing(moment).filter(programme=programme)
    return standing.select_related("made_by").order_by("-made_at").first()


def overall_of(rows: Iterable[ProgressRow], *, override: RatingOverride | None = None) -> Overall:
    """The rating of a parent from its children: the worst of those rated."""
    under_way = [row for row in rows if row.is_rated]
    for rag in WORST_FIRST:
        because = tuple(row for row in under_way if row.rag == rag)
        if because:
            return Overall(
                rag=rag.value,
                because=because,
                rated=_rated_count(under_way),
                under_way=len(under_way),
                override=override,
            )
    return Overall(rag="unrated", because=(), rated=0, under_way=len(under_way), override=override)


def _rated_count(rows: Sequence[ProgressRow]) -> int:
    return sum(1 for row in rows if row.rag is not None)
