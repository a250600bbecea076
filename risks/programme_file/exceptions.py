"""Section of the programme file: which rules put something before the board."""

from __future__ import annotations

from programme.file.sections import Rule, Section, fields_of
from risks.models import ExceptionRule

EXCEPTION_RULES = Section(
    name="exception_rules",
    noun="exception rule",
    about="Rules of exceptions that are switched, or whose limit is set, for this programme.",
    model=ExceptionRule,
    key=("rule",),
    fields=fields_of(ExceptionRule, "rule is_on limit"),
    order=210,
    rules={"exception_rule_limit_not_negative": Rule(field="limit", expected="0 or more")},
)

SECTIONS = (EXCEPTION_RULES,)
