"""What waits for a person, and what they look after: sections of the home page, which the apps contribute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from programme.models import User
from programme.values.contributions import Contribution, contributed
from programme.values.ordering import natural_order


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """One thing to do. `due` is a day; None when it has no date of its own. `status` is the word of its tag.

    `status_kind` colours the tag and is one of the values that the `state_tag` component knows ("returned",
    "submitted", "draft" …); empty for a plain tag. `note` is a few words more: a returned update's comment, a place.
    """

    label: str
    url: str
    programme: str
    due: date | None = None
    due_label: str = "Due"
    status: str = ""
    status_kind: str = ""
    note: str = ""
    is_overdue: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkSection(Contribution):
    """A group of things to do. `items` reads them for a person with a constant number of queries."""

    code: str
    title: str
    order: int
    items: Callable[[User], Iterable[WorkItem]]

    @property
    def contributed_as(self) -> str:
        return self.code


@dataclass(frozen=True, kw_only=True)
class WorkGroup:
    """A section as one person finds it, the most urgent first."""

    code: str
    title: str
    items: tuple[WorkItem, ...]


@dataclass(frozen=True, kw_only=True)
class StandingSection(Contribution):
    """What a person looks after, whether or not it asks for anything today.

    `template` draws the `items`, which are read for a person with a constant number of queries.
    """

    code: str
    title: str
    order: int
    template: str
    items: Callable[[User], Sequence[Any]]

    @property
    def contributed_as(self) -> str:
        return self.code


@dataclass(frozen=True, kw_only=True)
class StandingGroup:
    """Such a section as one person finds it."""

    code: str
    title: str
    template: str
    items: Sequence[Any]


def work_of(user: User) -> tuple[WorkGroup, ...]:
    """Everything that waits for a person: what is overdue first, whatever it is, then section by section.

    Empty sections are left out.
    """
    overdue: list[WorkItem] = []
    groups: list[WorkGroup] = []
    for section in sorted(contributed(WorkSection), key=lambda section: section.order):
        items = sorted(section.items(user), key=_urgency)
        overdue += [item for item in items if item.is_overdue]
        rest = tuple(item for item in items if not item.is_overdue)
        if rest:
            groups.append(WorkGroup(code=section.code, title=section.title, items=rest))
    if overdue:
        groups.insert(0, WorkGroup(code="overdue", title="Overdue", items=tuple(sorted(overdue, key=_urgency))))
    return tuple(groups)


def standing_of(user: User) -> tuple[StandingGroup, ...]:
    """What a person looks after, section by section. Empty sections are left out."""
    found = (
        (section, section.items(user)) for section in sorted(contributed(StandingSection), key=lambda one: one.order)
    )
    return tuple(
        StandingGroup(code=section.code, title=section.title, template=section.template, items=items)
        for section, items in found
        if items
    )


def _urgency(item: WorkItem) -> tuple[Any, ...]:
    return (item.due or date.max, natural_order(item.label))
