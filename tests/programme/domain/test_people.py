from datetime import timedelta

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.domain.people import add_person, deactivate_person, edit_person, end_role, grant_role, reactivate_person
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.models import RoleGrant
from tests.factories.programme import (
    CouncilFactory,
    MembershipFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return user_with_role(Role.ADMINISTRATOR)


def test_a_new_person_has_no_password_and_a_lower_case_address(administrator):
    person = add_person(
        email=" Ann.Vale@Council.example ",
        name="Ann Vale",
        post="",
        council=None,
        actor=administrator,
        at=timezone.now(),
    )

    assert person.email == "ann.vale@council.example"
    assert person.has_usable_password() is False


def test_an_address_signs_in_one_person_only(administrator):
    UserFactory(email="ann.vale@council.example")

    with pytest.raises(DomainError, match="Someone already signs in with ann") as refused:
        add_person(
            email="ANN.VALE@council.example", name="Ann", post="", council=None, actor=administrator, at=timezone.now()
        )

    assert refused.value.field == "email"


def test_only_an_administrator_manages_people():
    office = user_with_role(Role.PROGRAMME_OFFICE)

    with pytest.raises(NotAllowed):
        deactivate_person(person=UserFactory(), actor=office, at=timezone.now())


def test_two_administrators_editing_one_person_do_not_overwrite_each_other(administrator):
    person = UserFactory(name="Ann Vale")
    opened = mark_of(person)
    given = {"email": person.email, "post": "", "council": None, "actor": administrator, "at": timezone.now()}
    edit_person(person=person, seen=opened, name="Ann Hill", **given)

    with pytest.raises(ChangedByAnother):
        edit_person(person=person, seen=opened, name="Ann Dale", **given)

    person.refresh_from_db()
    assert person.name == "Ann Hill"


def test_the_last_administrator_stays(administrator):
    grant = administrator.grants.get()

    with pytest.raises(DomainError, match="Make someone else an administrator first"):
        deactivate_person(person=administrator, actor=administrator, at=timezone.now())
    with pytest.raises(DomainError, match="Make someone else an administrator first"):
        end_role(grant=grant, ended_on=timezone.localdate(), actor=administrator, at=timezone.now())


def test_one_of_two_administrators_may_go(administrator):
    other = user_with_role(Role.ADMINISTRATOR)

    deactivate_person(person=other, actor=administrator, at=timezone.now())

    other.refresh_from_db()
    assert other.is_active is False
    reactivate_person(person=other, actor=administrator, at=timezone.now())
    other.refresh_from_db()
    assert other.is_active is True


class TestGrantRole:
    def grant(self, administrator, role, *, programme=None, council=None, person=None):
        return grant_role(
            person=person or UserFactory(),
            role=role,
            programme=programme,
            council=council,
            starts_on=timezone.localdate(),
            actor=administrator,
            at=timezone.now(),
        )

    def test_a_council_role_names_its_council(self, administrator):
        membership = MembershipFactory()

        with pytest.raises(DomainError, match="Lead officer is a role for one council: choose it") as refused:
            self.grant(administrator, Role.LEAD_OFFICER, programme=membership.programme)

        assert refused.value.field == "council"
        grant = self.grant(administrator, Role.LEAD_OFFICER, programme=membership.programme, council=membership.council)
        assert grant.council == membership.council

    def test_the_council_takes_part_in_the_programme(self, administrator):
        membership = MembershipFactory()

        with pytest.raises(DomainError, match="is not a council of") as refused:
            self.grant(administrator, Role.CLERK, programme=membership.programme, council=CouncilFactory())

        assert refused.value.field == "council"

    def test_a_programme_wide_role_has_no_council(self, administrator):
        membership = MembershipFactory()

        with pytest.raises(DomainError, match="Auditor is held for the whole programme: leave the council") as refused:
            self.grant(administrator, Role.AUDITOR, programme=membership.programme, council=membership.council)

        assert refused.value.field == "council"

    def test_every_role_but_administrator_names_its_programme(self, administrator):
        with pytest.raises(DomainError, match="Choose the programme in which the person is auditor") as refused:
            self.grant(administrator, Role.AUDITOR)
        assert refused.value.field == "programme"

        with pytest.raises(DomainError, match="An administrator is that everywhere: leave programme and"):
            self.grant(administrator, Role.ADMINISTRATOR, programme=MembershipFactory().programme)

    def test_a_role_is_held_once(self, administrator):
        grant = RoleGrantFactory(role=Role.SPONSOR)

        with pytest.raises(DomainError, match="End it first if its dates are to change"):
            self.grant(administrator, Role.SPONSOR, programme=grant.programme, person=grant.user)


class TestEndRole:
    def test_it_is_held_on_its_last_day_and_not_after(self, administrator):
        grant = RoleGrantFactory()
        last = timezone.localdate()

        end_role(grant=grant, ended_on=last, actor=administrator, at=timezone.now())

        assert list(RoleGrant.objects.current(last).filter(pk=grant.pk)) == [grant]
        assert list(RoleGrant.objects.current(last + timedelta(days=1)).filter(pk=grant.pk)) == []

    def test_it_does_not_end_before_it_starts_nor_twice(self, administrator):
        grant = RoleGrantFactory()

        with pytest.raises(DomainError, match="its last day cannot be before that"):
            end_role(grant=grant, ended_on=grant.starts_on - timedelta(days=1), actor=administrator, at=timezone.now())
        end_role(grant=grant, ended_on=timezone.localdate(), actor=administrator, at=timezone.now())
        with pytest.raises(DomainError, match="This role has been ended already"):
            end_role(grant=grant, ended_on=timezone.localdate(), actor=administrator, at=timezone.now())
