"""The component of tables in templates: heads, cells under their heads, and what who hears the page is told."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.template import Template, TemplateSyntaxError
from django.template.context import Context

ROWS = """{% datatable label="Drivers" caption="Drivers of cost" LOOK %}
  {% heads "Driver" "#Figure" "~Do" %}{% if year %}{% head number=True %}In {{ year }}{% endhead %}{% endif %}
  {% for one in drivers %}{% row %}
    {% row_name %}{{ one.name }}{% endrow_name %}{% cell %}{{ one.figure }}{% endcell %}{% cell %}Change{% endcell %}
    {% if year %}{% cell css="quiet" %}{{ one.figure }}{% endcell %}{% endif %}{% endrow %}{% endfor %}
  {% foot %}{% row %}{% row_name %}All{% endrow_name %}{% cell span=2 %}9{% endcell %}{% endrow %}{% endfoot %}
{% enddatatable %}"""


def drawn(look: str = "", **context: Any) -> Any:
    template = Template(ROWS.replace("LOOK", look))
    html = template.render(Context({"drivers": [{"name": "Homes <b>", "figure": 9}], "year": "", **context}))
    return lxml.html.fragment_fromstring(html, create_parent=True)


def attributes(element: Any) -> dict[str, str]:
    return dict(element.attrib)


def test_a_table_of_cards_names_its_parts_and_repeats_each_head_in_its_cells() -> None:
    page = drawn(year="2020/21")
    frame, table = page.find("div"), page.find(".//table")

    assert attributes(frame) == {
        "class": "concordat-table-scroll",
        "role": "region",
        "aria-label": "Drivers",
        "tabindex": "0",
    }
    assert attributes(table) == {"class": "concordat-table concordat-table--cards", "role": "table"}
    assert attributes(table.find("caption")) == {"class": "govuk-visually-hidden"}
    assert attributes(table.find("thead")) == {"role": "rowgroup", "class": "concordat-table__unsorted"}
    heads = table.findall("thead/tr/th")
    assert [head.text_content().strip() for head in heads] == ["Driver", "Figure", "Do", "In 2020/21"]
    assert [head.get("class") for head in heads] == [None, "concordat-table__number", None, "concordat-table__number"]
    assert heads[2].find("span").get("class") == "govuk-visually-hidden"
    name, *cells = table.findall("tbody/tr/*")
    assert (name.tag, name.text_content(), attributes(name)) == (
        "th",
        "Homes <b>",
        {"scope": "row", "role": "rowheader"},
    )
    assert [attributes(cell) for cell in cells] == [
        {"role": "cell", "data-label": "Figure", "class": "concordat-table__number"},
        {"role": "cell", "data-label": "Do"},
        {"role": "cell", "data-label": "In 2020/21", "class": "concordat-table__number quiet"},
    ]
    assert attributes(table.find("tfoot/tr/td")) == {
        "role": "cell",
        "data-label": "Figure",
        "class": "concordat-table__number",
        "colspan": "2",
    }


def test_a_plain_table_has_no_roles() -> None:
    table = drawn('look="plain" css="concordat-money"').find(".//table")

    assert attributes(table) == {"class": "concordat-table concordat-money"}
    assert attributes(table.find("thead")) == {}
    assert [attributes(cell) for cell in table.findall("tbody/tr/td")] == [{"class": "concordat-table__number"}, {}]


def test_the_kits_own_look_puts_its_class_on_every_part() -> None:
    table = drawn('look="govuk" framed=False').find("table")

    assert table.get("class") == "govuk-table"
    assert table.find("thead/tr/th").get("class") == "govuk-table__header"
    assert table.find("tbody").get("class") == "govuk-table__body"
    assert table.find("tbody/tr").get("class") == "govuk-table__row"
    assert table.findall("tbody/tr/td")[1].get("class") == "govuk-table__cell"


def test_what_is_no_option_of_a_table_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="it cannot read , £"):
        Template('{% datatable label="Costs" caption=title , £ %}{% enddatatable %}')
