"""The key of a Gantt chart, a sample of every kind of bar, mark and line that it holds with its meaning; and the arrows
from the end of what is needed first to the beginning of what needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from programme.drawing.gantt import BARS, INK, LATE, Bar, Gantt, Link, Mark, Stretch
from programme.drawing.gantt_axis import Scale
from programme.drawing.gantt_shapes import Anchor, Shape, Word, draw_bar, draw_mark, text_width

STUB = 7.0
HEAD = 5.0
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
        yield (
            (_line_and_head([(0.0, 12.0), (SAMPLE, 12.0)], is_broken=is_broken), []),
            "Needed first" + (": broken" if is_broken else ""),
        )
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


def arrows_of(links: Iterable[Link], anchors: Mapping[str, Anchor], *, left: float, right: float) -> list[Shape]:
    """The arrows between rows that are both drawn; the others are told in the notes and the table alone."""
    found: list[Shape] = []
    for link in links:
        source, target = anchors.get(link.source), anchors.get(link.target)
        if source is not None and target is not None:
            found += _arrow(source, target, left=left, right=right, is_broken=link.is_broken)
    return found


def _arrow(source: Anchor, target: Anchor, *, left: float, right: float, is_broken: bool) -> list[Shape]:
    out = min(source.ends + STUB, right)
    into = max(target.begins - STUB, left)
    if into >= out:
        points = [
            (source.ends, source.middle),
            (out, source.middle),
            (out, target.middle),
            (target.begins, target.middle),
        ]
    else:
        # Round by the gap between the rows, where no bar stands.
        between = source.foot + 2 if target.middle > source.middle else source.top - 2
        points = [
            (source.ends, source.middle),
            (out, source.middle),
            (out, between),
            (into, between),
            (into, target.middle),
            (max(target.begins, into), target.middle),
        ]
    return _line_and_head(points, is_broken=is_broken)


def _line_and_head(points: list[tuple[float, float]], *, is_broken: bool) -> list[Shape]:
    stroke = LATE if is_broken else INK
    path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    line = Shape(
        path,
        min(xs),
        min(ys),
        max(xs) - min(xs),
        max(ys) - min(ys),
        "none",
        stroke,
        2.0 if is_broken else 1.3,
        "2 3" if is_broken else "",
    )
    x, y = points[-1]
    head = Shape(f"M{x:.2f} {y:.2f}l-5 -4v8z", x - HEAD, y - HEAD + 1, HEAD, 8.0, stroke, stroke)
    return [line, head] if not is_broken else [line, head, *_cross(points, stroke)]


def _cross(points: list[tuple[float, float]], stroke: str) -> list[Shape]:
    """The cross that marks a broken link, on the middle of its longest part."""
    ends = max(pairwise(points), key=lambda ends: abs(ends[0][0] - ends[1][0]) + abs(ends[0][1] - ends[1][1]))
    x, y = (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2
    return [Shape(f"M{x - 4:.2f} {y - 4:.2f}l8 8m0 -8l-8 8", x - 4, y - 4, 8.0, 8.0, "none", stroke, 2.2)]
