"""The principles and outcomes of a programme, with the reviews that serve them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from programme.enums import AimKind
from programme.history import NOW, Moment
from programme.models import Aim, Programme
from services.models import ReviewAim, ServiceReview


@dataclass(frozen=True)
class AimLine:
    """An aim, whether it holds today, and the reviews that serve it."""

    aim: Aim
    has_ended: bool
    served: tuple[ReviewAim, ...]


@dataclass(frozen=True)
class AimGroup:
    """The aims of one kind, in their order."""

    kind: AimKind
    title: str
    lines: tuple[AimLine, ...]


TITLES = {AimKind.PRINCIPLE: "Guiding principles", AimKind.OUTCOME: "Corporate outcomes"}


def aim_groups(*, programme: Programme, user: Any) -> tuple[AimGroup, ...]:
    """The principles and the outcomes, each with the reviews serving it that the reader sees; two queries."""
    aims = Aim.objects.filter(programme=programme).select_related("council").order_by("kind", "position", "code")
    served = (
        ReviewAim.objects.filter(
            aim__programme=programme,
            removed_at__isnull=True,
            review__in=ServiceReview.objects.visible_to(user),
        )
        .select_related("review")
        .order_by("review__position", "review__name", "pk")
    )
    return grouped(aims=aims, served=served, today=programme.today)


def grouped(*, aims: Iterable[Aim], served: Iterable[ReviewAim], today: date) -> tuple[AimGroup, ...]:
    """The aims under their kinds: principles first."""
    by_aim: dict[int, list[ReviewAim]] = defaultdict(list)
    for link in served:
        by_aim[link.aim_id].append(link)
    lines: dict[str, list[AimLine]] = defaultdict(list)
    for aim in aims:
        has_ended = aim.ended_on is not None and aim.ended_on < today
        lines[aim.kind].append(AimLine(aim, has_ended, tuple(by_aim[aim.pk])))
    return tuple(AimGroup(kind, title, tuple(lines[kind])) for kind, title in TITLES.items() if lines[kind])


def aims_of(review: ServiceReview) -> list[ReviewAim]:
    """What a review serves, principles first; one query."""
    return sorted(
        review.aims.filter(removed_at__isnull=True).select_related("aim__council"),
        key=lambda link: (list(TITLES).index(AimKind(link.aim.kind)), link.aim.position, link.aim.code),
    )


def aims_held(
    *, programme: Programme, reviews: Mapping[int, ServiceReview], moment: Moment = NOW
) -> tuple[AimGroup, ...]:
    """The aims that held then, each with those of these reviews (by key) that served it; two queries."""
    aims = Aim.objects.filter(programme=programme).as_at(moment, "council")
    served = ReviewAim.objects.filter(aim__programme=programme).as_at(moment)
    today = moment.day_in(programme)
    order = {key: place for place, key in enumerate(reviews)}
    links = [link for link in served if link.removed_at is None and link.review_id in reviews]
    for link in links:
        link.review = reviews[link.review_id]
    held = [
        aim
        for aim in aims
        if (aim.agreed_on is None or aim.agreed_on <= today) and (aim.ended_on is None or aim.ended_on >= today)
    ]
    return grouped(
        aims=sorted(held, key=lambda aim: (aim.position, aim.code)),
        served=sorted(links, key=lambda link: order[link.review_id]),
        today=today,
    )
