"""All that a reader sees of one risk. What stands in a register that they do not see is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from risks.enums import OPEN_MITIGATIONS, AssessmentKind, RiskStatus
from risks.models import Assessment, Issue, Matrix, Mitigation, RegisterEntry, Risk, RiskRegister, RiskViewer
from risks.queries.movements import EntryLevel, levels_of

DASH = "—"
UNSCORED_COLOUR = "unscored"


@dataclass(frozen=True)
class ScoreShown:
    """One of the three scores of a risk in a register; `assessment` None: it was never looked at."""

    kind: AssessmentKind
    assessment: Assessment | None
    is_of_earlier_matrix: bool

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def words(self) -> str:
        """ "12 High"; a dash where it is unscored."""
        return words_of(self.assessment)

    @property
    def place(self) -> str:
        """Where on the matrix: "3 Likely × 4 Critical"."""
        return place_of(self.assessment) if self.assessment else ""

    @property
    def colour(self) -> str:
        cell = self.assessment.cell if self.assessment else None
        return cell.band.colour if cell else UNSCORED_COLOUR


@dataclass(frozen=True)
class EntryShown:
    """The risk in one register: its number there and its scores side by side."""

    entry: RegisterEntry
    scores: tuple[ScoreShown, ...]
    is_shown_now: bool
    """Whether the register shows it today: a share may have ended or not begun."""
    has_matrix: bool
    can_assess: bool
    can_change: bool
    sees_register: bool
    level: EntryLevel | None
    """Since when its current score stands where it does; None: nobody ever scored it."""


@dataclass(frozen=True)
class MitigationShown:
    """A mitigation and whether its day has passed with it not done."""

    mitigation: Mitigation
    is_overdue: bool
    can_report: bool


@dataclass(frozen=True)
class RiskPage:
    """What the page of a risk shows beside the risk's own texts."""

    entries: tuple[EntryShown, ...]
    mitigations: Sequence[MitigationShown]
    issues: Sequence[Issue]
    viewers: Sequence[RiskViewer]
    is_overdue: bool

    @property
    def home(self) -> EntryShown | None:
        """Its entry in the register that keeps it, where the reader sees that."""
        return next((shown for shown in self.entries if shown.entry.is_home), None)


def risk_page(*, risk: Risk, user: Any) -> RiskPage:
    """Everything of a risk that the reader sees, in a fixed number of queries for each register it stands in."""
    today = risk.programme.today
    entries = seen_entries(risk=risk, user=user)
    running = set(risk.entries.in_force(today).values_list("pk", flat=True))
    latest = latest_matrices(entries)
    registers = set(
        RiskRegister.objects.visible_to(user)
        .filter(pk__in=[entry.register_id for entry in entries])
        .values_list("pk", flat=True)
    )
    levels = levels_of(entries=[entry.pk for entry in entries])
    return RiskPage(
        entries=tuple(
            EntryShown(
                entry=entry,
                scores=tuple(_score(entry, kind, latest.get(entry.register_id)) for kind in AssessmentKind),
                is_shown_now=entry.pk in running,
                has_matrix=entry.register_id in latest,
                can_assess=risk.status == RiskStatus.OPEN and user.has_perm("risks.assess_entry", entry),
                can_change=user.has_perm("risks.change_entry", entry),
                sees_register=entry.register_id in registers,
                level=levels.get(entry.pk),
            )
            for entry in entries
        ),
        mitigations=[
            MitigationShown(
                mitigation, is_overdue=is_late(mitigation, today=today), can_report=mitigation.owner_id == user.pk
            )
            for mitigation in risk.mitigations.filter(removed_at__isnull=True)
            .select_related("owner")
            .order_by("position", "code")
        ],
        issues=list(Issue.objects.visible_to(user).filter(risk=risk).order_by("raised_on", "pk")),
        viewers=list(risk.viewers.filter(removed_at__isnull=True).select_related("person").order_by("person__name"))
        if risk.is_confidential
        else [],
        is_overdue=is_review_overdue(risk),
    )


def seen_entries(*, risk: Risk, user: Any) -> list[RegisterEntry]:
    """The risk in the registers that the reader sees, its home first, each with its latest scores."""
    scores = [f"{kind.value}__{path}" for kind in AssessmentKind for path in ("cell__band", "recorded_by")]
    levels = [f"{kind.value}__cell__{axis}" for kind in AssessmentKind for axis in ("likelihood", "impact")]
    entries = list(
        RegisterEntry.objects.visible_to(user)
        .filter(risk=risk)
        .select_related("register__programme", "register__review", "register__council", *scores, *levels)
        .order_by("-is_home", "register__position", "register__name", "pk")
    )
    for entry in entries:
        entry.risk = risk
    return entries


def assessments_of(entries: Sequence[RegisterEntry]) -> QuerySet[Assessment]:
    """Every assessment in these entries, the newest first. `is_corrected`: a later row says otherwise of that day."""
    later = Assessment.objects.filter(
        entry=OuterRef("entry"),
        kind=OuterRef("kind"),
        assessed_on=OuterRef("assessed_on"),
        recorded_at__gt=OuterRef("recorded_at"),
    )
    return (
        Assessment.objects.filter(entry__in=[entry.pk for entry in entries])
        .select_related("entry__register", "cell__band", "cell__likelihood", "cell__impact", "recorded_by")
        .annotate(is_corrected=Exists(later))
        .order_by("-assessed_on", "-recorded_at", "-pk")
    )


def latest_matrices(entries: Sequence[RegisterEntry]) -> dict[int, int]:
    """The matrix of today by its register, for those that have one."""
    rows = Matrix.objects.filter(register__in=[entry.register_id for entry in entries])
    return dict(rows.order_by("register", "-version").distinct("register").values_list("register", "pk"))


def is_review_overdue(risk: Risk) -> bool:
    """Whether an open risk should have been looked at before today."""
    return risk.status == RiskStatus.OPEN and risk.next_review is not None and risk.next_review < risk.programme.today


def is_late(mitigation: Mitigation, *, today: date) -> bool:
    """Whether an action on a risk is still to be done although its day has passed."""
    return mitigation.status in OPEN_MITIGATIONS and mitigation.due is not None and mitigation.due.is_overdue(today)


def words_of(assessment: Assessment | None) -> str:
    """A score with its band; a dash where there is none."""
    cell = assessment.cell if assessment is not None else None
    return f"{cell.score} {cell.band.name}" if cell is not None else DASH


def place_of(assessment: Assessment) -> str:
    """Where on the matrix: "3 Likely × 4 Critical"; nothing where it is unscored."""
    cell = assessment.cell
    return f"{cell.likelihood} × {cell.impact}" if cell is not None else ""


def _score(entry: RegisterEntry, kind: AssessmentKind, matrix: int | None) -> ScoreShown:
    assessment: Assessment | None = getattr(entry, kind.value)
    cell = assessment.cell if assessment else None
    return ScoreShown(kind=kind, assessment=assessment, is_of_earlier_matrix=bool(cell and cell.matrix_id != matrix))


def what_it_was(risk: Risk) -> str:
    """Cause and event of a risk as one text, where an issue begins."""
    return "\n\n".join(text for text in (risk.cause, risk.event) if text)
