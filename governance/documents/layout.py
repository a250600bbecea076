"""The layout of a house style: data that a clerk writes and `layout_schema` reads, that says how a report is ordered,
numbered and set.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderField:
    """A row of the header and where its value comes from; source "text" is typed by the clerk."""

    code: str
    label: str
    source: str = "text"
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLayout:
    """A section that a new report in this style starts with."""

    code: str
    heading: str
    kind: str = "narrative"
    numbered: bool = True
    required: bool = False
    look: str = "heading"
    prompt: str = ""
    text: str = ""
    blocks: tuple[str, ...] = ()
    sections: tuple["SectionLayout", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsLayout:
    """How recommendations are set."""

    label: str = "1."
    lead: str = ""
    reasons: bool = False
    reason_label: str = "Reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLayout:
    """The facts at the edge of every page; the top stays empty on the first."""

    top_left: tuple[str, ...] = ()
    top_right: tuple[str, ...] = ()
    bottom_left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLayout:
    """A part of the document, in its place."""

    part: str
    heading: str = ""
    lead: str = ""
    empty: str = ""
    look: str = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLayout:
    """A standing notice, in Markdown."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceLayout:
    """A clearance the style asks for."""

    role: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A house style's layout. `sections`, `header`, `notices` and `clearances` are what a new report starts with; the
    rest is how it is set.
    """

    sections: tuple[SectionLayout, ...]
    parts: tuple[PartLayout, ...]
    title_look: str = "plain"
    title_lines: tuple[str, ...] = ()
    accent: str = "black"
    text_size: int = 12
    heading_case: str = "as_written"
    header_look: str = "table"
    header: tuple[HeaderField, ...] = ()
    numbering: str = "1"
    number_paragraphs: bool = True
    contents_depth: int = 1
    running: RunningLayout = RunningLayout()
    page_number: str = "n_of_m"
    page_number_place: str = "bottom_right"
    recommendations: RecommendationsLayout = RecommendationsLayout()
    notices: tuple[NoticeLayout, ...] = ()
    clearances: tuple[ClearanceLayout, ...] = ()
