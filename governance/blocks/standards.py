"""What the service reviews started from, which systems they run on, what they are to reach and how they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import PHASE, REVIEW, Parameter, live_block
from governance.blocks.wording import listed
from governance.documents.content import Block, Cell, Column, Row, Source, Table
from programme.models import Council
from programme.wording.appearance import written_date
from programme.wording.prose import as_markdown
from services.enums import IndicatorCategory, State
from services.models import Baseline, ServiceReview
from services.queries.indicator_charts import (
    BaselineCell,
    PerformanceRow,
    StandardCell,
    baseline_cells,
    performance_rows,
    standard_cells,
)
from services.queries.indicator_page import IndicatorGroup, SystemRow, grouped, years_of
from services.queries.indicators import IndicatorLine, indicator_lines
from services.queries.systems import systems_by_review
from services.values.figures import BLANK, is_additive, written_figure
from services.values.standards import AchievementKind, Verdict, year_label

VERDICT_SHAPES = {Verdict.MET: "complete", Verdict.NOT_MET: "withdrawn"}
"""The shapes that documents have for a tick and a cross, by the ratings that bear them."""
ADDED = (IndicatorCategory.STAFFING, IndicatorCategory.COST)
"""What means the same under every heading, so that it may be added up; volumes and performance do not."""
NO_TOTALS = "No staff or cost is recorded."
HEADINGS = Parameter(
    name="headings",
    label="Headings",
    kind=kinds.HEADINGS,
    hint="What the indicators stand under. Leave empty for all.",
)


@live_block(
    code="baseline",
    title="Baseline",
    description="Where each council stood at the start: staff, cost, volume and performance, with notes.",
    parameters=(REVIEW, PHASE, HEADINGS),
)
def baseline_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Where the councils stood at the start: a table for each review, with the notes in its last column."""
    return _tables(
        context,
        parameters,
        make=_baseline_table,
        wanted=lambda line: bool(line.baselines),
        nothing="No baseline is recorded.",
        caption="Baseline",
    )


@live_block(
    code="baseline_totals",
    title="Baseline in total",
    description="Staff and cost under each heading at the start, and what they come to.",
    parameters=(REVIEW, PHASE, HEADINGS),
)
def baseline_totals_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """A row for staff and cost in each unit, a column for each heading, and the total, all worked out."""
    reviews = _reviews_asked(context, parameters)
    lines = [
        line
        for line in _lines_asked(context, parameters, reviews=reviews)
        if line.indicator.category in ADDED and is_additive(line.indicator.unit) and line.baselines
    ]
    headings = list(dict.fromkeys(line.indicator.heading for line in lines))
    figures = sorted(
        {(line.indicator.category, line.indicator.unit) for line in lines}, key=lambda one: _place_of_total(*one)
    )
    rows = tuple(_total_row(category, unit, headings, lines) for category, unit in figures)
    is_blank = any(cell.text == BLANK for row in rows for cell in row.cells)
    return (
        Table(
            caption="Baseline in total",
            columns=(
                Column("Figure", 3),
                *(Column(heading or "Other", 2, align="end") for heading in headings),
                Column("Total", 2, align="end"),
            ),
            rows=rows,
            note=f"{BLANK} not known, and not in the total." if is_blank else "" if rows else NO_TOTALS,
        ),
    )


@live_block(
    code="systems",
    title="Systems in use",
    description="The systems that each council uses, by purpose.",
    parameters=(REVIEW, PHASE),
)
def systems_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The systems that the councils use, by purpose: a table for each review."""
    reviews = _reviews_asked(context, parameters)
    found = systems_by_review(reviews=reviews, moment=context.moment)
    tables = tuple(
        Table(
            caption=f"Systems in use: {review.name}",
            columns=(Column("Purpose", 2), *(Column(one.short_name, 2) for one in councils)),
            rows=tuple(_system_row(row) for row in rows),
        )
        for review, councils, rows in ((one, *found[one.pk]) for one in reviews if one.pk in found)
        if rows
    )
    return tables or (Table.of_nothing("Systems in use", "No system is recorded."),)


@live_block(
    code="service_standards",
    title="Service standards",
    description="What the service is to reach, by financial year and council.",
    parameters=(REVIEW, PHASE, HEADINGS),
)
def service_standards_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """What the services are to reach, by financial year and council: a table for each review."""
    return _tables(
        context,
        parameters,
        make=_standards_table,
        wanted=lambda line: bool(line.standards),
        nothing="No service standard is set.",
        caption="Service standards",
    )


@live_block(
    code="performance",
    title="Performance against standards",
    description="The latest measurements, how much of the way to the standard is done, and whether it is met.",
    parameters=(REVIEW, PHASE, HEADINGS),
)
def performance_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The latest measurements against the standards of their years: a table for each review."""
    return _tables(
        context,
        parameters,
        make=_performance_table,
        wanted=lambda line: any(one.measurement is not None for one in line.performances),
        nothing="Nothing has been measured.",
        caption="Performance against standards",
    )


