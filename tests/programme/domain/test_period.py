from datetime import date, timedelta

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.domain.period import announce_period, change_period, close_period, open_period
from programme.enums import Role
from programme.errors import DomainError, NotAllowed
from tests.factories.programme import PeriodFactory, ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db

QUARTER_4 = {
    "name": "Quarter 4",
    "starts_on": date(2022, 11, 1),
    "ends_on": date(2023, 1, 31),
    "deadline": date(2023, 1, 31),
    "cut_off": date(2023, 2, 10),
}


def given(programme):
    return {"actor": user_with_role(Role.PROGRAMME_OFFICE, programme), "at": timezone.now()}


def test_a_period_gets_its_code_from_its_name():
    programme = ProgrammeFactory()

    first = open_period(programme=programme, **QUARTER_4, **given(programme))
    later = QUARTER_4 | {"starts_on": date(2023, 2, 1), "ends_on": date(2023, 4, 30)}
    later |= {"deadline": date(2023, 4, 30), "cut_off": date(2023, 5, 10)}
    second = open_period(programme=programme, **later, **given(programme))

    assert [first.code, second.code] == ["quarter-4", "quarter-4-2"]


def test_periods_of_a_programme_do_not_share_a_day():
    programme = ProgrammeFactory()
    open_period(programme=programme, **QUARTER_4, **given(programme))

    with pytest.raises(DomainError, match="Periods follow one another") as refused:
        open_period(
            programme=programme, **QUARTER_4 | {"starts_on": date(2023, 1, 31), "name": "Next"}, **given(programme)
        )

    assert refused.value.message == (
        "These days overlap Quarter 4, which runs from 1 November 2022 to 31 January 2023. Periods follow one another."
    )


@pytest.mark.parametrize(
    ("field", "day"),
    [("ends_on", date(2022, 10, 31)), ("deadline", date(2022, 10, 31)), ("cut_off", date(2023, 1, 30))],
)
def test_days_out_of_order_are_said_at_their_field(field, day):
    programme = ProgrammeFactory()

    with pytest.raises(
        DomainError,
        match=r"The (cut-off|deadline|last day) must be on or after the",
    ) as refused:
        open_period(programme=programme, **QUARTER_4 | {field: day}, **given(programme))

    assert refused.value.field == field


def test_a_closed_period_neither_changes_nor_closes_again():
    period = PeriodFactory()
    office = given(period.programme)

    closed = close_period(period=period, **office)

    assert closed.closed_at == office["at"]
    with pytest.raises(DomainError, match="is closed, so nothing in it can change"):
        close_period(period=period, **office)
    with pytest.raises(DomainError, match="is closed, so nothing in it can change"):
        change_period(period=closed, seen=mark_of(closed), **QUARTER_4, **office)


def test_officers_are_told_of_a_later_period_when_the_office_says_so_and_once():
    programme = ProgrammeFactory()
    tomorrow = programme.today + timedelta(days=1)
    days = {"starts_on": tomorrow, "ends_on": tomorrow, "deadline": tomorrow, "cut_off": tomorrow}
    office = given(programme)

    period = open_period(programme=programme, name="Later", **days, **office)
    assert period.opened_at is None
    assert announce_period(period=period, **office).opened_at == office["at"]
    with pytest.raises(DomainError, match="Officers have been told of Later already"):
        announce_period(period=period, **office)


def test_a_period_past_its_deadline_opens_silently():
    programme = ProgrammeFactory()
    office = given(programme)

    period = open_period(programme=programme, **QUARTER_4, **office)

    assert period.opened_at is None
    with pytest.raises(DomainError, match="has passed, so officers are no longer told that it opens"):
        announce_period(period=period, **office)


@pytest.mark.parametrize("field", ["remind_before", "remind_every"])
def test_reminders_lie_within_two_months(field):
    programme = ProgrammeFactory()

    with pytest.raises(DomainError, match="Give a number of days from") as refused:
        open_period(programme=programme, **QUARTER_4, **{field: 61}, **given(programme))

    assert (refused.value.field, refused.value.message) == (field, "Give a number of days from 0 to 60.")


def test_a_period_that_has_not_begun_is_not_closed():
    tomorrow = timezone.localdate() + timedelta(days=1)
    period = PeriodFactory(starts_on=tomorrow)

    with pytest.raises(DomainError, match="so it cannot be closed yet"):
        close_period(period=period, **given(period.programme))


def test_an_ended_programme_reckons_by_its_last_day():
    period = PeriodFactory(programme=ProgrammeFactory(ended=True), starts_on=date(2023, 2, 1))

    with pytest.raises(DomainError, match="so it cannot be closed yet"):
        close_period(period=period, **given(period.programme))


def test_only_the_programme_office_opens_periods():
    programme = ProgrammeFactory()
    officer = user_with_role(Role.LEAD_OFFICER, programme)

    with pytest.raises(NotAllowed):
        open_period(programme=programme, **QUARTER_4, actor=officer, at=timezone.now())
