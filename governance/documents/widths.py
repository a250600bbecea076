"""How wide the columns of a printed table are, and how high its rows come out.

Weights share the width out. A column is never so narrow that a word breaks where there is room for it, and of a few
ways to share what is left the one that makes the table lowest is taken. Lengths are in ems of the table's type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from governance.documents.content import Cell, Column, Row, Table
from governance.documents.glyphs import width_in_bold

WHOLE_WIDTH = 100
PAGE_WIDTH_POINTS = 470
"""The width between the margins of print.css."""
TYPE_SIZE, DENSE_TYPE_SIZE = 0.9, 0.8
"""The sizes of a table's type, of the text's: article.css. The smaller is for one whose words do not fit otherwise."""
PADDING, FIGURE_PADDING, PADDING_AFTER_FIGURES = 0.75, 0.65, 0.7
LINE, ROW_PADDING = 1.35, 0.95
LONGEST_KEPT_WHOLE = 17
"""A cell of so many characters, such as "10 December 2019", stays on one line where there is room."""
HYPHENATED_FROM = 12
"""article.css has words of so many letters hyphenated; about half of one is what has to fit."""
MOST_ROWS_READ = 60
"""Rows by which the widths are chosen."""

LENGTHS = (
    ("ij.,:;' lI!|", 0.27),
    ("ft()-/r[]", 0.34),
    ("szcxvyJYkFL–", 0.47),
    ("mMW%—…", 0.81),
    ("wNUHOQDG&", 0.67),
    ("CPRKBESATZVX", 0.56),
)
_LENGTH_OF = {letter: length for letters, length in LENGTHS for letter in letters}
OTHER_LENGTH = 0.54
_MARKS = re.compile(r"\]\([^)]*\)|[*_`#>\[\]\\]")
_BREAKS = re.compile(r"\s+|(?<=[-–/])")

Lengths = tuple[float, ...]
"""The lengths of the blocks of a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMeasures:
    """Widths in whole per cents that add up to 100, the height of each row in ems, and whether the type is small."""

    widths: tuple[int, ...]
    row_heights: tuple[float, ...]
    is_dense: bool

    @property
    def height(self) -> float:
        return sum(self.row_heights)


@dataclass(frozen=True, slots=True)
class _Needs:
    """What a column needs, in per cent: so that no word breaks, and that short cells stay whole."""

    word: int
    short: int


def measure(table: Table, *, text_size: int) -> TableMeasures:
    """Measure a table set in `text_size` points of text, in smaller type if its words do not fit otherwise."""
    texts = [_texts(row, len(table.columns)) for row in table.rows]
    page = PAGE_WIDTH_POINTS / (text_size * TYPE_SIZE)
    needs = _all_needs(table, texts, page=page)
    is_dense = sum(need.word for need in needs) > WHOLE_WIDTH
    if is_dense:
        page = PAGE_WIDTH_POINTS / (text_size * DENSE_TYPE_SIZE)
        needs = _all_needs(table, texts, page=page)
    paddings = _paddings(table)
    head: list[Lengths] = [(width_in_bold(column.label),) for column in table.columns]
    rows: list[list[Lengths]] = [[tuple(map(length, text.split("\n"))) for text in row] for row in texts]
    best: tuple[int, ...] = ()
    heights: list[float] = []
    for widths in _ways(table, needs, rows[:MOST_ROWS_READ]):
        room = [max(width * page / WHOLE_WIDTH - padding, 1.0) for width, padding in zip(widths, paddings, strict=True)]
        found = [_height(row, room) for row in (head, *rows)]
        if not best or sum(found) < sum(heights) - LINE / 2:
            best, heights = widths, found
    return TableMeasures(widths=best, row_heights=tuple(heights[1:]), is_dense=is_dense)


def _ways(table: Table, needs: list[_Needs], rows: list[list[Lengths]]) -> Iterator[tuple[int, ...]]:
    """Ways to share the width out, the one by weight first."""
    weights = [float(column.weight) for column in table.columns]
    words = [need.word for need in needs]
    shorts = [need.short for need in needs]
    volumes = [math.fsum(sum(row[place]) for row in rows if row) for place in range(len(weights))]
    volumes = [
        max(volume for volume, other in zip(volumes, table.columns, strict=True) if _alike(column, other))
        for column in table.columns
    ]
    roots = [math.sqrt(volume) for volume in volumes]
    yield column_widths(weights, least=words)
    for least in (shorts, words):
        if sum(least) > WHOLE_WIDTH:
            continue
        yield column_widths(weights, least=least)
        for amounts in (volumes, roots):
            left, whole = WHOLE_WIDTH - sum(least), sum(amounts)
            if whole:
                yield column_widths(
                    [need + left * amount / whole for need, amount in zip(least, amounts, strict=True)], least=least
                )


