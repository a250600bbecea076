"""The table that says in words what a route map draws."""

from __future__ import annotations

from programme.tables.columns import LinkColumn, ListTable, TextColumn


class RouteTable(ListTable):
    """The facts of a route map in the order of its drawing."""

    caption = "The route map in words"

    what = LinkColumn(verbose_name="What", url=lambda fact: fact.url, orderable=False)
    of = TextColumn(verbose_name="Of", orderable=False)
    kind = TextColumn(verbose_name="Kind", orderable=False)
    starts = TextColumn(verbose_name="From", orderable=False)
    ends = TextColumn(verbose_name="To or on", orderable=False)
    promised = TextColumn(verbose_name="First promised", orderable=False)
    remarks = TextColumn(verbose_name="Remarks", orderable=False)
