"""Baselines, standards and measurements as they are written: cell by cell, by whom, and by two at once."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from programme.errors import CellsChangedByAnother, DomainError, NotAllowed
from programme.models import User
from services.domain.figures import (
    FigureEntry,
    mark_of_figure,
    mark_of_row,
    record_baselines,
    record_measurements,
    set_standards,
)
from services.models import Baseline, Measurement, ServiceStandard
from tests.factories.indicators import BaselineFactory, IndicatorFactory, MeasurementFactory, StandardFactory
from tests.factories.programme import CouncilFactory
from tests.factories.services import ParticipationFactory, ReviewFactory

pytestmark = pytest.mark.django_db
EMPTY = mark_of_figure(None, ["", ""])
EMPTY_NOTE = mark_of_figure(None, [""])
DAYS = {"measured_from": date(2024, 4, 1), "measured_to": date(2025, 3, 31)}


@pytest.fixture
def indicator(review):
    return IndicatorFactory(review=review, name="Calls answered")


@pytest.fixture
def council(review, lead):
    return review.participations.get(lead_officer=lead).council


def cell(indicator, council=None, value="42", seen=EMPTY, year=None, **texts):
    texts = texts or {"period": "", "note": ""}
    value = Decimal(value) if value is not None else None
    return FigureEntry(indicator=indicator, council=council, year=year, value=value, texts=texts, seen=seen)


def baselines(review, actor, *entries):
    return record_baselines(review=review, entries=entries, actor=actor, at=timezone.now())


def measured(review, actor, *entries, at=None, **days):
    return record_measurements(review=review, entries=entries, actor=actor, at=at or timezone.now(), **(DAYS | days))


class TestBaselines:
    def test_the_office_writes_those_of_every_council_and_of_all_together(self, review, office, indicator, council):
        saved = baselines(review, office, cell(indicator, council, "0"), cell(indicator, None, "84.5"))
        found = {row.council: row.value for row in Baseline.objects.all()}
        assert (saved, found) == (2, {council: Decimal(0), None: Decimal("84.5")})

    def test_a_cell_that_says_what_it_said_is_left_alone(self, review, office, indicator, council):
        texts = {"period": "2009/10", "note": "All of it.\n"}
        row = BaselineFactory(indicator=indicator, council=council, value=Decimal("97.4"), **texts)
        seen = mark_of_row(row, ["period", "note"])
        same = cell(indicator, council, "97.40", seen=seen, period="2009/10", note="All of it.")
        assert baselines(review, office, same, cell(indicator, None, None)) == 0
        assert Baseline.objects.count() == 1

    def test_a_figure_can_be_taken_back_and_its_row_stays(self, review, office, indicator, council):
        row = BaselineFactory(indicator=indicator, council=council)
        seen = mark_of_row(row, ["period", "note"])
        baselines(review, office, cell(indicator, council, None, seen=seen))
        row.refresh_from_db()
        assert (row.value, row.period) == (None, "")

    def test_a_lead_officer_writes_the_own_councils_and_joint_figures_alone(self, review, lead, indicator, council):
        other = ParticipationFactory(review=review).council
        assert baselines(review, lead, cell(indicator, council), cell(indicator, None)) == 2
        with pytest.raises(NotAllowed, match="another council"):
            baselines(review, lead, cell(indicator, other))
        assert not Baseline.objects.filter(council=other).exists()

    def test_an_unchanged_cell_of_another_council_is_no_matter(self, review, lead, indicator, council):
        other = ParticipationFactory(review=review).council
        row = BaselineFactory(indicator=indicator, council=other, period="", note="")
        seen = mark_of_row(row, ["period", "note"])
        assert baselines(review, lead, cell(indicator, other, "40", seen=seen), cell(indicator, council)) == 1

    def test_who_neither_runs_nor_leads_may_not(self, review, sponsor, indicator):
        with pytest.raises(NotAllowed):
            baselines(review, sponsor, cell(indicator))

    def test_figures_of_another_review_or_council_are_refused(self, review, office, indicator):
        with pytest.raises(DomainError, match="That indicator belongs to another review"):
            baselines(review, office, cell(IndicatorFactory(review=ReviewFactory(programme=review.programme))))
        with pytest.raises(DomainError, match="That council takes no part in this review"):
            baselines(review, office, cell(indicator, CouncilFactory()))


class TestTwoAtOnce:
    def test_what_another_wrote_meanwhile_is_not_overwritten(self, review, office, indicator, council):
        row = BaselineFactory(indicator=indicator, council=council, value=40, period="", note="")
        with pytest.raises(CellsChangedByAnother) as refused:
            baselines(review, office, cell(indicator, None, "7"), cell(indicator, council, "42"))
        assert refused.value.cells == {(indicator.pk, council.pk, None): row}
        assert list(Baseline.objects.values_list("value", flat=True)) == [Decimal(40)]

    def test_different_cells_of_one_page_do_not_meet(self, review, office, indicator, council):
        opened = [cell(indicator, council, "42"), cell(indicator, None, None)]
        baselines(review, office, cell(indicator, council, None), cell(indicator, None, "80"))
        assert baselines(review, office, *opened) == 1
        assert Baseline.objects.get(council=None).value == 80

    def test_the_same_written_by_both_is_no_conflict(self, review, office, indicator, council):
        BaselineFactory(indicator=indicator, council=council, value=42, period="", note="")
        assert baselines(review, office, cell(indicator, council, "42")) == 0

    @pytest.mark.django_db(transaction=True)
    def test_of_two_corrections_in_the_same_instant_one_is_refused(self, review, office, indicator, council):
        results = []

        def write(value):
            try:
                entry = cell(indicator, council, value, seen=EMPTY_NOTE, note="")
                results.append(measured(review, User.objects.get(pk=office.pk), entry))
            except CellsChangedByAnother:
                results.append("refused")
            finally:
                connection.close()

        threads = [Thread(target=write, args=(value,)) for value in ("1", "2")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results, key=str) == [1, "refused"]
        assert Measurement.objects.count() == 1


class TestStandards:
    def test_in_figures_or_in_words_by_year_and_for_every_year(self, review, office, indicator, council):
        entries = [
            cell(indicator, council, "97.7", year=2011, words="", note=""),
            cell(indicator, None, None, year=None, words="No target", note=""),
        ]
        assert set_standards(review=review, entries=entries, actor=office, at=timezone.now()) == 2
        found = set(ServiceStandard.objects.values_list("council", "year", "target", "words"))
        assert found == {(council.pk, 2011, Decimal("97.7"), ""), (None, None, None, "No target")}

    def test_a_line_moved_from_the_words_to_the_note_is_a_change(self, review, office, indicator):
        before = {"words": "All calls\nwithin a day", "note": "As promised"}
        row = StandardFactory(indicator=indicator, year=2011, target=None, **before)
        seen = mark_of_row(row, ["words", "note"])
        entry = cell(indicator, None, None, year=2011, seen=seen, words="All calls", note="within a day\nAs promised")

        assert set_standards(review=review, entries=[entry], actor=office, at=timezone.now()) == 1

    def test_a_year_is_its_own_cell(self, review, office, indicator):
        StandardFactory(indicator=indicator, year=2011, target=5)
        entry = cell(indicator, None, "6", year=2012, words="", note="")
        assert set_standards(review=review, entries=[entry], actor=office, at=timezone.now()) == 1


class TestMeasurements:
    def test_it_is_recorded_with_who_and_when(self, review, lead, indicator, council):
        at = timezone.now()
        measured(review, lead, cell(indicator, council, "97.4", seen=EMPTY_NOTE, note=""), at=at)
        row = Measurement.objects.get()
        assert (row.value, row.version, row.recorded_by, row.recorded_at) == (Decimal("97.4"), 1, lead, at)
        assert (row.measured_from, row.measured_to) == (date(2024, 4, 1), date(2025, 3, 31))

    def test_a_correction_is_a_new_version_and_the_first_stays(self, review, lead, indicator, council):
        first = MeasurementFactory(indicator=indicator, council=council, value=40, **DAYS)
        seen = mark_of_row(first, ["note"])
        measured(review, lead, cell(indicator, council, "41", seen=seen, note="Counted again."))
        rows = Measurement.objects.order_by("version").values_list("version", "value", "note")
        assert list(rows) == [(1, Decimal(40), ""), (2, Decimal(41), "Counted again.")]

    def test_a_figure_taken_back_is_a_version_without_one(self, review, lead, indicator, council):
        first = MeasurementFactory(indicator=indicator, council=council, value=40, **DAYS)
        measured(review, lead, cell(indicator, council, None, seen=mark_of_row(first, ["note"]), note=""))
        assert Measurement.objects.get(version=2).value is None

    def test_the_same_days_alone_are_versions_of_each_other(self, review, office, indicator):
        MeasurementFactory(indicator=indicator, value=40)
        measured(review, office, cell(indicator, None, "41", seen=EMPTY_NOTE, note=""))
        assert set(Measurement.objects.values_list("version", flat=True)) == {1}

    @pytest.mark.parametrize(
        ("days", "field"),
        [
            ({"measured_from": date(2025, 4, 1)}, "measured_to"),
            ({"measured_to": date.today() + timedelta(days=2)}, "measured_to"),
            ({"measured_from": date(1974, 3, 31)}, "measured_from"),
        ],
    )
    def test_the_days_are_in_order_and_over(self, review, office, indicator, days, field):
        with pytest.raises(
            DomainError, match=r"The first day must be|The last day must be the first day|The last day must be today or"
        ) as refused:
            measured(review, office, cell(indicator, seen=EMPTY_NOTE, note=""), **days)
        assert refused.value.field == field
