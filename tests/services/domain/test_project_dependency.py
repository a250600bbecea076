"""What projects need of each other: never a circle, whoever adds at the same time."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from programme.errors import DomainError, NotAllowed
from services.domain.project import add_dependency, remove_dependency
from services.models import ProjectDependency
from tests.factories.programme import ProgrammeFactory
from tests.factories.services import DependencyFactory, ProjectFactory, ReviewFactory, office_of
from tests.services.domain.test_concurrency import together


@pytest.fixture
def lease(review):
    return ProjectFactory(review=review, code="lease", name="Lease")


@pytest.fixture
def depot(review):
    return ProjectFactory(review=review, code="depot", name="Depot")


@pytest.fixture
def rounds(review):
    return ProjectFactory(review=ReviewFactory(programme=review.programme), code="rounds", name="Rounds")


def add(project, needs, actor, reason=""):
    return add_dependency(project=project, needs=needs, reason=reason, actor=actor, at=timezone.now())


@pytest.mark.django_db
class TestAdding:
    def test_within_the_review_and_to_another_that_the_actor_sees(self, lease, depot, rounds, office):
        first = add(depot, lease, office, reason=" It needs a roof. ")
        second = add(depot, rounds, office)

        assert (first.needs, first.reason, second.needs) == (lease, "It needs a roof.", rounds)

    def test_a_lead_officer_does_not_reach_a_review_that_they_do_not_see(self, depot, rounds, lead):
        with pytest.raises(DomainError, match="Choose another project of this programme") as refused:
            add(depot, rounds, lead)

        assert refused.value.field == "needs"

    def test_not_another_programmes_project_nor_itself_nor_a_cancelled_one(self, review, depot, office):
        office_of(other := ProgrammeFactory())
        cancelled = ProjectFactory(review=review, cancelled=True, name="Old depot")
        for wrong in (ProjectFactory(review=ReviewFactory(programme=other)), depot):
            with pytest.raises(DomainError, match="Choose another project of this programme"):
                add(depot, wrong, office)
        with pytest.raises(DomainError, match="Old depot is cancelled, so nothing can wait for it"):
            add(depot, cancelled, office)

    def test_once(self, lease, depot, office):
        add(depot, lease, office)
        with pytest.raises(DomainError, match="Depot already needs Lease"):
            add(depot, lease, office)

    def test_who_may_not_change_the_review_may_not(self, lease, depot, sponsor):
        with pytest.raises(NotAllowed):
            add(depot, lease, sponsor)

    def test_a_broken_one_is_accepted(self, review, depot, office):
        stopped = ProjectFactory(review=review, on_hold=True)
        assert add(depot, stopped, office).needs == stopped


@pytest.mark.django_db
class TestCircles:
    def test_a_circle_is_refused_with_its_whole_way(self, lease, depot, rounds, office):
        add(depot, lease, office)
        add(lease, rounds, office)

        with pytest.raises(DomainError, match="This would make a circle, so that no project in it could") as refused:
            add(rounds, depot, office)

        assert (refused.value.field, refused.value.message) == (
            "needs",
            "This would make a circle, so that no project in it could start: "
            "Rounds needs Depot needs Lease needs Rounds.",
        )
        assert ProjectDependency.objects.count() == 2

    def test_a_project_that_the_actor_does_not_see_is_not_named(self, lease, depot, rounds, lead):
        DependencyFactory(project=depot, needs=rounds)
        DependencyFactory(project=rounds, needs=lease)

        with pytest.raises(DomainError, match="This would make a circle, so that no project in it could") as refused:
            add(lease, depot, lead)

        assert refused.value.message.endswith("Lease needs Depot needs a project of another review needs Lease.")

    def test_a_removed_one_closes_no_circle(self, lease, depot, office):
        first = add(depot, lease, office)
        remove_dependency(dependency=first, actor=office, at=timezone.now())

        add(lease, depot, office)

        with pytest.raises(DomainError, match="This would make a circle, so that no project in it could"):
            add(depot, lease, office)

    def test_the_database_refuses_it_to_whoever_writes_past_the_domain(self, lease, depot, rounds):
        DependencyFactory(project=depot, needs=lease)
        DependencyFactory(project=lease, needs=rounds)

        with pytest.raises(IntegrityError, match="a project would wait for itself"), transaction.atomic():
            ProjectDependency.objects.create(project=rounds, needs=depot)

    def test_nor_can_a_removed_one_be_brought_back_into_a_circle(self, lease, depot):
        gone = DependencyFactory(project=depot, needs=lease, removed_at=timezone.now())
        DependencyFactory(project=lease, needs=depot)

        with pytest.raises(IntegrityError, match="a project would wait for itself"), transaction.atomic():
            ProjectDependency.objects.filter(pk=gone.pk).update(removed_at=None)


@pytest.mark.django_db
class TestRemoving:
    def test_it_is_kept_with_its_day_and_can_be_added_again(self, lease, depot, office, at):
        first = add(depot, lease, office)
        removed = remove_dependency(dependency=first, actor=office, at=at)
        again = remove_dependency(dependency=first, actor=office, at=timezone.now())

        assert (removed.removed_at, again.removed_at) == (at, at)
        assert add(depot, lease, office).pk != first.pk

    def test_nothing_is_deleted(self, lease, depot):
        DependencyFactory(project=depot, needs=lease)
        with pytest.raises(DatabaseError, match="never_deleted"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM services_projectdependency")


@pytest.mark.django_db(transaction=True)
class TestTogether:
    """With real connections: two people add at the same moment what is right alone and a circle together."""

    def test_two_people_cannot_make_a_circle_together(self, lease, depot, office):
        results = together(lambda: add(depot, lease, office), lambda: add(lease, depot, office))

        [refused] = [result for result in results if isinstance(result, DomainError)]
        assert refused.message.startswith("This would make a circle")
        assert ProjectDependency.objects.count() == 1

    def test_nor_three_in_three_reviews(self, lease, depot, rounds, office):
        results = together(
            lambda: add(depot, lease, office), lambda: add(lease, rounds, office), lambda: add(rounds, depot, office)
        )

        [refused] = [result for result in results if isinstance(result, DomainError)]
        assert refused.message.startswith("This would make a circle")
        assert ProjectDependency.objects.count() == 2

    def test_nor_two_who_write_past_the_domain(self, lease, depot):
        results = together(lambda: _written(project=depot, needs=lease), lambda: _written(project=lease, needs=depot))

        assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "ProjectDependency"]
        assert ProjectDependency.objects.count() == 1


def _written(**ends):
    try:
        return ProjectDependency.objects.create(**ends)
    except IntegrityError as error:
        return error
