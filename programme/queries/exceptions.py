"""What is put before a programme's board by exception: rules that each app contributes for its own records.

A rule finds what is out of bounds, at a moment, for a reader; it says since when and in words why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse

from programme.history import Moment
from programme.models import Programme, User
from programme.values.contributions import Contribution, contributed


@dataclass(frozen=True, kw_only=True)
class ExceptionScope:
    """Whose exceptions, for whom, and at which moment.

    `reader` is the person who looks. None: the report of a body, which is told of `reviews` (their ids) and of what is
    `council`'s own, or, for a joint body, no council's. `as_at` None: the records as they stand. `last_board` is the
    moment of the board's meeting before, where one is known.
    """

    programme: Programme
    reader: User | None
    reviews: frozenset[int] = frozenset()
    council: int | None = None
    as_at: datetime | None = None
    last_board: datetime | None = None
    read: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the rules of one app have read already, by a name of theirs."""

    @property
    def day(self) -> date:
        """The day by which overdue is reckoned."""
        return self.moment.day

    @cached_property
    def moment(self) -> Moment:
        """When the records are read."""
        return Moment(self.programme, self.as_at)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that breaks a rule. `since` is None where nothing tells since when; `detail` is a sentence.

    `key` tells things apart in one list; `place` is where it belongs: a register, a review, a year.
    """

    key: str
    title: str
    url: str
    place: str
    detail: str
    since: date | None


@dataclass(frozen=True, kw_only=True)
class ExceptionRuleKind(Contribution):
    """A rule. `unit` is what its limit counts ("days", "%", "£"), empty where it has none; `limit` is where it begins
    unless the programme says otherwise."""

    code: str
    name: str
    about: str
    order: int
    find: Callable[[ExceptionScope, Decimal], Iterable[Found]]
    unit: str = ""
    limit: Decimal = Decimal(0)
    is_on: bool = True

    @property
    def contributed_as(self) -> str:
        return self.code


def exception_rules() -> tuple[ExceptionRuleKind, ...]:
    """Every rule, in order."""
    return tuple(sorted(contributed(ExceptionRuleKind), key=lambda rule: (rule.order, rule.code)))


@dataclass(frozen=True)
class ReportLink(Contribution):
    """Where a report on exceptions is begun. The address takes the programme's code; `permission` is asked for it."""

    url_name: str
    permission: str


def exception_report_link(*, user: Any, programme: Programme) -> str:
    """The address where a person begins such a report; "" where they may not, or nowhere."""
    for link in contributed(ReportLink):
        if user.has_perm(link.permission, programme):
            return reverse(link.url_name, args=[programme.code])
    return ""
