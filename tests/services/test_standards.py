"""Which standard applies, achievement, whether it is met, and joint figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from services.enums import Direction
from services.values.standards import (
    Achievement,
    AchievementKind,
    Together,
    Verdict,
    achievement,
    applying_standard,
    financial_year_of,
    together,
    verdict_of,
    year_label,
)

DARTFORD, SEVENOAKS = 1, 2


@dataclass(frozen=True)
class Target:
    council_id: int | None
    year: int | None
    target: Decimal | None = Decimal(1)
    words: str = ""


OWN_YEAR, OWN_EVERY = Target(DARTFORD, 2011), Target(DARTFORD, None)
SHARED_YEAR, SHARED_EVERY = Target(None, 2011), Target(None, None)


class TestWhichStandardApplies:
    def test_that_of_the_council_and_the_year_goes_before_all(self):
        standards = [SHARED_EVERY, SHARED_YEAR, OWN_EVERY, OWN_YEAR]
        assert applying_standard(standards, council=DARTFORD, year=2011) == OWN_YEAR

    def test_else_that_of_the_council_for_every_year(self):
        standards = [SHARED_EVERY, SHARED_YEAR, OWN_EVERY]
        assert applying_standard(standards, council=DARTFORD, year=2011) == OWN_EVERY

    def test_else_the_shared_one_of_the_year(self):
        assert applying_standard([SHARED_EVERY, SHARED_YEAR], council=DARTFORD, year=2011) == SHARED_YEAR

    def test_else_the_shared_one_for_every_year(self):
        assert applying_standard([SHARED_EVERY], council=DARTFORD, year=2011) == SHARED_EVERY

    def test_another_councils_or_another_years_does_not(self):
        assert applying_standard([OWN_YEAR, OWN_EVERY], council=SEVENOAKS, year=2011) is None
        assert applying_standard([OWN_YEAR, SHARED_YEAR], council=DARTFORD, year=2012) is None

    def test_together_has_the_shared_ones_alone(self):
        standards = [OWN_YEAR, OWN_EVERY, SHARED_YEAR, SHARED_EVERY]
        assert applying_standard(standards, council=None, year=2011) == SHARED_YEAR
        assert applying_standard(standards, council=None, year=2012) == SHARED_EVERY

    def test_a_cleared_one_lets_the_next_apply_and_one_in_words_does_not(self):
        cleared, in_words = Target(DARTFORD, 2011, None), Target(DARTFORD, 2011, None, "No target")
        assert applying_standard([cleared, SHARED_YEAR], council=DARTFORD, year=2011) == SHARED_YEAR
        assert applying_standard([in_words, SHARED_YEAR], council=DARTFORD, year=2011) == in_words


class TestAchievement:
    @pytest.mark.parametrize(
        ("baseline", "target", "actual", "percent"),
        [
            ("42", "23", "42", "0.0"),
            ("42", "23", "23", "100.0"),
            ("42", "23", "32.5", "50.0"),
            ("42", "23", "20", "115.8"),
            ("42", "23", "45", "-15.8"),
            ("97.4", "97.7", "97.6", "66.7"),
            ("0", "1000", "0.5", "0.1"),
            ("0", "1000", "-0.5", "-0.1"),
            ("0", "1000", "-0.1", "0.0"),
        ],
    )
    def test_it_is_the_part_of_the_way_done_half_up_to_one_place(self, baseline, target, actual, percent):
        found = achievement(baseline=Decimal(baseline), target=Decimal(target), actual=Decimal(actual))
        assert (found.percent, found.text) == (Decimal(percent), f"{percent}%")

    def test_it_is_undefined_where_the_target_is_the_baseline(self):
        found = achievement(baseline=Decimal("98.6"), target=Decimal("98.60"), actual=Decimal(99))
        assert found == Achievement(AchievementKind.UNDEFINED)
        assert (found.text, found.short) == ("Undefined: the target is the baseline", "Undefined")

    def test_it_is_blank_where_a_figure_is_missing_and_says_which(self):
        found = achievement(baseline=None, target=Decimal(0), actual=None)
        assert found.kind == AchievementKind.BLANK
        assert (found.text, found.short) == ("Blank: no baseline and no measurement", "Blank")

    def test_nought_is_a_figure_and_not_blank(self):
        assert achievement(baseline=Decimal(0), target=Decimal(10), actual=Decimal(0)).percent == 0


class TestWhetherItIsMet:
    @pytest.mark.parametrize(
        ("direction", "actual", "verdict"),
        [
            (Direction.HIGHER, "97.7", Verdict.MET),
            (Direction.HIGHER, "97.69", Verdict.NOT_MET),
            (Direction.LOWER, "97.7", Verdict.MET),
            (Direction.LOWER, "97.71", Verdict.NOT_MET),
            (Direction.NEITHER, "97.7", Verdict.MET),
            (Direction.NEITHER, "97.8", Verdict.NOT_MET),
        ],
    )
    def test_by_the_direction_that_is_better(self, direction, actual, verdict):
        assert verdict_of(direction=direction, target=Decimal("97.7"), actual=Decimal(actual)) == verdict

    def test_no_figure_is_neither_met_nor_missed(self):
        assert verdict_of(direction=Direction.HIGHER, target=Decimal(1), actual=None) == Verdict.UNKNOWN
        assert verdict_of(direction=Direction.HIGHER, target=None, actual=Decimal(1)) == Verdict.NONE


class TestTogether:
    def test_the_sum_of_the_councils(self):
        assert together([Decimal(20), Decimal(22)], stated=None, unit="FTE") == Together(None, Decimal(42))

    def test_no_sum_where_a_council_is_missing_or_there_is_but_one(self):
        assert together([Decimal(20), None], stated=None, unit="FTE").value is None
        assert together([Decimal(20)], stated=None, unit="FTE").value is None

    @pytest.mark.parametrize("unit", ["%", "days", "per 1,000"])
    def test_no_sum_of_shares_and_lengths(self, unit):
        assert together([Decimal(42), Decimal(22)], stated=None, unit=unit).value is None

    def test_a_stated_figure_that_differs_is_kept_beside_the_sum(self):
        found = together([Decimal(20), Decimal("21.5")], stated=Decimal(42), unit="FTE")
        assert (found.value, found.computed, found.difference) == (Decimal(42), Decimal("41.5"), Decimal("0.5"))

    def test_a_stated_figure_that_agrees_differs_by_nothing(self):
        assert together([Decimal(20), Decimal(22)], stated=Decimal("42.0"), unit="FTE").difference is None


def test_a_financial_year_begins_in_april():
    assert [financial_year_of(day) for day in (date(2012, 3, 31), date(2012, 4, 1))] == [2011, 2012]
    assert [year_label(year) for year in (2011, 1999, None)] == ["2011/12", "1999/00", "Every year"]
