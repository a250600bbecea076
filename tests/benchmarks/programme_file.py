"""How long a programme file of a thousand reviews takes, checked and imported."""

from __future__ import annotations

import json
import time

from django.utils import timezone

from programme.domain.programme_file import import_programme_file

REVIEWS = 1000
COUNCILS = ("ashmere", "wendle-valley")
LEADS = [f"lead-{number}@{council}.example" for council in COUNCILS for number in range(10)]


def measure_import() -> None:
    """Print the seconds of a first import and of the same file again."""
    data = json.dumps(_programme()).encode()
    print(f"Programme file of {REVIEWS:,} reviews, {len(data) / 1_000_000:.1f} MB:")
    for label in ("first import", "the same file again"):
        started = time.perf_counter()
        import_programme_file(data=data, filename="thousand.json", actor=None, at=timezone.now())
        print(f"  {label}: {time.perf_counter() - started:.1f} s")


def _programme() -> dict:
    """Each review with two councils, two moves and an accepted update."""
    return {
        "concordat": 1,
        "programme": {"code": "thousand", "name": "A thousand reviews", "starts_on": "2024-01-01"},
        "councils": [
            {"code": code, "name": f"{code} council", "short_name": code, "kind": "district"} for code in COUNCILS
        ],
        "people": [
            {
                "email": email,
                "name": email.partition("@")[0],
                "roles": [{"role": "lead_officer", "council": email.partition("@")[2].removesuffix(".example")}],
            }
            for email in LEADS
        ],
        "memberships": [{"council": code, "joined_on": "2024-01-01"} for code in COUNCILS],
        "phases": [{"code": f"phase-{number}", "name": f"Phase {number}"} for number in range(1, 5)],
        "periods": [
            {
                "code": "first",
                "name": "First quarter",
                "starts_on": "2024-01-01",
                "ends_on": "2024-03-31",
                "deadline": "2024-03-31",
                "cut_off": "2024-04-10",
            }
        ],
        "services": [{"code": f"service-{number}", "name": f"Service {number}"} for number in range(REVIEWS)],
        "reviews": [_review(number) for number in range(REVIEWS)],
        "stages": [move for number in range(REVIEWS) for move in _moves(number)],
        "updates": [_update(number) for number in range(REVIEWS)],
    }


def _review(number: int) -> dict:
    return {
        "code": f"review-{number}",
        "name": f"Review {number}",
        "service": f"service-{number}",
        "phase": f"phase-{number % 4 + 1}",
        "joined_on": "2024-01-01",
        "participations": [
            {"council": code, "lead_officer": LEADS[number % 10 + place * 10]} for place, code in enumerate(COUNCILS)
        ],
    }


def _moves(number: int) -> list[dict]:
    return [
        {
            "review": f"review-{number}",
            "stage": stage,
            "effective": f"2024-0{month}",
            "reason": "Agreed by the board.",
            "recorded_at": f"2024-0{month}-20T10:00",
        }
        for month, stage in ((1, "scoping"), (2, "data_gathering"))
    ]


def _update(number: int) -> dict:
    return {
        "review": f"review-{number}",
        "period": "first",
        "status": "accepted",
        "rag": "amber",
        "rag_reason": "The pace of recruitment.",
        "business_case_update": f"The options of review {number} are being compared.",
        "business_case_expected": "2024-09",
        "implementation_expected": "tbc: once the business case is approved",
        "submitted_at": "2024-03-20T10:00",
        "decided_at": "2024-03-22T10:00",
    }
