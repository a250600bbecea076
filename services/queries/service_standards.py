"""Every service standard of a programme with how it is met: a row for each indicator and council."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from programme.history import Moment
from programme.models import Programme
from services.models import Indicator, ServiceReview, ServiceStandard
from services.queries.indicators import IndicatorLine, Performance, indicator_lines
from services.values.standards import Verdict, year_label


@dataclass(frozen=True, kw_only=True)
class StandardRow:
    """What one council, or all together, is to reach by an indicator in a financial year, and how it stands."""

    review: ServiceReview
    line: IndicatorLine
    performance: Performance

    @property
    def indicator(self) -> str:
        return self.line.indicator.name

    @property
    def heading(self) -> str:
        return self.line.indicator.heading

    @property
    def unit(self) -> str:
        return self.line.indicator.unit

    @property
    def review_name(self) -> str:
        return self.review.name

    @property
    def council(self) -> str:
        return self.performance.who

    @property
    def year(self) -> str:
        return year_label(self.performance.year)

    @property
    def target(self) -> Decimal | None:
        return self.performance.target

    @property
    def actual(self) -> Decimal | None:
        return self.performance.actual

    @property
    def achievement(self) -> Decimal | None:
        return self.performance.achievement.percent

    @property
    def met(self) -> str:
        return self.performance.verdict.label


def standard_rows(
    *,
    programme: Programme,
    reviews: Sequence[ServiceReview],
    indicators: Iterable[Indicator] | None = None,
    council: str = "",
    year: int | None = None,
    met: str = "",
) -> list[StandardRow]:
    """The rows of these reviews in their order, in a fixed number of queries; with `indicators`, of those alone.

    Only the standards that apply, and measurements without one, have a row. `council` is a code, "together" for joint
    figures; `met` the code of a verdict.
    """
    wanted = None if indicators is None else {indicator.pk for indicator in indicators}
    lines: dict[int, list[IndicatorLine]] = {review.pk: [] for review in reviews}
    for line in indicator_lines(reviews=reviews, moment=Moment(programme), year=year, ended=False):
        lines[line.indicator.review_id].append(line)
    return [
        StandardRow(review=review, line=line, performance=one)
        for review in reviews
        for line in lines[review.pk]
        if wanted is None or line.indicator.pk in wanted
        for one in line.performances
        if _is_wanted(one, council=council, met=met)
    ]


def _is_wanted(one: Performance, *, council: str, met: str) -> bool:
    if one.standard is None and one.measurement is None:
        return False
    code = one.council.code if one.council else "together"
    return (not council or code == council) and (not met or one.verdict.code == met)


def standard_years(reviews: Sequence[ServiceReview]) -> list[int]:
    """The financial years for which a standard is set in these reviews, the last first."""
    said = Q(target__isnull=False) | ~Q(words="")
    rows = ServiceStandard.objects.filter(said, indicator__review__in=reviews, year__isnull=False)
    return sorted({year for year in rows.order_by().values_list("year", flat=True).distinct() if year}, reverse=True)


VERDICTS = [(verdict.code, verdict.label) for verdict in Verdict]
