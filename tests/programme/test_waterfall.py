"""A waterfall's bars: the whole from nothing, each part from where those before it ended."""

from __future__ import annotations

import pytest

from programme.drawing.bars import GAP, LABEL_WIDTH, draw_bars, waterfall
from programme.drawing.lines import draw_lines, growing_totals

LEFT = LABEL_WIDTH + GAP


def chart_of(*parts):
    steps = [("Target", sum(parts), str(sum(parts)), "neutral")]
    steps += [(f"Part {place}", part, str(part), "neutral") for place, part in enumerate(parts)]
    return waterfall(key="w", title="W", description="D", column="Plan", steps=steps)


def drawn(*parts):
    return draw_bars(chart_of(*parts), urls=[["/"], *([f"/{place}"] for place in range(len(parts)))])


def test_parts_follow_each_other_and_end_where_the_whole_does():
    chart = drawn(300, 100)
    whole, first, second = chart.blocks

    assert (whole.x, first.x) == (LEFT, LEFT)
    assert second.x == pytest.approx(first.x + first.width, abs=0.02)
    assert second.x + second.width == pytest.approx(whole.x + whole.width, abs=0.05)


def test_a_part_of_nothing_has_no_bar_and_stands_in_the_table():
    chart = drawn(300, 0)

    assert len(chart.blocks) == 2
    assert [row.cells[0].text for row in chart.rows] == ["300", "300", "0"]
    assert chart.rows[2].cells[0].url == "/1"


def test_in_a_document_nothing_is_linked():
    assert [row.cells[0].url for row in draw_bars(chart_of(1)).rows] == ["", ""]


def test_a_part_below_nothing_goes_back():
    chart = drawn(300, -100)
    whole, first, second = chart.blocks

    assert second.x + second.width == pytest.approx(first.x + first.width, abs=0.05)
    assert second.x == pytest.approx(whole.x + whole.width, abs=0.05)


def line(look, *totals):
    return look.title(), look, totals, tuple(str(total) for total in totals)


def totals(places, *lines):
    return draw_lines(growing_totals(key="c", title="C", description="D", places=places, lines=lines))


def test_running_totals_end_where_they_are_told():
    chart = totals(("Apr", "May", "Jun"), line("standard", 10, 20, 30), line("measured", 5), line("start"))

    assert len(chart.lines) == 2
    assert len(chart.points) == 1
    assert chart.columns == ("Standard", "Measured")
    assert [[cell.text for cell in row.cells] for row in chart.rows] == [["10", "5"], ["20", "—"], ["30", "—"]]


def test_a_chart_without_lines_is_refused():
    with pytest.raises(ValueError, match="a point"):
        totals(("Apr",), line("standard"))
