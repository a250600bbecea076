"""The life of a progress update: draft, submitted, accepted or returned; every refusal has its name."""

from datetime import timedelta

import pytest

from programme.domain.period import close_period
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.models import ReportingPeriod
from programme.values.partial_date import PartialDate
from services.domain.progress_update import (
    PeriodClosed,
    ReviewNotReporting,
    UpdateNotEditable,
    accept_update,
    hand_in_update,
    recall_update,
    return_update,
    save_update,
    submit_update,
)
from services.enums import Stage, State, UpdateStatus
from services.models import ProgressUpdate
from services.rules.stages import TEXT_LIMIT
from tests.factories.programme import PeriodFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory, UpdateFactory, lead_of

pytestmark = pytest.mark.django_db

WORDS = {"business_case_update": "The options are being compared."}


def save(review, period, actor, at, *, edition=0, **more):
    return save_update(review=review, period=period, edition=edition, changes={**WORDS, **more}, actor=actor, at=at)


class TestSaving:
    def test_the_first_save_begins_version_1_as_a_draft(self, review, period, lead, at):
        update = save(review, period, lead, at, business_case_expected=PartialDate.month(2030, 5))

        assert (update.version, update.status, update.edition, update.author) == (1, UpdateStatus.DRAFT, 1, lead)
        assert update.business_case_expected == PartialDate.month(2030, 5)

    def test_each_save_is_a_new_edition(self, review, period, lead, at):
        save(review, period, lead, at)

        update = save(review, period, lead, at, edition=1, help_wanted="A decision.")

        assert (update.edition, update.help_wanted) == (2, "A decision.")

    def test_saving_what_stands_changes_nothing(self, review, period, lead, at):
        first = save(review, period, lead, at)

        again = save(review, period, lead, at + timedelta(minutes=1), edition=1)

        assert (again.edition, again.edited_at) == (1, first.edited_at)

    def test_a_save_over_somebody_elses_is_refused_by_their_name(self, review, period, lead, second_lead, at):
        save(review, period, lead, at)

        with pytest.raises(ChangedByAnother, match="Lena Lead saved this update while you were writing"):
            save(review, period, second_lead, at, business_case_update="Mine.")
        assert ProgressUpdate.objects.get().business_case_update == WORDS["business_case_update"]

    def test_ones_own_other_window_is_told_apart(self, review, period, lead, at):
        save(review, period, lead, at)

        with pytest.raises(ChangedByAnother, match="You saved this update in another window"):
            save(review, period, lead, at, business_case_update="Mine.")

    def test_a_form_opened_before_an_acceptance_does_not_become_its_correction(self, review, period, lead, at):
        UpdateFactory(review=review, period=period, accepted=True)

        with pytest.raises(ChangedByAnother, match="decided while you were writing"):
            save_update(review=review, period=period, edition=0, version=1, changes=WORDS, actor=lead, at=at)

    def test_an_accepted_update_is_corrected_by_a_new_version(self, review, period, lead, at):
        UpdateFactory(review=review, period=period, accepted=True)

        update = save_update(review=review, period=period, edition=0, version=2, changes=WORDS, actor=lead, at=at)

        assert (update.version, update.status) == (2, UpdateStatus.DRAFT)

    def test_a_submitted_update_keeps_its_words(self, review, period, lead, at):
        UpdateFactory(review=review, period=period, submitted=True)

        with pytest.raises(UpdateNotEditable):
            save(review, period, lead, at, edition=1)

    def test_only_texts_are_saved(self, review, period, lead, at):
        update = save(review, period, lead, at, status=UpdateStatus.ACCEPTED, version=9)

        assert (update.status, update.version) == (UpdateStatus.DRAFT, 1)

    def test_a_text_has_a_limit_and_the_refusal_says_it(self, review, period, lead, at):
        with pytest.raises(DomainError, match="characters or fewer") as refusal:
            save(review, period, lead, at, help_wanted="x" * (TEXT_LIMIT + 1))

        assert refusal.value.message == "Help wanted has 20,001 characters. Shorten it to 20,000 characters or fewer."
        assert refusal.value.field == "help_wanted"

    @pytest.mark.parametrize("state", [State.WITHDRAWN, State.COMPLETE])
    def test_a_review_that_reports_no_more_takes_none(self, programme, period, office, at, state):
        review = ReviewFactory(programme=programme, state=state, state_reason="Over.", stage=Stage.BUSINESS_AS_USUAL)

        with pytest.raises(ReviewNotReporting):
            save(review, period, office, at)

    def test_a_review_that_left_takes_none(self, programme, period, office, at):
        with pytest.raises(ReviewNotReporting):
            save(ReviewFactory(programme=programme, left=True), period, office, at)


