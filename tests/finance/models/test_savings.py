"""What the database itself refuses of the savings tracker."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from finance.enums import ValueKind
from finance.models import SavingsSuccession
from tests.factories.finance import SavingsLineFactory, SavingsValueFactory
from tests.factories.programme import CouncilFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "fields", "constraint"),
    [
        (SavingsLineFactory, {"measure": "guess"}, "savings_line_measure_known"),
        (SavingsLineFactory, {"evidence": "guess"}, "savings_line_evidence_known"),
        (SavingsLineFactory, {"state": "guess"}, "savings_line_state_known"),
        (SavingsLineFactory, {"state": "at_risk"}, "savings_line_in_doubt_has_a_reason"),
        (SavingsLineFactory, {"state": "unachievable"}, "savings_line_in_doubt_has_a_reason"),
        (SavingsLineFactory, {"closed_on": "2025-01-31"}, "savings_line_closed_with_a_reason"),
        (SavingsLineFactory, {"closed_reason": "Merged"}, "savings_line_closed_with_a_reason"),
        (SavingsValueFactory, {"month": 13}, "savings_value_month_possible"),
        (SavingsValueFactory, {"month": -1}, "month"),
        (SavingsValueFactory, {"kind": "guess"}, "savings_value_kind_known"),
        (SavingsValueFactory, {"year": 1973}, "savings_value_year_possible"),
        (SavingsValueFactory, {"year": 2200}, "savings_value_year_possible"),
    ],
)
def test_a_row_that_cannot_be(make, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


def test_two_lines_of_a_programme_have_two_codes():
    line = SavingsLineFactory(code="rounds")
    with pytest.raises(IntegrityError, match="savings_line_code_unique"), transaction.atomic():
        SavingsLineFactory(review=line.review, code="rounds")


@pytest.mark.parametrize("of_council", [True, False])
def test_a_cell_is_told_once(of_council):
    value = SavingsValueFactory(council=CouncilFactory() if of_council else None)
    with pytest.raises(IntegrityError, match="savings_value_once"), transaction.atomic():
        SavingsValueFactory(line=value.line, council=value.council)


def test_a_line_is_of_the_programme_of_its_review():
    with pytest.raises(DatabaseError, match="the review belongs to another programme"), transaction.atomic():
        SavingsLineFactory(review=ReviewFactory(), programme=ProgrammeFactory())


def test_nothing_is_deleted():
    value = SavingsValueFactory()
    succession = SavingsSuccession.objects.create(
        line=value.line, before=SavingsLineFactory(review=value.line.review), on="2025-01-31", reason="Merged"
    )
    for row in (succession, value, value.line):
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            row.delete()


def test_a_line_succeeds_another_once_and_not_itself():
    line = SavingsLineFactory()
    made = {"line": line, "before": SavingsLineFactory(review=line.review), "on": "2025-01-31", "reason": "Merged"}
    SavingsSuccession.objects.create(**made)
    with pytest.raises(IntegrityError, match="savings_succession_once"), transaction.atomic():
        SavingsSuccession.objects.create(**made)
    with pytest.raises(IntegrityError, match="savings_succession_of_another"), transaction.atomic():
        SavingsSuccession.objects.create(**made | {"before": line})


class TestByMonthOrForTheWholeYear:
    """A kind of value counts once: in its months, or for the whole year."""

    def check(self):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    @pytest.mark.parametrize("months", [(0, 1), (12, 0), (1, 2, 0)])
    @pytest.mark.parametrize("second", [{"amount": 5}, {"amount": 0}, {"amount": None, "is_withheld": True}])
    def test_both_are_refused(self, months, second):
        first = SavingsValueFactory(month=months[0])
        for month in months[1:]:
            SavingsValueFactory(line=first.line, month=month, **second)
        with pytest.raises(IntegrityError, match="savings_value_by_month_or_whole"), transaction.atomic():
            self.check()
        first.line.values.update(amount=None, is_withheld=False)

    @pytest.mark.parametrize(
        "other", [{"year": 2012}, {"kind": ValueKind.ACTUAL}, {"amount": None}, {"council": True}, {"line": True}]
    )
    def test_of_another_year_kind_council_or_line_they_stand_side_by_side(self, other):
        first = SavingsValueFactory(month=0)
        made = {
            "line": SavingsLineFactory() if other.get("line") else first.line,
            "council": CouncilFactory() if other.get("council") else None,
            **{name: value for name, value in other.items() if name not in ("line", "council")},
        }
        SavingsValueFactory(month=1, **made)
        SavingsValueFactory(month=2, **made)
        self.check()

    def test_within_a_transaction_one_may_take_the_place_of_the_other(self):
        whole = SavingsValueFactory(month=0)
        SavingsValueFactory(line=whole.line, month=1)
        whole.amount = None
        whole.save()
        self.check()
