"""Each council's share in a report: to the penny, who is told, what is withheld or not open, and as at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import page as page_validation
import pytest
from django.utils import timezone

from finance.enums import Basis, LineKind
from finance.models import Apportionment, ApportionmentShare, CaseVersion
from governance.blocks import BlockContext, build_block
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Section
from tests.factories.finance import (
    ApportionmentFactory,
    BusinessCaseFactory,
    CaseAmountFactory,
    CaseLineFactory,
    CaseVersionFactory,
    ShareFactory,
)
from tests.factories.governance import BodyFactory
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory
from tests.factories.services import ParticipationFactory, ReviewFactory
from tests.finance.past import let_time_pass
from tests.governance.documents import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=date(2010, 1, 11))


@pytest.fixture
def version(programme):
    review = ReviewFactory(programme=programme, joined_on=date(2010, 1, 11))
    case = BusinessCaseFactory(review=review, code="one-team", name="One team")
    version = CaseVersionFactory(case=case, years=2, created_at=timezone.now() - timedelta(days=200))
    line(version, LineKind.SAVING, y2011=Decimal("100.01"), y2012=200)
    line(version, LineKind.ONE_OFF, y2010=60)
    return version


@pytest.fixture
def councils(programme, version):
    found = []
    for name in ("Ash", "Birch", "Cedar"):
        council = CouncilFactory(code=name.lower(), name=name, short_name=name)
        MembershipFactory(programme=programme, council=council)
        found.append(ParticipationFactory(review=version.case.review, council=council).council)
    return found


def line(version, kind, **amounts):
    made = CaseLineFactory(version=version, kind=kind, group="")
    for year, amount in amounts.items():
        CaseAmountFactory(
            line=made,
            year=int(year.removeprefix("y")),
            amount=amount[0] if isinstance(amount, tuple) else amount,
            is_withheld=isinstance(amount, tuple),
        )
    return made


def draw(programme, *, as_at=None, council=None, **parameters):
    body = BodyFactory(programme=programme, council=council)
    context = BlockContext(programme=programme, body=body, as_at=as_at, at=timezone.now())
    return build_block(code="council_shares", parameters=parameters, context=context)


def rows(table):
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def test_the_saving_and_the_one_off_costs_are_shared_by_year_and_sum(programme, version, councils):
    ApportionmentFactory(programme=programme)
    saving, one_off = draw(programme)

    assert saving.caption == "Each council's share of the saving: One team, version 1, draft"
    assert [column.label for column in saving.columns] == ["Council", "2011/12", "2012/13", "Total"]
    assert rows(saving) == {
        "Ash": ["33.34", "66.67", "100.01"],
        "Birch": ["33.34", "66.67", "100.01"],
        "Cedar": ["33.33", "66.66", "99.99"],
        "All councils": ["100.01", "200", "300.01"],
    }
    assert rows(one_off)["All councils"] == ["60", "60"]
    assert "The whole programme, from 1 April 2010: equal shares. Agreed by The board on 1 April 2010." in saving.note


def test_a_withheld_amount_is_in_no_share(programme, version, councils):
    ApportionmentFactory(programme=programme)
    CaseVersion.objects.update(years=3)
    line(version, LineKind.SAVING, y2011=0, y2012=(77777,), y2013=(88888,))
    line(version, LineKind.ONE_OFF, y2011=(99999,))
    saving, one_off = found = draw(programme)

    assert rows(saving)["Ash"] == ["33.34", "66.67", "Withheld", "100.01"]
    assert rows(one_off)["All councils"] == ["60", "Withheld", "60"]
    assert "Leaves out 1 not yet known and 3 withheld." in saving.note
    for secret in ("77777", "77,777", "25,9", "88888", "99,999", "33,333"):
        assert secret not in repr(found)


def closed_shares(programme, councils, **fields):
    row = ApportionmentFactory(
        programme=programme, basis=Basis.FIXED, shares_are_open=False, override_reason="Cedar pays less.", **fields
    )
    for council, percentage in zip(councils, (50, 40, 10), strict=True):
        ShareFactory(apportionment=row, council=council, percentage=Decimal(percentage))
    return row


def test_shares_that_are_not_open_are_in_no_report_but_the_councils_own(programme, version, councils):
    closed_shares(programme, councils)
    (table,) = draw(programme)
    assert rows(table) == {}
    assert "not open" in table.note

    saving, _ = found = draw(programme, council=councils[0])
    assert rows(saving) == {"Ash": ["50.01", "100", "150.01"]}
    assert "Cedar" not in repr(found)
    assert "The other councils' shares are not open." in saving.note


def test_one_agreement_that_is_not_open_closes_the_case(programme, version, councils):
    ApportionmentFactory(programme=programme)
    closed_shares(programme, councils, review=version.case.review, starts_on=date(2012, 4, 1))

    (table,) = draw(programme)
    assert rows(table) == {}


def test_a_council_is_told_only_of_the_reviews_it_takes_part_in(programme, version, councils):
    ApportionmentFactory(programme=programme)
    other = ParticipationFactory(review=ReviewFactory(programme=programme)).council

    assert "One team" in repr(draw(programme, council=councils[0]))
    (table,) = draw(programme, council=other, case="one-team")
    assert table.note == "No business case is told here."


def test_where_nothing_is_agreed_it_says_so(programme, version, councils):
    (table,) = draw(programme)
    assert table.note == "Nothing that gives shares is agreed."

    ApportionmentFactory(programme=programme, starts_on=date(2012, 4, 1))
    saving = draw(programme)[0]
    assert rows(saving)["Ash"] == ["66.67", "66.67"]
    assert "Not shared, as nothing is agreed: 2010/11 (one-off costs £60), 2011/12 (saving £100.01)." in saving.note


def test_a_later_change_does_not_leak_into_the_past(programme, version, councils):
    row = ApportionmentFactory(programme=programme, basis=Basis.FIXED, agreed_by="The leaders")
    for council, percentage in zip(councils, (50, 40, 10), strict=True):
        ShareFactory(apportionment=row, council=council, percentage=Decimal(percentage))
    let_time_pass()
    then = timezone.now() - timedelta(days=50)
    ApportionmentShare.objects.filter(council=councils[0]).update(percentage=Decimal(60))
    ApportionmentShare.objects.filter(council=councils[1]).update(percentage=Decimal(30))
    Apportionment.objects.update(agreed_by="Somebody else")

    assert rows(draw(programme)[0])["Ash"] == ["60.01", "120", "180.01"]
    saving = draw(programme, as_at=then)[0]
    assert rows(saving)["Ash"] == ["50.01", "100", "150.01"]
    assert "Agreed by The leaders" in saving.note


def test_shares_closed_since_are_closed_as_at_a_moment_too(programme, version, councils):
    ApportionmentFactory(programme=programme)
    let_time_pass()
    Apportionment.objects.update(shares_are_open=False)

    (table,) = draw(programme, as_at=timezone.now() - timedelta(days=50))
    assert rows(table) == {}


def test_it_asks_as_much_of_three_cases_as_of_one(programme, version, councils, django_assert_num_queries):
    ApportionmentFactory(programme=programme)
    for _ in range(2):
        for _ in range(2):
            made = CaseVersionFactory(case__review__programme=programme)
            ParticipationFactory(review=made.case.review)
            line(made, LineKind.SAVING, y2011=1)
        context = BlockContext(
            programme=programme, body=BodyFactory(programme=programme), as_at=timezone.now(), at=timezone.now()
        )
        assert context.rows
        with django_assert_num_queries(12):
            build_block(code="council_shares", parameters={}, context=context)


def test_the_document_passes_every_rule(programme, version, councils):
    ApportionmentFactory(programme=programme)
    line(version, LineKind.SAVING, y2012=(5,))
    base = samples.snapshot(next(iter(samples.STYLES)))
    section = Section(code="shares", heading="Shares", number="1", blocks=draw(programme))
    made = replace(base, sections=(section,), appendices=())
    report = page_validation.validate_pdf_bytes(render_pdf(render_html(made)), profile="ua1")

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
