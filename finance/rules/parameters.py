"""What a version of a business case is worked out with: read from what is kept, each fault told at its place. Pure.

Kept as a mapping: `shown_in` ("pounds" or "thousands"), `write_off_years` ([5, 10]), `discount_rates` (the name of a
set below, or [[per cent, last year or null], …] for the councils' own) and `optimism_bias` ({"upper", "lower",
"factors": [{"name", "contribution", "mitigation"}, …]}, all in per cent). What is left out is as in DEFAULT.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from finance.rules.appraisal import GREEN_BOOK, Factor, RateBand, optimism_bias
from finance.rules.money import ZERO, rounded

Fault = tuple[list[str | int], str]
"""Where it is, and what was expected there."""

SHOWN_IN = ("pounds", "thousands")
WRITE_OFF_YEARS = (5, 10)
MOST_WRITE_OFFS = 5
LONGEST_WRITE_OFF = 60
MOST_BANDS = 10
MOST_FACTORS = 30
LAST_YEAR = 250
HIGHEST_RATE = Decimal(50)
HIGHEST_BIAS = Decimal(500)
HUNDRED = Decimal(100)
PERCENT_PLACES = 4


@dataclass(frozen=True)
class RateSet:
    """Rates of an edition of the Green Book. A set never changes: a later edition gets a name of its own."""

    label: str
    bands: tuple[RateBand, ...]


STANDARD = "green_book_2018"
RATE_SETS = {
    STANDARD: RateSet("Green Book, standard (2018 on)", GREEN_BOOK),
    "green_book_health_2018": RateSet(
        "Green Book, health (2018 on)",
        (RateBand(Decimal("0.015"), 30), RateBand(Decimal("0.0129"), 75), RateBand(Decimal("0.0107"), 125)),
    ),
}
"""HM Treasury, Green Book, annex on discounting: declining long-term rates, standard and for health."""
OWN = "own"


@dataclass(frozen=True)
class NamedFactor:
    """What contributes to optimism bias: its share of it, and how far it is mitigated, in per cent."""

    name: str
    contribution: Decimal
    mitigation: Decimal


@dataclass(frozen=True)
class OptimismBias:
    """Bounds in per cent of one-off costs, and the factors between them."""

    upper: Decimal
    lower: Decimal = ZERO
    factors: tuple[NamedFactor, ...] = ()

    @property
    def mitigated(self) -> Decimal:
        """How much of it is mitigated, in per cent."""
        return sum((one.contribution * one.mitigation for one in self.factors), ZERO) / HUNDRED

    @property
    def uplift(self) -> Decimal:
        """What one-off costs are raised by, as a fraction: 0.0408 of an upper bound of 51 %, 92 % mitigated."""
        return optimism_bias(
            upper=self.upper / HUNDRED,
            lower=self.lower / HUNDRED,
            factors=[Factor(one.contribution / HUNDRED, one.mitigation / HUNDRED) for one in self.factors],
        )


@dataclass(frozen=True)
class Parameters:
    """What a version is worked out with. `rate_set` is the name of its rates, or OWN."""

    shown_in: str = "pounds"
    write_off_years: tuple[int, ...] = WRITE_OFF_YEARS
    rate_set: str = STANDARD
    bands: tuple[RateBand, ...] = GREEN_BOOK
    bias: OptimismBias | None = None


DEFAULT = Parameters()


class ParametersWrong(ValueError):
    """What is kept is not what a version can be worked out with; `faults` says where and what was expected."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, place))}: {expected}" for place, expected in faults))
        self.faults = tuple(faults)


def read_parameters(data: Any) -> Parameters:
    """The parameters that are kept. Raises ParametersWrong with every fault."""
    reader = _Reader()
    found = reader.read(data)
    if reader.faults:
        raise ParametersWrong(reader.faults)
    return found


def parameter_faults(data: Any) -> list[Fault]:
    """What is wrong with what is kept; nothing where it can be read."""
    reader = _Reader()
    reader.read(data)
    return reader.faults


