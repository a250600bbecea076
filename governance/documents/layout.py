"""The layout of a house style: data that a clerk writes, checked against its schema, that says how a report is
ordered, numbered and set.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from governance.documents.codec import decode
from governance.documents.errors import LayoutError
from governance.documents.layout_schema import LAYOUT_SCHEMA


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

    @classmethod
    def from_dict(cls, data: Any) -> "Layout":
        """Read a layout. Raises LayoutError with every fault and its place."""
        faults = layout_faults(data)
        if faults:
            raise LayoutError(faults)
        return decode(cls, data, place="layout")


def layout_faults(data: Any) -> list[tuple[str, str]]:
    """Return every fault of a layout as (place, what was expected); an empty list for a valid one."""
    faults = [
        _fault(error)
        for error in sorted(
            _validator().iter_errors(data), key=lambda error: [str(step) for step in error.absolute_path]
        )
    ]
    if faults:
        return faults
    faults += _repeated([part["part"] for part in data["parts"]], place="parts", what="part")
    faults += _repeated(list(_section_codes(data["sections"])), place="sections", what="section code")
    faults += _repeated([row["code"] for row in data.get("header", [])], place="header", what="row code")
    if "title" not in {part["part"] for part in data["parts"]}:
        faults.append(("parts", "the part title, which every document needs"))
    return faults


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(LAYOUT_SCHEMA)


def _fault(error: ValidationError) -> tuple[str, str]:
    place = "layout" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    schema = error.schema if isinstance(error.schema, dict) else {}
    description = schema.get("description", "")
    if error.validator == "additionalProperties":
        known = set(schema["properties"])
        unknown = ", ".join(sorted(str(key) for key in error.instance if key not in known))
        return place, f"no key {unknown}; {description} may have {', '.join(sorted(known))}"
    if error.validator == "required":
        missing = ", ".join(key for key in schema["required"] if key not in error.instance)
        return place, f"the key {missing}, which {description} needs"
    if error.validator == "maxItems":
        return place, f"at most {schema['maxItems']} ({description})"
    return place, f"{description}, not {_brief(error.instance)}"


def _brief(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _repeated(values: list[str], *, place: str, what: str) -> list[tuple[str, str]]:
    return [
        (place, f"each {what} once, not {value} again")
        for value in sorted({value for value in values if values.count(value) > 1})
    ]


def _section_codes(sections: list[dict[str, Any]]) -> list[str]:
    return [code for section in sections for code in (section["code"], *_section_codes(section.get("sections", [])))]
