"""A page in a real Chromium, what the browser complained of on it, and what axe finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).with_name("browser") / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "async tags => (await axe.run({runOnly: tags, preload: false, resultTypes: ['violations']})).violations"

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const keepsIn = ["auto", "scroll", "hidden", "clip"];
  const scrolls = element => element !== document.body && element !== document.documentElement
    && (keepsIn.includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const wide = element => element.getBoundingClientRect().right > width + 0.5 || element.scrollWidth > width;
  const found = [...document.body.querySelectorAll("*")].filter(wide).filter(element => !scrolls(element));
  const inner = found.filter(element => !found.some(other => other !== element && element.contains(other)));
  return ["the page", ...inner.map(element => element.outerHTML.slice(0, 160))];
}"""


@dataclass
class Shown:
    """A page on the screen, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA and its own good practice, as sentences."""
        if not self.page.evaluate("'axe' in window"):
            session = self.page.context.new_cdp_session(self.page)
            session.send("Runtime.evaluate", {"expression": AXE.read_text()})
            session.detach()
        found = self.page.evaluate(RUN_AXE, TAGS)
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def too_wide(self) -> list[str]:
        """The innermost elements that make the page scroll sideways."""
        found: list[str] = self.page.evaluate(TOO_WIDE)
        return found

    def _note(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(f"{self.page.url}: {message.text} ({message.location['url']})")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """The system's Chromium; `script/test` installs it where there is none."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0] if found else None, args=ARGUMENTS)
        yield browser
        browser.close()
