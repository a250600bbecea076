"""A version of a business case that is not a draft does not change, whoever writes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from finance.enums import CaseStatus
from finance.models import CaseVersion
from programme.values.partial_date import PartialDate
from tests.factories.finance import CaseAmountFactory, CaseLineFactory, CaseVersionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amount():
    return CaseAmountFactory()


def approve(version: CaseVersion) -> None:
    version.status, version.approval, version.approved = CaseStatus.APPROVED, "Cabinet", PartialDate.month(2011, 1)
    version.approved_at = version.created_at
    version.save()


def test_a_draft_changes(amount):
    amount.amount = Decimal(5)
    amount.save()


def test_an_amount_of_an_approved_version_does_not_change(amount):
    approve(amount.line.version)

    with pytest.raises(DatabaseError, match="frozen"):
        amount.save()


def test_no_line_is_added_to_an_approved_version(amount):
    approve(amount.line.version)

    with pytest.raises(DatabaseError, match="frozen"):
        CaseLineFactory(version=amount.line.version)


def test_a_line_does_not_move_out_of_an_approved_version(amount):
    approve(amount.line.version)
    amount.line.version = CaseVersionFactory()

    with pytest.raises(DatabaseError, match="frozen"):
        amount.line.save()


def test_an_approved_version_does_not_become_a_draft(amount):
    approve(amount.line.version)

    with pytest.raises(DatabaseError):
        CaseVersion.objects.filter(pk=amount.line.version.pk).update(status=CaseStatus.DRAFT)


def test_an_approved_version_comes_in_whole_with_its_lines():
    with transaction.atomic():
        version = CaseVersionFactory(is_approved=True)
        with transaction.atomic():
            made = CaseAmountFactory(line__version=version)

    assert made.line.version.status == CaseStatus.APPROVED
    with pytest.raises(DatabaseError, match="frozen"):
        CaseLineFactory(version=version)
