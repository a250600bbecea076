"""The options appraisal of business cases, now or as the history has it at a past moment.

The options appraisal in words: cells of its grid, places, and what was changed since an approval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from finance.enums import CaseStatus, CriterionKind, Outcome
from finance.models import BusinessCase, Criterion, Option, OptionScore
from finance.rules.options import JudgedBy, Judgement, Placed, highest_total, place_options
from programme.history import NOW, Moment, PastQuerySet
from programme.values.partial_date import PartialDate
from services.values.figures import plain_figure

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


NOT_JUDGED = "Not judged"


@dataclass(frozen=True)
class GridCell:
    """What a cell of the grid says."""

    words: str
    reason: str
    is_judged: bool


@dataclass(frozen=True)
class GridLine:
    """An option with its cells, and what it comes to."""

    option: OptionRow
    cells: tuple[GridCell, ...]
    total: str
    place: str


def grid_of(appraisal: Appraisal) -> list[GridLine]:
    """The grid row by row."""
    return [
        GridLine(
            option,
            tuple(_cell(appraisal.scores.get((option.pk, one.pk))) for one in appraisal.criteria),
            total_words(appraisal, appraisal.placed[option.code]),
            place_words(appraisal, appraisal.placed[option.code]),
        )
        for option in appraisal.options
    ]


def judged_words(score: ScoreRow | None) -> str:
    """ "Passes", "Fails", "4" or "Not judged"."""
    if score is None or not score.judgement.is_made:
        return NOT_JUDGED
    if score.score is not None:
        return plain_figure(score.score)
    return "Passes" if score.passes else "Fails"


def total_words(appraisal: Appraisal, placed: Placed) -> str:
    """ "34 of 50"; "—" where nothing is scored."""
    if placed.total is None:
        return "—"
    return f"{plain_figure(placed.total)} of {plain_figure(appraisal.highest)}"


def place_words(appraisal: Appraisal, placed: Placed) -> str:
    """ "1", "2 (tie)", "5, fails Savings", "Not placed: 3 not judged"."""
    names = {one.code: one.name for one in appraisal.criteria}
    fails = f"fails {', '.join(names[code] for code in placed.fails)}" if placed.fails else ""
    unjudged = f"{len(placed.unjudged)} not judged" if placed.unjudged else ""
    if placed.place is None:
        told = "; ".join(one for one in (fails, unjudged) if one)
        return f"Not placed: {told}" if told else "Not placed"
    place = f"{placed.place} (tie)" if placed.is_tied else str(placed.place)
    return ", ".join(one for one in (place, fails, unjudged) if one)


def criterion_words(one: CriterionRow) -> str:
    """ "Scored to 5, weight 2", "Pass or fail"."""
    if not one.is_scored:
        return CriterionKind.PASS_FAIL.label
    return f"Scored to {one.highest_score}, weight {plain_figure(one.weight)}"


def changes_between(before: Appraisal, after: Appraisal) -> list[str]:
    """What was changed from one moment to another, a sentence each. Outcomes are expected to come later: not told."""
    return [*_criteria_changed(before, after), *_options_changed(before, after), *_scores_changed(before, after)]


def _criteria_changed(before: Appraisal, after: Appraisal) -> Iterator[str]:
    old, new = {one.pk: one for one in before.criteria}, {one.pk: one for one in after.criteria}
    yield from (f"Criterion “{one.name}” added." for key, one in new.items() if key not in old)
    yield from (f"Criterion “{one.name}” taken out." for key, one in old.items() if key not in new)
    for key, one in new.items():
        was = old.get(key, one)
        if was.name != one.name:
            yield f"Criterion “{was.name}” is called “{one.name}” now."
        if criterion_words(was) != criterion_words(one):
            yield f"Criterion “{one.name}”: {criterion_words(was)}; now {criterion_words(one)}."


def _options_changed(before: Appraisal, after: Appraisal) -> Iterator[str]:
    old, new = {one.pk: one for one in before.options}, {one.pk: one for one in after.options}
    yield from (f"Option “{one.name}” added." for key, one in new.items() if key not in old)
    yield from (f"Option “{one.name}” taken out." for key, one in old.items() if key not in new)
    for key, one in new.items():
        was = old.get(key, one)
        if was.name != one.name:
            yield f"Option “{was.name}” is called “{one.name}” now."
        if was.description != one.description:
            yield f"Option “{one.name}”: described anew."
        if _decision(was) != _decision(one):
            yield f"Option “{one.name}”: {_decision(was)}; now {_decision(one)}."
        elif was.reason != one.reason:
            yield f"Option “{one.name}”: another reason."


def _decision(one: OptionRow) -> str:
    return "preferred" if one.is_preferred else "shortlisted" if one.is_shortlisted else "not shortlisted"


def _scores_changed(before: Appraisal, after: Appraisal) -> Iterator[str]:
    old_options = {one.pk for one in before.options}
    old_criteria = {one.pk for one in before.criteria}
    for option in after.options:
        for one in after.criteria:
            if option.pk not in old_options or one.pk not in old_criteria:
                continue
            key = option.pk, one.pk
            was, now = judged_words(before.scores.get(key)), judged_words(after.scores.get(key))
            if was != now:
                yield f"“{option.name}” on “{one.name}”: {was.lower()}; now {now.lower()}."


def _cell(score: ScoreRow | None) -> GridCell:
    words = judged_words(score)
    return GridCell(words, score.reason if score else "", words != NOT_JUDGED)
