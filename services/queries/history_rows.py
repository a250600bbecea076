"""Rows of a programme as the history has them at a past moment. Not to be saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Min, QuerySet

from programme.models import Programme


def known_until(*, programme: Programme, as_at: datetime) -> datetime:
    """The last moment of which the history tells for `as_at`: later only where the programme was loaded later.

    What came with a programme's first load counts from the beginning: the history knows nothing older than that.
    """
    began: datetime | None = (
        apps.get_model("programme", "ProgrammeEvent")
        .objects.filter(pgh_obj=programme.pk)
        .aggregate(began=Min("pgh_created_at"))["began"]
    )
    return max(as_at, began) if began else as_at


def rows_known(*, model: Any, live: QuerySet[Any], until: datetime) -> list[Any]:
    """These rows as their last event up to a moment has them, by key; one query. Rows added later are left out."""
    events = (
        model.pgh_event_model.objects.filter(pgh_obj__in=live.order_by().values("pk"), pgh_created_at__lte=until)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    return [_instance(model, event) for event in events]


def _instance(model: Any, event: Any) -> Any:
    values = {
        field.attname: getattr(event, field.attname)
        for field in model._meta.concrete_fields
        if hasattr(event, field.attname) and not field.primary_key
    }
    return model(pk=event.pgh_obj_id, **values)
