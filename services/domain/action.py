"""What can be done to an action or recommendation. Its number is never kept: see `services.queries.action_record`.

Adding and changing the areas of review and the delivery plan references of a programme.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import TAKEN_BY_PAGES, new_code, next_place
from programme.domain.editing import fill, lock_unchanged, mark_of
from programme.domain.keeping_rules import check_begun, check_rules
from programme.errors import DomainError
from programme.models import Programme, RoleGrant, User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate
from services.enums import ActionStatus
from services.models import Action, ActionReference, Area, CarriedRecommendation, PlanReference, ServiceReview
from services.models.service_review import WORKING_ROLES

ACTION_FIELDS = (
    "title", "commentary", "owner_post", "status_reason", "review", "area", "session", "owner", "due",
    "status", "completed", "is_recommendation",
)  # fmt: skip
"""What is filled in by hand; the place within the area is worked out where it is left out."""


def mark_of_action(action: Action) -> str:
    """A short mark of the action with its references and the recommendations that it carries out."""
    references = action.references.filter(removed_at__isnull=True).order_by("reference_id")
    carried = action.carries_out.filter(removed_at__isnull=True).order_by("recommendation_id")
    parts = [
        *references.values_list("reference_id", flat=True),
        "carries out",
        *carried.values_list("recommendation_id", flat=True),
    ]
    return mark_of(action)[:12] + hashlib.sha256(repr(parts).encode()).hexdigest()[:8]


@transaction.atomic
def create_action(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    position: int | None = None,
    references: Collection[PlanReference] = (),
    carries_out: Collection[Action] = (),
    actor: User,
    at: datetime,
) -> Action:
    """Add an action or recommendation, after the others of its area unless `position` says otherwise.

    Raises NotAllowed, DomainError.
    """
    check_permission(actor, "services.add_action", programme)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    action = Action(programme=programme, code=new_code(values["title"], among=programme.actions.all()))
    _fill(action, values, position=position)
    check_permission(actor, "services.change_action", action)
    _check(action, carries_out=carries_out, at=at)
    action.save()
    _set_links(action, references=references, carries_out=carries_out, at=at)
    return action


@transaction.atomic
def change_action(
    *,
    action: Action,
    values: Mapping[str, Any],
    position: int | None = None,
    references: Collection[PlanReference] = (),
    carries_out: Collection[Action] = (),
    seen: str,
    actor: User,
    at: datetime,
) -> Action:
    """Change an action. `seen` is its mark (`mark_of_action`) as it was opened.

    Raises as `create_action`, ChangedByAnother, DomainError.
    """
    Programme.objects.select_for_update().get(pk=action.programme_id)
    owner = action.owner
    action = lock_unchanged(action, seen=seen, mark=mark_of_action)
    check_permission(actor, "services.change_action", action)
    _fill(action, values, position=position)
    check_permission(actor, "services.change_action", action)
    _check(action, carries_out=carries_out, known_owner=owner, at=at)
    action.save()
    _set_links(action, references=references, carries_out=carries_out, at=at)
    return action


@transaction.atomic
def report_on_action(
    *,
    action: Action,
    status: str,
    completed: PartialDate | None,
    status_reason: str,
    commentary: str,
    seen: str,
    actor: User,
    at: datetime,
) -> Action:
    """Say where an action stands: its status and commentary. Its owner may, too.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    action = lock_unchanged(action, seen=seen)
    check_permission(actor, "services.report_on_action", action)
    action.status, action.completed = status, completed
    action.status_reason, action.commentary = status_reason.strip(), commentary.strip()
    _check_status(action, at=at)
    action.save()
    return action


def _fill(action: Action, values: Mapping[str, Any], *, position: int | None) -> None:
    area_before = action.area_id
    fill(action, values, ACTION_FIELDS)
    if position is not None:
        action.position = position
    elif action.pk is None or action.area_id != area_before:
        others = action.programme.actions.filter(area=action.area_id)
        action.position = next_place(others, last=LAST_POSITION)


def _check(action: Action, *, carries_out: Collection[Action], known_owner: User | None = None, at: datetime) -> None:
    _check_status(action, at=at)
    _check_owner(action, known=known_owner)
    if action.session is not None and action.session.review_id != action.review_id:
        raise DomainError(
            f"That session was of {action.session.review}. Choose that review, or another session.", field="session"
        )
    wanted = {recommendation.pk for recommendation in carries_out}
    there = Action.objects.filter(pk__in=wanted - {action.pk}, is_recommendation=True, programme=action.programme_id)
    if there.count() != len(wanted):
        raise DomainError("An action carries out other recommendations only.", field="carries_out")
    if action.pk and not action.is_recommendation:
        carriers = action.carried_out_by.filter(removed_at__isnull=True).count()
        if carriers:
            actions = "an action carries" if carriers == 1 else f"{carriers} actions carry"
            raise DomainError(f"It stays a recommendation while {actions} it out.", field="is_recommendation")


def _check_status(action: Action, *, at: datetime) -> None:
    if action.status == ActionStatus.COMPLETE:
        check_begun(action.completed, "it was completed", today=timezone.localdate(at), field="completed")
    check_rules(action)


def _check_owner(action: Action, *, known: User | None) -> None:
    owner = action.owner
    if owner is not None and action.owner_post:
        raise DomainError("Choose a person or enter a post, not both.", field="owner_post")
    if owner is None or owner == known:
        return
    works = RoleGrant.objects.in_force().filter(user=owner, programme=action.programme_id, role__in=WORKING_ROLES)
    if not works.exists():
        raise DomainError(f"{owner} has no working role in this programme.", field="owner")
    if action.review_id and not ServiceReview.objects.visible_to(owner).filter(pk=action.review_id).exists():
        raise DomainError(
            f"{owner} does not see {action.review}, so could not report on its action. Choose another person, "
            "or enter the post in words.",
            field="owner",
        )


def _set_links(
    action: Action, *, references: Collection[PlanReference], carries_out: Collection[Action], at: datetime
) -> None:
    _set(ActionReference, action, "reference", wanted={one.pk for one in references}, at=at)
    _set(CarriedRecommendation, action, "recommendation", wanted={one.pk for one in carries_out}, at=at)


def _set(model: Any, action: Action, field: str, *, wanted: set[int], at: datetime) -> None:
    """Add what is missing and take out, with the date, what is no longer wanted."""
    here = {getattr(link, f"{field}_id"): link for link in model.objects.filter(action=action, removed_at__isnull=True)}
    for key in sorted(here.keys() - wanted):
        here[key].removed_at = at
        here[key].save(update_fields=["removed_at"])
    for key in sorted(wanted - here.keys()):
        model.objects.create(action=action, **{f"{field}_id": key})


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
