"""The sections of the programme file that governance keeps: bodies, meetings, house styles, reports and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from governance.blocks import BLOCKS
from governance.documents.layout_schema import LAYOUT_SCHEMA, layout_faults
from governance.enums import SectionKind
from governance.models import (
    BackgroundPaper,
    Body,
    HouseStyle,
    Meeting,
    RatingOverride,
    Recommendation,
    Report,
    ReportSection,
)
from programme.file.kinds import Data
from programme.file.nodes import described
from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of

STEP = re.compile(r"\[(\d+)\]|\.([^.\[]+)")


def _layout_faults(data: Any) -> list[tuple[list[str | int], str]]:
    return [(_steps(place), expected) for place, expected in layout_faults(data)]


def _steps(place: str) -> list[str | int]:
    """ "layout.sections[2].kind" → ["sections", 2, "kind"]."""
    inside = place if place.startswith("layout") else f"layout.{place}"
    return [int(number) if number else name for number, name in STEP.findall(inside)]


def _is_removed(part: Any) -> bool:
    return part.removed_at is not None


def _complete_report(row: Row, plan: Plan) -> None:
    if row.is_new:
        row.instance.edited_at = row.instance.edited_at or plan.at
        return
    row.put("edition", row.instance.edition + 1)
    if not row.given("edited_at"):
        row.put("edited_at", plan.at)


def _complete_section(row: Row, plan: Plan) -> None:
    row.put("kind", str(SectionKind.BLOCK if row.instance.block else SectionKind.PROSE))


def _check_bodies(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    members = {row.value("council").key for row in plan.rows("memberships") if row.value("council") is not None}
    for row in plan.rows("bodies"):
        council = row.value("council")
        if row.is_touched and council is not None and council.key not in members:
            yield row, "council", f"expected a council of the programme; {council.key} has no membership"


def _check_sections(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """A live block exists and can be drawn with its parameters; what they name may come in with the same file."""
    for row in plan.rows("report_sections"):
        section = row.instance
        if not row.is_touched or not section.block:
            continue
        block = BLOCKS.get(section.block)
        if block is None:
            yield row, "block", f"expected one of the live blocks {', '.join(sorted(BLOCKS))}, not {section.block}"
            continue
        for name in section.parameters.keys() - {parameter.name for parameter in block.parameters}:
            yield row, "parameters", f"the block {section.block} has no parameter {described(name)}"
        for parameter in block.parameters:
            value = section.parameters.get(parameter.name)
            if value in (None, "") and parameter.required:
                yield row, "parameters", f"expected the parameter {parameter.name}, which {section.block} needs"
            elif value not in (None, "") and not parameter.kind.exists(value, plan.record.rows):
                yield row, "parameters", f"expected a {parameter.kind.name} as {parameter.name}, not {described(value)}"


BODIES = Section(
    name="bodies",
    noun="body",
    about="The bodies that meet and decide: of one council, or joint when no council is named.",
    model=Body,
    key=("code",),
    fields=fields_of(Body, "code name council kind regime", references={"council": "councils"}),
    order=210,
)

MEETINGS = Section(
    name="meetings",
    noun="meeting",
    about="Sittings of the bodies. A report names its meeting as body/meeting.",
    model=Meeting,
    key=("body", "code"),
    fields=fields_of(Meeting, "body code starts_at place", references={"body": "bodies"}),
    order=220,
    programme_path="body__programme",
)

HOUSE_STYLES = Section(
    name="house_styles",
    noun="house style",
    about="How a council or the programme lays out its papers.",
    model=HouseStyle,
    key=("code",),
    fields=fields_of(
        HouseStyle, "code name layout", kinds={"layout": Data(described_by=LAYOUT_SCHEMA, faults=_layout_faults)}
    ),
    order=230,
)

REPORTS = Section(
    name="reports",
    noun="report",
    about="Papers for meetings: words and live blocks in order, in a house style.",
    model=Report,
    key=("code",),
    fields=fields_of(
        Report,
        "code title meeting house_style header as_at signatory_name signatory_post contact_name contact_post "
        "contact_email contact_phone created_by edited_at published_at",
        references={"meeting": "meetings", "house_style": "house_styles", "created_by": "people"},
        optional=["edited_at"],
        about={
            "header": "The house style's own header fields, by their codes.",
            "as_at": "The moment at which the records are read. Left out: when the report is generated.",
            "edited_at": "Left out: the time of the import.",
        },
    ),
    order=240,
)

REPORT_SECTIONS = Section(
    name="report_sections",
    noun="report section",
    about="One part of a report: Markdown, or a live block drawn from the records.",
    model=ReportSection,
    key=("code",),
    fields=fields_of(
        ReportSection,
        "code position heading body block parameters",
        optional=["position"],
        about={
            "position": "Left out: the order in the file.",
            "heading": "Left out: the part continues under the heading before it.",
            "block": "The name of a live block. Left out: the part is the words of body.",
            "parameters": "What the live block is asked for.",
        },
    ),
    order=250,
    sort=("position", "code"),
    ordinal="position",
    programme_path="report__programme",
    parent="reports",
    parent_column="report",
    nested_as="sections",
    omitted=_is_removed,
    restored=True,
)

RECOMMENDATIONS = Section(
    name="recommendations",
    noun="recommendation",
    about="What the body is asked to do, and why.",
    model=Recommendation,
    key=("position",),
    fields=fields_of(
        Recommendation,
        "position text reason",
        optional=["position"],
        about={"position": "Left out: the order in the file."},
    ),
    order=260,
    sort=("position",),
    ordinal="position",
    programme_path="report__programme",
    parent="reports",
    parent_column="report",
    nested_as="recommendations",
    omitted=_is_removed,
)

BACKGROUND_PAPERS = Section(
    name="background_papers",
    noun="background paper",
    about="Papers relied on in preparing the report, and where they can be read.",
    model=BackgroundPaper,
    key=("position",),
    fields=fields_of(
        BackgroundPaper,
        "position title dated location",
        optional=["position"],
        about={"position": "Left out: the order in the file."},
    ),
    order=270,
    sort=("position",),
    ordinal="position",
    programme_path="report__programme",
    parent="reports",
    parent_column="report",
    nested_as="background_papers",
    omitted=_is_removed,
)

RATING_OVERRIDES = Section(
    name="rating_overrides",
    noun="rating set by hand",
    about="The programme rated otherwise than its reviews make it, with the reason. Ended, never changed.",
    model=RatingOverride,
    key=("made_at",),
    fields=fields_of(
        RatingOverride,
        "rag reason made_by made_at ended_by ended_at",
        references={"made_by": "people", "ended_by": "people"},
    ),
    order=280,
)

SECTIONS = (
    BODIES,
    MEETINGS,
    HOUSE_STYLES,
    REPORTS,
    REPORT_SECTIONS,
    RECOMMENDATIONS,
    BACKGROUND_PAPERS,
    RATING_OVERRIDES,
)

HOOKS = (
    PlanHooks("bodies", check=_check_bodies),
    PlanHooks("reports", complete=_complete_report),
    PlanHooks("report_sections", complete=_complete_section, check=_check_sections),
)
