"""A process in which some people hand updates in, each on a connection of their own. For test_many_at_once.

It reads what each person is to hand in (JSON on the first line), says "ready", and begins when told to.
"""

from __future__ import annotations

import json
import sys
from threading import Thread
from typing import Any

import django


def main() -> None:
    django.setup()
    work: list[dict[str, Any]] = json.loads(sys.stdin.readline())
    results: list[list[Any]] = []
    threads = [Thread(target=hand_in_all, args=(person, results)) for person in work]
    print("ready", flush=True)
    sys.stdin.readline()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(results), flush=True)


def hand_in_all(person: dict[str, Any], results: list[list[Any]]) -> None:
    """Hand in an update for each of the person's reviews, one after the other. A result: review, person, what came."""
    from django.db import connection
    from django.utils import timezone

    from programme.errors import DomainError
    from programme.models import ReportingPeriod, User
    from services.domain.progress_update import hand_in_update
    from services.models import ServiceReview

    try:
        actor = User.objects.get(pk=person["user"])
        period = ReportingPeriod.objects.select_related("programme").get(pk=person["period"])
        for review in person["reviews"]:
            try:
                hand_in_update(
                    review=ServiceReview.objects.get(pk=review),
                    period=period,
                    edition=0,
                    version=1,
                    changes={"business_case_update": f"Review {review} by person {actor.pk}."},
                    actor=actor,
                    at=timezone.now(),
                )
                results.append([review, actor.pk, "submitted"])
            except DomainError as refused:
                results.append([review, actor.pk, type(refused).__name__])
            except Exception as error:  # noqa: BLE001 - told to the test, which fails by it
                results.append([review, actor.pk, f"failed: {error!r}"])
    finally:
        connection.close()


if __name__ == "__main__":
    main()
