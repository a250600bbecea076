"""Charts: the geometry adds up, and the drawing needs no style sheet."""

from __future__ import annotations

import lxml.etree
import pytest

from programme.drawing.bars import BarRow, Bars, Series, draw_bars, number
from programme.drawing.charts import wrap
from tests.look.pages import charts, draw

SVG = "{http://www.w3.org/2000/svg}"


def bars(*rows: BarRow, series: tuple[Series, ...] = (Series("Reviews"),)) -> Bars:
    return Bars("k", "T", "D", "Stage", series, rows)


def test_bars_are_as_long_as_their_values() -> None:
    chart = draw_bars(bars(BarRow("a", (4,)), BarRow("b", (1,)), BarRow("c", (0,))))

    assert [round(block.width / chart.blocks[0].width, 3) for block in chart.blocks] == [1.0, 0.25]
    assert [word.text for word in chart.values] == ["4", "1", "0"]


def test_parts_of_a_stacked_bar_meet_and_sum() -> None:
    chart = draw_bars(bars(BarRow("a", (3, 1)), BarRow("b", (0, 8)), series=(Series("x", "green"), Series("y", "red"))))
    first, second, third = chart.blocks

    assert first.x + first.width == pytest.approx(second.x)
    assert third.width == pytest.approx(2 * (first.width + second.width), abs=0.05)
    assert [cell.text for cell in chart.rows[0].cells] == ["3", "1", "4"]


def test_nothing_to_show_is_a_chart_without_bars() -> None:
    assert draw_bars(bars(BarRow("a", (0,)))).blocks == ()


def test_a_row_needs_a_value_for_each_series() -> None:
    with pytest.raises(ValueError, match="a has 1 values for 2 series"):
        draw_bars(bars(BarRow("a", (1,)), series=(Series("x"), Series("y"))))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="mauve is not a kind of series"):
        draw_bars(bars(series=(Series("x", "mauve"),)))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Scoping", ["Scoping"]),
        ("Revenues and benefits", ["Revenues", "and", "benefits"]),
        ("Incomprehensibility", ["Incompreh-", "ensibility"]),
        ("Practicalities", ["Practic-", "alities"]),
        ("", [""]),
    ],
)
def test_labels_are_broken_to_the_width(text: str, lines: list[str]) -> None:
    assert wrap(text, width=75) == lines


def test_numbers_are_written_plainly() -> None:
    assert [number(1200), number(2.5), number(3.0)] == ["1,200", "2.5", "3"]


@pytest.mark.parametrize("place", [0, 1])
def test_a_drawing_has_title_and_description_and_no_styles(place: int) -> None:
    chart = charts()[place]
    svg = lxml.etree.fromstring(draw("{% chart_svg chart %}", chart=chart).strip())

    assert svg.find(f"{SVG}title").text == chart.title
    assert svg.find(f"{SVG}desc").text == chart.description
    assert svg.get("aria-labelledby") == f"{chart.key}-title {chart.key}-description"
    assert [element.tag for element in svg.iter() if element.get("style") or element.get("class")] == []
