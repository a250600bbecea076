"""What a field of a programme file may hold: how each kind is read, written, described and kept in a workbook cell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from programme.file.nodes import DEEPEST
from programme.values.partial_date import PartialDate, PartialDateInvalid

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
WORKED_OUT = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,15})?")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
CODE = re.compile(r"[a-z0-9][a-z0-9-]*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
PARTIAL = re.compile(r"([0-9]{4}(-(Q[1-4]|[0-9]{2}(-[0-9]{2})?))?|tbc(: .+)?)")


class Unexpected(ValueError):
    """The value is not of the kind. The text says what was expected."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Base: `read` plain data into a Python value (raises Unexpected), `write` it back; None and "" never come here."""

    def schema(self) -> dict[str, Any]:
        raise NotImplementedError

    def read(self, value: Any) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        return value

    def from_cell(self, value: Any, number_format: str) -> Any:
        """A workbook's cell as the plain data that `read` takes."""
        return value

    def to_cell(self, data: Any) -> Any:
        """The data that `write` gave, as a workbook's cell holds it: text, a number or a truth."""
        return data


@dataclass(frozen=True, kw_only=True)
class Text(Kind):
    longest: int | None = None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", **({"maxLength": self.longest} if self.longest else {})}

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            hint = ", in quotes" if isinstance(value, int | float) else ""
            raise Unexpected(f"text{hint}")
        if self.longest and len(value) > self.longest:
            raise Unexpected(f"at most {self.longest} characters, not {len(value):,}")
        if UNSTORABLE.search(value):
            raise Unexpected("text without NUL characters")
        return value

    def from_cell(self, value: Any, number_format: str) -> Any:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
            return str(int(value))
        return str(value) if isinstance(value, float) else value


@dataclass(frozen=True, kw_only=True)
class Code(Text):
    longest: int | None = 60

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.longest, "pattern": "^[a-z0-9][a-z0-9-]*$"}

    def read(self, value: Any) -> str:
        text = super().read(value)
        if not CODE.fullmatch(text):
            raise Unexpected("a code of lower-case letters, digits and hyphens")
        return text


@dataclass(frozen=True, kw_only=True)
class Email(Text):
    longest: int | None = 254

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.longest, "format": "email"}

    def read(self, value: Any) -> str:
        text = super().read(value).strip().lower()
        try:
            validate_email(text)
        except ValidationError as error:
            raise Unexpected("an e-mail address") from error
        return text


@dataclass(frozen=True, kw_only=True)
class Choice(Kind):
    values: tuple[str, ...]

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.values)}

    def read(self, value: Any) -> str:
        if value not in self.values:
            raise Unexpected(f"one of {', '.join(self.values)}")
        return str(value)

    def write(self, value: Any) -> Any:
        return str(value)


@dataclass(frozen=True, kw_only=True)
class WholeNumber(Kind):
    least: int = 0
    most: int = 32767

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def read(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise Unexpected(f"a whole number from {self.least} to {self.most}")
        return value

    def from_cell(self, value: Any, number_format: str) -> Any:
        if isinstance(value, str) and re.match(r"[0-9]{1,9}\Z", value.strip()):
            return int(value)
        return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True, kw_only=True)
class DecimalNumber(Kind):
    """An exact number. Written as a number where every reader keeps all its digits, else as text."""

    digits: int = 18
    places: int = 4

    def schema(self) -> dict[str, Any]:
        return {"type": ["number", "string"], "pattern": f"^{NUMBER.pattern}$"}

    def read(self, value: Any) -> Decimal:
        expected = f"a number such as 97.4, with at most {self.places} figures after the point"
        if isinstance(value, bool) or not isinstance(value, int | float | str) or not NUMBER.fullmatch(str(value)):
            raise Unexpected(expected)
        number = Decimal(str(value))
        if abs(number) >= 10 ** (self.digits - self.places):
            raise Unexpected(f"a number with at most {self.digits - self.places} figures before the point")
        if number.as_tuple().exponent < -self.places:  # type: ignore[operator]
            raise Unexpected(expected)
        return number

    def write(self, value: Decimal) -> int | float | str:
        return _plain_number(f"{Decimal(value).normalize():f}")

    def from_cell(self, value: Any, number_format: str) -> Any:
        text = value.strip().replace(",", "") if isinstance(value, str) else value
        return text if isinstance(text, str) and NUMBER.fullmatch(text) else value


@dataclass(frozen=True, kw_only=True)
class Figure(Kind):
    """A number that is worked out, to so many places (a half away from zero). Written as amounts are."""

    places: int = 6

    def schema(self) -> dict[str, Any]:
        return {"type": ["number", "string"], "pattern": f"^{WORKED_OUT.pattern}$"}

    def read(self, value: Any) -> Decimal:
        if isinstance(value, float) and isfinite(value):
            value = f"{Decimal(str(value)):f}"
        if isinstance(value, bool) or not isinstance(value, int | str) or not WORKED_OUT.fullmatch(str(value)):
            raise Unexpected("a number")
        return Decimal(str(value))

    def write(self, value: Decimal) -> int | float | str:
        with localcontext(prec=60):
            exact = Decimal(value).quantize(Decimal(1).scaleb(-self.places), rounding=ROUND_HALF_UP)
            return _plain_number(f"{exact.normalize():f}")

    def from_cell(self, value: Any, number_format: str) -> Any:
        return value.strip().replace(",", "") if isinstance(value, str) else value


def _plain_number(text: str) -> int | float | str:
    """A number where every reader keeps all its digits, else the text."""
    if len(text.strip("-0.").replace(".", "")) > 15:
        return text
    return float(text) if "." in text else int(text)