def _reviews_asked(context: BlockContext, parameters: Mapping[str, Any]) -> list[ServiceReview]:
    """The review asked for; else those of the phase that are in the programme and not withdrawn."""
    rows = context.rows_of(parameters["phase"])
    if asked := parameters["review"]:
        return [row.review for row in context.rows if row.review.pk == asked.pk]
    return [row.review for row in rows if row.state != State.WITHDRAWN and row.review.left_on is None]


def _lines_asked(
    context: BlockContext, parameters: Mapping[str, Any], *, reviews: list[ServiceReview]
) -> list[IndicatorLine]:
    """The indicators of the reviews that are still measured; with `headings`, those under them."""
    lines = indicator_lines(reviews=reviews, moment=context.moment, ended=False)
    headings = parameters["headings"]
    return [line for line in lines if not headings or line.indicator.heading in headings]


def _tables(
    context: BlockContext, parameters: Mapping[str, Any], *, make: Any, wanted: Any, nothing: str, caption: str
) -> tuple[Block, ...]:
    reviews = _reviews_asked(context, parameters)
    lines: dict[int, list[IndicatorLine]] = {review.pk: [] for review in reviews}
    for line in _lines_asked(context, parameters, reviews=reviews):
        if wanted(line):
            lines[line.indicator.review_id].append(line)
    named = listed(list(parameters["headings"])) if parameters["headings"] else ""
    tables = tuple(
        make(f"{caption}: {named or review.name}", lines[review.pk]) for review in reviews if lines[review.pk]
    )
    return tables or (Table.of_nothing(caption, nothing),)


def _councils(lines: Iterable[IndicatorLine]) -> list[Council]:
    found = {council.pk: council for line in lines for council in line.councils}
    return sorted(found.values(), key=lambda council: council.short_name)


def _heading(group: IndicatorGroup, lines: list[IndicatorLine]) -> list[Row]:
    """What the rows of a group stand under; nothing in a table of one heading, which its caption names."""
    if len({line.indicator.heading for line in lines}) == 1 and group.heading:
        return []
    return [Row.of(group.title, kind="heading")]


def _name(line: IndicatorLine) -> Cell:
    """The indicator with its unit, where that says more than its name and its figures do."""
    name, unit = line.indicator.name, line.indicator.unit
    says_nothing = unit == "%" or unit.casefold() == name.casefold() or not line.has_figures
    return Cell(name if says_nothing else f"{name} ({unit})")


def _baseline_table(caption: str, lines: list[IndicatorLine]) -> Table:
    """Councils of which no figure is known have no column, and what has no notes has none for them."""
    told = _councils(lines)
    councils = [one for one in told if any(_is_known(line.baselines.get(one.pk)) for line in lines)]
    periods = {baseline.period for line in lines for baseline in line.baselines.values() if _is_known(baseline)}
    period = periods.pop() if len(periods) == 1 else ""
    rows: list[tuple[Row, str]] = []
    for group in grouped(lines):
        rows += [(heading, "") for heading in _heading(group, lines)]
        for line in group.lines:
            cells = baseline_cells(line, councils=councils)
            figures = tuple(Cell(cell.figure) for cell in cells)
            said = as_markdown(_notes(baseline_cells(line, councils=told), but=period))
            notes = " ".join(words for words in (line.indicator.note, said) if words)
            rows.append((Row.of(_name(line), *figures), notes))
    has_notes = any(notes for _, notes in rows)
    return Table(
        caption=f"{caption}, {period}" if period else caption,
        columns=(
            Column("Indicator", 4),
            *(Column(one.short_name, 2, align="end") for one in councils),
            Column("Together", 2, align="end"),
            *([Column("Notes", 4)] if has_notes else []),
        ),
        rows=tuple(
            replace(row, cells=(*row.cells, Cell(notes, markdown=True))) if has_notes and row.kind == "row" else row
            for row, notes in rows
        ),
        note=f"{BLANK} not known." if any(cell.text == BLANK for row, _ in rows for cell in row.cells) else "",
    )


