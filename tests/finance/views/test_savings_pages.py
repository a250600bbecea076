"""The pages of the savings tracker: what they say, what a form keeps, who sees what, and how many queries they take."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from finance.domain.savings_succession import take_from_version
from finance.domain.savings_values import mark_of_cell
from finance.enums import Basis, Measure, SavingsState, ValueKind
from finance.models import Apportionment, SavingsLine, SavingsValue
from finance.queries.savings import years_of_savings
from finance.rules.money import BLANK
from programme.domain.editing import mark_of
from programme.enums import Role
from tests.factories.finance import SavingsLineFactory, SavingsValueFactory
from tests.factories.programme import user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory
from tests.finance.domain.test_savings import approved_version, council_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return ReviewFactory()


@pytest.fixture
def officer(review):
    return user_with_role(Role.PROGRAMME_OFFICE, review.programme)


@pytest.fixture
def office(officer, sign_in):
    return sign_in(officer)


def of_programme(name, review):
    return reverse(name, args=[review.programme.code])


def of_review(name, review):
    return reverse(name, args=[review.programme.code, review.code])


def of_line(name, line):
    return reverse(name, args=[line.programme.code, line.code])


def case_address(name, version):
    return reverse(name, args=[version.case.programme.code, version.case.code, version.number])


def keep_shares(review):
    """Agree that each council keeps its shares to itself."""
    Apportionment.objects.create(
        programme=review.programme,
        code="closed",
        basis=Basis.EQUAL,
        starts_on="2020-04-01",
        agreed_on="2020-03-01",
        agreed_by="The board",
        shares_are_open=False,
    )


def followed(review, amount):
    """A line of the tracker, without values, that follows a line of an approved case saving this in 2011."""
    version = approved_version(review, amounts=(amount, amount))
    return SavingsLineFactory(review=review, version=version, case_line=version.lines.get(code="staff"), name="Staff")


def body(answer):
    return answer.content.decode()


class TestTracker:
    def test_totals_say_what_they_leave_out_and_closed_lines_do_not_count(self, office, review):
        line = SavingsValueFactory(line__review=review, amount=500).line
        SavingsValueFactory(line=line, year=2012, amount=None)
        SavingsValueFactory(line=line, year=2013, amount=9, is_withheld=True)
        SavingsValueFactory(line__review=review, line__measure=Measure.PRESSURE, amount=75)
        SavingsValueFactory(
            line__review=review, line__closed_on=timezone.localdate(), line__closed_reason="Gone", amount=4000
        )

        page = body(office.get(of_programme("savings_list", review)))

        assert "£500" in page
        assert "£425" in page
        assert "Leaves out 1 not yet known and 1 withheld" in page
        assert "£4,500" not in page

    def test_a_waterfall_opens_the_lines_of_each_state(self, office, review):
        SavingsValueFactory(line__review=review, line__state=SavingsState.DELIVERED, amount=300)
        SavingsValueFactory(
            line__review=review, line__state=SavingsState.AT_RISK, line__state_reason="Late", amount=200
        )

        page = body(office.get(of_review("review_savings", review)))

        assert "Of a target of £500: delivered £300; on track £0; at risk £200; unachievable £0." in page
        assert "?state=at_risk#list" in page

    def test_one_off_costs_stand_beside_savings(self, office, review):
        version = approved_version(review)
        take_from_version(version=version, replace=[], actor=user_with_role(Role.PROGRAMME_OFFICE, review.programme),
                          at=timezone.now())  # fmt: skip

        assert "One-off transition costs" in body(office.get(of_programme("savings_list", review)))

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("state=delivered", {"One"}),
            ("measure=pressure", {"Two"}),
            ("q=tw", {"Two"}),
            ("closed=only", set()),
            ("year=2012", {"One", "Two"}),
            ("year=x&council=\0&review=%00&sort=plan", {"One", "Two"}),
            ("cashable=False", set()),
        ],
    )
    def test_it_is_filtered_and_sorted(self, office, review, query, shown):
        SavingsLineFactory(review=review, name="One", state=SavingsState.DELIVERED)
        SavingsValueFactory(line__review=review, line__name="Two", line__measure=Measure.PRESSURE, year=2012)

        page = body(office.get(f"{of_programme('savings_list', review)}?{query}"))

        assert {name for name in ("One", "Two") if f">{name}</a>" in page} == shown

    @pytest.mark.parametrize(("sort", "order"), [("plan", "Two One None"), ("-plan", "One Two None")])
    def test_what_is_not_known_comes_last_in_order_of_an_amount(self, office, review, sort, order):
        SavingsLineFactory(review=review, name="None")
        SavingsValueFactory(line__review=review, line__name="One", amount=10)
        SavingsValueFactory(line__review=review, line__name="Two", amount=9)

        page = body(office.get(f"{of_programme('savings_list', review)}?sort={sort}"))

        assert sorted(order.split(), key=lambda name: page.index(f">{name}</a>")) == order.split()

    def test_the_years_to_filter_by_are_those_of_the_lines_that_the_reader_sees(self, review):
        line = SavingsValueFactory(line__review=review, year=2015).line
        SavingsValueFactory(line=line, year=2012, amount=None)
        SavingsValueFactory(year=2013)

        assert years_of_savings([review.pk]) == [2012, 2015]
        assert years_of_savings([]) == []

    def test_an_export_keeps_amount_zero_blank_and_withheld_apart(self, office, review):
        SavingsValueFactory(line__review=review, line__name="A", amount=Decimal("12.5"))
        SavingsValueFactory(line__review=review, line__name="B", amount=0)
        SavingsValueFactory(line__review=review, line__name="C", amount=None)
        SavingsValueFactory(line__review=review, line__name="D", amount=5, is_withheld=True)

        answer = office.get(f"{of_review('review_savings', review)}?_export=csv&sort=name")
        lines = b"".join(answer).decode("utf-8-sig").splitlines()

        head = lines[0].split(",")
        assert [line.split(",")[head.index("Plan")] for line in lines[1:]] == ["12.50", "0.00", "", "Withheld"]

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_stay_the_same(self, office, review, count, django_assert_num_queries):
        for _ in range(count):
            line = SavingsValueFactory(line__review=review).line
            SavingsValueFactory(line=line, kind=ValueKind.ACTUAL, month=1)
        office.get(of_programme("savings_list", review))

        with django_assert_num_queries(11):
            office.get(of_programme("savings_list", review))


class TestCouncilsOwnValues:
    def test_another_councils_values_are_not_shown_where_shares_are_not_open(self, review, sign_in):
        own, other = council_in(review), council_in(review)
        line = SavingsValueFactory(line__review=review, council=own, amount=111).line
        SavingsValueFactory(line=line, council=other, amount=2222)
        officer = user_with_role(Role.FINANCE_OFFICER, review.programme, council=own)
        assert "£2,333" in body(sign_in(officer).get(of_programme("savings_list", review)))
        keep_shares(review)

        for address in (of_programme("savings_list", review), of_line("savings_detail", line)):
            page = body(sign_in(officer).get(address))
            assert "2,222" not in page
            assert "2,333" not in page
            assert "111" in page

    def test_what_does_not_reconcile_does_not_tell_another_councils_plan(self, review, sign_in):
        own, other = council_in(review), council_in(review)
        line = followed(review, 1_000)
        SavingsValueFactory(line=line, council=own, amount=111)
        SavingsValueFactory(line=line, council=other, amount=2222)
        officer = sign_in(user_with_role(Role.FINANCE_OFFICER, review.programme, council=own))
        office = user_with_role(Role.PROGRAMME_OFFICE, review.programme)
        taking = case_address("savings_from_case", line.version)
        for address in (of_review("savings_reconciliation", review), taking):
            assert "2,333" in body(officer.get(address))
        keep_shares(review)

        for address in (of_review("savings_reconciliation", review), taking):
            page = body(officer.get(address))
            assert [told in page for told in ("2,333", "1,333", "2,222")] == [False] * 3
            assert "Staff" in page
        assert "2,333" in body(sign_in(office).get(of_review("savings_reconciliation", review)))


class TestFillingIn:
    def test_a_line_is_filled_in_by_month(self, office, review):
        line = SavingsLineFactory(review=review)
        address = f"{of_line('savings_values', line)}?year=2011"
        fields = office.get(address).context["form"].fields
        sent = dict.fromkeys(fields, "") | {
            "seen": fields["seen"].initial,
            f"{line.code}__1__actual": "£1,234.50",
            f"{line.code}__2__actual": "0",
            f"{line.code}__3__actual": "withheld",
        }

        page = body(office.post(address, sent, follow=True))

        assert "3 values saved" in page
        assert set(line.values.values_list("month", "amount")) == {(1, Decimal("1234.50")), (2, 0), (3, None)}

    @pytest.mark.parametrize("typed", ["abc", "<b>1</b>", "=1+1", "1.234", "9" * 13, "1\0"])
    def test_what_is_no_amount_is_said_at_its_cell_and_kept(self, office, review, typed):
        line = SavingsLineFactory(review=review)
        name = f"{line.code}__1__actual"
        address = f"{of_review('savings_month', review)}?year=2011&month=1"
        seen = office.get(address).context["form"].fields["seen"].initial

        answer = office.post(address, {"seen": seen, name: typed})

        assert answer.context["form"].errors[name]
        assert not SavingsValue.objects.exists()

    def test_what_another_wrote_meanwhile_is_said_at_its_cell(self, office, review):
        value = SavingsValueFactory(line__review=review, month=1, kind=ValueKind.ACTUAL)
        name = f"{value.line.code}__1__actual"
        address = f"{of_review('savings_month', review)}?year=2011&month=1"

        answer = office.post(address, {"seen": json.dumps({name: mark_of_cell(BLANK)}), name: "7"})

        assert answer.context["form"].errors[name] == ["Someone else changed this to 1,200."]


class TestCaseAndTracker:
    def test_an_approved_version_is_followed_and_reconciles(self, office, review):
        version = approved_version(review)
        address = reverse("savings_from_case", args=[review.programme.code, version.case.code, 1])
        assert "New: will be added" in body(office.get(address))

        page = body(office.post(address, follow=True))

        assert SavingsLine.objects.count() == 2
        assert "reconciles with the case in every line and year" in page

    def test_a_difference_is_shown_with_where_and_how_much(self, office, review, officer):
        version = approved_version(review)
        take_from_version(version=version, replace=[], actor=officer, at=timezone.now())
        SavingsValue.objects.filter(year=2011, amount__isnull=False).update(amount=Decimal("1200.49"))
        SavingsLineFactory(review=review, name="By hand")

        page = body(office.get(of_review("savings_reconciliation", review)))

        assert "-£0.01" in page
        assert "Planned otherwise" in page
        assert "By hand" in page


def test_a_line_is_added_changed_split_and_closed(office, review):
    sent = {"name": "Posts", "measure": "recurring", "evidence": "estimate", "state": "on_track", "is_cashable": "on"}
    office.post(of_review("savings_create", review), sent)
    line = SavingsLine.objects.get()
    answer = office.post(of_line("savings_edit", line), sent | {"state": "at_risk", "seen": mark_of(line)})
    assert answer.context["form"].errors["state_reason"]
    SavingsValueFactory(line=line, amount=100)

    office.post(
        of_line("savings_split", line),
        {
            "seen": mark_of(line),
            "name_1": "A",
            "share_1": "33.33",
            "name_2": "B",
            "share_2": "66.67",
            "on": "1/4/2026",
            "reason": "Two teams",
        },
    )

    line.refresh_from_db()
    assert line.closed_reason == "Two teams"
    assert "went into" in body(office.get(of_line("savings_detail", line)))
    part = SavingsLine.objects.get(name="A")
    office.post(
        of_line("savings_close", part), {"seen": mark_of(part), "closed_on": "2/4/2026", "closed_reason": "Given up"}
    )
    assert SavingsLine.objects.filter(closed_on__isnull=False).count() == 2


def test_lines_are_merged(office, review):
    lines = [SavingsValueFactory(line__review=review, amount=Decimal("0.01")).line for _ in range(2)]

    office.post(
        of_review("savings_merge", review),
        {"lines": [line.pk for line in lines], "name": "Both", "on": "1/4/2026", "reason": "One project"},
    )

    assert SavingsLine.objects.get(name="Both").values.get().amount == Decimal("0.02")


@pytest.mark.parametrize(("whose", "is_closed"), [("own", True), ("joint", True), ("other", False)])
def test_a_line_with_values_of_another_council_is_not_closed(review, sign_in, whose, is_closed):
    own, other = (ParticipationFactory(review=review).council for _ in range(2))
    line = SavingsLineFactory(review=review)
    council = {"own": own, "joint": None, "other": other}[whose]
    SavingsValueFactory(line=line, council=council, amount=4321)
    client = sign_in(user_with_role(Role.FINANCE_OFFICER, review.programme, council=own))
    sent = {"seen": mark_of(line), "closed_on": "2/4/2026", "closed_reason": "Given up"}
    answer = client.post(of_line("savings_close", line), sent)

    line.refresh_from_db()
    assert (line.closed_on is not None) == is_closed
    told = "Ask the programme office to close it." in answer.content.decode()
    assert (answer.status_code, told) == ((302, False) if is_closed else (200, True))
    assert is_closed or "Given up" in answer.content.decode()
