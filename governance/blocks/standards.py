"""What the service reviews started from, which systems they run on, what they are to reach and how they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from governance.blocks.context import BlockContext
from governance.blocks.wording import listed
from governance.documents.content import Block, Cell, Column, Row, Source, Table
from programme.models import Council
from programme.wording.appearance import written_date
from programme.wording.prose import as_markdown
from services.enums import State
from services.models import Baseline, ServiceReview
from services.queries.figure_tables import (
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
from services.values.figures import BLANK
from services.values.standards import AchievementKind, Verdict, year_label

VERDICT_SHAPES = {Verdict.MET: "complete", Verdict.NOT_MET: "withdrawn"}
"""The shapes that documents have for a tick and a cross, by the ratings that bear them."""


def build_baseline(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Where the councils stood at the start: a table for each review, with the notes in its last column."""
    return _tables(
        context,
        parameters,
        make=_baseline_table,
        wanted=lambda line: bool(line.baselines),
        nothing="No baseline is recorded.",
        caption="Baseline",
    )


def build_service_standards(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """What the services are to reach, by financial year and council: a table for each review."""
    return _tables(
        context,
        parameters,
        make=_standards_table,
        wanted=lambda line: bool(line.standards),
        nothing="No service standard is set.",
        caption="Service standards",
    )


def build_performance(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The latest measurements against the standards of their years: a table for each review."""
    return _tables(
        context,
        parameters,
        make=_performance_table,
        wanted=lambda line: any(one.measurement is not None for one in line.performances),
        nothing="Nothing has been measured.",
        caption="Performance against standards",
    )


def build_systems(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The systems that the councils use, by purpose: a table for each review."""
    reviews = reviews_asked(context, parameters)
    found = systems_by_review(programme=context.programme, reviews=reviews, today=context.today, as_at=context.as_at)
    tables = tuple(
        Table(
            caption=f"Systems in use: {review.name}",
            columns=(Column(label="Purpose", weight=2), *(Column(label=one.short_name, weight=2) for one in councils)),
            rows=tuple(_system_row(row) for row in rows),
        )
        for review, councils, rows in ((one, *found[one.pk]) for one in reviews if one.pk in found)
        if rows
    )
    return tables or (_empty("Systems in use", "No system is recorded."),)


def reviews_asked(context: BlockContext, parameters: Mapping[str, Any]) -> list[ServiceReview]:
    """The review asked for; else those of the phase that are in the programme and not withdrawn."""
    rows = context.rows_of(parameters["phase"])
    if asked := parameters["review"]:
        return [row.review for row in context.rows if row.review.pk == asked.pk]
    return [row.review for row in rows if row.state != State.WITHDRAWN and row.review.left_on is None]


def lines_asked(
    context: BlockContext, parameters: Mapping[str, Any], *, reviews: list[ServiceReview]
) -> list[IndicatorLine]:
    """The indicators of the reviews that are still measured; with `headings`, those under them."""
    lines = indicator_lines(
        programme=context.programme, reviews=reviews, today=context.today, as_at=context.as_at, ended=False
    )
    headings = parameters["headings"]
    return [line for line in lines if not headings or line.indicator.heading in headings]


def _tables(
    context: BlockContext, parameters: Mapping[str, Any], *, make: Any, wanted: Any, nothing: str, caption: str
) -> tuple[Block, ...]:
    reviews = reviews_asked(context, parameters)
    lines: dict[int, list[IndicatorLine]] = {review.pk: [] for review in reviews}
    for line in lines_asked(context, parameters, reviews=reviews):
        if wanted(line):
            lines[line.indicator.review_id].append(line)
    named = listed(list(parameters["headings"])) if parameters["headings"] else ""
    tables = tuple(
        make(f"{caption}: {named or review.name}", lines[review.pk]) for review in reviews if lines[review.pk]
    )
    return tables or (_empty(caption, nothing),)


def _empty(caption: str, nothing: str) -> Table:
    return Table(caption=caption, columns=(Column(label="Indicator"),), rows=(), note=nothing)


def _councils(lines: Iterable[IndicatorLine]) -> list[Council]:
    found = {council.pk: council for line in lines for council in line.councils}
    return sorted(found.values(), key=lambda council: council.short_name)


def _heading(group: IndicatorGroup, lines: list[IndicatorLine]) -> list[Row]:
    """What the rows of a group stand under; nothing in a table of one heading, which its caption names."""
    if len({line.indicator.heading for line in lines}) == 1 and group.heading:
        return []
    return [Row(kind="heading", cells=(Cell(text=group.title),))]


def _name(line: IndicatorLine) -> Cell:
    """The indicator with its unit, where that says more than its name and its figures do."""
    name, unit = line.indicator.name, line.indicator.unit
    says_nothing = unit == "%" or unit.casefold() == name.casefold() or not line.has_figures
    return Cell(text=name if says_nothing else f"{name} ({unit})")


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
            figures = tuple(Cell(text=cell.figure) for cell in cells)
            said = as_markdown(_notes(baseline_cells(line, councils=told), but=period))
            notes = " ".join(words for words in (line.indicator.note, said) if words)
            rows.append((Row(cells=(_name(line), *figures)), notes))
    has_notes = any(notes for _, notes in rows)
    return Table(
        caption=f"{caption}, {period}" if period else caption,
        columns=(
            Column(label="Indicator", weight=4),
            *(Column(label=one.short_name, weight=2, align="end") for one in councils),
            Column(label="Together", weight=2, align="end"),
            *([Column(label="Notes", weight=4)] if has_notes else []),
        ),
        rows=tuple(
            replace(row, cells=(*row.cells, Cell(text=notes, markdown=True)))
            if has_notes and row.kind == "row"
            else row
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
            rows.append(Row(cells=(_name(line), *said, Cell(text=" ".join(notes), markdown=True))))
    return Table(
        caption=caption,
        columns=(
            Column(label="Indicator", weight=4),
            *(Column(label=year_label(year), weight=3) for year in years),
            Column(label="Notes", weight=4),
        ),
        rows=tuple(rows),
        note="Financial years run from April to March. A standard without a council's name is shared by all.",
    )


def _standards_said(cell: StandardCell) -> Cell:
    """The standards of a year, a line for each council that has its own."""
    lines = [f"{one.who} {one.words}".strip() for one in cell.lines]
    return Cell(text="\n\n".join(map(as_markdown, lines)), markdown=True) if lines else Cell(text=BLANK)


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
            Column(label="Indicator", weight=4),
            Column(label="Council", weight=2),
            Column(label="Actual", weight=2, align="end"),
            Column(label="Measured", weight=3),
            Column(label="Standard", weight=2),
            Column(label="Achievement", weight=2, align="end"),
            Column(label="Met", weight=2),
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
    return Row(
        cells=(
            _name(row.line),
            Cell(text=row.who),
            Cell(text=row.actual),
            Cell(text="; ".join(row.words) or "Not measured"),
            Cell(text=row.standard),
            Cell(text=row.performance.achievement.short),
            Cell(text=row.verdict.label, rag=VERDICT_SHAPES.get(row.verdict, "")),
        ),
        sources=sources,
    )


def _system_row(row: SystemRow) -> Row:
    cells = (
        "; ".join(f"{one.name} ({one.note})" if one.note else one.name for one in systems) or BLANK
        for _, systems in row.cells
    )
    return Row(cells=(Cell(text=row.purpose), *(Cell(text=text) for text in cells)))