def _is_known(baseline: Baseline | None) -> bool:
    return baseline is not None and baseline.value is not None


def _notes(cells: Iterable[BaselineCell], *, but: str) -> str:
    """What stands beside the figures, each under its council; not the period that the caption names."""
    said = ((cell.label, [words.rstrip(".") for words in cell.words if words != but]) for cell in cells)
    return " ".join(f"{label}: {'; '.join(words)}." for label, words in said if words)


def _place_of_total(category: str, unit: str) -> tuple[int, str]:
    return [one.value for one in ADDED].index(category), unit


def _total_row(category: str, unit: str, headings: list[str], lines: list[IndicatorLine]) -> Row:
    found = [line for line in lines if (line.indicator.category, line.indicator.unit) == (category, unit)]
    places = max(line.indicator.decimal_places for line in found)
    sums = [_sum_of([line for line in found if line.indicator.heading == heading]) for heading in headings]
    known = [one for one in sums if one is not None]
    figures = [*sums, sum(known, Decimal(0)) if known else None]
    return Row.of(
        f"{IndicatorCategory(category).label} ({unit})",
        *(written_figure(figure, unit=unit, decimal_places=places) for figure in figures),
    )


def _sum_of(lines: list[IndicatorLine]) -> Decimal | None:
    """What the lines of a heading come to; not known where one of them is not, or there are none."""
    values = [line.joint_baseline.value for line in lines]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def _standards_table(caption: str, lines: list[IndicatorLine]) -> Table:
    years = years_of(lines)
    rows: list[Row] = []
    for group in grouped(lines):
        rows += _heading(group, lines)
        for line in group.lines:
            cells = standard_cells(line, years=years)
            said_beside = (said.note for cell in cells for said in cell.lines)
            notes = dict.fromkeys(note for note in (line.indicator.note, *said_beside) if note)
            said = tuple(_standards_said(cell) for cell in cells)
            rows.append(Row.of(_name(line), *said, Cell(" ".join(notes), markdown=True)))
    return Table(
        caption=caption,
        columns=(Column("Indicator", 4), *(Column(year_label(year), 3) for year in years), Column("Notes", 4)),
        rows=tuple(rows),
        note="Financial years run from April to March. A standard without a council's name is shared by all.",
    )


def _standards_said(cell: StandardCell) -> Cell:
    """The standards of a year, a line for each council that has its own."""
    lines = [f"{one.who} {one.words}".strip() for one in cell.lines]
    return Cell("\n\n".join(map(as_markdown, lines)), markdown=True) if lines else Cell(BLANK)


def _performance_table(caption: str, lines: list[IndicatorLine]) -> Table:
    rows: list[Row] = []
    kinds = set()
    for group in grouped(lines):
        rows += _heading(group, lines)
        for line in group.lines:
            kinds |= {one.achievement.kind for one in line.performances}
            rows += [_performance_row(row) for row in performance_rows(line)]
    notes = ["Achievement is (actual − baseline) ÷ (target − baseline)."]
    if AchievementKind.UNDEFINED in kinds:
        notes.append("Undefined: the target is the baseline.")
    if AchievementKind.BLANK in kinds:
        notes.append("Blank: a figure is missing.")
    return Table(
        caption=caption,
        columns=(
            Column("Indicator", 4),
            Column("Council", 2),
            Column("Actual", 2, align="end"),
            Column("Measured", 3),
            Column("Standard", 2),
            Column("Achievement", 2, align="end"),
            Column("Met", 2),
        ),
        rows=tuple(rows),
        note=" ".join(notes),
    )


def _performance_row(row: PerformanceRow) -> Row:
    measurement = row.performance.measurement
    sources: tuple[Source, ...] = ()
    if measurement is not None:
        version = f", version {measurement.version}" if measurement.version > 1 else ""
        sources = (Source(label=f"Recorded on {written_date(measurement.recorded_at)}{version}"),)
    return Row.of(
        _name(row.line),
        row.who,
        row.actual,
        "; ".join(row.words) or "Not measured",
        row.standard,
        row.performance.achievement.short,
        Cell(row.verdict.label, rag=VERDICT_SHAPES.get(row.verdict, "")),
        sources=sources,
    )


def _system_row(row: SystemRow) -> Row:
    cells = (
        "; ".join(f"{one.name} ({one.note})" if one.note else one.name for one in systems) or BLANK
        for _, systems in row.cells
    )
    return Row.of(row.purpose, *cells)
