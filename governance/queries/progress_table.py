"""The progress table of a programme, phase by phase, as its committee papers print it.

One function arranges the rows for the dashboard, the report's live block and the export, so that the three say
the same. Its four columns are those of programme D's quarterly update.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from programme.models import Phase, ReportingPeriod
from programme.values.partial_date import PartialDate
from programme.wording.appearance import written_date
from services.enums import Stage, State
from services.models import ServiceReview
from services.queries.progress import ProgressRow
from services.rules.stages import APPROVED_STAGES

COLUMNS = (
    "Service",
    "Business case update",
    "Expected business case completion date",
    "Implementation update",
)
NO_DATE = "No date given"
NO_UPDATE = "No update accepted yet."
OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class ProgressTableRow:
    """One review's line. Texts are officers' Markdown, dates as printed; `source` says who accepted them and when."""

    review: ServiceReview
    url: str
    service: str
    business_case: str
    business_case_date: str
    is_business_case_overdue: bool
    implementation: str
    implementation_date: str
    is_implementation_overdue: bool
    stage: Stage
    state: State
    state_reason: str
    rag: str
    """green, amber, red or unrated; not_started, on_hold, withdrawn or complete where a rating has no meaning."""
    accepted_by: str
    accepted_at: datetime | None
    period: ReportingPeriod | None
    is_from_earlier_period: bool

    @property
    def source(self) -> str:
        """Where the words come from, for the reader who asks; empty when nothing has been accepted."""
        return f"{self.period.name}: {self._accepted}" if self.period else ""

    @property
    def source_in_short(self) -> str:
        """The same, naming the period only where it is an earlier one."""
        if self.is_from_earlier_period:
            return f"From {self.source}"
        return self._accepted[:1].upper() + self._accepted[1:]

    @property
    def _accepted(self) -> str:
        if self.accepted_at is None:
            return ""
        by = f" by {self.accepted_by}" if self.accepted_by else ""
        return f"accepted{by} on {written_date(self.accepted_at)}"

    @property
    def business_case_date_cell(self) -> str:
        return _flagged(self.business_case_date, self.is_business_case_overdue)

    @property
    def implementation_date_cell(self) -> str:
        return _flagged(self.implementation_date, self.is_implementation_overdue)

    @property
    def implementation_cell(self) -> str:
        """What was said, then the date; the date alone where nothing was said. Markdown."""
        expected = self.implementation_date_cell
        if not self.implementation:
            return expected
        return f"{self.implementation}\n\nExpected: {expected}" if expected else self.implementation

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The four cells in the order of `COLUMNS`."""
        return (self.service, self.business_case, self.business_case_date_cell, self.implementation_cell)


@dataclass(frozen=True, kw_only=True)
class ProgressTableGroup:
    """The reviews of one phase. `heading` is empty for the reviews of no phase, which come first."""

    heading: str
    phase: Phase | None
    rows: tuple[ProgressTableRow, ...]


