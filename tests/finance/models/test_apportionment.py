"""What the database itself refuses of drivers, their figures, apportionments and shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from finance.enums import Basis
from finance.models import Apportionment, Driver
from tests.factories.finance import ApportionmentFactory, DriverFactory, DriverFigureFactory, ShareFactory
from tests.factories.programme import CouncilFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "fields", "constraint"),
    [
        (DriverFactory, {"code": "Not a code"}, "finance_driver_code_check"),
        (DriverFigureFactory, {"value": Decimal("-0.0001")}, "driver_figure_not_negative"),
        (ApportionmentFactory, {"basis": "by_area"}, "apportionment_basis_known"),
        (ApportionmentFactory, {"basis": Basis.DRIVER}, "apportionment_names_its_driver"),
        (ApportionmentFactory, {"tolerance": Decimal(1)}, "apportionment_tolerance_of_a_driver"),
        (ApportionmentFactory, {"ended_on": date(2010, 3, 31)}, "apportionment_ends_after_start"),
        (ApportionmentFactory, {"line": "audit"}, "apportionment_line_of_a_review"),
        (ShareFactory, {"percentage": Decimal("100.00001")}, "share_per_cent"),
        (ShareFactory, {"percentage": Decimal("-0.00001")}, "share_per_cent"),
    ],
)
def test_a_row_that_cannot_be(make, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


def test_a_driver_goes_with_its_basis_only():
    driver = DriverFactory()
    with pytest.raises(IntegrityError, match="apportionment_names_its_driver"), transaction.atomic():
        ApportionmentFactory(programme=driver.programme, driver=driver)


@pytest.mark.parametrize("tolerance", [Decimal("-0.01"), Decimal("100.01")])
def test_a_tolerance_is_of_0_to_100_points(tolerance):
    driver = DriverFactory()
    with pytest.raises(IntegrityError, match="apportionment_tolerance_of_a_driver"), transaction.atomic():
        ApportionmentFactory(programme=driver.programme, basis=Basis.DRIVER, driver=driver, tolerance=tolerance)


def test_codes_are_unique_in_a_programme_and_free_in_another():
    driver, apportionment = DriverFactory(code="same"), ApportionmentFactory(code="same", ended_on=date(2010, 5, 1))
    DriverFactory(code="same")
    ApportionmentFactory(code="same")

    with pytest.raises(IntegrityError, match="driver_code_unique"), transaction.atomic():
        DriverFactory(programme=driver.programme, code="same")
    with pytest.raises(IntegrityError, match="apportionment_code_unique"), transaction.atomic():
        ApportionmentFactory(programme=apportionment.programme, code="same", starts_on=date(2011, 4, 1))


def test_a_council_has_one_figure_from_a_day():
    figure = DriverFigureFactory()
    DriverFigureFactory(driver=figure.driver, council=figure.council, starts_on=date(2011, 4, 1))
    with pytest.raises(IntegrityError, match="driver_figure_once"), transaction.atomic():
        DriverFigureFactory(driver=figure.driver, council=figure.council)


def test_a_council_has_one_share_and_may_have_another_once_that_was_taken_out():
    share = ShareFactory()
    with pytest.raises(IntegrityError, match="share_once"), transaction.atomic():
        ShareFactory(apportionment=share.apportionment, council=share.council)
    share.removed_at = timezone.now()
    share.save()
    ShareFactory(apportionment=share.apportionment, council=share.council)


def test_one_agreement_of_the_programme_holds_at_a_time():
    programme = ApportionmentFactory(ended_on=date(2011, 3, 31)).programme
    ApportionmentFactory(programme=programme, starts_on=date(2011, 4, 1))
    ApportionmentFactory()

    with pytest.raises(IntegrityError, match="apportionment_of_programme_one_at_a_time"), transaction.atomic():
        ApportionmentFactory(programme=programme, starts_on=date(2011, 3, 31), ended_on=date(2011, 3, 31))


def test_one_agreement_of_a_review_or_line_holds_at_a_time():
    review = ReviewFactory()
    for line in ("", "audit", "post"):
        ApportionmentFactory(programme=review.programme, review=review, line=line)
    ApportionmentFactory(programme=review.programme, review=ReviewFactory(programme=review.programme))

    for line in ("", "audit"):
        with pytest.raises(IntegrityError, match="apportionment_of_review_one_at_a_time"), transaction.atomic():
            ApportionmentFactory(programme=review.programme, review=review, line=line, starts_on=date(2015, 4, 1))


def test_its_review_and_driver_are_of_its_programme():
    programme, review, driver = ProgrammeFactory(), ReviewFactory(), DriverFactory()

    with pytest.raises(IntegrityError, match="the review belongs to another programme"), transaction.atomic():
        ApportionmentFactory(programme=programme, review=review)
    with pytest.raises(IntegrityError, match="the driver belongs to another programme"), transaction.atomic():
        ApportionmentFactory(programme=programme, basis=Basis.DRIVER, driver=driver)
    row = ApportionmentFactory(programme=programme)
    with pytest.raises(IntegrityError, match="the review belongs to another programme"), transaction.atomic():
        Apportionment.objects.filter(pk=row.pk).update(review=review)


@pytest.mark.parametrize("make", [DriverFactory, DriverFigureFactory, ApportionmentFactory, ShareFactory])
def test_nothing_is_deleted(make):
    row = make()
    with pytest.raises(Error, match="Cannot delete rows"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()


def test_every_change_is_in_the_history():
    driver = DriverFactory(name="Caseload")
    figure = DriverFigureFactory(driver=driver, council=CouncilFactory(), value=Decimal(10))
    figure.value = Decimal(12)
    figure.save()
    Driver.objects.filter(pk=driver.pk).update(name="Live caseload")

    told = type(figure).pgh_event_model.objects.filter(pgh_obj=figure.pk).order_by("pgh_id")
    assert [event.value for event in told] == [10, 12]
    told = Driver.pgh_event_model.objects.filter(pgh_obj=driver.pk).order_by("pgh_id")
    assert [event.name for event in told] == ["Caseload", "Live caseload"]
