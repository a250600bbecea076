"""Dates of a stated precision: read, written, sorted, overdue, and the same in Python as in PostgreSQL."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.enums import Precision
from programme.models import PartialDateField, Programme
from programme.values.partial_date import CANONICAL, PartialDate, PartialDateInvalid
from tests.factories.programme import ProgrammeFactory

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(9998, 12, 31))
REASONS = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=40)
CONFIRMED = st.one_of(
    DAYS.map(PartialDate.day),
    DAYS.map(lambda day: PartialDate.month(day.year, day.month)),
    DAYS.map(lambda day: PartialDate.quarter(day.year, (day.month + 2) // 3)),
    DAYS.map(lambda day: PartialDate.year(day.year)),
)
ANY = st.one_of(CONFIRMED, REASONS.map(PartialDate.to_be_confirmed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-05-12", PartialDate.day(date(2023, 5, 12))),
        ("12 May 2023", PartialDate.day(date(2023, 5, 12))),
        ("12th may 2023", PartialDate.day(date(2023, 5, 12))),
        ("12/05/2023", PartialDate.day(date(2023, 5, 12))),
        ("2023-05", PartialDate.month(2023, 5)),
        ("May 2023", PartialDate.month(2023, 5)),
        (" may   2023 ", PartialDate.month(2023, 5)),
        ("Sept 2023", PartialDate.month(2023, 9)),
        ("2023-Q2", PartialDate.quarter(2023, 2)),
        ("Q2 2023", PartialDate.quarter(2023, 2)),
        ("April to June 2023", PartialDate.quarter(2023, 2)),
        ("April–June 2023", PartialDate.quarter(2023, 2)),
        ("2023", PartialDate.year(2023)),
        ("tbc", PartialDate.to_be_confirmed()),
        ("TBC: once funded", PartialDate.to_be_confirmed("once funded")),
        (
            "To be confirmed once the business case is approved.",
            PartialDate.to_be_confirmed("once the business case is approved"),
        ),
    ],
)
def test_it_reads_what_people_write(text, expected):
    assert PartialDate.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "31 February 2023",
        "May",
        "2023-13",
        "2023-Q5",
        "May to June 2023",
        "Mayy 2023",
        "0000",
        "12/2023",
        "2023-05-12T10:00",
    ],
)
def test_it_says_what_it_expects_of_the_rest(text):
    with pytest.raises(PartialDateInvalid, match="Enter a date such as 12 May 2023"):
        PartialDate.parse(text)


@given(ANY)
def test_its_canonical_text_reads_back(value):
    assert PartialDate.parse(value.canonical()) == value


@given(CONFIRMED)
def test_what_it_prints_reads_back(value):
    assert PartialDate.parse(str(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        PartialDate.day(date(1, 1, 1)),
        PartialDate.month(1, 1),
        PartialDate.quarter(99, 2),
        PartialDate.year(999),
    ],
)
def test_an_early_year_has_four_figures_and_reads_back(value):
    assert re.match(CANONICAL, value.canonical())
    assert PartialDate.parse(value.canonical()) == PartialDate.parse(str(value)) == value


@given(CONFIRMED)
def test_it_ends_no_earlier_than_it_begins_and_the_next_day_is_another(value):
    assert value.first_day <= value.last_day
    following = value.last_day + timedelta(days=1)
    if value.precision == Precision.MONTH:
        assert (following.day, (following - timedelta(days=1)).month) == (1, value.first_day.month)


@given(ANY, ANY, ANY)
def test_its_order_is_total(one, other, third):
    assert (one < other) + (other < one) + (one == other) == 1
    if one < other < third:
        assert one < third


@pytest.mark.parametrize(
    ("value", "last_day_kept"),
    [
        (PartialDate.day(date(2023, 5, 12)), date(2023, 5, 12)),
        (PartialDate.month(2024, 2), date(2024, 2, 29)),
        (PartialDate.quarter(2023, 4), date(2023, 12, 31)),
        (PartialDate.year(2023), date(2023, 12, 31)),
    ],
)
def test_it_is_overdue_when_it_has_ended(value, last_day_kept):
    assert value.is_overdue(last_day_kept) is False
    assert value.is_overdue(last_day_kept + timedelta(days=1)) is True
    assert value.is_by(last_day_kept) is True
    assert value.is_by(last_day_kept - timedelta(days=1)) is False


def test_what_is_to_be_confirmed_is_never_overdue_and_sorts_last():
    unknown = PartialDate.to_be_confirmed("once funded")

    assert (unknown.is_overdue(date.max), unknown.is_by(date.max), unknown.is_confirmed) == (False, False, False)
    assert sorted([unknown, PartialDate.year(2023), PartialDate.month(2023, 5)])[-1] == unknown


def test_a_month_sorts_by_its_end():
    dates = [
        PartialDate.year(2023),
        PartialDate.month(2023, 5),
        PartialDate.day(date(2023, 5, 12)),
        PartialDate.quarter(2023, 2),
    ]

    assert [str(value) for value in sorted(dates)] == ["12 May 2023", "May 2023", "April to June 2023", "2023"]


@pytest.mark.django_db
class TestInTheDatabase:
    EXAMPLES = (
        PartialDate.day(date(2024, 2, 29)),
        PartialDate.month(2024, 2),
        PartialDate.month(2023, 12),
        *(PartialDate.quarter(2023, quarter) for quarter in (1, 2, 3, 4)),
        PartialDate.year(1999),
        PartialDate.to_be_confirmed("once funded"),
        PartialDate.to_be_confirmed(),
    )

    def test_the_first_and_last_day_are_those_of_python(self):
        for value in self.EXAMPLES:
            ProgrammeFactory(planned_end=value)

        rows = Programme.objects.values_list("planned_end", "planned_end__first_day", "planned_end__last_day")

        assert sorted(rows, key=lambda row: row[0]) == [
            (value, value.first_day, value.last_day) for value in sorted(self.EXAMPLES)
        ]

    def test_it_sorts_and_filters_by_its_days(self):
        for value in (PartialDate.month(2023, 5), PartialDate.day(date(2023, 5, 12)), PartialDate.year(2022)):
            ProgrammeFactory(planned_end=value)
        ordered = Programme.objects.order_by("planned_end__last_day")

        assert [str(found.planned_end) for found in ordered] == ["2022", "12 May 2023", "May 2023"]
        assert ordered.filter(planned_end__last_day__lt=date(2023, 5, 31)).count() == 2

    @settings(max_examples=40, deadline=None)
    @given(ANY)
    def test_any_value_comes_back_as_it_went(self, value):
        if len(value.canonical()) > 250:
            return
        programme = Programme.objects.filter(code="kept").first() or ProgrammeFactory(code="kept")
        Programme.objects.filter(pk=programme.pk).update(planned_end=value)

        found = Programme.objects.values_list("planned_end", "planned_end__first_day", "planned_end__last_day").get(
            pk=programme.pk
        )
        assert found == (value, value.first_day, value.last_day)


def test_a_form_field_shows_what_was_typed_and_says_what_it_expects():
    field = PartialDateField(blank=True).formfield(required=False)

    assert field.clean("May 2023") == PartialDate.month(2023, 5)
    assert field.clean("") is None
    assert field.prepare_value(PartialDate.month(2023, 5)) == "May 2023"
    assert field.has_changed(PartialDate.month(2023, 5), "2023-05") is False
    assert field.has_changed(PartialDate.month(2023, 5), "nonsense") is True
