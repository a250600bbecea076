"""The pages of exceptions and their rules, and the report that is drafted from them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.domain.report import HEADINGS
from governance.models import Report
from programme.enums import Role
from programme.values.partial_date import PartialDate
from risks.models import ExceptionRule
from tests.factories.governance import HouseStyleFactory, MeetingFactory
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.risks import AssessmentFactory, EntryFactory, RegisterFactory, cell_of, make_matrix
from tests.factories.services import MilestoneFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def entry(programme):
    register = RegisterFactory(programme=programme, name="Joint register")
    entry = EntryFactory(register=register, number="7", risk__title="The depot floods")
    AssessmentFactory(entry=entry, cell=cell_of(make_matrix(register), 3, 3))
    return entry


@pytest.fixture
def late(programme):
    today = timezone.localdate()
    promised, expected = (PartialDate.day(today + timedelta(days=days)) for days in (5, 90))
    review = ReviewFactory(programme=programme)
    return MilestoneFactory(review=review, name="Go live", baseline=promised, forecast=expected)


@pytest.fixture
def office(programme, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, programme))


def page(programme, name="risk_exceptions"):
    return reverse(name, args=[programme.code])


def settings_of(client, programme, **changes):
    """What the page of rules would send back, with changes."""
    form = client.get(page(programme, "exception_rules")).context["form"]
    data = {"seen": form["seen"].value()}
    for _, switch, limit in form.rows():
        if switch.value():
            data[switch.html_name] = "on"
        if limit is not None:
            data[limit.html_name] = limit.value()
    return {**data, **changes}


class TestList:
    def test_it_says_what_by_which_rule_and_since_when(self, office, programme, entry, late):
        shown = office.get(page(programme)).content.decode()

        assert all(words in shown for words in ("7 The depot floods", "Joint register", "Outside tolerance"))
        assert all(words in shown for words in ("No action", "Go live", "85 days late"))

    def test_it_is_filtered_by_rule_place_and_words(self, office, programme, entry, late):
        def titles(**query):
            return [row.title for row in office.get(page(programme), query).context["table"].data]

        assert titles(rule="time_forecast") == ["Go live"]
        assert titles(place="Joint register", words="DEPOT") == ["7 The depot floods"] * 2
        assert titles(rule="no such rule") == []
        assert titles(words="x" * 101) == []

    def test_it_is_exported(self, office, programme, entry):
        answer = office.get(page(programme), {"_export": "csv"})

        assert "7 The depot floods" in b"".join(answer.streaming_content).decode()

    def test_without_exceptions_it_says_so(self, office, programme):
        assert "Nothing that you may see breaks a rule" in office.get(page(programme)).content.decode()

    def test_a_councillor_has_no_business_here(self, programme, entry, sign_in):
        assert sign_in(user_with_role(Role.COUNCILLOR, programme)).get(page(programme)).status_code == 403

    def test_a_stranger_finds_nothing(self, programme, sign_in):
        assert sign_in(user_with_role(Role.PROGRAMME_OFFICE)).get(page(programme)).status_code == 404


class TestRules:
    def test_a_rule_is_switched_off_and_another_limited(self, office, programme, entry, late):
        data = settings_of(office, programme, **{"limit-time_forecast": "100"})
        del data["on-no_action"]

        answer = office.post(page(programme, "exception_rules"), data, follow=True)

        assert [row.rule for row in answer.context["table"].data] == ["Outside tolerance"]
        assert "Switched off here: No action" in answer.content.decode()
        said = ExceptionRule.objects.values_list("rule", "is_on", "limit")
        assert sorted(said) == [("no_action", False, None), ("time_forecast", True, Decimal(100))]

    def test_what_is_left_as_it_is_writes_nothing(self, office, programme):
        office.post(page(programme, "exception_rules"), settings_of(office, programme))

        assert not ExceptionRule.objects.exists()

    @pytest.mark.parametrize("limit", ["", "-1", "many", "1.5", "9" * 20])
    def test_a_limit_that_is_none_is_told_at_its_place_and_kept(self, office, programme, limit):
        data = settings_of(office, programme, **{"limit-time_forecast": limit})

        answer = office.post(page(programme, "exception_rules"), data)

        assert answer.status_code == 200
        assert answer.context["form"].errors.keys() == {"limit-time_forecast"}
        assert f'value="{limit}"' in answer.content.decode()
        assert not ExceptionRule.objects.exists()

    def test_two_people_do_not_overwrite_each_other(self, office, programme):
        opened = settings_of(office, programme, **{"limit-time_forecast": "50"})
        ExceptionRule.objects.create(programme=programme, rule="time_forecast", limit=7)

        answer = office.post(page(programme, "exception_rules"), opened)

        assert "Someone else changed the rules" in answer.content.decode()
        assert ExceptionRule.objects.get().limit == 7
        again = {**opened, "seen": answer.context["form"]["seen"].value()}
        office.post(page(programme, "exception_rules"), again)
        assert ExceptionRule.objects.get().limit == 50

    def test_only_the_programme_office_sets_them(self, programme, sign_in):
        owner = sign_in(user_with_role(Role.RISK_OWNER, programme))

        assert owner.get(page(programme, "exception_rules")).status_code == 403
        assert owner.post(page(programme, "exception_rules")).status_code == 403


class TestReport:
    @pytest.fixture
    def meeting(self, programme):
        return MeetingFactory(body__programme=programme)

    @pytest.fixture
    def style(self, programme):
        return HouseStyleFactory(programme=programme)

    def begin(self, client, programme, meeting, style, *keys, title="Exception report"):
        data = {"title": title, "meeting": meeting.pk, "house_style": style.pk, "exceptions": keys}
        return client.post(page(programme, "exception_report_create"), data)

    def test_it_begins_with_what_was_chosen_and_has_the_standard_headings(
        self, office, programme, entry, late, meeting, style
    ):
        key = f"outside_tolerance/risk-{entry.pk}"

        self.begin(office, programme, meeting, style, key)

        sections = list(Report.objects.get().sections.order_by("position"))
        assert [section.heading for section in sections][-6:] == ["Exceptions", *HEADINGS]
        told = sections[-6].body
        assert "**7 The depot floods** (Joint register): Outside tolerance, since" in told
        assert "Go live" not in told

    @pytest.mark.parametrize("keys", [(), ("outside_tolerance/risk-0",), ("nonsense",)])
    def test_it_is_about_exceptions_that_there_are(self, office, programme, entry, meeting, style, keys):
        answer = self.begin(office, programme, meeting, style, *keys, title="My title")

        assert answer.context["form"].errors.keys() == {"exceptions"}
        assert "My title" in answer.content.decode()
        assert not Report.objects.exists()

    def test_a_body_is_not_told_of_a_confidential_risk(self, programme, entry, meeting, style, sign_in):
        clerk = user_with_role(Role.PROGRAMME_OFFICE, programme)
        type(entry.risk).objects.filter(pk=entry.risk_id).update(is_confidential=True, owner=clerk)

        answer = self.begin(sign_in(clerk), programme, meeting, style, f"outside_tolerance/risk-{entry.pk}")

        assert "is not told of every exception" in answer.content.decode()
        assert not Report.objects.exists()
