"""Kinds of column that several nouns use."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models

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
