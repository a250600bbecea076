"""What the database refuses of projects, dependencies and aims, whoever writes."""

import pytest
from django.db import DatabaseError
from django.utils import timezone

from programme.enums import AimKind
from programme.models import Aim
from programme.values.partial_date import PartialDate
from services.models import Project, ProjectDependency, ReviewAim
from tests.factories.programme import ProgrammeFactory
from tests.factories.services import DependencyFactory, ProjectFactory, ReviewFactory
from tests.services.models.test_constraints import change, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def aim(programme):
    return Aim.objects.create(programme=programme, code="one", kind=AimKind.PRINCIPLE, name="No team of one")


class TestProjects:
    def test_a_code_once_in_a_programme(self, review):
        project = ProjectFactory(review=review)
        with refused("project_code_unique"):
            ProjectFactory(review=ReviewFactory(programme=review.programme), code=project.code)

    def test_the_review_is_of_its_programme(self, review):
        with refused("the review belongs to another programme"):
            ProjectFactory(review=review, programme=ProgrammeFactory())

    @pytest.mark.parametrize(
        ("values", "constraint"),
        [
            ({"state": "lost"}, "project_state_known"),
            ({"state": "on_hold"}, "project_stops_with_a_reason"),
            ({"state": "cancelled"}, "project_stops_with_a_reason"),
            ({"state": "complete"}, "project_complete_is_dated"),
            ({"state": "active", "finished": PartialDate.year(2023)}, "project_finished_is_complete"),
            ({"started": PartialDate.year(2023)}, "project_started_is_not_waiting"),
        ],
    )
    def test_a_wrong_state_is_refused(self, review, values, constraint):
        with refused(constraint):
            change(ProjectFactory(review=review), **values)


class TestDependencies:
    def test_once_while_it_holds(self, review):
        first = DependencyFactory(project=ProjectFactory(review=review))
        with refused("dependency_once"):
            DependencyFactory(project=first.project, needs=first.needs)
        change(first, removed_at=timezone.now())
        DependencyFactory(project=first.project, needs=first.needs)

    def test_on_another_project(self, review):
        project = ProjectFactory(review=review)
        with refused("dependency_on_another|a project would wait for itself"):
            DependencyFactory(project=project, needs=project)

    def test_within_a_programme(self, review):
        with refused("the needs belongs to another programme"):
            DependencyFactory(project=ProjectFactory(review=review), needs=ProjectFactory())


class TestAims:
    @pytest.mark.parametrize(
        ("values", "constraint"),
        [
            ({"kind": "wish"}, "aim_kind_known"),
            ({"agreed_on": "2023-02-01", "ended_on": "2023-01-31"}, "aim_ends_after_agreed"),
        ],
    )
    def test_a_wrong_aim_is_refused(self, aim, values, constraint):
        with refused(constraint):
            change(aim, **values)

    def test_a_code_once_in_a_programme(self, aim):
        with refused("aim_code_unique"):
            Aim.objects.create(programme=aim.programme, code=aim.code, kind=AimKind.OUTCOME, name="Other")

    def test_a_review_serves_an_aim_once_while_it_does(self, review, aim):
        first = ReviewAim.objects.create(review=review, aim=aim)
        with refused("review_aim_once"):
            ReviewAim.objects.create(review=review, aim=aim)
        change(first, removed_at=timezone.now())
        ReviewAim.objects.create(review=review, aim=aim)

    def test_an_aim_of_its_programme(self, aim):
        with refused("the aim belongs to another programme"):
            ReviewAim.objects.create(review=ReviewFactory(), aim=aim)


@pytest.mark.parametrize("model", [Aim, Project, ProjectDependency, ReviewAim], ids=lambda model: model.__name__)
def test_nothing_is_deleted(review, aim, model):
    DependencyFactory(project=ProjectFactory(review=review))
    ReviewAim.objects.create(review=review, aim=aim)
    with refused("never_deleted", DatabaseError):
        model._base_manager.all()._raw_delete("default")
