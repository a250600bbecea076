"""A closed period is frozen: the database refuses what would change in it, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from programme.domain.period import close_finished_periods, close_period
from services.domain.progress_update import PeriodClosed, save_update
from services.enums import UpdateStatus
from services.models import ProgressUpdate
from tests.factories.services import UpdateFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("trait", ["draft", "submitted", "returned", "accepted"])
def test_what_is_left_over_stays_as_it_is(review, period, office, at, trait):
    update = UpdateFactory(review=review, period=period, **({} if trait == "draft" else {trait: True}))
    close_period(period=period, actor=office, at=at)

    update.help_wanted = "Too late."
    with pytest.raises(Exception, match=r"closed|Cannot update"):
        update.save()


def test_nothing_begins_after_the_closing(review, period, office, at):
    close_period(period=period, actor=office, at=at)

    with pytest.raises(IntegrityError, match="the reporting period is closed"):
        UpdateFactory(review=review, period=period, created_at=at + timedelta(seconds=1))


def test_beat_freezes_the_period_the_day_after_its_cut_off(review, period, lead, at):
    draft = UpdateFactory(review=review, period=period)
    period.deadline = period.cut_off = timezone.localdate() - timedelta(days=1)
    period.save()

    assert close_finished_periods(at=at) == [period]

    with pytest.raises(PeriodClosed):
        save_update(review=review, period=period, edition=1, changes={"help_wanted": "More."}, actor=lead, at=at)
    assert ProgressUpdate.objects.get(pk=draft.pk).status == UpdateStatus.DRAFT
    assert close_finished_periods(at=at) == []
