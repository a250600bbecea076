"""What the apps bring to each other, in one registry.

A lower app says what it takes, as a class under `Contribution`: a link of the navigation, a section of the programme
file, a rule of exceptions. Every app lists what it brings in its `contributions.py`, and `contribute` takes the list
when Django starts. So a lower app shows what a higher one knows without importing it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar, TypeVar

ContributionT = TypeVar("ContributionT", bound="Contribution")


class Contribution:
    """The base of what can be contributed. `contributed_as` tells those of one class apart."""

    is_replaceable: ClassVar[bool] = True
    """Whether a later one of the same name takes the place of the earlier, as a check that knows better does."""

    @property
    def contributed_as(self) -> Hashable:
        return self


_contributed: dict[type[Contribution], dict[Hashable, Any]] = {}


def contribute(*contributions: Contribution) -> None:
    """Add contributions. Raises ValueError for a name that is taken, where a class says that none is replaced."""
    for one in contributions:
        found = _contributed.setdefault(type(one), {})
        if one.contributed_as in found and not one.is_replaceable:
            raise ValueError(f"{type(one).__name__} {one.contributed_as} is declared twice")
        found[one.contributed_as] = one


def contributed(kind: type[ContributionT]) -> tuple[ContributionT, ...]:
    """Every contribution of a class, in the order in which they came."""
    return tuple(_contributed.get(kind, {}).values())


def contribution(kind: type[ContributionT], name: Hashable) -> ContributionT:
    """The contribution of a class by its name. Raises KeyError."""
    found: ContributionT = _contributed.get(kind, {})[name]
    return found
