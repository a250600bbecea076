"""Records of finance for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from finance.enums import Basis, CaseStatus, CostGroup, LineKind, ValueKind
from finance.models import (
    Apportionment,
    ApportionmentShare,
    BudgetLine,
    BusinessCase,
    CaseAmount,
    CaseLine,
    CaseVersion,
    Commitment,
    Criterion,
    Driver,
    DriverFigure,
    LedgerEntry,
    Option,
    OptionScore,
    SavingsLine,
    SavingsValue,
)
from programme.values.partial_date import PartialDate
from tests.factories.programme import CouncilFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory


class BusinessCaseFactory(DjangoModelFactory):
    class Meta:
        model = BusinessCase

    review = factory.SubFactory(ReviewFactory)
    programme = factory.SelfAttribute("review.programme")
    code = factory.Sequence(lambda number: f"case-{number}")
    name = factory.Sequence(lambda number: f"Business case {number}")


class CaseVersionFactory(DjangoModelFactory):
    """A draft of five years. Trait: `is_approved`."""

    class Meta:
        model = CaseVersion

    class Params:
        is_approved = factory.Trait(
            status=CaseStatus.APPROVED,
            approved_at=factory.LazyFunction(timezone.now),
            approved=PartialDate.month(2011, 1),
            approval="The joint committee",
        )

    case = factory.SubFactory(BusinessCaseFactory)
    number = 1
    first_year = 2011
    years = 5
    one_off_first_year = 2010
    created_at = factory.LazyFunction(timezone.now)


class CaseLineFactory(DjangoModelFactory):
    class Meta:
        model = CaseLine

    version = factory.SubFactory(CaseVersionFactory)
    code = factory.Sequence(lambda number: f"line-{number}")
    name = factory.Sequence(lambda number: f"Line {number}")
    kind = LineKind.CURRENT
    group = CostGroup.DIRECT


class CaseAmountFactory(DjangoModelFactory):
    class Meta:
        model = CaseAmount

    line = factory.SubFactory(CaseLineFactory)
    year = 2011
    amount = Decimal(1000)


class SavingsLineFactory(DjangoModelFactory):
    class Meta:
        model = SavingsLine

    review = factory.SubFactory(ReviewFactory)
    programme = factory.SelfAttribute("review.programme")
    code = factory.Sequence(lambda number: f"saving-{number}")
    name = factory.Sequence(lambda number: f"Saving {number}")


class SavingsValueFactory(DjangoModelFactory):
    """A plan of the whole year 2011/12 of all councils together."""

    class Meta:
        model = SavingsValue

    line = factory.SubFactory(SavingsLineFactory)
    year = 2011
    kind = ValueKind.PLAN
    amount = Decimal(1200)


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    case = factory.SubFactory(BusinessCaseFactory)
    code = factory.Sequence(lambda number: f"criterion-{number}")
    name = factory.Sequence(lambda number: f"Criterion {number}")
    position = factory.Sequence(lambda number: number % 1000 + 1)


class OptionFactory(DjangoModelFactory):
    """An option. Trait: `is_chosen`, preferred from the shortlist with a reason."""

    class Meta:
        model = Option

    class Params:
        is_chosen = factory.Trait(is_shortlisted=True, is_preferred=True, reason="It tests the idea best.")

    case = factory.SubFactory(BusinessCaseFactory)
    code = factory.Sequence(lambda number: f"option-{number}")
    name = factory.Sequence(lambda number: f"Option {number}")
    position = factory.Sequence(lambda number: number % 1000 + 1)


class OptionScoreFactory(DjangoModelFactory):
    class Meta:
        model = OptionScore

    option = factory.SubFactory(OptionFactory)
    criterion = factory.SubFactory(CriterionFactory)


class BudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = BudgetLine

    programme = factory.SubFactory(ProgrammeFactory)
    year = 2025
    code = factory.Sequence(lambda number: f"budget-{number}")
    name = factory.Sequence(lambda number: f"Budget line {number}")
    budget = Decimal(1000)


class LedgerEntryFactory(DjangoModelFactory):
    class Meta:
        model = LedgerEntry

    line = factory.SubFactory(BudgetLineFactory)
    programme = factory.SelfAttribute("line.programme")
    reference = factory.Sequence(lambda number: f"L-{number}")
    posted_on = date(2025, 6, 1)
    amount = Decimal(100)
    recorded_at = factory.LazyFunction(timezone.now)


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    line = factory.SubFactory(BudgetLineFactory)
    code = factory.Sequence(lambda number: f"commitment-{number}")
    name = factory.Sequence(lambda number: f"Commitment {number}")
    amount = Decimal(50)


class DriverFactory(DjangoModelFactory):
    class Meta:
        model = Driver

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"driver-{number}")
    name = factory.Sequence(lambda number: f"Driver {number}")


class DriverFigureFactory(DjangoModelFactory):
    class Meta:
        model = DriverFigure

    driver = factory.SubFactory(DriverFactory)
    council = factory.SubFactory(CouncilFactory)
    starts_on = date(2010, 4, 1)
    value = Decimal(100)


class ApportionmentFactory(DjangoModelFactory):
    """Equal shares of the whole programme from 1 April 2010, without an end."""

    class Meta:
        model = Apportionment

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"agreement-{number}")
    basis = Basis.EQUAL
    starts_on = date(2010, 4, 1)
    agreed_on = date(2010, 4, 1)
    agreed_by = "The board"


class ShareFactory(DjangoModelFactory):
    class Meta:
        model = ApportionmentShare

    apportionment = factory.SubFactory(ApportionmentFactory)
    council = factory.SubFactory(CouncilFactory)
    percentage = Decimal(50)
