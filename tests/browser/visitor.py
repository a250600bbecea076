"""Somebody at a browser: what they do on every page of the site."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from governance.domain.demo import DEMO_PASSWORD
from tests.chromium import Shown

OFFICER = "jon.ferrand@ashmere.example"
SECOND_OFFICER = "ada.okoro-hill@wendle-valley.example"
SPONSOR = "vera.castellan@wendle-valley.example"
BOARD_MEMBER = "ruth.ashdown@ashmere.example"
FORMER_PARTNER = "piers.holloway@eastmarsh.example"
CLERK = "neil.marwood@ashmere.example"
OFFICE = "karin.lindqvist@ashmere.example"
AUDITOR = "mei.garside@wendle-valley.example"
ADMINISTRATOR = "administrator@concordat.example"
PROGRAMME = "/programmes/ashmere-wendle/"


NAME_OF_FOCUSED = """() => {
  const here = document.activeElement;
  const label = here.labels?.length ? here.labels[0] : here;
  const words = here.getAttribute("aria-label") || label.innerText || "";
  return words.replace(/\\s+/g, " ").trim();
}"""
SHOWS_FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return false;
  const box = here.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const looks = ["outlineStyle", "outlineColor", "outlineWidth", "boxShadow", "backgroundColor", "borderColor"];
  const drawn = element => looks.map(name => getComputedStyle(element)[name]).join();
  const parts = () => [here, ...(here.labels ?? []), here.nextElementSibling].filter(Boolean)
    .map(element => [drawn(element), getComputedStyle(element, "::before").boxShadow].join()).join();
  const focused = parts();
  here.blur();
  const plain = parts();
  here.focus();
  return inView && focused !== plain;
}"""
"""Text fields, radios (drawn on their labels) and links alike."""


class Visitor(Shown):
    """A page, the complaints, and the ways of doing what people do everywhere."""

    def take_session(self, key: str, url: str) -> None:
        """Be signed in without filling in the form."""
        self.page.context.add_cookies([{"name": "sessionid", "value": key, "url": url}])

    def sign_in(self, email: str) -> None:
        """Sign in as people do."""
        self.page.goto("/account/sign-in/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
        self.press("Sign in")
        self.reads("My work", level=1)

    def goto(self, address: str) -> Page:
        self.page.goto(address)
        return self.page

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def reads(self, words: str, *, level: int) -> None:
        """A heading with these words is on the page."""
        heading = self.page.get_by_role("heading", level=level, name=re.compile(re.escape(words)))
        expect(heading.first).to_be_visible()

    def is_told(self, words: str) -> None:
        """A message at the head of the page says so."""
        expect(self.page.locator(".moj-alert", has_text=words).first).to_be_visible()

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label)

    def take_complaints(self) -> list[str]:
        """What the browser complained of so far, which the test expects; it then no longer fails it."""
        found = [re.sub(r"^.*?(the server responded .*?) \(http.*$", r"\1", one) for one in self.complaints]
        self.complaints.clear()
        return found

    def carries_on(self, page: Page) -> Visitor:
        """The same person at another tab of the same browser."""
        self.page = page
        self.__post_init__()
        return self

    def focused(self) -> str:
        """The name of what the keyboard is at: its label or its words."""
        return str(self.page.evaluate(NAME_OF_FOCUSED))

    def shows_focus(self) -> bool:
        """Whether an eye can see what the keyboard is at: it is in view, and drawn unlike what is not focused."""
        return bool(self.page.evaluate(SHOWS_FOCUS))

    def tab_to(self, name: str, *, most: int) -> None:
        """Press Tab until the keyboard is at what is so called, or begins so. All on the way must show their focus."""
        passed = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            here = self.focused()
            assert self.shows_focus(), f"nothing shows that {here!r} is focused"
            if here.startswith(name):
                return
            passed.append(here)
        raise AssertionError(f"Tab does not lead to {name!r} but to {passed}")

    def expect_no_problem(self) -> None:
        """What every page must be, where it stands."""
        assert self.violations() == []
        assert self.too_wide() == []
