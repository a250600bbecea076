"""What is worked out of service reviews, as tables that another tool can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from programme.file.computed import Asked, Column, Computation, ComputedTable, Rows
from programme.file.kinds import Choice, Figure, Text, WholeNumber
from services.enums import Stage
from services.models import Action, ServiceReview
from services.queries.action_record import action_record
from services.queries.indicators import IndicatorLine, indicator_lines
from services.queries.progress import progress_rows
from services.queries.projects_as_at import projects_of_reviews
from services.queries.reviews_as_at import reviews_at
from services.values.standards import AchievementKind, Verdict

NUMBER = Figure()

STAGES = ComputedTable(
    name="review_stages",
    about="How many reviews stand at each stage; those withdrawn or gone from the programme are not counted.",
    key=("stage",),
    columns=(
        Column(name="stage", kind=Choice(values=tuple(Stage.values))),
        Column(name="reviews", kind=WholeNumber(most=1_000_000)),
    ),
)

RECOMMENDATIONS = ComputedTable(
    name="recommendation_numbers",
    about="The number of each recommendation in the one run over the areas of review.",
    key=("action",),
    columns=(Column(name="action", kind=Text()), Column(name="number", kind=WholeNumber(most=1_000_000))),
)

ACHIEVEMENT = ComputedTable(
    name="indicator_achievement",
    about="How far each indicator has come from its baseline to its standard, by its latest measurement.",
    key=("indicator", "council"),
    columns=(
        Column(name="indicator", kind=Text()),
        Column(name="council", kind=Text(), about="Left out: all together."),
        Column(name="year", kind=WholeNumber(), about="The year in which the financial year begins."),
        Column(name="baseline", kind=NUMBER),
        Column(name="target", kind=NUMBER),
        Column(name="actual", kind=NUMBER),
        Column(
            name="achievement",
            kind=NUMBER,
            about="(actual − baseline) ÷ (target − baseline) in per cent, to one place.",
        ),
        Column(
            name="empty",
            kind=Choice(values=tuple(kind.value for kind in AchievementKind if kind != AchievementKind.FIGURE)),
            about="Why there is no achievement: the target is the baseline, or one of the three is not known.",
        ),
        Column(name="verdict", kind=Choice(values=tuple(verdict.code for verdict in Verdict))),
    ),
)

DEPENDENCIES = ComputedTable(
    name="broken_dependencies",
    about="Projects whose need of another is not kept on that day.",
    key=("project", "needs"),
    columns=(
        Column(name="project", kind=Text()),
        Column(name="needs", kind=Text()),
        Column(name="why", kind=Text()),
    ),
)


def _reviews(asked: Asked) -> Any:
    return asked.seen(ServiceReview.objects.filter(programme=asked.programme))


def _stages(asked: Asked) -> dict[str, Rows]:
    """Four queries, six for a past moment."""
    counts = Counter(
        row.stage for row in progress_rows(reviews=_reviews(asked), moment=asked.moment) if row.is_standing
    )
    return {STAGES.name: [{"stage": stage, "reviews": counts[stage]} for stage in Stage] if counts else []}


def _recommendations(asked: Asked) -> dict[str, Rows]:
    """Five queries, six for a past moment."""
    record = action_record(programme=asked.programme, moment=asked.moment)
    seen = set(asked.seen(Action.objects.filter(programme=asked.programme)).values_list("pk", flat=True))
    found = record.only(seen).recommendations
    return {RECOMMENDATIONS.name: [{"action": one.code, "number": one.number} for one in found]}


def _achievement(asked: Asked) -> dict[str, Rows]:
    """A fixed number of queries."""
    lines = indicator_lines(reviews=_reviews(asked), moment=asked.moment)
    lines.sort(key=lambda line: line.indicator.code)
    return {ACHIEVEMENT.name: [row for line in lines for row in _performances(line)]}


def _performances(line: IndicatorLine) -> Iterator[dict[str, Any]]:
    for one in line.performances:
        kind = one.achievement.kind
        yield {
            "indicator": line.indicator.code,
            "council": one.council.code if one.council else "",
            "year": one.year,
            "baseline": one.baseline,
            "target": one.target,
            "actual": one.actual,
            "achievement": one.achievement.percent,
            "empty": "" if kind == AchievementKind.FIGURE else kind.value,
            "verdict": one.verdict.code,
        }


def _dependencies(asked: Asked) -> dict[str, Rows]:
    """Three queries, more for a past moment."""
    reviews = reviews_at(reviews=_reviews(asked), moment=asked.moment)
    projects = projects_of_reviews(
        programme=asked.programme,
        reviews={review.pk: review for review in reviews},
        moment=asked.moment,
    )
    broken = sorted(projects.needs.broken, key=lambda need: (need.project.code, need.code))
    told = [{"project": need.project.code, "needs": need.code, "why": need.words} for need in broken]
    return {DEPENDENCIES.name: told}


COMPUTATIONS = (
    Computation(tables=(STAGES,), compute=_stages, order=110),
    Computation(tables=(RECOMMENDATIONS,), compute=_recommendations, order=120),
    Computation(tables=(ACHIEVEMENT,), compute=_achievement, order=130, turns_with_day=True),
    Computation(tables=(DEPENDENCIES,), compute=_dependencies, order=140, turns_with_day=True),
)
