"""The office enters a row where it stands, and decides on many at once: with the keyboard, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import OFFICE, PROGRAMME, Visitor

Visit = Callable[..., Visitor]
GRID = f"{PROGRAMME}reporting/?period=last"


def test_a_row_is_entered_where_it_stands(own_demo: None, visit: Visit):
    office = visit(OFFICE)
    page = office.goto(GRID)
    office.expect_no_problem()
    page.get_by_role("link", name="Edit Legal services").press("Enter")
    form = page.get_by_role("form", name="Update of Legal services")
    expect(form.get_by_role("heading", name="Legal services")).to_be_focused()
    office.expect_no_problem()
    form.get_by_role("radio", name="Amber").check()
    form.get_by_role("button", name="Save and submit").click()
    expect(form.get_by_role("link", name="Give the reason for the rating.")).to_be_visible()
    office.take_complaints()  # the refusal's own status
    form.get_by_label("Reason for the rating").fill("One post is empty.")
    form.get_by_role("button", name="Save draft").click()
    expect(page.locator("#grid-status")).to_contain_text("Legal services: saved as a draft at")
    row = page.get_by_role("row").filter(has_text="Legal services")
    expect(row).to_contain_text("One post is empty.")
    expect(page.get_by_role("link", name="Edit Legal services")).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_many_are_decided_at_once(own_demo: None, visit: Visit, script: bool):
    office = visit(OFFICE, script=script)
    page = office.goto(GRID)
    office.follow("Choose all on this page")
    boxes = page.get_by_role("checkbox", name="Choose", exact=False)
    expect(boxes.first).to_be_checked()
    number = boxes.count()
    office.press("Accept or return the chosen")
    office.reads(f"Decide on {number} update", level=1)
    if script:
        office.expect_no_problem()
    page.get_by_role("button", name="Accept").click()
    office.reads(f"{number} update", level=1)
    if script:
        office.expect_no_problem()
