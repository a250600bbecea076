"""The charts of a business case as geometry: the study's tornado and running totals."""

from __future__ import annotations

from dataclasses import replace

from finance.drawing.cases import cash_chart, tornadoes
from finance.enums import LineKind
from finance.rules.case import Line, derive
from finance.rules.money import BLANK
from finance.rules.sensitivity import variations
from governance.documents.codec import decode, encode
from programme.drawing.bars import LABEL_WIDTH, Bars, DrawnBars, draw_bars, tornado
from programme.drawing.charts import WIDTH
from programme.drawing.lines import Lines, draw_lines
from tests.finance.rules.study import STUDY, spread

DERIVED = derive(STUDY)


def drawn_tornado(*swings: tuple[str, int | None]) -> DrawnBars:
    return draw_bars(
        tornado(
            key="t",
            title="Title",
            description="Description",
            column="Figure",
            middle=(100, "100"),
            swings=[(label, value, str(value)) for label, value in swings],
        )
    )


def test_the_longest_bar_comes_first_and_bars_start_at_the_middle():
    drawn = drawn_tornado(("Small", 90), ("Large", 40), ("Up", 120))

    assert [row.label for row in drawn.rows] == ["As expected", "Large", "Up", "Small"]
    large, up, small = drawn.blocks
    assert [round(one.x + one.width, 1) for one in (large, small)] == [round(drawn.axis_x, 1)] * 2
    assert up.x == drawn.axis_x
    assert large.width > up.width > small.width
    assert all(one.x > LABEL_WIDTH and one.x + one.width < WIDTH for one in drawn.blocks)
    assert all(LABEL_WIDTH < one.x < WIDTH for one in drawn.values)


def test_a_figure_that_does_not_move_or_is_none_has_words_and_no_bar():
    drawn = drawn_tornado(("Same", 100), ("Never", None))

    assert drawn.blocks == ()
    assert [row.label for row in drawn.rows] == ["As expected", "Never", "Same"]
    assert [word.text for word in drawn.values] == ["100", "None", "100"]


def test_a_swing_to_nothing_is_a_figure():
    drawn = drawn_tornado(("Half", 50), ("Nothing", 0))

    assert [row.label for row in drawn.rows] == ["As expected", "Nothing", "Half"]


def test_the_studys_tornadoes_tell_value_and_payback():
    value, payback = tornadoes(DERIVED, variations(STUDY, DERIVED), key="study")

    assert len(value.rows) == len(payback.rows) == 5
    assert payback.middle_text == "1.67 years"
    assert decode(Bars, encode(value), place="value") == value


def test_a_case_that_never_pays_back_has_no_tornado_of_payback():
    case = replace(STUDY, lines=[line for line in STUDY.lines if line.kind == LineKind.ONE_OFF])
    derived = derive(case)

    assert len(tornadoes(derived, variations(case, derived), key="never")) == 1


def test_the_studys_running_totals_cross_nothing_at_both_paybacks():
    chart = cash_chart(STUDY, DERIVED, key="study")

    _, cash, plain = chart.lines
    (cash_points,), (plain_points,) = cash.runs, plain.runs
    assert [(point.at, point.value) for point in cash_points[:4]] == [(-100, 0), (0, -437), (100, -171), (200, 191)]
    assert [(point.at, point.value) for point in plain_points[:3]] == [(0, -834), (100, -334), (200, 166)]
    assert (cash.crossing, plain.crossing) == (147, 167)
    assert cash_points[-1].value == plain_points[-1].value == 2575 - 834
    assert decode(Lines, encode(chart), place="chart") == chart


def test_running_totals_are_drawn_inside_the_plot_with_a_mark_at_each_payback():
    drawn = draw_lines(cash_chart(STUDY, DERIVED, key="study"))

    assert len(drawn.points) == 2
    assert len({y for _, y in drawn.points}) == 1
    assert [word.text for word in drawn.days][-2:] == ["1.47", "1.67"]
    assert all(drawn.left < word.x < drawn.width for word in drawn.days)
    assert [row.label for row in drawn.rows] == ["2010/11", "2011/12", "2012/13", "2013/14", "2014/15", "2015/16"]


def test_a_case_of_nothing_is_drawn_flat():
    empty = replace(STUDY, lines=[Line("one", "One", LineKind.ONE_OFF, spread(y2010=0))])

    assert len(draw_lines(cash_chart(empty, derive(empty), key="empty")).lines) == 3


def test_running_totals_say_what_they_leave_out():
    unknown = Line("late", "Late", LineKind.ONE_OFF, {2013: BLANK})
    case = replace(STUDY, lines=[*STUDY.lines, unknown])
    plain, gaps = (cash_chart(one, derive(one), key="study").description for one in (STUDY, case))

    assert gaps == f"{plain} Leaves out 1 not yet known."
