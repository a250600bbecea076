"""What of risks waits for one person: their risks to look at again, and their actions on risks. One query each."""

from __future__ import annotations

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from programme.models import User
from programme.models.grants import programmes_of
from programme.queries.my_work import WorkItem
from programme.values.ordering import natural_order
from risks.enums import OPEN_MITIGATIONS, RiskStatus
from risks.models import Mitigation, RegisterEntry, Risk
from risks.permissions import OWNING_ROLES
from risks.rules.review_due import SOON, review_day


def own_open_risks(user: User) -> QuerySet[Risk]:
    """The open risks that a person owns and may review, each with what tells when: `review_every`, `looked_at`."""
    home = RegisterEntry.objects.filter(risk=OuterRef("pk"), is_home=True).order_by()  # a risk has one home
    return (
        Risk.objects.visible_to(user)
        .filter(owner=user, status=RiskStatus.OPEN, programme__in=programmes_of(user, OWNING_ROLES))
        .annotate(
            number=Subquery(home.values("number")[:1]),
            review_every=Subquery(home.values("register__review_every")[:1]),
            looked_at=Coalesce(Subquery(home.values("current__assessed_on")[:1]), F("opened_on")),
        )
        .filter(Q(next_review__isnull=False) | Q(review_every__isnull=False))
        .select_related("programme")
        .order_by("programme__name", "code")
    )


def reviews_due(user: User) -> list[tuple[date, Risk]]:
    """The risks that a person owns and is to look at within two weeks or should have, the longest due first."""
    if not programmes_of(user, OWNING_ROLES):
        return []
    found = []
    for risk in own_open_risks(user):
        due = review_day(
            next_review=risk.next_review,
            review_every=risk.review_every,  # type: ignore[attr-defined]
            last_looked_at=risk.looked_at,  # type: ignore[attr-defined]
        )
        if due is not None and due <= risk.programme.today + SOON:
            found.append((due, risk))
    return sorted(found, key=lambda one: (one[0], natural_order(one[1].code)))


def review_work(user: User) -> list[WorkItem]:
    """The risks that a person is to look at again."""
    return [
        WorkItem(
            label=f"{risk.number} {risk.title}",  # type: ignore[attr-defined]
            url=reverse("risk_review", args=[risk.programme.code, risk.code]),
            programme=risk.programme.name,
            due=due,
            due_label="Review by",
            is_overdue=due < risk.programme.today,
        )
        for due, risk in reviews_due(user)
    ]


def mitigation_work(user: User) -> list[WorkItem]:
    """The actions on open risks that a person is to have done within two weeks or should have."""
    if not programmes_of(user, OWNING_ROLES):
        return []
    mitigations = (
        Mitigation.objects.filter(
            owner=user,
            removed_at__isnull=True,
            status__in=OPEN_MITIGATIONS,
            due__isnull=False,
            risk__status=RiskStatus.OPEN,
            risk__in=Risk.objects.visible_to(user),
        )
        .select_related("risk__programme")
        .order_by("risk__code", "position", "code")
    )
    items = []
    for mitigation in mitigations:
        programme, due = mitigation.risk.programme, mitigation.due
        if due is not None and due.is_by(programme.today + SOON):
            items.append(
                WorkItem(
                    label=mitigation.name,
                    url=mitigation.risk.get_absolute_url(),
                    programme=programme.name,
                    due=due.last_day,
                    status=mitigation.get_status_display(),
                    note=mitigation.risk.title,
                    is_overdue=due.is_overdue(programme.today),
                )
            )
    return items
