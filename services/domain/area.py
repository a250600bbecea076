"""Adding and changing the areas of review and the delivery plan references of a programme."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from programme.domain.codes import TAKEN_BY_PAGES, new_code, next_place
from programme.domain.editing import lock_unchanged
from programme.errors import DomainError
from programme.models import Programme, User
from programme.permissions import check_permission
from services.models import Area, PlanReference

CHANGE = "services.change_areas"
LAST_POSITION = 9_999


@transaction.atomic
def add_area(
    *, programme: Programme, name: str, ambition: str, position: int | None, actor: User, at: datetime
) -> Area:
    """Add an area of review, after the others unless `position` says otherwise. Raises NotAllowed, DomainError."""
    check_permission(actor, CHANGE, programme)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    _check_area_name(name, programme=programme)
    return Area.objects.create(
        programme=programme,
        code=new_code(name, among=programme.areas.all()),
        name=name.strip(),
        ambition=ambition.strip(),
        position=position or next_place(programme.areas.all(), last=LAST_POSITION),
    )


@transaction.atomic
def change_area(
    *,
    area: Area,
    name: str,
    ambition: str,
    position: int | None,
    ended_on: date | None,
    seen: str,
    actor: User,
    at: datetime,
) -> Area:
    """Change an area, its place in the order or its end; without `ended_on` it is under review.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, CHANGE, area.programme)
    programme = Programme.objects.select_for_update().get(pk=area.programme_id)
    area = lock_unchanged(area, seen=seen)
    _check_area_name(name, programme=programme, but=area)
    area.name, area.ambition, area.ended_on = name.strip(), ambition.strip(), ended_on
    area.position = position or area.position
    area.save()
    return area


@transaction.atomic
def add_reference(*, programme: Programme, code: str, plan: str, name: str, actor: User, at: datetime) -> PlanReference:
    """Add a delivery plan reference, for example MT15. Raises NotAllowed, DomainError."""
    check_permission(actor, CHANGE, programme)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    _check_reference(code, programme=programme)
    return PlanReference.objects.create(programme=programme, code=code, plan=plan.strip(), name=name.strip())


@transaction.atomic
def change_reference(
    *, reference: PlanReference, code: str, plan: str, name: str, seen: str, actor: User, at: datetime
) -> PlanReference:
    """Change a delivery plan reference. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, CHANGE, reference.programme)
    programme = Programme.objects.select_for_update().get(pk=reference.programme_id)
    reference = lock_unchanged(reference, seen=seen)
    _check_reference(code, programme=programme, but=reference)
    reference.code, reference.plan, reference.name = code, plan.strip(), name.strip()
    reference.save()
    return reference


def _check_area_name(name: str, *, programme: Programme, but: Area | None = None) -> None:
    others = programme.areas.exclude(pk=but.pk) if but else programme.areas.all()
    if others.filter(name__iexact=name.strip()).exists():
        raise DomainError(f"There is an area called {name.strip()} already. Choose another name.", field="name")


def _check_reference(code: str, *, programme: Programme, but: PlanReference | None = None) -> None:
    others = programme.plan_references.exclude(pk=but.pk) if but else programme.plan_references.all()
    if others.filter(code__iexact=code).exists():
        raise DomainError(f"There is a reference {code} already.", field="code")
    if code.lower() in TAKEN_BY_PAGES:
        raise DomainError(f"A reference cannot be called {code}. Choose another.", field="code")
