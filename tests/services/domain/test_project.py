"""Projects: adding, changing, moving from state to state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.values.partial_date import PartialDate
from services.domain.project import add_project, change_project, move_project
from services.enums import ProjectState
from services.models import Project
from tests.factories.programme import MembershipFactory, UserFactory, user_with_role
from tests.factories.services import ProjectFactory

pytestmark = pytest.mark.django_db

EMPTY = {
    "name": "New telephones",
    "summary": "",
    "lead": None,
    "planned_start": None,
    "planned_finish": None,
    "expected_finish": None,
    "position": 1,
}


@pytest.fixture
def project(review):
    return ProjectFactory(review=review, name="New telephones")


@pytest.fixture
def this_month():
    return PartialDate.month(timezone.localdate().year, timezone.localdate().month)


def add(review, actor, at, **values):
    return add_project(review=review, actor=actor, at=at, **{**EMPTY, **values})


def change(project, actor, at, *, seen=None, **values):
    return change_project(
        project=project, seen=seen or mark_of(project), actor=actor, at=at, **{**EMPTY, "name": project.name, **values}
    )


def move(project, to_state, effective, actor, at, *, reason="", seen=None):
    return move_project(
        project=project,
        to_state=to_state,
        effective=effective,
        reason=reason,
        seen=seen or mark_of(project),
        actor=actor,
        at=at,
    )


class TestAdding:
    def test_it_begins_not_started_with_a_code_of_its_own(self, review, lead, at):
        first = add(review, lead, at, name=" New telephones ", summary=" All desks. ", lead=lead)
        second = add(review, lead, at)

        assert (first.code, first.name, first.summary, first.state, first.lead) == (
            "parking-new-telephones",
            "New telephones",
            "All desks.",
            ProjectState.NOT_STARTED,
            lead,
        )
        assert second.code == "parking-new-telephones-2"

    def test_the_office_and_the_reviews_lead_officers_may(self, review, office, lead, sponsor, at):
        add(review, office, at)
        add(review, lead, at)
        other = user_with_role(
            Role.LEAD_OFFICER, review.programme, MembershipFactory(programme=review.programme).council
        )
        for person in (sponsor, other):
            with pytest.raises(NotAllowed):
                add(review, person, at)

    def test_who_leads_it_sees_the_review(self, review, office, at):
        elsewhere = user_with_role(
            Role.LEAD_OFFICER, review.programme, MembershipFactory(programme=review.programme).council
        )
        with pytest.raises(DomainError, match="Choose someone with a role in it") as refused:
            add(review, office, at, lead=elsewhere)

        assert refused.value.field == "lead"

    def test_it_is_not_promised_to_finish_before_it_starts(self, review, office, at):
        with pytest.raises(DomainError, match="It cannot be promised to finish before it starts") as refused:
            add(
                review,
                office,
                at,
                planned_start=PartialDate.month(2030, 5),
                planned_finish=PartialDate.month(2030, 4),
            )

        assert refused.value.field == "planned_finish"
        add(review, office, at, planned_start=PartialDate.month(2030, 5), planned_finish=PartialDate.year(2030))

    def test_a_review_that_left_takes_no_more(self, review, office, at):
        review.left_on, review.left_reason = review.joined_on, "Gone."
        review.save()

        with pytest.raises(DomainError, match="left the programme on"):
            add(review, office, at)


class TestChanging:
    def test_everything_but_the_state_changes(self, project, lead, at):
        changed = change(project, lead, at, name="Telephones", expected_finish=PartialDate.month(2030, 5), position=3)

        assert (changed.name, str(changed.expected_finish), changed.position, changed.state) == (
            "Telephones",
            "May 2030",
            3,
            ProjectState.NOT_STARTED,
        )

    def test_two_people_do_not_overwrite_each_other(self, project, lead, office, at):
        seen = mark_of(project)
        change(project, lead, at, name="Mine", seen=seen)

        with pytest.raises(ChangedByAnother):
            change(project, office, at, name="Theirs", seen=seen)
        with pytest.raises(ChangedByAnother):
            move(project, ProjectState.ACTIVE, PartialDate.year(2023), office, at, seen=seen)
        assert Project.objects.get().name == "Mine"

    def test_a_lead_who_lost_their_role_may_stay(self, project, lead, office, at):
        gone = project.lead = UserFactory(name="Gone Elsewhere")
        project.save()

        assert change(project, office, at, lead=gone).lead == gone

    def test_the_start_and_finish_of_its_state_can_be_corrected(self, review, lead, at):
        project = ProjectFactory(review=review, complete=True)

        changed = change(
            project, lead, at, started=PartialDate.month(2023, 1), finished=PartialDate.day(timezone.localdate())
        )

        assert (str(changed.started), changed.finished) == ("January 2023", PartialDate.day(timezone.localdate()))
        with pytest.raises(DomainError, match="Enter when it finished: the project is complete") as refused:
            change(changed, lead, at, finished=None)
        assert refused.value.field == "finished"
        with pytest.raises(DomainError, match="It cannot have finished before it started") as refused:
            change(changed, lead, at, started=PartialDate.year(2024), finished=PartialDate.year(2023))
        assert (refused.value.field, refused.value.message) == (
            "finished",
            "It cannot have finished before it started.",
        )
        tomorrow = PartialDate.day(timezone.localdate() + timedelta(days=1))
        with pytest.raises(DomainError, match="Enter when it happened: a day, month, quarter or year that"):
            change(changed, lead, at, finished=tomorrow)


class TestMoving:
    def test_it_starts_and_finishes_on_the_dates_given(self, project, lead, at, this_month):
        started = move(project, ProjectState.ACTIVE, PartialDate.year(2023), lead, at)
        assert (started.state, str(started.started), started.finished) == (ProjectState.ACTIVE, "2023", None)

        done = move(started, ProjectState.COMPLETE, this_month, lead, at, reason="All desks have one.")
        assert (done.state, done.finished, done.state_since, done.state_reason) == (
            ProjectState.COMPLETE,
            this_month,
            this_month,
            "All desks have one.",
        )

    def test_one_taken_up_again_loses_its_finish_and_keeps_its_start(self, review, lead, at, this_month):
        project = ProjectFactory(review=review, complete=True)

        again = move(project, ProjectState.ACTIVE, this_month, lead, at, reason="Two desks were forgotten.")

        assert (again.finished, again.started) == (None, project.started)

    def test_one_that_goes_back_to_not_started_loses_its_start(self, review, lead, at, this_month):
        project = ProjectFactory(review=review, active=True)

        assert move(project, ProjectState.NOT_STARTED, this_month, lead, at, reason="A mistake.").started is None

    @pytest.mark.parametrize("state", [ProjectState.ON_HOLD, ProjectState.CANCELLED])
    def test_stopping_needs_a_reason(self, project, lead, at, this_month, state):
        with pytest.raises(DomainError, match=r"^Say why\.$") as refused:
            move(project, state, this_month, lead, at, reason=" ")

        assert refused.value.field == "reason"

    def test_only_moves_of_the_table(self, project, lead, at, this_month):
        with pytest.raises(DomainError, match="A project that is not started cannot become complete"):
            move(project, ProjectState.COMPLETE, this_month, lead, at)

    def test_it_happened_at_a_known_time_that_has_begun(self, project, lead, at):
        for when in (PartialDate.to_be_confirmed(), PartialDate.year(2090)):
            with pytest.raises(
                DomainError, match="Enter when it happened: a day, month, quarter or year that"
            ) as refused:
                move(project, ProjectState.ACTIVE, when, lead, at)
            assert refused.value.field == "effective"

    def test_it_does_not_finish_before_it_started(self, review, lead, at):
        project = ProjectFactory(review=review, active=True)

        with pytest.raises(DomainError, match="it cannot finish before"):
            move(project, ProjectState.COMPLETE, PartialDate.month(2023, 1), lead, at)

    def test_who_may_not_change_it_may_not_move_it(self, project, sponsor, at, this_month):
        with pytest.raises(NotAllowed):
            move(project, ProjectState.ACTIVE, this_month, sponsor, at)
