"""The tables of a business case filled in: cells from a spreadsheet, keys, totals, conflicts, and no scripts at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from finance.enums import LineKind
from finance.models import CaseAmount, CaseLine, CaseVersion
from tests.browser.visitor import OFFICE, PROGRAMME, Visitor

Visit = Callable[..., Visitor]
CASE = f"{PROGRAMME}cases/joint-depot/2/"
GRID = f"{CASE}lines/current/"
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""
CREWS, DEPOTS = "Crews and drivers", "Two depots"
YEARS = ("2027/28", "2028/29", "2029/30")


def cell(page: Page, line: str, year: str) -> Locator:
    return page.get_by_label(f"{line}, {year}", exact=True)


def values(page: Page, line: str) -> list[str]:
    return [cell(page, line, year).input_value() for year in YEARS]


def paste(page: Page, at: Locator, text: str) -> None:
    at.focus()
    page.evaluate(PASTE, text)


def amounts(code: str) -> dict[int, Decimal | None]:
    rows = CaseAmount.objects.filter(line__version__number=2, line__code=code, line__removed_at=None)
    return dict(rows.order_by("year").values_list("year", "amount"))


def test_a_block_from_a_spreadsheet_is_taken_as_it_stands_there(own_demo: None, visit: Visit):
    office = visit(OFFICE)
    page = office.goto(GRID)
    paste(page, cell(page, CREWS, YEARS[0]), "£1,860,000\t(1,000)\t\r\n 210,500.25 \t\t£0\r\n")

    expect(page.locator("[data-grid-said]")).to_contain_text("6 cells pasted.")
    assert values(page, CREWS) == ["£1,860,000", "(1,000)", ""]
    assert values(page, DEPOTS) == ["210,500.25", "", "£0"]
    office.press("Save, or put pasted rows in")
    office.is_told("Current costs saved")
    assert amounts("crews") == {2027: Decimal(1860000), 2028: Decimal(-1000), 2029: None}
    assert amounts("depots") == {2027: Decimal("210500.25"), 2028: None, 2029: Decimal(0)}


def test_a_new_line_is_pasted_with_its_name(own_demo: None, visit: Visit):
    office = visit(OFFICE)
    page = office.goto(GRID)
    paste(page, page.get_by_label("Name: Line 3", exact=True), "Fuel\t1,200\t1,300\t1,400\n")
    office.press("Save, or put pasted rows in")
    office.is_told("Current costs saved")

    assert amounts("fuel") == {2027: Decimal(1200), 2028: Decimal(1300), 2029: Decimal(1400)}


def test_what_does_not_fit_is_said_and_a_paste_is_taken_back(own_demo: None, visit: Visit):
    office = visit(OFFICE)
    page = office.goto(GRID)
    before = values(page, CREWS), values(page, DEPOTS)
    paste(page, cell(page, CREWS, YEARS[2]), "1\t2\t3\n4\t5\t6")

    expect(page.locator("[data-grid-said]")).to_contain_text("2 cells pasted. 4 did not fit and were left out.")
    assert (values(page, CREWS)[2], values(page, DEPOTS)[2]) == ("1", "4")
    assert page.get_by_label(f"Full-year amount: {CREWS}", exact=True).input_value() == ""
    page.keyboard.press("Control+z")
    expect(page.locator("[data-grid-said]")).to_contain_text("2 cells are as they were before.")
    assert (values(page, CREWS), values(page, DEPOTS)) == before


def test_arrows_and_enter_go_up_and_down(own_demo: None, visit: Visit):
    page = visit(OFFICE).goto(GRID)
    cell(page, CREWS, YEARS[1]).focus()
    for key, line in (("Enter", DEPOTS), ("ArrowUp", CREWS), ("ArrowUp", CREWS), ("ArrowDown", DEPOTS)):
        page.keyboard.press(key)
        expect(cell(page, line, YEARS[1])).to_be_focused()
    assert page.url.endswith(GRID)


def test_totals_follow_what_is_typed_and_are_those_of_the_page(own_demo: None, visit: Visit):
    office = visit(OFFICE)
    page = office.goto(GRID)
    totals = page.locator("[data-grid-totals]")
    expect(totals).to_contain_text("2,062,500")
    cell(page, CREWS, YEARS[0]).fill("1,000,000.50")
    cell(page, DEPOTS, YEARS[0]).fill("x")
    expect(totals).to_contain_text("1 cell cannot be read and is left out.")
    cell(page, DEPOTS, YEARS[0]).fill("99.50")
    expect(totals).to_contain_text("1,000,100")
    office.expect_no_problem()
    typed = totals.get_by_role("row", name="Total current costs").inner_text()
    office.press("Save, or put pasted rows in")
    office.is_told("Current costs saved")
    table = page.get_by_role("region", name="Current costs")
    assert table.get_by_role("row", name="Total current costs").inner_text() == typed


def test_a_full_year_amount_shows_its_years_before_it_is_saved(own_demo: None, visit: Visit):
    office = visit(OFFICE)
    page = office.goto(GRID)
    page.get_by_label("Name: Line 3", exact=True).fill("Fuel")
    page.get_by_label("Full-year amount: Line 3", exact=True).fill("1,200")
    page.get_by_label("Starts in: Line 3", exact=True).fill("October 2027")
    page.get_by_label("Phasing: Line 3", exact=True).fill("50, 50")
    row = page.locator("[data-grid-totals]").get_by_role("row", name="Fuel")
    expect(row).to_contain_text("£1,200 a full year from October 2027, phased 50%, 50%")
    assert [words in row.inner_text() for words in ("300", "900")] == [True, True]
    office.press("Save, or put pasted rows in")
    office.is_told("Current costs saved")
    assert amounts("fuel") == {2027: Decimal(300), 2028: Decimal(900), 2029: Decimal(1200)}


def test_a_save_on_top_of_another_is_refused_and_keeps_what_was_typed(own_demo: None, visit: Visit):
    first, second = visit(OFFICE), visit(OFFICE)
    mine, theirs = first.goto(GRID), second.goto(GRID)
    cell(theirs, CREWS, YEARS[0]).fill("5")
    second.press("Save, or put pasted rows in")
    second.is_told("Current costs saved")
    cell(mine, DEPOTS, YEARS[0]).fill("7")
    first.press("Save, or put pasted rows in")

    expect(mine.get_by_role("alert")).to_contain_text("Someone else changed this version while you had it open.")
    assert cell(mine, DEPOTS, YEARS[0]).input_value() == "7"
    assert (amounts("crews")[2027], amounts("depots")[2027]) == (Decimal(5), Decimal(210000))


def test_without_scripts_cells_are_typed_and_rows_pasted_below(own_demo: None, visit: Visit):
    office = visit(OFFICE, script=False)
    page = office.goto(GRID)
    cell(page, CREWS, YEARS[0]).fill("£5")
    page.get_by_label("Paste rows from a spreadsheet").fill("Fuel\t1,200\t(30)\tx")
    office.press("Save, or put pasted rows in")
    assert values(page, "Line 3") == ["1,200", "(30)", "x"]
    assert not CaseLine.objects.filter(name="Fuel").exists()
    office.press("Save, or put pasted rows in")
    expect(page.get_by_text("Enter an amount such as 1,234 or 1,234.50").first).to_be_visible()
    cell(page, "Line 3", YEARS[2]).fill("")
    office.press("Save, or put pasted rows in")
    office.is_told("Current costs saved")
    assert amounts("fuel") == {2027: Decimal(1200), 2028: Decimal(-30)}
    assert amounts("crews")[2027] == 5


@pytest.mark.parametrize("width", [1280, 320])
def test_a_long_and_wide_table_is_whole_and_usable(own_demo: None, visit: Visit, width: int):
    version = CaseVersion.objects.get(number=2, case__code="joint-depot")
    CaseVersion.objects.filter(pk=version.pk).update(years=10)
    lines = CaseLine.objects.bulk_create(
        CaseLine(
            version=version, code=f"more-{number}", name=f"Line of team {number}", kind=LineKind.SAVING, position=number
        )
        for number in range(2, 61)
    )
    CaseAmount.objects.bulk_create(
        CaseAmount(line=line, year=2027 + year, amount=Decimal(1_234_567)) for line in lines for year in range(10)
    )
    office = visit(OFFICE, width=width)
    page = office.goto(f"{CASE}lines/saving/")
    expect(page.locator("[data-grid-totals]")).to_contain_text("Total savings")
    office.expect_no_problem()
    last = page.get_by_label("Line of team 60, 2036/37", exact=True)
    last.fill("9")
    expect(last).to_be_in_viewport()
    office.press("Save, or put pasted rows in")
    office.is_told("Savings saved")
    assert amounts("more-60")[2036] == 9
