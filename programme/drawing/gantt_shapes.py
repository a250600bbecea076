"""The bars and marks of one row of a Gantt chart, placed so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programme.drawing.charts import CHARACTER_WIDTH, wrap
from programme.drawing.gantt import BARS, INK, LATE, MARKS, Bar, Mark, Row, fill_and_text
from programme.drawing.gantt_axis import Scale

MARK_SIZE = 14.0
SMALLEST_BAR = 4.0
ARROW = 7.0
BOLD_FACTOR = 1.06
WIDE_CHARACTERS = {"narrow": (frozenset("iljtfrI.,:;'|!()[] -"), 5.0), "wide": (frozenset("mwMW@%—…"), 13.0)}
CAPITAL_WIDTH = 9.4


@dataclass(frozen=True, slots=True)
class Shape:
    """A path and the box that it fills. `pattern` names the pattern that fills it, else `fill` does."""

    path: str
    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    stroke: str = "none"
    stroke_width: float = 1.0
    dash: str = ""
    pattern: str = ""
    down: float = 0.0
    right: float = 0.0

    @classmethod
    def box(cls, x: float, y: float, width: float, height: float, *, fill: str, stroke: str, dash: str = "") -> Shape:
        pattern = fill.removeprefix("pattern:") if fill.startswith("pattern:") else ""
        path = f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z"
        return cls(path, x, y, width, height, "" if pattern else fill, stroke, 1.0, dash, pattern)

    @classmethod
    def line(
        cls, x: float, y: float, to_x: float, to_y: float, *, stroke: str, width: float = 1.0, dash: str = ""
    ) -> Shape:
        path = f"M{_n(x)} {_n(y)}L{_n(to_x)} {_n(to_y)}"
        return cls(path, min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y), "none", stroke, width, dash)

    def moved(self, down: float, *, right: float = 0.0) -> Shape:
        """The same elsewhere: the box moves at once, the path when it is drawn (`down`, `right`)."""
        return Shape(
            self.path,
            round(self.x + right, 2),
            round(self.y + down, 2),
            self.width,
            self.height,
            self.fill,
            self.stroke,
            self.stroke_width,
            self.dash,
            self.pattern,
            round(self.down + down, 2),
            round(self.right + right, 2),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text and where it stands."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    fill: str = INK
    is_bold: bool = False

    def moved(self, down: float, *, right: float = 0.0) -> Word:
        x, y = round(self.x + right, 2), round(self.y + down, 2)
        return Word(self.text, x, y, self.anchor, self.fill, self.is_bold)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where arrows leave and reach a row: its first bar's ends and middle, and the row's own top and foot."""

    begins: float
    ends: float
    middle: float
    top: float
    foot: float

    def moved(self, down: float) -> Anchor:
        return Anchor(self.begins, self.ends, self.middle + down, self.top + down, self.foot + down)


@dataclass(frozen=True, slots=True)
class Placed:
    """The shapes and words of a row as if its top were 0, and how many lanes they take."""

    shapes: tuple[Shape, ...]
    words: tuple[Word, ...]
    lanes: int
    extent: tuple[float, float] | None
    anchor: Anchor | None


def place_row(row: Row, scale: Scale, *, lane_height: float) -> Placed:
    """Place the bars, lane below lane, then the marks; what overlaps goes one lane down."""
    shapes: list[Shape] = []
    words: list[Word] = []
    extents: list[tuple[float, float]] = []
    anchor: Anchor | None = None
    used = 0
    for lane in sorted({bar.lane for bar in row.bars}):
        bars = [bar for bar in row.bars if bar.lane == lane and _is_drawn(bar, scale)]
        spans = [_span_of(bar, scale) for bar in bars]
        places = _stacked(spans)
        for bar, span, place in zip(bars, spans, places, strict=True):
            middle = (used + place) * lane_height + lane_height / 2
            drawn, written = draw_bar(bar, scale, middle=middle)
            shapes += drawn
            words += written
            extents.append(span)
            if anchor is None:
                anchor = Anchor(*span, middle, 0.0, 0.0)
        used += max(places, default=-1) + 1
    marks = [mark for mark in row.marks if scale.holds(mark.at)]
    spans = [_mark_span(mark, scale) for mark in marks]
    places = _stacked([(begins - 3, ends + 3) for begins, ends in spans])
    for mark, span, place in zip(marks, spans, places, strict=True):
        drawn, written = draw_mark(mark, span, middle=(used + place) * lane_height + lane_height / 2)
        shapes += drawn
        words += written
    if row.slips and len(marks) == 2 and len(row.marks) == 2 and places == [0, 0]:
        shapes.append(_slip(spans, middle=used * lane_height + lane_height / 2))
    used += max(places, default=-1) + 1
    extent = (min(begins for begins, _ in extents), max(ends for _, ends in extents)) if extents else None
    if anchor is not None:
        anchor = replace(anchor, foot=used * lane_height)
    return Placed(tuple(shapes), tuple(words), used, extent, anchor)


