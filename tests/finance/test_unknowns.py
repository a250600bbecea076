"""An amount, zero, blank and withheld stay different wherever the money of a case, a saving or a budget is told."""

from __future__ import annotations

import csv
import html
import io
import re
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from finance.enums import CostGroup, LineKind, Measure, ValueKind
from governance.blocks import BlockContext, build_block
from governance.documents.content import Table
from programme.enums import Role
from tests.factories.finance import (
    ApportionmentFactory,
    BudgetLineFactory,
    CaseAmountFactory,
    CaseLineFactory,
    CaseVersionFactory,
    SavingsLineFactory,
    SavingsValueFactory,
)
from tests.factories.governance import BodyFactory
from tests.factories.programme import user_with_role
from tests.factories.services import ParticipationFactory
from tests.finance.computed import told

pytestmark = pytest.mark.django_db
SECRET = 54_321
STANDINGS = {"amount": (500, False), "zero": (0, False), "blank": (None, False), "withheld": (SECRET, True)}
each_standing = pytest.mark.parametrize("standing", STANDINGS)


def cell(factory, standing, **values):
    amount, is_withheld = STANDINGS[standing]
    return factory(amount=amount, is_withheld=is_withheld, **values)


@pytest.fixture
def version():
    return CaseVersionFactory(years=1, case__name="One team", case__code="one-team")


@pytest.fixture
def office(version, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, version.case.programme))


def saved(version, standing):
    """A case of one saving against 100 spent before it."""
    cell(CaseAmountFactory, standing, line=CaseLineFactory(version=version, kind=LineKind.SAVING, group=""))
    cost = CaseLineFactory(version=version, kind=LineKind.ONE_OFF, group="")
    CaseAmountFactory(line=cost, year=2010, amount=100)


def address(name, version, *more):
    return reverse(name, args=[version.case.programme.code, version.case.code, version.number, *more])


