"""Where and when the demo programmes may be loaded."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from governance.domain.demo import load_demo
from programme.models import User
from tests.governance.test_demo import NEWCOMER

pytestmark = pytest.mark.django_db


def at(day):
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 9, 30))


@pytest.mark.parametrize(
    "day",
    [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 31), date(2026, 11, 22)],
)
def test_it_loads_on_any_day(day):
    assert load_demo(files=[NEWCOMER], at=at(day)) == ("Ashmere and Wendle Valley Shared Services",)


def test_outside_a_demo_installation_it_refuses(settings):
    settings.CONCORDAT_DEMO = False

    with pytest.raises(CommandError, match="not a demo installation"):
        call_command("load_demo")

    assert User.objects.count() == 0
