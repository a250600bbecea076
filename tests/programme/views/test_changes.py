"""What the programme office and administrators change in the browser. Mistakes become sentences; nothing is lost."""

from datetime import date, timedelta
from urllib.parse import urlparse

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from programme.enums import DigestOccasion, Role
from programme.models import Digest, ReportingPeriod, RoleGrant, User
from programme.queries.history import history_of_programme
from programme.tasks import send_invitation
from tests.factories.programme import (
    PASSWORD,
    CouncilFactory,
    MembershipFactory,
    PeriodFactory,
    ProgrammeFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(name="One Team", starts_on=date(2022, 2, 1))


@pytest.fixture
def office(sign_in, programme):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, programme, name="Olive Office"))


@pytest.fixture
def administrator(sign_in):
    return sign_in(user_with_role(Role.ADMINISTRATOR))


def filled(client, url):
    """The form's fields as the page was opened."""
    form = client.get(url).context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) is not None}


class TestProgramme:
    def test_a_change_is_saved_and_recorded(self, office, programme):
        url = reverse("programme_edit", args=[programme.code])

        answer = office.post(url, filled(office, url) | {"name": "Two Teams", "planned_end": "May 2024"})

        assert answer.url == programme.get_absolute_url()
        entry = history_of_programme(programme, reader=UserFactory(), kind="programme.programme")[0]
        assert entry.actor == "Olive Office"
        assert [(change.label, change.before, change.after) for change in entry.changes] == [
            ("Name", "One Team", "Two Teams"),
            ("Planned end", "", "May 2024"),
        ]

    def test_two_people_at_once(self, office, programme):
        url = reverse("programme_edit", args=[programme.code])
        opened = filled(office, url)
        office.post(url, opened | {"name": "Two Teams"})

        refused = office.post(url, opened | {"name": "Three Teams"})

        page = refused.content.decode()
        assert page.count("Someone else changed this while you had it open.") >= 1
        assert refused.context["form"]["name"].value() == "Three Teams"
        assert dict(refused.context["form"].stands_now)["Name"] == "Two Teams"
        again = office.post(url, filled_again(refused))
        programme.refresh_from_db()
        assert (again.status_code, programme.name) == (302, "Three Teams")

    def test_a_date_out_of_order_is_said_at_its_field(self, office, programme):
        url = reverse("programme_edit", args=[programme.code])

        refused = office.post(url, filled(office, url) | {"ended_on": "31/01/2022"})

        assert refused.context["form"].errors == {
            "ended_on": ["The last day must be on or after the day the programme started."]
        }


def filled_again(answer):
    """The form as it came back, sent again."""
    form = answer.context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) is not None}


class TestPeriods:
    QUARTER = {
        "name": "Quarter 4",
        "starts_on": "01/11/2022",
        "ends_on": "31/01/2023",
        "deadline": "31/01/2023",
        "cut_off": "10/02/2023",
        "remind_before": "5",
        "remind_every": "7",
    }

    def test_opening_closing_and_no_way_back(self, office, programme):
        office.post(reverse("period_add", args=[programme.code]), self.QUARTER)
        period = ReportingPeriod.objects.get(programme=programme)
        address = reverse("period_close", args=[programme.code, period.code])

        closed = office.post(address)
        again = office.post(address)

        period.refresh_from_db()
        assert (period.code, closed.status_code, period.closed_at is None) == ("quarter-4", 302, False)
        assert again.context["form"].non_field_errors() == ["Quarter 4 is closed, so nothing in it can change."]

    def test_an_overlap_names_the_other_period(self, office, programme):
        office.post(reverse("period_add", args=[programme.code]), self.QUARTER)

        refused = office.post(reverse("period_add", args=[programme.code]), self.QUARTER | {"name": "Again"})

        assert refused.context["form"].errors["starts_on"][0].startswith("These days overlap Quarter 4,")
        assert refused.context["form"]["name"].value() == "Again"
        assert ReportingPeriod.objects.count() == 1

    def test_a_period_is_changed(self, office, programme):
        period = PeriodFactory(programme=programme)
        url = reverse("period_edit", args=[programme.code, period.code])

        office.post(url, filled(office, url) | {"name": "Renamed"})

        period.refresh_from_db()
        assert period.name == "Renamed"


class TestMembershipsAndPhases:
    def test_a_council_joins_and_leaves(self, office, programme):
        council = CouncilFactory()
        given = {"council": council.pk, "role": "host", "joined_on": "01/02/2022", "left_on": ""}

        office.post(reverse("membership_add", args=[programme.code]), given)
        membership = programme.memberships.get()
        url = reverse("membership_edit", args=[programme.code, membership.pk])
        office.post(url, filled(office, url) | {"left_on": "31/03/2023"})

        membership.refresh_from_db()
        assert (membership.council, membership.role, membership.left_on) == (council, "host", date(2023, 3, 31))

    def test_a_member_is_not_offered_again(self, office, programme):
        membership = MembershipFactory(programme=programme)
        other = CouncilFactory()

        form = office.get(reverse("membership_add", args=[programme.code])).context["form"]

        assert list(form.fields["council"].queryset) == [other]
        assert membership.council != other

    def test_phases_follow_one_another(self, office, programme):
        url = reverse("phase_add", args=[programme.code])
        office.post(url, filled(office, url) | {"name": "Phase 1", "starts": "Oct 2022", "ends": "April 2023"})

        assert office.get(url).context["form"]["position"].value() == 2
        phase = programme.phases.get()
        url = reverse("phase_edit", args=[programme.code, phase.code])
        refused = office.post(url, filled(office, url) | {"ends": "September 2022"})
        assert refused.context["form"].errors == {"ends": ["The phase must end after it starts."]}
        unreadable = office.post(url, filled(office, url) | {"ends": "soonish"})
        assert unreadable.context["form"]["ends"].value() == "soonish"


