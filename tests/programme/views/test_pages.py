"""Every page of the programme app can be drawn, and takes as many queries for three rows as for one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from programme.enums import Role
from programme.queries.my_work import WorkItem, WorkSection
from programme.values.contributions import contribute
from tests.factories.programme import (
    MembershipFactory,
    PeriodFactory,
    PhaseFactory,
    ProgrammeFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def fill(programme, number):
    """Rows of every kind that a programme's page shows."""
    for place in range(number):
        MembershipFactory(programme=programme)
        PhaseFactory(programme=programme)
        begins = programme.starts_on + timedelta(days=40 * place)
        PeriodFactory(programme=programme, starts_on=begins, ends_on=begins + timedelta(days=30))
        RoleGrantFactory(programme=programme)


class TestHome:
    def test_it_shows_what_waits_with_its_date(self, sign_in, no_contributions):
        programme = ProgrammeFactory(name="One Team")
        due = timezone.localdate()
        item = WorkItem(
            label="Parking", url="/parking", programme="One Team", due=due, status="Returned", note="Say more."
        )
        late = WorkItem(label="Legal", url="/legal", programme="One Team", due=due, is_overdue=True)
        contribute(WorkSection(code="due", title="Updates to write", order=1, items=lambda user: [item, late]))

        page = sign_in(user_with_role(Role.LEAD_OFFICER, programme)).get(reverse("home")).content.decode()

        headings = [page.index(words) for words in ("Overdue <", "Updates to write <", "My programmes")]
        assert headings == sorted(headings)
        assert page.count(f"{due.day} {due:%B %Y}") == 2
        assert page.count("Say more.") == 1

    @pytest.mark.parametrize(
        ("role", "heading"),
        [
            (Role.LEAD_OFFICER, "You are up to date"),
            (Role.BOARD_MEMBER, "Nothing waits for you"),
            (Role.ADMINISTRATOR, "Nothing waits for you"),
        ],
    )
    def test_with_nothing_to_do_it_says_so(self, sign_in, no_contributions, role, heading):
        page = sign_in(user_with_role(role)).get(reverse("home")).content.decode()

        assert page.count(heading) == 1

    def test_without_a_role_it_says_whom_to_ask(self, sign_in):
        page = sign_in(UserFactory()).get(reverse("home")).content.decode()

        assert page.count("You have no role yet") == 1

    def test_queries(self, sign_in, no_contributions, django_assert_num_queries):
        user = user_with_role(Role.PROGRAMME_OFFICE)
        client = sign_in(user)
        with django_assert_num_queries(4):
            client.get(reverse("home"))
        for _ in range(2):
            RoleGrantFactory(user=user, role=Role.AUDITOR)
        with django_assert_num_queries(4):
            client.get(reverse("home"))