def column_widths(weights: Sequence[float], *, least: Sequence[int] = ()) -> tuple[int, ...]:
    """Share the width out by weight, nothing below `least` where that fits, in whole per cents that add up to 100, by
    largest remainder.
    """
    shares = [weight * WHOLE_WIDTH / sum(weights) for weight in weights]
    if sum(least) >= WHOLE_WIDTH:
        shares = [one * WHOLE_WIDTH / sum(least) for one in least]
    elif least:
        shares = _raised(shares, least)
    whole = [math.floor(share + 1e-9) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: (round(whole[place] - shares[place], 6), place))
    for place in by_remainder[: WHOLE_WIDTH - sum(whole)]:
        whole[place] += 1
    return tuple(whole)


def _raised(shares: list[float], least: Sequence[int]) -> list[float]:
    """The shares with none below `least`, at the cost of the others."""
    fixed: set[int] = set()
    while short := [place for place, share in enumerate(shares) if place not in fixed and share < least[place] - 1e-9]:
        fixed.update(short)
        left = WHOLE_WIDTH - sum(least[place] for place in fixed)
        free = sum(share for place, share in enumerate(shares) if place not in fixed)
        shares = [least[place] if place in fixed else share * left / free for place, share in enumerate(shares)]
    return shares


def _paddings(table: Table) -> list[float]:
    """The padding of each column; text beside figures stands further off."""
    after = [False, *(column.align == "end" for column in table.columns[:-1])]
    return [
        FIGURE_PADDING if column.align == "end" else PADDING + PADDING_AFTER_FIGURES * follows
        for follows, column in zip(after, table.columns, strict=True)
    ]


def _texts(row: Row, columns: int) -> list[str]:
    """The plain words of each cell of a row, a line for each block; nothing for a heading."""
    if row.kind == "heading":
        return []
    cells = (*row.cells, *(Cell() for _ in range(columns)))[:columns]
    return [_MARKS.sub("", cell.text).replace("\n\n", "\n") if cell.markdown else cell.text for cell in cells]


def _all_needs(table: Table, texts: list[list[str]], *, page: float) -> list[_Needs]:
    needs = [
        _needs(column.label, [row[place] for row in texts if row], padding=padding, page=page)
        for place, (column, padding) in enumerate(zip(table.columns, _paddings(table), strict=True))
    ]
    return _evened(table, needs)


def _needs(label: str, texts: list[str], *, padding: float, page: float) -> _Needs:
    words = {word for text in texts for word in _BREAKS.split(text) if word}
    word = max(
        [width_in_bold(_unbroken(one)) for one in _BREAKS.split(label)] + [length(_unbroken(one)) for one in words]
    )
    lines = {line for text in texts for line in text.split("\n") if len(line) <= LONGEST_KEPT_WHOLE}
    short = max([word, *map(length, lines)])
    return _Needs(*(math.ceil(WHOLE_WIDTH * (need + padding) / page) for need in (word, short)))


def _unbroken(word: str) -> str:
    return word if len(word) < HYPHENATED_FROM else word[: min(len(word) // 2 + 2, HYPHENATED_FROM)]


def _evened(table: Table, needs: list[_Needs]) -> list[_Needs]:
    """What each column needs where those that are alike get what the widest of them needs, if that fits."""
    found = list(zip(table.columns, needs, strict=True))
    evened = [
        _Needs(*(max(getattr(need, part) for other, need in found if _alike(one, other)) for part in ("word", "short")))
        for one in table.columns
    ]
    return evened if sum(need.word for need in evened) <= WHOLE_WIDTH else needs


def _alike(one: Column, other: Column) -> bool:
    """Whether both are columns of figures with one weight, which are read across and so are of one width."""
    return one is other or (one.align == other.align == "end" and one.weight == other.weight)


def _height(row: list[Lengths], room: list[float]) -> float:
    lines = [sum(max(1, math.ceil(one / space)) for one in cell) for cell, space in zip(row, room, strict=False)]
    return max(lines, default=1) * LINE + ROW_PADDING


def length(text: str) -> float:
    """The length of a text in ems."""
    return sum(_LENGTH_OF.get(letter, OTHER_LENGTH) for letter in text)
