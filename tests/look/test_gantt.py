"""Gantt charts: whatever they hold, all of it stands within the drawing and nothing hides another."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from itertools import pairwise

import lxml.etree
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.drawing.gantt import BARS, MARKS, Bar, Gantt, Link, Mark, Row, Stretch, slip_in_words, stretch_of
from programme.drawing.gantt_axis import scale_of, ticks_of, year_words
from programme.drawing.gantt_drawing import AXIS_LEFT, AXIS_RIGHT, TALLEST, WIDTH, Drawing, draw_gantt
from programme.drawing.gantt_shapes import Word, text_width
from programme.values.partial_date import PartialDate
from tests.look.pages import draw

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2023, 5, 10)
STROKE = 3.0
"""How far a line's own thickness may reach beyond its path."""


def stretch(text: str) -> Stretch:
    found = stretch_of(PartialDate.parse(text))
    assert found is not None
    return found


def gantt(*rows: Row, **options: object) -> Gantt:
    return Gantt("map", "Route map", "Two reviews.", TODAY, "Today, 10 May 2023", rows, **options)  # type: ignore[arg-type]


def days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(min_value=first, max_value=last)


@st.composite
def stretches(draw_one: st.DrawFn, span: int) -> Stretch:
    first = draw_one(days(TODAY - timedelta(days=span), TODAY + timedelta(days=span)))
    return Stretch(first, first + timedelta(days=draw_one(st.sampled_from([0, 0, 30, 91, 365]))))


@st.composite
def rows(draw_one: st.DrawFn, span: int) -> Row:
    bar = st.builds(
        Bar,
        kind=st.sampled_from(sorted(BARS)),
        start=stretches(span),
        end=stretches(span),
        name=st.sampled_from(["Scoping", "Business case"]),
        short=st.sampled_from(["", "5"]),
        step=st.integers(0, 9),
        ending=st.sampled_from(["closed", "open", "stopped"]),
        lane=st.integers(0, 2),
    )
    mark = st.builds(
        Mark,
        kind=st.sampled_from(sorted(MARKS)),
        at=stretches(span),
        name=st.just("Promised"),
        short=st.sampled_from(["", "B"]),
        is_late=st.booleans(),
    )
    label = st.one_of(st.text(alphabet="aW e-", min_size=1, max_size=200), st.just("Incomprehensibilities " * 9))
    return draw_one(
        st.builds(
            Row,
            label=label,
            notes=st.lists(st.sampled_from(["Overdue.", "To be confirmed " * 20]), max_size=2).map(tuple),
            bars=st.lists(bar, max_size=5).map(tuple),
            marks=st.lists(mark, max_size=3).map(tuple),
            level=st.sampled_from([0, 1, 2]),
            code=st.sampled_from(["a", "b", "c", "d"]),
            slips=st.booleans(),
        )
    )


@st.composite
def charts(draw_one: st.DrawFn) -> Gantt:
    span = draw_one(st.sampled_from([15, 200, 1900]))
    held = draw_one(st.lists(rows(span), min_size=1, max_size=12)) * draw_one(st.sampled_from([1, 1, 5]))
    links = (Link("a", "b"), Link("b", "c", is_broken=True), Link("c", "a"), Link("gone", "a"))
    shown = draw_one(st.one_of(st.none(), st.just(Stretch(TODAY, TODAY + timedelta(days=40)))))
    return gantt(*held, links=links, shown=shown)


def box_of(word: Word) -> tuple[float, float, float, float]:
    width = text_width(word.text)
    left = word.x - width / 2 if word.anchor == "middle" else word.x
    return left, word.y - 11, left + width, word.y + 3


def overlapping(words: list[Word]) -> list[tuple[str, str]]:
    boxes = sorted((box_of(word)[1], box_of(word), word.text) for word in words if word.text)
    found = []
    for place, (_, one, text) in enumerate(boxes):
        for top, other, other_text in boxes[place + 1 :]:
            if top >= one[3]:
                break
            if one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5:
                found.append((text, other_text))
    return found


@given(chart=charts())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_everything_stands_within_the_drawing_and_no_words_overlap(chart: Gantt) -> None:
    for drawing in draw_gantt(chart):
        stands_within(drawing)
        labels_of_different_rows_never_overlap(drawing)
        words_on_bars_and_marks_never_overlap(drawing)


