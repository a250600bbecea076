"""What the database refuses of mails about reporting periods, whoever writes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from programme.enums import DigestOccasion
from programme.models import Digest
from tests.factories.programme import PeriodFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest() -> Digest:
    now = timezone.now()
    return Digest.objects.create(
        user=UserFactory(), period=PeriodFactory(), occasion=DigestOccasion.DUE, day=now.date(), queued_at=now
    )


def test_a_person_is_told_once_a_day_on_one_occasion(digest):
    digest.pk = None
    with pytest.raises(IntegrityError, match="digest_once_a_day"), transaction.atomic():
        digest.save(force_insert=True)
    digest.day += timedelta(days=1)
    digest.save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("digest_occasion_known", {"occasion": "birthday"}),
        ("digest_sent_is_not_tried_again", {"sent_at": timezone.now(), "try_at": timezone.now()}),
    ],
)
def test_what_makes_no_sense_is_refused(digest, name, values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Digest.objects.filter(pk=digest.pk).update(**values)


def test_it_is_never_deleted(digest):
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        digest.delete()


@pytest.mark.parametrize("field", ["remind_before", "remind_every"])
def test_reminders_lie_within_two_months(field):
    with pytest.raises(IntegrityError, match="period_reminders_within_two_months"), transaction.atomic():
        PeriodFactory(**{field: 61})
