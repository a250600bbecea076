"""The progress table as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from governance.queries.progress_table import COLUMNS, ProgressTable
from programme.exports import ExportFormat, export_rows
from programme.wording.appearance import rating_of
from programme.wording.prose import plain_text

SERVICE, BUSINESS_CASE, BUSINESS_CASE_DATE, IMPLEMENTATION = COLUMNS
HEADER = (
    "Phase",
    SERVICE,
    BUSINESS_CASE,
    BUSINESS_CASE_DATE,
    IMPLEMENTATION,
    "Expected implementation date",
    "RAG rating",
    "Stage",
    "State",
    "Reason for the state",
    "Reporting period",
    "Accepted by",
    "Accepted on",
)


def export_progress_table(*, table: ProgressTable, name: str, file_format: ExportFormat) -> HttpResponseBase:
    """The table's rows with the phase, the rating and who accepted each, as CSV or XLSX."""
    return export_rows(header=HEADER, rows=_cells(table), name=name, file_format=file_format)


def _cells(table: ProgressTable) -> Iterator[list[Any]]:
    for group in table.groups:
        for row in group.rows:
            yield [
                group.heading,
                row.service,
                plain_text(row.business_case),
                row.business_case_date_cell,
                plain_text(row.implementation),
                row.implementation_date_cell,
                rating_of(row.rag).label,
                row.stage.label,
                row.state.label,
                plain_text(row.state_reason),
                row.period.name if row.period else "",
                row.accepted_by,
                timezone.localdate(row.accepted_at) if row.accepted_at else None,
            ]
