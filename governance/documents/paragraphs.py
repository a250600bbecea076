"""Prose split into the parts a paper numbers: each paragraph takes the next number of its section; what follows it
belongs to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import lxml.html
from django.utils.safestring import SafeString

from programme.wording.prose import inner_html, outer_html, render_prose

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A part of prose: `html` is the inside of a paragraph, or the whole of anything else. `number` is empty where
    none is printed.
    """

    kind: str
    html: SafeString
    number: str = ""


@dataclass
class ParagraphNumbers:
    """Numbers the paragraphs of one section: "3.1", "3.2" … A list or table stands under the paragraph before it and
    takes a number of its own only where there is none, so that every part can be cited. An empty `section` numbers
    nothing.
    """

    section: str
    _next: Iterator[int] = field(default_factory=lambda: count(1))
    _needs_number: bool = True

    def take(self, *, opens: bool) -> str:
        """Return the number for the next part. `opens` is true for a paragraph, false for what may stand under one."""
        if not self.section or not (opens or self._needs_number):
            return ""
        self._needs_number = False
        return f"{self.section}.{next(self._next)}"

    def restart(self) -> None:
        """A heading was printed: what comes next stands under no paragraph."""
        self._needs_number = True


def split_prose(markdown: str, *, base_level: int, numbers: ParagraphNumbers) -> Iterator[Paragraph]:
    """Yield the parts of `markdown` in order, numbered as `numbers` says."""
    html = render_prose(markdown, base_level=base_level)
    if not html:
        return
    for element in lxml.html.fragment_fromstring(html, create_parent="div"):
        element.tail = None
        if element.tag == "p":
            yield Paragraph(kind="paragraph", html=inner_html(element), number=numbers.take(opens=True))
        elif element.tag in HEADINGS:
            numbers.restart()
            yield Paragraph(kind="markup", html=outer_html(element))
        else:
            yield Paragraph(kind="markup", html=outer_html(element), number=numbers.take(opens=False))
