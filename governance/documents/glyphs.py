"""Characters that the documents' font cannot draw, said in words.

A PDF whose font lacks a character shows an empty box to the eye and nothing to a screen reader, so the character's
name stands in its place.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

FONT_FILES = ("SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf", "SourceSans3-It.ttf", "SourceSans3-BoldIt.ttf")
# Joiners and variation selectors only change their neighbour; without it they say nothing.
SILENT = frozenset("\u200c\u200d") | {chr(code) for code in range(0xFE00, 0xFE10)}


def name_missing_glyphs(text: str) -> str:
    """Return `text` with each symbol that the font lacks as its name in square brackets, and words of another script
    named once.
    """
    return _missing().sub(lambda found: _named(found[0]), text)


def width_in_bold(text: str) -> float:
    """How wide a text is in the bold face, in em; a character that the face lacks counts as one."""
    advances, units = _bold()
    return sum(advances.get(ord(character), units) for character in text) / units


@lru_cache(maxsize=1)
def _bold() -> tuple[dict[int, int], int]:
    """The advance of each character, and the units of an em."""
    with TTFont(_path("SourceSans3-Bold.ttf"), lazy=True) as font:
        return {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


def _path(name: str) -> Path:
    return Path(finders.find(f"fonts/{name}") or name)


def _named(run: str) -> str:
    words = []
    for script, characters in groupby((character for character in run if character not in SILENT), key=_script):
        if script:
            words.append(f"[{script} text]")
        else:
            words += [f"[{_name(character)}]" for character in characters]
    return "".join(words)


def _name(character: str) -> str:
    return unicodedata.name(character, "symbol").lower()


def _script(character: str) -> str:
    """The script of a letter ("Arabic"); empty for a symbol, which has a name of its own."""
    if not unicodedata.category(character).startswith(("L", "M", "N")):
        return ""
    return unicodedata.name(character, "UNKNOWN").split()[0].removeprefix("CJK").strip("-").capitalize() or "Chinese"


@lru_cache(maxsize=1)
def _missing() -> re.Pattern[str]:
    """A run of characters that at least one of the four faces lacks."""
    drawn = set.intersection(*(_drawn(_path(name)) for name in FONT_FILES)) | {
        9,
        10,
        13,
    }
    ranges = []
    for _, group in groupby(enumerate(sorted(drawn)), key=lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in group]
        ranges.append(f"\\U{codes[0]:08x}-\\U{codes[-1]:08x}")
    return re.compile(f"[^{''.join(ranges)}]+")


def _drawn(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())
