from datetime import date, timedelta

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.domain.programme import add_membership, add_phase, change_membership, change_phase, edit_programme
from programme.enums import MembershipRole, Role
from programme.errors import ChangedByAnother, DomainError
from programme.values.partial_date import PartialDate
from tests.factories.programme import CouncilFactory, MembershipFactory, PhaseFactory, ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db


def given(programme):
    return {"actor": user_with_role(Role.PROGRAMME_OFFICE, programme), "at": timezone.now()}


def particulars(**changes):
    return {
        "name": "One Team",
        "summary": "",
        "starts_on": date(2022, 2, 1),
        "planned_end": PartialDate.month(2024, 1),
        "ended_on": None,
        **changes,
    }


def test_an_ended_programme_keeps_its_last_day_as_today():
    programme = ProgrammeFactory()

    changed = edit_programme(
        programme=programme,
        seen=mark_of(programme),
        **particulars(ended_on=date(2023, 1, 31)),
        **given(programme),
    )

    assert changed.today == date(2023, 1, 31)
    assert changed.has_ended is True


def test_a_programme_does_not_end_before_it_starts():
    programme = ProgrammeFactory()

    with pytest.raises(DomainError, match="The last day must be on or after the day the programme") as refused:
        edit_programme(
            programme=programme,
            seen=mark_of(programme),
            **particulars(ended_on=date(2022, 1, 31)),
            **given(programme),
        )

    assert refused.value.field == "ended_on"


def test_a_save_over_someone_elses_is_refused():
    programme = ProgrammeFactory()
    opened = mark_of(programme)
    edit_programme(programme=programme, seen=opened, **particulars(), **given(programme))

    with pytest.raises(ChangedByAnother):
        edit_programme(programme=programme, seen=opened, **particulars(name="Two Teams"), **given(programme))

    programme.refresh_from_db()
    assert programme.name == "One Team"


class TestMemberships:
    def test_a_council_leaves_and_joins_again(self):
        membership = MembershipFactory(joined_on=date(2020, 1, 1))
        office = given(membership.programme)
        change_membership(
            membership=membership,
            seen=mark_of(membership),
            role=MembershipRole.PARTNER,
            joined_on=date(2020, 1, 1),
            left_on=date(2021, 3, 31),
            **office,
        )

        add_membership(
            programme=membership.programme,
            council=membership.council,
            role=MembershipRole.HOST,
            joined_on=date(2022, 4, 1),
            left_on=None,
            **office,
        )

        spans = [(row.joined_on, row.left_on) for row in membership.programme.memberships.order_by("joined_on")]
        assert spans == [(date(2020, 1, 1), date(2021, 3, 31)), (date(2022, 4, 1), None)]

    def test_a_council_is_a_member_once_at_a_time(self):
        membership = MembershipFactory(joined_on=date(2020, 1, 1), council=CouncilFactory(short_name="Ashmere"))

        with pytest.raises(DomainError, match="Change that membership, or choose dates outside it") as refused:
            add_membership(
                programme=membership.programme,
                council=membership.council,
                role=MembershipRole.HOST,
                joined_on=date(2022, 4, 1),
                left_on=None,
                **given(membership.programme),
            )

        assert refused.value.message == (
            "Ashmere is already a member from 1 January 2020 and has not left. "
            "Change that membership, or choose dates outside it."
        )

    def test_a_council_does_not_leave_before_it_joins(self):
        membership = MembershipFactory()

        with pytest.raises(DomainError, match="The last day must be on or after the day the council joined"):
            change_membership(
                membership=membership,
                seen=mark_of(membership),
                role=MembershipRole.PARTNER,
                joined_on=membership.joined_on,
                left_on=membership.joined_on - timedelta(days=1),
                **given(membership.programme),
            )


class TestPhases:
    def test_a_phase_is_added_and_changed(self):
        programme = ProgrammeFactory()
        office = given(programme)
        phase = add_phase(
            programme=programme,
            name="Phase 1",
            starts=PartialDate.month(2022, 10),
            ends=PartialDate.month(2023, 4),
            position=1,
            **office,
        )

        change_phase(phase=phase, seen=mark_of(phase), name="Phase one", starts=None, ends=None, position=2, **office)

        phase.refresh_from_db()
        assert (phase.code, phase.name, phase.position) == ("phase-1", "Phase one", 2)

    def test_a_phase_of_one_month_is_in_order_and_one_that_ends_before_is_not(self):
        phase = PhaseFactory()
        office = given(phase.programme)
        month = PartialDate.month(2022, 10)
        phase = change_phase(
            phase=phase, seen=mark_of(phase), name="Phase 1", starts=month, ends=month, position=1, **office
        )

        with pytest.raises(DomainError, match="The phase must end after it starts"):
            change_phase(
                phase=phase,
                seen=mark_of(phase),
                name="Phase 1",
                starts=month,
                ends=PartialDate.month(2022, 9),
                position=1,
                **office,
            )
