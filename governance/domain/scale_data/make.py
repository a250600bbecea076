"""A large programme with a long past, in one database, to measure pages on. Everything in it is invented."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from governance.domain.scale_data.programme import write_base
from governance.domain.scale_data.recording import Recorder
from governance.domain.scale_data.risks import write_risks
from governance.domain.scale_data.savings import write_savings
from governance.domain.scale_data.scale import Days, Scale
from governance.domain.scale_data.services import write_reviews
from programme.errors import DomainError
from programme.models import Programme


class ScaleDataUnwanted(DomainError):
    """The database holds what such data should not stand beside."""


def make_scale_data(*, code: str, scale: Scale, at: datetime, beside_others: bool = False) -> Programme:
    """Write a programme of this size whose history has the times at which things happened, up to the day of `at`.

    The same day and size give the same programme. Raises ScaleDataUnwanted where there are other programmes, unless
    `beside_others`, and where this one is there already.
    """
    if Programme.objects.filter(code=code).exists():
        raise ScaleDataUnwanted(f"There is a programme {code} already. Give the new one another code.")
    if not beside_others and Programme.objects.exists():
        raise ScaleDataUnwanted(
            "This database has other programmes. Use an empty one, or say --beside-others to write into this one."
        )
    days = Days(today=timezone.localdate(at), periods=scale.periods)
    with transaction.atomic():
        recorder = Recorder(through="make_scale_data")
        base = write_base(recorder, code=code, scale=scale, days=days)
        reviews = write_reviews(recorder, base, scale=scale)
        write_risks(recorder, base, scale=scale, reviews=reviews)
        write_savings(recorder, base, scale=scale, reviews=reviews)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return base.programme
