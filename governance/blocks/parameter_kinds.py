"""The kinds of parameters of live blocks. A kind is one object: how its value is read, asked for in a form, and proved
in a programme file.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import QuerySet

from finance.models import BudgetLine, BusinessCase
from finance.queries.budgets import years_with_lines
from governance.blocks.context import BlockContext
from programme.file.kinds import Day, Unexpected
from programme.file.rows import Row
from programme.models import Council, Programme
from programme.queries.exceptions import ExceptionRuleKind, exception_rules
from risks.models import MatrixBand, RiskRegister
from services.models import Indicator, ServiceReview
from services.values.standards import year_label

Choices = tuple[tuple[str, str], ...]
"""Codes with their words."""
FileRows = Mapping[str, Mapping[Any, Row]]
"""By section, the rows that are there once a programme file is taken in."""

YEAR_BEGINS = re.compile(r"(19|20|21)[0-9]{2}")


class Unreadable(ValueError):
    """The value names nothing; the message says what to write."""


@dataclass(frozen=True, kw_only=True)
class ParameterKind(ABC):
    """How a value is written in a section's `parameters` (JSON). A fault of a programme file calls it by its `name`;
    `choices` are the codes that may be given, where they are the same in every programme.
    """

    name: str
    choices: Choices = ()

    @abstractmethod
    def read(self, written: Any, programme: Programme) -> Any:
        """What it names. Raises Unreadable."""

    @abstractmethod
    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        """The field that asks a clerk for it; rows are offered that the report's body is told of."""

    @abstractmethod
    def exists(self, written: Any, rows: FileRows) -> bool:
        """Whether it names something once the file with these rows is taken in."""

    def in_words(self, written: Any) -> str:
        """What is written as a reader of the report's page sees it."""
        words = dict(self.choices)
        several = written if isinstance(written, list) else [written]
        return ", ".join(words.get(str(one), str(one)) for one in several)

    def initial(self, written: Any) -> Any:
        """What the field begins with."""
        return written


class _Plain(ParameterKind):
    """A value that names no row of the programme."""

    @abstractmethod
    def value_of(self, written: Any) -> Any:
        """The value. Raises Unreadable."""

    def read(self, written: Any, programme: Programme) -> Any:
        return self.value_of(written)

    def exists(self, written: Any, rows: FileRows) -> bool:
        try:
            self.value_of(written)
        except Unreadable:
            return False
        return True


class _Day(_Plain):
    def value_of(self, written: Any) -> date:
        try:
            return written if isinstance(written, date) else Day().read(written)
        except Unexpected as error:
            raise Unreadable("enter a day such as 2023-02-28.") from error

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        return forms.DateField(**given)

    def initial(self, written: Any) -> Any:
        return self.value_of(written) if isinstance(written, str) and self.exists(written, {}) else written


class _Yes(_Plain):
    def value_of(self, written: Any) -> bool:
        if isinstance(written, bool):
            return written
        raise Unreadable("write true, or leave it out.")

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        return forms.BooleanField(**given)


class _Year(_Plain):
    def value_of(self, written: Any) -> int:
        if not YEAR_BEGINS.fullmatch(str(written)):
            raise Unreadable("enter the year in which the financial year begins, for example 2022.")
        return int(str(written))

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        years = years_with_lines(BudgetLine.objects.filter(programme=told.programme))
        return _choice("All", ((str(year), year_label(year)) for year in years), given)


class _Rule(_Plain):
    def value_of(self, written: Any) -> ExceptionRuleKind:
        rules = {rule.code: rule for rule in exception_rules()}
        if not isinstance(written, str) or written not in rules:
            raise Unreadable(f"no rule of exceptions “{written}”. The rules: {', '.join(rules)}.")
        return rules[written]

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        return _choice("All", ((rule.code, rule.name) for rule in exception_rules()), given)


@dataclass(frozen=True, kw_only=True)
class OneOf(_Plain):
    """One of the codes of `choices`."""

    name: str = "one_of"

    def value_of(self, written: Any) -> str:
        if written not in list(dict(self.choices)):
            raise Unreadable(f"enter one of {', '.join(dict(self.choices))}.")
        return str(written)

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        return _choice("As usual", self.choices, given)


@dataclass(frozen=True, kw_only=True)
class SomeOf(_Plain):
    """A list of codes of `choices`, in the order in which they are used."""

    name: str = "some_of"

    def value_of(self, written: Any) -> tuple[str, ...]:
        codes = list(dict(self.choices))
        if not isinstance(written, list | tuple) or not all(code in codes for code in written):
            raise Unreadable(f"enter a list of some of {', '.join(codes)}.")
        if len(set(written)) < len(written):
            raise Unreadable("enter each of the list once.")
        return tuple(written)

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        return _several(self.choices, given)


