"""The list of reviews behind a figure of the dashboard."""

from __future__ import annotations

import django_tables2 as tables

from governance.queries.dashboard_rows import DashboardRow
from governance.queries.progress_table import phase_heading
from programme.tables import LinkColumn, ListTable, RagColumn, TagColumn, TextColumn


class FigureTable(ListTable):
    """The reviews behind one figure of the dashboard."""

    name = LinkColumn(accessor="review.name", verbose_name="Service review", url=lambda row: row.line.url)
    phase = TextColumn(accessor="progress.phase", verbose_name="Phase", order_by=("progress.phase.position",))
    rag = RagColumn(accessor="line.rag", verbose_name="RAG")
    stage = TagColumn(accessor="progress.stage", verbose_name="Stage")
    business_case = TextColumn(
        accessor="line.business_case_date_cell",
        verbose_name="Business case",
        order_by=("progress.business_case_expected",),
    )
    implementation = TextColumn(
        accessor="line.implementation_date_cell",
        verbose_name="Implementation",
        order_by=("progress.implementation_expected",),
    )
    update = TagColumn(accessor="handed_in.standing", verbose_name="Update")
    leads = TextColumn(accessor="leads", verbose_name="Led by", orderable=False)
    reason = tables.Column(accessor="progress.state_reason", visible=False)

    class Meta(ListTable.Meta):
        order_by = ()

    def render_phase(self, record: DashboardRow) -> str:
        return phase_heading(record.progress.phase)

    def render_leads(self, record: DashboardRow) -> str:
        return "; ".join(f"{part.lead_officer} ({part.council})" for part in record.leads)