def draw_bar(bar: Bar, scale: Scale, *, middle: float) -> tuple[list[Shape], list[Word]]:
    """A bar about its middle line: pale where it may or may not have begun or ended, with a bracket at such an end."""
    fill, ink = fill_and_text(bar.kind, bar.step)
    look = BARS[bar.kind]
    begins, ends = _span_of(bar, scale)
    y, height = middle - look.height / 2, look.height
    sure_from = begins if bar.start.is_day else max(begins, scale.ends(bar.start))
    sure_to = ends if bar.end.is_day else min(ends, scale.begins(bar.end))
    is_sure = sure_to - sure_from >= 1
    shapes = []
    if not is_sure:
        sure_from, sure_to = begins, begins
    if begins < sure_from:
        shapes.append(Shape.box(begins, y, sure_from - begins, height, fill="#ffffff", stroke=look.stroke, dash="2 2"))
    if is_sure:
        shapes.append(
            Shape.box(sure_from, y, sure_to - sure_from, height, fill=fill, stroke=look.stroke, dash=look.dash)
        )
    if sure_to < ends:
        shapes.append(Shape.box(sure_to, y, ends - sure_to, height, fill="#ffffff", stroke=look.stroke, dash="2 2"))
    if not bar.start.is_day and scale.first <= bar.start.first:
        shapes.append(_bracket(begins, middle, height + 4, opens=True, stroke=look.stroke))
    if bar.ending == "closed" and not bar.end.is_day and bar.end.last <= scale.last:
        shapes.append(_bracket(ends, middle, height + 4, opens=False, stroke=look.stroke))
    shapes += _ending(bar, scale, ends=ends, middle=middle, height=height, stroke=look.stroke)
    begins_word, ends_word = (sure_from, sure_to) if is_sure else (begins, ends)
    return shapes, _bar_words(bar, begins_word, ends_word, middle=middle, ink=ink if is_sure else INK)


def draw_mark(mark: Mark, span: tuple[float, float], *, middle: float) -> tuple[list[Shape], list[Word]]:
    """A date about its middle line: its own shape for a day, a bracket over the whole stretch for longer."""
    look = MARKS[mark.kind]
    begins, ends = span
    stroke, thick = (LATE, 2.6) if mark.is_late else (look.stroke, 1.4)
    y = middle - MARK_SIZE / 2
    centre = (begins + ends) / 2
    shapes: list[Shape]
    if ends - begins > MARK_SIZE + 2:
        half = {"diamond": 4.0, "circle": 4.0, "box": 7.0}[look.shape]
        inner = Shape.box(begins, middle - half, ends - begins, half * 2, fill=look.fill, stroke=stroke)
        if look.shape == "circle":
            inner = replace(inner, path=_pill(begins, middle - half, ends - begins, half * 2))
        shapes = [
            replace(inner, stroke_width=thick),
            _bracket(begins, middle, MARK_SIZE + 4, opens=True, stroke=stroke),
            _bracket(ends, middle, MARK_SIZE + 4, opens=False, stroke=stroke),
        ]
    else:
        path = {
            "diamond": f"M{_n(centre)} {_n(y)}l7 7l-7 7l-7 -7z",
            "circle": f"M{_n(centre - 7)} {_n(middle)}a7 7 0 1 1 14 0a7 7 0 1 1 -14 0z",
            "box": f"M{_n(centre - 7)} {_n(y)}h14v14h-14z",
        }[look.shape]
        shapes = [Shape(path, centre - 7, y, MARK_SIZE, MARK_SIZE, look.fill, stroke, thick)]
    word = Word(mark.short, round(centre, 2), round(middle + 5, 2), anchor="middle", is_bold=True)
    return shapes, [word] if mark.short else []


def lines_of(text: str, *, width: float, is_bold: bool = False) -> list[str]:
    """Wrap text by what its own letters need: capitals are wider than the average."""
    longest = max((_average(word) for word in text.split()), default=CHARACTER_WIDTH)
    factor = max(longest, CHARACTER_WIDTH) / CHARACTER_WIDTH * (BOLD_FACTOR if is_bold else 1.0)
    return wrap(text, width=width / factor)


def text_width(text: str) -> float:
    """A generous guess at the width of a line, letter by letter."""
    return sum(_width(character) for character in text)


