"""What one service review has of risks: its registers, and risks about it that stand elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from risks.enums import RiskStatus
from risks.models import RegisterEntry, RiskRegister
from risks.queries.registers import RegisterStanding, entries_listed, standings_of
from services.models import ServiceReview


@dataclass(frozen=True)
class ElsewhereRow:
    """An open risk about the review in a register that is not the review's, with its score there ("" is unscored)."""

    entry: RegisterEntry
    score: str
    colour: str


@dataclass(frozen=True)
class ReviewRisks:
    """The tab "Risks" of a review."""

    registers: tuple[RegisterStanding, ...]
    elsewhere: tuple[ElsewhereRow, ...]


def review_risks_page(*, review: ServiceReview, user: Any) -> ReviewRisks:
    """The registers of the review that the reader sees, and the open risks about it in other registers; three queries.

    Those of the registers' order first, within one by rank: unlike matrices do not compare.
    """
    registers = RiskRegister.objects.visible_to(user).filter(review=review).select_related("review", "council")
    entries = (
        entries_listed(user=user, programme=review.programme)
        .filter(risk__review=review, risk__status=RiskStatus.OPEN)
        .exclude(Q(register__review__isnull=False) & Q(register__review=review))
        .select_related("risk__owner", "register", "current__cell__band")
        .order_by(
            "register__position", "register__name", F("current__cell__rank").desc(nulls_last=True), "position", "number"
        )
    )
    return ReviewRisks(
        registers=tuple(standings_of(registers, user=user, programme=review.programme)),
        elsewhere=tuple(_row(entry) for entry in entries),
    )


def _row(entry: RegisterEntry) -> ElsewhereRow:
    cell = entry.current.cell if entry.current is not None else None
    if cell is None:
        return ElsewhereRow(entry, "", "")
    return ElsewhereRow(entry, f"{cell.score} {cell.band.name}", cell.band.colour)
