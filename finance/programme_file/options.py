"""Sections of the programme file: the options appraisal of a business case."""

from __future__ import annotations

from finance.models import Criterion, Option, OptionScore
from programme.file.sections import Rule, Section, fields_of
from services.programme_file.removal import is_removed

CRITERIA = Section(
    name="criteria",
    noun="criterion",
    about="What the options of a business case are judged by, and later whether the preferred one met it.",
    model=Criterion,
    key=("case", "code"),
    fields=fields_of(
        Criterion,
        "case code name kind weight highest_score position outcome outcome_reason outcome_on",
        references={"case": "business_cases"},
    ),
    order=189,
    sort=("case", "position", "code"),
    ordinal="position",
    ordinal_within=("case",),
    programme_path="case__programme",
    rules={
        "criterion_weight_not_negative": Rule(field="weight", expected="a weight of 0 or more"),
        "criterion_can_be_scored": Rule(field="highest_score", expected="at least 1"),
        "criterion_outcome_has_a_reason": Rule(field="outcome_reason", expected="why it was met or not"),
    },
    omitted=is_removed,
)

OPTIONS = Section(
    name="options",
    noun="option",
    about="Ways in which the service could be run.",
    model=Option,
    key=("case", "code"),
    fields=fields_of(
        Option,
        "case code name description is_shortlisted is_preferred reason position",
        references={"case": "business_cases"},
    ),
    order=190,
    sort=("case", "position", "code"),
    ordinal="position",
    ordinal_within=("case",),
    programme_path="case__programme",
    rules={
        "option_one_preferred": Rule(field="is_preferred", expected="at most one preferred option"),
        "option_preferred_from_the_shortlist_with_a_reason": Rule(
            field="is_preferred", expected="a preferred option to be shortlisted, with the reason"
        ),
    },
    omitted=is_removed,
)

OPTION_SCORES = Section(
    name="option_scores",
    noun="score",
    about="How the option does on a criterion. Neither passes nor score: not judged.",
    model=OptionScore,
    key=("criterion",),
    fields=fields_of(OptionScore, "criterion passes score reason", references={"criterion": "criteria"}),
    order=191,
    programme_path="option__case__programme",
    parent="options",
    parent_column="option",
    nested_as="scores",
    rules={
        "option_score_of_one_kind": Rule(field="score", expected="passes or a score, not both"),
        "option_score_not_negative": Rule(field="score", expected="a score of 0 or more"),
    },
)

SECTIONS = (CRITERIA, OPTIONS, OPTION_SCORES)
