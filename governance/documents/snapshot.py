"""The snapshot: everything a report prints, frozen at one moment, with no way back to the database.

`to_dict` gives plain JSON data for storage, `from_dict` reads it back strictly, `canonical_json` and `hash_of` say
whether two snapshots are the same. A stored snapshot keeps its schema version; a later version of this module must
still read every earlier one.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from governance.documents.codec import canonical_json, decode, encode
from governance.documents.content import StoredBlock
from governance.documents.earlier_formats import EarlierChart
from governance.documents.errors import SnapshotError
from governance.documents.layout import Layout

SCHEMA_VERSION = 6
"""The format that is written now. Format 2 brought Gantt charts, format 5 heat maps; format 6 has bars and lines for
every other chart, of which `earlier_formats` reads those frozen before it.
"""
READABLE_VERSIONS = range(1, SCHEMA_VERSION + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing known by a code and a name: a programme, a council, a body."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as printed: name and role or post."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """The report itself. `version` counts the generated versions from 1."""

    code: str
    title: str
    version: int
    agenda_item: str = ""
    authors: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """The meeting the report is for; `time` as printed."""

    body: Named
    held_on: date
    time: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyleFacts:
    """The house style, with the very layout the report was made with."""

    code: str
    name: str
    layout: Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRow:
    """A row of the header table; `value` is Markdown."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section. `number` is "4" or "4.1", or empty where the house style leaves it unnumbered."""

    heading: str
    kind: str = "narrative"
    number: str = ""
    code: str = ""
    look: str = "heading"
    numbered: bool = True
    blocks: tuple[StoredBlock, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs the report."""

    name: str
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask. `label` tells contacts apart ("Officer contact")."""

    label: str = ""
    post: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundPaper:
    """A background paper; `dated` as printed, `location` a place or an address."""

    title: str
    dated: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceBox:
    """A clearance that the house style asks for. Not cleared is blank and stays blank."""

    role: str
    subject: str = ""
    cleared_on: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice such as the large-print one; `text` is Markdown."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """An appendix ("Appendix 1"). Without sections it is listed and published on its own."""

    label: str
    title: str
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A frozen report. `as_at` is the cut-off its figures were read at, `generated_at` when it was frozen."""

    report: ReportFacts
    programme: Named
    councils: tuple[Named, ...]
    meeting: MeetingFacts
    house_style: HouseStyleFacts
    as_at: datetime
    generated_at: datetime
    generated_by: Person
    sections: tuple[Section, ...]
    header: tuple[HeaderRow, ...] = ()
    signatures: tuple[Signature, ...] = ()
    contacts: tuple[Contact, ...] = ()
    background_papers: tuple[BackgroundPaper, ...] = ()
    clearances: tuple[ClearanceBox, ...] = ()
    notices: tuple[Notice, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    schema_version: int = SCHEMA_VERSION

    def to_dict(self) -> dict[str, Any]:
        """Return the snapshot as JSON data: only objects, lists, text, whole numbers, booleans and null."""
        found: dict[str, Any] = encode(self)
        return found

    @classmethod
    def from_dict(cls, data: Any) -> "Snapshot":
        """Read JSON data back. Raises SnapshotError, naming the place, for anything unknown, missing or of another
        version.
        """
        version = data.get("schema_version") if isinstance(data, dict) else None
        if version not in READABLE_VERSIONS or isinstance(version, bool):
            raise SnapshotError(
                f"This report was frozen in format {version!r}; this software reads formats up to {SCHEMA_VERSION}."
            )
        return _in_present_form(decode(cls, data, place="snapshot"))

    def canonical_json(self) -> str:
        """Return the one JSON text of this snapshot: sorted keys, no spare spaces."""
        return canonical_json(self.to_dict())

    @property
    def content_hash(self) -> str:
        """The hash of this snapshot as it is stored."""
        return hash_of(self.to_dict())


def hash_of(data: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a stored snapshot, in hexadecimal: the same for the same content, wherever it
    has been stored meanwhile, and whatever its format.
    """
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def _in_present_form(snapshot: Snapshot) -> Snapshot:
    appendices = (replace(one, sections=_sections_now(one.sections)) for one in snapshot.appendices)
    return replace(snapshot, sections=_sections_now(snapshot.sections), appendices=tuple(appendices))


def _sections_now(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(
        replace(
            section,
            blocks=tuple(block.now if isinstance(block, EarlierChart) else block for block in section.blocks),
            sections=_sections_now(section.sections),
        )
        for section in sections
    )
