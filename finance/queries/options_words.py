"""The options appraisal in words: cells of its grid, places, and what was changed since an approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finance.enums import CriterionKind
from finance.queries.options import Appraisal, CriterionRow, OptionRow, ScoreRow
from finance.rules.options import Placed
from services.values.figures import plain_figure

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
