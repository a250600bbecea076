"""The site's navigation, as a registry: an app registers its items in `AppConfig.ready`, so that a lower app can lead
to pages of a higher one without importing it.

`register_item` puts an item in the main navigation, `register_programme_item` in the sub navigation that stands on
every page of one programme, `register_overview_item` on a programme's own page, `register_footer_item` in the footer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import NoReverseMatch, reverse

Visible = Callable[[Any], bool]


@dataclass(frozen=True)
class NavigationItem:
    """One entry. `visible` answers for a user without asking the database; `permission` is asked for the programme;
    `group` is the small heading under which a programme's own page lists it; `also` are other parts of the programme,
    as they stand in addresses after its own, that belong to the entry."""

    label: str
    url_name: str
    order: int = 100
    visible: Visible | None = None
    permission: str | None = None
    group: str = ""
    also: tuple[str, ...] = ()


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


_main: dict[str, NavigationItem] = {}
_programme: dict[str, NavigationItem] = {}
_overview: dict[str, NavigationItem] = {}
_footer: dict[str, NavigationItem] = {}
_review: dict[str, NavigationItem] = {}


def register_item(*, label: str, url_name: str, order: int = 100, visible: Visible | None = None) -> None:
    """Add an item to the main navigation. The address takes no arguments."""
    _main[url_name] = NavigationItem(label=label, url_name=url_name, order=order, visible=visible)


def register_programme_item(
    *, label: str, url_name: str, order: int = 100, permission: str | None = None, also: tuple[str, ...] = ()
) -> None:
    """Add an item to every programme's sub navigation. The address takes the programme's code as its only argument.

    `also`: parts of the programme beside that address whose pages belong to the item, such as "issues/".
    """
    _programme[url_name] = NavigationItem(label=label, url_name=url_name, order=order, permission=permission, also=also)


def register_overview_item(
    *, label: str, url_name: str, order: int = 100, permission: str | None = None, group: str = "More"
) -> None:
    """Add a link to every programme's own page, under a heading. The address takes the programme's code as its only
    argument. A heading stands where the first of its links does."""
    _overview[url_name] = NavigationItem(
        label=label, url_name=url_name, order=order, permission=permission, group=group
    )


def register_review_item(*, label: str, url_name: str, order: int = 100) -> None:
    """Add a tab to every service review. The address takes the codes of the programme and the review."""
    _review[url_name] = NavigationItem(label=label, url_name=url_name, order=order)


def register_footer_item(*, label: str, url_name: str, order: int = 100) -> None:
    """Add an item to the footer, shown signed in or not."""
    _footer[url_name] = NavigationItem(label=label, url_name=url_name, order=order)


def main_links(*, user: Any, path: str) -> list[Link]:
    """The main navigation for a signed-in user, with the item of the current page marked."""
    shown = [item for item in _ordered(_main) if item.visible is None or item.visible(user)]
    return _links(shown, path=path, args=())


def programme_links(*, user: Any, programme: Any, path: str) -> list[Link]:
    """The sub navigation of one programme for a signed-in user."""
    items = _allowed(_programme, user=user, programme=programme)
    links = _links(items, path=path, args=(programme.code,))
    base = reverse("programme_detail", args=[programme.code])
    owners = [item.label for item in items if any(path.startswith(f"{base}{part}") for part in item.also)]
    if not owners:
        return links
    return [replace(link, is_current=link.label in owners, aria_current="true") for link in links]


def overview_groups(*, user: Any, programme: Any) -> list[LinkGroup]:
    """What else there is of one programme, for its own page: links under small headings."""
    groups: dict[str, list[NavigationItem]] = {}
    for item in _allowed(_overview, user=user, programme=programme):
        groups.setdefault(item.group, []).append(item)
    drawn = {heading: _links(items, path="", args=(programme.code,)) for heading, items in groups.items()}
    return [LinkGroup(heading=heading, links=tuple(links)) for heading, links in drawn.items() if links]


def review_links(*, programme_code: str, review_code: str, path: str) -> list[Link]:
    """The tabs that higher apps have put on a service review."""
    return _links(_ordered(_review), path=path, args=(programme_code, review_code))


def footer_links() -> list[Link]:
    """The links of the footer."""
    return _links(_ordered(_footer), path="", args=())


def mark_current(pairs: list[tuple[str, str]], *, path: str) -> list[Link]:
    """Links in which the one with the longest address that the path starts with is current; "page" when it is that very
    page, "true" when the page lies below it."""
    matching = [url for _, url in pairs if path == url or (url != "/" and path.startswith(url))]
    current = max(matching, key=len, default=None)
    return [
        Link(label=label, url=url, is_current=url == current, aria_current="page" if url == path else "true")
        for label, url in pairs
    ]


def _allowed(items: dict[str, NavigationItem], *, user: Any, programme: Any) -> list[NavigationItem]:
    return [item for item in _ordered(items) if item.permission is None or user.has_perm(item.permission, programme)]


def _ordered(items: dict[str, NavigationItem]) -> list[NavigationItem]:
    return sorted(items.values(), key=lambda item: (item.order, item.label))


def _links(items: list[NavigationItem], *, path: str, args: tuple[str, ...]) -> list[Link]:
    pairs = []
    for item in items:
        try:
            pairs.append((item.label, reverse(item.url_name, args=args)))
        except NoReverseMatch:  # an optional page that this installation has not switched on
            continue
    return mark_current(pairs, path=path)
