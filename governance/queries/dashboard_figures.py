"""The figures of the dashboard and its two charts. A figure is a rule over rows, as is the list that it opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from governance.queries.dashboard_rows import NO_PHASE, DashboardRow
from governance.queries.progress_table import is_business_case_due, is_implementation_due, phase_heading
from programme.drawing.bars import BarRow, Bars, DrawnBars, Series, draw_bars
from programme.models import Phase
from services.enums import Rag, Stage, Standing, State
from services.queries.progress import ProgressRow, by_phase
from services.queries.updates_due import UpdateRow

Rule = Callable[[DashboardRow], bool]
UrlOf = Callable[..., str]
RATINGS = (*(rag.value for rag in Rag), "unrated")
"""The parts of a bar, in order. Unrated stays in the whole."""


@dataclass(frozen=True)
class FigureRule:
    """A figure: which rows it counts (`counts`), among which (`among`), and what those are called (`of`)."""

    code: str
    label: str
    title: str
    counts: Rule
    among: Rule
    of: str
    rag: str | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure as it stands, with its denominator and the address of the rows behind it."""

    rule: FigureRule
    count: int
    of: int
    url: str

    @property
    def note(self) -> str:
        return f"of {self.of} {self.rule.of}"


def _on_record(row: DashboardRow) -> bool:  # noqa: ARG001 - as every rule of a figure is asked
    return True


def _is_live(row: DashboardRow) -> bool:
    return row.progress.is_live


def _is_under_way(row: DashboardRow) -> bool:
    return row.progress.is_rated


def _owes_update(row: DashboardRow) -> bool:
    return row.handed_in is not None


def _owes_business_case(row: DashboardRow) -> bool:
    return is_business_case_due(row.progress)


def _owes_implementation(row: DashboardRow) -> bool:
    return is_implementation_due(row.progress)


def _is_complete(row: DashboardRow) -> bool:
    return row.progress.state == State.COMPLETE


def _has_left(row: DashboardRow) -> bool:
    """Withdrawn, or gone from the programme before it was complete."""
    return not row.progress.is_live and row.progress.state != State.COMPLETE


def wants_help(row: DashboardRow) -> bool:
    """Whether a live review's latest accepted update asks for help."""
    update = row.progress.update
    return row.progress.is_live and update is not None and bool(update.help_wanted.strip())


def stage_code(stage: Stage) -> str:
    """The code of the figure that counts the reviews at a stage."""
    return f"stage-{stage.value.replace('_', '-')}"


def _rated(value: str) -> FigureRule:
    label = Rag(value).label if value in Rag.values else "Unrated"
    title = f"Reviews rated {label.lower()}" if value in Rag.values else "Unrated reviews"
    return FigureRule(value, label, title, _shows(value), _is_under_way, "under way", value)


def _shows(rag: str) -> Rule:
    return lambda row: row.line.rag == rag


def _handed_in(code: str, label: str, title: str, counts: Callable[[UpdateRow], bool]) -> FigureRule:
    def counted(row: DashboardRow) -> bool:
        return row.handed_in is not None and counts(row.handed_in)

    return FigureRule(code, label, title, counted, _owes_update, "expected")


def _at_stage(stage: Stage) -> FigureRule:
    def counted(row: DashboardRow) -> bool:
        return row.progress.is_live and row.progress.stage == stage

    title = f"Reviews at the stage {stage.label.lower()}"
    return FigureRule(stage_code(stage), stage.label, title, counted, _is_live, "reviews")


def _is(standing: Standing) -> Callable[[UpdateRow], bool]:
    return lambda handed_in: handed_in.standing == standing


RULES: tuple[FigureRule, ...] = (
    FigureRule("reviews", "Reviews", "Reviews in the programme", _is_live, _on_record, "on record"),
    _rated(Rag.GREEN.value),
    _rated(Rag.AMBER.value),
    _rated(Rag.RED.value),
    _rated("unrated"),
    FigureRule("under-way", "Under way", "Reviews under way", _is_under_way, _is_live, "reviews"),
    FigureRule(
        "not-started", "Not started", "Reviews not started", _shows("not_started"), _is_live, "reviews", "not_started"
    ),
    FigureRule("on-hold", "On hold", "Reviews on hold", _shows("on_hold"), _is_live, "reviews", "on_hold"),
    FigureRule("complete", "Complete", "Complete reviews", _is_complete, _on_record, "on record", "complete"),
    FigureRule(
        "withdrawn", "Withdrawn or left", "Reviews withdrawn or left", _has_left, _on_record, "on record", "withdrawn"
    ),
    _handed_in("accepted", "Accepted", "Reviews with an accepted update", _is(Standing.ACCEPTED)),
    _handed_in("submitted", "Submitted", "Reviews with a submitted update", _is(Standing.SUBMITTED)),
    _handed_in("missing", "Missing", "Reviews whose update is missing", attrgetter("is_missing")),
    _handed_in("overdue", "Overdue", "Reviews whose update is overdue", attrgetter("is_overdue")),
    FigureRule(
        "business-cases-overdue",
        "Business cases overdue",
        "Reviews whose business case is overdue",
        attrgetter("line.is_business_case_overdue"),
        _owes_business_case,
        "to come",
    ),
    FigureRule(
        "implementations-overdue",
        "Implementations overdue",
        "Reviews whose implementation is overdue",
        attrgetter("line.is_implementation_overdue"),
        _owes_implementation,
        "to come",
    ),
    FigureRule("help-wanted", "Help wanted", "Reviews that ask for help", wants_help, _is_live, "reviews"),
    *(_at_stage(stage) for stage in Stage),
)
RULES_BY_CODE = {rule.code: rule for rule in RULES}


def rows_behind(rule: FigureRule, rows: Iterable[DashboardRow]) -> list[DashboardRow]:
    """The rows that a figure counts."""
    return [row for row in rows if rule.counts(row)]


def figures_of(rows: Sequence[DashboardRow], *, url_of: Callable[[str], str]) -> dict[str, Figure]:
    """Every figure by its code with underscores, as templates name it. `url_of(code)` is the address of its rows."""
    among = {whole: sum(map(whole, rows)) for whole in {rule.among for rule in RULES}}
    return {
        rule.code.replace("-", "_"): Figure(
            rule=rule,
            count=sum(map(rule.counts, rows)),
            of=among[rule.among],
            url=url_of(rule.code),
        )
        for rule in RULES
    }


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
