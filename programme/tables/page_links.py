"""The links from one page of a list to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class PageLink:
    """A page's number and address; no number where pages are left out."""

    number: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class PageLinks:
    """What the pagination draws. `first`, `last`: the places of the page's own rows among `total`."""

    previous_url: str
    next_url: str
    items: tuple[PageLink, ...]
    first: int
    last: int
    total: int

    @property
    def place(self) -> str:
        """Where the page's rows stand, such as "1 to 50 of 1,500"."""
        numbers = {"first": f"{self.first:,}", "last": f"{self.last:,}", "total": f"{self.total:,}"}
        return _("%(first)s to %(last)s of %(total)s") % numbers


def links_of(*, page: Page[Any], request: HttpRequest | None, field: str = "page", anchor: str = "") -> PageLinks:
    """The page's links, keeping whatever else stands in the query string. `anchor`: the part to go to, as "#list"."""
    prefix = query_prefix(request, without=(field,))
    paginator = page.paginator

    def address(number: int) -> str:
        return f"{prefix}{field}={number}{anchor}"

    def link(number: int | str) -> PageLink:
        if not isinstance(number, int):
            return PageLink(None)
        return PageLink(number, address(number), is_current=number == page.number)

    items = tuple(link(number) for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return PageLinks(
        previous_url=address(page.number - 1) if page.has_previous() else "",
        next_url=address(page.number + 1) if page.has_next() else "",
        items=items,
        first=page.start_index(),
        last=page.end_index(),
        total=paginator.count,
    )


def query_prefix(request: HttpRequest | None, *, without: tuple[str, ...]) -> str:
    """The start of an address that keeps the query string but for the fields named: "?" or "?phase=1&"."""
    if request is None:
        return "?"
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return f"?{kept.urlencode()}&" if kept else "?"
