"""A waterfall's bars: the whole from nothing, each part from where those before it ended."""

from __future__ import annotations

from decimal import Decimal

import pytest

from programme.cumulative_charts import Running, cumulative_chart
from programme.waterfall import LEFT, Step, waterfall


def drawn(*parts):
    whole = Step("Target", Decimal(sum(parts)))
    steps = [Step(f"Part {place}", Decimal(part), url=f"/{place}") for place, part in enumerate(parts)]
    return waterfall(key="w", title="W", description="D", whole=whole, parts=steps)


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


def test_a_part_below_nothing_goes_back():
    chart = drawn(300, -100)
    whole, first, second = chart.blocks

    assert second.x + second.width == pytest.approx(first.x + first.width, abs=0.05)
    assert second.x == pytest.approx(whole.x + whole.width, abs=0.05)


def test_running_totals_end_where_they_are_told():
    chart = cumulative_chart(
        key="c",
        title="C",
        description="D",
        places=["Apr", "May", "Jun"],
        running=[
            Running("Plan", "plan", [Decimal(10), Decimal(20), Decimal(30)]),
            Running("Actual", "actual", [Decimal(5)]),
            Running("Forecast", "forecast", []),
        ],
    )

    assert len(chart.lines) == 2
    assert chart.columns == ("Plan", "Actual")
    assert [[cell.text for cell in row.cells] for row in chart.rows] == [["10", "5"], ["20", "—"], ["30", "—"]]


def test_a_chart_without_lines_is_refused():
    with pytest.raises(ValueError, match="a line"):
        cumulative_chart(key="c", title="C", description="D", places=["Apr"], running=[Running("Plan", "plan", [])])
