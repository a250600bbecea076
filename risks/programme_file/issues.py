"""Section of the programme file: the issue log."""

from __future__ import annotations

from collections.abc import Iterable

from programme.file.plan import Plan
from programme.file.rows import Row
from programme.file.sections import Rule, Section, fields_of
from programme.models import User
from risks.models import Issue
from risks.programme_file.risks import is_for


def _is_for(issue: Issue, person: User) -> bool:
    return issue.risk is None or is_for(issue.risk, person)


def _check(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    if plan.actor is None or plan.existing_programme is None:
        return
    codes = set(Issue.objects.filter(programme=plan.existing_programme).values_list("code", flat=True))
    hidden = codes - {row.key for row in plan.rows("issues") if not row.is_new}
    for row in plan.rows("issues"):
        if row.is_new and row.key in hidden:
            yield row, "code", "expected another code; this one is taken"


ISSUES = Section(
    name="issues",
    noun="issue",
    about="What has happened and has to be dealt with, from a risk or not.",
    model=Issue,
    key=("code",),
    fields=fields_of(
        Issue,
        "code register number title risk council description impact owner owner_post raised_on due status resolution "
        "resolved_on position",
        references={"register": "risk_registers", "risk": "risks", "council": "councils", "owner": "people"},
        about={"position": "The order in the register. Left out: the order in the file."},
    ),
    order=216,
    sort=("register", "position", "code"),
    ordinal="position",
    ordinal_within=("register",),
    rules={
        "issue_number_unique": Rule(field="number", expected="a number that the register gives once"),
        "issue_resolved_on_a_day_by_something": Rule(
            field="resolution", expected="resolved_on and resolution for a resolved issue, no resolved_on before"
        ),
        "issue_resolved_after_it_was_raised": Rule(field="resolved_on", expected="a day on or after raised_on"),
    },
    check=_check,
    seen_by=_is_for,
    known_by=lambda issue, moment: issue.raised_on <= moment.date(),
)

SECTIONS = (ISSUES,)
