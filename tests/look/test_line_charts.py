"""Line charts: where the points and levels stand, the round ticks, and the words beside them."""

from datetime import date
from decimal import Decimal

import pytest

from programme.drawing.lines import Lines, draw_lines, ticks
from services.queries.indicator_charts import Reading, StandardHeld, reading_chart


def reading(year, value, month=3):
    return Reading(date(year, month, 31), Decimal(value), f"To {year}", f"{value}%")


def drawn(*readings, **more):
    return draw_lines(reading_chart(key="k", title="Calls", description="From 40% to 50%.", readings=readings, **more))


@pytest.mark.parametrize(
    ("lowest", "highest", "marks"),
    [
        ("0", "100", ["0", "50", "100"]),
        ("40", "50", ["40", "45", "50"]),
        ("97.4", "98.6", ["97.0", "97.5", "98.0", "98.5", "99.0"]),
        ("-3", "4", ["-4", "-2", "0", "2", "4"]),
        ("7", "7", ["6", "6.5", "7.0", "7.5", "8.0"]),
        ("0.0001", "0.0003", ["0.0001", "0.00015", "0.00020", "0.00025", "0.00030"]),
    ],
)
def test_ticks_are_round_and_hold_every_value(lowest, highest, marks):
    found = ticks(Decimal(lowest), Decimal(highest))
    assert found == [Decimal(mark) for mark in marks]


def test_the_readings_stand_in_the_order_of_their_days_and_at_their_heights():
    chart = drawn(reading(2013, 50), reading(2011, 40), reading(2012, 45))
    assert (chart.points[0], chart.points[-1]) == ((94.0, 240.0), (730.0, 40.0))
    assert [y for _, y in chart.points] == [240.0, 140.0, 40.0]
    assert [row.label for row in chart.rows] == ["To 2011", "To 2012", "To 2013"]
    assert [row.cells[0].text for row in chart.rows] == ["40%", "45%", "50%"]


def test_a_baseline_runs_across_and_standards_hold_for_their_years_alone():
    standards = [
        StandardHeld(date(2010, 4, 1), date(2011, 3, 31), Decimal(42)),
        StandardHeld(date(2011, 4, 1), date(2012, 3, 31), Decimal(50)),
        StandardHeld(date(2014, 4, 1), date(2015, 3, 31), Decimal(1000)),
    ]
    chart = drawn(reading(2011, 40), reading(2012, 50), start=Decimal(45), standards=standards)
    assert [entry.word.text for entry in chart.legend] == ["Measured", "Standard", "Baseline"]
    assert [line.dashes for line in chart.lines] == ["", "9 5", "2 4"]
    assert chart.lines[2].path == "M84 140L740 140"
    assert chart.lines[1].path.count("M") == 2


def test_without_levels_there_is_the_line_alone():
    chart = drawn(reading(2011, 40), reading(2012, 50))
    assert (len(chart.lines), [entry.word.text for entry in chart.legend]) == (1, ["Measured"])


def test_words_below_never_run_into_each_other():
    chart = drawn(*(Reading(date(2011, 1 + month, 1), Decimal(month), "", "") for month in range(12)), start=Decimal(0))
    gaps = [after.x - before.x for before, after in zip(chart.days, chart.days[1:], strict=False)]
    assert min(gaps) >= 70
    assert len(chart.points) == 12


def test_one_reading_is_no_line():
    with pytest.raises(ValueError, match="two readings"):
        drawn(reading(2011, 40))


def test_a_chart_without_a_point_is_refused():
    with pytest.raises(ValueError, match="needs a point"):
        draw_lines(Lines("k", "T", "D", "places", (), (), "", (), ()))
