"""Section of the programme file: the scores of risks over time."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from risks.models import Assessment
from risks.programme_file.risks import NOT_COME


def _complete(row: Row, plan: Plan) -> None:
    row.instance.recorded_at = row.instance.recorded_at or plan.at


def _check(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("assessments"):
        if not row.is_new:
            continue
        if row.value("recorded_at") > plan.at:
            yield row, "recorded_at", "expected a time that has passed"
        if row.instance.assessed_on > timezone.localdate(plan.at):
            yield row, "assessed_on", NOT_COME
        elif row.instance.assessed_on > timezone.localdate(row.value("recorded_at")):
            yield row, "assessed_on", "expected a day on or before that of recorded_at"
        if row.instance.reason.isspace() and row.value("cell") is None:
            yield row, "reason", "expected why it was not scored"
        cell, entry = row.value("cell"), row.value("entry")
        if cell is None or entry is None or cell.parent is None:
            continue
        if cell.parent.value("register") is not entry.value("register"):
            register = entry.value("register")
            yield row, "cell", f"expected a cell of a matrix of the register {register.key if register else ''}"
        elif (made := cell.parent.value("created_at")) and made > row.value("recorded_at"):
            yield row, "recorded_at", "expected a time at or after created_at of the matrix"


ASSESSMENTS = Section(
    name="assessments",
    noun="assessment",
    about="How likely and serious a risk was found on a day, in one register. Written once; a correction is a new row.",
    model=Assessment,
    key=("entry", "kind", "assessed_on", "recorded_at"),
    fields=fields_of(
        Assessment,
        "entry kind cell assessed_on reason recorded_by recorded_at",
        references={"entry": "register_entries", "cell": "matrix_cells", "recorded_by": "people"},
        optional=["recorded_at"],
        about={
            "entry": "The risk in the register, as risk/register.",
            "cell": "As register/version/likelihood/impact. Left out: looked at and not scored, with the reason.",
            "recorded_at": "Left out: the time of the import.",
        },
    ),
    order=215,
    sort=("entry", "assessed_on", "kind", "recorded_at"),
    programme_path="entry__risk__programme",
    frozen=lambda assessment: "an assessment never changes; add another one instead",
)

SECTIONS = (ASSESSMENTS,)

HOOKS = (PlanHooks("assessments", complete=_complete, check=_check),)
