"""What the database refuses, whoever writes: every constraint and trigger of the services app."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from programme.values.partial_date import PartialDate
from services.enums import State, UpdateStatus
from services.models import Milestone, ProgressUpdate, ReviewMove, ReviewParticipation, Service, ServiceReview
from tests.factories.programme import PeriodFactory, PhaseFactory, ProgrammeFactory
from tests.factories.services import (
    MilestoneFactory,
    MoveFactory,
    ParticipationFactory,
    ReviewFactory,
    ServiceFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db


@contextmanager
def refused(name, error=IntegrityError):
    """The database names the constraint (or trigger) that refused."""
    with pytest.raises(error, match=name or None), transaction.atomic():
        yield


def change(record, **values):
    """Past the model and the domain, straight to the row."""
    type(record)._base_manager.filter(pk=record.pk).update(**values)


class TestReviews:
    def test_a_code_once_in_a_programme(self, review, programme):
        with refused("review_code_unique"):
            ReviewFactory(programme=programme, code=review.code)

    def test_a_code_is_lower_case_letters_digits_and_hyphens(self, review):
        with refused("code_check"):
            change(review, code="No Spaces")

    @pytest.mark.parametrize(
        ("field", "constraint"), [("stage", "review_stage_known"), ("state", "review_state_known")]
    )
    def test_stage_and_state_are_of_the_table(self, review, field, constraint):
        with refused(constraint):
            change(review, **{field: "elsewhere"})

    @pytest.mark.parametrize("state", [State.ON_HOLD, State.WITHDRAWN])
    def test_on_hold_and_withdrawn_have_a_reason(self, review, state):
        with refused("review_hold_has_a_reason"):
            change(review, state=state)

    def test_a_review_leaves_with_a_reason(self, review):
        with refused("review_leaves_with_a_reason"):
            change(review, left_on=review.joined_on)

    def test_a_review_leaves_after_it_joined(self, review):
        with refused("review_leaves_with_a_reason"):
            change(review, left_on=review.joined_on - timedelta(days=1), left_reason="Gone.")

    @pytest.mark.parametrize(("field", "factory"), [("service", ServiceFactory), ("phase", PhaseFactory)])
    def test_service_and_phase_are_of_its_programme(self, review, field, factory):
        with refused(f"the {field} belongs to another programme"):
            change(review, **{field: factory(programme=ProgrammeFactory())})

    def test_a_service_code_once_in_a_programme(self, review, programme):
        with refused("service_code_unique"):
            ServiceFactory(programme=programme, code=review.service.code)


class TestParticipations:
    def test_a_council_takes_part_once(self, review):
        part = ParticipationFactory(review=review)
        with refused("participation_once"):
            ParticipationFactory(review=review, council=part.council)

    def test_a_council_leaves_after_joining(self, review):
        part = ParticipationFactory(review=review, joined_on=review.joined_on)
        with refused("participation_leaves_after_joining"):
            change(part, left_on=review.joined_on - timedelta(days=1))


class TestMoves:
    def test_a_move_changes_something(self):
        with refused("move_changes_something"):
            MoveFactory(from_stage="scoping", to_stage="scoping")

    def test_a_move_has_a_reason(self):
        with refused("move_has_a_reason"):
            MoveFactory(reason="")

    def test_stages_and_states_are_of_the_tables(self):
        with refused("move_stages_known"):
            MoveFactory(to_stage="elsewhere")
        with refused("move_states_known"):
            MoveFactory(to_state="elsewhere")

    def test_a_move_is_written_once(self):
        move = MoveFactory()
        with refused("append_only", DatabaseError):
            change(move, reason="Another.")
        with refused("append_only", DatabaseError):
            ReviewMove.objects.filter(pk=move.pk).delete()


class TestUpdates:
    def test_a_version_once(self, review, period):
        UpdateFactory(review=review, period=period, accepted=True)
        with refused("update_version_unique"):
            UpdateFactory(review=review, period=period, accepted=True)

    def test_one_on_its_way(self, review, period):
        UpdateFactory(review=review, period=period)
        with refused("update_one_on_its_way"):
            UpdateFactory(review=review, period=period, version=2, submitted=True)

    @pytest.mark.parametrize(
        ("values", "constraint"),
        [
            ({"status": "lost"}, "update_status_known"),
            ({"rag": "blue"}, "update_rag_known"),
            ({"status": UpdateStatus.SUBMITTED}, "update_submitted_dated"),
            (
                {"status": UpdateStatus.SUBMITTED, "submitted_at": timezone.now(), "rag_reason": ""},
                "update_rag_has_a_reason",
            ),
            (
                {
                    "status": UpdateStatus.ACCEPTED,
                    "submitted_at": timezone.now(),
                    "decided_at": timezone.now() - timedelta(days=1),
                },
                "update_decided_after_submitted",
            ),
        ],
    )
    def test_a_wrong_state_is_refused(self, review, period, values, constraint):
        update = UpdateFactory(review=review, period=period)
        with refused(constraint):
            change(update, **values)

    def test_a_returned_update_has_a_comment(self, review, period):
        update = UpdateFactory(review=review, period=period, returned=True)
        with refused("update_returned_with_a_comment"):
            change(update, comment="")

    def test_the_period_is_of_the_reviews_programme(self, review):
        with refused("the period belongs to another programme"):
            UpdateFactory(review=review, period=PeriodFactory())

    @pytest.mark.parametrize("field", [*ProgressUpdate.TEXT_FIELDS, "comment", "status", "edition"])
    def test_an_accepted_update_never_changes(self, review, period, field):
        update = UpdateFactory(review=review, period=period, accepted=True)
        other = {"rag": "red", "status": UpdateStatus.DRAFT, "edition": 9}.get(field, "2030")
        with refused("accepted_never_changes", DatabaseError):
            change(update, **{field: other})

    def test_not_even_by_sql(self, review, period):
        update = UpdateFactory(review=review, period=period, accepted=True)
        with refused("accepted_never_changes", DatabaseError), connection.cursor() as cursor:
            cursor.execute("UPDATE services_progressupdate SET rag_reason = 'x' WHERE id = %s", [update.pk])


class TestMilestones:
    def test_a_milestone_has_a_date(self, review):
        with refused("milestone_has_a_date"):
            MilestoneFactory(review=review, forecast=None)

    def test_a_code_once_in_a_programme(self, review):
        milestone = MilestoneFactory(review=review)
        with refused("milestone_code_unique"):
            MilestoneFactory(review=review, code=milestone.code)

    def test_the_review_is_of_its_programme(self, review):
        with refused("the review belongs to another programme"):
            MilestoneFactory(review=review, programme=ProgrammeFactory())

    def test_a_date_is_canonical(self, review):
        milestone = MilestoneFactory(review=review, forecast=PartialDate.month(2030, 5))
        with refused("forecast_check"), connection.cursor() as cursor:
            cursor.execute("UPDATE services_milestone SET forecast = 'next May' WHERE id = %s", [milestone.pk])


@pytest.mark.parametrize(
    "model", [Milestone, ProgressUpdate, ReviewParticipation, Service, ServiceReview], ids=lambda model: model.__name__
)
def test_nothing_is_deleted(review, model):
    ParticipationFactory(review=review)
    MilestoneFactory(review=review)
    UpdateFactory(review=review)
    with refused("never_deleted", DatabaseError):
        model._base_manager.all()._raw_delete("default")
