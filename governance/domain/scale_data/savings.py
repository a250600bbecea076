"""The savings lines of the measuring programme with plan, forecast and actual by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from finance.enums import Measure, SavingsState, ValueKind
from finance.models import SavingsLine, SavingsValue
from governance.domain.scale_data.programme import Base
from governance.domain.scale_data.recording import Recorder
from governance.domain.scale_data.scale import Scale, add_months, moment

STATES = tuple(SavingsState)
SETTLED = timedelta(days=60)
"""A financial year's actuals are all in so long after its end."""


def write_savings(recorder: Recorder, base: Base, *, scale: Scale, reviews: list[int]) -> None:
    """Write the lines and, for the last full financial year, all that is known of it; for the next, its plan."""
    settled = base.days.today - SETTLED
    year = settled.year - (1 if settled.month >= 4 else 2)
    planned = date(year, 3, 1)
    lines = recorder.write(
        SavingsLine,
        (
            {
                "programme_id": base.programme.pk,
                "review_id": reviews[number % len(reviews)],
                "code": f"line-{number}",
                "name": f"Fewer contracts for supplies of kind {number}",
                "measure": Measure.PRESSURE if number % 10 == 0 else Measure.RECURRING,
                "state": STATES[number % len(STATES)],
                "state_reason": "The tender came in higher than planned.",
                "position": number // len(reviews) + 1,
            }
            for number in range(scale.savings_lines)
        ),
    )
    began = {"state": f"'{SavingsState.ON_TRACK}'", "state_reason": "''"}
    recorder.record(SavingsLine, lines, at=_within(base, planned), said=began)
    recorder.record(SavingsLine, lines, at=_within(base, date(year, 10, 1)), label="update")
    plan, forecast, actual = (ValueKind.PLAN, ValueKind.FORECAST, ValueKind.ACTUAL)
    for first, kind in ((year, plan), (year + 1, plan), (year, forecast), (year, actual)):
        for month in range(1, 13):
            ids = recorder.write(SavingsValue, _values(lines, year=first, month=month, kind=kind))
            if kind == plan:
                recorder.record(SavingsValue, ids, at=_within(base, date(first, 3, 1)))
            elif kind == actual:
                told = add_months(date(first, 4, 1), month) + timedelta(days=9)
                recorder.record(SavingsValue, ids, at=_within(base, told))
            else:
                recorder.record(
                    SavingsValue, ids, at=_within(base, date(first, 4, 15)), said={"amount": "row.amount + 5"}
                )
                recorder.record(SavingsValue, ids, at=_within(base, date(first, 10, 15)), label="update")


def _within(base: Base, day: date) -> Any:
    """The day's morning; of a day before the programme began, the morning of its first."""
    return moment(max(day, base.days.began))


def _values(lines: list[int], *, year: int, month: int, kind: ValueKind) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines):
        amount = number % 900 + month
        yield {"line_id": line, "year": year, "month": month, "kind": kind, "amount": amount}