@dataclass(frozen=True, kw_only=True)
class Truth(Kind):
    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Unexpected("true or false")
        return value

    def from_cell(self, value: Any, number_format: str) -> Any:
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        return words.get(str(value).strip().lower(), value)


@dataclass(frozen=True, kw_only=True)
class Day(Kind):
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def read(self, value: Any) -> date:
        if isinstance(value, str) and DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError as error:
                raise Unexpected("a day that exists, such as 2023-01-31") from error
        raise Unexpected("a date such as 2023-01-31")

    def write(self, value: date) -> str:
        return value.isoformat()

    def from_cell(self, value: Any, number_format: str) -> Any:
        if isinstance(value, datetime):
            return value.date().isoformat()
        return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, kw_only=True)
class Partial(Kind):
    def schema(self) -> dict[str, Any]:
        # A bare year is a whole number to YAML.
        return {"type": ["string", "integer"], "pattern": f"^{PARTIAL.pattern}$", "minimum": 1000, "maximum": 9999}

    def read(self, value: Any) -> PartialDate:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        expected = "a date such as 2023-05-12, 2023-05, 2023-Q2, 2023, tbc or tbc: reason"
        if not isinstance(value, str) or not PARTIAL.fullmatch(value) or UNSTORABLE.search(value):
            raise Unexpected(expected)
        if len(value) > 250:
            raise Unexpected("a reason of at most 240 characters")
        try:
            return PartialDate.parse(value)
        except PartialDateInvalid as error:
            raise Unexpected(expected) from error

    def write(self, value: PartialDate) -> str:
        return value.canonical()

    def from_cell(self, value: Any, number_format: str) -> Any:
        if isinstance(value, date | datetime):
            # A spreadsheet keeps "May 2023" as its first day; only the format tells that no day was meant.
            return f"{value:%Y-%m-%d}" if "d" in number_format.lower() else f"{value:%Y-%m}"
        return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True, kw_only=True)
class Timestamp(Kind):
    """A time with its offset in the database's UTC; written as UTC, read as London's where it says no offset."""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{MOMENT.pattern}$"}

    def read(self, value: Any) -> datetime:
        expected = "a time such as 2023-01-27T10:15 or 2023-01-27T10:15:00Z"
        if not isinstance(value, str) or not MOMENT.fullmatch(value):
            raise Unexpected(expected)
        try:
            moment = datetime.fromisoformat(value)
            if timezone.is_naive(moment):
                moment = moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
            read = moment.astimezone(ZoneInfo("UTC"))
            timezone.localtime(read)  # in the first hours of year 1 there is no London time to show
        except (ValueError, OverflowError) as error:
            raise Unexpected(expected) from error
        return read

    def write(self, value: datetime) -> str:
        return value.astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z")

    def from_cell(self, value: Any, number_format: str) -> Any:
        return value.isoformat() if isinstance(value, date | datetime) else value


def _no_faults(data: Any) -> list[tuple[list[str | int], str]]:
    return []


@dataclass(frozen=True, kw_only=True)
class Data(Kind):
    """A mapping with a schema of its own. `faults` gives each fault as (steps, what was expected)."""

    described_by: dict[str, Any] = field(default_factory=lambda: {"type": "object"}, hash=False)
    faults: Callable[[Any], list[tuple[list[str | int], str]]] = _no_faults

    def schema(self) -> dict[str, Any]:
        return {key: value for key, value in self.described_by.items() if key not in ("$schema", "$defs")}

    def definitions(self) -> dict[str, Any]:
        """The parts that the schema refers to by `#/$defs/`; they stand at the root of the document's schema."""
        return dict(self.described_by.get("$defs", {}))

    def read(self, value: Any) -> Any:
        if not isinstance(value, dict):
            raise Unexpected("a mapping of keys")
        if _has_unstorable(value):
            raise Unexpected("text without NUL characters and numbers that end")
        return value

    def from_cell(self, value: Any, number_format: str) -> Any:
        if not isinstance(value, str):
            return value
        try:
            data = json.loads(value)
        except (ValueError, RecursionError):
            return value
        return data if _is_shallow(data) else value

    def to_cell(self, data: Any) -> Any:
        return json.dumps(data, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, kw_only=True)
class Reference(Text):
    """The code of a row of another section; codes of several parts are joined by "/".

    With `among`, the rows meant are those of the same parent, and of their codes a file has only what follows the
    parent's and `among`: "3" for joint/1/likelihood/3 with `among` "likelihood/" in a row of joint/1.
    """

    section: str
    among: str | None = None

    def whole(self, code: str, parent_key: str) -> str:
        """The row's key by what the file has."""
        return code if self.among is None else f"{parent_key}/{self.among}{code}"

    def told(self, key: str, parent_key: str) -> str:
        """What the file has by the row's key."""
        return key if self.among is None else key.removeprefix(f"{parent_key}/{self.among}")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 320}

    def read(self, value: Any) -> str:
        text = super().read(value)
        return text.strip().lower() if "@" in text else text


def _has_unstorable(data: Any) -> bool:
    if isinstance(data, dict):
        return any(_has_unstorable(key) or _has_unstorable(value) for key, value in data.items())
    if isinstance(data, list):
        return any(_has_unstorable(item) for item in data)
    if isinstance(data, float):
        return not isfinite(data)
    return isinstance(data, str) and UNSTORABLE.search(data) is not None


def _is_shallow(data: Any) -> bool:
    """Whether data is nested no deeper than a file may be; worked out level by level, as recursion would end it."""
    level = [data]
    for _ in range(DEEPEST):
        level = [inner for part in level for inner in _inside(part)]
        if not level:
            return True
    return False


def _inside(data: Any) -> list[Any]:
    return list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
