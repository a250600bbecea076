"""The rows of the progress table as markup: one pattern filled for each, for there may be many."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from governance.queries.progress_table import ProgressTable, ProgressTableRow
from programme.markup.patterns import pattern_of
from programme.markup.rating import rag_markup
from programme.wording.prose import render_prose

SLOTS = ("url", "service", "rating", "stage", "source", "business_case", "late", "date", "implementation")


@dataclass(frozen=True)
class GroupMarkup:
    """A phase's heading and its rows."""

    heading: str
    rows: SafeString


def progress_markup(table: ProgressTable) -> list[GroupMarkup]:
    """The groups of the table, each with its rows drawn."""
    pattern = pattern_of("governance/dashboard_progress_row.html", SLOTS, columns=table.columns)
    return [
        GroupMarkup(
            heading=group.heading,
            rows=mark_safe("".join([pattern % _values(row) for row in group.rows])),  # noqa: S308 - every value is escaped
        )
        for group in table.groups
    ]


def _values(row: ProgressTableRow) -> tuple[str, ...]:
    """One row's values in the order of `SLOTS`, all safe."""
    return (
        conditional_escape(row.url),
        conditional_escape(row.service),
        rag_markup(row.rag, small=True, described=False),
        conditional_escape(row.stage.label),
        conditional_escape(row.source_in_short),
        render_prose(row.business_case),
        "dashboard-late" if row.is_business_case_overdue else "",
        conditional_escape(row.business_case_date_cell),
        render_prose(row.implementation_cell),
    )
