"""Kinds of parameters of live blocks: what one reads, its field offers and a programme file proves."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.utils import timezone

from governance.blocks import BLOCKS, BlockContext
from governance.blocks import parameter_kinds as kinds
from programme.file.record import load_record
from tests.factories.actions import AreaFactory, PlanReferenceFactory
from tests.factories.finance import BudgetLineFactory, BusinessCaseFactory
from tests.factories.governance import BodyFactory
from tests.factories.indicators import IndicatorFactory
from tests.factories.programme import MembershipFactory, PeriodFactory, PhaseFactory, ProgrammeFactory
from tests.factories.risks import RegisterFactory, make_matrix
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db

COUNTS = kinds.OneOf(choices=(("counts", "How many"), ("numbers", "Which")))
COLUMNS = kinds.SomeOf(choices=(("risk", "Risk"), ("score", "Score"), ("owner", "Owner")))
CODED = {
    kinds.PHASE: lambda programme: PhaseFactory(programme=programme),
    kinds.PERIOD: lambda programme: PeriodFactory(programme=programme),
    kinds.AREA: lambda programme: AreaFactory(programme=programme),
    kinds.REFERENCE: lambda programme: PlanReferenceFactory(programme=programme),
    kinds.REVIEW: lambda programme: ReviewFactory(programme=programme),
    kinds.CASE: lambda programme: BusinessCaseFactory(review__programme=programme),
    kinds.COUNCIL: lambda programme: MembershipFactory(programme=programme).council,
    kinds.REGISTER: lambda programme: RegisterFactory(programme=programme),
}


@pytest.fixture
def programme():
    return ProgrammeFactory()


def told_of(programme):
    return BlockContext(
        programme=programme, body=BodyFactory(programme=programme, council=None), as_at=None, at=timezone.now()
    )


def field_of(kind, programme):
    return kind.field(told_of(programme), label="Value", required=False)


def exists(kind, written, programme):
    return kind.exists(written, load_record(programme=programme, person=None).rows)


def test_every_kind_that_a_block_uses_is_tested_here():
    used = {parameter.kind for block in BLOCKS.values() for parameter in block.parameters}
    tested = {*CODED, kinds.DAY, kinds.YES, kinds.YEAR, kinds.RULE, kinds.BAND, kinds.HEADINGS}

    assert {kind for kind in used if not isinstance(kind, kinds.OneOf | kinds.SomeOf)} == tested


@pytest.mark.parametrize("kind", CODED, ids=lambda kind: kind.name)
class TestRows:
    def test_a_row_of_the_programme_is_read_offered_and_proved(self, kind, programme):
        row = CODED[kind](programme)

        assert kind.read(row.code, programme) == row
        assert row.code in dict(field_of(kind, programme).choices)
        assert exists(kind, row.code, programme)

    def test_a_row_of_another_programme_is_not(self, kind, programme):
        other = CODED[kind](ProgrammeFactory())
        CODED[kind](programme)

        with pytest.raises(kinds.Unreadable, match=f"no {kind.noun} “{other.code}” in this programme"):
            kind.read(other.code, programme)
        assert other.code not in dict(field_of(kind, programme).choices)
        assert not exists(kind, other.code, programme)

    @pytest.mark.parametrize("written", [7, ["x"], {"code": "x"}, "x\0", "nothing such"])
    def test_what_is_no_code_names_nothing(self, kind, programme, written):
        with pytest.raises(kinds.Unreadable):
            kind.read(written, programme)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (kinds.DAY, "2023-02-28", date(2023, 2, 28)),
        (kinds.YES, True, True),
        (kinds.YEAR, "2022", 2022),
        (kinds.YEAR, 2022, 2022),
        (COUNTS, "numbers", "numbers"),
        (COLUMNS, ["owner", "risk"], ("owner", "risk")),
        (kinds.BAND, "High", "High"),
        (kinds.HEADINGS, ["Waste", "Waste"], ("Waste",)),
    ],
)
def test_a_value_is_read_and_proved_alike(programme, kind, written, value):
    make_matrix(RegisterFactory(programme=programme))
    IndicatorFactory(review=ReviewFactory(programme=programme), heading="Waste")

    assert kind.read(written, programme) == value
    assert exists(kind, written, programme)


@pytest.mark.parametrize(
    ("kind", "written", "message"),
    [
        (kinds.DAY, "28/02/2023", "enter a day such as 2023-02-28."),
        (kinds.DAY, "2023-02-30", "enter a day such as 2023-02-28."),
        (kinds.YES, "yes", "write true, or leave it out."),
        (kinds.YEAR, "22", "enter the year in which the financial year begins, for example 2022."),
        (COUNTS, ["numbers"], "enter one of counts, numbers."),
        (COLUMNS, "risk", "enter a list of some of risk, score, owner."),
        (COLUMNS, ["risk", {}], "enter a list of some of risk, score, owner."),
        (COLUMNS, ["risk", "risk"], "enter each of the list once."),
        (kinds.BAND, "Severe", "no band “Severe” in this programme. Its bands: none."),
        (kinds.HEADINGS, ["Waste"], "enter a list of headings of this programme's indicators: none."),
    ],
)
def test_a_fault_says_what_to_write(programme, kind, written, message):
    with pytest.raises(kinds.Unreadable) as refused:
        kind.read(written, programme)
    assert str(refused.value) == message
    assert not exists(kind, written, programme)


def test_fields_are_of_the_kind_that_is_asked_for(programme):
    BudgetLineFactory(programme=programme, year=2024)

    assert isinstance(field_of(kinds.DAY, programme), forms.DateField)
    assert isinstance(field_of(kinds.YES, programme), forms.BooleanField)
    assert field_of(kinds.YEAR, programme).choices == [("", "All"), ("2024", "2024/25")]
    assert field_of(COUNTS, programme).choices == [("", "As usual"), *COUNTS.choices]
    assert field_of(COLUMNS, programme).choices == list(COLUMNS.choices)


def test_choices_are_shown_in_words():
    assert COUNTS.in_words("numbers") == "Which"
    assert COLUMNS.in_words(["owner", "gone"]) == "Owner, gone"
    assert kinds.HEADINGS.in_words(["Waste", "Parks"]) == "Waste, Parks"