@dataclass(frozen=True, kw_only=True)
class ProgressTable:
    """The whole table, as at the day that overdue is reckoned by."""

    today: date
    groups: tuple[ProgressTableGroup, ...]
    columns: tuple[str, ...] = COLUMNS

    @property
    def rows(self) -> tuple[ProgressTableRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def progress_table(rows: Iterable[ProgressRow], today: date, *, period: ReportingPeriod | None = None) -> ProgressTable:
    """Arrange rows (in the programme's order) into the table. No queries.

    `today` is the programme's own; a month is overdue when it has ended. With `period`, a row whose latest accepted
    update is of an earlier period says so.
    """
    address = review_addresses()
    lines = (_table_row(row, url=address(row.review), today=today, period=period) for row in rows)
    return table_of_lines(lines, today=today)


def table_of_lines(lines: Iterable[ProgressTableRow], *, today: date) -> ProgressTable:
    """The table of some of its lines, in their order."""
    groups: list[tuple[Phase | None, list[ProgressTableRow]]] = []
    for line in lines:
        if not groups or groups[-1][0] != line.review.phase:
            groups.append((line.review.phase, []))
        groups[-1][1].append(line)
    return ProgressTable(
        today=today,
        groups=tuple(
            ProgressTableGroup(heading=phase_heading(phase), phase=phase, rows=tuple(group)) for phase, group in groups
        ),
    )


def review_addresses() -> Callable[[ServiceReview], str]:
    """The function from a review to its page's address: `get_absolute_url`, worked out once for each programme."""
    bases: dict[int, str] = {}

    def address(review: ServiceReview) -> str:
        base = bases.get(review.programme_id)
        if base is None:
            base = bases[review.programme_id] = reverse("review_list", args=[review.programme.code])
        return f"{base}{review.code}/"

    return address


def phase_heading(phase: Phase | None) -> str:
    """The heading row, "Phase 1: October 2022 to April 2023", or the name alone where the phase has no dates."""
    if phase is None:
        return ""
    if phase.starts and phase.ends:
        dates = f"{phase.starts} to {phase.ends}"
    elif phase.starts or phase.ends:
        dates = f"{'from' if phase.starts else 'to'} {phase.starts or phase.ends}"
    else:
        return phase.name
    return f"{phase.name} ({dates})" if ":" in phase.name else f"{phase.name}: {dates}"


def rating(row: ProgressRow) -> str:
    """The code by which a row is shown: its rating, or why it has none. Not started and on hold are not RAG."""
    if row.review.left_on is not None and row.state != State.COMPLETE:
        return str(State.WITHDRAWN)
    if row.state != State.ACTIVE:
        return str(row.state)
    if row.stage == Stage.NOT_STARTED:
        return str(Stage.NOT_STARTED)
    return str(row.rag or "unrated")


def is_business_case_due(row: ProgressRow) -> bool:
    """Whether a business case is still owed: the review is live and its case is not approved."""
    return row.is_live and row.business_case_approved is None and row.stage not in APPROVED_STAGES


def is_implementation_due(row: ProgressRow) -> bool:
    """Whether an implementation is still to come: the review is live and not yet business as usual."""
    return row.is_live and row.stage != Stage.BUSINESS_AS_USUAL


def _table_row(row: ProgressRow, *, url: str, today: date, period: ReportingPeriod | None) -> ProgressTableRow:
    update = row.update
    return ProgressTableRow(
        review=row.review,
        url=url,
        service=row.review.name,
        business_case=update.business_case_update.strip() if update else _nothing_said(row),
        business_case_date=_business_case_date(row),
        is_business_case_overdue=is_business_case_due(row) and _is_past(row.business_case_expected, today),
        implementation=update.implementation_update.strip() if update else "",
        implementation_date=str(row.implementation_expected or ""),
        is_implementation_overdue=is_implementation_due(row) and _is_past(row.implementation_expected, today),
        stage=row.stage,
        state=row.state,
        state_reason=row.state_reason,
        rag=rating(row),
        accepted_by=update.decided_by.name if update and update.decided_by else "",
        accepted_at=update.decided_at if update else None,
        period=update.period if update else None,
        is_from_earlier_period=bool(row.is_live and update and period and update.period.starts_on < period.starts_on),
    )


def _business_case_date(row: ProgressRow) -> str:
    if row.business_case_approved is not None:
        return f"Approved {row.business_case_approved}"
    if row.business_case_expected is not None:
        return str(row.business_case_expected)
    return NO_DATE if is_business_case_due(row) else ""


def _nothing_said(row: ProgressRow) -> str:
    if row.stage != Stage.NOT_STARTED or not row.is_live:
        return NO_UPDATE
    return f"Not started. Planned start: {row.start}." if row.start else "Not started."


def _is_past(expected: PartialDate | None, today: date) -> bool:
    return expected is not None and expected.is_overdue(today)


def _flagged(text: str, is_overdue: bool) -> str:
    return f"{text} ({OVERDUE})" if is_overdue else text
