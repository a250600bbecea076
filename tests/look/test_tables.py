"""Tables: what a cell, a header and a page link say."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2
import lxml.html
from django.core.paginator import Paginator
from django.test import RequestFactory
from django_tables2 import RequestConfig

from programme.models import Council
from programme.tables.columns import DateColumn, LinkColumn, ListTable, NumberColumn, RagColumn, TagColumn, TextColumn
from programme.tables.page_links import links_of
from programme.tables.view import TableView, view_of
from tests.look import pages


class EveryColumn(ListTable):
    caption = "Everything"
    name = LinkColumn(url=lambda record: record.get("url", ""))
    nested = TextColumn(accessor="lead__name")
    rag = RagColumn()
    stage = TagColumn()
    due = DateColumn()
    count = NumberColumn()
    said = TextColumn(accessor="name")
    foreign = django_tables2.Column(accessor="name")

    def render_said(self, value: str, record: dict[str, Any]) -> str:
        return f"<{value}> {record['count']}"


def view(record: dict[str, Any], query: str = "") -> TableView:
    request = RequestFactory().get(f"/reviews/{query}")
    table = EveryColumn([record])
    RequestConfig(request).configure(table)
    return view_of(table, request=request)


def cells(body: str) -> list[str]:
    row = lxml.html.fragment_fromstring(f"<table>{body}</table>").find(".//tr")
    return [" ".join(cell.text_content().split()) for cell in row]


FULL = {
    "name": "Tax <b>", "url": "/r/?a=1&b=2", "lead": {"name": "Sam"}, "rag": "red", "stage": "business_case",
    "due": date(2020, 1, 22), "count": 1200,
}  # fmt: skip


def test_every_kind_of_column_says_its_value_and_escapes_it() -> None:
    body = view(FULL).body

    assert cells(body) == [
        "Tax <b>", "Sam", "Red", "Business case", "22 January 2020", "1,200", "<Tax <b>> 1200", "Tax <b>",
    ]  # fmt: skip
    assert body.count("<b>") == 0
    assert 'href="/r/?a=1&amp;b=2"' in body


def test_what_is_not_known_is_a_dash_and_a_missing_rating_is_unrated() -> None:
    assert cells(view({"name": "Tax", "count": 0}).body) == ["Tax", "—", "Unrated", "—", "—", "0", "<Tax> 0", "Tax"]


def test_percent_signs_and_marks_in_values_stay() -> None:
    assert cells(view({**FULL, "name": "100% %s \ue000"}).body)[0] == "100% %s \ue000"


def test_the_name_is_the_header_of_its_row_and_every_other_cell_knows_its_column() -> None:
    row = lxml.html.fragment_fromstring(f"<table>{view(FULL).body}</table>").find(".//tr")

    assert [cell.tag for cell in row] == ["th"] + ["td"] * 7
    assert [cell.get("data-label") for cell in row[1:]] == [
        "Nested", "Rag", "Stage", "Due", "Count", "Said", "Foreign",
    ]  # fmt: skip


def test_headers_say_how_the_table_is_sorted_and_keep_the_filters() -> None:
    headers = view(FULL, "?phase=1&sort=-due&page=1").headers

    assert [header.sorted for header in headers] == ["", "", "", "", "descending", "", "", ""]
    assert headers[4].url == "?phase=1&sort=due"
    assert headers[0].url == "?phase=1&sort=name"


def test_page_links_keep_the_query_and_leave_out_what_is_far() -> None:
    request = RequestFactory().get("/p/reviews/?phase=1&page=8")
    table = pages.ReviewTable(pages.rows(200))
    RequestConfig(request, paginate={"per_page": 10}).configure(table)

    links = view_of(table, request=request).pages

    assert links is not None
    assert [item.number for item in links.items] == [1, None, 7, 8, 9, None, 20]
    assert (links.previous_url, links.next_url) == ("?phase=1&page=7", "?phase=1&page=9")
    assert (links.first, links.last, links.total) == (71, 80, 200)


def test_an_empty_table_says_so() -> None:
    shown = view_of(EveryColumn([], empty_text="No reviews yet."), request=None)

    assert (shown.is_empty, shown.empty_text) == (True, "No reviews yet.")


def test_an_export_writes_the_words_of_the_page_and_dates_and_numbers_as_they_are() -> None:
    rows = list(EveryColumn([FULL]).as_values())

    assert rows[1] == [
        "Tax <b>",
        "Sam",
        "Red",
        "Business case",
        date(2020, 1, 22),
        1200,
        "<Tax <b>> 1200",
        "Tax <b>",
    ]


class WorkedOutColumn(ListTable):
    roles = TextColumn(empty_values=())

    def render_roles(self, record: dict[str, Any]) -> str:
        return f"{record['count']} roles"


def test_a_column_without_empty_values_is_worked_out_for_a_record_that_has_no_such_field() -> None:
    assert cells(view_of(WorkedOutColumn([{"count": 2}]), request=None).body) == ["2 roles"]


def test_rows_that_are_alike_in_what_they_are_sorted_by_stand_in_one_order() -> None:
    """Else a row could stand on two pages and another on none."""

    class Councils(ListTable):
        kind = TextColumn()

    table = Councils(Council.objects.order_by("name"))
    before = table.data.data.query.order_by
    table.order_by = "-kind"

    assert (before, table.data.data.query.order_by) == (("name",), ("-kind", "pk"))


def test_large_numbers_of_rows_are_written_with_commas() -> None:
    page = Paginator(range(1500), 50).page(30)

    assert links_of(page=page, request=None).place == "1,451 to 1,500 of 1,500"