def stands_within(drawing: Drawing) -> None:
    for shape in drawing.shapes:
        assert shape.width >= 0
        assert shape.height >= 0
        assert shape.x >= -STROKE
        assert shape.y >= -STROKE
        assert shape.x + shape.width <= WIDTH + STROKE
        assert shape.y + shape.height <= drawing.height + STROKE
    for word in drawing.words:
        assert 0 < word.y <= drawing.height
        assert 0 <= word.x <= WIDTH


def labels_of_different_rows_never_overlap(drawing: Drawing) -> None:
    labels = [word for word in drawing.words if word.x < AXIS_LEFT - 1]
    places = sorted({word.y for word in labels if word.y > drawing_head(drawing)})
    assert all(below - above >= 17.9 for above, below in pairwise(places))


def words_on_bars_and_marks_never_overlap(drawing: Drawing) -> None:
    head = drawing_head(drawing)
    assert overlapping([word for word in drawing.words if word.x >= AXIS_LEFT - 1 and word.y > head]) == []


@given(chart=charts())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_the_same_chart_is_always_drawn_alike(chart: Gantt) -> None:
    one, other = (draw_gantt.__wrapped__(chart) for _ in range(2))
    assert [asdict(drawing) for drawing in one] == [asdict(drawing) for drawing in other]


def drawing_head(drawing: Drawing) -> float:
    """Below the key and the axis: where the first row begins."""
    return max((word.y for word in drawing.words if word.text.isdigit() and len(word.text) == 4), default=0) + 1


def bars_of(*bars: Bar) -> Drawing:
    return draw_gantt(gantt(Row("Waste", bars=bars)))[0]


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (date(2023, 5, 1), date(2023, 5, 31), "month"),
        (date(2022, 4, 1), date(2023, 9, 30), "month"),
        (date(2022, 4, 1), date(2025, 9, 30), "quarter"),
        (date(2016, 4, 1), date(2026, 9, 30), "year"),
    ],
)
def test_the_axis_has_the_units_that_fit(first: date, last: date, unit: str) -> None:
    scale = scale_of(gantt(shown=Stretch(first, last)), left=AXIS_LEFT, right=AXIS_RIGHT)

    assert scale.unit == unit
    assert scale.first <= first
    assert scale.last >= last
    places = [tick.x for tick in ticks_of(scale)]
    assert places == sorted(places)
    assert all(AXIS_LEFT <= x <= AXIS_RIGHT for x in places)


def test_a_year_typed_wrongly_does_not_squash_the_rest() -> None:
    scale = scale_of(gantt(Row("x", marks=(Mark("forecast", stretch("9999")),))), left=AXIS_LEFT, right=AXIS_RIGHT)

    assert (scale.first.year, scale.last.year) == (2023, 2053)
    assert next(word for _, word in year_words(scale)) == "2023"


def test_a_month_is_drawn_as_the_whole_month_and_a_day_as_a_point() -> None:
    chart = gantt(
        Row("Month", marks=(Mark("forecast", stretch("2023-05")),)),
        Row("Day", marks=(Mark("forecast", stretch("2023-05-12")),)),
        shown=stretch("2023"),
    )
    scale = scale_of(chart, left=AXIS_LEFT, right=AXIS_RIGHT)
    month = stretch("2023-05")
    marks = [
        shape for shape in draw_gantt(chart)[0].shapes if shape.fill == MARKS["forecast"].fill and shape.x > AXIS_LEFT
    ]

    assert (marks[0].x, round(marks[0].x + marks[0].width, 2)) == (scale.begins(month), scale.ends(month))
    assert marks[1].width == 14


def test_a_bar_between_two_months_is_pale_where_it_may_not_have_begun_or_ended() -> None:
    drawing = bars_of(Bar("work", stretch("2023-01"), stretch("2023-04"), name="Project"))
    pale = [shape for shape in drawing.shapes if shape.dash == "2 2" and shape.x >= AXIS_LEFT]
    sure = [shape for shape in drawing.shapes if shape.fill == BARS["work"].fill and shape.x >= AXIS_LEFT]

    assert len(pale) == 2
    assert pale[0].x + pale[0].width == pytest.approx(sure[0].x)
    assert sure[0].x + sure[0].width == pytest.approx(pale[1].x)


