"""Where risks stood at a past moment: which were open, and the latest assessment of each as it was known then."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from programme.models import Programme
from risks.enums import AssessmentKind, RiskStatus
from risks.models import Assessment, RegisterEntry
from risks.models.assessment import LATEST_FIRST
from risks.models.risk import in_force_on
from services.queries.recorded_rows import recording_limit

Entries = QuerySet[RegisterEntry] | Collection[int]


@dataclass(frozen=True)
class Standing:
    """The latest assessment of one kind. `cell` is the id of a cell, None for looked at and not scored."""

    assessment: int
    cell: int | None
    assessed_on: date


def latest_as_at(*, entries: Entries, moment: datetime, kinds: Iterable[str] = AssessmentKind) -> QuerySet[Assessment]:
    """The latest assessment of each kind of each entry as at a moment: recorded by it, and made by its day.

    One pass over the index of assessments. The cells belong to the matrix of that time.
    """
    return (
        Assessment.objects.known_at(moment, day=timezone.localdate(moment))
        .filter(entry__in=as_keys(entries), kind__in=list(kinds))
        .order_by("entry_id", "kind", *LATEST_FIRST)
        .distinct("entry_id", "kind")
    )


def standing_as_at(
    *, entries: Entries, moment: datetime, kinds: Iterable[str] = AssessmentKind
) -> dict[int, dict[AssessmentKind, Standing]]:
    """The same by entry and kind, in one query. An entry without any assessment is not there."""
    rows = latest_as_at(entries=entries, moment=moment, kinds=kinds)
    found: dict[int, dict[AssessmentKind, Standing]] = {}
    for entry, kind, pk, cell, day in rows.values_list("entry_id", "kind", "pk", "cell_id", "assessed_on"):
        found.setdefault(entry, {})[AssessmentKind(kind)] = Standing(pk, cell, day)
    return found


def open_entries(
    *, entries: QuerySet[RegisterEntry], programme: Programme, moment: datetime | None = None
) -> QuerySet[RegisterEntry]:
    """The entries in force whose risks are open, now or as at a moment.

    What was recorded after the moment does not count: a risk closed since, whatever day that names, was open, and a
    share made since was not there.
    """
    if moment is None:
        found: QuerySet[RegisterEntry] = entries.in_force().filter(risk__status=RiskStatus.OPEN)  # type: ignore[attr-defined]
        return found
    day, limit = timezone.localdate(moment), recording_limit(programme=programme, as_at=moment)
    return entries.filter(
        _then("RegisterEntryEvent", "pk", in_force_on(day), in_force_on(day), limit),
        _then("RiskEvent", "risk", _open_on(day, "risk__"), _open_on(day), limit),
    )


def _then(event: str, key: str, holds: Q, held: Q, limit: datetime | None) -> Q:
    """Whether something held by the recordings up to the limit: `holds` of the row as it is where nothing was recorded
    later, else `held` of its last recording until then; what was not recorded yet did not."""
    events: Any = apps.get_model("risks", event).objects
    changed_since = Exists(events.filter(pgh_obj=OuterRef(key), pgh_created_at__gt=limit))
    known = events.filter(pgh_obj=OuterRef(OuterRef(key)), pgh_created_at__lte=limit)
    last = known.order_by("-pgh_id").values("pgh_id")[:1]
    return (~changed_since & holds) | (changed_since & Exists(events.filter(held, pgh_id=Subquery(last))))


def _open_on(day: date, prefix: str = "") -> Q:
    """By its own dates: opened by the day, or nobody knows when, and not closed by it."""
    opened, closed = f"{prefix}opened_on", f"{prefix}closed_on"
    return (Q(**{f"{opened}__isnull": True}) | Q(**{f"{opened}__lte": day})) & (
        Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gt": day})
    )


def as_keys(entries: Entries) -> Any:
    """The entries for a condition: as a query of their keys, without an order where they are not a page of a list."""
    if not isinstance(entries, QuerySet):
        return entries
    return entries.values("pk") if entries.query.is_sliced else entries.order_by().values("pk")
