"""What of the risks is put before the board by exception."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from programme.history import first_recorded
from programme.queries.exceptions import ExceptionRuleKind, ExceptionScope, Found
from programme.wording.appearance import written_date
from risks.enums import OPEN_MITIGATIONS, AssessmentKind, RiskKind, RiskStatus
from risks.models import Assessment, Mitigation, RegisterEntry, RiskRegister
from risks.queries.entries_at import entries_at
from risks.queries.movements import movements_since
from risks.rules.exceptions import Scored, outside_since, overdue_since, unscored_since
from risks.rules.movement import worsened as is_worse
from risks.rules.review_due import review_day

ENTRIES, SCORES, URLS = "risks.open_entries", "risks.scores", "risks.urls"


def outside_tolerance(scope: ExceptionScope, limit: Decimal) -> Iterable[Found]:
    """Open risks whose current score stands in a cell that is not tolerated."""
    for entry in _outside(scope):
        words = f"Scored {_score(entry.current)}, which is outside tolerance."
        yield _found(scope, entry, words, outside_since(_scores(scope)[entry.pk]))


def no_action(scope: ExceptionScope, limit: Decimal) -> Iterable[Found]:
    """Open risks outside tolerance with nothing left to be done about them."""
    outside = [entry for entry in _outside(scope) if entry.is_home and not entry.risk.action_outstanding.strip()]
    acted_on = _with_open_mitigations(scope, outside)
    for entry in outside:
        if entry.risk_id not in acted_on:
            words = "It is outside tolerance, and no action is planned, under way or outstanding."
            yield _found(scope, entry, words, outside_since(_scores(scope)[entry.pk]))


def worsened(scope: ExceptionScope, limit: Decimal) -> Iterable[Found]:
    """Open risks that are worse than when the board last met, or so many days ago where that is not known."""
    moment = scope.last_board or timezone.make_aware(datetime.combine(scope.day - timedelta(days=int(limit)), time.max))
    entries = {entry.pk: entry for entry in _open_entries(scope) if _is_scored(entry.current)}
    moves = movements_since(entries=entries.keys(), since=moment, until=scope.as_at)
    for pk, move in moves.items():
        entry = entries[pk]
        if move.earlier is None or entry.current is None or not is_worse(move.moved, entry.risk.kind):
            continue
        before = f"{move.earlier.score} ({move.earlier.band})"
        words = f"Scored {_score(entry.current)}; on {written_date(moment)} it was {before}."
        yield _found(scope, entry, words, entry.current.assessed_on)


def review_overdue(scope: ExceptionScope, limit: Decimal) -> Iterable[Found]:
    """Open risks that should have been looked at more than so many days ago."""
    for entry in _open_entries(scope):
        if not entry.is_home:
            continue
        due = review_day(
            next_review=entry.risk.next_review,
            last_looked_at=entry.current.assessed_on if entry.current else None,
            review_every=entry.register.review_every,
        )
        since = overdue_since(due, day=scope.day, grace=int(limit))
        if since is not None:
            yield _found(scope, entry, f"It was to be looked at again by {written_date(due)}.", since)


def unscored_too_long(scope: ExceptionScope, limit: Decimal) -> Iterable[Found]:
    """Open risks without a current score for more than so many days, or nobody knows since when."""
    unscored = [entry for entry in _open_entries(scope) if entry.is_home and not _is_scored(entry.current)]
    undated = [entry.pk for entry in unscored if entry.risk.opened_on is None]
    recorded = first_recorded(RegisterEntry.objects.filter(pk__in=undated))
    for entry in unscored:
        since = unscored_since(_scores(scope)[entry.pk], known_since=entry.risk.opened_on or recorded.get(entry.pk))
        if since is not None and since > scope.day:
            since = None
        if since is None or (scope.day - since).days > limit:
            said = entry.current.reason if entry.current else ""
            yield _found(scope, entry, f"It has no score. {said}".strip(), since)


def _open_entries(scope: ExceptionScope) -> list[RegisterEntry]:
    """The entries of open risks that the reader or the body is told of, read once for all rules."""
    if ENTRIES not in scope.read:
        entries = RegisterEntry.objects.filter(risk__programme=scope.programme)
        if scope.reader is not None:
            entries = entries.visible_to(scope.reader).in_force()
        else:
            entries = entries.filter(_told_of(scope), risk__is_confidential=False)
        if scope.moment.is_now:
            entries = entries.filter(risk__status=RiskStatus.OPEN)
        found = entries_at(entries=entries, programme=scope.programme, moment=scope.moment)
        scope.read[ENTRIES] = [entry for entry in found if entry.risk.status == RiskStatus.OPEN]
    return list(scope.read[ENTRIES])


def _told_of(scope: ExceptionScope) -> Q:
    """A body's report tells of the programme's registers, of its reviews' and of its own council's."""
    own = Q(register__council=scope.council) if scope.council is not None else Q(pk__in=[])
    shared = Q(register__council__isnull=True) & (
        Q(register__review__isnull=True) | Q(register__review__in=scope.reviews)
    )
    return own | shared


def _scores(scope: ExceptionScope) -> dict[int, list[Scored]]:
    """The current scores over time, the oldest first, of the entries that stand out; read once for all rules."""
    if SCORES not in scope.read:
        asked = [entry.pk for entry in _open_entries(scope) if _is_outside(entry) or not _is_scored(entry.current)]
        rows = Assessment.objects.filter(entry__in=asked, kind=AssessmentKind.CURRENT)
        if not scope.moment.is_now:
            rows = rows.known_at(scope.moment.time, day=scope.day)
        found: dict[int, list[Scored]] = defaultdict(list)
        told = rows.order_by("assessed_on", "recorded_at", "pk")
        for entry, on, tolerated in told.values_list("entry", "assessed_on", "cell__is_tolerated"):
            found[entry].append(Scored(on, tolerated))
        scope.read[SCORES] = found
    scores: dict[int, list[Scored]] = scope.read[SCORES]
    return scores


def _outside(scope: ExceptionScope) -> list[RegisterEntry]:
    return [entry for entry in _open_entries(scope) if _is_outside(entry)]


def _is_outside(entry: RegisterEntry) -> bool:
    cell = entry.current.cell if entry.current else None
    return cell is not None and not cell.is_tolerated and not _is_opportunity(entry)


def _is_opportunity(entry: RegisterEntry) -> bool:
    return entry.risk.kind == RiskKind.OPPORTUNITY


def _is_scored(assessment: Assessment | None) -> bool:
    return assessment is not None and assessment.cell is not None


def _with_open_mitigations(scope: ExceptionScope, entries: list[RegisterEntry]) -> set[int]:
    rows = Mitigation.objects.filter(risk__in=[entry.risk_id for entry in entries]).as_at(scope.moment)
    return {row.risk_id for row in rows if row.status in OPEN_MITIGATIONS and row.removed_at is None}


def _score(assessment: Assessment | None) -> str:
    if assessment is None or assessment.cell is None:
        return "not scored"
    return f"{assessment.cell.score} ({assessment.cell.band.name})"


def _found(scope: ExceptionScope, entry: RegisterEntry, detail: str, since: date | None) -> Found:
    register: RiskRegister = entry.register
    return Found(
        key=f"risk-{entry.pk}",
        title=f"{entry.number} {entry.risk.title}",
        url=_url(scope, entry),
        place=register.name,
        detail=detail,
        since=since,
    )


def _url(scope: ExceptionScope, entry: RegisterEntry) -> str:
    """The address of the risk's page, made once for all rules."""
    urls: dict[int, str] = scope.read.setdefault(URLS, {})
    if entry.risk_id not in urls:
        urls[entry.risk_id] = reverse("risk_detail", args=[scope.programme.code, entry.risk.code])
    return urls[entry.risk_id]


EXCEPTION_RULES = (
    ExceptionRuleKind(
        code="outside_tolerance",
        name="Outside tolerance",
        about="The current score of an open risk stands in a cell that its register does not tolerate.",
        order=10,
        find=outside_tolerance,
    ),
    ExceptionRuleKind(
        code="worsened",
        name="Worsened since the last board",
        about="An open risk is more serious than when the board last met; where no meeting is known, than so many "
        "days ago.",
        order=20,
        find=worsened,
        unit="days",
        limit=Decimal(90),
    ),
    ExceptionRuleKind(
        code="review_overdue",
        name="Review overdue",
        about="An open risk should have been looked at again more than so many days ago.",
        order=30,
        find=review_overdue,
        unit="days",
    ),
    ExceptionRuleKind(
        code="no_action",
        name="No action",
        about="An open risk is outside tolerance, and nothing is planned, under way or outstanding.",
        order=40,
        find=no_action,
    ),
    ExceptionRuleKind(
        code="unscored",
        name="Not scored",
        about="An open risk has had no current score for more than so many days.",
        order=50,
        find=unscored_too_long,
        unit="days",
        limit=Decimal(30),
    ),
)