def test_a_bar_that_ends_before_it_begins_is_still_a_bar() -> None:
    drawing = bars_of(Bar("work", stretch("2023-04-10"), stretch("2023-01-10"), name="Project"))

    assert [shape.width for shape in drawing.shapes if shape.fill == BARS["work"].fill and shape.x >= AXIS_LEFT] == [
        4.0
    ]


def test_the_day_of_today_stands_in_words_at_its_line() -> None:
    drawing = draw_gantt(gantt(Row("Waste"), shown=stretch("2023")))[0]
    (word,) = [word for word in drawing.words if word.text == "Today, 10 May 2023" and word.anchor == "middle"]
    scale = scale_of(gantt(shown=stretch("2023")), left=AXIS_LEFT, right=AXIS_RIGHT)

    assert word.x == scale.x(TODAY.toordinal())


def test_today_outside_the_dates_shown_is_not_drawn() -> None:
    drawing = draw_gantt(gantt(Row("Waste"), shown=stretch("2021")))[0]

    assert [word for word in drawing.words if word.anchor == "middle"] == []


def test_a_long_chart_comes_in_parts_of_a_page_each() -> None:
    drawings = draw_gantt(gantt(*(Row(f"Review {number}") for number in range(60))))

    assert len(drawings) > 1
    assert [drawing.key for drawing in drawings] == [f"map-{number}" for number in range(1, len(drawings) + 1)]
    assert drawings[0].title == f"Route map, part 1 of {len(drawings)}"
    assert all(drawing.height <= TALLEST for drawing in drawings)


def test_a_name_of_200_capitals_is_wrapped_within_its_column() -> None:
    drawing = draw_gantt(gantt(Row("WWWW " * 40)))[0]
    lines = [word for word in drawing.words if word.text.startswith("WWWW")]

    assert max(text_width(word.text) for word in lines) <= AXIS_LEFT
    assert sum(len(word.text.split()) for word in lines) == 40


def test_broken_links_differ_in_line_and_mark() -> None:
    bar = Bar("work", stretch("2023-01-10"), stretch("2023-04-10"), name="Project")
    pair = (Row("First", bars=(bar,), code="a"), Row("Second", bars=(bar,), code="b"))
    whole, broken = (
        [shape for shape in draw_gantt(gantt(*pair, links=(Link("a", "b", broken),)))[0].shapes if shape.x >= AXIS_LEFT]
        for broken in (False, True)
    )

    assert len(broken) == len(whole) + 1
    assert [shape.dash for shape in broken if shape.dash == "2 3"] == ["2 3"]


def test_an_unknown_kind_of_bar_is_refused() -> None:
    with pytest.raises(ValueError, match="mauve is not a kind of bar"):
        bars_of(Bar("mauve", stretch("2023"), stretch("2023")))


def test_the_markup_has_title_and_description_and_no_styles() -> None:
    chart = gantt(
        Row("<b>Waste</b>", bars=(Bar("hold", stretch("2023-01"), stretch("2023-03"), name="On hold"),)),
    )
    svg = lxml.etree.fromstring(draw("{% gantt_svg chart %}", chart=draw_gantt(chart)[0]).strip())

    assert svg.find(f"{SVG}title").text == "Route map"
    assert svg.find(f"{SVG}desc").text == "Two reviews."
    assert svg.get("aria-labelledby") == "map-title map-description"
    assert svg.find(f".//{SVG}pattern").get("id") == "map-bars"
    assert [element.tag for element in svg.iter() if element.get("style") or element.get("class")] == []
    assert "<b>Waste</b>" in [text.text for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("promised", "now", "words"),
    [
        ("2023-05", "2023-08", "3 months later than first promised"),
        ("2023-05", "2023-06", "1 month later than first promised"),
        ("2023-05", "2023-06-10", "10 days later than first promised"),
        ("2023-05-01", "2023-05-13", "12 days later than first promised"),
        ("2023-05-02", "2023-05-01", "1 day earlier than first promised"),
        ("2023-05", "2023-05-13", "as first promised"),
        ("2022", "2024", "2 years later than first promised"),
        ("2023-05", "tbc: once approved", ""),
    ],
)
def test_a_slip_is_told_in_words(promised: str, now: str, words: str) -> None:
    assert slip_in_words(PartialDate.parse(promised), PartialDate.parse(now)) == words
