"""Sections of the programme file: the options appraisal of a business case."""

from __future__ import annotations

from finance.models import Criterion, Option, OptionScore
from programme.file.sections import Section, fields_of
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
)

SECTIONS = (CRITERIA, OPTIONS, OPTION_SCORES)
