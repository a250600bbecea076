"""The declaration of a section of the programme file. The apps contribute theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from programme.file.kinds import (
    Choice,
    Code,
    Data,
    Day,
    DecimalNumber,
    Email,
    Kind,
    Partial,
    Reference,
    Text,
    Timestamp,
    Truth,
    WholeNumber,
)
from programme.models import PartialDateField, User
from programme.models.fields import CodeField
from programme.values.contributions import Contribution, contributed, contribution

FORMAT_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a row. `column` is the model's attribute; `default` what a new row gets when nothing is said."""

    name: str
    column: str
    kind: Kind
    required: bool
    nullable: bool
    default: Any
    about: str = ""

    @property
    def empty(self) -> Any:
        """What the field holds when it is emptied."""
        return None if self.nullable else self.default_value()

    def default_value(self) -> Any:
        return self.default() if callable(self.default) else self.default


@dataclass(frozen=True, kw_only=True)
class Spans:
    """Rows with the same `within` may not cover the same day."""

    within: tuple[str, ...]
    first: str
    last: str
    expected: str


@dataclass(frozen=True, kw_only=True)
class Section(Contribution):
    """A kind of row. `noun` is one row in words; `key` the fields by which other rows and later files know it.

    `programme_path` leads from the model to its programme ("" for the programme itself); None: they are shared.
    A section with a `parent` is nested in that section's rows as `nested_as`, and its key continues theirs; a workbook
    gives it a sheet of its own, whose first column, `parent_column`, names the row it belongs to.
    """

    is_replaceable: ClassVar[bool] = False

    name: str
    noun: str
    about: str
    model: type[models.Model]
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    order: int
    sort: tuple[str, ...] = ()
    programme_path: str | None = "programme"
    parent: str = ""
    parent_column: str = ""
    nested_as: str = ""
    ordinal: str = ""
    ordinal_within: tuple[str, ...] = ()
    ordinal_across: bool = False
    """Whether nested rows are numbered on from one parent to the next, not anew in each."""
    spans: Spans | None = None
    frozen: Callable[[Any], str] | None = None
    """Given an existing row's instance: why it may not change, or ""."""
    links_only: bool = False
    """A row that exists already is only pointed at, never changed."""
    omitted: Callable[[Any], bool] | None = None
    """Given an instance: whether it is left out of files because it has been taken out (it has a `removed_at`)."""
    restored: bool = False
    """Whether a file that has such a row puts it back in; else the file's row is a new one."""
    hidden: Callable[[list[Any], User], set[Any]] | None = None
    """Given instances and a person: the keys of those that stand in no file that the person is given, nor compare with
    theirs. Whatever they were at a past moment, what counts is what the person may see now."""

    @property
    def contributed_as(self) -> str:
        return self.name

    @property
    def a_noun(self) -> str:
        """The noun with its article: "a service review", "an action"."""
        return f"{'an' if self.noun[0] in 'aeio' else 'a'} {self.noun}"

    @property
    def is_single(self) -> bool:
        return self.programme_path == ""

    def field(self, name: str) -> Field:
        return next(found for found in self.fields if found.name == name)

    def attribute(self, column: str) -> str:
        """The attribute that holds the id of the row that a foreign key points at."""
        model_field: Any = self.model._meta.get_field(column)
        attribute: str = model_field.attname
        return attribute

    def unique_rules(self) -> list[models.UniqueConstraint]:
        return [found for found in self.model._meta.constraints if isinstance(found, models.UniqueConstraint)]

    def check_rules(self) -> list[models.CheckConstraint]:
        return [found for found in self.model._meta.constraints if isinstance(found, models.CheckConstraint)]


def all_sections() -> list[Section]:
    """Every section, each after those its rows point at."""
    return sorted(contributed(Section), key=lambda section: section.order)


def section_named(name: str) -> Section:
    """The section of a name. Raises KeyError."""
    return contribution(Section, name)


def top_sections() -> list[Section]:
    return [section for section in all_sections() if not section.parent]


def nested_in(section: Section) -> list[Section]:
    return [found for found in all_sections() if found.parent == section.name]


def fields_of(
    model: type[models.Model],
    names: str,
    *,
    references: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    kinds: Mapping[str, Kind] | None = None,
    optional: Iterable[str] = (),
    about: Mapping[str, str] | None = None,
) -> tuple[Field, ...]:
    """Fields by the model's own definition of them: type, length, choices, and whether they may be left out.

    `references` gives the section a foreign key points at, `columns` the attribute where the file's name differs,
    `optional` the fields that are worked out when left out.
    """
    found = []
    for name in names.split():
        column = (columns or {}).get(name, name)
        model_field: Any = model._meta.get_field(column)
        has_default = model_field.has_default()
        is_text = isinstance(model_field, models.CharField | models.TextField)
        found.append(
            Field(
                name=name,
                column=column,
                kind=(kinds or {}).get(name) or _kind_of(model_field, (references or {}).get(name)),
                required=not (model_field.null or model_field.blank or has_default or name in optional),
                nullable=model_field.null,
                default=model_field.default if has_default else ("" if is_text and not model_field.null else None),
                about=(about or {}).get(name) or str(model_field.help_text),
            )
        )
    return tuple(found)


def _kind_of(model_field: Any, section: str | None) -> Kind:
    if section:
        return Reference(section=section)
    if model_field.choices:
        return Choice(values=tuple(value for value, _ in model_field.choices))
    for field_class, make in _KINDS:
        if isinstance(model_field, field_class):
            return make(model_field)
    raise TypeError(f"no kind for {model_field}")


_KINDS: list[tuple[type[Any], Callable[[Any], Kind]]] = [
    (CodeField, lambda _: Code()),
    (models.EmailField, lambda _: Email()),
    (models.CharField, lambda found: Text(longest=found.max_length)),
    (models.TextField, lambda _: Text()),
    (PartialDateField, lambda _: Partial()),
    (models.DateTimeField, lambda _: Timestamp()),
    (models.DateField, lambda _: Day()),
    (models.BooleanField, lambda _: Truth()),
    (models.PositiveSmallIntegerField, lambda _: WholeNumber()),
    (models.PositiveIntegerField, lambda _: WholeNumber(most=2_147_483_647)),
    (models.DecimalField, lambda found: DecimalNumber(digits=found.max_digits, places=found.decimal_places)),
    (models.JSONField, lambda _: Data()),
]
