"""Drafting an exception report: a report with the headings that its readers expect, begun from what broke a rule.

The headings are those of an exception report in PRINCE2 (AXELOS, Managing Successful Projects).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from governance.blocks.context import BlockContext
from governance.blocks.exceptions import scope_of
from governance.domain.report import create_report
from governance.domain.report_part import add_section
from governance.models import HouseStyle, Meeting, Report
from programme.errors import DomainError
from programme.models import User
from programme.wording.appearance import written_date
from risks.queries.exceptions import ExceptionRow, exceptions_of

HEADINGS = (
    "Cause of the exception",
    "Consequences",
    "Options",
    "Recommended option",
    "Lessons",
)


@transaction.atomic
def create_exception_report(
    *,
    meeting: Meeting,
    house_style: HouseStyle,
    title: str,
    exceptions: Collection[str],
    actor: User,
    at: datetime,
) -> Report:
    """Begin a report in the house style, and after its own sections those of an exception report.

    `exceptions` are the keys of what it is about; the first section tells each with its rule and since when. Raises
    NotAllowed, DomainError.
    """
    if not exceptions:
        raise DomainError("Choose at least one exception.", field="exceptions")
    body = meeting.body
    context = BlockContext(programme=body.programme, body=body, as_at=None, at=at)
    told = {row.key: row for row in exceptions_of(scope_of(context))}
    if not set(exceptions) <= set(told):
        raise DomainError(
            f"{body.name} is not told of every exception that you chose, or one is no exception any more. "
            "Choose others, or a meeting of another body.",
            field="exceptions",
        )
    report = create_report(meeting=meeting, house_style=house_style, title=title, actor=actor, at=at)
    rows = [row for key, row in told.items() if key in exceptions]
    add_section(report=report, heading="Exceptions", body="\n".join(map(_line, rows)), actor=actor, at=at)
    for heading in HEADINGS:
        add_section(report=report, heading=heading, actor=actor, at=at)
    return report


def _line(row: ExceptionRow) -> str:
    since = f"since {written_date(row.since)}" if row.since else "since when is not known"
    return f"- **{row.title}** ({row.place}): {row.rule}, {since}. {row.detail}"