class TestClosedPeriods:
    def test_nothing_is_saved_after_the_cut_off(self, programme, review, lead, at):
        with pytest.raises(PeriodClosed, match="is closed"):
            save(review, PeriodFactory(programme=programme, closed=True), lead, at)

    def test_nothing_is_saved_before_the_period_begins(self, programme, review, period, lead, at):
        begins = period.ends_on + timedelta(days=1)
        later = PeriodFactory(
            programme=programme,
            starts_on=begins,
            ends_on=begins + timedelta(days=30),
            deadline=begins + timedelta(days=30),
            cut_off=begins + timedelta(days=40),
        )

        with pytest.raises(PeriodClosed, match="Updates open then"):
            save(review, later, lead, at)

    def test_nothing_is_decided_after_the_cut_off(self, programme, review, sponsor, at):
        period = PeriodFactory(programme=programme, closed=True)
        update = UpdateFactory(review=review, period=period, submitted=True)

        with pytest.raises(PeriodClosed):
            accept_update(update=update, actor=sponsor, at=at)

    def test_in_a_programme_that_has_ended_its_last_day_decides(self, office, at):
        from tests.factories.programme import ProgrammeFactory
        from tests.factories.services import office_of

        ended = ProgrammeFactory(ended=True)
        update = save(ReviewFactory(programme=ended), PeriodFactory(programme=ended), office_of(ended), at)

        assert update.status == UpdateStatus.DRAFT


class TestSubmitting:
    def test_it_waits_for_a_decision(self, review, period, lead, at):
        update = submit_update(update=UpdateFactory(review=review, period=period), actor=lead, at=at)

        assert (update.status, update.submitted_by, update.submitted_at) == (UpdateStatus.SUBMITTED, lead, at)

    def test_a_rating_needs_its_reason(self, review, period, lead, at):
        with pytest.raises(DomainError, match="Give the reason for the rating") as refusal:
            submit_update(update=UpdateFactory(review=review, period=period, rag_reason=" "), actor=lead, at=at)

        assert refusal.value.field == "rag_reason"

    def test_it_says_something(self, review, period, lead, at):
        empty = UpdateFactory(review=review, period=period, business_case_update="")

        with pytest.raises(DomainError, match="Say something"):
            submit_update(update=empty, actor=lead, at=at)

    def test_unrated_is_allowed(self, review, period, lead, at):
        update = submit_update(
            update=UpdateFactory(review=review, period=period, rag="", rag_reason=""), actor=lead, at=at
        )

        assert update.status == UpdateStatus.SUBMITTED

    def test_it_is_submitted_once(self, review, period, lead, at):
        with pytest.raises(UpdateNotEditable):
            submit_update(update=UpdateFactory(review=review, period=period, submitted=True), actor=lead, at=at)

    def test_saving_and_submitting_are_one_step(self, review, period, lead, at):
        update = hand_in_update(review=review, period=period, edition=0, changes=WORDS, actor=lead, at=at)

        assert (update.status, update.version) == (UpdateStatus.SUBMITTED, 1)

    def test_what_cannot_be_submitted_is_not_saved_either(self, review, period, lead, at):
        with pytest.raises(DomainError, match="Give the reason for the rating"):
            hand_in_update(review=review, period=period, edition=0, changes={"rag": "red"}, actor=lead, at=at)

        assert ProgressUpdate.objects.count() == 0

    def test_a_returned_update_can_be_submitted_again(self, review, period, lead, at):
        update = submit_update(update=UpdateFactory(review=review, period=period, returned=True), actor=lead, at=at)

        assert (update.status, update.comment, update.decided_at) == (UpdateStatus.SUBMITTED, "", None)


class TestTakingBack:
    def test_the_submitter_takes_it_back_to_a_draft(self, review, period, lead, at):
        update = UpdateFactory(review=review, period=period, submitted=True, submitted_by=lead)

        update = recall_update(update=update, actor=lead, at=at)

        assert (update.status, update.submitted_at, update.edition) == (UpdateStatus.DRAFT, None, 2)

    def test_another_lead_of_the_review_may_too(self, review, period, lead, second_lead, at):
        update = UpdateFactory(review=review, period=period, submitted=True, submitted_by=lead)

        assert recall_update(update=update, actor=second_lead, at=at).status == UpdateStatus.DRAFT

    def test_not_once_it_is_decided(self, review, period, lead, at):
        with pytest.raises(DomainError, match="Only an update that waits for a decision can be taken back"):
            recall_update(update=UpdateFactory(review=review, period=period, accepted=True), actor=lead, at=at)

    def test_not_by_who_does_not_write_for_the_review(self, review, period, sponsor, at):
        with pytest.raises(NotAllowed):
            recall_update(update=UpdateFactory(review=review, period=period, submitted=True), actor=sponsor, at=at)