def kept_parameters(parameters: Parameters) -> dict[str, Any]:
    """The mapping that is kept of them."""
    kept: dict[str, Any] = {
        "shown_in": parameters.shown_in,
        "write_off_years": list(parameters.write_off_years),
        "discount_rates": parameters.rate_set
        if parameters.rate_set != OWN
        else [[_number(band.rate * HUNDRED), band.last_year] for band in parameters.bands],
    }
    if parameters.bias is not None:
        kept["optimism_bias"] = {
            "upper": _number(parameters.bias.upper),
            "lower": _number(parameters.bias.lower),
            "factors": [
                {"name": one.name, "contribution": _number(one.contribution), "mitigation": _number(one.mitigation)}
                for one in parameters.bias.factors
            ],
        }
    return kept


def reach_of(bands: Sequence[RateBand]) -> int | None:
    """The last year that the rates hold for; None: there is none."""
    return bands[-1].last_year


def written_percent(value: Decimal) -> str:
    """ "3.5%", "4.08%", "51%"."""
    text = f"{rounded(value, Decimal(1).scaleb(-PERCENT_PLACES)):f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def written_bands(bands: Sequence[RateBand]) -> str:
    """ "3.5% to year 30, 3% to year 75, 2.5% to year 125"."""
    parts = []
    for band in bands:
        until = f" to year {band.last_year}" if band.last_year is not None else ""
        parts.append(f"{written_percent(band.rate * HUNDRED)}{until}")
    return ", ".join(parts)


