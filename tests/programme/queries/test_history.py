from datetime import date, timedelta

import pghistory
import pytest
from django.db.models import QuerySet
from django.utils import timezone

from programme.domain.acting import acting_as
from programme.models import Council, Phase, Programme, ProgrammeMembership, ReportingPeriod, RoleGrant, User
from programme.models.grants import programmes_of
from programme.queries.history import history_kinds, history_of, history_of_person, history_of_programme
from programme.queries.history_models import event_models, path_between, tracked_model
from programme.values.partial_date import PartialDate
from tests.factories.programme import (
    MembershipFactory,
    PeriodFactory,
    PhaseFactory,
    ProgrammeFactory,
    RoleGrantFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def changes_of(entry):
    return [(change.label, change.before, change.after) for change in entry.changes]


def test_a_change_says_who_what_and_from_what_to_what():
    actor = UserFactory(name="Ann Vale")
    phase = PhaseFactory(name="Phase 1", starts=PartialDate.month(2022, 10))
    with acting_as(actor, through="a test"):
        phase.name, phase.starts = "Phase one", PartialDate.to_be_confirmed("when agreed")
        phase.save()

    entry = history_of(phase, reader=UserFactory())[0]

    assert (entry.actor, entry.through, entry.kind, entry.record) == ("Ann Vale", "a test", "Phase", "Phase one")
    assert entry.is_new is False
    assert changes_of(entry) == [
        ("Name", "Phase 1", "Phase one"),
        ("Starts", "October 2022", "To be confirmed when agreed"),
    ]


def test_the_first_event_says_what_was_entered_in_words():
    membership = MembershipFactory(joined_on=date(2022, 2, 1), council__name="Ashmere", programme__name="One")

    entry = history_of(membership, reader=UserFactory())[0]

    assert entry.is_new is True
    assert entry.record == "Ashmere"
    assert changes_of(entry) == [
        ("Programme", "", "One"),
        ("Council", "", "Ashmere"),
        ("Role", "", "Partner council"),
        ("Joined on", "", "1 February 2022"),
    ]


def test_moments_and_people_are_written_out():
    grant = RoleGrantFactory(user__name="Ann Vale")
    period = PeriodFactory(programme=grant.programme, name="Quarter 4")
    period.closed_at = timezone.make_aware(timezone.datetime(2023, 2, 10, 15, 5))
    period.save()

    closed = history_of(period, reader=UserFactory())[0]
    of_role = history_of(grant, reader=UserFactory())[0]

    assert changes_of(closed) == [("Closed at", "", "10 February 2023 at 3:05pm")]
    assert of_role.record == "Ann Vale"
    assert of_role.actor == ""
    assert ("Role", "", "Programme office") in changes_of(of_role)


def test_a_programme_has_what_hangs_on_it_and_nothing_of_another():
    programme = ProgrammeFactory()
    PhaseFactory(programme=programme)
    MembershipFactory(programme=programme)
    PhaseFactory()

    kinds = sorted(entry.kind for entry in history_of_programme(programme, reader=UserFactory())[:50])

    assert kinds == ["Phase", "Programme", "Programme membership"]


def test_filters_narrow_by_person_kind_record_and_days():
    programme = ProgrammeFactory()
    ann, bea = UserFactory(), UserFactory()
    with acting_as(ann, through=""):
        phase = PhaseFactory(programme=programme)
    with acting_as(bea, through=""):
        PeriodFactory(programme=programme)
    today = timezone.localdate()

    reader = UserFactory()
    assert [entry.kind for entry in history_of_programme(programme, reader=reader, person=ann)[:9]] == ["Phase"]
    assert [entry.kind for entry in history_of_programme(programme, reader=reader, kind="programme.phase")[:9]] == [
        "Phase"
    ]
    assert [entry.kind for entry in history_of_programme(programme, reader=reader, record=phase)[:9]] == ["Phase"]
    assert len(history_of_programme(programme, reader=reader, since=today, until=today)) == 3
    assert len(history_of_programme(programme, reader=reader, since=today + timedelta(days=1))) == 0
    assert len(history_of_programme(programme, reader=reader, until=today - timedelta(days=1))) == 0


def test_a_persons_history_is_of_them_and_their_roles_not_of_what_they_did():
    person = RoleGrantFactory().user
    with acting_as(person, through=""):
        PhaseFactory()

    assert [entry.kind for entry in history_of_person(person, reader=UserFactory())[:9]] == ["Role grant", "User"]


def test_a_page_takes_four_queries_whatever_it_holds(django_assert_num_queries):
    programme = ProgrammeFactory()
    actor = UserFactory()
    with acting_as(actor, through=""):
        MembershipFactory(programme=programme)
    programmes_of(actor)  # who asks is read once in a request
    with django_assert_num_queries(4):
        history = history_of_programme(programme, reader=actor)
        assert (len(history), len(history[:25])) == (2, 2)
    with acting_as(actor, through=""):
        for _ in range(3):
            PhaseFactory(programme=programme)
            MembershipFactory(programme=programme)
            RoleGrantFactory(programme=programme)
    with django_assert_num_queries(4):
        history = history_of_programme(programme, reader=actor)
        assert (len(history), len(history[:25])) == (11, 11)


def test_a_long_structured_value_is_cut_short():
    """JSON columns are shown as their first characters; every history table can be read."""
    for table in event_models():
        assert QuerySet(table).count() >= 0
    assert len(history_kinds()) > 10


def test_every_kind_that_belongs_to_a_programme_finds_its_way():
    ways = {
        tracked_model(table)._meta.label_lower: path_between(tracked_model(table), Programme)
        for table in event_models()
    }

    assert ways["programme.programme"] == ""
    assert ways["programme.phase"] == "programme"
    assert ways["services.progressupdate"] == "review__programme"
    assert ways["governance.reportsection"] == "report__programme"
    assert [label for label, way in ways.items() if way is None] == ["programme.council", "programme.user"]


def test_history_is_written_by_the_database_itself():
    """An update that goes past the models is recorded too."""
    phase = PhaseFactory(name="Phase 1")

    with pghistory.context(user=None):
        Phase.objects.filter(pk=phase.pk).update(name="Phase one")

    assert changes_of(history_of(phase, reader=UserFactory())[0]) == [("Name", "Phase 1", "Phase one")]


def test_every_record_of_this_app_is_tracked():
    tracked = {tracked_model(table) for table in event_models()}

    assert {Council, Phase, Programme, ProgrammeMembership, ReportingPeriod, RoleGrant, User} <= tracked


def test_the_calendar_s_last_day_is_a_day_to_ask_for():
    programme = ProgrammeFactory()

    assert len(history_of_programme(programme, reader=UserFactory(), until=date.max)) == len(
        history_of_programme(programme, reader=UserFactory())
    )
