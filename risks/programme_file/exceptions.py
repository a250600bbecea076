"""Section of the programme file: which rules put something before the board."""

from __future__ import annotations

from collections.abc import Iterable

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from programme.queries.exceptions import exception_rules
from risks.models import ExceptionRule


def _check(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    known = [rule.code for rule in exception_rules()]
    for row in plan.rows("exception_rules"):
        if row.is_touched and row.instance.rule not in known:
            yield row, "rule", f"expected a rule that there is: {', '.join(known)}"


EXCEPTION_RULES = Section(
    name="exception_rules",
    noun="exception rule",
    about="Rules of exceptions that are switched, or whose limit is set, for this programme.",
    model=ExceptionRule,
    key=("rule",),
    fields=fields_of(ExceptionRule, "rule is_on limit"),
    order=210,
)

SECTIONS = (EXCEPTION_RULES,)

HOOKS = (PlanHooks("exception_rules", check=_check),)
