"""The indicators of reviews with their baselines, standards and latest measurements, now or as at a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from programme.history import Moment
from programme.models import Council
from services.models import Baseline, Indicator, Measurement, ServiceReview, ServiceStandard
from services.queries.participations_as_at import councils_taking_part
from services.values.figures import written_figure
from services.values.standards import (
    FIRST_MONTH,
    Achievement,
    Together,
    Verdict,
    achievement,
    applying_standard,
    financial_year_of,
    says_something,
    together,
    verdict_of,
    year_label,
)


@dataclass(frozen=True, kw_only=True)
class Performance:
    """How one council, or (no council) all together, does by an indicator in a financial year."""

    council: Council | None
    year: int
    standard: ServiceStandard | None
    baseline: Decimal | None
    actual: Decimal | None
    measurement: Measurement | None
    """The recorded one behind `actual`; of a sum, one of those that were added up."""
    joint: Together | None
    """Of all together: what was recorded beside the sum of the councils' figures of the same days."""
    achievement: Achievement
    verdict: Verdict

    @property
    def who(self) -> str:
        return self.council.short_name if self.council else "Together"

    @property
    def is_sum(self) -> bool:
        """Nothing was recorded for all together: `actual` is added up."""
        return self.joint is not None and self.joint.stated is None

    @property
    def target(self) -> Decimal | None:
        return self.standard.target if self.standard else None

    @property
    def year_words(self) -> str:
        return year_label(self.year)


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """One indicator with all that is known of it."""

    indicator: Indicator
    councils: tuple[Council, ...]
    baselines: Mapping[int | None, Baseline]
    standards: tuple[ServiceStandard, ...]
    joint_baseline: Together
    performances: tuple[Performance, ...]
    """One for each council, then all together where there is such a figure."""

    @property
    def has_figures(self) -> bool:
        """Whether anything known of it is a number; standards may all be in words."""
        found = [one.value for one in self.baselines.values()] + [one.target for one in self.standards]
        return any(one is not None for one in found + [one.actual for one in self.performances])

    def written(self, value: Decimal | None) -> str:
        """A figure of the indicator in words."""
        return written_figure(value, unit=self.indicator.unit, decimal_places=self.indicator.decimal_places)

    def standard_of(self, *, council: int | None, year: int | None) -> ServiceStandard | None:
        """The standard set for exactly this council and year, if any."""
        return next((one for one in self.standards if (one.council_id, one.year) == (council, year)), None)

    def standard_words(self, standard: ServiceStandard | None) -> str:
        """A standard's figure, else its words; with both, the figure first. Empty for none."""
        if standard is None:
            return ""
        figure = self.written(standard.target) if standard.target is not None else ""
        return f"{figure} ({standard.words})" if figure and standard.words else figure or standard.words


def indicator_lines(
    *,
    reviews: QuerySet[ServiceReview] | Iterable[ServiceReview],
    moment: Moment,
    year: int | None = None,
    ended: bool = True,
) -> list[IndicatorLine]:
    """The indicators of these reviews in their order, in a fixed number of queries.

    With `year`, by the standards and measurements of that financial year
    alone; else each council by its latest measurement, and one without by the year in which the others were last
    measured. Without `ended`, those that are still measured today.
    """
    today = moment.day
    indicators = Indicator.objects.filter(review__in=reviews).as_at(moment)
    if not ended:
        indicators = [one for one in indicators if one.ended_on is None or one.ended_on >= today]
    ids = [one.pk for one in indicators]
    baselines: dict[int, dict[int | None, Baseline]] = defaultdict(dict)
    for baseline in Baseline.objects.filter(indicator__in=ids).as_at(moment):
        baselines[baseline.indicator_id][baseline.council_id] = baseline
    standards: dict[int, list[ServiceStandard]] = defaultdict(list)
    for standard in ServiceStandard.objects.filter(indicator__in=ids).as_at(moment):
        standards[standard.indicator_id].append(standard)
    latest: dict[int, dict[int | None, Measurement]] = defaultdict(dict)
    for measurement in _latest(indicators, moment=moment, year=year):
        latest[measurement.indicator_id][measurement.council_id] = measurement
    named = {standard.council_id for kept in standards.values() for standard in kept}
    named |= {council for kept in baselines.values() for council in kept}
    named |= {council for kept in latest.values() for council in kept}
    councils, taking_part = _councils({one.review_id for one in indicators}, moment=moment, also=named)
    return [
        _line(
            indicator,
            councils=_sorted(
                councils,
                taking_part[indicator.review_id]
                | baselines[indicator.pk].keys()
                | latest[indicator.pk].keys()
                | {one.council_id for one in standards[indicator.pk] if says_something(one)},
            ),
            taking_part=taking_part[indicator.review_id],
            baselines=baselines[indicator.pk],
            standards=standards[indicator.pk],
            latest=latest[indicator.pk],
            year=year or financial_year_of(today),
        )
        for indicator in sorted(indicators, key=lambda one: (one.review_id, one.position, one.code))
    ]


