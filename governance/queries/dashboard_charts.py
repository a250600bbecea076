"""The dashboard's two charts, drawn alike on the page and in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from governance.queries.dashboard_figures import stage_code
from governance.queries.dashboard_rows import NO_PHASE
from governance.queries.progress_table import phase_heading
from programme.drawing.charts import Bar, Chart, Series, StackRow, bar_chart, stacked_bar_chart
from programme.models import Phase
from services.enums import Rag, Stage
from services.queries.progress import ProgressRow, by_phase

RATINGS = (*(rag.value for rag in Rag), "unrated")
"""The parts of a bar, in order. Unrated stays in the whole."""

UrlOf = Callable[..., str]


def stage_chart(rows: Sequence[ProgressRow], *, url_of: UrlOf | None = None) -> Chart:
    """Reviews in the programme by stage, those on hold at the stage where they stopped.

    `url_of(code)` gives the address of the rows behind a bar; without it the table has no links.
    """
    live = [row for row in rows if row.is_live]
    counts = Counter(row.stage for row in live)
    held = sum(1 for row in live if not row.is_rated and row.stage != Stage.NOT_STARTED)
    note = f" {held} of them {'is' if held == 1 else 'are'} on hold." if held else ""
    return bar_chart(
        key="stages",
        title="Reviews by stage",
        description=f"How many of the {len(live)} reviews in the programme stand at each stage.{note}",
        bars=[
            Bar(label=stage.label, value=counts[stage], url=url_of(stage_code(stage)) if url_of else "")
            for stage in Stage
        ],
        unit="reviews",
    )


def rating_chart(rows: Sequence[ProgressRow], *, url_of: UrlOf | None = None) -> Chart:
    """Reviews under way by rating: the whole programme, then each phase where there are several."""
    groups = [(phase, [row for row in group if row.is_rated]) for phase, group in by_phase(rows)]
    under_way = [row for _, group in groups for row in group]
    bars = [_bar("All reviews under way", under_way, url_of, None)]
    filled = [(phase, group) for phase, group in groups if group]
    if len(filled) > 1:
        bars += [
            _bar(phase_heading(phase) or "No phase", group, url_of, phase.code if phase else NO_PHASE)
            for phase, group in filled
        ]
    return stacked_bar_chart(
        key="ratings",
        title="Reviews by rating",
        description=(
            f"How the {len(under_way)} reviews under way are rated. Reviews not started or on hold are not rated "
            "and are not in this chart."
        ),
        series=[
            Series(label, kind) for label, kind in (*((rag.label, rag.value) for rag in Rag), ("Unrated", "unrated"))
        ],
        rows=bars,
    )


def _bar(label: str, rows: Sequence[ProgressRow], url_of: UrlOf | None, phase: str | None) -> StackRow:
    counts = Counter(str(row.rag or "unrated") for row in rows)
    chosen = {} if phase is None else {"phase": phase}
    return StackRow(
        label=label,
        values=[counts[rating] for rating in RATINGS],
        urls=[url_of(rating, **chosen) for rating in RATINGS] if url_of else [],
    )


def phase_choices(rows: Sequence[ProgressRow]) -> list[tuple[str, str]]:
    """The phases that these rows stand under, for a filter: code and heading."""
    phases: dict[str, Phase | None] = {row.phase.code if row.phase else NO_PHASE: row.phase for row in rows}
    return [(code, phase_heading(phase) or "No phase") for code, phase in phases.items()]
