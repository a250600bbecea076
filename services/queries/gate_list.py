"""The gates of a programme as its list shows them."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from programme.models import Programme
from services.enums import Stage
from services.models import Gate


def listed_gates(*, programme: Programme) -> QuerySet[Gate]:
    """The programme's gates, stage by stage on the way; those no longer asked for last."""
    today = programme.today
    places = [When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage.values)]
    return (
        Gate.objects.filter(programme=programme)
        .annotate(
            place=Case(*places, default=Value(len(places)), output_field=IntegerField()),
            has_ended=Case(When(ended_on__lt=today, then=Value(1)), default=Value(0), output_field=IntegerField()),
        )
        .order_by("has_ended", "place", "name", "pk")
    )


def asked_for(gates: QuerySet[Gate], *, day: date) -> QuerySet[Gate]:
    """Those that are asked for on a day."""
    return gates.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), starts_on__lte=day)
