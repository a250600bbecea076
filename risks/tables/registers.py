"""The table of a register's risks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf
from django.urls import reverse
from django_tables2.columns import BoundColumn

from programme.markup.patterns import escaped, pattern_of
from programme.tables.columns import DateColumn, LinkColumn, ListTable, MakeCell, TextColumn
from programme.wording.appearance import written_date
from risks.enums import AssessmentKind, RiskKind, RiskStatus
from risks.markup.band import UNSCORED, score_markup
from risks.models import Matrix, RegisterEntry, RiskRegister
from risks.queries.movements import EntryLevel
from risks.queries.register_list import Scored, by_number, by_rank

DASH = "—"
STATUS_LABELS = dict(RiskStatus.choices)


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

    def value(self, value: Any, table: Any) -> Any:
        if value is None:
            return DASH if self.part == "score" else "Unscored"
        scored = table.scores[value]
        if self.part == "score":
            return int(scored.score) if scored.score.isdecimal() else scored.score
        return scored.band


class RegisterTable(ListTable):
    """The risks of a register as `listed_entries` reads them. Hidden columns stand in the export only."""

    caption = "Risks"

    number = TextColumn()
    risk = RiskColumn(accessor="risk__title", verbose_name="Risk")
    owner = TextColumn(accessor="risk__owner", verbose_name="Owner", empty_values=())
    inherent = ScoreColumn(AssessmentKind.INHERENT, verbose_name="Inherent")
    current = ScoreColumn(AssessmentKind.CURRENT, verbose_name="Current")
    movement = TextColumn(accessor="pk", verbose_name="Movement", orderable=False, empty_values=())
    target = ScoreColumn(AssessmentKind.TARGET, verbose_name="Target")
    next_review = DateColumn(accessor="risk__next_review", verbose_name="Next review")
    status = TextColumn(accessor="risk__status", verbose_name="Status", visible=False)
    kind = TextColumn(accessor="risk__kind", visible=False)
    category = TextColumn(accessor="risk__category", visible=False)
    council = TextColumn(accessor="risk__council__short_name", verbose_name="Council", visible=False)
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
    shared = TextColumn(accessor="is_home", verbose_name="Shared from another register", visible=False, empty_values=())

    def __init__(
        self,
        *args: Any,
        register: RiskRegister,
        scores: Mapping[int, Scored],
        latest: Matrix | None,
        shows_status: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.levels: Mapping[int, EntryLevel] = {}
        self.scores, self.latest, self.today = scores, latest, register.programme.today
        base = reverse("risks_home", args=[register.programme.code])
        self.columns["risk"].column.url = lambda entry: f"{base}{entry.risk.code}/"
        if shows_status:
            self.columns.show("status")

    def render_movement(self, record: RegisterEntry) -> str:
        return moved_words(self.levels.get(record.pk)) or DASH

    def value_movement(self, record: RegisterEntry) -> str:
        return moved_words(self.levels.get(record.pk))

    def render_owner(self, record: RegisterEntry) -> str:
        return owner_of(record) or DASH

    def value_owner(self, record: RegisterEntry) -> str:
        return owner_of(record)

    def render_next_review(self, record: RegisterEntry, value: Any) -> str:
        late = record.risk.status == RiskStatus.OPEN and value < self.today
        return f"{written_date(value)}, overdue" if late else written_date(value)

    def value_next_review(self, value: Any) -> Any:
        return value

    def value_assessed_on(self, value: Any) -> Any:
        return value

    def value_opened_on(self, value: Any) -> Any:
        return value

    def value_closed_on(self, value: Any) -> Any:
        return value

    def value_shared(self, value: Any) -> str:
        return "No" if value else "Yes"

    def render_status(self, record: RegisterEntry, value: Any) -> str:
        label = str(STATUS_LABELS[value])
        return f"{label} on {written_date(record.risk.closed_on)}" if record.risk.closed_on else label

    def value_status(self, record: RegisterEntry) -> str:
        return str(STATUS_LABELS[record.risk.status])

    def order_number(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        return by_number(entries, is_descending=is_descending), True

    def order_inherent(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        return self._by_rank(entries, AssessmentKind.INHERENT, is_descending)

    def order_current(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        return self._by_rank(entries, AssessmentKind.CURRENT, is_descending)

    def order_target(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        return self._by_rank(entries, AssessmentKind.TARGET, is_descending)

    def order_risk(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(entries, "risk__title", is_descending), True

    def order_owner(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(entries, "risk__owner__name", is_descending, "risk__owner_post"), True

    def order_council(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(entries, "risk__council__short_name", is_descending), True

    def order_category(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        named = entries.annotate(named_category=NullIf("risk__category", Value("")))
        return _by(named, "named_category", is_descending), True

    def order_next_review(self, entries: Any, is_descending: bool) -> tuple[QuerySet, bool]:
        return _by(entries, "risk__next_review", is_descending), True

    def _by_rank(self, entries: Any, kind: AssessmentKind, is_descending: bool) -> tuple[QuerySet, bool]:
        return by_rank(entries, kind=kind, latest=self.latest, is_descending=is_descending), True


def owner_of(entry: RegisterEntry) -> str:
    """The person who owns the risk, or the post."""
    return entry.risk.owner.name if entry.risk.owner is not None else entry.risk.owner_post


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


def _by(entries: QuerySet, field: str, is_descending: bool, *then: str) -> QuerySet:
    """By a field, what has none last either way."""
    place = F(field)
    ordered = place.desc(nulls_last=True) if is_descending else place.asc(nulls_last=True)
    return entries.order_by(ordered, *then, "position", "number", "pk")
