"""The dashboard's two charts, drawn alike on the page and in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from governance.queries.dashboard_figures import stage_code
from governance.queries.dashboard_rows import NO_PHASE
from governance.queries.progress_table import phase_heading
from programme.drawing.bars import BarRow, Bars, DrawnBars, Series, draw_bars
from programme.models import Phase
from services.enums import Rag, Stage
from services.queries.progress import ProgressRow, by_phase

RATINGS = (*(rag.value for rag in Rag), "unrated")
"""The parts of a bar, in order. Unrated stays in the whole."""

UrlOf = Callable[..., str]


def stage_chart(rows: Sequence[ProgressRow], *, url_of: UrlOf | None = None) -> DrawnBars:
    """Reviews in the programme by stage, those on hold at the stage where they stopped.

    `url_of(code)` gives the address of the rows behind a bar; without it the table has no links.
    """
    live = [row for row in rows if row.is_live]
    counts = Counter(row.stage for row in live)
    held = sum(1 for row in live if not row.is_rated and row.stage != Stage.NOT_STARTED)
    note = f" {held} of them {'is' if held == 1 else 'are'} on hold." if held else ""
    chart = Bars(
        key="stages",
        title="Reviews by stage",
        description=f"How many of the {len(live)} reviews in the programme stand at each stage.{note}",
        heading="Stage",
        series=(Series("Reviews"),),
        rows=tuple(BarRow(str(stage.label), (counts[stage],)) for stage in Stage),
    )
    return draw_bars(chart, urls=[[url_of(stage_code(stage))] for stage in Stage] if url_of else ())


def rating_chart(rows: Sequence[ProgressRow], *, url_of: UrlOf | None = None) -> DrawnBars:
    """Reviews under way by rating: the whole programme, then each phase where there are several."""
    groups = [(phase, [row for row in group if row.is_rated]) for phase, group in by_phase(rows)]
    under_way = [row for _, group in groups for row in group]
    bars, urls = [_bar("All reviews under way", under_way)], [_urls(url_of)]
    filled = [(phase, group) for phase, group in groups if group]
    if len(filled) > 1:
        bars += [_bar(phase_heading(phase) or "No phase", group) for phase, group in filled]
        urls += [_urls(url_of, phase=phase.code if phase else NO_PHASE) for phase, _ in filled]
    chart = Bars(
        key="ratings",
        title="Reviews by rating",
        description=(
            f"How the {len(under_way)} reviews under way are rated. Reviews not started or on hold are not rated "
            "and are not in this chart."
        ),
        heading="Phase",
        series=(*(Series(str(rag.label), rag.value) for rag in Rag), Series("Unrated", "unrated")),
        rows=tuple(bars),
    )
    return draw_bars(chart, urls=urls)


def _bar(label: str, rows: Sequence[ProgressRow]) -> BarRow:
    counts = Counter(str(row.rag or "unrated") for row in rows)
    return BarRow(label, tuple(counts[rating] for rating in RATINGS))


def _urls(url_of: UrlOf | None, **chosen: str) -> list[str]:
    return [url_of(rating, **chosen) for rating in RATINGS] if url_of else []


def phase_choices(rows: Sequence[ProgressRow]) -> list[tuple[str, str]]:
    """The phases that these rows stand under, for a filter: code and heading."""
    phases: dict[str, Phase | None] = {row.phase.code if row.phase else NO_PHASE: row.phase for row in rows}
    return [(code, phase_heading(phase) or "No phase") for code, phase in phases.items()]
