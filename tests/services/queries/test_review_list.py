"""The list works its columns out in SQL, the figures work them out in Python: both say the same of every review."""

from datetime import timedelta
from itertools import product

import pytest
from django.http import QueryDict
from django.utils import timezone

from programme.enums import Role
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage, Standing, State
from services.filters.reviews import ReviewFilter, list_choices
from services.models import ServiceReview
from services.queries.progress import progress_rows
from services.queries.progress import started_by as started_by_in_python
from services.queries.review_list import listed_reviews, promised, started_by, with_late_dates
from services.queries.review_page import review_page
from services.queries.updates_due import MISSING, update_rows
from tests.factories.programme import PeriodFactory, PhaseFactory, user_with_role
from tests.factories.services import MoveFactory, ParticipationFactory, ReviewFactory, UpdateFactory, lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(programme):
    return user_with_role(Role.BOARD_MEMBER, programme)


@pytest.fixture
def every_kind(programme, period):
    """A review for each mix of stage, state and rating, some of them late, some left."""
    before = PeriodFactory(programme=programme, closed=True)
    past, future = PartialDate.month(2023, 1), PartialDate.month(2090, 1)
    mixes = product(
        [Stage.NOT_STARTED, Stage.SCOPING, Stage.IMPLEMENTATION, Stage.BUSINESS_AS_USUAL],
        list(State),
        ["", "red", None],
    )
    for number, (stage, state, rag) in enumerate(mixes):
        review = ReviewFactory(
            programme=programme,
            stage=stage,
            state=state,
            state_reason="Because." if state in (State.ON_HOLD, State.WITHDRAWN) else "",
            planned_start=[None, past, future, PartialDate.to_be_confirmed()][number % 4],
            **({"left_on": timezone.localdate(), "left_reason": "Gone."} if number % 5 == 0 else {}),
        )
        if stage != Stage.NOT_STARTED:
            MoveFactory(review=review, to_stage=stage, effective=past if number % 2 else PartialDate.month(2022, 1))
            if stage == Stage.IMPLEMENTATION or number % 2:
                MoveFactory(review=review, from_stage=Stage.APPROVAL, to_stage=Stage.IMPLEMENTATION, effective=past)
                MoveFactory(review=review, from_stage=Stage.IMPLEMENTATION, to_stage=stage, to_state=State.ON_HOLD)
        if rag is not None:
            UpdateFactory(review=review, period=before, accepted=True, rag=Rag.GREEN, business_case_expected=past)
            UpdateFactory(
                review=review,
                period=before,
                version=2,
                accepted=True,
                rag=rag,
                business_case_expected=[past, future, None][number % 3],
                implementation_expected=[future, past, PartialDate.to_be_confirmed("later")][number % 3],
            )
        trait = ["", "submitted", "returned", "accepted", None][number % 5]
        if trait is not None:
            UpdateFactory(review=review, period=period, rag="amber", **({trait: True} if trait else {}))
    return ServiceReview.objects.filter(programme=programme)


def test_rating_and_dates_are_those_of_the_progress_rows(every_kind, programme, board, period):
    listed = {review.pk: review for review in listed_reviews(programme=programme, user=board, period=period)}

    for row in progress_rows(reviews=every_kind):
        review = listed[row.review.pk]
        if row.is_rated:
            assert review.rating == (row.rag or "unrated")
        elif row.review.left_on is None and row.state == State.ACTIVE:
            assert review.rating == "not_started"
        elif row.review.left_on is None:
            assert review.rating == row.state
        else:
            assert review.rating == "withdrawn"
        assert review.approved == row.business_case_approved
        assert promised(review, "business_case_expected") == row.business_case_expected
        assert promised(review, "implementation_expected") == row.implementation_expected


def test_standing_is_that_of_the_update_rows(every_kind, programme, board, period):
    owing = {row.review.pk: row.standing for row in update_rows(programme=programme, period=period, reviews=every_kind)}

    for review in listed_reviews(programme=programme, user=board, period=period):
        assert review.standing == owing.get(review.pk, "")


