"""Closing a month of a financial year, after which only the editors named post into it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from finance.models import FinanceClose, FinanceCloseEditor
from programme.domain.keeping_rules import write
from programme.errors import DomainError
from programme.models import Programme, User
from programme.permissions import check_permission
from services.values.standards import FIRST_MONTH, financial_year_of

Closes = dict[tuple[int, int], set[int]]
"""The editors (their ids) of each closed month, by financial year and its month, 1 being April."""


@transaction.atomic
def close_month(
    *, programme: Programme, year: int, month: int, editors: Collection[User], actor: User, at: datetime
) -> FinanceClose:
    """Close a month; `editors` may still post into it. Raises NotAllowed, DomainError."""
    check_permission(actor, "finance.close_months", programme)
    lock_months(programme)
    if month_of(programme.today) <= (year, month):
        raise DomainError("Choose a month that is over.", field="month")
    close = write(FinanceClose(programme=programme, year=year, month=month, closed_by=actor, closed_at=at))
    for person in editors:
        FinanceCloseEditor.objects.create(close=close, user=person)
    return close


@transaction.atomic
def change_editors(
    *, close: FinanceClose, editors: Collection[User], seen: str, actor: User, at: datetime
) -> FinanceClose:
    """Say anew who may still post into a closed month. Raises NotAllowed, DomainError."""
    check_permission(actor, "finance.close_months", close.programme)
    lock_months(close.programme)
    close = FinanceClose.objects.select_for_update(of=("self",)).select_related("programme").get(pk=close.pk)
    if editors_mark(close) != seen:
        raise DomainError("Someone else changed the editors while you had this open. Check them and save again.")
    wanted = {person.pk for person in editors}
    now = {one.user_id: one for one in close.named_editors.filter(removed_at__isnull=True)}
    for person_id in now.keys() - wanted:
        now[person_id].removed_at = at
        now[person_id].save()
    for person_id in sorted(wanted - now.keys()):
        FinanceCloseEditor.objects.create(close=close, user_id=person_id)
    return close


def editors_mark(close: FinanceClose) -> str:
    """Who may post into the month, as a form keeps it."""
    ids = close.named_editors.filter(removed_at__isnull=True).order_by("user_id").values_list("user_id", flat=True)
    return ",".join(str(one) for one in ids)


def lock_months(programme: Programme) -> None:
    """Hold the programme's row to the end of the transaction.

    Who posts takes it before looking whether the month or the budget line is closed, who closes one before closing it,
    so that nothing slips in between. Imports of a programme file hold it too.
    """
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)


def closed_months(programme: Programme) -> Closes:
    """The closed months of a programme with who may still post; in two queries."""
    closes = {close.pk: close for close in FinanceClose.objects.filter(programme=programme)}
    found: Closes = {(close.year, close.month): set() for close in closes.values()}
    for editor in FinanceCloseEditor.objects.filter(close__in=closes, removed_at__isnull=True):
        close = closes[editor.close_id]
        found[(close.year, close.month)].add(editor.user_id)
    return found


def check_month_open(*, programme: Programme, day: date, actor: User) -> None:
    """Raise DomainError where the day's month is closed to this person."""
    if is_closed_to(actor.pk, closes=closed_months(programme), day=day):
        raise DomainError(closed_sentence(day), field="on")


def is_closed_to(person_id: int | None, *, closes: Closes, day: date) -> bool:
    """Whether the month of the day is closed and the person is none of its editors."""
    editors = closes.get(month_of(day))
    return editors is not None and person_id not in editors


def closed_sentence(day: date) -> str:
    """Why nothing is posted on that day."""
    return f"{day:%B %Y} is closed. Only the people named at its close may still post into it."


def month_of(day: date) -> tuple[int, int]:
    """The financial year of the day and its month in it: April 2011 is (2011, 1)."""
    return financial_year_of(day), (day.month - FIRST_MONTH) % 12 + 1
