"""Section of the programme file: the issue log."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from programme.models import User
from risks.models import Issue
from risks.programme_file.risks import NOT_COME, hidden_risks


def _hidden(issues: list[Issue], person: User) -> set[int]:
    """Those that came of a risk which is not for the person, by the risk that they name now and then."""
    now = dict(Issue.objects.filter(pk__in=[issue.pk for issue in issues]).values_list("pk", "risk"))
    hidden = hidden_risks([*now.values(), *(issue.risk_id for issue in issues)], person)
    return {issue.pk for issue in issues if issue.risk_id in hidden or now.get(issue.pk) in hidden}


def _check(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    today = timezone.localdate(plan.at)
    hidden = _hidden_issues(plan)
    codes = {issue.code for issue in hidden}
    numbers = {(issue.register_id, issue.number) for issue in hidden}
    for row in plan.rows("issues"):
        if not row.is_touched:
            continue
        if row.is_new and row.key in codes:
            yield row, "code", "expected another code; this one is taken"
        register = row.value("register")
        if register is not None and (register.instance.pk, row.instance.number) in numbers:
            yield row, "number", "expected another number; this one is taken"
        for field in ("raised_on", "resolved_on"):
            day = row.value(field)
            if day is not None and day > today:
                yield row, field, NOT_COME


def _hidden_issues(plan: Plan) -> list[Issue]:
    """Issues that are there and not the sender's to see."""
    if plan.actor is None or plan.existing_programme is None:
        return []
    seen = {row.instance.pk for row in plan.record.of("issues")}
    return list(Issue.objects.filter(programme=plan.existing_programme).exclude(pk__in=seen - {None}))


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
    hidden=_hidden,
)

SECTIONS = (ISSUES,)

HOOKS = (PlanHooks("issues", check=_check),)
