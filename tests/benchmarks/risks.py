"""The speed of a large register's pages: its list, its heat map now and on a past day, and the exceptions."""

from __future__ import annotations

import re
import time
from datetime import date, datetime, timedelta

import pgtrigger
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from programme.models import Programme, User
from risks.domain.matrix import write_matrix
from risks.enums import AssessmentKind, RiskStatus
from risks.models import Assessment, MatrixCell, RegisterEntry, Risk, RiskRegister
from tests.benchmarks.pages import SHOWN, URLS, asker, site_templates
from tests.benchmarks.records import WORDS, make_programme, make_reader
from tests.benchmarks.timing import medians_in_turns
from tests.factories.risks import square_draft

RISKS = 10_000
DAYS_AGO = (380, 280, 180, 80)
"""When each risk was looked at: six assessments with the inherent and the target one of the first day."""
AS_AT = timedelta(days=200)
CATEGORIES = ("People", "Money", "Technology", "Partners", "Law")


def measure_risks(*, repetitions: int) -> None:
    """Print the medians of the pages and their ratios."""
    reader = make_reader(email="risks@ashmere.example")
    register = make_register(reader)
    code, of_register = register.programme.code, [register.programme.code, register.code]
    heat_map = reverse("heat_map", args=of_register)
    past = f"{heat_map}?as_at={timezone.localdate() - AS_AT:%-d/%-m/%Y}"
    with override_settings(ROOT_URLCONF=URLS, TEMPLATES=site_templates()):
        cells = _cells(asker(reader, heat_map)())
        taken = medians_in_turns(
            {
                "register": asker(reader, f"{reverse('risk_register', args=of_register)}?sort=-current"),
                "plain register": asker(reader, reverse("plain_register", args=of_register)),
                "heat map": asker(reader, heat_map),
                "bare heat map": asker(reader, reverse("bare_risks", args=[*of_register, "now", cells])),
                "heat map of a past day": asker(reader, past),
                "bare heat map of a past day": asker(reader, reverse("bare_risks", args=[*of_register, "past", cells])),
                "exceptions": asker(reader, reverse("risk_exceptions", args=[code])),
            },
            repetitions=repetitions,
        )
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1000:.1f} ms")
    print(f"Register of {RISKS:,} risks and {Assessment.objects.count():,} assessments, {SHOWN} a page by rank:")
    print(
        f"  against django-tables2 + django-filter: {taken['register'] / taken['plain register']:.2f} "
        "(aim: 1.10 or less)"
    )
    for name in ("heat map", "heat map of a past day"):
        ratio = taken[name] / taken[f"bare {name}"]
        print(f"  {name} against a bare view of as many rows and cells: {ratio:.2f} (aim: 5.00 or less)")


def make_register(reader: User) -> RiskRegister:
    """A programme with one register of a matrix of 5 × 5; every tenth risk is closed, every twentieth unscored."""
    started = time.perf_counter()
    with transaction.atomic():  # one moment for the history: all came with the programme
        programme = make_programme(code="at-risk", reviews=1, reader=reader)
        register = RiskRegister.objects.create(programme=programme, code="joint", name="Joint register")
        began = timezone.now() - timedelta(days=400)
        matrix = write_matrix(register=register, draft=square_draft(5), seen_version=0, actor=None, at=began)
        entries = _entries(register, reader=reader)
        _assess(entries, cells=list(matrix.cells.order_by("rank", "pk")))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"  made in {time.perf_counter() - started:.1f} s")
    return register


def _entries(register: RiskRegister, *, reader: User) -> list[RegisterEntry]:
    today = timezone.localdate()
    risks = Risk.objects.bulk_create(
        (_risk(register.programme, number=number, owner=reader, today=today) for number in range(RISKS)),
        batch_size=1000,
    )
    return RegisterEntry.objects.bulk_create(
        (
            RegisterEntry(risk=risk, register=register, number=str(number + 1), position=number + 1)
            for number, risk in enumerate(risks)
        ),
        batch_size=1000,
    )


def _risk(programme: Programme, *, number: int, owner: User, today: date) -> Risk:
    is_closed = number % 10 == 9
    return Risk(
        programme=programme,
        code=f"risk-{number}",
        title=f"Risk {number} of bringing two teams together",
        cause=WORDS,
        effect=WORDS,
        category=CATEGORIES[number % len(CATEGORIES)],
        owner=owner if number % 3 else None,
        owner_post="" if number % 3 else "Head of Housing",
        strategy=WORDS,
        opened_on=today - timedelta(days=390),
        next_review=today + timedelta(days=number % 120 - 20),
        status=RiskStatus.CLOSED if is_closed else RiskStatus.OPEN,
        closed_on=today - timedelta(days=number % 300) if is_closed else None,
        closed_reason="The teams are together." if is_closed else "",
    )


def _assess(entries: list[RegisterEntry], *, cells: list[MatrixCell]) -> None:
    """Six assessments of each entry in bulk; the trigger that points at the latest is done in one statement after."""
    times = [_noon(timezone.localdate() - timedelta(days=days)) for days in DAYS_AGO]
    with pgtrigger.ignore("risks.Assessment:entry_points_at_latest"):
        Assessment.objects.bulk_create(
            (
                _assessment(entry, kind=kind, cells=cells, place=number * 7 + turn * 3, at=at, number=number)
                for number, entry in enumerate(entries)
                for turn, (kind, at) in enumerate(
                    [
                        (AssessmentKind.INHERENT, times[0]),
                        (AssessmentKind.TARGET, times[0]),
                        *((AssessmentKind.CURRENT, at) for at in times),
                    ]
                )
            ),
            batch_size=2000,
        )
    with connection.cursor() as cursor:
        for kind in AssessmentKind:
            cursor.execute(
                f"UPDATE risks_registerentry AS entry SET {kind.value}_id = latest.id FROM ("  # noqa: S608
                "SELECT DISTINCT ON (entry_id) entry_id, id FROM risks_assessment WHERE kind = %s "
                "ORDER BY entry_id, assessed_on DESC, recorded_at DESC, id DESC) AS latest "
                "WHERE latest.entry_id = entry.id",
                [kind.value],
            )


def _assessment(
    entry: RegisterEntry, *, kind: AssessmentKind, cells: list[MatrixCell], place: int, at: datetime, number: int
) -> Assessment:
    is_unscored = number % 20 == 19
    return Assessment(
        entry=entry,
        kind=kind,
        cell=None if is_unscored else cells[place % len(cells)],
        assessed_on=timezone.localdate(at),
        reason="Not known yet." if is_unscored else "",
        recorded_at=at,
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def _cells(page: str) -> int:
    """The cells of the page's tables; the shapes and words of its drawing."""
    return len(re.findall(r"<(?:t[dh]|path|rect|text)\b", page))
