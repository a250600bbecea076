"""The key of a Gantt chart: a sample of every kind of bar, mark and line that the chart holds, with its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.drawing.gantt import Bar, Gantt, Mark, Stretch
from programme.drawing.gantt_axis import Scale
from programme.drawing.gantt_links import arrow_sample
from programme.drawing.gantt_looks import BARS, INK
from programme.drawing.gantt_shapes import Shape, Word, draw_bar, draw_mark, text_width

SAMPLE = 30.0
LINE = 24.0
SPACE = 22.0
DAYS = Scale(date(2000, 1, 1), date(2000, 1, 30), "month", 0.0, SAMPLE)
"""A line of thirty days on which the samples are drawn."""

Sample = tuple[list[Shape], list[Word]]


def key_of(chart: Gantt, *, width: float) -> tuple[tuple[Shape, ...], tuple[Word, ...], float]:
    """The key's shapes and words, wrapped to the width, and the height that it takes."""
    shapes: list[Shape] = []
    words: list[Word] = []
    x, y = 0.0, 2.0
    for (drawn, written), text in _entries(chart):
        needed = SAMPLE + 8 + text_width(text)
        if x and x + needed > width:
            x, y = 0.0, y + LINE
        shapes += [shape.moved(y, right=x) for shape in drawn]
        words += [word.moved(y, right=x) for word in written]
        words.append(Word(text, round(x + SAMPLE + 8, 2), y + 15))
        x += needed + SPACE
    return tuple(shapes), tuple(words), y + LINE + 8


def _entries(chart: Gantt) -> Iterator[tuple[Sample, str]]:
    bars = [bar for row in chart.rows for bar in row.bars]
    marks = [mark for row in chart.rows for mark in row.marks]
    for bar in _once(bars):
        yield _bar_sample(bar), bar.name or bar.kind
    for mark in _once_marks(marks):
        yield _mark_sample(mark), mark.name or mark.kind
    if any(not bar.start.is_day or not bar.end.is_day for bar in bars):
        yield _unsure_sample(bars), "Begins or ends some time in this month, quarter or year"
    if any(not mark.at.is_day for mark in marks):
        mark = next(mark for mark in marks if not mark.at.is_day)
        yield _long_mark_sample(mark), "Some time in this month, quarter or year"
    if any(mark.is_late for mark in marks):
        mark = next(mark for mark in marks if mark.is_late)
        yield _mark_sample(mark, is_late=True), "Thick outline: overdue"
    if any(bar.ending == "open" for bar in bars) or chart.shown is not None:
        yield _ending_sample(bars, "open"), "Goes on"
    if any(bar.ending == "stopped" for bar in bars):
        yield _ending_sample(bars, "stopped"), "Stopped or left"
    if any(row.slips for row in chart.rows):
        yield ([Shape.line(0, 12, SAMPLE, 12, stroke=INK, width=1.2, dash="3 3")], []), "Moved from the date promised"
    for is_broken in sorted({link.is_broken for link in chart.links}):
        yield (arrow_sample(SAMPLE, is_broken=is_broken), []), "Needed first" + (": broken" if is_broken else "")
    yield ([Shape.line(15, 2, 15, 22, stroke=INK, width=1.6, dash="7 3")], []), chart.today_words


def _once(bars: list[Bar]) -> list[Bar]:
    """One bar of each kind and step, in the order of the kinds."""
    found = {(bar.kind, bar.step): bar for bar in reversed(bars)}
    order = {kind: place for place, kind in enumerate(BARS)}
    return [found[key] for key in sorted(found, key=lambda key: (order.get(key[0], len(order)), key[1]))]


def _once_marks(marks: list[Mark]) -> list[Mark]:
    found = {(mark.kind, mark.short, mark.name): mark for mark in reversed(marks)}
    return [found[key] for key in sorted(found)]


def _day(number: int) -> Stretch:
    return Stretch(date(2000, 1, number), date(2000, 1, number))


def _bar_sample(bar: Bar, *, ending: str = "closed") -> Sample:
    sample = Bar(bar.kind, _day(1), _day(30), short=bar.short, step=bar.step, ending=ending)
    return draw_bar(sample, DAYS, middle=12)


def _mark_sample(mark: Mark, *, is_late: bool = False) -> Sample:
    return draw_mark(Mark(mark.kind, _day(15), short=mark.short, is_late=is_late), (8.0, 22.0), middle=12)


def _long_mark_sample(mark: Mark) -> Sample:
    return draw_mark(Mark(mark.kind, _day(15)), (1.0, SAMPLE - 1), middle=12)


def _unsure_sample(bars: list[Bar]) -> Sample:
    bar = next(bar for bar in bars if not bar.start.is_day or not bar.end.is_day)
    early, late = Stretch(date(2000, 1, 1), date(2000, 1, 9)), Stretch(date(2000, 1, 22), date(2000, 1, 30))
    return draw_bar(Bar(bar.kind, early, late, step=bar.step), DAYS, middle=12)


def _ending_sample(bars: list[Bar], ending: str) -> Sample:
    bar = next((bar for bar in bars if bar.ending == ending), Bar("expected", _day(1), _day(30)))
    return draw_bar(Bar(bar.kind, _day(1), _day(30), step=bar.step, ending=ending), DAYS, middle=12)
