"""Numbers of sections, and how a number is printed."""

from dataclasses import replace

from governance.documents.layout import Layout
from governance.documents.snapshot import Section, Snapshot


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
    numbered, count = [], 0
    for section in sections:
        if section.numbered:
            count += 1
            numbered.append(_numbered(section, number=f"{prefix}{count}"))
        else:
            numbered.append(_numbered(section, number=""))
    return tuple(numbered)


def _numbered(section: Section, *, number: str) -> Section:
    if number:
        return replace(section, number=number, sections=_number_within(section.sections, prefix=f"{number}."))
    return replace(section, number="", sections=tuple(_numbered(part, number="") for part in section.sections))