class TestDeciding:
    @pytest.fixture
    def submitted(self, review, period, lead):
        return UpdateFactory(review=review, period=period, submitted=True, submitted_by=lead)

    def test_the_sponsor_accepts(self, submitted, sponsor, at):
        update = accept_update(update=submitted, comment=" Thank you. ", actor=sponsor, at=at)

        assert (update.status, update.decided_by, update.decided_at, update.comment) == (
            UpdateStatus.ACCEPTED,
            sponsor,
            at,
            "Thank you.",
        )

    def test_nobody_accepts_what_they_submitted(self, review, period, office, at):
        own = UpdateFactory(review=review, period=period, submitted=True, submitted_by=office)

        with pytest.raises(NotAllowed, match="Someone else must accept it"):
            accept_update(update=own, actor=office, at=at)

    def test_only_what_was_read_is_decided(self, submitted, sponsor, at):
        with pytest.raises(ChangedByAnother, match="Read it again before you decide"):
            accept_update(update=submitted, edition=submitted.edition - 1, actor=sponsor, at=at)

    def test_a_return_says_what_should_change(self, submitted, sponsor, at):
        with pytest.raises(DomainError, match="Say what should change"):
            return_update(update=submitted, comment=" ", actor=sponsor, at=at)

        update = return_update(update=submitted, comment="Say when.", actor=sponsor, at=at)
        assert (update.status, update.comment) == (UpdateStatus.RETURNED, "Say when.")

    @pytest.mark.parametrize("trait", ["accepted", "returned"])
    def test_a_decision_is_taken_once(self, review, period, sponsor, at, trait):
        with pytest.raises(DomainError, match="Only a submitted update can be accepted or returned"):
            accept_update(update=UpdateFactory(review=review, period=period, **{trait: True}), actor=sponsor, at=at)

    def test_a_draft_is_not_decided(self, review, period, sponsor, at):
        with pytest.raises(DomainError, match="Only a submitted update can be accepted or returned"):
            return_update(update=UpdateFactory(review=review, period=period), comment="No.", actor=sponsor, at=at)


class TestPermissions:
    def test_a_lead_of_another_review_writes_nothing_here(self, programme, review, period, at):
        other = lead_of(ReviewFactory(programme=programme))

        with pytest.raises(NotAllowed):
            save(review, period, other, at)

    def test_a_lead_whose_council_left_the_review_writes_no_more(self, review, period, lead, at):
        part = review.participations.get()
        part.joined_on, part.left_on = at.date() - timedelta(days=9), at.date() - timedelta(days=1)
        part.save()

        with pytest.raises(NotAllowed):
            save(review, period, lead, at)

    def test_a_lead_whose_role_ended_writes_no_more(self, review, period, lead, at):
        lead.grants.update(ended_on=at.date() - timedelta(days=1))

        with pytest.raises(NotAllowed):
            save(review, period, lead, at)

    @pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.AUDITOR, Role.SPONSOR, Role.RISK_OWNER])
    def test_readers_do_not_write(self, programme, review, period, at, role):
        with pytest.raises(NotAllowed):
            save(review, period, user_with_role(role, programme), at)

    def test_a_sponsor_decides_for_their_own_reviews_only(self, programme, review, period, at):
        elsewhere = user_with_role(Role.SPONSOR, programme)

        with pytest.raises(NotAllowed):
            accept_update(update=UpdateFactory(review=review, period=period, submitted=True), actor=elsewhere, at=at)


def test_a_period_closed_since_it_was_opened_takes_nothing(review, period, lead, office, at):
    opened = ReportingPeriod.objects.select_related("programme").get(pk=period.pk)
    close_period(period=period, actor=office, at=at)

    with pytest.raises(PeriodClosed):
        save_update(review=review, period=opened, edition=0, changes={"help_wanted": "More."}, actor=lead, at=at)
    assert not review.updates.exists()


def test_a_draft_is_not_read_by_who_is_named_for_a_council_they_lead_no_more(review, period, lead, at):
    """The role for one council does not open what is written for another."""
    update = save(review, period, lead, at)
    own = ParticipationFactory(review=review).council
    elsewhere = user_with_role(Role.LEAD_OFFICER, review.programme, own)
    ParticipationFactory(review=review, lead_officer=elsewhere)

    assert list(ProgressUpdate.objects.visible_to(lead)) == [update]
    assert list(ProgressUpdate.objects.visible_to(elsewhere)) == []
