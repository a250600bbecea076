"""Service by service: the progress of each review in one table, where each stands and what its projects reach, and the
aims that the reviews serve.

The table is that of programme D's committee paper, the account of each service the appendix of programme A's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import PHASE, Parameter, live_block
from governance.blocks.wording import accepted_words, listed, update_source
from governance.documents.content import Block, Cell, Column, Prose, Row, Table
from governance.queries.progress_table import ProgressTableGroup, ProgressTableRow, progress_table
from programme.enums import AimKind
from programme.values.partial_date import PartialDate
from programme.wording.appearance import written_date
from services.enums import Keeping, ProjectState, Stage, State
from services.models import Project
from services.queries.aims import TITLES, aims_held
from services.queries.progress import ProgressRow
from services.queries.projects import Need, Needs
from services.queries.projects_as_at import projects_of_reviews

WEIGHTS = (3, 4, 2, 3)
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
HEADING = re.compile(r"^( {0,3})(#{1,5})(?=\s)", re.MULTILINE)
BEGINS_PLAINLY = re.compile(r"[^\W\d]")
WAITING = (Keeping.IN_TIME, Keeping.UNKNOWN)
"""A dependency that is neither met nor broken: the project still waits."""
PROJECT_COLUMNS = (
    Column("Project", 4),
    Column("State", 5),
    Column("First promised", 3),
    Column("Expected now", 3),
    Column("Achieved", 3),
)


@live_block(
    code="progress_table",
    title="Progress table by phase",
    description="Each review's business case and implementation, in the words last accepted.",
    parameters=(PHASE,),
)
def progress_table_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Every review of the body, phase by phase; with `phase`, that phase alone."""
    rows = context.rows_of(parameters["phase"])
    table = progress_table(rows, context.today)
    updates = {row.review.pk: row.update for row in rows}
    return (
        Table(
            caption="Progress of the service reviews",
            columns=tuple(Column(label, weight) for label, weight in zip(table.columns, WEIGHTS, strict=True)),
            rows=tuple(row for group in table.groups for row in _rows_of(group, updates)),
            note="" if rows else "No service reviews are reported to this body.",
        ),
    )


def _rows_of(group: ProgressTableGroup, updates: Mapping[int, Any]) -> Iterator[Row]:
    if group.heading:
        yield Row.of(group.heading, kind="heading")
    for row in group.rows:
        service, business_case, expected, implementation = row.cells
        yield Row.of(
            service,
            Cell(_with_state(row, business_case), markdown=True),
            expected,
            Cell(implementation, markdown=True),
            sources=update_source(updates[row.review.pk]),
        )


def _with_state(row: ProgressTableRow, said: str) -> str:
    """What was said of a business case, after the state of a review that does not go on; else why it does not."""
    if row.state not in (State.ON_HOLD, State.WITHDRAWN):
        return said
    return f"**{row.state.label}.** {said or row.state_reason}".strip()


@live_block(
    code="progress_by_service",
    title="Progress of each service",
    description="For each review its stage, the words last accepted, and its projects with their dates.",
    parameters=(PHASE,),
)
def progress_by_service_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """For each review of the body a heading, where it stands, the words last accepted, and a table of its projects."""
    rows = context.rows_of(parameters["phase"])
    if not rows:
        return (Prose(markdown="No service reviews are reported to this body."),)
    projects = projects_of_reviews(
        programme=context.programme,
        reviews={row.review.pk: row.review for row in context.rows},
        moment=context.moment,
    )
    return tuple(
        block
        for row in rows
        for block in _service(row, projects=projects.by_review[row.review.pk], needs=projects.needs, context=context)
    )


@live_block(
    code="principles_and_outcomes",
    title="Principles and outcomes",
    description="A table of the principles and outcomes, what each means, and the reviews that serve it.",
    parameters=(
        Parameter(name="only_principles", label="Only guiding principles", kind=kinds.YES),
        Parameter(name="only_outcomes", label="Only corporate outcomes", kind=kinds.YES),
    ),
)
def principles_and_outcomes_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """What the programme is guided by and what it serves, with the body's reviews that serve each.

    With `only_principles` or `only_outcomes` (not both), the aims of that kind under its own title.
    """
    wanted = _wanted(parameters)
    positions = {row.review.pk: row for row in context.rows}
    groups = aims_held(
        programme=context.programme,
        reviews={key: row.review for key, row in positions.items()},
        moment=context.moment,
    )
    groups = tuple(group for group in groups if wanted in (None, group.kind))
    has_text = any(line.aim.text for group in groups for line in group.lines)
    rows: list[Row] = []
    for group in groups:
        if wanted is None:
            rows.append(Row.of(group.title, kind="heading"))
        for line in group.lines:
            council = f" ({line.aim.council.short_name})" if line.aim.council else ""
            served = [_served_by(positions[link.review_id]) for link in line.served]
            means = (Cell(line.aim.text, markdown=True),) if has_text else ()
            name, reviews = Cell(f"{line.aim.name}{council}"), Cell("; ".join(served) or "None yet")
            rows.append(Row.of(name, *means, reviews))
    meaning = (Column("What it means", 5),) if has_text else ()
    return (
        Table(
            caption=TITLES[wanted] if wanted else "Principles and outcomes",
            columns=(
                Column(wanted.label if wanted else "Principle or outcome", 3 if has_text else 5),
                *meaning,
                Column("Reviews that serve it", 4),
            ),
            rows=tuple(rows),
            note="" if rows else "No principles or outcomes are recorded.",
        ),
    )