@pytest.mark.parametrize(
    ("what", "label"),
    [
        ("start", "Planned start"),
        ("business_case", "Business case expected"),
        ("implementation", "Implementation expected"),
    ],
)
def test_late_dates_are_those_of_the_reviews_page(every_kind, programme, board, what, label):
    late = with_late_dates(every_kind, what=what, today=programme.today).values_list("pk", flat=True)
    on_page = [
        review.pk
        for review in every_kind
        if any(date.is_late and date.label == label for date in review_page(review=review, user=board).dates)
    ]

    assert on_page != []
    assert sorted(late) == sorted(on_page)


@pytest.mark.parametrize("by", [PartialDate.year(2022), PartialDate.month(2023, 1), PartialDate.year(2091)])
def test_started_by_is_that_of_the_progress_rows(every_kind, by):
    day = by.last_day
    rows = started_by_in_python(progress_rows(reviews=every_kind), by=day)

    assert sorted(started_by(every_kind, by=day).values_list("pk", flat=True)) == sorted(row.review.pk for row in rows)


class TestFilters:
    def codes(self, programme, user, period, query):
        filters = ReviewFilter(
            QueryDict(query),
            queryset=listed_reviews(programme=programme, user=user, period=period),
            programme=programme,
            choices=list_choices(programme=programme, user=user),
            period=period,
        )
        return [review.code for review in filters.qs]

    def test_each_narrows(self, programme, board, period):
        phase = PhaseFactory(programme=programme, code="one")
        lead = lead_of(ReviewFactory(programme=programme, code="a", phase=phase, name="Legal services"))
        council = lead.grants.get().council
        ReviewFactory(programme=programme, code="b", on_hold=True)
        ReviewFactory(programme=programme, code="c", not_started=True)
        ReviewFactory(programme=programme, code="d", left=True)

        def found(query):
            return self.codes(programme, board, period, query)

        assert found("") == ["b", "c", "d", "a"]
        assert found("phase=one") == ["a"]
        assert found("phase=none") == ["b", "c", "d"]
        assert found(f"council={council.code}") == ["a"]
        assert found(f"lead={lead.pk}") == ["a"]
        assert found("stage=not_started") == ["c"]
        assert found("state=live") == ["b", "c", "a"]
        assert found("state=on_hold") == ["b"]
        assert found("state=left") == ["d"]
        assert found("rag=unrated") == ["a"]
        assert found("rag=on_hold") == ["b"]
        assert found("q=legal+serv") == ["a"]
        assert found("started_by=2023-01-31") == []

    def test_the_update_of_a_period(self, programme, board, period):
        for number, standing in enumerate(Standing):
            review = ReviewFactory(programme=programme, code=standing.value, position=number + 1)
            if standing not in (Standing.NONE, Standing.DRAFT):
                UpdateFactory(review=review, period=period, **{standing.value: True})
            elif standing == Standing.DRAFT:
                UpdateFactory(review=review, period=period)
        ReviewFactory(programme=programme, code="over", complete=True)

        for standing in Standing:
            assert self.codes(programme, board, period, f"update={standing.value}") == [standing.value]
        assert self.codes(programme, board, period, "update=missing") == [standing.value for standing in MISSING]
        assert self.codes(programme, board, period, "update=overdue") == []

        period.deadline = programme.today - timedelta(days=1)
        assert self.codes(programme, board, period, "update=overdue") == [standing.value for standing in MISSING]

    @pytest.mark.parametrize(
        "query", ["stage=nowhere", "lead=x", "lead=1%00", "phase=zz", "period=%00", "started_by=31"]
    )
    def test_an_unknown_value_is_shown_as_a_fault_not_as_an_error(self, programme, board, period, query):
        assert self.codes(programme, board, period, query) == []


def test_a_council_role_sees_its_own_councils_reviews(programme, period):
    own = ParticipationFactory(review=ReviewFactory(programme=programme, code="own"))
    ReviewFactory(programme=programme, code="other")
    finance = user_with_role(Role.FINANCE_OFFICER, programme, own.council)

    listed = listed_reviews(programme=programme, user=finance, period=period)

    assert [review.code for review in listed] == ["own"]
