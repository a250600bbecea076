"""Who may import what: one's own programmes only; councils and people that others share stay as they are."""

from __future__ import annotations

import pytest

from programme.enums import Role
from programme.errors import NotAllowed
from programme.models import Council, Programme, RoleGrant, User
from tests.factories.programme import CouncilFactory, MembershipFactory, UserFactory, user_with_role
from tests.programme.file.files import AT, faults_of, small, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    """Someone who runs a programme, though not the one in the file."""
    return user_with_role(Role.PROGRAMME_OFFICE)


def test_importer_runs_the_new_programme(office: User):
    programme = take(small(), actor=office).programme

    grant = RoleGrant.objects.get(user=office, programme=programme)
    assert (grant.role, grant.starts_on, grant.ended_on) == (Role.PROGRAMME_OFFICE, AT.date(), None)


def test_importing_needs_the_programme_office_of_some_programme():
    with pytest.raises(NotAllowed):
        take(small(), actor=user_with_role(Role.CLERK))
    assert not Programme.objects.filter(code="alder-birch").exists()


def test_existing_programme_is_changed_only_by_its_own_office(office: User):
    programme = take(small()).programme
    changed = small()
    changed["programme"]["name"] = "Taken over"

    with pytest.raises(NotAllowed, match="only its own programme office can import into it"):
        take(changed, actor=office)

    own = user_with_role(Role.PROGRAMME_OFFICE, programme)
    assert take(changed, actor=own).changed == 1


def test_shared_council_is_changed_only_by_who_runs_all_its_programmes(office: User):
    council = CouncilFactory(code="alder", name="Alder District Council", short_name="Alder", kind="district")
    other = MembershipFactory(council=council).programme
    renamed = small()
    renamed["councils"][0]["short_name"] = "Elder"

    faults = faults_of(renamed, actor=office)

    assert [fault.split(": ", 1)[1] for fault in faults] == [
        "expected the council alder as it stands, because other programmes share it: the short_name can be changed "
        "only by someone who runs every programme it is in"
    ]
    assert take(small(), actor=office).counts["councils"] == {"unchanged": 1, "added": 1}
    both = user_with_role(Role.PROGRAMME_OFFICE, other)
    RoleGrant.objects.create(
        user=both, role=Role.PROGRAMME_OFFICE, programme=Programme.objects.get(code="alder-birch"), starts_on=AT.date()
    )
    assert take(renamed, actor=User.objects.get(pk=both.pk)).changed == 1


def test_council_must_be_in_the_file_or_the_programme(office: User):
    CouncilFactory(code="elsewhere")
    data = small()
    data["bodies"][1]["council"] = "elsewhere"

    assert "expected a council that the file or the programme has, not “elsewhere”" in faults_of(data, actor=office)[0]


def test_existing_person_is_linked_and_never_changed(office: User):
    person = UserFactory(email="lead@birch.example", name="Leonora Dane", post="Head of Legal")
    password = person.password

    result = take(small(), actor=office)

    person.refresh_from_db()
    assert (person.name, person.post, person.council, person.password) == (
        "Leonora Dane",
        "Head of Legal",
        None,
        password,
    )
    assert list(person.grants.values_list("role", "programme__code")) == [("lead_officer", "alder-birch")]
    assert result.notes == ("lead@birch.example has an account already: the name and council in the file is not used.",)


def test_person_of_another_programme_must_be_in_the_file(office: User):
    data = small()
    data["reviews"][1]["sponsor"] = office.email

    assert "expected a person that the file or the programme has" in faults_of(data, actor=office)[0]


def test_roles_are_given_in_the_files_own_programme_only(office: User):
    take(small(), actor=office)

    assert set(
        RoleGrant.objects.filter(user__email="lead@birch.example").values_list("programme__code", flat=True)
    ) == {"alder-birch"}
    assert not RoleGrant.objects.filter(role=Role.ADMINISTRATOR).exists()


def test_role_of_a_council_outside_the_programme_is_refused(office: User):
    data = small()
    data["councils"].append({"code": "cedar", "name": "Cedar Council", "short_name": "Cedar", "kind": "district"})
    data["people"][1]["roles"][0]["council"] = "cedar"

    faults = faults_of(data, actor=office)

    assert [fault.split(": ", 1)[1] for fault in faults] == [
        "expected a council of the programme; cedar has no membership"
    ]


def test_codes_of_other_programmes_are_unknown(office: User):
    take(small(programme={"code": "other", "name": "Other", "starts_on": "2022-02-01"}))
    data = small(services=None)

    faults = faults_of(data, actor=office)

    assert len(faults) == 2
    assert "expected a service that the file or the programme has, not “legal”" in faults[0]
    assert Council.objects.count() == 2


def test_a_closed_period_is_not_opened_again_by_a_file(office: User):
    data = small()
    data["periods"][0]["closed_at"] = "2023-02-11T09:00Z"
    programme = take(data).programme
    own = user_with_role(Role.PROGRAMME_OFFICE, programme)
    for field, value in (("closed_at", None), ("cut_off", "2030-01-01")):
        changed = small()
        changed["periods"][0] = {**data["periods"][0], field: value}

        assert "a closed period never changes" in faults_of(changed, actor=own)[0]


def test_a_closed_period_takes_no_update_from_a_file(office: User):
    data = small()
    data["periods"][0]["closed_at"] = "2023-02-11T09:00Z"
    programme = take(data).programme
    own = user_with_role(Role.PROGRAMME_OFFICE, programme)
    data["updates"] = [{"review": "parking", "period": "q4", "version": 5, "status": "draft", "help_wanted": "More."}]

    faults = faults_of(data, actor=own)

    assert "expected a period that is open; q4 is closed, so nothing in it changes" in faults[0]


def test_nothing_in_a_closed_period_is_changed_by_a_file_whoever_loads_it():
    data = small()
    data["periods"][0]["closed_at"] = "2023-02-11T09:00Z"
    data["updates"] = [{"review": "legal", "period": "q4", "status": "draft", "help_wanted": "More."}]
    programme = take(data).programme
    assert programme.periods.get().updates.get().created_at == programme.periods.get().closed_at
    data["updates"][0]["help_wanted"] = "Less."

    assert "expected a period that is open; q4 is closed" in faults_of(data)[0]


def test_a_closed_period_brings_only_updates_begun_before(office: User):
    data = small()
    data["periods"][0]["closed_at"] = "2023-02-11T09:00Z"
    data["updates"] = [{"review": "legal", "period": "q4", "status": "draft", "created_at": "2023-02-12T09:00Z"}]

    assert "expected a time before the period was closed" in faults_of(data, actor=office)[0]
