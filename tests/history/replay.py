"""What was known of the world at the end of a day, told from the plain list alone: slow, and obvious."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from finance.models import BudgetLine, SavingsLine, SavingsSuccession, SavingsValue
from programme.models import Council, Phase
from programme.values.partial_date import PartialDate
from risks.enums import RiskStatus
from risks.models import Assessment, MatrixCell, RegisterEntry, Risk, RiskRegister
from services.enums import Rag, Stage, State
from services.models import Milestone, ProgressUpdate, ReviewMove, ReviewParticipation, ServiceReview
from tests.history.world import World

ReviewTold = tuple[str, str, str, date | None, str, tuple[str, ...]]
RiskTold = tuple[str, str, str, str]


class Replay:
    """The world at the end of a day."""

    def __init__(self, world: World, day: date) -> None:
        self.world, self.day = world, day
        self.at: datetime = timezone.make_aware(datetime.combine(day, time.max))

    def known(self, row: models.Model) -> dict[str, Any] | None:
        """What was last recorded of a row by then; of one that was loaded later, what was loaded; else nothing."""
        recordings = self.world.log[row]
        past = [one for one in recordings if one.at <= self.at]
        if past:
            return dict(past[-1].values)
        return dict(recordings[0].values) if recordings[0].is_load else None

    def rows(self, model: type[Any]) -> list[dict[str, Any]]:
        found = [self.known(row) for row in self.world.rows(model)]
        return [values for values in found if values is not None]

    def had_come(self, when: date | None) -> bool:
        return when is not None and when <= self.day

    def reviews(self) -> list[ReviewTold]:
        """Name, phase, state, last day, rating and councils, by name."""
        phases = {values["id"]: values["name"] for values in self.rows(Phase)}
        told = []
        for review in self.rows(ServiceReview):
            if not self.had_come(review["joined_on"]):
                continue
            left = review["left_on"] if self.had_come(review["left_on"]) else None
            moves = [row for row in self.world.rows(ReviewMove) if row.review_id == review["id"]]
            moved = [row for row in moves if row.recorded_at <= self.at]
            stage, state = (moved[-1].to_stage, moved[-1].to_state) if moved else (Stage.NOT_STARTED, State.ACTIVE)
            is_rated = left is None and state == State.ACTIVE and stage != Stage.NOT_STARTED
            phase = phases.get(review["phase_id"], "")
            rag = self._rag(review["id"]) if is_rated else ""
            told.append((review["name"], phase, str(state), left, rag, self._councils(review["id"])))
        return sorted(told)

    def _rag(self, review: int) -> str:
        updates = [row for row in self.world.rows(ProgressUpdate) if row.review_id == review]
        accepted = [row for row in updates if row.decided_at <= self.at]
        latest = max(accepted, key=lambda row: (row.period.starts_on, row.version), default=None)
        return str(Rag(latest.rag)) if latest is not None else ""

    def _councils(self, review: int) -> tuple[str, ...]:
        names = {council.pk: council.short_name for council in Council.objects.order_by("pk")}
        return tuple(
            sorted(
                names[part["council_id"]]
                for part in self.rows(ReviewParticipation)
                if part["review_id"] == review
                and part["joined_on"] <= self.day
                and (part["left_on"] is None or part["left_on"] >= self.day)
            )
        )

    def milestones(self) -> list[tuple[str, PartialDate | None, PartialDate | None]]:
        """Name, forecast and day of achievement."""
        told = []
        for row in self.rows(Milestone):
            achieved = row["achieved"]
            is_ahead = achieved is not None and achieved.first_day > self.day
            told.append((row["name"], row["forecast"], None if is_ahead else achieved))
        return sorted(told, key=lambda one: one[0])

    def savings(self) -> dict[str, Decimal]:
        """What the open lines of the reviews that had joined plan, by code."""
        begins = {row.line_id: row.on for row in self.world.rows(SavingsSuccession)}
        joined = {review["id"] for review in self.rows(ServiceReview) if self.had_come(review["joined_on"])}
        open_lines = {
            row["id"]: row["code"]
            for row in self.rows(SavingsLine)
            if row["review_id"] in joined
            and (row["id"] not in begins or begins[row["id"]] <= self.day)
            and (row["closed_on"] is None or row["closed_on"] > self.day)
        }
        planned = {code: Decimal(0) for code in open_lines.values()}
        for value in self.rows(SavingsValue):
            if value["line_id"] in open_lines:
                planned[open_lines[value["line_id"]]] += value["amount"]
        return planned

    def budgets(self) -> dict[str, Decimal | None]:
        """The forecast of each budget line, by code."""
        return {row["code"]: row["forecast"] for row in self.rows(BudgetLine)}

    def risks(self) -> list[RiskTold]:
        """Register, risk, status and current score of each risk that a register showed."""
        registers = {row.pk: row.code for row in RiskRegister.objects.order_by("pk")}
        risks = {row["id"]: row for row in self.rows(Risk)}
        told = []
        for entry in self.rows(RegisterEntry):
            risk = risks.get(entry["risk_id"])
            is_shown = (entry["starts_on"] is None or entry["starts_on"] <= self.day) and (
                entry["ended_on"] is None or entry["ended_on"] >= self.day
            )
            if risk is None or not is_shown or not self.had_come(risk["opened_on"]):
                continue
            status = risk["status"] if self.had_come(risk["closed_on"]) else RiskStatus.OPEN
            told.append((registers[entry["register_id"]], risk["code"], str(status), self._score(entry["id"])))
        return sorted(told)

    def _score(self, entry: int) -> str:
        scores = [row for row in self.world.rows(Assessment) if row.entry_id == entry]
        known = [row for row in scores if row.recorded_at <= self.at and row.assessed_on <= self.day]
        latest = max(known, key=lambda row: (row.assessed_on, row.recorded_at, row.pk), default=None)
        return "" if latest is None else MatrixCell.objects.get(pk=latest.cell_id).score
