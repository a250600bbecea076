"""Trends of risks: steps of one risk's ranks, a register's open risks by band month by month."""

from __future__ import annotations

from datetime import date

import pytest

from programme.drawing.bars import KINDS, draw_bars
from programme.drawing.lines import draw_lines
from risks.drawing.trends import BandSeries, Month, Step, Steps, band_chart, step_chart
from risks.enums import AssessmentKind, BandColour, ScoreRule
from risks.models import RegisterEntry
from risks.queries.trends import month_ends, register_trend, risk_trends
from tests.factories.risks import AssessmentFactory, EntryFactory, RegisterFactory, cell_of, make_matrix, square_draft

LEVELS = {1: "1", 2: "2", 3: "3", 4: "4", 5: "6", 6: "9"}


def steps_of(*found, look="measured"):
    return Steps("Current", look, [Step(date(2024, month, 1), rank, f"rank {rank}") for month, rank in found])


def drawn(*lines, until=date(2024, 12, 1), levels=LEVELS):
    return draw_lines(step_chart(key="k", title="T", description="D", lines=lines, levels=levels, until=until))


class TestSteps:
    def test_each_level_holds_until_the_next_and_the_last_until_the_end(self):
        chart = drawn(steps_of((1, 1), (7, 6)))
        points = chart.lines[0].path.replace("M", "").split("L")
        places = [tuple(float(number) for number in point.split()) for point in points]

        assert len(places) == 4
        assert places[0][1] == places[1][1] > places[2][1] == places[3][1]
        assert places[1][0] == places[2][0]
        assert places[3][0] == chart.right - 10

    def test_where_it_was_not_scored_the_line_has_a_gap(self):
        chart = drawn(steps_of((1, 1), (4, None), (7, 2)))

        assert chart.lines[0].path.count("M") == 2
        assert [row.cells[1].text for row in chart.rows] == ["rank 2", "rank None", "rank 1"]

    def test_more_levels_than_lines_fit_are_written_evenly(self):
        many = {rank: str(rank) for rank in range(1, 43)}

        marks = [word.text for _, word in drawn(steps_of((1, 1)), levels=many).grid]

        assert marks == ["1", "7", "13", "19", "24", "30", "36", "42"]

    def test_kinds_of_score_are_told_apart_in_the_legend(self):
        chart = drawn(steps_of((1, 1)), Steps("Target", "standard", [Step(date(2024, 1, 1), 1, "1")]))

        assert [entry.word.text for entry in chart.legend] == ["Current", "Target"]
        assert chart.lines[0].dashes != chart.lines[1].dashes

    def test_what_was_never_scored_has_no_trend(self):
        with pytest.raises(ValueError, match="a score to begin with"):
            drawn(steps_of((1, None)))

    def test_assessed_once_today_is_a_point(self):
        chart = drawn(steps_of((1, 3)), until=date(2024, 1, 1))

        assert len(chart.points) == 1


class TestBands:
    def test_no_two_bands_look_alike_whatever_their_colours(self):
        bands = [BandSeries(f"Band {place}", BandColour.RED) for place in range(5)]
        bands += [BandSeries(str(colour.label), colour) for colour in BandColour if colour != BandColour.RED][:2]
        chart = band_chart(
            key="k", title="T", description="D", bands=bands, months=[Month(date(2024, 1, 31), [1] * len(bands))]
        )

        looks = [block.pattern for block, _ in draw_bars(chart).legend]
        assert len(set(looks)) == len(looks)

    def test_every_colour_has_a_look(self):
        for colour in BandColour:
            chart = band_chart(
                key="k",
                title="T",
                description="D",
                bands=[BandSeries("One", colour)],
                months=[Month(date(2024, 1, 31), [1])],
            )
            assert draw_bars(chart).blocks[0].fill in {fill for fill, _, _ in KINDS.values()}


def test_month_ends_lead_up_to_today():
    assert month_ends(today=date(2024, 3, 15), months=2) == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 15)]


