"""Setting a review up, changing it, leaving and coming back; milestones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.values.partial_date import PartialDate
from services.domain.milestone import add_milestone, change_milestone
from services.domain.participation import Part
from services.domain.review import (
    change_review,
    create_review,
    leave_programme,
    mark_of_review,
    rejoin_programme,
)
from services.enums import Stage, State
from services.models import ServiceReview
from tests.factories.programme import CouncilFactory, MembershipFactory, user_with_role
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(programme):
    return MembershipFactory(programme=programme).council


@pytest.fixture
def today():
    return timezone.localdate()


def create(programme, office, at, *parts, **values):
    return create_review(programme=programme, values={"name": "Legal", **values}, parts=parts, actor=office, at=at)


class TestCreating:
    def test_it_begins_not_started_with_a_code_and_a_service_of_its_own(self, programme, office, council, at, today):
        review = create(programme, office, at, Part(council=council, is_host=True))

        assert (review.code, review.service.name, review.stage, review.state, review.joined_on) == (
            "legal",
            "Legal",
            Stage.NOT_STARTED,
            State.ACTIVE,
            today,
        )
        assert [(part.council, part.is_host) for part in review.participations.all()] == [(council, True)]

    def test_a_second_of_the_name_gets_a_code_and_the_same_service(self, programme, office, council, at):
        first = create(programme, office, at, Part(council=council))
        second = create(programme, office, at, Part(council=council))

        assert (second.code, second.service) == ("legal-2", first.service)

    def test_it_needs_a_council(self, programme, office, at):
        with pytest.raises(DomainError, match="Choose at least one council"):
            create(programme, office, at)

    def test_a_council_is_a_member(self, programme, office, at):
        with pytest.raises(DomainError, match="is not a member of Harbour and Vale"):
            create(programme, office, at, Part(council=CouncilFactory()))

    def test_a_lead_holds_the_role_for_that_council(self, programme, office, council, at):
        elsewhere = user_with_role(Role.LEAD_OFFICER, programme, MembershipFactory(programme=programme).council)
        with pytest.raises(DomainError, match="is not a lead officer for"):
            create(programme, office, at, Part(council=council, lead_officer=elsewhere))

    def test_a_sponsor_holds_the_role(self, programme, office, council, at):
        with pytest.raises(DomainError, match="Olive Office is not a sponsor in Harbour and Vale"):
            create(programme, office, at, Part(council=council), sponsor=office)

    def test_only_the_office_creates(self, programme, council, at):
        with pytest.raises(NotAllowed):
            create(programme, user_with_role(Role.SPONSOR, programme), at, Part(council=council))


class TestChanging:
    def change(self, review, office, at, *parts, seen=None, **values):
        return change_review(
            review=review,
            values={"name": review.name, **values},
            parts=parts,
            seen=seen or mark_of_review(review),
            actor=office,
            at=at,
        )

    def test_a_council_left_out_leaves_today_and_its_part_stays_on_record(
        self, review, office, lead, second_lead, at, today
    ):
        first, second = review.participations.order_by("pk")

        self.change(review, office, at, Part(council=first.council, lead_officer=lead))

        second.refresh_from_db()
        assert (second.left_on, second.lead_officer) == (today, second_lead)

    def test_a_new_council_joins_today(self, review, office, council, at, today):
        self.change(review, office, at, Part(council=council))

        assert review.participations.get().joined_on == today

    def test_a_lead_who_lost_the_role_may_stay_where_they_stand(self, review, office, lead, at, today):
        lead.grants.update(ended_on=today - timedelta(days=1))
        council = review.participations.get().council

        self.change(review, office, at, Part(council=council, lead_officer=lead))

        assert review.participations.get().lead_officer == lead

    def test_a_service_can_be_chosen_or_made(self, programme, review, office, council, at):
        other = ServiceFactory(programme=programme)
        assert self.change(review, office, at, Part(council=council), service=other).service == other

        review.refresh_from_db()
        changed = change_review(
            review=review,
            values={"name": "Parking"},
            parts=[Part(council=council)],
            new_service="Car parks",
            seen=mark_of_review(review),
            actor=office,
            at=at,
        )
        assert changed.service.name == "Car parks"

    def test_a_save_over_somebody_elses_is_refused(self, review, office, council, at):
        seen = mark_of_review(review)
        self.change(review, office, at, Part(council=council), summary="Theirs.")

        with pytest.raises(ChangedByAnother):
            self.change(review, office, at, Part(council=council), seen=seen, summary="Mine.")
        assert ServiceReview.objects.get(pk=review.pk).summary == "Theirs."

    def test_stage_and_state_are_not_changed_by_hand(self, review, office, council, at):
        self.change(review, office, at, Part(council=council), stage=Stage.APPROVAL, state=State.COMPLETE)

        review.refresh_from_db()
        assert (review.stage, review.state) == (Stage.SCOPING, State.ACTIVE)


class TestLeaving:
    def test_it_leaves_with_a_day_and_a_reason_and_can_come_back(self, review, office, at, today):
        leave_programme(review=review, left_on=today, reason=" One council again. ", actor=office, at=at)
        review.refresh_from_db()
        assert (review.left_on, review.left_reason) == (today, "One council again.")

        rejoin_programme(review=review, actor=office, at=at)
        review.refresh_from_db()
        assert (review.left_on, review.left_reason) == (None, "")

    def test_not_tomorrow_not_before_it_joined_not_without_a_reason(self, review, office, at, today):
        for day, reason in [
            (today + timedelta(days=1), "x"),
            (review.joined_on - timedelta(days=1), "x"),
            (today, " "),
        ]:
            with pytest.raises(DomainError, match=r"Say why the review leaves the|when the review joined, and today"):
                leave_programme(review=review, left_on=day, reason=reason, actor=office, at=at)


class TestMilestones:
    DATES = {"baseline": None, "forecast": PartialDate.month(2030, 5), "achieved": None}

    def test_a_lead_adds_one_and_changes_it(self, review, lead, at):
        milestone = add_milestone(review=review, name="Board decides", actor=lead, at=at, **self.DATES)
        assert milestone.code == "parking-board-decides"

        changed = change_milestone(
            milestone=milestone,
            name="The board decides",
            seen=mark_of(milestone),
            actor=lead,
            at=at,
            **{**self.DATES, "achieved": PartialDate.month(2023, 1)},
        )
        assert (changed.name, changed.achieved) == ("The board decides", PartialDate.month(2023, 1))

    def test_it_has_a_date_and_is_not_achieved_in_the_future(self, review, lead, at):
        for dates in (
            {"forecast": None},
            {"achieved": PartialDate.year(2090)},
            {"achieved": PartialDate.to_be_confirmed()},
        ):
            with pytest.raises(DomainError, match=r"Enter at least one date|Enter when it was achieved: a day"):
                add_milestone(review=review, name="x", actor=lead, at=at, **{**self.DATES, **dates})

    def test_a_save_over_somebody_elses_is_refused(self, review, lead, at):
        milestone = add_milestone(review=review, name="x", actor=lead, at=at, **self.DATES)

        with pytest.raises(ChangedByAnother):
            change_milestone(milestone=milestone, name="y", seen="old", actor=lead, at=at, **self.DATES)

    def test_a_sponsor_changes_none(self, review, sponsor, at):
        with pytest.raises(NotAllowed):
            add_milestone(review=review, name="x", actor=sponsor, at=at, **self.DATES)


def test_a_review_that_left_cannot_have_joined_after_that(review, programme, office, council, at, today):
    leave_programme(
        review=review, left_on=review.joined_on + timedelta(days=5), reason="It ended.", actor=office, at=at
    )

    with pytest.raises(DomainError, match="so it cannot have joined after that day") as refusal:
        change_review(
            review=review,
            values={"joined_on": review.joined_on + timedelta(days=6)},
            parts=[Part(council=council)],
            seen=mark_of_review(ServiceReview.objects.get(pk=review.pk)),
            actor=office,
            at=at,
        )
    assert refusal.value.field == "joined_on"


class TestAgreementAndHosting:
    def test_a_review_runs_under_an_agreement_of_its_own(self, programme, office, council, at):
        review = create(
            programme,
            office,
            at,
            Part(council=council, is_host=True, hosted_functions="  payroll "),
            agreement="Memorandum of understanding",
            agreement_from=PartialDate.month(2019, 4),
        )

        assert (review.agreement, review.agreement_from) == ("Memorandum of understanding", PartialDate.month(2019, 4))
        assert [part.hosted_functions for part in review.participations.all()] == ["payroll"]

    def test_an_agreement_in_force_has_a_name(self, programme, office, council, at):
        with pytest.raises(DomainError, match="Name the agreement that is in force from then") as refused:
            create(programme, office, at, Part(council=council), agreement=" ", agreement_from=PartialDate.year(2019))

        assert refused.value.field == "agreement"

    def test_who_hosts_some_functions_hosts(self, programme, office, council, at):
        with pytest.raises(DomainError, match="hosts, or leave empty what it hosts") as refused:
            create(programme, office, at, Part(council=council, hosted_functions="payroll"))

        assert refused.value.field == f"functions_{council.pk}"

    def test_a_council_that_left_hosted_what_it_hosted(self, programme, office, council, at):
        other = MembershipFactory(programme=programme).council
        hosting = Part(council=other, is_host=True, hosted_functions="payroll")
        review = create(programme, office, at, Part(council=council), hosting)

        change_review(
            review=review,
            values={},
            parts=[Part(council=council)],
            seen=mark_of_review(review),
            actor=office,
            at=at,
        )

        gone = review.participations.get(council=other)
        assert (gone.is_host, gone.hosted_functions, gone.left_on is not None) == (True, "payroll", True)