class _Reader:
    """Reads on after a fault, so that all of them are told at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, data: Any) -> Parameters:
        if not isinstance(data, Mapping):
            self._fault([], "a mapping of keys")
            return DEFAULT
        known = ("shown_in", "write_off_years", "discount_rates", "optimism_bias")
        for key in data:
            if key not in known:
                self._fault([str(key)], f"one of {', '.join(known)}")
        rate_set, bands = self._rates(data.get("discount_rates"))
        return Parameters(
            shown_in=self._shown_in(data.get("shown_in", DEFAULT.shown_in)),
            write_off_years=self._write_offs(data.get("write_off_years")),
            rate_set=rate_set,
            bands=bands,
            bias=self._bias(data.get("optimism_bias")),
        )

    def _fault(self, place: list[str | int], expected: str) -> None:
        self.faults.append((place, expected))

    def _shown_in(self, value: Any) -> str:
        if value not in SHOWN_IN:
            self._fault(["shown_in"], "pounds or thousands")
            return DEFAULT.shown_in
        return str(value)

    def _write_offs(self, value: Any) -> tuple[int, ...]:
        if value is None:
            return WRITE_OFF_YEARS
        fits = isinstance(value, list) and 1 <= len(value) <= MOST_WRITE_OFFS
        if not fits or not all(_is_whole(one) and 1 <= one <= LONGEST_WRITE_OFF for one in value):
            self._fault(["write_off_years"], f"1 to {MOST_WRITE_OFFS} numbers of years from 1 to {LONGEST_WRITE_OFF}")
            return WRITE_OFF_YEARS
        if len(set(value)) < len(value):
            self._fault(["write_off_years"], "each number of years once")
        return tuple(value)

    def _rates(self, value: Any) -> tuple[str, tuple[RateBand, ...]]:
        if value is None:
            return STANDARD, GREEN_BOOK
        if isinstance(value, str) and value in RATE_SETS:
            return value, RATE_SETS[value].bands
        if not isinstance(value, list) or not 1 <= len(value) <= MOST_BANDS:
            self._fault(
                ["discount_rates"], f"{' or '.join(RATE_SETS)}, or 1 to {MOST_BANDS} pairs of rate and last year"
            )
            return STANDARD, GREEN_BOOK
        bands, before = [], 0
        for number, pair in enumerate(value):
            place: list[str | int] = ["discount_rates", number]
            if not isinstance(pair, list) or len(pair) != 2:
                self._fault(place, "a rate in per cent and its last year, or null for ever after")
                continue
            rate = self._percent(pair[0], [*place, 0], most=HIGHEST_RATE)
            last = pair[1]
            if last is None and number < len(value) - 1:
                self._fault([*place, 1], "null for the last rate only")
            elif last is not None and (not _is_whole(last) or not before < last <= LAST_YEAR):
                self._fault([*place, 1], f"a year after {before}, up to {LAST_YEAR}")
            else:
                before = last or before
                bands.append(RateBand(rate / HUNDRED, last))
        return OWN, tuple(bands) or GREEN_BOOK

    def _bias(self, value: Any) -> OptimismBias | None:
        if value is None:
            return None
        place = "optimism_bias"
        if not isinstance(value, Mapping) or "upper" not in value or set(value) - {"upper", "lower", "factors"}:
            self._fault([place], "upper and, where there are any, lower and factors")
            return None
        upper = self._percent(value["upper"], [place, "upper"], most=HIGHEST_BIAS)
        lower = self._percent(value.get("lower", 0), [place, "lower"], most=HIGHEST_BIAS)
        if lower > upper:
            self._fault([place, "lower"], "not above the upper bound")
        factors = self._factors(value.get("factors", []), [place, "factors"])
        return OptimismBias(upper, lower, factors)

    def _factors(self, value: Any, place: list[str | int]) -> tuple[NamedFactor, ...]:
        if not isinstance(value, list) or len(value) > MOST_FACTORS:
            self._fault(place, f"up to {MOST_FACTORS} factors")
            return ()
        found = []
        for number, one in enumerate(value):
            here = [*place, number]
            if not isinstance(one, Mapping) or set(one) != {"name", "contribution", "mitigation"}:
                self._fault(here, "name, contribution and mitigation")
                continue
            name = one["name"]
            if not isinstance(name, str) or not name.strip() or len(name) > 200:
                self._fault([*here, "name"], "a name of up to 200 characters")
                name = "?"
            contribution = self._percent(one["contribution"], [*here, "contribution"], most=HUNDRED)
            mitigation = self._percent(one["mitigation"], [*here, "mitigation"], most=HUNDRED)
            found.append(NamedFactor(name.strip(), contribution, mitigation))
        if sum((one.contribution for one in found), ZERO) > HUNDRED:
            self._fault(place, "contributions that sum to 100% or less")
        return tuple(found)

    def _percent(self, value: Any, place: list[str | int], *, most: Decimal) -> Decimal:
        """A number of per cent, 0 where it is none."""
        number = None
        if not isinstance(value, bool) and isinstance(value, int | float | str | Decimal) and len(str(value)) <= 20:
            try:
                number = Decimal(str(value))
            except InvalidOperation:
                number = None
        if (
            number is None
            or not number.is_finite()
            or not 0 <= number <= most
            or number != round(number, PERCENT_PLACES)
        ):
            self._fault(place, f"a percentage from 0 to {most}, with up to {PERCENT_PLACES} decimal places")
            return ZERO
        return number


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


_PERCENT: dict[str, Any] = {"type": ["number", "string"]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What a version of a business case is worked out with. What is left out is as for a new case.",
    "additionalProperties": False,
    "properties": {
        "shown_in": {"enum": list(SHOWN_IN), "description": "What amounts are written in; they are kept in pounds."},
        "write_off_years": {
            "type": "array",
            "items": {"type": "integer", "minimum": 1, "maximum": LONGEST_WRITE_OFF},
            "minItems": 1,
            "maxItems": MOST_WRITE_OFFS,
        },
        "discount_rates": {
            "description": "Rates of an edition of the Green Book, or own ones: [per cent, last year or null] each.",
            "oneOf": [
                {"enum": list(RATE_SETS)},
                {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": MOST_BANDS,
                    "items": {"type": "array", "minItems": 2, "maxItems": 2},
                },
            ],
        },
        "optimism_bias": {
            "type": "object",
            "description": "Per cent of one-off costs: upper × (1 - Σ contribution × mitigation), not below lower.",
            "required": ["upper"],
            "additionalProperties": False,
            "properties": {
                "upper": _PERCENT,
                "lower": _PERCENT,
                "factors": {
                    "type": "array",
                    "maxItems": MOST_FACTORS,
                    "items": {
                        "type": "object",
                        "required": ["name", "contribution", "mitigation"],
                        "additionalProperties": False,
                        "properties": {
                            "name": {"type": "string", "maxLength": 200},
                            "contribution": _PERCENT,
                            "mitigation": _PERCENT,
                        },
                    },
                },
            },
        },
    },
}
