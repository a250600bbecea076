"""The newcomers' demo programme, as it is loaded today."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from governance.domain.demo import ADMINISTRATOR_EMAIL, DEMO_PASSWORD, load_demo
from governance.models import Meeting, Report
from programme.models import Programme, User
from services.enums import Rag, State, UpdateStatus
from services.models import ProgressUpdate, ServiceReview

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parent.parent.parent / "demo"
FILES = sorted(FOLDER.glob("*.yaml"))
NEWCOMER = FOLDER / "newcomer.yaml"


@pytest.fixture(scope="module")
def taken(module_database):
    load_demo(files=[NEWCOMER], at=timezone.now())


@pytest.fixture
def loaded(taken, db):
    return Programme.objects.get(code="ashmere-wendle")


def test_the_newcomers_programme_has_every_kind_of_update(loaded):
    updates = ProgressUpdate.objects.filter(review__programme=loaded)

    def statuses(period):
        return sorted(updates.filter(period__code=period).values_list("status", flat=True))

    assert statuses("before-last") == [UpdateStatus.ACCEPTED] * 8
    assert statuses("last") == [
        UpdateStatus.ACCEPTED,
        UpdateStatus.ACCEPTED,
        UpdateStatus.DRAFT,
        UpdateStatus.RETURNED,
        UpdateStatus.SUBMITTED,
        UpdateStatus.SUBMITTED,
    ]
    assert statuses("this") == [UpdateStatus.DRAFT]


def test_its_reviews_are_at_every_kind_of_place(loaded):
    reviews = ServiceReview.objects.filter(programme=loaded)
    latest = ProgressUpdate.objects.latest_accepted(reviews=[review.pk for review in reviews])

    assert len(set(reviews.values_list("stage", flat=True))) == 7
    assert sorted(set(reviews.values_list("state", flat=True))) == [State.ACTIVE, State.COMPLETE, State.ON_HOLD]
    assert sorted(set(latest.values_list("rag", flat=True))) == ["", Rag.AMBER, Rag.GREEN, Rag.RED]


def test_its_periods_are_closed_late_and_open(loaded):
    today = loaded.today
    periods = {period.code: period for period in loaded.periods.all()}

    assert {code: period.is_open(today) for code, period in periods.items()} == {
        "before-last": False,
        "last": True,
        "this": True,
    }
    assert [code for code, period in periods.items() if period.is_open(today) and period.is_overdue(today)] == ["last"]


def test_its_board_meets_next_week_and_has_a_draft(loaded):
    meeting = Meeting.objects.get(code="next-board", body__programme=loaded)
    this_week = timezone.localdate().isocalendar()[:2]

    assert (timezone.localdate(meeting.starts_at) - timezone.timedelta(days=7)).isocalendar()[:2] == this_week
    assert [(report.code, report.published_at) for report in Report.objects.filter(meeting=meeting)] == [
        ("board-progress", None)
    ]


def test_a_second_run_keeps_everything_and_asks_little(loaded, django_assert_max_num_queries):
    loaded.name = "Renamed"
    loaded.save()
    person = User.objects.get(email=ADMINISTRATOR_EMAIL)
    person.set_password("a password of their own")
    person.save()

    with django_assert_max_num_queries(6):
        assert load_demo(files=[NEWCOMER], at=timezone.now()) == ()

    loaded.refresh_from_db()
    person.refresh_from_db()
    assert loaded.name == "Renamed"
    assert person.check_password("a password of their own") is True


def test_real_accounts_get_no_known_password(loaded):
    User.objects.filter(email="jon.ferrand@ashmere.example").update(
        email="jon.ferrand@real.council.uk", password="!none"
    )

    load_demo(files=[NEWCOMER], at=timezone.now())

    assert User.objects.get(email="jon.ferrand@real.council.uk").password == "!none"


def test_the_command_prints_whom_to_sign_in_as(loaded, capsys):
    call_command("load_demo", folder=FOLDER)
    printed = capsys.readouterr().out

    assert printed.count(DEMO_PASSWORD) == 1
    assert printed.count("jon.ferrand@ashmere.example") == 1
    assert printed.count("Everywhere") == 1
