"""The site's navigation. Apps contribute their entries, so that a lower app leads to pages of a higher one without
importing it: `MainLink`, `ProgrammeLink` on every page of a programme, `OverviewLink` on a programme's own page,
`ReviewTab` on a service review, `FooterLink`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import NoReverseMatch, reverse

from programme.values.contributions import Contribution, contributed

Visible = Callable[[Any], bool]


@dataclass(frozen=True)
class NavigationItem(Contribution):
    """One entry. `visible` answers for a user without asking the database; `permission` is asked for the programme;
    `group` is the small heading under which a programme's own page lists it; `also` are other parts of the programme,
    as they stand in addresses after its own, that belong to the entry."""

    label: str
    url_name: str
    order: int = 100
    visible: Visible | None = None
    permission: str | None = None
    group: str = "More"
    also: tuple[str, ...] = ()

    @property
    def contributed_as(self) -> str:
        return self.url_name


@dataclass(frozen=True)
class Link:
    """An entry as drawn on one page."""

    label: str
    url: str
    is_current: bool = False
    aria_current: str = "page"


@dataclass(frozen=True)
class LinkGroup:
    """Links under one heading."""

    heading: str
    links: tuple[Link, ...]


class MainLink(NavigationItem):
    """An entry of the main navigation. The address takes no arguments."""


class ProgrammeLink(NavigationItem):
    """An entry of every programme's sub navigation. The address takes the programme's code as its only argument."""


class OverviewLink(NavigationItem):
    """A link on every programme's own page, under the heading `group`, which stands where the first of its links does.

    The address takes the programme's code as its only argument.
    """


class ReviewTab(NavigationItem):
    """A tab of every service review. The address takes the codes of the programme and the review."""


class FooterLink(NavigationItem):
    """An entry of the footer, shown signed in or not. The address takes no arguments."""


def main_links(*, user: Any, path: str) -> list[Link]:
    """The main navigation for a signed-in user, with the item of the current page marked."""
    shown = [item for item in _ordered(MainLink) if item.visible is None or item.visible(user)]
    return _links(shown, path=path, args=())


def programme_links(*, user: Any, programme: Any, path: str) -> list[Link]:
    """The sub navigation of one programme for a signed-in user."""
    items = _allowed(ProgrammeLink, user=user, programme=programme)
    links = _links(items, path=path, args=(programme.code,))
    base = reverse("programme_detail", args=[programme.code])
    owners = [item.label for item in items if any(path.startswith(f"{base}{part}") for part in item.also)]
    if not owners:
        return links
    return [replace(link, is_current=link.label in owners, aria_current="true") for link in links]


def overview_groups(*, user: Any, programme: Any) -> list[LinkGroup]:
    """What else there is of one programme, for its own page: links under small headings."""
    groups: dict[str, list[NavigationItem]] = {}
    for item in _allowed(OverviewLink, user=user, programme=programme):
        groups.setdefault(item.group, []).append(item)
    drawn = {heading: _links(items, path="", args=(programme.code,)) for heading, items in groups.items()}
    return [LinkGroup(heading=heading, links=tuple(links)) for heading, links in drawn.items() if links]


def review_links(*, programme_code: str, review_code: str, path: str) -> list[Link]:
    """The tabs that higher apps have put on a service review."""
    return _links(_ordered(ReviewTab), path=path, args=(programme_code, review_code))


def footer_links() -> list[Link]:
    """The links of the footer."""
    return _links(_ordered(FooterLink), path="", args=())


def mark_current(pairs: list[tuple[str, str]], *, path: str) -> list[Link]:
    """Links in which the one with the longest address that the path starts with is current; "page" when it is that very
    page, "true" when the page lies below it."""
    matching = [url for _, url in pairs if path == url or (url != "/" and path.startswith(url))]
    current = max(matching, key=len, default=None)
    return [
        Link(label=label, url=url, is_current=url == current, aria_current="page" if url == path else "true")
        for label, url in pairs
    ]


def _allowed(kind: type[NavigationItem], *, user: Any, programme: Any) -> list[NavigationItem]:
    return [item for item in _ordered(kind) if item.permission is None or user.has_perm(item.permission, programme)]


def _ordered(kind: type[NavigationItem]) -> list[NavigationItem]:
    return sorted(contributed(kind), key=lambda item: (item.order, item.label))


def _links(items: list[NavigationItem], *, path: str, args: tuple[str, ...]) -> list[Link]:
    pairs = []
    for item in items:
        try:
            pairs.append((item.label, reverse(item.url_name, args=args)))
        except NoReverseMatch:  # an optional page that this installation has not switched on
            continue
    return mark_current(pairs, path=path)
