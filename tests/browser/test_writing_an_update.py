"""Writing an update when things go wrong: two officers at once, no connection, no script, no mouse."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from governance.domain.demo import DEMO_PASSWORD
from services.models import ProgressUpdate
from tests.browser.visitor import OFFICER, PROGRAMME, SECOND_OFFICER, SPONSOR, Visitor

Visit = Callable[..., Visitor]

LEGAL = f"{PROGRAMME}reviews/legal/updates/this/edit/"
HIS = "Both councils have listed the work they buy from outside firms."
HERS = "The two teams met twice; a first list of cases is shared."


def words_kept(status: str = "draft", *, period: str = "this") -> list[str]:
    """What the record holds of the update, one text for each version."""
    updates = ProgressUpdate.objects.filter(review__code="legal", period__code=period, status=status)
    return [update.business_case_update for update in updates.order_by("version")]


def write(visitor: Visitor, words: str) -> None:
    visitor.field("Business case update").fill(words)


def test_two_officers_at_once_lose_nothing(own_demo: None, visit: Visit):
    his, hers = visit(OFFICER), visit(SECOND_OFFICER)
    for visitor in (his, hers):
        visitor.goto(LEGAL)
    write(his, HIS)
    his.press("Save draft")
    his.is_told("Draft saved")
    write(hers, HERS)
    hers.press("Save draft")
    hers.reads("Someone else has saved this update", level=2)
    conflict = hers.page.get_by_role("region", name="Someone else has saved this update")
    for words in ("Jon Ferrand", HIS, HERS):
        expect(conflict).to_contain_text(words)
    expect(hers.field("Business case update").last).to_have_value(HERS)
    hers.expect_no_problem()
    assert words_kept() == [HIS]
    assert hers.take_complaints() == ["the server responded with a status of 409 (Conflict)"]
    hers.field("Business case update").last.fill(f"{HIS}\n\n{HERS}")
    hers.press("Save draft")
    hers.is_told("Draft saved")
    assert [text.split() for text in words_kept()] == [f"{HIS} {HERS}".split()]


def test_the_other_persons_words_can_be_taken(own_demo: None, visit: Visit):
    his, hers = visit(OFFICER), visit(SECOND_OFFICER)
    for visitor, words in ((his, HIS), (hers, HERS)):
        visitor.goto(LEGAL)
        write(visitor, words)
    his.press("Save draft")
    his.is_told("Draft saved")
    hers.press("Save draft")
    hers.page.get_by_role("checkbox", name="Use the other person's: Business case update").check()
    hers.press("Save draft")
    hers.is_told("Draft saved")
    assert words_kept() == [HIS]
    hers.take_complaints()


def test_words_written_without_a_connection_are_offered_again(own_demo: None, visit: Visit):
    visitor = visit(OFFICER)
    page, context = visitor.page, visitor.page.context
    page.clock.install()
    visitor.goto(LEGAL)
    context.set_offline(True)
    write(visitor, HIS)
    page.clock.fast_forward(11_000)
    expect(page.get_by_text("Not saved: no connection. Your text is kept on this device.")).to_be_visible()
    assert words_kept() == []
    later = context.new_page()
    page.close()
    context.set_offline(False)
    visitor.carries_on(later)
    visitor.goto(LEGAL)
    offered = later.get_by_role("region", name="Text kept on this device")
    expect(offered).to_be_visible()
    visitor.expect_no_problem()
    offered.get_by_role("button", name="Put it in the form").click()
    expect(visitor.field("Business case update")).to_have_value(HIS)
    visitor.press("Save draft")
    visitor.is_told("Draft saved")
    assert words_kept() == [HIS]
    visitor.goto(LEGAL)
    expect(offered).to_be_hidden()
    assert {complaint.split(": ")[-1].split(" (")[0] for complaint in visitor.take_complaints()} == {
        "net::ERR_INTERNET_DISCONNECTED"
    }


def test_without_script_an_update_is_written_refused_and_submitted(own_demo: None, visit: Visit):
    visitor = visit(script=False)
    visitor.sign_in(OFFICER)
    visitor.follow("Legal services", within=visitor.page.get_by_role("region", name=re.compile("Updates to write")))
    visitor.reads("Update for", level=1)
    page = visitor.page
    page.get_by_role("radio", name="Green").check()
    visitor.field("Reason for the rating").fill("")
    write(visitor, HIS)
    visitor.press("Submit update")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Give the reason for the rating.")
    expect(visitor.field("Business case update")).to_have_value(HIS)
    visitor.field("Reason for the rating").fill("Both teams answer in time.")
    visitor.press("Submit update")
    visitor.is_told("submitted")
    assert words_kept("submitted") == [HIS]
    sponsor = visit(script=False)
    sponsor.sign_in(SPONSOR)
    sponsor.follow("Legal services")
    sponsor.press("Accept")
    sponsor.is_told("accepted")
    assert words_kept("accepted") == [HIS]


def test_without_a_mouse_an_officer_signs_in_writes_and_submits(own_demo: None, visit: Visit):
    visitor = visit()
    page = visitor.page
    visitor.goto("/account/sign-in/")
    assert visitor.focused() == "E-mail address"
    page.keyboard.type(OFFICER)
    visitor.tab_to("Password", most=1)
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    visitor.reads("My work", level=1)
    visitor.tab_to("Skip to main content", most=1)
    page.keyboard.press("Enter")
    visitor.tab_to("Legal services: ", most=20)
    page.keyboard.press("Enter")
    visitor.reads("Update for", level=1)
    visitor.tab_to("Business case update", most=60)
    visitor.tab_to("Business case expected", most=1)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type(HIS)
    visitor.tab_to("Submit update", most=20)
    page.keyboard.press("Enter")
    visitor.is_told("submitted")
    assert words_kept("submitted", period="last") == [HIS]
