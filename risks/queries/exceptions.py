"""The exceptions of a programme: what its rules find, with each rule switched and limited as the programme says.

When a programme's board last met. An app above this one knows of meetings, and contributes how to ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from programme.history import NOW, Moment
from programme.models import Programme, User
from programme.queries.exceptions import ExceptionRuleKind, ExceptionScope, Found, exception_rules
from programme.values.contributions import Contribution, contributed
from programme.values.ordering import natural_order
from risks.models import ExceptionRule


@dataclass(frozen=True)
class RuleSetting:
    """A rule as a programme uses it."""

    kind: ExceptionRuleKind
    is_on: bool
    limit: Decimal


@dataclass(frozen=True)
class ExceptionRow:
    """One thing that breaks one rule."""

    setting: RuleSetting
    found: Found

    @property
    def key(self) -> str:
        """Tells it from every other of the list."""
        return f"{self.setting.kind.code}/{self.found.key}"

    @property
    def rule(self) -> str:
        return self.setting.kind.name

    @property
    def title(self) -> str:
        return self.found.title

    @property
    def place(self) -> str:
        return self.found.place

    @property
    def detail(self) -> str:
        return self.found.detail

    @property
    def since(self) -> date | None:
        return self.found.since


def rule_settings(*, programme: Programme, moment: Moment = NOW) -> list[RuleSetting]:
    """Every rule in order, as the programme uses it or used it at the moment."""
    said = {row.rule: row for row in ExceptionRule.objects.filter(programme=programme).as_at(moment)}
    return [_setting(kind, said.get(kind.code)) for kind in exception_rules()]


def scope_now(*, programme: Programme, reader: User, at: datetime) -> ExceptionScope:
    """What a person is shown on a page."""
    return ExceptionScope(programme=programme, reader=reader, last_board=last_board(programme, at))


def exceptions_of(scope: ExceptionScope, *, settings: Sequence[RuleSetting] | None = None) -> list[ExceptionRow]:
    """What the rules that are switched on find, rule by rule, the longest standing first."""
    asked = rule_settings(programme=scope.programme, moment=scope.moment) if settings is None else settings
    scope = replace(scope, read={})
    rows = [
        ExceptionRow(setting, found)
        for setting in asked
        if setting.is_on
        for found in setting.kind.find(scope, setting.limit)
    ]
    return sorted(
        rows,
        key=lambda row: (
            row.setting.kind.order,
            row.since is None,
            row.since or date.min,
            row.place,
            natural_order(row.title),
        ),
    )


def _setting(kind: ExceptionRuleKind, said: ExceptionRule | None) -> RuleSetting:
    if said is None:
        return RuleSetting(kind, kind.is_on, kind.limit)
    return RuleSetting(kind, said.is_on, kind.limit if said.limit is None else said.limit)


@dataclass(frozen=True)
class BoardMeetings(Contribution):
    """How the last meeting of a programme's board before a moment is found."""

    last_before: Callable[[Programme, datetime], datetime | None]


def last_board(programme: Programme, before: datetime) -> datetime | None:
    """When the board last met before a moment; None where it never has, or nobody keeps its meetings."""
    for meetings in contributed(BoardMeetings):
        return meetings.last_before(programme, before)
    return None