def _average(word: str) -> float:
    return text_width(word) / len(word) if len(word) >= 4 else CHARACTER_WIDTH


def _width(character: str) -> float:
    for characters, width in WIDE_CHARACTERS.values():
        if character in characters:
            return width
    if ord(character) > 0x2000:
        return 15.0
    return CAPITAL_WIDTH if character.isupper() else CHARACTER_WIDTH


def _is_drawn(bar: Bar, scale: Scale) -> bool:
    return bar.start.first <= scale.last and max(bar.end.last, bar.start.last) >= scale.first


def _span_of(bar: Bar, scale: Scale) -> tuple[float, float]:
    """From where to where a bar is drawn: never backwards, never too short to be seen."""
    begins = scale.begins(bar.start)
    ends = max(scale.ends(bar.end), scale.ends(bar.start) if not bar.start.is_day else begins)
    if ends - begins < SMALLEST_BAR:
        begins = min(begins, scale.right - SMALLEST_BAR)
        ends = begins + SMALLEST_BAR
    return round(begins, 2), round(ends, 2)


def _mark_span(mark: Mark, scale: Scale) -> tuple[float, float]:
    begins, ends = scale.begins(mark.at), scale.ends(mark.at)
    if ends - begins <= MARK_SIZE + 2:
        centre = (begins + ends) / 2
        centre = min(max(centre, scale.left + MARK_SIZE / 2), scale.right - MARK_SIZE / 2)
        begins, ends = centre - MARK_SIZE / 2, centre + MARK_SIZE / 2
    return round(begins, 2), round(ends, 2)


def _stacked(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each span the first lane in which it overlaps none before it."""
    lanes: list[list[tuple[float, float]]] = []
    places = []
    for begins, ends in spans:
        free = (place for place, lane in enumerate(lanes) if not _overlaps(lane, begins, ends))
        place = next(free, len(lanes))
        if place == len(lanes):
            lanes.append([])
        lanes[place].append((begins, ends))
        places.append(place)
    return places


def _overlaps(lane: list[tuple[float, float]], begins: float, ends: float) -> bool:
    return any(ends > other_begins + 0.01 and begins < other_ends - 0.01 for other_begins, other_ends in lane)


def _bar_words(bar: Bar, begins: float, ends: float, *, middle: float, ink: str) -> list[Word]:
    room = ends - begins - 8 - (ARROW if bar.ending == "open" else 0)
    for text in (" ".join(part for part in (bar.short, bar.name) if part) if bar.kind == "step" else "", bar.short):
        if text and text_width(text) <= room:
            return [Word(text, round(begins + 4, 2), round(middle + 5, 2), fill=ink)]
    return []


def _ending(bar: Bar, scale: Scale, *, ends: float, middle: float, height: float, stroke: str) -> list[Shape]:
    """An arrow's head where the bar goes on or runs beyond the dates drawn; a thick line where it was stopped."""
    if bar.ending == "open" or bar.end.last > scale.last:
        x = max(ends - ARROW, scale.left)
        path = f"M{_n(x)} {_n(middle - height / 2)}L{_n(ends)} {_n(middle)}L{_n(x)} {_n(middle + height / 2)}z"
        return [Shape(path, x, middle - height / 2, ends - x, height, stroke, stroke)]
    if bar.ending == "stopped":
        return [Shape.line(ends - 2, middle - height / 2 - 3, ends - 2, middle + height / 2 + 3, stroke=INK, width=4.0)]
    return []


def _bracket(x: float, middle: float, height: float, *, opens: bool, stroke: str) -> Shape:
    arm = 4.0 if opens else -4.0
    path = f"M{_n(x + arm)} {_n(middle - height / 2)}h{_n(-arm)}v{_n(height)}h{_n(arm)}"
    return Shape(path, min(x, x + arm), middle - height / 2, 4.0, height, "none", stroke, 1.6)


def _slip(spans: Sequence[tuple[float, float]], *, middle: float) -> Shape:
    one, other = sorted(spans)
    return Shape.line(one[1], middle, max(other[0], one[1]), middle, stroke=INK, width=1.2, dash="3 3")


def _pill(x: float, y: float, width: float, height: float) -> str:
    radius, across = height / 2, width - height
    arc = f"a{_n(radius)} {_n(radius)} 0 0 1 0"
    return f"M{_n(x + radius)} {_n(y)}h{_n(across)}{arc} {_n(height)}h{_n(-across)}{arc} {_n(-height)}z"


def _n(value: float) -> str:
    """A number as SVG writes it: "12.5", "12"."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if f"{value:.2f}" not in ("-0.00", "0.00") else "0"
