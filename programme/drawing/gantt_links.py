"""The arrows of a Gantt chart: from the end of what is needed first to the beginning of what needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from programme.drawing.gantt import Link
from programme.drawing.gantt_looks import INK, LATE
from programme.drawing.gantt_shapes import Anchor, Shape

STUB = 7.0
HEAD = 5.0


def arrows_of(links: Iterable[Link], anchors: Mapping[str, Anchor], *, left: float, right: float) -> list[Shape]:
    """The arrows between rows that are both drawn; the others are told in the notes and the table alone."""
    found: list[Shape] = []
    for link in links:
        source, target = anchors.get(link.source), anchors.get(link.target)
        if source is not None and target is not None:
            found += _arrow(source, target, left=left, right=right, is_broken=link.is_broken)
    return found


def arrow_sample(width: float, *, is_broken: bool) -> list[Shape]:
    """An arrow for the key."""
    return _line_and_head([(0.0, 12.0), (width, 12.0)], is_broken=is_broken)


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
