"""The table of a register's risks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import NullIf
from django_tables2.columns import BoundColumn

from programme.markup.patterns import escaped, pattern_of
from programme.tables.columns import DateColumn, LinkColumn, ListTable, MakeCell, Route, TextColumn, sorted_by
from programme.wording.appearance import written_date
from risks.enums import AssessmentKind, RiskKind, RiskStatus
from risks.markup.band import UNSCORED, score_markup
from risks.models import Matrix, RegisterEntry, RiskRegister
from risks.queries.movements import EntryLevel
from risks.queries.register_list import Scored, by_number, by_rank

DASH = "—"
IN_ORDER = ("position", "number")
"""How risks stand that are alike in what they are sorted by."""
STATUS_LABELS = dict(RiskStatus.choices)


def owner_of(entry: RegisterEntry) -> str:
    """The person who owns the risk, or the post."""
    return entry.risk.owner.name if entry.risk.owner is not None else entry.risk.owner_post


def by_category(entries: QuerySet[Any], is_descending: bool) -> QuerySet[Any]:
    """By the category of the risk, what has none last."""
    named = entries.annotate(named_category=NullIf("risk__category", Value("")))
    return sorted_by(named, "named_category", *IN_ORDER, is_descending=is_descending)


class RiskColumn(LinkColumn):
    """The title, leading to the risk, and in small what else tells it apart."""

    def cell_maker(self, bound_column: BoundColumn, table: Any) -> MakeCell:
        make_link = super().cell_maker(bound_column, table)
        named = pattern_of("risks/_named.html", ("link", "note"))

        def make(entry: RegisterEntry) -> str:
            note = note_of(entry)
            return named % (make_link(entry), escaped(note)) if note else make_link(entry)

        return make


class ScoreColumn(TextColumn):
    """One of the scores of an entry on the colour of its band; a dash where it is unscored."""

    empty_values = ()

    def __init__(self, kind: AssessmentKind, **options: Any) -> None:
        super().__init__(accessor=f"{kind.value}_cell", exclude_from_export=True, **options)
        self.kind = kind

    def order(self, queryset: Any, is_descending: bool) -> tuple[QuerySet[Any], bool]:
        return by_rank(queryset, kind=self.kind, latest=self.table.latest, is_descending=is_descending), True

    def cell_maker(self, bound_column: BoundColumn, table: Any) -> MakeCell:
        read, scores = self.reader(bound_column, table), table.scores
        unscored = score_markup(DASH, UNSCORED)

        def make(entry: RegisterEntry) -> str:
            cell = read(entry)
            return unscored if cell is None else marked(scores[cell])

        return make


class ExportedScore(TextColumn):
    """The score or the band of one of the scores, in the export alone."""

    empty_values = ()

    def __init__(self, kind: AssessmentKind, part: str, **options: Any) -> None:
        super().__init__(accessor=f"{kind.value}_cell", visible=False, orderable=False, **options)
        self.part = part

    def value(self, **given: Any) -> Any:
        if given["value"] is None:
            return DASH if self.part == "score" else "Unscored"
        scored = given["table"].scores[given["value"]]
        if self.part == "score":
            return int(scored.score) if scored.score.isdecimal() else scored.score
        return scored.band


class RegisterTable(ListTable):
    """The risks of a register as `listed_entries` reads them. Hidden columns stand in the export only."""

    caption = "Risks"

    number = TextColumn(order=lambda entries, is_descending: by_number(entries, is_descending=is_descending))
    risk = RiskColumn(
        accessor="risk__title",
        verbose_name="Risk",
        url=Route("risk_detail", "risk.code"),
        order=("risk__title", *IN_ORDER),
    )
    owner = TextColumn(read=owner_of, verbose_name="Owner", order=("risk__owner__name", "risk__owner_post", *IN_ORDER))
    inherent = ScoreColumn(AssessmentKind.INHERENT, verbose_name="Inherent")
    current = ScoreColumn(AssessmentKind.CURRENT, verbose_name="Current")
    movement = TextColumn(read="movement_of", verbose_name="Movement")
    target = ScoreColumn(AssessmentKind.TARGET, verbose_name="Target")
    next_review = DateColumn(
        accessor="risk__next_review", verbose_name="Next review", order=("risk__next_review", *IN_ORDER)
    )
    status = TextColumn(accessor="risk__status", verbose_name="Status", visible=False)
    kind = TextColumn(accessor="risk__kind", visible=False)
    category = TextColumn(accessor="risk__category", visible=False, order=by_category)
    council = TextColumn(
        accessor="risk__council__short_name",
        verbose_name="Council",
        visible=False,
        order=("risk__council__short_name", *IN_ORDER),
    )
    cause = TextColumn(accessor="risk__cause", visible=False)
    event = TextColumn(accessor="risk__event", visible=False)
    effect = TextColumn(accessor="risk__effect", visible=False)
    response = TextColumn(accessor="risk__response", visible=False)
    strategy = TextColumn(accessor="risk__strategy", visible=False)
    action_outstanding = TextColumn(accessor="risk__action_outstanding", visible=False)
    inherent_score = ExportedScore(AssessmentKind.INHERENT, "score", verbose_name="Inherent score")
    inherent_band = ExportedScore(AssessmentKind.INHERENT, "band", verbose_name="Inherent band")
    current_score = ExportedScore(AssessmentKind.CURRENT, "score", verbose_name="Current score")
    current_band = ExportedScore(AssessmentKind.CURRENT, "band", verbose_name="Current band")
    assessed_on = DateColumn(verbose_name="Assessed on", visible=False)
    target_score = ExportedScore(AssessmentKind.TARGET, "score", verbose_name="Target score")
    target_band = ExportedScore(AssessmentKind.TARGET, "band", verbose_name="Target band")
    opened_on = DateColumn(accessor="risk__opened_on", verbose_name="Opened on", visible=False)
    closed_on = DateColumn(accessor="risk__closed_on", verbose_name="Closed on", visible=False)
    closed_reason = TextColumn(accessor="risk__closed_reason", verbose_name="Reason for closing", visible=False)
    shared = TextColumn(
        read=lambda entry: "No" if entry.is_home else "Yes",
        verbose_name="Shared from another register",
        visible=False,
    )

    def __init__(
        self,
        *args: Any,
        register: RiskRegister,
        scores: Mapping[int, Scored],
        latest: Matrix | None,
        shows_status: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, programme=register.programme, **options)
        self.levels: Mapping[int, EntryLevel] = {}
        self.scores, self.latest, self.today = scores, latest, register.programme.today
        if shows_status:
            self.columns.show("status")

    def movement_of(self, entry: RegisterEntry) -> str:
        """How its current score has moved."""
        return moved_words(self.levels.get(entry.pk))

    def render_next_review(self, record: RegisterEntry, value: Any) -> str:
        late = record.risk.status == RiskStatus.OPEN and value < self.today
        return f"{written_date(value)}, overdue" if late else written_date(value)

    def render_status(self, record: RegisterEntry, value: Any) -> str:
        label = str(STATUS_LABELS[value])
        return f"{label} on {written_date(record.risk.closed_on)}" if record.risk.closed_on else label

    def value_status(self, record: RegisterEntry) -> str:
        return str(STATUS_LABELS[record.risk.status])


def moved_words(level: EntryLevel | None) -> str:
    """ "↑ Up since 3 May 2026"; "Unchanged since 3 May 2026" where the current score has always been this one."""
    if level is None:
        return ""
    since = f"since {written_date(level.since)}"
    if level.moved is None:
        return f"Unchanged {since}"
    return f"{level.arrow} {level.moved.value.capitalize()} {since}".strip()


def note_of(entry: RegisterEntry) -> str:
    """What a row says beneath the title: an opportunity, a share, a confidential risk, its council and category."""
    risk = entry.risk
    words = [
        "Opportunity" if risk.kind == RiskKind.OPPORTUNITY else "",
        "" if entry.is_home else "Shared from another register",
        "Confidential" if risk.is_confidential else "",
        risk.council.short_name if risk.council is not None else "",
        risk.category,
    ]
    return " · ".join(word for word in words if word)


def marked(scored: Scored) -> str:
    """A score with its band; one of an earlier matrix says so."""
    return score_markup(scored.words, scored.colour, "" if scored.is_latest else f"By matrix {scored.version}")
