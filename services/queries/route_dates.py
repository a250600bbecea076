"""The dates that a review promises, and which of its dates are late: one rule for the drawing and its table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from programme.drawing.gantt import slip_in_words
from programme.values.partial_date import PartialDate
from services.enums import Stage
from services.models import Milestone, Project
from services.queries.progress import ProgressRow
from services.rules.projects import CLOSED_STATES, expected_end
from services.rules.stages import APPROVED_STAGES


@dataclass(frozen=True)
class Promise:
    """A date that a review still has before it. `letter` is what its mark carries."""

    label: str
    letter: str
    value: PartialDate
    is_late: bool

    @property
    def words(self) -> str:
        """ "Business case expected May 2023: overdue"; with the reason where it is to be confirmed."""
        if not self.value.is_confirmed:
            return f"{self.label}: {in_sentence(self.value)}"
        return f"{self.label} {self.value}{': overdue' if self.is_late else ''}"


def promises_of(row: ProgressRow, *, today: date) -> tuple[Promise, ...]:
    """What a live review has still to reach: its start, its business case, its implementation."""
    if not row.is_live:
        return ()
    found = []
    if row.started is None:
        found.append(("Planned start", "S", row.review.planned_start))
    if row.business_case_approved is None and row.stage not in APPROVED_STAGES:
        found.append(("Business case expected", "B", row.business_case_expected))
    if row.stage != Stage.BUSINESS_AS_USUAL:
        found.append(("Implementation expected", "I", row.implementation_expected))
    return tuple(
        Promise(label, letter, value, value.is_overdue(today)) for label, letter, value in found if value is not None
    )


def milestone_words(milestone: Milestone, *, today: date) -> str:
    """Where a milestone stands: achieved, overdue or to be confirmed, and how far it has moved."""
    now = milestone.achieved or milestone.forecast
    slip = slip_in_words(milestone.baseline, now)
    if milestone.achieved is not None:
        parts = [f"Achieved {milestone.achieved}", slip]
    else:
        due = milestone.forecast or milestone.baseline
        parts = [str(due) if due is not None and not due.is_confirmed else "", slip]
        parts.append("overdue" if is_milestone_late(milestone, today=today) else "")
    words = "; ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def is_milestone_late(milestone: Milestone, *, today: date) -> bool:
    due = milestone.forecast or milestone.baseline
    return milestone.achieved is None and due is not None and due.is_overdue(today)


def is_project_late(project: Project, *, today: date) -> bool:
    end = expected_end(project)
    return project.state not in CLOSED_STATES and end is not None and end.is_overdue(today)


def in_sentence(value: PartialDate) -> str:
    """A date to be confirmed within a sentence, with its reason: "date to be confirmed once the case is approved"."""
    return f"date to be confirmed {value.reason}".rstrip() if not value.is_confirmed else str(value)
