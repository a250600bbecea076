"""Every kind of page, wide and on a phone: axe finds nothing, nothing scrolls sideways, the policy blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string

from tests.conftest import faults_of
from tests.look import pages

PAGES: dict[str, Callable[[], str]] = {
    "sign in": pages.login_page,
    "sign in, refused": lambda: pages.login_page({"username": "nobody", "password": ""}),
    "not found": lambda: pages.draw_file("errors/404.html"),
    "server error": lambda: render_to_string("errors/500.html"),
    "form": lambda: pages.form_page(with_errors=False),
    "form, refused": lambda: pages.form_page(with_errors=True),
    "list": lambda: pages.list_page(70, query="?sort=-name&page=2"),
    "list, filtered": lambda: pages.list_page(70, query="?rag=red&rag=amber&phase=1&search=revenues"),
    "list, empty": lambda: pages.list_page(0, filtered=False),
    "list, nothing matches": lambda: pages.list_page(0, query="?phase=2"),
    "parts": pages.parts_page,
}


@pytest.mark.parametrize("name", PAGES)
def test_page_names_every_variable_and_has_no_inline_style_or_script(name: str) -> None:
    assert faults_of(PAGES[name]()) == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(name: str, width: int, show: Any) -> None:
    shown = show(PAGES[name](), width=width)

    assert shown.violations() == []
    assert not shown.scrolls_sideways()
    assert shown.complaints == []


@pytest.mark.parametrize("name", ["list, filtered", "form, refused", "parts"])
def test_page_fits_a_phone_without_script(name: str, show: Any) -> None:
    shown = show(PAGES[name](), width=320, script=False)

    assert not shown.scrolls_sideways()


def test_error_summary_takes_the_focus_and_leads_to_every_field(show: Any) -> None:
    shown = show(pages.form_page(with_errors=True))

    assert shown.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    missing = shown.page.evaluate(
        "[...document.querySelectorAll('.govuk-error-summary__list a')].map(a => a.hash.slice(1))"
        ".filter(id => !document.getElementById(id))"
    )
    assert missing == []


def test_filters_are_closed_on_a_phone_and_open_on_a_wide_screen(show: Any) -> None:
    html = pages.list_page(3, query="?phase=1")

    assert not show(html, width=320).page.evaluate("document.querySelector('.concordat-filter').open")
    assert show(html, width=1280).page.evaluate("document.querySelector('.concordat-filter').open")
