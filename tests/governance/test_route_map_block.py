"""The route map in a report: of the body's reviews, as at its moment, with a phase or without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.blocks import BlockContext, build_block
from programme.values.partial_date import PartialDate
from services.enums import Stage
from tests.factories.governance import BodyFactory, london
from tests.factories.programme import MembershipFactory, PhaseFactory, ProgrammeFactory
from tests.factories.services import (
    DependencyFactory,
    MilestoneFactory,
    MoveFactory,
    ParticipationFactory,
    ProjectFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=london(2022, 2, 1).date())


def draw(programme, *, council=None, as_at=None, **parameters):
    body = BodyFactory(programme=programme, council=council)
    context = BlockContext(programme=programme, body=body, as_at=as_at, at=timezone.now())
    (chart,) = build_block(code="route_map", parameters=parameters, context=context)
    return chart


def labels(chart):
    return [row.label for row in chart.rows]


def test_it_shows_every_review_and_the_programmes_own_milestones(programme):
    ReviewFactory(programme=programme, name="Parking")
    MilestoneFactory(programme=programme, review=None, name="Board agrees")
    chart = draw(programme)
    assert labels(chart) == ["The programme", "Board agrees", "Parking"]
    assert chart.title == "Route map of the service reviews"
    assert {fact.url for fact in chart.facts} == {""}


def test_a_phase_stands_alone(programme):
    phase = PhaseFactory(programme=programme, code="one", name="Phase 1")
    ReviewFactory(programme=programme, name="Parking")
    ReviewFactory(programme=programme, name="Legal", phase=phase)
    MilestoneFactory(programme=programme, review=None)
    chart = draw(programme, phase="one")
    assert (labels(chart), chart.title, chart.key) == (["Phase 1", "Legal"], "Route map of Phase 1", "route-map-one")


def test_a_body_of_one_council_is_told_of_its_reviews_alone(programme):
    council = MembershipFactory(programme=programme).council
    own = ParticipationFactory(review=ReviewFactory(programme=programme, name="Parking"), council=council).review
    hidden = ProjectFactory(review=ReviewFactory(programme=programme, name="Secret"), name="Secret project")
    DependencyFactory(project=ProjectFactory(review=own, name="Wardens"), needs=hidden)
    chart = draw(programme, council=council)
    assert labels(chart) == ["Parking", "Project: Wardens"]
    assert "Secret" not in str(chart)


def test_what_is_recorded_later_does_not_leak_in(programme):
    review = ReviewFactory(programme=programme, name="Parking")
    MoveFactory(review=review, recorded_at=london(2023, 1, 20))
    MoveFactory(
        review=review,
        from_stage=Stage.SCOPING,
        to_stage=Stage.AS_IS,
        effective=PartialDate.month(2023, 1),
        recorded_at=london(2023, 3, 1),
    )
    chart = draw(programme, as_at=london(2023, 2, 1))
    assert [bar.name for bar in chart.rows[0].bars] == ["Scoping"]
    assert chart.today_words == "As at 1 February 2023"


@pytest.mark.parametrize("days", [0, 30])
def test_it_asks_as_much_of_three_reviews_as_of_one(programme, days, django_assert_max_num_queries):
    def fill():
        review = ReviewFactory(programme=programme)
        MoveFactory(review=review)
        MilestoneFactory(review=review)
        DependencyFactory(project=ProjectFactory(review=review), needs=ProjectFactory(review=review))

    as_at = timezone.now() - timedelta(days=days) if days else None
    body = BodyFactory(programme=programme, council=None)
    counts = []
    for number in (1, 2):
        for _ in range(number):
            fill()
        context = BlockContext(programme=programme, body=body, as_at=as_at, at=timezone.now())
        with django_assert_max_num_queries(20) as asked:
            build_block(code="route_map", parameters={}, context=context)
        counts.append(len(asked))
    assert counts == ([9, 9] if as_at is None else [11, 11])


def test_projects_can_be_left_out(programme):
    ProjectFactory(review=ReviewFactory(programme=programme, name="Parking"), name="Wardens")
    assert labels(draw(programme)) == ["Parking", "Project: Wardens"]
    assert labels(draw(programme, without_projects=True)) == ["Parking"]
