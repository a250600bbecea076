"""Numbers of sections and of their paragraphs, and how a number is printed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import lxml.html
from django.utils.safestring import SafeString

from governance.documents.layout import Layout
from governance.documents.snapshot import Section, Snapshot
from programme.wording.prose import inner_html, outer_html, render_prose

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def number_snapshot(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with its sections numbered as its house style says. Done once, when the snapshot is built."""
    return replace(snapshot, sections=number_sections(snapshot.sections, layout=snapshot.house_style.layout))


def number_sections(sections: tuple[Section, ...], *, layout: Layout) -> tuple[Section, ...]:
    """Return the sections numbered "1", "2" … and their parts "1.1", "1.2" …; those that are not numbered take no
    number.
    """
    if layout.numbering == "none":
        return tuple(_numbered(section, number="") for section in sections)
    return _number_within(sections, prefix="")


def section_label(number: str, *, numbering: str) -> str:
    """Return a section's number as printed: "4", "4." or "4.0" for a section, "4.1" for a part of one, nothing for an
    unnumbered one.
    """
    if not number or "." in number:
        return number
    return {"1": number, "1.": f"{number}.", "1.0": f"{number}.0"}[numbering]


def _number_within(sections: tuple[Section, ...], *, prefix: str) -> tuple[Section, ...]:
    numbered, reached = [], 0
    for section in sections:
        if section.numbered:
            reached += 1
            numbered.append(_numbered(section, number=f"{prefix}{reached}"))
        else:
            numbered.append(_numbered(section, number=""))
    return tuple(numbered)


def _numbered(section: Section, *, number: str) -> Section:
    if number:
        return replace(section, number=number, sections=_number_within(section.sections, prefix=f"{number}."))
    return replace(section, number="", sections=tuple(_numbered(part, number="") for part in section.sections))


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
