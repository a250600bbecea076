"""The lists behind the dashboard: the reviews of a figure, what has changed, and what is dated."""

from __future__ import annotations

from governance.queries.dashboard_due import DatedItem
from governance.queries.dashboard_rows import DashboardRow
from governance.queries.progress_table import phase_heading
from programme.tables.columns import DateColumn, LinkColumn, ListTable, RagColumn, TagColumn, TextColumn


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


class ChangeTable(ListTable):
    """What has changed since the last period, review by review."""

    service = LinkColumn(accessor="line__service", verbose_name="Service review", url=lambda change: change.line.url)
    what = TextColumn(verbose_name="What")
    before = TextColumn(accessor="before_in_words", verbose_name="From")
    after = TextColumn(accessor="after_in_words", verbose_name="To")


def _address(row: DatedItem) -> str:
    return row.item.line.url if row.item.line is not None else ""


class DateTable(ListTable):
    """Everything that is still to be reached."""

    name = LinkColumn(accessor="item__name", verbose_name="What is due", url=_address)
    kind = TextColumn(accessor="item__kind", verbose_name="Kind")
    service = TextColumn(accessor="item__line__service", verbose_name="Service review")
    expected = DateColumn(accessor="item__expected", verbose_name="Expected")
    when = TextColumn(verbose_name="When")