class _Headings(ParameterKind):
    def read(self, written: Any, programme: Programme) -> tuple[str, ...]:
        known = self._known(programme)
        if not isinstance(written, list | tuple) or not all(one in known for one in written):
            raise Unreadable(f"enter a list of headings of this programme's indicators: {', '.join(known) or 'none'}.")
        return tuple(dict.fromkeys(written))

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        return _several(((heading, heading) for heading in self._known(told.programme)), given)

    def exists(self, written: Any, rows: FileRows) -> bool:
        headings = {row.instance.heading for row in rows["indicators"].values()} - {""}
        return isinstance(written, list) and all(one in headings for one in written)

    def _known(self, programme: Programme) -> list[str]:
        """The headings of all the programme's indicators, in their order."""
        indicators = Indicator.objects.filter(programme=programme).exclude(heading="")
        in_order = indicators.order_by("review__position", "position")
        return list(dict.fromkeys(in_order.values_list("heading", flat=True)))


class _Band(ParameterKind):
    def read(self, written: Any, programme: Programme) -> str:
        names = self._known(programme)
        if not isinstance(written, str) or written not in names:
            raise Unreadable(f"no band “{written}” in this programme. Its bands: {', '.join(names) or 'none'}.")
        return written

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        return _choice("All", ((name, name) for name in self._known(told.programme)), given)

    def exists(self, written: Any, rows: FileRows) -> bool:
        return any(row.instance.name == written for row in rows["matrix_bands"].values())

    def _known(self, programme: Programme) -> list[str]:
        """The names of the bands of all the programme's risk matrices, the least serious first."""
        bands = MatrixBand.objects.filter(matrix__register__programme=programme).order_by("position", "name")
        return list(dict.fromkeys(bands.values_list("name", flat=True)))


@dataclass(frozen=True, kw_only=True)
class _RowOf(ParameterKind):
    """A row of the programme by its code. Rows that have a `plural` are few: a fault lists them."""

    noun: str
    section: str
    rows: Callable[[Programme], QuerySet[Any]]
    offered: Callable[[BlockContext], QuerySet[Any]] | None = None
    plural: str = ""
    label: Callable[[Any], str] = attrgetter("name")
    none: str = "All"
    """What the form says for no row."""

    def read(self, written: Any, programme: Programme) -> Any:
        rows = self.rows(programme)
        found = rows.filter(code=written).first() if isinstance(written, str) and "\0" not in written else None
        if found is None:
            known = list(dict.fromkeys(row.code for row in rows)) if self.plural else []
            there_are = f" Its {self.plural}: {', '.join(known) or 'none'}." if self.plural else ""
            raise Unreadable(f"no {self.noun} “{written}” in this programme.{there_are}")
        return found

    def field(self, told: BlockContext, **given: Any) -> forms.Field:
        offered = self.rows(told.programme) if self.offered is None else self.offered(told)
        return _choice(self.none, dict.fromkeys((row.code, self.label(row)) for row in offered), given)

    def exists(self, written: Any, rows: FileRows) -> bool:
        return isinstance(written, str) and written in rows[self.section]


def _choice(none: str, choices: Iterable[tuple[str, str]], given: Mapping[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", none), *choices], **given)


def _several(choices: Iterable[tuple[str, str]], given: Mapping[str, Any]) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"})
    return forms.MultipleChoiceField(choices=list(choices), widget=widget, **given)


DAY = _Day(name="day")
"""A day, "2023-02-28"."""
YES = _Yes(name="yes")
"""True, or left out."""
YEAR = _Year(name="year")
"""A financial year, by the year in which it begins: "2022"."""
RULE = _Rule(name="rule")
"""A rule of exceptions, by its code."""
BAND = _Band(name="band")
"""The name of a band of a matrix."""
HEADINGS = _Headings(name="headings")
"""A list of headings under which indicators stand."""
PHASE = _RowOf(
    name="phase", noun="phase", plural="phases", section="phases", rows=lambda programme: programme.phases.all()
)
PERIOD = _RowOf(
    name="period",
    noun="period",
    plural="periods",
    section="periods",
    rows=lambda programme: programme.periods.all(),
    none="The current one",
)
AREA = _RowOf(name="area", noun="area", plural="areas", section="areas", rows=lambda programme: programme.areas.all())
REFERENCE = _RowOf(
    name="reference",
    noun="delivery plan reference",
    plural="references",
    section="plan_references",
    rows=lambda programme: programme.plan_references.all(),
    label=str,
)
REVIEW = _RowOf(
    name="review",
    noun="service review",
    section="reviews",
    rows=lambda programme: ServiceReview.objects.filter(programme=programme),
    offered=lambda told: told.reviews.in_programme_order(),
)
CASE = _RowOf(
    name="case",
    noun="business case",
    section="business_cases",
    rows=lambda programme: BusinessCase.objects.filter(programme=programme),
    offered=lambda told: BusinessCase.objects.filter(review__in=told.reviews).order_by("name"),
)
COUNCIL = _RowOf(
    name="council",
    noun="council",
    plural="councils",
    section="councils",
    rows=lambda programme: Council.objects.filter(memberships__programme=programme),
    offered=lambda told: told.programme.councils.order_by("name"),
)
REGISTER = _RowOf(
    name="register",
    noun="risk register",
    section="risk_registers",
    rows=lambda programme: RiskRegister.objects.filter(programme=programme),
    offered=lambda told: told.registers.order_by("position", "name"),
)
