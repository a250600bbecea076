"""A house style's layout as a clerk writes it: its JSON Schema, of which every description is shown with a fault, and
how it is read and checked.
"""

from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from governance.documents.codec import decode
from governance.documents.errors import LayoutError
from governance.documents.facts import FACTS, HEADER_FACTS
from governance.documents.layout import Layout

PARTS = [
    "title", "header", "contents", "sections", "signature", "background_papers", "appendix_list", "contact",
    "clearance", "sources", "notices", "appendices",
]  # fmt: skip
SECTION_KINDS = ["narrative", "implication", "implications", "recommendations", "conclusion"]


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "maxLength": 5000, "description": description, **more}


def _one_of(values: list[Any], description: str) -> dict[str, Any]:
    return {"enum": values, "description": f"{description}: one of {', '.join(str(value) for value in values)}"}


def _object(properties: dict[str, Any], *, required: list[str] | None = None, description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": required or [],
        "description": description,
    }


def _list(items: dict[str, Any], description: str, *, most: int = 40) -> dict[str, Any]:
    return {"type": "array", "maxItems": most, "items": items, "description": description}


CODE = _text("a short code of small letters, figures and underscores", pattern="^[a-z][a-z0-9_]{0,49}$")
FACT = _one_of([*FACTS], "a fact of the report")
TRUTH = {"type": "boolean", "description": "true or false"}

SECTION: dict[str, Any] = {
    "code": CODE,
    "heading": _text("the heading", minLength=1),
    "kind": _one_of(SECTION_KINDS, "what the section is"),
    "numbered": TRUTH,
    "required": TRUTH,
    "look": _one_of(["heading", "run_in"], "a heading of its own, or bold words that begin the paragraph"),
    "prompt": _text("what the author is asked to write"),
    "text": _text("the words the section starts with; Markdown"),
    "blocks": _list(CODE, "live blocks the section starts with, by code", most=10),
}

LAYOUT_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "House style layout",
    **_object(
        {
            "title_look": _one_of(["plain", "banner", "page"], "how the title stands on the first page"),
            "title_lines": _list(FACT, "the facts printed above the title", most=6),
            "accent": _one_of(["black", "navy", "green", "teal", "plum", "maroon"], "the colour of headings and rules"),
            "text_size": {
                "type": "integer",
                "minimum": 11,
                "maximum": 18,
                "description": "the size of the text in points, 11 to 18",
            },
            "heading_case": _one_of(["as_written", "upper"], "how section headings are set"),
            "header_look": _one_of(["table", "lines"], "how the header rows are set"),
            "header": _list(
                _object(
                    {
                        "code": CODE,
                        "label": _text("the label of the row", minLength=1),
                        "source": _one_of([*HEADER_FACTS, "text"], "where the value comes from"),
                        "text": _text("what the row says unless the clerk changes it; Markdown"),
                    },
                    required=["code", "label"],
                    description="a row of the header",
                ),
                "the rows of the header, in order",
            ),
            "numbering": _one_of(["1", "1.", "1.0", "none"], "how a section's number is printed"),
            "number_paragraphs": TRUTH,
            "contents_depth": {
                "type": "integer",
                "minimum": 1,
                "maximum": 2,
                "description": "1 lists the sections, 2 their parts too",
            },
            "running": _object(
                {
                    place: _list(FACT, f"the facts printed at the {place.replace('_', ' ')} of each page", most=4)
                    for place in ("top_left", "top_right", "bottom_left")
                },
                description="what is printed at the edge of each page",
            ),
            "page_number": _one_of(["n_of_m", "n", "none"], "how pages are numbered"),
            "page_number_place": _one_of(["bottom_right", "bottom_centre"], "where the page number stands"),
            "recommendations": _object(
                {
                    "label": _one_of(["1", "1.", "1)", "(1)", "a)", "(a)"], "how a recommendation is numbered"),
                    "lead": _text("the words before the recommendations; Markdown"),
                    "reasons": TRUTH,
                    "reason_label": _text("the word before a reason"),
                },
                description="how recommendations are set",
            ),
            "sections": _list({"$ref": "#/$defs/section"}, "the sections a new report starts with, in order"),
            "parts": _list(
                _object(
                    {
                        "part": _one_of(PARTS, "a part of the document"),
                        "heading": _text("its heading"),
                        "lead": _text("the words before it"),
                        "empty": _text("what is printed when there is nothing to list"),
                        "look": _one_of(["list", "table"], "how it is set"),
                    },
                    required=["part"],
                    description="a part of the document",
                ),
                "the parts of the document, in the order they are printed",
            ),
            "notices": _list(
                _object(
                    {"heading": _text("its heading"), "text": _text("the notice; Markdown", minLength=1)},
                    required=["text"],
                    description="a notice",
                ),
                "standing notices, such as the large-print one",
            ),
            "clearances": _list(
                _object(
                    {"role": _text("who clears", minLength=1), "subject": _text("what is cleared")},
                    required=["role"],
                    description="a clearance",
                ),
                "the clearances the house style asks for; blank until given",
            ),
        },
        required=["sections", "parts"],
        description="the layout of a house style",
    ),
    "$defs": {
        "part_of_section": _object(SECTION, required=["code", "heading"], description="a part of a section"),
        "section": _object(
            {
                **SECTION,
                "sections": _list(
                    {"$ref": "#/$defs/part_of_section"}, "sections within it; those have none of their own", most=20
                ),
            },
            required=["code", "heading"],
            description="a section",
        ),
    },
}


def read_layout(data: Any) -> Layout:
    """Read a layout. Raises LayoutError with every fault and its place."""
    faults = layout_faults(data)
    if faults:
        raise LayoutError(faults)
    layout: Layout = decode(Layout, data, place="layout")
    return layout


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
