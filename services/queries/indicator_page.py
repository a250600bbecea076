"""The pages of a review's baseline and standards: all of its indicators, and all that was measured of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from programme.history import Moment
from programme.models import Council
from services.models import Indicator, Measurement, ReviewParticipation, ServiceReview, SystemInUse
from services.queries.indicators import IndicatorLine, indicator_lines
from services.values.standards import year_label


@dataclass(frozen=True, kw_only=True)
class IndicatorGroup:
    """The indicators of one heading and category."""

    heading: str
    category: str
    lines: tuple[IndicatorLine, ...]

    @property
    def title(self) -> str:
        return f"{self.heading}: {self.category.lower()}" if self.heading else self.category


@dataclass(frozen=True, kw_only=True)
class SystemRow:
    """The systems used for one purpose: for each council, in the order of the columns, its name and those in use."""

    purpose: str
    cells: tuple[tuple[str, tuple[SystemInUse, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class StandardsPage:
    """What the page shows. `years` are those for which a standard is set, None (every year) first."""

    councils: tuple[Council, ...]
    groups: tuple[IndicatorGroup, ...]
    years: tuple[int | None, ...]
    systems: tuple[SystemRow, ...]
    systems_ended: tuple[SystemInUse, ...]

    @property
    def year_labels(self) -> tuple[str, ...]:
        return tuple(year_label(year) for year in self.years)


def standards_page(*, review: ServiceReview, today: date) -> StandardsPage:
    """The indicators, standards, latest measurements and systems of a review."""
    lines = indicator_lines(reviews=[review], moment=Moment(review.programme))
    systems = list(SystemInUse.objects.filter(review=review).select_related("council"))
    taking_part = councils_of_review(review, today=today)
    named = {council.pk: council for council in taking_part}
    named |= {council.pk: council for line in lines for council in line.councils}
    named |= {system.council_id: system.council for system in systems}
    councils = tuple(sorted(named.values(), key=lambda council: council.short_name))
    return StandardsPage(
        councils=councils,
        groups=grouped(lines),
        years=years_of(lines),
        systems=system_rows([one for one in systems if is_in_use(one, today=today)], councils=councils),
        systems_ended=tuple(system for system in systems if not is_in_use(system, today=today)),
    )


def councils_of_review(review: ServiceReview, *, today: date) -> list[Council]:
    """The councils that take part in a review today, by name."""
    parts = ReviewParticipation.objects.on(today).filter(review=review)
    return list(Council.objects.filter(pk__in=parts.values("council")))


def grouped(lines: Sequence[IndicatorLine]) -> tuple[IndicatorGroup, ...]:
    """The lines by heading and category, each group where its first indicator stands."""
    first: dict[tuple[str, str], int] = {}
    for place, line in enumerate(lines):
        first.setdefault(_group_of(line), place)
    ordered = sorted(lines, key=lambda line: first[_group_of(line)])
    return tuple(
        IndicatorGroup(heading=heading, category=category, lines=tuple(members))
        for (heading, category), members in groupby(ordered, key=_group_of)
    )


def _group_of(line: IndicatorLine) -> tuple[str, str]:
    return line.indicator.heading, str(line.indicator.get_category_display())


def years_of(lines: Iterable[IndicatorLine]) -> tuple[int | None, ...]:
    """The financial years for which any standard is set; None, every year, first."""
    years = {standard.year for line in lines for standard in line.standards}
    return tuple(sorted(years, key=lambda year: (year is not None, year or 0)))


def is_in_use(system: SystemInUse, *, today: date) -> bool:
    """Whether the last day of its use is still to come, or today."""
    return system.ended_on is None or system.ended_on >= today


def system_rows(systems: Sequence[SystemInUse], *, councils: Sequence[Council]) -> tuple[SystemRow, ...]:
    """Systems by purpose and council."""
    purposes = dict.fromkeys(system.purpose for system in systems)
    return tuple(
        SystemRow(
            purpose=purpose,
            cells=tuple(
                (
                    council.short_name,
                    tuple(one for one in systems if one.purpose == purpose and one.council_id == council.pk),
                )
                for council in councils
            ),
        )
        for purpose in purposes
    )


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What was measured for one council, or all together, in one stretch of days: the last version and those before."""

    last: Measurement
    earlier: tuple[Measurement, ...]

    @property
    def who(self) -> str:
        return self.last.council.short_name if self.last.council else "Together"


def stretches_of(indicator: Indicator) -> list[Stretch]:
    """Everything that was measured of an indicator, the last days first."""
    rows = (
        Measurement.objects.filter(indicator=indicator)
        .select_related("council", "recorded_by")
        .order_by("-measured_to", "-measured_from", "council__short_name", "-version")
    )
    found = []
    for _, versions in groupby(rows, key=lambda row: (row.measured_to, row.measured_from, row.council_id)):
        last, *earlier = versions
        found.append(Stretch(last=last, earlier=tuple(earlier)))
    return found


def stretches_measured(review: ServiceReview) -> list[tuple[date, date]]:
    """The stretches of days for which anything was measured in a review, the last first; at most the last twelve."""
    rows = Measurement.objects.filter(indicator__review=review).order_by("-measured_to", "-measured_from")
    return list(rows.values_list("measured_from", "measured_to").distinct()[:12])