def _wanted(parameters: Mapping[str, Any]) -> AimKind | None:
    """The one kind of aim that is asked for; None for both."""
    principles, outcomes = parameters["only_principles"], parameters["only_outcomes"]
    if bool(principles) == bool(outcomes):
        return None
    return AimKind.PRINCIPLE if principles else AimKind.OUTCOME


def _served_by(row: ProgressRow) -> str:
    if row.review.left_on is not None:
        return f"{row.review.name} (left the programme)"
    return f"{row.review.name} (withdrawn)" if row.state == State.WITHDRAWN else row.review.name


def _service(
    row: ProgressRow, *, projects: tuple[Project, ...], needs: Needs, context: BlockContext
) -> Iterator[Block]:
    parts = [f"# {_plain(row.review.name)}", *_standing(row), *_words(row)]
    yield Prose(markdown="\n\n".join(parts))
    if projects:
        yield Table(
            caption=f"Projects of {row.review.name}",
            columns=PROJECT_COLUMNS,
            rows=tuple(_project(project, needs=needs, context=context) for project in projects),
        )


def _standing(row: ProgressRow) -> Iterator[str]:
    """Where the review stands, who takes part, and under what."""
    review = row.review
    if review.left_on is not None:
        yield f"**Left the programme on {written_date(review.left_on)}, because:** {_plain(review.left_reason)}"
    at = "in use as business as usual" if row.stage == Stage.BUSINESS_AS_USUAL else f"stage: {row.stage.label.lower()}"
    state = "" if row.state == State.ACTIVE or review.left_on is not None else f", {row.state.label.lower()}"
    reason = f": {_plain(row.state_reason)}" if state and row.state_reason else ""
    yield f"**{at[:1].upper()}{at[1:]}{state}**{reason}"
    if row.councils:
        yield f"Councils: {_plain(listed([council.short_name for council in row.councils]))}."
    if review.agreement:
        starts = review.agreement_from
        force = f", in force from {starts}" if starts and starts.is_confirmed else ""
        yield f"It runs under {_plain(review.agreement)}{force}."


def _words(row: ProgressRow) -> Iterator[str]:
    """What was last accepted of it, and who accepted it."""
    update = row.update
    if update is None:
        yield "No update has been accepted yet."
        return
    if update.business_case_update.strip():
        yield _led_in("Business case", update.business_case_update)
    if update.implementation_update.strip():
        yield _led_in("Implementation", update.implementation_update)
    dates = [
        f"{label} {_within(date)}"
        for label, date in (
            ("business case", update.business_case_expected if row.business_case_approved is None else None),
            ("implementation", update.implementation_expected if row.stage != Stage.BUSINESS_AS_USUAL else None),
        )
        if date is not None
    ]
    if dates and row.is_live:
        yield f"Expected: {_plain('; '.join(dates))}."
    yield f"*{_plain(accepted_words(update))}*"


def _within(date: PartialDate) -> str:
    """A date within a sentence: "May 2031", "to be confirmed once the case is approved"."""
    words = str(date)
    return words if date.is_confirmed else f"{words[:1].lower()}{words[1:]}"


def _led_in(label: str, words: str) -> str:
    """An officer's words after their label in bold: on one line where they begin as a sentence, and any headings in
    them below that of the review."""
    text = HEADING.sub(r"\1#\2", words.strip())
    return f"**{label}:** {text}" if BEGINS_PLAINLY.match(text) else f"**{label}:**\n\n{text}"


def _project(project: Project, *, needs: Needs, context: BlockContext) -> Row:
    """A project with its state, what it waits for, and why where a dependency of it is broken."""
    said = str(ProjectState(project.state).label)
    if project.state_since:
        said += f" since {project.state_since}"
    if project.state in (ProjectState.ON_HOLD, ProjectState.CANCELLED):
        said += f": {_line(project.state_reason)}"
    broken = [need.words for need in needs.broken_of(project.pk)]
    waits = [_name_of(need) for need in needs.needs.get(project.pk, ()) if need.keeping in WAITING]
    stop = "" if said.endswith((".", "!", "?")) else "."
    waiting = [f"Waits for {listed(waits)}."] if waits else []
    sentences = [f"{said}{stop}", *waiting, *(f"Broken dependency: {words}" for words in broken)]
    return Row.of(
        project.name,
        " ".join(sentences),
        str(project.planned_finish or ""),
        _expected(project, context=context),
        str(project.finished or ""),
    )


def _name_of(need: Need) -> str:
    """What a project waits for within a sentence: a project of a review that the body is not told of has no name."""
    return need.name if need.review else f"{need.name[:1].lower()}{need.name[1:]}"


def _expected(project: Project, *, context: BlockContext) -> str:
    """The finish expected while the project is open."""
    if project.state in (ProjectState.COMPLETE, ProjectState.CANCELLED):
        return ""
    end = project.expected_finish or project.planned_finish
    overdue = " (overdue)" if end is not None and end.is_overdue(context.today) else ""
    return f"{end or ''}{overdue}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """A name or reason within Markdown as it stands, none of its characters a mark."""
    return PUNCTUATION.sub(r"\\\1", _line(text))
