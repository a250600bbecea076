"""The options appraisal of business cases, now or as the history has it at a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from finance.enums import CaseStatus, CriterionKind, Outcome
from finance.models import BusinessCase, Criterion, Option, OptionScore
from finance.rules.options import JudgedBy, Judgement, Placed, highest_total, place_options
from programme.history import NOW, Moment, PastQuerySet
from programme.values.partial_date import PartialDate

CRITERION = (
    "case_id", "code", "name", "kind", "weight", "highest_score", "position", "outcome", "outcome_reason", "outcome_on",
)  # fmt: skip
OPTION = ("case_id", "code", "name", "description", "is_shortlisted", "is_preferred", "reason", "position")
SCORE = ("option_id", "criterion_id", "passes", "score", "reason")


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    """A criterion as it stood."""

    pk: int
    case_id: int
    code: str
    name: str
    kind: str
    weight: Decimal
    highest_score: int
    position: int
    outcome: str
    outcome_reason: str
    outcome_on: PartialDate | None

    @property
    def is_scored(self) -> bool:
        return self.kind == CriterionKind.SCORED

    @property
    def outcome_label(self) -> str:
        return Outcome(self.outcome).label if self.outcome else ""


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """An option as it stood."""

    pk: int
    case_id: int
    code: str
    name: str
    description: str
    is_shortlisted: bool
    is_preferred: bool
    reason: str
    position: int


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """How an option did on a criterion, as it stood."""

    pk: int
    option_id: int
    criterion_id: int
    passes: bool | None
    score: Decimal | None
    reason: str

    @property
    def judgement(self) -> Judgement:
        return Judgement(self.passes, self.score)


@dataclass(frozen=True)
class Appraisal:
    """The criteria and options of a case in their order, and the judgements by option and criterion (their ids)."""

    criteria: tuple[CriterionRow, ...] = ()
    options: tuple[OptionRow, ...] = ()
    scores: Mapping[tuple[int, int], ScoreRow] = field(default_factory=dict)

    @property
    def judged_by(self) -> list[JudgedBy]:
        """The criteria as the rules want them."""
        return [
            JudgedBy(code=one.code, kind=CriterionKind(one.kind), weight=one.weight, highest_score=one.highest_score)
            for one in self.criteria
        ]

    @cached_property
    def placed(self) -> dict[str, Placed]:
        """What each option comes to, by its code."""
        judgements = {
            option.code: {
                one.code: score.judgement
                for one in self.criteria
                if (score := self.scores.get((option.pk, one.pk))) is not None
            }
            for option in self.options
        }
        return place_options(self.judged_by, judgements)

    @property
    def highest(self) -> Decimal:
        return highest_total(self.judged_by)

    @property
    def preferred(self) -> OptionRow | None:
        return next((one for one in self.options if one.is_preferred), None)

    @property
    def preferred_is_not_first(self) -> bool:
        """Whether the preferred option is placed behind another; then its reason says why."""
        preferred = self.preferred
        return preferred is not None and (self.placed[preferred.code].place or 1) > 1


def appraisals_of(*, cases: Iterable[int], moment: Moment = NOW) -> dict[int, Appraisal]:
    """By case (its id), the appraisal as it stands or stood; cases without one are left out. Three queries."""
    ids = list(cases)
    criteria = [CriterionRow(**row) for row in _rows(Criterion.objects.filter(case__in=ids), CRITERION, moment)]
    options = [OptionRow(**row) for row in _rows(Option.objects.filter(case__in=ids), OPTION, moment)]
    scores = [ScoreRow(**row) for row in _rows(OptionScore.objects.filter(option__case__in=ids), SCORE, moment)]
    by_case: dict[int, tuple[list[CriterionRow], list[OptionRow]]] = defaultdict(lambda: ([], []))
    for criterion in sorted(criteria, key=lambda one: (one.position, one.code)):
        by_case[criterion.case_id][0].append(criterion)
    for option in sorted(options, key=lambda one: (one.position, one.code)):
        by_case[option.case_id][1].append(option)
    return {
        case: Appraisal(tuple(judged_by), tuple(found), _scores_among(scores, judged_by, found))
        for case, (judged_by, found) in by_case.items()
    }


def appraisal_of(case: BusinessCase, moment: Moment = NOW) -> Appraisal:
    """The appraisal of one case; three queries."""
    return appraisals_of(cases=[case.pk], moment=moment).get(case.pk, Appraisal())


def last_approval(case: BusinessCase) -> Any:
    """The version of the case that was approved last, or None."""
    return case.versions.filter(status=CaseStatus.APPROVED).order_by("-number").first()


def _scores_among(
    scores: Iterable[ScoreRow], criteria: Iterable[CriterionRow], options: Iterable[OptionRow]
) -> dict[tuple[int, int], ScoreRow]:
    judged_by, found = {one.pk for one in criteria}, {one.pk for one in options}
    return {
        (one.option_id, one.criterion_id): one
        for one in scores
        if one.option_id in found and one.criterion_id in judged_by
    }


def _rows(rows: PastQuerySet[Any], names: tuple[str, ...], moment: Moment) -> list[dict[str, Any]]:
    """The rows that are not removed, each as `pk` and the named columns."""
    removable = ("removed_at",) if rows.model is not OptionScore else ()
    found = rows.values_as_at(moment, "id", *names, *removable)
    kept = sorted((row for row in found if row.get("removed_at") is None), key=lambda row: row["id"])
    return [{"pk": row["id"], **{name: row[name] for name in names}} for row in kept]
