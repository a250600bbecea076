"""The markup of charts, kept by their content: a board looks at the same chart many times between two updates.

The many shapes and words of a Gantt chart fill patterns that are made of templates once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from programme.drawing.bars import DrawnBars
from programme.drawing.gantt_drawing import Drawing
from programme.drawing.gantt_shapes import Shape, Word
from programme.drawing.lines import DrawnLines
from programme.markup.patterns import pattern_of

SHAPE = "components/gantt_shape.html"
WORD = "components/gantt_word.html"


@lru_cache(maxsize=256)
def chart_markup(template_name: str, drawn: DrawnBars | DrawnLines, *, hide_caption: bool = False) -> SafeString:
    """The template filled with the chart. Equal charts have equal markup, so nothing kept can be out of date."""
    return render_to_string(template_name, {"chart": drawn, "hide_caption": hide_caption})


@lru_cache(maxsize=64)
def gantt_markup(drawing: Drawing) -> SafeString:
    """The drawing of one part of a Gantt chart, the same on a page and in a PDF."""
    shapes, words = _shapes(drawing.shapes, key=drawing.key), _words(drawing.words)
    return render_to_string("components/gantt_svg.html", {"chart": drawing, "shapes": shapes, "words": words})


def _shapes(shapes: Iterable[Shape], *, key: str) -> SafeString:
    plain = pattern_of(SHAPE, ("path", "fill", "stroke", "width", "right", "down"))
    dashed = pattern_of(SHAPE, ("path", "fill", "stroke", "width", "dash", "right", "down"), is_dashed=True)
    drawn = []
    for shape in shapes:
        fill = f"url(#{escape(key)}-{shape.pattern})" if shape.pattern else shape.fill
        looks = (shape.path, fill, shape.stroke, shape.stroke_width)
        place = (shape.right, shape.down)
        drawn.append(dashed % (*looks, shape.dash, *place) if shape.dash else plain % (*looks, *place))
    return mark_safe("".join(drawn))  # noqa: S308 - the geometry's own numbers and colours


def _words(words: Iterable[Word]) -> SafeString:
    pattern = pattern_of(WORD, ("x", "y", "fill", "anchor", "weight", "text"))
    return mark_safe(  # noqa: S308 - every text is escaped
        "".join(
            pattern % (word.x, word.y, word.fill, word.anchor, 700 if word.is_bold else 400, escape(word.text))
            for word in words
        )
    )