@pytest.mark.parametrize("name", ["help", "accessibility_statement", "login", "password_reset"])
def test_pages_for_everyone(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("role", [Role.PROGRAMME_OFFICE, Role.COUNCILLOR])
def test_programme_page_queries(sign_in, django_assert_num_queries, role):
    programme = ProgrammeFactory()
    fill(programme, 1)
    client = sign_in(user_with_role(role, programme))
    address = reverse("programme_detail", args=[programme.code])
    with django_assert_num_queries(8):
        client.get(address)
    fill(ProgrammeFactory(), 1)
    PhaseFactory.create_batch(2, programme=programme)
    MembershipFactory.create_batch(2, programme=programme)
    RoleGrantFactory.create_batch(2, programme=programme)
    with django_assert_num_queries(8):
        client.get(address)


def test_programme_page_keeps_who_left_and_leaves_out_who_may_change(sign_in):
    programme = ProgrammeFactory()
    today = timezone.localdate()
    MembershipFactory(programme=programme, council__name="Ashmere", left_on=today - timedelta(days=1))
    MembershipFactory(programme=programme, council__name="Wendle Valley")

    page = sign_in(user_with_role(Role.AUDITOR, programme)).get(programme.get_absolute_url()).content.decode()

    assert page.index("Wendle Valley") < page.index("Ashmere") < page.index("Former member")
    assert page.count("Change") == 0


def test_an_ended_programme_says_so(sign_in):
    programme = ProgrammeFactory(ended=True)

    page = sign_in(user_with_role(Role.AUDITOR, programme)).get(programme.get_absolute_url()).content.decode()

    assert page.count("This programme has ended.") == 1
    assert page.count("31 January 2023") == 2


class TestHistoryPage:
    def test_queries(self, sign_in, django_assert_num_queries):
        programme = ProgrammeFactory()
        fill(programme, 1)
        client = sign_in(user_with_role(Role.AUDITOR, programme))
        address = reverse("programme_history", args=[programme.code])
        with django_assert_num_queries(10):
            client.get(address)
        PhaseFactory.create_batch(3, programme=programme)
        MembershipFactory.create_batch(3, programme=programme)
        with django_assert_num_queries(10):
            client.get(address)

    def test_a_filter_that_cannot_be_read_is_said(self, sign_in):
        programme = ProgrammeFactory()
        client = sign_in(user_with_role(Role.AUDITOR, programme))

        page = client.get(
            reverse("programme_history", args=[programme.code]),
            {"since": "never", "person": "x", "kind": "secret", "page": "900"},
        )

        assert page.status_code == 200
        assert page.content.decode().count("Enter a valid date.") >= 1

    def test_export_has_a_line_for_each_field(self, sign_in):
        programme = ProgrammeFactory(name="=One", summary="")
        client = sign_in(user_with_role(Role.AUDITOR, programme))

        answer = client.get(
            reverse("programme_history", args=[programme.code]), {"_export": "csv", "kind": "programme.programme"}
        )
        lines = b"".join(answer.streaming_content).decode().split("\r\n")

        assert lines[0] == "\ufeffWhen,Who,By way of,Kind of record,Record,Change,Field,From,To"
        assert [line.split(",")[3:] for line in lines[1:-1]] == [
            ["Programme", "'=One", "Added", "Code", "", programme.code],
            ["Programme", "'=One", "Added", "Name", "", "'=One"],
            ["Programme", "'=One", "Added", "Starts on", "", lines[3].split(",")[-1]],
        ]


class TestPeople:
    def test_queries(self, sign_in, django_assert_num_queries):
        client = sign_in(user_with_role(Role.ADMINISTRATOR))
        RoleGrantFactory()
        with django_assert_num_queries(7):
            client.get(reverse("person_list"))
        RoleGrantFactory.create_batch(3)
        with django_assert_num_queries(7):
            client.get(reverse("person_list"))

    def test_the_list_names_each_persons_roles(self, sign_in):
        user_with_role(Role.AUDITOR, ProgrammeFactory(name="One Team"))

        page = sign_in(user_with_role(Role.ADMINISTRATOR)).get(reverse("person_list")).content.decode()

        assert page.count("Auditor (One Team)") == 1

    def test_filter_sort_and_export(self, sign_in):
        programme = ProgrammeFactory(name="One Team")
        user_with_role(Role.AUDITOR, programme, name="Ann Vale", email="ann@council.example")
        user_with_role(Role.SPONSOR, programme, name="Bea Vale", email="bea@council.example")
        user_with_role(Role.SPONSOR, name="Cy Vale", email="cy@council.example")
        client = sign_in(user_with_role(Role.ADMINISTRATOR))

        answer = client.get(
            reverse("person_list"),
            {"_export": "csv", "words": "vale", "programme": programme.pk, "sort": "-name", "account": "open"},
        )
        lines = b"".join(answer.streaming_content).decode().split("\r\n")

        assert lines == [
            "\ufeffName,E-mail address,Job title,Council,Roles,Last signed in,Account",
            "Bea Vale,bea@council.example,Service manager,,Sponsor (One Team),,Open",
            "Ann Vale,ann@council.example,Service manager,,Auditor (One Team),,Open",
            "",
        ]

    def test_the_list_says_what_roles_each_person_holds(self, sign_in):
        user_with_role(Role.AUDITOR, ProgrammeFactory(name="One Team"), name="Ann Vale")
        client = sign_in(user_with_role(Role.ADMINISTRATOR))

        assertContains(client.get(reverse("person_list")), "Auditor (One Team)", count=1)

    def test_a_persons_page_shows_roles_and_what_was_changed(self, sign_in, django_assert_num_queries):
        person = RoleGrantFactory(user__name="Ann Vale").user
        client = sign_in(user_with_role(Role.ADMINISTRATOR))
        address = reverse("person_detail", args=[person.pk])

        with django_assert_num_queries(8):
            page = client.get(address).content.decode()
        assert page.count("Role grant added") == 1
        RoleGrantFactory.create_batch(2, user=person)
        with django_assert_num_queries(8):
            client.get(address)