class TestPeople:
    def test_a_new_person_chooses_a_password_by_mail(self, administrator, client, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as callbacks:
            answer = administrator.post(
                reverse("person_add"), {"name": "Ann Vale", "email": "Ann@Council.example", "post": "", "council": ""}
            )
        person = User.objects.get(email="ann@council.example")

        assert answer.url == reverse("person_detail", args=[person.pk])
        assert len(callbacks) == 1
        send_invitation(person.pk, "https://concordat.example/")
        assert mail.outbox[0].to == ["ann@council.example"]
        link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("https://concordat.example/"))
        client.logout()
        choose = client.get(urlparse(link).path, follow=True)
        client.post(choose.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
        person.refresh_from_db()
        assert person.check_password(PASSWORD) is True
        used = client.get(urlparse(link).path, follow=True)
        assert used.context["validlink"] is False

    def test_a_closed_account_gets_no_link_and_does_not_sign_in(self, client):
        person = UserFactory(is_active=False)

        send_invitation(person.pk, "https://concordat.example/")
        refused = client.post(reverse("login"), {"username": person.email, "password": PASSWORD})

        assert mail.outbox == []
        assert refused.status_code == 200

    def test_signing_in_leads_to_my_work_whatever_the_case_of_the_address(self, client):
        person = UserFactory(email="ann@council.example")

        answer = client.post(reverse("login"), {"username": " Ann@Council.Example ", "password": PASSWORD})

        assert answer.url == reverse("home")
        assert client.get(reverse("home")).context["user"] == person

    def test_a_taken_address_is_said_at_its_field(self, administrator):
        UserFactory(email="ann@council.example")

        refused = administrator.post(reverse("person_add"), {"name": "Ann", "email": "ann@council.example"})

        assert refused.context["form"].errors == {"email": ["Someone already signs in with ann@council.example."]}

    def test_a_role_is_given_and_ended(self, administrator):
        membership = MembershipFactory()
        person = UserFactory()
        today = timezone.localdate()
        given = {
            "role": Role.CLERK,
            "programme": membership.programme.pk,
            "council": membership.council.pk,
            "starts_on": f"{today:%d/%m/%Y}",
        }

        refused = administrator.post(reverse("role_add", args=[person.pk]), given | {"council": ""})
        administrator.post(reverse("role_add", args=[person.pk]), given)
        grant = RoleGrant.objects.get(user=person)
        end = reverse("role_end", args=[person.pk, grant.pk])
        administrator.post(end, {"ended_on": f"{today:%d/%m/%Y}"})

        grant.refresh_from_db()
        assert refused.context["form"].errors == {"council": ["Committee clerk is a role for one council: choose it."]}
        assert (grant.role, grant.starts_on, grant.ended_on) == (Role.CLERK, today, today)

    def test_the_last_administrator_is_told_why(self, administrator):
        me = User.objects.get(grants__role=Role.ADMINISTRATOR)

        refused = administrator.post(reverse("person_deactivate", args=[me.pk]))

        assert refused.context["form"].non_field_errors() == [
            "This is the last administrator. Make someone else an administrator first."
        ]

    def test_closing_and_opening_an_account(self, administrator):
        person = user_with_role(Role.AUDITOR)

        administrator.post(reverse("person_deactivate", args=[person.pk]))
        closed = User.objects.get(pk=person.pk)
        administrator.post(reverse("person_reactivate", args=[person.pk]))
        opened = User.objects.get(pk=person.pk)

        assert (closed.is_active, opened.is_active) == (False, True)

    def test_an_administrator_sees_no_content(self, administrator, programme):
        assert administrator.get(programme.get_absolute_url()).status_code == 404
        assert administrator.get(reverse("programme_list")).context["programmes"] == ()

    def test_an_ended_role_opens_nothing(self, sign_in, programme):
        person = user_with_role(Role.AUDITOR, programme)
        RoleGrant.objects.update(ended_on=timezone.localdate() - timedelta(days=1))

        assert sign_in(person).get(programme.get_absolute_url()).status_code == 404


class TestMails:
    @pytest.mark.parametrize("number", [1, 3])
    def test_the_office_sees_who_was_told_and_what_went_wrong(self, sign_in, number, django_assert_num_queries):
        period = PeriodFactory()
        office = user_with_role(Role.PROGRAMME_OFFICE, period.programme)
        now = timezone.now()
        for _ in range(number):
            Digest.objects.create(
                user=UserFactory(name="Lena Lead"),
                period=period,
                occasion=DigestOccasion.DUE,
                day=now.date(),
                queued_at=now,
                try_at=now,
                attempts=2,
                failure="Mailbox <full>",
            )
        client = sign_in(office)
        url = reverse("period_mails", args=[period.programme.code, period.code])

        with django_assert_num_queries(7):
            page = client.get(url).content.decode()

        assert page.count("Mailbox &lt;full&gt; (tried 2 times)") == number