@pytest.mark.django_db
class TestTrends:
    @pytest.fixture
    def register(self):
        return RegisterFactory(name="Joint")

    @pytest.fixture
    def matrix(self, register):
        return make_matrix(register)

    def assessed(self, entry, cell, day, kind=AssessmentKind.CURRENT):
        return AssessmentFactory(entry=entry, cell=cell, assessed_on=day, kind=kind, reason="" if cell else "No.")

    def test_of_a_register(self, register, matrix):
        worse = EntryFactory(register=register, risk__opened_on=date(2024, 1, 10))
        closed = EntryFactory(
            register=register,
            risk__opened_on=date(2024, 1, 10),
            risk__status="closed",
            risk__closed_on=date(2024, 3, 31),
            risk__closed_reason="Done.",
        )
        EntryFactory(register=register, risk__opened_on=date(2024, 3, 1))
        self.assessed(worse, cell_of(matrix, 1, 1), date(2024, 1, 10))
        self.assessed(worse, cell_of(matrix, 3, 3), date(2024, 2, 10))
        self.assessed(closed, cell_of(matrix, 3, 3), date(2024, 1, 10))

        chart = register_trend(
            register=register,
            entries=RegisterEntry.objects.all(),
            days=[date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)],
            url_of=lambda day: f"/map/{day}",
        )

        assert chart.columns == ("Low", "High", "Unscored", "Total")
        assert [[cell.text for cell in row.cells] for row in chart.rows] == [
            ["1", "1", "0", "2"],
            ["0", "2", "0", "2"],
            ["0", "1", "1", "2"],
        ]
        assert [cell.url for cell in chart.rows[1].cells] == ["", "/map/2024-02-29", "", ""]
        assert chart.description.endswith("At the end of 31 March 2024: 0 Low, 1 High, 1 Unscored.")

    def test_days_before_the_first_risk_are_left_out(self, register, matrix):
        EntryFactory(register=register, risk__opened_on=date(2024, 2, 10))

        chart = register_trend(
            register=register, entries=RegisterEntry.objects.all(), days=[date(2024, 1, 31), date(2024, 2, 29)]
        )

        assert [row.label for row in chart.rows] == ["29 February 2024"]

    def test_pairs_that_share_a_rank_are_named_by_their_band(self, register):
        pairs = make_matrix(register, square_draft(3, score_rule=ScoreRule.PAIR))
        entry = EntryFactory(register=register)
        self.assessed(entry, cell_of(pairs, 2, 2), date(2024, 1, 10))

        [chart] = risk_trends(entries=[entry], today=date(2024, 4, 10))

        assert [word.text for _, word in chart.grid] == ["11", "Low", "Low", "22", "High", "33"]

    def test_of_a_register_without_risks(self, register, matrix):
        assert register_trend(register=register, entries=RegisterEntry.objects.all(), days=[date(2024, 1, 31)]) is None

    @pytest.mark.parametrize("many", [1, 3])
    def test_query_count_does_not_grow(self, register, matrix, many, django_assert_num_queries):
        for entry in EntryFactory.create_batch(many, register=register):
            self.assessed(entry, cell_of(matrix, 1, 1), date(2024, 1, 10))

        with django_assert_num_queries(4):
            register_trend(
                register=register, entries=RegisterEntry.objects.all(), days=[date(2024, 1, 31), date(2024, 2, 29)]
            )

    def test_of_a_risk(self, register, matrix):
        entry = EntryFactory(register=register)
        self.assessed(entry, cell_of(matrix, 1, 1), date(2024, 1, 10))
        self.assessed(entry, None, date(2024, 2, 10))
        self.assessed(entry, cell_of(matrix, 3, 3), date(2024, 3, 10))
        self.assessed(entry, cell_of(matrix, 1, 2), date(2024, 3, 10), kind=AssessmentKind.TARGET)

        [chart] = risk_trends(entries=[entry], today=date(2024, 4, 10))

        assert [(row.label, *(cell.text for cell in row.cells)) for row in chart.rows] == [
            ("10 March 2024", "Target", "2, Low"),
            ("10 March 2024", "Current", "9, High"),
            ("10 February 2024", "Current", "Not scored"),
            ("10 January 2024", "Current", "1, Low"),
        ]
        assert [entry.word.text for entry in chart.legend] == ["Current", "Target"]

    def test_of_a_risk_scored_by_two_matrices_draws_the_last_and_lists_both(self, register, matrix):
        entry = EntryFactory(register=register)
        self.assessed(entry, cell_of(matrix, 3, 3), date(2024, 1, 10))
        larger = make_matrix(register, square_draft(5))
        self.assessed(entry, cell_of(larger, 1, 1), date(2024, 3, 10))

        [chart] = risk_trends(entries=[entry], today=date(2024, 4, 10))

        assert len(chart.points) == 1
        assert [row.cells[1].text for row in chart.rows] == ["1, Low", "9, High"]

    @pytest.mark.parametrize("many", [1, 3])
    def test_query_count_of_risks_does_not_grow(self, register, matrix, many, django_assert_num_queries):
        entries = EntryFactory.create_batch(many, register=register)
        for entry in entries:
            self.assessed(entry, cell_of(matrix, 1, 1), date(2024, 1, 10))

        with django_assert_num_queries(2):
            assert len(risk_trends(entries=entries, today=date(2024, 4, 10))) == many

    def test_of_a_risk_that_was_never_scored(self, register, matrix):
        entry = EntryFactory(register=register)
        self.assessed(entry, None, date(2024, 2, 10))

        assert risk_trends(entries=[entry], today=date(2024, 4, 10)) == []
