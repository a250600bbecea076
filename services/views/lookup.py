"""Finding the review, period and update that an address names, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from programme.models import Programme, ReportingPeriod, User
from programme.permissions import check_permission
from services.models import ProgressUpdate, ServiceReview


def visible_review(
    request: HttpRequest, programme_code: str, review_code: str, *, with_details: bool = True
) -> ServiceReview:
    """The review, if the reader may see it; else not found. `with_details`: with its phase, service and sponsor."""
    reviews = ServiceReview.objects.visible_to(request.user).select_related("programme")
    if with_details:
        reviews = reviews.select_related("programme", "phase", "service", "sponsor")
    review: ServiceReview = get_object_or_404(reviews, programme__code=programme_code, code=review_code)
    return review


def review_for(request: HttpRequest, programme_code: str, review_code: str, *, permission: str) -> ServiceReview:
    """The review, if the reader sees it and has the permission on it."""
    review = visible_review(request, programme_code, review_code)
    check_permission(request.user, permission, review)
    return review


def reader_of(request: HttpRequest) -> User:
    """Who is signed in. Asked only where the site has already seen to it that somebody is."""
    return cast(User, request.user)


def period_of(programme: Programme, period_code: str) -> ReportingPeriod:
    """The programme's period of that code, knowing its programme; else not found."""
    period: ReportingPeriod = get_object_or_404(ReportingPeriod, programme=programme, code=period_code)
    period.programme = programme
    return period


@dataclass(frozen=True)
class UpdateAddress:
    """What the address of an update's page names."""

    programme_code: str
    review_code: str
    period_code: str
    version: int


def visible_update(request: HttpRequest, address: UpdateAddress) -> tuple[ServiceReview, ProgressUpdate]:
    """The review and its update, if the reader may see both; else not found."""
    review = visible_review(request, address.programme_code, address.review_code)
    updates = ProgressUpdate.objects.visible_to(request.user).select_related(
        "period", "author", "edited_by", "submitted_by", "decided_by"
    )
    update: ProgressUpdate = get_object_or_404(
        updates, review=review, period__code=address.period_code, version=address.version
    )
    update.review = review
    update.period.programme = review.programme
    return review, update
