"""Tests in several processes: what shares an expensive world stays together, and what takes longest comes first."""

from __future__ import annotations

from collections import Counter

import pytest
from xdist.scheduler import LoadFileScheduling

BROWSER = "tests/browser"


def unit_of(nodeid: str) -> str:
    """What one process gets as a whole: a file, or all tests of the site in a browser, which load the demo once."""
    file = nodeid.split("::", 1)[0]
    return BROWSER if file.startswith(f"{BROWSER}/") else file


class ByUnit(LoadFileScheduling):
    """Gives the next unit to the process that has nothing left, in the order of the tests."""

    def __init__(self, config: pytest.Config, log: object) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def longest_first(items: list[pytest.Item]) -> None:
    """Order the tests so that no process is left with a long unit at the end.

    Units with a worker or a world of their own are long however few their tests, and those that are marked so; of the
    others the number tells.
    """
    size = Counter(unit_of(item.nodeid) for item in items)
    long = {unit_of(item.nodeid) for item in items if is_long(item)}
    items.sort(key=lambda item: (unit_of(item.nodeid) not in long, -size[unit_of(item.nodeid)], unit_of(item.nodeid)))


def is_long(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) is not None for name in ("worker", "long"))
    return marked or "module_database" in getattr(item, "fixturenames", ())
