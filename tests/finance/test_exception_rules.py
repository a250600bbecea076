"""Forecasts over budget and savings that fall short, as they come before the board."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from finance.enums import Measure, SavingsState, ValueKind
from finance.queries.exception_checks import forecasts_over_budget, savings_falling_short
from programme.enums import Role
from programme.queries.exceptions import ExceptionScope
from services.values.standards import financial_year_of
from tests.factories.finance import BudgetLineFactory, SavingsLineFactory, SavingsValueFactory
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role
from tests.factories.services import ReviewFactory
from tests.finance.past import let_time_pass

pytestmark = pytest.mark.django_db
FIVE, TEN = Decimal(5), Decimal(10)
THIS_YEAR = financial_year_of(timezone.localdate())


def scope(programme, reader=None, **more):
    return ExceptionScope(programme=programme, reader=reader, **more)


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def office(programme):
    return user_with_role(Role.PROGRAMME_OFFICE, programme)


class TestCost:
    def line(self, programme, **values):
        return BudgetLineFactory(programme=programme, year=THIS_YEAR, budget=Decimal(1000), **values)

    @pytest.mark.parametrize(
        ("forecast", "is_over"), [(None, False), (900, False), (1000, False), (1050, False), (1051, True), (1200, True)]
    )
    def test_more_than_the_limit_over_the_budget(self, programme, office, forecast, is_over):
        self.line(programme, forecast=forecast)

        assert bool(list(forecasts_over_budget(scope(programme, office), FIVE))) is is_over

    def test_it_says_by_how_much_and_since_when(self, programme, office):
        line = self.line(programme, forecast=Decimal(1000))
        let_time_pass()
        line.forecast = Decimal(1200)
        line.save()

        (one,) = forecasts_over_budget(scope(programme, office), FIVE)

        assert one.detail == "The forecast of £1,200 is £200 (20.0%) over the budget of £1,000."
        assert one.since == timezone.localdate()

    def test_income_that_falls_short_is_over(self, programme, office):
        BudgetLineFactory(programme=programme, year=THIS_YEAR, budget=Decimal(-1000), forecast=Decimal(-800))

        assert len(list(forecasts_over_budget(scope(programme, office), FIVE))) == 1

    @pytest.mark.parametrize("values", [{"year": THIS_YEAR - 1}, {"is_withheld": True}])
    def test_a_year_that_is_over_or_a_withheld_line_is_not_told(self, programme, office, values):
        BudgetLineFactory(programme=programme, budget=1000, forecast=2000, **{"year": THIS_YEAR, **values})

        assert list(forecasts_over_budget(scope(programme, office), FIVE)) == []

    def test_a_council_is_not_told_of_anothers_line(self, programme):
        council = MembershipFactory(programme=programme).council
        self.line(programme, forecast=2000, council=CouncilFactory())

        own = user_with_role(Role.FINANCE_OFFICER, programme, council)
        assert list(forecasts_over_budget(scope(programme, own), FIVE)) == []
        assert list(forecasts_over_budget(scope(programme, council=council.pk), FIVE)) == []

    def test_what_was_forecast_later_does_not_leak_in(self, programme, office):
        line = self.line(programme, forecast=Decimal(1000))
        let_time_pass()
        line.forecast = Decimal(2000)
        line.save()

        then = timezone.now() - timedelta(days=50)
        assert list(forecasts_over_budget(scope(programme, office, as_at=then), FIVE)) == []


class TestBenefit:
    @pytest.fixture
    def review(self, programme):
        return ReviewFactory(programme=programme)

    def line(self, review, *, plan=1000, forecast=None, **values):
        line = SavingsLineFactory(review=review, **values)
        SavingsValueFactory(line=line, year=THIS_YEAR, kind=ValueKind.PLAN, amount=plan)
        if forecast is not None:
            SavingsValueFactory(line=line, year=THIS_YEAR, kind=ValueKind.FORECAST, amount=forecast)
        return line

    @pytest.mark.parametrize(
        ("forecast", "is_short"), [(None, False), (1000, False), (900, False), (899, True), (0, True)]
    )
    def test_a_forecast_more_than_the_limit_below_the_plan(self, programme, office, review, forecast, is_short):
        self.line(review, forecast=forecast)

        assert bool(list(savings_falling_short(scope(programme, office), TEN))) is is_short

    def test_it_says_by_how_much_and_since_when(self, programme, office, review):
        line = self.line(review, forecast=1000)
        let_time_pass()
        line.values.filter(kind=ValueKind.FORECAST).update(amount=600)

        (one,) = savings_falling_short(scope(programme, office), TEN)

        assert "£600 is forecast" in one.detail
        assert "40.0% less" in one.detail
        assert (one.since, one.place) == (timezone.localdate(), review.name)

    def test_one_that_is_said_to_be_unachievable(self, programme, office, review):
        self.line(review, state=SavingsState.UNACHIEVABLE, state_reason="The lease runs on.")

        (one,) = savings_falling_short(scope(programme, office), TEN)

        assert one.detail == "It is said to be unachievable."
        assert one.since == timezone.localdate()

    def test_a_pressure_is_no_saving(self, programme, office, review):
        self.line(review, forecast=0, measure=Measure.PRESSURE)

        assert list(savings_falling_short(scope(programme, office), TEN)) == []

    def test_a_reader_is_told_of_the_reviews_that_they_see(self, programme, review):
        self.line(review, forecast=0)
        other = user_with_role(Role.LEAD_OFFICER, programme)

        assert list(savings_falling_short(scope(programme, other), TEN)) == []
        assert list(savings_falling_short(scope(programme), TEN)) == []
        assert len(list(savings_falling_short(scope(programme, reviews=frozenset({review.pk})), TEN))) == 1

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_queries_are_the_same_however_many(
        self, programme, office, review, number, django_assert_max_num_queries
    ):
        for _ in range(number):
            self.line(review, forecast=0)

        with django_assert_max_num_queries(9):
            assert len(list(savings_falling_short(scope(programme, office), TEN))) == number
