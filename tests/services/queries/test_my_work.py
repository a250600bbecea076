"""What waits on the home page for officers, sponsors and the office."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programme.enums import Role
from services.queries.my_work import MOST_NAMED, reviews_led, updates_returned, updates_to_decide, updates_to_write
from services.queries.office_work import updates_to_chase
from tests.factories.programme import MembershipFactory, PeriodFactory, ProgrammeFactory, user_with_role
from tests.factories.services import (
    ParticipationFactory,
    ReviewFactory,
    UpdateFactory,
    lead_of,
    office_of,
    sponsor_of,
)

pytestmark = pytest.mark.django_db


def told(items):
    return [(item.label, item.status, item.due, item.is_overdue) for item in items]


def test_a_lead_writes_for_their_own_live_reviews(review, period, lead):
    lead_of(ReviewFactory(programme=review.programme))

    assert told(updates_to_write(lead)) == [("Parking: Present quarter", "Not begun", period.deadline, False)]
    assert updates_to_decide(lead) == []


def test_a_draft_waits_too_and_a_late_one_is_overdue(programme):
    period = PeriodFactory(programme=programme, overdue=True, name="Late quarter")
    review = ReviewFactory(programme=programme, name="Legal")
    lead = lead_of(review)
    UpdateFactory(review=review, period=period)

    assert told(updates_to_write(lead)) == [("Legal: Late quarter", "Draft", period.deadline, True)]


@pytest.mark.parametrize("trait", ["submitted", "accepted"])
def test_what_is_handed_in_waits_no_more(review, period, lead, trait):
    UpdateFactory(review=review, period=period, **{trait: True})

    assert (updates_to_write(lead), updates_returned(lead)) == ([], [])


def test_a_returned_update_comes_with_its_comment(review, period, lead):
    UpdateFactory(review=review, period=period, returned=True)

    assert updates_to_write(lead) == []
    assert [(item.status, item.note) for item in updates_returned(lead)] == [("Returned", "Say when.")]


def test_a_correction_is_never_overdue(programme):
    period = PeriodFactory(programme=programme, overdue=True)
    review = ReviewFactory(programme=programme)
    lead = lead_of(review)
    UpdateFactory(review=review, period=period, accepted=True)
    UpdateFactory(review=review, period=period, version=2)

    assert [(item.status, item.is_overdue) for item in updates_to_write(lead)] == [("Correction", False)]


@pytest.mark.parametrize("trait", ["withdrawn", "complete", "left"])
def test_a_review_that_reports_no_more_asks_for_nothing(programme, period, trait):
    assert updates_to_write(lead_of(ReviewFactory(programme=programme, **{trait: True}))) == []


def test_a_closed_period_asks_for_nothing(programme):
    PeriodFactory(programme=programme, closed=True)

    assert updates_to_write(lead_of(ReviewFactory(programme=programme))) == []


def test_sponsor_and_office_decide_but_nobody_on_their_own_words(review, period, lead, sponsor, office):
    UpdateFactory(review=review, period=period, submitted=True, submitted_by=lead)
    own = ReviewFactory(programme=review.programme)
    UpdateFactory(review=own, period=period, submitted=True, submitted_by=office)

    assert [item.label for item in updates_to_decide(sponsor)] == ["Parking: Present quarter"]
    assert [item.label for item in updates_to_decide(office)] == ["Parking: Present quarter"]


def test_many_of_one_period_are_one_item_that_leads_to_them(programme, period, office):
    for _ in range(MOST_NAMED + 1):
        UpdateFactory(review=ReviewFactory(programme=programme), period=period, submitted=True)
    other = PeriodFactory()
    office.grants.create(role=Role.PROGRAMME_OFFICE, programme=other.programme, starts_on=other.starts_on)
    UpdateFactory(review=ReviewFactory(programme=other.programme, name="Legal"), period=other, submitted=True)

    found = {item.label: item.url for item in updates_to_decide(office)}

    assert list(found) == ["11 updates: Present quarter", f"Legal: {other.name}"]
    assert found["11 updates: Present quarter"] == "/programmes/harbour/reporting/?period=now&update=waiting"


def test_the_office_chases_what_is_missing_after_the_deadline(programme, office, lead, review, period):
    UpdateFactory(review=ReviewFactory(programme=programme), period=period, accepted=True)
    assert updates_to_chase(office) == []

    period.deadline = programme.today - timedelta(days=1)
    period.save()

    assert [(item.label, item.url) for item in updates_to_chase(office)] == [
        ("1 of 2 updates not handed in: Present quarter", "/programmes/harbour/reporting/?period=now&update=overdue")
    ]
    assert updates_to_chase(lead) == []


def test_a_lead_writes_for_every_programme_and_open_period(programme, period, review, lead):
    other = PeriodFactory(name="Their quarter")
    theirs = ReviewFactory(programme=other.programme, name="Legal")
    council = lead.grants.get().council
    MembershipFactory(programme=other.programme, council=council)
    theirs.participations.create(council=council, lead_officer=lead)
    lead.grants.create(role=Role.LEAD_OFFICER, programme=other.programme, council=council, starts_on=other.starts_on)
    before = PeriodFactory(
        programme=programme,
        name="Last quarter",
        starts_on=period.starts_on - timedelta(days=90),
        ends_on=period.starts_on - timedelta(days=1),
        deadline=programme.today - timedelta(days=1),
    )

    assert sorted(told(updates_to_write(lead))) == [
        ("Legal: Their quarter", "Not begun", other.deadline, False),
        ("Parking: Last quarter", "Not begun", before.deadline, True),
        ("Parking: Present quarter", "Not begun", period.deadline, False),
    ]


def test_another_programmes_office_decides_nothing_here(review, period):
    UpdateFactory(review=review, period=period, submitted=True)

    assert updates_to_decide(office_of(ProgrammeFactory())) == []


def test_an_office_that_leads_nothing_is_asked_nothing(office, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert updates_to_write(office) == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_however_much_waits(programme, period, django_assert_num_queries, number):
    first = ReviewFactory(programme=programme)
    lead = lead_of(first)
    council = first.participations.get().council
    user_with_role(Role.SPONSOR, programme)
    sponsor_of(first)
    for _ in range(number - 1):
        ParticipationFactory(review=ReviewFactory(programme=programme), council=council, lead_officer=lead)

    with django_assert_num_queries(5):
        assert len(updates_to_write(lead)) == number
        assert updates_returned(lead) == []
        assert updates_to_decide(lead) == []
    with django_assert_num_queries(1):
        assert len(reviews_led(lead)) == number


def test_a_lead_finds_their_reviews_when_nothing_waits(programme):
    period = PeriodFactory(programme=programme, name="Present quarter")
    review = ReviewFactory(programme=programme, name="Legal")
    lead = lead_of(review)
    UpdateFactory(review=review, period=period, accepted=True)
    lead_of(ReviewFactory(programme=programme))

    (led,) = reviews_led(lead)

    assert (led.review, led.stage.label, led.rating, led.said.period) == (review, "Scoping", "green", period)
    assert [link.label for link in led.links] == ["Correct the update for Present quarter"]
    assert led.links[0].url == reverse("update_edit", args=[programme.code, review.code, period.code])


@pytest.mark.parametrize(
    ("trait", "rating", "links"),
    [("complete", "complete", 0), ("on_hold", "on_hold", 1), ("not_started", "not_started", 1)],
)
def test_a_review_without_a_rating_says_why(programme, period, trait, rating, links):
    (led,) = reviews_led(lead_of(ReviewFactory(programme=programme, **{trait: True})))

    assert (led.rating, led.said, len(led.links)) == (rating, None, links)
