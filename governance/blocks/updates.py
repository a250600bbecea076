"""How many progress updates of a period had been received."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import prefetch_related_objects

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import BlockParametersInvalid, Parameter, live_block
from governance.blocks.wording import counted, number_word, sentence_start
from governance.documents.content import Block, Figure
from programme.wording.appearance import written_date, written_moment
from services.enums import Standing
from services.queries.periods import current_period
from services.queries.updates_due import UpdateRow, update_rows


@live_block(
    code="updates_received",
    title="Updates received",
    description="A sentence with how many of the updates due for a period have been received.",
    parameters=(
        Parameter(
            name="period",
            label="Reporting period",
            kind=kinds.PERIOD,
            hint="Leave empty for the current one.",
        ),
    ),
)
def updates_received_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The updates received of those owed for a period: the one named, else the current one.

    Raises BlockParametersInvalid where no period had begun.
    """
    period = parameters["period"] or current_period(programme=context.programme, moment=context.moment)
    if period is None:
        raise BlockParametersInvalid({"period": "Reporting period: none had begun then. Choose one."})
    rows = update_rows(programme=context.programme, period=period, reviews=context.reviews, moment=context.moment)
    prefetch_related_objects([row.update for row in rows if row.update is not None], "decided_by")
    received = [row for row in rows if not row.is_missing]
    owed = counted(len(rows), "update")
    verb = "was" if len(received) == 1 else "were"
    number = sentence_start(number_word(len(received)) if received else "none")
    return (
        Figure(
            sentence=f"{number} of the {owed} due for {period.name} {verb} received by {written_date(context.time)}.",
            value=str(len(received)),
            unit=f"of {len(rows)} updates",
            rows=tuple(_words(row) for row in rows),
            rule=(
                "Owed: one for every review that was active or on hold. Received: submitted or accepted by then; "
                "a draft or a returned update is not."
            ),
        ),
    )


def _words(row: UpdateRow) -> str:
    update = row.update
    if row.standing == Standing.ACCEPTED and update is not None and update.decided_at is not None:
        who = f" by {update.decided_by.name}" if update.decided_by else ""
        return f"{row.review.name}: accepted{who} on {written_moment(update.decided_at)}"
    if row.standing == Standing.SUBMITTED and update is not None and update.submitted_at is not None:
        return f"{row.review.name}: submitted on {written_moment(update.submitted_at)}"
    return f"{row.review.name}: not received"
