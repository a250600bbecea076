"""What the options of business cases score, as tables that another tool can check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from finance.models import BusinessCase
from finance.programme_file.computed_kinds import MONEY
from finance.queries.options import Appraisal, appraisals_of
from finance.rules.options import weighted_score
from programme.file.computed import Asked, Column, Computation, ComputedTable, Rows
from programme.file.kinds import Text, Truth, WholeNumber

CASE = Column(name="case", kind=Text())
OPTION = Column(name="option", kind=Text())

SCORES = ComputedTable(
    name="option_scores",
    about="Scores of the options times the weight of the criterion. What is not scored is left out.",
    key=("case", "option", "criterion"),
    columns=(CASE, OPTION, Column(name="criterion", kind=Text()), Column(name="weighted", kind=MONEY)),
)

TOTALS = ComputedTable(
    name="option_totals",
    about="What each option comes to, and its place.",
    key=("case", "option"),
    columns=(
        CASE,
        OPTION,
        Column(name="total", kind=MONEY, about="Nothing where nothing is scored."),
        Column(name="highest", kind=MONEY, about="The most that an option can come to."),
        Column(name="place", kind=WholeNumber(), about="Nothing while something that decides is not judged."),
        Column(name="is_tied", kind=Truth()),
        Column(name="fails", kind=Text(), about="The criteria that it fails."),
        Column(name="not_judged", kind=Text(), about="The criteria that it is not judged by."),
    ),
)


def compute(asked: Asked) -> dict[str, Rows]:
    """Every appraisal of a case that the reader sees; four queries."""
    cases = dict(asked.seen(BusinessCase.objects.filter(programme=asked.programme)).values_list("pk", "code"))
    found = appraisals_of(cases=cases, moment=asked.moment)
    told = sorted((cases[case], appraisal) for case, appraisal in found.items())
    return {
        TOTALS.name: [{"case": code, **row} for code, one in told for row in _totals(one)],
        SCORES.name: [{"case": code, **row} for code, one in told for row in _scores(one)],
    }


def _totals(appraisal: Appraisal) -> Iterator[dict[str, Any]]:
    for option in appraisal.options:
        placed = appraisal.placed[option.code]
        yield {
            "option": option.code,
            "total": placed.total,
            "highest": appraisal.highest,
            "place": placed.place,
            "is_tied": placed.is_tied or None,
            "fails": ", ".join(placed.fails),
            "not_judged": ", ".join(placed.unjudged),
        }


def _scores(appraisal: Appraisal) -> Iterator[dict[str, Any]]:
    criteria = dict(zip((one.pk for one in appraisal.criteria), appraisal.judged_by, strict=True))
    for option in appraisal.options:
        for pk, criterion in criteria.items():
            score = appraisal.scores.get((option.pk, pk))
            weighted = None if score is None else weighted_score(criterion, score.judgement)
            if weighted is not None:
                yield {"option": option.code, "criterion": criterion.code, "weighted": weighted}


COMPUTATIONS = (Computation(tables=(TOTALS, SCORES), compute=compute, order=20),)