def exported(office, url):
    answer = office.get(f"{url}?_export=csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def block(code, programme, **parameters):
    context = BlockContext(programme=programme, body=BodyFactory(programme=programme), at=timezone.now(), as_at=None)
    found = build_block(code=code, parameters=parameters, context=context)
    tables = [one for one in found if isinstance(one, Table)]
    return {row.cells[0].text: [one.text for one in row.cells[1:]] for one in tables for row in one.rows}, found


def main_text(answer):
    """The words of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


WORDS = {"amount": ("500", "0.20"), "zero": ("0", "None"), "blank": ("—", "—"), "withheld": ("Withheld", "Withheld")}


@each_standing
class TestSavingOfACase:
    def test_list_of_cases_and_its_file(self, office, version, standing):
        saved(version, standing)
        url = reverse("finance_home", args=[version.case.programme.code])
        text = main_text(office.get(url))
        (row,) = exported(office, url)

        saving, payback = WORDS[standing]
        assert f"{saving} 100 {payback}" in text
        assert row["Saving over all years"].removesuffix(".00") == saving
        assert row["Simple payback (years)"] == {"None": "None within the years of the case"}.get(payback, payback)
        present = {"amount": "383.09", "zero": "-100.00"}
        assert row["Net present value"] == present.get(standing, saving)

    def test_finance_tab_of_the_review(self, office, version, standing):
        saved(version, standing)
        text = main_text(
            office.get(reverse("review_finance", args=[version.case.programme.code, version.case.review.code]))
        )

        saving, payback = WORDS[standing]
        pounds = f"£{saving}" if saving.isdigit() else saving
        assert f"{pounds} £100 {payback}" in text

    def test_page_of_the_version(self, office, version, standing):
        saved(version, standing)
        page = office.get(address("case_version", version))
        figures = {one.code: one.value for one in page.context["page"].figures}

        saving, payback = WORDS[standing]
        assert figures["total_saving"].removeprefix("£") == saving
        assert figures["simple_payback"].split()[0] == payback
        assert (page.context["cash"] is None) == (standing in ("blank", "withheld"))

    def test_workbook(self, office, version, standing):
        saved(version, standing)
        book = load_workbook(BytesIO(b"".join(office.get(address("version_workbook", version)))))
        figures = {row[0].value: [one.value for one in row[1:]] for row in book["What it comes to"]}

        shown = {"amount": 500, "zero": 0, "blank": "not known", "withheld": "withheld"}[standing]
        assert figures["Saving a year"][:3] == [shown, None, shown]
        assert figures["Cumulative saving"][2] == shown
        present = {"amount": 383.0918, "zero": -100}.get(standing, shown)
        assert figures["Net present value"][0] == present
        rows = [[one.value for one in row] for row in book["Savings"]]
        assert [row[6] for row in rows[1:]] == [shown, shown]
        assert rows[1][5] == {"blank": None}.get(standing, shown)

    def test_computed_figures(self, version, standing):
        saved(version, standing)
        data = told(version.case.programme)

        shown = {"amount": 500, "zero": 0}.get(standing)
        flows = {row["year"]: (row["saving"], row["flow"]) for row in data["case_discount_factors"]}
        assert flows == {2010: (0, -100), 2011: (shown, shown)}
        figures = {row["figure"]: (row["value"], row.get("empty")) for row in data["case_figures"]}
        why = {"blank": "not_known", "withheld": "withheld"}.get(standing)
        assert figures["total_saving"] == (shown, why)
        assert figures["benefit_cost_ratio"][1] == why
        late = [row for row in data["case_sensitivity"] if row["variation"] == "savings-down-10"]
        assert {row["figure"]: row["value"] for row in late}["total_saving"] == {"amount": 450, "zero": 0}.get(standing)
        assert str(SECRET) not in str(data)

    def test_shares(self, office, version, standing):
        saved(version, standing)
        councils = [ParticipationFactory(review=version.case.review).council for _ in range(2)]
        ApportionmentFactory(programme=version.case.programme)
        page = office.get(address("council_shares", version)).context["page"]

        assert len(page.councils) == len(councils)
        saving = {"amount": "250"}.get(standing, WORDS[standing][0])
        net = {"amount": "200", "zero": "-50"}.get(standing, saving)
        assert page.councils[0].total == (saving, "50", net)

    def test_report(self, version, standing):
        saved(version, standing)
        programme = version.case.programme
        saving, payback = WORDS[standing]

        rows, _ = block("business_case", programme)
        (words,) = [cells for label, cells in rows.items() if label.startswith("Saving a year")]
        assert words == [saving, saving]
        rows, _ = block("one_off_costs", programme)
        assert rows["Simple payback: savings against the whole one-off cost"][0].split()[0] == payback
        rows, _ = block("sensitivity", programme)
        assert rows["Savings 10% lower"][0].removeprefix("£") == {"500": "450"}.get(saving, saving)


SIDES = [(LineKind.CURRENT, "current"), (LineKind.FUTURE, "future")]


@pytest.mark.parametrize(("unknown", "named"), SIDES)
@pytest.mark.parametrize(("standing", "said"), [("blank", "not yet known"), ("withheld", "withheld")])
class TestCostsWhollyUnknown:
    """The saving is then not what is known of the other costs."""

    @pytest.fixture(autouse=True)
    def lines(self, version, unknown, standing):
        for kind, _ in SIDES:
            made = CaseLineFactory(version=version, kind=kind)
            cell(CaseAmountFactory, standing if kind == unknown else "amount", line=made)

    def test_page_says_why(self, office, version, unknown, named, standing, said):
        page = office.get(address("case_version", version))

        assert f"No saving can be told of 2011/12: the {named} costs are {said}." in main_text(page)
        assert {one.code: one.value for one in page.context["page"].figures}["total_saving"] == WORDS[standing][0]

    def test_list_workbook_shares_and_report(self, office, version, unknown, named, standing, said):
        ParticipationFactory(review=version.case.review)
        ApportionmentFactory(programme=version.case.programme)
        word = WORDS[standing][0]

        (row,) = exported(office, reverse("finance_home", args=[version.case.programme.code]))
        assert (row["Saving over all years"], row["Net present value"]) == (word, word)
        book = load_workbook(BytesIO(b"".join(office.get(address("version_workbook", version)))))
        (saving,) = [row for row in book["What it comes to"].values if row[0] == "Saving a year"]
        assert saving[1] == {"blank": "not known"}.get(standing, "withheld")
        assert f"the {named} costs are {said}" in saving[-1]
        assert office.get(address("council_shares", version)).context["page"].councils[0].total[0] == word
        rows, _ = block("business_case", version.case.programme)
        assert [cells for label, cells in rows.items() if label.startswith("Saving a year")] == [[word, word]]


def test_income_alone_is_no_cost_below_nothing(office, version):
    for group, standing in ((CostGroup.DIRECT, "blank"), (CostGroup.INCOME, "amount")):
        cell(CaseAmountFactory, standing, line=CaseLineFactory(version=version, group=group))

    (table,) = [
        one for one in office.get(address("case_version", version)).context["page"].tables if one.kind == "current"
    ]
    assert {row.label: row.total for row in table.rows if row.tone != "line"} == {
        "Total direct costs": "—",
        "Total income (taken off)": "500",
        "Total current costs": "—",
    }


TRACKER = {"amount": "£500", "zero": "£0", "blank": "—", "withheld": "Withheld"}


@each_standing
class TestSavingsTracker:
    @pytest.fixture
    def line(self, standing):
        line = SavingsLineFactory()
        for kind in ValueKind:
            cell(SavingsValueFactory, standing, line=line, kind=kind)
        return line

    @pytest.fixture
    def office(self, line, sign_in):
        return sign_in(user_with_role(Role.PROGRAMME_OFFICE, line.programme))

    def test_page_and_file(self, office, line, standing):
        url = reverse("savings_list", args=[line.programme.code])
        summary = office.get(url).context["summary"]
        (row,) = exported(office, url)

        for total in summary.rows:
            assert (total.gross, total.pressure, total.net) == (TRACKER[standing], "None", TRACKER[standing])
        assert row["Plan"] == {"amount": "500.00", "zero": "0.00", "blank": "", "withheld": "Withheld"}[standing]
        assert summary.one_off == "None known: no business case is approved"
        net = {"amount": "£0"}.get(standing, TRACKER[standing])
        assert summary.unachieved.split(".")[0] == net

    def test_line_and_review(self, office, line, standing):
        page = office.get(reverse("savings_detail", args=[line.programme.code, line.code]))
        assert page.context["values"].rows[0].total == TRACKER[standing]
        tab = office.get(reverse("review_finance", args=[line.programme.code, line.review.code]))
        assert set(tab.context["savings"].net) == {TRACKER[standing].removeprefix("£")}
        assert "One-off transition costs of the approved cases beside this: None known" in main_text(tab)

    def test_computed_figures(self, line, standing):
        rows = {(row["of"], row.get("kind")): row["amount"] for row in told(line.programme)["savings_totals"]}

        shown = {"amount": 500, "zero": 0}.get(standing)
        assert (rows["gross", "plan"], rows["net", "actual"]) == (shown, shown)
        assert rows["unachieved", None] == (None if shown is None else 0)

    def test_report(self, line, standing):
        rows, (table,) = block("savings_tracker", line.programme)

        assert rows["Gross savings"][2:] == [TRACKER[standing].removeprefix("£")] * 3
        unachieved = {"amount": "£0", "zero": "£0", "blank": "not yet known", "withheld": "withheld"}[standing]
        assert f"Net unachieved: {unachieved}, planned less achieved" in table.note
        assert "beside this: none known, as no case is approved." in table.note


SIDES_OF_RECONCILIATION = {
    # of the case, of the tracker: the difference on the page, in the file, and whether the two agree
    ("amount", "amount"): ("£0", 0, True),
    ("amount", "zero"): ("-£500", -500, False),
    ("amount", "blank"): ("—", None, False),
    ("amount", "withheld"): ("Withheld", None, False),
    ("zero", "blank"): ("—", None, False),
    ("blank", "amount"): ("—", None, False),
    ("blank", "zero"): ("—", None, False),
    ("blank", "blank"): ("—", None, True),
    ("withheld", "amount"): ("Withheld", None, False),
}


@pytest.mark.parametrize(("sides", "told_of"), SIDES_OF_RECONCILIATION.items())
def test_reconciliation(sign_in, sides, told_of):
    version = CaseVersionFactory(is_approved=True, years=1)
    review = version.case.review
    case_line = CaseLineFactory(version=version, kind=LineKind.SAVING, group="")
    cell(CaseAmountFactory, sides[0], line=case_line)
    line = SavingsLineFactory(review=review, version=version, case_line=case_line)
    cell(SavingsValueFactory, sides[1], line=line)
    office = sign_in(user_with_role(Role.PROGRAMME_OFFICE, review.programme))

    page = office.get(reverse("savings_reconciliation", args=[review.programme.code, review.code]))
    shown, computed, agrees = told_of
    (row,) = page.context["found"].rows
    assert (row.amount, row.difference.reconciles) == (shown, agrees)
    (found,) = told(review.programme)["savings_reconciliation"]
    assert found["difference"] == computed
    _, (table,) = block("savings_tracker", review.programme)
    assert ("Does not reconcile" in table.note) is not agrees
    assert ("not yet known in 1" in table.note) == (shown == "—" and not agrees)


def test_a_pressure_alone_is_not_a_net_saving_below_nothing(sign_in):
    line = SavingsLineFactory()
    SavingsValueFactory(line=line, amount=None)
    pressure = SavingsLineFactory(review=line.review, measure=Measure.PRESSURE)
    SavingsValueFactory(line=pressure, amount=70)
    reader = sign_in(user_with_role(Role.PROGRAMME_OFFICE, line.programme))

    plan, forecast, _ = reader.get(reverse("savings_list", args=[line.programme.code])).context["summary"].rows
    assert (plan.gross, plan.pressure, plan.net) == ("—", "£70", "—")
    assert (forecast.gross, forecast.pressure, forecast.net) == ("—", "—", "—")


def test_one_off_costs_of_an_approved_case_without_any_are_nothing(sign_in):
    version = CaseVersionFactory(is_approved=True)
    reader = sign_in(user_with_role(Role.PROGRAMME_OFFICE, version.case.programme))

    page = reader.get(reverse("savings_list", args=[version.case.programme.code]))
    assert page.context["summary"].one_off == "£0"


@each_standing
def test_budget(sign_in, standing):
    amount, is_withheld = STANDINGS[standing]
    line = BudgetLineFactory(budget=amount, forecast=amount, is_withheld=is_withheld)
    reader = sign_in(user_with_role(Role.AUDITOR, line.programme))

    url = reverse("budget_list", args=[line.programme.code])
    shown = WORDS[standing][0]
    cells = {column.name: value for column, value in reader.get(url).context["table"].rows[0].items()}
    assert (cells["budget"], cells["forecast"]) == (shown, shown)
    assert cells["variance"] == {"amount": "0"}.get(standing, shown)
    (row,) = exported(reader, url)
    assert row["Budget"].removesuffix(".00") == shown
    (computed,) = told(line.programme)["budget_years"]
    assert computed["budget"] == {"amount": 500, "zero": 0}.get(standing)
    rows, _ = block("budget", line.programme)
    assert rows[line.name][0] == shown
