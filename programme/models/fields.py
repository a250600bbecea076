"""Kinds of column that several nouns use.

The database column of a `PartialDate`: its canonical text, checked by the database, sortable by its last day.
"""

from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import DateField, Transform

from programme.values.partial_date import CANONICAL, PartialDate, PartialDateInvalid

code_validator = RegexValidator(
    r"^[a-z0-9][a-z0-9-]*\Z", "Use lower-case letters, digits and hyphens, starting with a letter or a digit."
)


class CodeField(models.CharField):  # type: ignore[type-arg] # generic to the type checker alone
    """The short code by which rows name each other in the programme file and in addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 60, "validators": [code_validator], **kwargs})

    def db_check(self, connection: Any) -> str:
        return f"{connection.ops.quote_name(self.column)} ~ '^[a-z0-9][a-z0-9-]*$'"


@models.ForeignKey.register_lookup
@models.AutoField.register_lookup
@models.BigAutoField.register_lookup
class AnyOf(models.Lookup):
    """`review__any_of=ids`: as `__in` of many ids, sent as one array, so that Django does not look at each of them.

    `ids` may be an `ArraySubquery`: the database then finds them first, and the rows by their keys.
    """

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, parameters = self.process_lhs(compiler, connection)
        if not hasattr(self.rhs, "as_sql"):
            return f"{column} = ANY(%s)", [*parameters, list(self.rhs)]
        ids, given = self.process_rhs(compiler, connection)
        return f"{column} = ANY({ids})", [*parameters, *given]


class PartialDateFormField(forms.CharField):
    """One text box; reads every way of writing that `PartialDate.parse` knows."""

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except PartialDateInvalid as error:
            raise ValidationError(str(error), code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def run_validators(self, value: Any) -> None:
        if value is not None:
            super().run_validators(value.canonical())


@lru_cache(maxsize=4096)
def _read(text: str) -> PartialDate:
    """A stored date; the same few months stand in hundreds of rows."""
    return PartialDate.parse(text)


class PartialDateField(models.Field):  # type: ignore[type-arg] # generic to the type checker alone
    """Null means not known. Filter and sort with the transforms `__first_day` and `__last_day`."""

    description = "A date of a stated precision, or to be confirmed"
    empty_strings_allowed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 250
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def db_type(self, connection: Any) -> str:
        return "varchar(250)"

    def db_check(self, connection: Any) -> str:
        return f"{connection.ops.quote_name(self.column)} ~ '{CANONICAL}'"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return None if value is None else _read(value)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(value)
        except PartialDateInvalid as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return None if value is None else value.canonical()

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def run_validators(self, value: Any) -> None:
        if value is not None and len(value.canonical()) > 250:
            raise ValidationError("Use 200 characters or fewer for the reason.", code="max_length")

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, "max_length": 240, **kwargs})


class _DayOfPartialDate(Transform):
    output_field = DateField()
    sql: str

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        lhs, params = compiler.compile(self.lhs)
        return self.sql.replace("@", lhs), tuple(params) * self.sql.count("@")


_FIRST = (
    "CASE WHEN left(@, 3) = 'tbc' THEN NULL "
    "WHEN substr(@, 6, 1) = 'Q' THEN make_date(left(@, 4)::int, substr(@, 7, 1)::int * 3 - 2, 1) "
    "ELSE make_date(left(@, 4)::int, coalesce(nullif(substr(@, 6, 2), ''), '1')::int, "
    "coalesce(nullif(substr(@, 9, 2), ''), '1')::int) END"
)


@PartialDateField.register_lookup
class FirstDay(_DayOfPartialDate):
    """The first day of the period that the partial date names."""

    lookup_name = "first_day"
    sql = f"({_FIRST})"


@PartialDateField.register_lookup
class LastDay(_DayOfPartialDate):
    """The last day on which the promise is still kept."""

    lookup_name = "last_day"
    sql = (
        f"(({_FIRST}) + CASE WHEN length(@) = 10 THEN interval '0 day' "
        "WHEN substr(@, 6, 1) = 'Q' THEN interval '3 months -1 day' "
        "WHEN length(@) = 7 THEN interval '1 month -1 day' ELSE interval '1 year -1 day' END)::date"
    )
