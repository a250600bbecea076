"""The figures of the dashboard. Each is a rule over rows, so a figure and the list that it opens can never differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from governance.queries.dashboard_rows import DashboardRow
from governance.queries.progress_table import is_business_case_due, is_implementation_due
from services.enums import Rag, Stage, Standing, State

Rule = Callable[[DashboardRow], bool]


@dataclass(frozen=True, kw_only=True)
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


def _on_record(row: DashboardRow) -> bool:
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
    return FigureRule(
        code=value,
        label=label,
        title=title,
        counts=lambda row: row.line.rag == value,
        among=_is_under_way,
        of="under way",
        rag=value,
    )


def _handed_in(code: str, label: str, title: str, counts: Callable[[DashboardRow], bool]) -> FigureRule:
    return FigureRule(
        code=code,
        label=label,
        title=title,
        counts=lambda row: row.handed_in is not None and counts(row),
        among=_owes_update,
        of="expected",
    )


def _at_stage(stage: Stage) -> FigureRule:
    return FigureRule(
        code=stage_code(stage),
        label=stage.label,
        title=f"Reviews at the stage {stage.label.lower()}",
        counts=lambda row: row.progress.is_live and row.progress.stage == stage,
        among=_is_live,
        of="reviews",
    )


def _is(standing: Standing) -> Rule:
    return lambda row: row.handed_in is not None and row.handed_in.standing == standing


RULES: tuple[FigureRule, ...] = (
    FigureRule(
        code="reviews",
        label="Reviews",
        title="Reviews in the programme",
        counts=_is_live,
        among=_on_record,
        of="on record",
    ),
    _rated(Rag.GREEN.value),
    _rated(Rag.AMBER.value),
    _rated(Rag.RED.value),
    _rated("unrated"),
    FigureRule(
        code="under-way",
        label="Under way",
        title="Reviews under way",
        counts=_is_under_way,
        among=_is_live,
        of="reviews",
    ),
    FigureRule(
        code="not-started",
        label="Not started",
        title="Reviews not started",
        counts=lambda row: row.line.rag == "not_started",
        among=_is_live,
        of="reviews",
        rag="not_started",
    ),
    FigureRule(
        code="on-hold",
        label="On hold",
        title="Reviews on hold",
        counts=lambda row: row.line.rag == "on_hold",
        among=_is_live,
        of="reviews",
        rag="on_hold",
    ),
    FigureRule(
        code="complete",
        label="Complete",
        title="Complete reviews",
        counts=lambda row: row.progress.state == State.COMPLETE,
        among=_on_record,
        of="on record",
        rag="complete",
    ),
    FigureRule(
        code="withdrawn",
        label="Withdrawn or left",
        title="Reviews withdrawn or left",
        counts=_has_left,
        among=_on_record,
        of="on record",
        rag="withdrawn",
    ),
    _handed_in("accepted", "Accepted", "Reviews with an accepted update", _is(Standing.ACCEPTED)),
    _handed_in("submitted", "Submitted", "Reviews with a submitted update", _is(Standing.SUBMITTED)),
    _handed_in(
        "missing",
        "Missing",
        "Reviews whose update is missing",
        lambda row: bool(row.handed_in and row.handed_in.is_missing),
    ),
    _handed_in(
        "overdue",
        "Overdue",
        "Reviews whose update is overdue",
        lambda row: bool(row.handed_in and row.handed_in.is_overdue),
    ),
    FigureRule(
        code="business-cases-overdue",
        label="Business cases overdue",
        title="Reviews whose business case is overdue",
        counts=lambda row: row.line.is_business_case_overdue,
        among=_owes_business_case,
        of="to come",
    ),
    FigureRule(
        code="implementations-overdue",
        label="Implementations overdue",
        title="Reviews whose implementation is overdue",
        counts=lambda row: row.line.is_implementation_overdue,
        among=_owes_implementation,
        of="to come",
    ),
    FigureRule(
        code="help-wanted",
        label="Help wanted",
        title="Reviews that ask for help",
        counts=wants_help,
        among=_is_live,
        of="reviews",
    ),
    *(_at_stage(stage) for stage in Stage),
)
RULES_BY_CODE = {rule.code: rule for rule in RULES}


def rows_behind(rule: FigureRule, rows: Iterable[DashboardRow]) -> list[DashboardRow]:
    """The rows that a figure counts."""
    return [row for row in rows if rule.counts(row)]


def figures_of(rows: Sequence[DashboardRow], *, url_of: Callable[[str], str]) -> dict[str, Figure]:
    """Every figure by its code with underscores, as templates name it. `url_of(code)` is the address of its rows."""
    return {
        rule.code.replace("-", "_"): Figure(
            rule=rule,
            count=sum(1 for row in rows if rule.counts(row)),
            of=sum(1 for row in rows if rule.among(row)),
            url=url_of(rule.code),
        )
        for rule in RULES
    }
