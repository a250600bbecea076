"""The list of reviews behind a figure of the dashboard."""

from __future__ import annotations

from governance.queries.dashboard_rows import DashboardRow
from governance.queries.progress_table import phase_heading
from programme.tables.columns import LinkColumn, ListTable, RagColumn, TagColumn, TextColumn


class FigureTable(ListTable):
    """The reviews behind one figure of the dashboard."""

    name = LinkColumn(accessor="review__name", verbose_name="Service review", url=lambda row: row.line.url)
    phase = TextColumn(accessor="progress__phase", verbose_name="Phase", order_by=("progress__phase__position",))
    rag = RagColumn(accessor="line__rag", verbose_name="RAG")
    stage = TagColumn(accessor="progress__stage", verbose_name="Stage")
    business_case = TextColumn(
        accessor="line__business_case_date_cell",
        verbose_name="Business case",
        order_by=("progress__business_case_expected",),
    )
    implementation = TextColumn(
        accessor="line__implementation_date_cell",
        verbose_name="Implementation",
        order_by=("progress__implementation_expected",),
    )
    update = TagColumn(accessor="handed_in__standing", verbose_name="Update")
    leads = TextColumn(accessor="progress__leads", verbose_name="Led by", orderable=False)

    class Meta(ListTable.Meta):
        order_by = ()

    def render_phase(self, record: DashboardRow) -> str:
        return phase_heading(record.progress.phase)

    def render_leads(self, record: DashboardRow) -> str:
        return "; ".join(str(lead) for lead in record.progress.leads)
