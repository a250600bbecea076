"""The main job: an officer's words go by the sponsor and the board's dashboard into the committee's PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import page as pdf_pages
import pytest
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.browser.visitor import BOARD_MEMBER, CLERK, OFFICER, PROGRAMME, SPONSOR, Visitor

Visit = Callable[..., Visitor]

REASON = "A one-year extension is priced, and the board is asked for it next week."
WORDS = "The contractor offers one more year at the present price; a joint depot then opens on time."
MENDED = "The lease of the depot is for twelve years."
COMMENT = "Please add how long the lease of the depot is."
REVIEW = "Waste collection"


@pytest.mark.worker
def test_from_the_officers_words_to_the_committees_pdf(own_demo: None, worker: None, visit: Visit):
    board = visit()
    board.sign_in(BOARD_MEMBER)
    before = _figures(board)
    officer = visit()
    officer.sign_in(OFFICER)
    _write_and_submit(officer)
    sponsor = visit()
    sponsor.sign_in(SPONSOR)
    _decide(sponsor, "Return to the officers", comment=("What should change", COMMENT))
    _mend_and_resubmit(officer)
    _decide(sponsor, "Accept")
    _sees_it_counted(board, before)
    clerk = visit()
    clerk.sign_in(CLERK)
    _previews(clerk)
    first = _makes_document(clerk, version=1)
    assert _said_in(first) == {WORDS, MENDED}
    assert pdf_pages.validate_pdf_bytes(first).rules.failed == 0
    _makes_second_beside_it(clerk)


@pytest.mark.worker
def test_without_script_a_clerk_makes_and_downloads_the_document(own_demo: None, worker: None, visit: Visit):
    clerk = visit(CLERK, script=False)
    clerk.goto(f"{PROGRAMME}reports/")
    clerk.page.locator("main tbody a").first.click()
    clerk.press("Make the document")
    clerk.reads("Version 1", level=1)
    expect(clerk.page.get_by_text("The PDF is ready.")).to_be_visible(timeout=90_000)
    with clerk.page.expect_download() as download:
        clerk.press("Download the PDF")
    assert pdf_pages.validate_pdf_bytes(Path(download.value.path()).read_bytes()).rules.failed == 0


def _write_and_submit(officer: Visitor) -> None:
    page = officer.page
    page.clock.install()
    row = page.get_by_role("listitem").filter(has_text=re.compile(rf"{REVIEW}: .*Returned", re.DOTALL)).first
    expect(row).to_contain_text("Please say what came of the contract extension")
    row.get_by_role("link").click()
    officer.reads("Update for", level=1)
    officer.expect_no_problem()
    page.get_by_role("radio", name="Amber").check()
    officer.field("Reason for the rating").fill(REASON)
    officer.field("Business case update").fill(WORDS)
    page.clock.fast_forward(11_000)
    expect(page.get_by_text(re.compile(r"^Saved at \d\d:\d\d$"))).to_be_visible()
    officer.press("Submit update")
    officer.is_told("submitted")
    officer.reads(REVIEW, level=1)


def _decide(sponsor: Visitor, decision: str, *, comment: tuple[str, str] | None = None) -> None:
    sponsor.goto("/")
    waiting = sponsor.page.get_by_role("region", name=re.compile("Updates waiting for your decision"))
    sponsor.follow(REVIEW, within=waiting)
    sponsor.reads("Update for", level=1)
    expect(sponsor.page.get_by_role("main")).to_contain_text(WORDS)
    if comment:
        sponsor.field(comment[0]).fill(comment[1])
    sponsor.expect_no_problem()
    sponsor.press(decision)
    sponsor.is_told("returned" if comment else "accepted")


def _mend_and_resubmit(officer: Visitor) -> None:
    page = officer.goto("/")
    row = page.get_by_role("listitem").filter(has_text=COMMENT).first
    row.get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text(COMMENT)
    expect(officer.field("Business case update")).to_have_value(WORDS)
    officer.field("Business case update").fill(f"{WORDS}\n\n{MENDED}")
    officer.press("Submit update")
    officer.is_told("submitted")


def _figures(board: Visitor) -> dict[str, int]:
    board.goto(f"{PROGRAMME}dashboard/")
    board.reads("Dashboard", level=1)
    return {label: _number(_figure(board, label)) for label in ("Red", "Amber", "Accepted")}


def _number(figure: Locator) -> int:
    found = re.search(r"\d+", figure.inner_text())
    assert found is not None
    return int(found[0])


def _figure(board: Visitor, label: str) -> Locator:
    return board.page.get_by_role("main").get_by_role("link").filter(has_text=re.compile(label)).first


def _sees_it_counted(board: Visitor, before: dict[str, int]) -> None:
    after = _figures(board)
    assert after == {"Red": before["Red"] - 1, "Amber": before["Amber"] + 1, "Accepted": before["Accepted"] + 1}
    expect(board.page.get_by_role("main")).to_contain_text(MENDED)
    board.expect_no_problem()
    _figure(board, "Amber").click()
    board.reads("Reviews rated amber", level=1)
    rows = board.page.get_by_role("main").get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(after["Amber"])
    expect(rows.filter(has_text=REVIEW)).to_have_count(1)


def _previews(clerk: Visitor) -> None:
    clerk.goto(f"{PROGRAMME}reports/")
    clerk.page.locator("main tbody a").first.click()
    clerk.press("Preview")
    expect(clerk.page.locator(".concordat-preview")).to_contain_text(MENDED)
    clerk.expect_no_problem()


def _makes_document(clerk: Visitor, *, version: int) -> bytes:
    page = clerk.page
    clerk.press("Make the document")
    clerk.reads(f"Version {version}", level=1)
    expect(
        page.get_by_role("progressbar", name="Making the PDF").or_(page.get_by_text("The PDF is ready."))
    ).to_be_visible()
    expect(page.get_by_text("The PDF is ready.")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("PDF/UA-1: no rule failed")).to_be_visible()
    clerk.expect_no_problem()
    with page.expect_download() as download:
        clerk.page.get_by_role("button", name="Download the PDF").click()
    return Path(download.value.path()).read_bytes()


def _makes_second_beside_it(clerk: Visitor) -> None:
    clerk.goto(f"{PROGRAMME}reports/")
    clerk.page.locator("main tbody a").first.click()
    _makes_document(clerk, version=2)
    rows = clerk.page.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(2)
    for version in ("Version 1", "Version 2"):
        expect(rows.filter(has_text=version)).to_contain_text("Ready")


def _said_in(pdf: bytes) -> set[str]:
    """Which of the officer's sentences the PDF says, wherever its lines break."""
    text = " ".join(" ".join(part.extract_text() for part in PdfReader(BytesIO(pdf)).pages).split())
    return {words for words in (WORDS, MENDED) if words in text}
