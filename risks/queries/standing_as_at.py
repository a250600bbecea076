"""Where risks stood at a past moment: which were open, and the latest assessment of each as it was known then."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from programme.history import NOW, Moment
from risks.enums import AssessmentKind, RiskStatus
from risks.models import Assessment, RegisterEntry, Risk
from risks.models.assessment import LATEST_FIRST
from risks.models.risk import RegisterEntryQuerySet

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


def open_entries(*, entries: RegisterEntryQuerySet, moment: Moment = NOW) -> RegisterEntryQuerySet:
    """The entries in force whose risks are open, now or as at a moment; of a past moment two queries to find them.

    What was recorded after the moment does not count: a risk closed since, whatever day that names, was open, and a
    share made since was not there.
    """
    if moment.is_now:
        return entries.in_force().filter(risk__status=RiskStatus.OPEN)
    known = entries.as_at(moment)
    shown = {entry.pk: entry.risk_id for entry in known if entry.is_shown_on(moment.day)}
    risks = Risk.objects.filter(pk__in=set(shown.values())).as_at(moment, foreseen=False)
    opened = {risk.pk for risk in risks if risk.status == RiskStatus.OPEN and risk.was_opened_by(moment.day)}
    return entries.filter(pk__in=[entry for entry, risk in shown.items() if risk in opened])


def as_keys(entries: Entries) -> Any:
    """The entries for a condition: as a query of their keys, without an order where they are not a page of a list."""
    if not isinstance(entries, QuerySet):
        return entries
    return entries.values("pk") if entries.query.is_sliced else entries.order_by().values("pk")
