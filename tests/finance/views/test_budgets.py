"""The pages of budgets: who sees what, what a form refuses and keeps, and how many queries they take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from finance.models import BudgetLine, Commitment, Virement
from programme.domain.editing import mark_of
from programme.enums import Role
from tests.factories.finance import BudgetLineFactory, CommitmentFactory, LedgerEntryFactory
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def council(programme):
    return MembershipFactory(programme=programme, council=CouncilFactory(name="Ashmere")).council


@pytest.fixture
def other_council(programme):
    return MembershipFactory(programme=programme, council=CouncilFactory(name="Wendle")).council


@pytest.fixture
def line(programme):
    return BudgetLineFactory(programme=programme, name="Vehicles", code="vehicles", budget=Decimal(1000))


@pytest.fixture
def office(programme, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, programme))


def page(name, line, **more):
    return reverse(
        name,
        kwargs={
            "programme_code": line.programme.code,
            "budget_year": line.year,
            "budget_code": line.code,
            **more,
        },
    )


def listed(line):
    return reverse("budget_list", args=[line.programme.code])


def test_the_list_says_what_is_available_and_its_total(office, line):
    LedgerEntryFactory(line=line, amount=Decimal(300))
    CommitmentFactory(line=line, amount=Decimal(150))
    CommitmentFactory(line=line, amount=Decimal(20), is_expected=True)
    CommitmentFactory(line=line, amount=Decimal(999), released_on=date(2025, 5, 1))
    BudgetLineFactory(programme=line.programme, budget=None)
    shown = office.get(listed(line)).content.decode()

    assert ">550<" in shown
    assert ">530<" in shown
    assert "leaves out 1 not yet known" in shown


def test_a_finance_officer_sees_joint_lines_and_their_own_and_is_told_what_totals_leave_out(
    line, council, other_council, sign_in
):
    BudgetLineFactory(programme=line.programme, council=council, name="Own line")
    theirs = BudgetLineFactory(programme=line.programme, council=other_council, name="Line of the other")
    client = sign_in(user_with_role(Role.FINANCE_OFFICER, line.programme, council))
    shown = client.get(listed(line)).content.decode()

    assert "Own line" in shown
    assert "Vehicles" in shown
    assert "Line of the other" not in shown
    assert "those of other councils are left out" in shown
    assert client.get(page("budget_detail", theirs)).status_code == 404


def test_a_finance_officer_adds_no_line_of_another_council(line, council, other_council, sign_in):
    client = sign_in(user_with_role(Role.FINANCE_OFFICER, line.programme, council))
    address = reverse("budget_create", args=[line.programme.code])
    data = {"year": "2025/26", "name": "New", "budget": "1,000"}
    refused = client.post(address, {**data, "council": other_council.pk})
    client.post(address, {**data, "council": council.pk})

    assert "Select a valid choice" in refused.content.decode()
    assert BudgetLine.objects.get(name="New").council == council


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("budget", "lots", "Enter an amount such as 1,234 or 1,234.50"),
        ("budget", "9" * 13, "below a million million"),
        ("budget", "withheld", "The line as a whole can be withheld"),
        ("year", "2025/27", "Enter a financial year"),
        ("year", "1066", "Enter a financial year"),
        ("code", "Under_Score", "Enter small letters"),
        ("code", "vehicles", "Another line of 2025/26 has the code"),
        ("name", "x" * 201, "200"),
        ("name", "a\0b", "Null characters"),
    ],
)
def test_what_is_wrong_with_a_new_line_is_said_and_what_was_typed_stays(office, line, field, typed, sentence):
    data = {"year": "2025/26", "name": "Kept name", "budget": "5", field: typed}
    shown = office.post(reverse("budget_create", args=[line.programme.code]), data).content.decode()

    assert sentence in shown
    assert field == "name" or "Kept name" in shown
    assert BudgetLine.objects.count() == 1


def test_markup_in_a_name_is_text(office, line):
    BudgetLineFactory(programme=line.programme, name="<script>alert(1)</script>")

    assert "<script>alert" not in office.get(listed(line)).content.decode()


def test_an_export_runs_no_formula_and_keeps_figures_as_numbers(office, line):
    BudgetLineFactory(programme=line.programme, name="=1+1", is_withheld=True)
    text = b"".join(office.get(listed(line) + "?_export=csv").streaming_content).decode()

    assert "'=1+1" in text
    assert ",1000.00," in text
    assert "Withheld" in text


def test_a_forecast_away_from_the_budget_needs_a_note_and_a_stale_one_is_refused(office, line):
    seen = mark_of(BudgetLine.objects.get())
    refused = office.post(page("budget_forecast", line), {"forecast": "1,100", "forecast_note": "", "seen": seen})
    office.post(page("budget_forecast", line), {"forecast": "1,100", "forecast_note": "Fuel", "seen": seen})
    stale = office.post(page("budget_forecast", line), {"forecast": "5", "forecast_note": "Old", "seen": seen})
    line.refresh_from_db()

    assert "Say why the forecast differs" in refused.content.decode()
    assert "Someone else changed this" in stale.content.decode()
    assert line.forecast == 1100
    assert "£100 (10.0%), an overspend" in office.get(page("budget_detail", line)).content.decode()


def test_more_than_what_is_left_is_moved_only_with_a_sentence(office, line):
    target = BudgetLineFactory(programme=line.programme)
    data = {"target": target.pk, "amount": "1,200", "on": "01/05/2025", "reason": "Needed there"}
    refused = office.post(page("virement_create", line), data).content.decode()
    office.post(page("virement_create", line), {**data, "beyond": "Agreed by the board"})

    assert "The line has £1,000 left" in refused
    assert "Needed there" in refused
    assert "Agreed by the board" in Virement.objects.get().reason


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"amount": "0"}, "Enter an amount above 0"),
        ({"amount": "-5"}, "Enter an amount above 0"),
        ({"amount": ""}, "required"),
        ({"on": "01/05/2024"}, "Enter a day of 2025/26"),
        ({"reason": ""}, "required"),
    ],
)
def test_what_is_wrong_with_a_virement_is_said(office, line, change, sentence):
    target = BudgetLineFactory(programme=line.programme)
    data = {"target": target.pk, "amount": "10", "on": "01/05/2025", "reason": "Needed", **change}
    shown = office.post(page("virement_create", line), data).content.decode()

    assert sentence in shown
    assert not Virement.objects.exists()


def test_budget_is_not_moved_to_a_line_of_another_year_or_council(line, council, other_council, sign_in):
    client = sign_in(user_with_role(Role.FINANCE_OFFICER, line.programme, council))
    later = BudgetLineFactory(programme=line.programme, year=2026)
    theirs = BudgetLineFactory(programme=line.programme, council=other_council)
    for target in (later, theirs):
        data = {"target": target.pk, "amount": "10", "on": "01/05/2025", "reason": "Needed"}
        assert "Select a valid choice" in client.post(page("virement_create", line), data).content.decode()


def test_a_commitment_is_added_changed_and_released(office, line):
    office.post(page("commitment_create", line), {"name": "Advice", "amount": "100", "is_expected": "on"})
    commitment = Commitment.objects.get()
    edit = page("commitment_edit", line, commitment_code="advice")
    office.post(edit, {"name": "Advice", "amount": "90", "seen": mark_of(commitment)})
    commitment.refresh_from_db()
    assert (commitment.amount, commitment.is_expected) == (90, False)

    release = page("commitment_release", line, commitment_code="advice")
    office.post(release, {"released_on": "01/06/2025", "seen": mark_of(commitment)})
    commitment.refresh_from_db()
    again = office.post(release, {"released_on": "01/06/2025", "seen": mark_of(commitment)})

    assert commitment.released_on == date(2025, 6, 1)
    assert "has been released already" in again.content.decode()


def test_the_figures_of_a_withheld_line_are_shown_to_its_keepers_alone(line, office, sign_in):
    BudgetLine.objects.update(is_withheld=True, budget=Decimal(4321))
    kept = office.get(page("budget_detail", line)).content.decode()
    read = sign_in(user_with_role(Role.SPONSOR, line.programme)).get(page("budget_detail", line)).content.decode()

    assert "£4,321" in kept
    assert "4,321" not in read


def test_a_closed_line_stays_and_does_not_change(office, line):
    office.post(page("budget_close", line), {"closed_on": "01/05/2025", "seen": mark_of(BudgetLine.objects.get())})
    line.refresh_from_db()
    answer = office.post(page("commitment_create", line), {"name": "Late", "amount": "1"})

    assert "is closed" in answer.content.decode()
    assert "Vehicles" not in office.get(listed(line)).content.decode()
    assert office.get(page("budget_detail", line)).status_code == 200


@pytest.mark.parametrize("lines", [1, 3])
def test_queries_do_not_grow(office, line, lines, django_assert_num_queries):
    for _ in range(lines - 1):
        more = BudgetLineFactory(programme=line.programme, council=CouncilFactory())
        LedgerEntryFactory(line=more)
        CommitmentFactory(line=more)
    with django_assert_num_queries(14):
        office.get(listed(line))
