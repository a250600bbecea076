"""Lines of the savings tracker: made from a case, filled in cell by cell, merged, split and closed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from finance.domain.savings import add_savings_line, change_savings_line, close_savings_line
from finance.domain.savings_succession import merge_lines, split_line, take_from_version
from finance.domain.savings_values import ValueEntry, mark_of_cell, record_savings
from finance.enums import CaseStatus, Evidence, LineKind, Measure, SavingsState, ValueKind
from finance.models import SavingsLine, SavingsSuccession, SavingsValue
from finance.queries.savings_reconciliation import taken_from
from finance.rules.money import BLANK, WITHHELD, Cell
from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import CellsChangedByAnother, ChangedByAnother, DomainError, NotAllowed
from programme.models import RoleGrant
from programme.values.partial_date import PartialDate
from tests.factories.finance import (
    CaseAmountFactory,
    CaseLineFactory,
    CaseVersionFactory,
    SavingsLineFactory,
    SavingsValueFactory,
)
from tests.factories.programme import MembershipFactory, UserFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
ABOUT = {
    "name": "Fewer offices",
    "measure": Measure.RECURRING,
    "is_cashable": True,
    "evidence": Evidence.COSTED,
    "state": SavingsState.ON_TRACK,
    "state_reason": "",
    "owner": None,
}


@pytest.fixture
def review():
    return ReviewFactory()


@pytest.fixture
def office(review):
    return user_with_role(Role.PROGRAMME_OFFICE, review.programme)


def entry(line, amount, *, seen=BLANK, month=1, kind=ValueKind.ACTUAL, council=None):
    cell = amount if isinstance(amount, Cell) else Cell.of(Decimal(amount))
    return ValueEntry(line=line, council=council, year=2011, month=month, kind=kind, cell=cell, seen=mark_of_cell(seen))


def council_in(review):
    membership = MembershipFactory(programme=review.programme)
    ParticipationFactory(review=review, council=membership.council)
    return membership.council


def approved_version(review, amounts=("1200.50", "2400")):
    version = CaseVersionFactory(case__review=review, years=2)
    saving = CaseLineFactory(version=version, code="staff", name="Staff", kind=LineKind.SAVING, group="")
    for year, amount in zip((2011, 2012), amounts, strict=True):
        CaseAmountFactory(line=saving, year=year, amount=amount)
    CaseLineFactory(version=version, code="it", name="Systems", kind=LineKind.SAVING, group="", position=2)
    version.status, version.approved_at, version.approval = CaseStatus.APPROVED, NOW, "Cabinet"
    version.approved = PartialDate.month(2011, 1)
    version.save()
    return version


def plan_of(line):
    return {row.year: row.amount for row in line.values.filter(kind=ValueKind.PLAN)}


class TestValuesOfAnotherCouncil:
    """Merging, splitting and replacing a plan write the values of every council that a line has values of."""

    @pytest.fixture
    def officer(self, review):
        return user_with_role(Role.FINANCE_OFFICER, review.programme, council=council_in(review))

    @pytest.fixture
    def theirs(self, review):
        return SavingsValueFactory(line__review=review, council=council_in(review), amount=500)

    def test_lines_with_them_are_not_merged(self, review, officer, theirs):
        lines = [theirs.line, SavingsLineFactory(review=review)]

        with pytest.raises(NotAllowed):
            merge_lines(review=review, lines=lines, name="Both", on=TODAY, reason="One", actor=officer, at=NOW)

    def test_a_line_with_them_is_not_split(self, officer, theirs):
        parts = {"One": Decimal(99), "Other": Decimal(1)}

        with pytest.raises(NotAllowed):
            split_line(
                line=theirs.line, parts=parts, on=TODAY, reason="Two", seen=mark_of(theirs.line), actor=officer, at=NOW
            )

    def test_a_plan_with_them_is_not_replaced(self, review, officer, office, theirs):
        version = approved_version(review)
        theirs.line.version, theirs.line.case_line = version, version.lines.get(code="staff")
        theirs.line.save()

        with pytest.raises(NotAllowed):
            take_from_version(version=version, replace={"staff"}, actor=officer, at=NOW)
        take_from_version(version=version, replace={"staff"}, actor=office, at=NOW)

        theirs.refresh_from_db()
        assert theirs.amount is None

    def test_a_line_with_own_values_is_split(self, review, officer):
        own = RoleGrant.objects.get(user=officer).council
        line = SavingsValueFactory(line__review=review, council=own, amount=500).line
        parts = {"One": Decimal(50), "Other": Decimal(50)}

        made = split_line(line=line, parts=parts, on=TODAY, reason="Two", seen=mark_of(line), actor=officer, at=NOW)

        assert [row.amount for one in made for row in one.values.all()] == [250, 250]


class TestLines:
    def test_one_is_added_by_hand(self, review, office):
        line = add_savings_line(review=review, **ABOUT, actor=office, at=NOW)

        assert (line.name, line.version, line.position) == ("Fewer offices", None, 1)

    @pytest.mark.parametrize("state", [SavingsState.AT_RISK, SavingsState.UNACHIEVABLE])
    def test_one_in_doubt_says_why(self, review, office, state):
        with pytest.raises(DomainError, match="Say why it is") as refused:
            add_savings_line(review=review, **ABOUT | {"state": state}, actor=office, at=NOW)

        assert refused.value.field == "state_reason"

    def test_who_answers_for_it_sees_its_review(self, review, office):
        with pytest.raises(DomainError, match="Choose someone with a role in it"):
            add_savings_line(review=review, **ABOUT | {"owner": UserFactory()}, actor=office, at=NOW)

    def test_two_people_do_not_overwrite_each_other(self, office, review):
        line = SavingsLineFactory(review=review)
        seen = mark_of(line)
        change_savings_line(line=line, **ABOUT, seen=seen, actor=office, at=NOW)

        with pytest.raises(ChangedByAnother):
            change_savings_line(line=line, **ABOUT, seen=seen, actor=office, at=NOW)

    def test_a_closed_one_no_longer_changes(self, office, review):
        line = SavingsLineFactory(review=review)
        today = timezone.localdate(NOW)
        line = close_savings_line(
            line=line, closed_on=today, closed_reason="Given up", seen=mark_of(line), actor=office, at=NOW
        )

        with pytest.raises(DomainError, match="so it no longer changes"):
            change_savings_line(line=line, **ABOUT, seen=mark_of(line), actor=office, at=NOW)
        with pytest.raises(DomainError, match="so it no longer changes"):
            record_savings(review=review, entries=[entry(line, "5")], actor=office, at=NOW)

    @pytest.mark.parametrize(("days", "reason", "field"), [(1, "Gone", "closed_on"), (0, " ", "closed_reason")])
    def test_closing_is_told(self, office, review, days, reason, field):
        line = SavingsLineFactory(review=review)

        with pytest.raises(DomainError, match=r"Enter today or an earlier day|Say why it is closed") as refused:
            close_savings_line(
                line=line,
                closed_on=timezone.localdate(NOW) + timedelta(days=days),
                closed_reason=reason,
                seen=mark_of(line),
                actor=office,
                at=NOW,
            )

        assert refused.value.field == field

    def test_nothing_changes_in_a_review_that_has_left(self, review, office):
        review.left_on, review.left_reason = timezone.localdate(NOW), "Taken back"
        review.save()

        with pytest.raises(DomainError, match="left the programme on"):
            add_savings_line(review=review, **ABOUT, actor=office, at=NOW)

    def test_a_clerk_does_not_write(self, review):
        with pytest.raises(NotAllowed):
            add_savings_line(review=review, **ABOUT, actor=user_with_role(Role.CLERK, review.programme), at=NOW)


class TestValues:
    def test_amount_zero_blank_and_withheld_are_kept_apart(self, review, office):
        line = SavingsLineFactory(review=review)
        cells = [entry(line, "12.34"), entry(line, "0", month=2), entry(line, WITHHELD, month=3)]

        written = record_savings(review=review, entries=[*cells, entry(line, BLANK, month=4)], actor=office, at=NOW)

        rows = {row.month: (row.amount, row.is_withheld) for row in line.values.all()}
        assert written == 3
        assert rows == {1: (Decimal("12.34"), False), 2: (Decimal(0), False), 3: (None, True)}

    def test_withholding_keeps_the_amount(self, review, office):
        value = SavingsValueFactory(line__review=review, month=1, kind=ValueKind.ACTUAL)

        record_savings(
            review=review, entries=[entry(value.line, WITHHELD, seen=Cell.of(Decimal(1200)))], actor=office, at=NOW
        )

        value.refresh_from_db()
        assert (value.amount, value.is_withheld) == (1200, True)

    def test_a_cell_that_another_wrote_is_refused_and_nothing_written(self, review, office):
        value = SavingsValueFactory(line__review=review, month=1, kind=ValueKind.ACTUAL)

        with pytest.raises(CellsChangedByAnother):
            record_savings(
                review=review,
                entries=[entry(value.line, "5", month=2), entry(value.line, "7")],
                actor=office,
                at=NOW,
            )

        assert SavingsValue.objects.get() == value

    def test_a_kind_is_told_by_month_or_for_the_whole_year(self, review, office):
        value = SavingsValueFactory(line__review=review)

        with pytest.raises(DomainError, match="the plan is told both by month and for the whole year"):
            record_savings(review=review, entries=[entry(value.line, "5", kind=ValueKind.PLAN)], actor=office, at=NOW)

    def test_the_whole_year_is_cleared_as_its_months_come_in(self, review, office):
        value = SavingsValueFactory(line__review=review)
        whole = entry(value.line, BLANK, seen=Cell.of(Decimal(1200)), month=0, kind=ValueKind.PLAN)

        record_savings(
            review=review, entries=[whole, entry(value.line, "5", kind=ValueKind.PLAN)], actor=office, at=NOW
        )

        assert {row.month: row.amount for row in value.line.values.all()} == {0: None, 1: 5}

    def test_a_finance_officer_writes_their_own_councils_values_and_joint_ones(self, review):
        own, other = council_in(review), council_in(review)
        officer = user_with_role(Role.FINANCE_OFFICER, review.programme, council=own)
        line = SavingsLineFactory(review=review)

        assert (
            record_savings(
                review=review, entries=[entry(line, "1", council=own), entry(line, "2")], actor=officer, at=NOW
            )
            == 2
        )
        with pytest.raises(NotAllowed):
            record_savings(review=review, entries=[entry(line, "1", council=other)], actor=officer, at=NOW)

    def test_a_council_without_part_in_the_review_has_no_values(self, review, office):
        line = SavingsLineFactory(review=review)
        council = MembershipFactory(programme=review.programme).council

        with pytest.raises(DomainError, match="That council takes no part in this review"):
            record_savings(review=review, entries=[entry(line, "1", council=council)], actor=office, at=NOW)


class TestFromACase:
    def test_every_savings_line_is_followed_with_its_plan_by_year(self, review, office):
        version = approved_version(review)

        made, _ = take_from_version(version=version, replace=[], actor=office, at=NOW)

        staff, systems = made
        assert (staff.name, staff.version, staff.case_line.code) == ("Staff", version, "staff")
        assert plan_of(staff) == {2011: Decimal("1200.50"), 2012: 2400}
        assert plan_of(systems) == {2011: None, 2012: None}

    def test_a_draft_is_not_followed(self, review, office):
        with pytest.raises(DomainError, match="Only an approved version is followed"):
            take_from_version(version=CaseVersionFactory(case__review=review), replace=[], actor=office, at=NOW)

    def test_again_it_makes_nothing_twice(self, review, office):
        version = approved_version(review)
        take_from_version(version=version, replace=[], actor=office, at=NOW)

        assert take_from_version(version=version, replace=[], actor=office, at=NOW) == ([], [])
        assert SavingsLine.objects.count() == 2

    @pytest.mark.parametrize(("replace", "plan"), [([], Decimal("1200.50")), (["staff"], Decimal(900))])
    def test_the_next_version_replaces_a_plan_only_where_asked(self, review, office, replace, plan):
        take_from_version(version=approved_version(review), replace=[], actor=office, at=NOW)
        later = CaseVersionFactory(case=SavingsLine.objects.all()[0].version.case, number=2, years=1)
        saving = CaseLineFactory(version=later, code="staff", name="Staff", kind=LineKind.SAVING, group="")
        CaseAmountFactory(line=saving, year=2011, amount=900)
        CaseLineFactory(version=later, code="fleet", name="Fleet", kind=LineKind.SAVING, group="", position=2)
        later.status, later.approved_at, later.approval = CaseStatus.APPROVED, NOW, "Cabinet"
        later.approved = PartialDate.month(2011, 6)
        later.save()

        assert [taken.differs for taken in taken_from(later)] == [True, False]
        made, _ = take_from_version(version=later, replace=replace, actor=office, at=NOW)

        staff = SavingsLine.objects.get(case_line__code="staff")
        assert [line.name for line in made] == ["Fleet"]
        assert (staff.version, plan_of(staff)[2011]) == (later, plan)


class TestMergedAndSplit:
    def test_amounts_of_merged_lines_sum_to_the_penny(self, review, office):
        one = SavingsValueFactory(line__review=review, amount=Decimal("100.01")).line
        other = SavingsLineFactory(review=review)
        for month, amount in ((1, "10.10"), (2, "0.05")):
            SavingsValueFactory(line=other, month=month, amount=Decimal(amount))

        after = merge_lines(
            review=review,
            lines=[one, other],
            name="Both",
            on=timezone.localdate(NOW),
            reason="One project",
            actor=office,
            at=NOW,
        )

        assert sum(row.amount for row in after.values.all()) == Decimal("110.16")
        assert {row.month for row in after.values.all()} == set(range(1, 13))
        assert set(SavingsSuccession.objects.values_list("before", flat=True)) == {one.pk, other.pk}
        assert SavingsLine.objects.filter(closed_on__isnull=False).count() == 2

    def test_a_saving_and_a_pressure_are_not_merged(self, review, office):
        lines = [SavingsLineFactory(review=review), SavingsLineFactory(review=review, measure=Measure.PRESSURE)]

        with pytest.raises(DomainError, match="Choose lines of one measure, all cashable or all not: what"):
            merge_lines(
                review=review,
                lines=lines,
                name="Both",
                on=timezone.localdate(NOW),
                reason="One",
                actor=office,
                at=NOW,
            )

    def test_parts_of_a_split_line_sum_to_the_penny(self, review, office):
        line = SavingsValueFactory(line__review=review, amount=Decimal("100.01")).line
        SavingsValueFactory(line=line, year=2012, amount=None, is_withheld=True)

        after = split_line(
            line=line,
            parts={"One": Decimal("33.33"), "Two": Decimal("66.67")},
            on=timezone.localdate(NOW),
            reason="Two teams",
            seen=mark_of(line),
            actor=office,
            at=NOW,
        )

        amounts = [part.values.get(year=2011).amount for part in after]
        assert sum(amounts) == Decimal("100.01")
        assert all(part.values.get(year=2012).is_withheld for part in after)
        line.refresh_from_db()
        assert line.closed_reason == "Two teams"

    @pytest.mark.parametrize("parts", [{"One": 100}, {"One": 50, "Two": 49}, {"One": 100, "Two": 0}])
    def test_parts_are_whole(self, review, office, parts):
        line = SavingsLineFactory(review=review)

        with pytest.raises(DomainError, match=r"Name two or more parts, each with|The parts come to"):
            split_line(
                line=line,
                parts={name: Decimal(share) for name, share in parts.items()},
                on=timezone.localdate(NOW),
                reason="Two teams",
                seen=mark_of(line),
                actor=office,
                at=NOW,
            )
