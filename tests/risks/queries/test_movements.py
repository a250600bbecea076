"""Movement and standing of many risks, read with a constant number of queries."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from governance.enums import BodyKind
from programme.history import Moment
from risks.enums import AssessmentKind
from risks.models import RegisterEntry
from risks.queries.exceptions import last_board
from risks.queries.movements import levels_of, movements_since
from risks.queries.standing_as_at import open_entries, standing_as_at
from risks.rules.movement import Movement
from tests.factories.governance import BodyFactory, MeetingFactory
from tests.factories.programme import ProgrammeFactory
from tests.factories.risks import AssessmentFactory, EntryFactory, RegisterFactory, cell_of, make_matrix, square_draft

pytestmark = pytest.mark.django_db


def moment(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=ZoneInfo("Europe/London"))


def assessed(entry, cell, month, day, *, recorded=None, kind=AssessmentKind.CURRENT):
    return AssessmentFactory(
        entry=entry,
        kind=kind,
        cell=cell,
        reason="" if cell else "Not known yet.",
        assessed_on=date(2024, month, day),
        recorded_at=recorded or moment(month, day),
    )


@pytest.fixture
def register():
    return RegisterFactory()


@pytest.fixture
def matrix(register):
    return make_matrix(register)


def test_standing_is_what_was_recorded_and_made_by_the_moment(register, matrix):
    entry = EntryFactory(register=register)
    before = assessed(entry, cell_of(matrix, 1, 2), 3, 1)
    assessed(entry, cell_of(matrix, 3, 3), 3, 2, recorded=moment(3, 20))  # written down later
    assessed(entry, cell_of(matrix, 2, 2), 5, 1)
    target = assessed(entry, cell_of(matrix, 1, 1), 3, 1, kind=AssessmentKind.TARGET)
    EntryFactory(register=register)  # never assessed

    found = standing_as_at(entries=RegisterEntry.objects.all(), moment=moment(3, 10))

    assert {kind: standing.assessment for kind, standing in found[entry.pk].items()} == {
        AssessmentKind.CURRENT: before.pk,
        AssessmentKind.TARGET: target.pk,
    }
    assert list(found) == [entry.pk]


def test_of_two_corrections_of_a_day_the_later_recorded_stands(register, matrix):
    entry = EntryFactory(register=register)
    assessed(entry, cell_of(matrix, 1, 2), 3, 1, recorded=moment(3, 1, 9))
    second = assessed(entry, None, 3, 1, recorded=moment(3, 1, 10))

    standing = standing_as_at(entries=[entry.pk], moment=moment(3, 1))[entry.pk][AssessmentKind.CURRENT]

    assert (standing.assessment, standing.cell, standing.assessed_on) == (second.pk, None, date(2024, 3, 1))


def test_the_latest_now_is_what_the_entry_points_at(register, matrix):
    entry = EntryFactory(register=register)
    assessed(entry, cell_of(matrix, 1, 2), 5, 1)
    assessed(entry, cell_of(matrix, 1, 3), 3, 1)
    entry.refresh_from_db()

    found = standing_as_at(entries=RegisterEntry.objects.all(), moment=moment(12, 1))

    assert found[entry.pk][AssessmentKind.CURRENT].assessment == entry.current_id


def test_movement_since_a_moment(register, matrix):
    up, down, new, gone, unscored, absent = EntryFactory.create_batch(6, register=register)
    for entry, before, after in (
        (up, (1, 2), (2, 2)),
        (down, (3, 3), (1, 1)),
        (new, None, (1, 1)),
        (gone, (2, 2), None),
        (unscored, None, None),
    ):
        assessed(entry, cell_of(matrix, *before) if before else None, 3, 1)
        assessed(entry, cell_of(matrix, *after) if after else None, 5, 1)

    found = movements_since(entries=RegisterEntry.objects.all(), since=moment(4, 1))

    assert {entry: one.moved for entry, one in found.items()} == {
        up.pk: Movement.UP,
        down.pk: Movement.DOWN,
        new.pk: Movement.NEWLY_SCORED,
        gone.pk: Movement.NO_LONGER_SCORED,
        unscored.pk: Movement.UNSCORED,
    }
    assert absent.pk not in found
    assert (found[up.pk].earlier.score, found[up.pk].later.score, found[up.pk].arrow) == ("2", "4", "↑")
    until = movements_since(entries=[up.pk], since=moment(4, 1), until=moment(4, 20))
    assert until[up.pk].moved == Movement.SAME


def test_movement_across_versions_of_the_matrix_compares_bands(register, matrix):
    entry, other = EntryFactory.create_batch(2, register=register)
    assessed(entry, cell_of(matrix, 3, 3), 3, 1)
    assessed(other, cell_of(matrix, 3, 3), 3, 1)
    larger = make_matrix(register, square_draft(5))
    assessed(entry, cell_of(larger, 1, 1), 5, 1)
    assessed(other, cell_of(larger, 5, 5), 5, 1)

    found = movements_since(entries=[entry.pk, other.pk], since=moment(4, 1))

    assert [found[one.pk].moved for one in (entry, other)] == [Movement.DOWN, Movement.SAME]


def test_levels_tell_since_when_and_how_it_came_there(register, matrix):
    entry, steady = EntryFactory.create_batch(2, register=register)
    for month, cell in ((1, (3, 3)), (2, (1, 2)), (3, (2, 1)), (4, (1, 2))):
        assessed(entry, cell_of(matrix, *cell), month, 1)
    assessed(steady, cell_of(matrix, 1, 1), 2, 7)

    found = levels_of(entries=RegisterEntry.objects.all())

    assert (found[entry.pk].since, found[entry.pk].moved) == (date(2024, 2, 1), Movement.DOWN)
    assert (found[steady.pk].since, found[steady.pk].moved) == (date(2024, 2, 7), None)
    assert levels_of(entries=[entry.pk], moment=moment(1, 15))[entry.pk].since == date(2024, 1, 1)


@pytest.mark.parametrize("many", [1, 3])
def test_query_counts_do_not_grow(many, register, matrix, django_assert_num_queries):
    for entry in EntryFactory.create_batch(many, register=register):
        assessed(entry, cell_of(matrix, 1, 1), 3, 1)
        assessed(entry, cell_of(matrix, 2, 2), 5, 1)
    entries = RegisterEntry.objects.filter(register=register)

    with django_assert_num_queries(4):
        movements_since(entries=entries, since=moment(4, 1))
    with django_assert_num_queries(3):
        levels_of(entries=entries)
    with django_assert_num_queries(1):
        standing_as_at(entries=entries, moment=moment(4, 1))


class TestOpenEntries:
    def shown(self, entries, at=None):
        return set(open_entries(entries=entries, moment=Moment(entries[0].register.programme, at)))

    def test_now_the_open_ones_in_force(self, register):
        kept = EntryFactory(register=register)
        EntryFactory(
            register=register, risk__status="closed", risk__closed_on=date(2024, 5, 1), risk__closed_reason="Done."
        )
        EntryFactory(register=register, is_home=False, ended_on=date(2024, 5, 1))

        assert self.shown(RegisterEntry.objects.all()) == {kept}

    def test_by_the_days_that_were_known_from_the_first_load(self, register):
        closed = EntryFactory(
            register=register, risk__status="closed", risk__closed_on=date(2024, 5, 1), risk__closed_reason="Done."
        )
        later = EntryFactory(register=register, risk__opened_on=date(2024, 4, 2))
        entries = RegisterEntry.objects.all()

        assert self.shown(entries, moment(4, 1)) == {closed}
        assert self.shown(entries, moment(4, 30)) == {closed, later}
        assert self.shown(entries, moment(5, 1)) == {later}

    @pytest.mark.django_db(transaction=True)
    def test_a_closure_recorded_since_does_not_leak_in(self, register):
        from django.utils import timezone

        entry = EntryFactory(register=register)
        before = timezone.now()
        entry.risk.status, entry.risk.closed_reason = "closed", "Long done."
        entry.risk.closed_on = date(2024, 2, 1)
        entry.risk.save()
        entries = RegisterEntry.objects.all()

        assert self.shown(entries, before) == {entry}
        assert self.shown(entries, timezone.now()) == set()

    @pytest.mark.django_db(transaction=True)
    def test_a_share_recorded_since_was_not_there_whatever_day_it_names(self, register):
        from django.utils import timezone

        home = EntryFactory(register=register)
        before = timezone.now()
        shared = EntryFactory(risk=home.risk, register=RegisterFactory(programme=register.programme), is_home=False)
        entries = RegisterEntry.objects.all()

        assert self.shown(entries, before) == {home}
        assert self.shown(entries, timezone.now()) == {home, shared}

    @pytest.mark.django_db(transaction=True)
    def test_a_share_ended_since_was_there(self, register):
        from django.utils import timezone

        home = EntryFactory(register=register)
        shared = EntryFactory(risk=home.risk, register=RegisterFactory(programme=register.programme), is_home=False)
        before = timezone.now()
        shared.ended_on = date(2024, 2, 1)
        shared.save()

        assert self.shown(RegisterEntry.objects.all(), before) == {home, shared}
        assert self.shown(RegisterEntry.objects.all(), timezone.now()) == {home}


def test_the_last_board_is_the_last_meeting_before_the_moment():
    programme = ProgrammeFactory()
    assert last_board(programme, moment(6, 1)) is None
    board = BodyFactory(programme=programme, kind=BodyKind.PROGRAMME_BOARD)
    panel = BodyFactory(programme=programme, kind=BodyKind.PANEL)
    MeetingFactory(body=board, starts_at=moment(3, 1))
    MeetingFactory(body=board, starts_at=moment(5, 1))
    MeetingFactory(body=panel, starts_at=moment(5, 20))
    MeetingFactory(body=board, starts_at=moment(7, 1))

    assert last_board(programme, moment(6, 1)) == moment(5, 1)
