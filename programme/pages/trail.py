"""The trail at the top of a page, worked out from its address.

Every page says once where it stands (`Place`): what it is called in a trail, and below which page. The trail of an
address is the way up from there, each address made of what the address and the records of the page hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, get_urlconf, reverse

from programme.pages.wording import Words, filled

Step = str | tuple[str, Words]
"""A page above, by the name of its address; with words where a trail calls it otherwise than the page does itself."""
Above = str | tuple[Step, ...]
"""The page above, whose own trail goes on; or every page above, where the trail takes another way."""


@dataclass(frozen=True)
class Depending:
    """A name or a way up that depends on the records of the page."""

    choose: Callable[[Any], Any]


ViewT = TypeVar("ViewT", bound=Callable[..., Any])


@dataclass(frozen=True)
class Place:
    """Where a page stands. `crumb` "" for a page that its own trail does not name; `above` "" for one without trail.

    The trails of the pages below begin at a page that `begins` them, whatever stands above it.
    """

    crumb: Words | Depending = ""
    above: Above | Depending = ""
    begins: bool = False

    def name(self, records: Any) -> str:
        """What the page is called in a trail."""
        return filled(self.crumb.choose(records) if isinstance(self.crumb, Depending) else self.crumb, records)

    def pages_above(self, records: Any) -> Above:
        """The page or pages above."""
        return self.above.choose(records) if isinstance(self.above, Depending) else self.above


def stands(
    *, below: Above | Depending, crumb: Words | Depending = "", begins: bool = False
) -> Callable[[ViewT], ViewT]:
    """Say where the page of a view that is a function stands: `@stands(below="review_detail", crumb=_("Move"))`."""

    def mark(view: ViewT) -> ViewT:
        view.place = Place(crumb=crumb, above=below, begins=begins)  # type: ignore[attr-defined]
        return view

    return mark


def trail_of(url_name: str, *, address: Mapping[str, Any], records: Any) -> list[tuple[str, str]]:
    """Name and address of each page on the way to this one; the last has no address. Empty for a page without place.

    `address`: the parts of the page's own address. Raises KeyError if a page above needs a record that is not there.
    """
    page = _pages(get_urlconf() or settings.ROOT_URLCONF).get(url_name)
    if page is None or page.place is None or not page.place.above:
        return []
    steps = [(step, address_of(name, address=address, records=records)) for name, step in _way_up(page.place, records)]
    own = page.place.name(records)
    return [*reversed(steps), (own, "")] if own else [*reversed(steps)]


def address_of(url_name: str, *, address: Mapping[str, Any], records: Any) -> str:
    """The address of another page about the same records: `review_code` is of this page's address, else `review`'s."""
    page = _pages(get_urlconf() or settings.ROOT_URLCONF)[url_name]
    return reverse(url_name, kwargs={name: _argument(name, address, records) for name in page.arguments})


def nearest_above(place: Place, records: Any) -> str:
    """The name of the address of the page above."""
    above = place.pages_above(records)
    last = above if isinstance(above, str) else above[-1]
    return last if isinstance(last, str) else last[0]


@dataclass(frozen=True)
class _Page:
    arguments: tuple[str, ...]
    place: Place | None


def _way_up(place: Place, records: Any) -> Iterator[tuple[str, str]]:
    """The names of address and page of each page above, the nearest first."""
    pages = _pages(get_urlconf() or settings.ROOT_URLCONF)
    above = place.pages_above(records)
    if not isinstance(above, str):
        for step in reversed(above):
            name, words = (step, None) if isinstance(step, str) else step
            yield name, _name_of(pages[name], records) if words is None else filled(words, records)
        return
    if above:
        higher = pages[above]
        yield above, _name_of(higher, records)
        if higher.place is not None and not higher.place.begins:
            yield from _way_up(higher.place, records)


def _name_of(page: _Page, records: Any) -> str:
    return page.place.name(records) if page.place is not None else ""


def _argument(name: str, address: Mapping[str, Any], records: Any) -> Any:
    if name in address:
        return address[name]
    noun, _, part = name.rpartition("_")
    record = records[noun]
    return record.pk if part == "id" else getattr(record, part)


@cache
def _pages(urlconf: str) -> dict[str, _Page]:
    return {pattern.name: page for pattern, page in _read(get_resolver(urlconf).url_patterns, ()) if pattern.name}


def _read(patterns: list[URLPattern | URLResolver], before: tuple[str, ...]) -> Iterator[tuple[URLPattern, _Page]]:
    for pattern in patterns:
        arguments = (*before, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _read(pattern.url_patterns, arguments)
        else:
            yield pattern, _Page(arguments=arguments, place=_place_of(pattern.callback))


def _place_of(view: Any) -> Place | None:
    page = getattr(view, "view_class", None)
    if page is not None and hasattr(page, "place"):
        found: Place | None = page.place()
        return found
    return getattr(view, "place", None)
