"""The file name of a document as its sender gave it, made harmless to show, to store and to send."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from programme.wording.prose import UNSEEN

LONGEST_NAME = 200
NAMELESS = "document"
UNWANTED = re.compile(r'[<>:"|?*]')
"""What some systems cannot have in a file's name."""


def clean_name(name: str) -> str:
    """The last part of a path, without characters that print nothing or turn the direction of text, at most
    `LONGEST_NAME` characters with its ending kept. Never empty.
    """
    name = UNSEEN.sub("", unicodedata.normalize("NFC", name.replace("\\", "/")))
    name = " ".join(UNWANTED.sub(" ", name.rsplit("/", 1)[-1]).split()).strip(". ")
    ending = ending_of(name)
    stem = (name.removesuffix(ending) if ending else name).rstrip(". ") or NAMELESS
    return f"{stem[: LONGEST_NAME - len(ending)].rstrip('. ')}{ending}"


def ending_of(name: str) -> str:
    """ ".pdf" of "Minutes.pdf", as written; "" where there is none, or none that could be an ending."""
    ending = PurePosixPath(name).suffix
    return ending if 1 < len(ending) <= 11 and ending[1:].isalnum() else ""
