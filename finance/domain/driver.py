"""What can be done to a driver: adding it, naming it, and recording its figures from a day on.

A figure that changes is a new one from a later day; the old one stays. One that was entered wrongly is corrected on its
own day, and the history keeps what stood there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from finance.domain.apportionment import CHANGE, FIRST_DAY, LAST_DAY
from finance.models import Driver, DriverFigure
from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.errors import CellsChangedByAnother, DomainError
from programme.models import Council, Programme, User
from programme.permissions import check_permission
from programme.wording.appearance import written_date
from services.values.figures import plain_figure


@dataclass(frozen=True, kw_only=True)
class FigureEntry:
    """A council's figure as it was sent; `seen` is the mark that it was opened with."""

    council: Council
    value: Decimal | None
    source: str
    seen: str


@transaction.atomic
def add_driver(*, programme: Programme, name: str, unit: str, actor: User, at: datetime) -> Driver:
    """Add what costs can be shared by. Raises NotAllowed, DomainError."""
    check_permission(actor, CHANGE, programme)
    drivers = Driver.objects.filter(programme=programme)
    _check_name(name, among=drivers)
    return Driver.objects.create(
        programme=programme, code=new_code(name, among=drivers), name=name.strip(), unit=unit.strip()
    )


@transaction.atomic
def change_driver(*, driver: Driver, name: str, unit: str, seen: str, actor: User, at: datetime) -> Driver:
    """Change what a driver is called and counted in. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, CHANGE, driver.programme)
    driver = lock_unchanged(driver, seen=seen)
    _check_name(name, among=Driver.objects.filter(programme=driver.programme_id).exclude(pk=driver.pk))
    driver.name, driver.unit = name.strip(), unit.strip()
    driver.save()
    return driver


@transaction.atomic
def add_figures(*, driver: Driver, starts_on: date, entries: Sequence[FigureEntry], actor: User, at: datetime) -> int:
    """Record the figures that hold from a day on; how many. A council without one keeps the figure before it.

    Raises NotAllowed, DomainError.
    """
    driver = _lock(driver, actor=actor)
    if not FIRST_DAY <= starts_on <= LAST_DAY:
        raise DomainError(f"Enter a day from {written_date(FIRST_DAY)} to {written_date(LAST_DAY)}.", field="starts_on")
    if driver.figures.filter(starts_on=starts_on).exists():
        raise DomainError(
            f"There are figures from {written_date(starts_on)} already. Correct those on the driver's page, or enter a "
            "later day.",
            field="starts_on",
        )
    told = [entry for entry in entries if entry.value is not None]
    if not told:
        raise DomainError("Enter the figure of at least one council.")
    _check_members(driver, starts_on, told)
    for entry in told:
        _write(DriverFigure(driver=driver, council=entry.council, starts_on=starts_on), entry)
    return len(told)


@transaction.atomic
def correct_figures(
    *, driver: Driver, starts_on: date, entries: Sequence[FigureEntry], actor: User, at: datetime
) -> int:
    """Mend the figures of a day; how many were changed. Raises NotAllowed, CellsChangedByAnother, DomainError."""
    driver = _lock(driver, actor=actor)
    rows: dict[int, Any] = {row.council_id: row for row in driver.figures.filter(starts_on=starts_on).order_by("pk")}
    changed, clashes = [], {}
    for entry in entries:
        row = rows.get(entry.council.pk)
        said = mark_of_figure(entry.value, entry.source)
        stands = mark_of_row(row)
        if said in (entry.seen, stands):
            continue
        if stands != entry.seen:
            clashes[entry.council.pk] = row
        changed.append(entry)
    if clashes:
        raise CellsChangedByAnother(clashes)
    for entry in changed:
        if entry.value is None:
            raise DomainError(
                "A figure that was recorded stays. Correct it, or enter another from a later day."
                if entry.council.pk in rows
                else "Enter the figure that this is the source of.",
                field=f"value-{entry.council.code}",
            )
    _check_members(driver, starts_on, [entry for entry in changed if entry.council.pk not in rows])
    for entry in changed:
        _write(
            rows.get(entry.council.pk) or DriverFigure(driver=driver, council=entry.council, starts_on=starts_on), entry
        )
    return len(changed)


def mark_of_row(row: Any) -> str:
    """A short mark of what a council's figure says; of none, that of nothing."""
    return mark_of_figure(row.value, row.source) if row else mark_of_figure(None, "")


def mark_of_figure(value: Decimal | None, source: str) -> str:
    """The mark that a figure would have once written."""
    return hashlib.sha256(f"{plain_figure(value)}\n{source.strip()}".encode()).hexdigest()[:12]


def _write(row: DriverFigure, entry: FigureEntry) -> None:
    if entry.value is not None:
        row.value, row.source = entry.value, entry.source.strip()
        row.save()


def _lock(driver: Driver, *, actor: User) -> Driver:
    check_permission(actor, CHANGE, driver.programme)
    return Driver.objects.select_for_update(of=("self",)).select_related("programme").get(pk=driver.pk)


def _check_name(name: str, *, among: Any) -> None:
    if among.filter(name__iexact=name.strip()).exists():
        raise DomainError("There is a driver of this name already. Enter another.", field="name")


def _check_members(driver: Driver, starts_on: date, entries: Sequence[FigureEntry]) -> None:
    members = set(driver.programme.memberships.on(starts_on).values_list("council", flat=True))
    for entry in entries:
        if entry.council.pk not in members:
            raise DomainError(
                f"{entry.council.name} is not a member of the programme on {written_date(starts_on)}.",
                field=f"value-{entry.council.code}",
            )