def _latest(indicators: list[Indicator], *, moment: Moment, year: int | None) -> Iterable[Measurement]:
    """Of each indicator and council the last version of the last stretch of days recorded by then."""
    known = moment.by("recorded_at")
    if year is not None:
        known &= Q(measured_to__gte=date(year, FIRST_MONTH, 1), measured_to__lt=date(year + 1, FIRST_MONTH, 1))
    return (
        Measurement.objects.filter(known, indicator__in=[one.pk for one in indicators])
        .order_by("indicator_id", F("council_id"), "-measured_to", "-measured_from", "-version")
        .distinct("indicator_id", "council_id")
    )


def _councils(
    reviews: set[int],
    *,
    moment: Moment,
    also: set[int | None],
) -> tuple[dict[int, Council], dict[int, set[int | None]]]:
    """The councils concerned by id, and the ids of those that take part in each review today. Two queries."""
    taking_part: dict[int, set[int | None]] = defaultdict(set)
    for review, there in councils_taking_part(reviews=reviews, day=moment.day, moment=moment).items():
        taking_part[review] = {council.pk for council in there}
    wanted = {council for council in also.union(*taking_part.values()) if council is not None}
    return {council.pk: council for council in Council.objects.filter(pk__in=wanted)}, taking_part


def _sorted(councils: dict[int, Council], ids: set[int | None]) -> tuple[Council, ...]:
    return tuple(sorted((councils[pk] for pk in ids if pk is not None), key=lambda council: council.short_name))


def _line(
    indicator: Indicator,
    *,
    councils: tuple[Council, ...],
    taking_part: set[int | None],
    baselines: dict[int | None, Baseline],
    standards: list[ServiceStandard],
    latest: dict[int | None, Measurement],
    year: int,
) -> IndicatorLine:
    at_first = {council: baseline.value for council, baseline in baselines.items()}
    added_up = [council.pk for council in councils if council.pk in taking_part] or [one.pk for one in councils]
    joint_baseline = together(
        [at_first.get(council) for council in added_up], stated=at_first.get(None), unit=indicator.unit
    )
    known = tuple(one for one in standards if says_something(one))
    year = max((financial_year_of(one.measured_to) for one in latest.values()), default=year)
    performances = [
        _performance(
            indicator,
            council=council,
            standards=known,
            baseline=at_first.get(council.pk),
            measurement=latest.get(council.pk),
            year=year,
        )
        for council in councils
    ]
    own = [latest[council] for council in added_up if council in latest]
    joint = _joint(own, stated=latest.get(None), everybody=len(own) == len(added_up), unit=indicator.unit)
    if joint.value is not None or None in latest:
        performances.append(
            _performance(
                indicator,
                council=None,
                standards=known,
                baseline=joint_baseline.value,
                measurement=latest.get(None) or own[0],
                year=year,
                joint=joint,
            )
        )
    return IndicatorLine(
        indicator=indicator,
        councils=councils,
        baselines=baselines,
        standards=known,
        joint_baseline=joint_baseline,
        performances=tuple(performances),
    )


def _joint(own: list[Measurement], *, stated: Measurement | None, everybody: bool, unit: str) -> Together:
    """What was recorded for all together, and the sum of the councils' own where they are of the same days."""
    days = {(one.measured_from, one.measured_to) for one in ([stated] if stated else []) + own}
    values = [one.value for one in own] if everybody and len(days) == 1 else []
    return together(values, stated=stated.value if stated else None, unit=unit)


def _performance(
    indicator: Indicator,
    *,
    council: Council | None,
    standards: tuple[ServiceStandard, ...],
    baseline: Decimal | None,
    measurement: Measurement | None,
    year: int,
    joint: Together | None = None,
) -> Performance:
    of_year = financial_year_of(measurement.measured_to) if measurement else year
    standard = applying_standard(standards, council=council.pk if council else None, year=of_year)
    target = standard.target if standard else None
    actual = joint.value if joint else (measurement.value if measurement else None)
    return Performance(
        council=council,
        year=of_year,
        standard=standard,
        baseline=baseline,
        actual=actual,
        measurement=measurement,
        joint=joint,
        achievement=achievement(baseline=baseline, target=target, actual=actual),
        verdict=verdict_of(direction=indicator.direction, target=target, actual=actual),
    )
