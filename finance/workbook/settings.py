"""The sheet of what a version is worked out with: a row for each thing, read back cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from finance.rules.figures import UNIT_LABELS
from finance.rules.parameters import OWN, RATE_SETS, written_bands
from programme.file.nodes import described
from programme.file.workbook import NO_FORMULA, Sheet, SheetRow
from services.values.figures import plain_figure
from services.values.standards import year_label

HEADINGS = ("What", "As pinned by the version", "How to write it")
OWN_RATES = "Own rates"
RATES = {**{code: one.label for code, one in RATE_SETS.items()}, OWN: OWN_RATES}
FACTOR = "bias_factors"
"""The one thing that may have several rows."""
NAME, VALUE = 1, 2
"""The columns that are read."""
MOST_ROWS = 200
LONGEST = 500


@dataclass(frozen=True)
class Setting:
    """A thing by the field of the form that has it, as the sheet calls it, and how it is written."""

    field: str
    label: str
    how: str = ""


SETTINGS = (
    Setting("first_year", "First year", "For example 2011/12."),
    Setting("years", "Number of years"),
    Setting("one_off_first_year", "First year of one-off costs", "The same year, or an earlier one."),
    Setting("price_base", "Price base"),
    Setting("shown_in", "Amounts are in", "£ or £000. In a table the heading of its lines says so for it."),
    Setting(
        "rates",
        "Discount rates",
        "; or ".join([*(f"{one.label} ({written_bands(one.bands)})" for one in RATE_SETS.values()), OWN_RATES]),
    ),
    Setting("own_rates", "Own discount rates", f"Only with {OWN_RATES}: for example 6% to 10, 3.5%."),
    Setting("bias_upper", "Optimism bias: upper bound, %", "Empty: without optimism bias."),
    Setting("bias_lower", "Optimism bias: lower bound, %"),
    Setting(
        FACTOR,
        "Contributes to optimism bias",
        "A row for each: its name, its share of the bias and how far it is mitigated, in per cent: Contract, 40, 90.",
    ),
    Setting("write_off_years", "Written off over", "Numbers of years, for example 5, 10."),
)
BY_LABEL = {one.label.casefold(): one for one in SETTINGS}
CHOICES = {
    "rates": {**{label.casefold(): code for code, label in RATES.items()}, **{code: code for code in RATES}},
    "shown_in": {**{label: code for code, label in UNIT_LABELS.items()}, **{code: code for code in UNIT_LABELS}},
}


@dataclass(frozen=True)
class Said:
    """What the sheet says of a thing, as its form takes it, and in which cells."""

    typed: str
    places: tuple[str, ...]


def setting_rows(typed: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """The rows of the sheet, of what the form of a version begins with."""
    for one in SETTINGS:
        value = typed.get(one.field)
        if one.field == FACTOR:
            for line in str(value or "").splitlines() or [""]:
                yield one.label, line, one.how
        elif one.field in ("first_year", "one_off_first_year"):
            yield one.label, year_label(value), one.how
        elif one.field == "shown_in":
            yield one.label, UNIT_LABELS[str(value)], one.how
        elif one.field == "rates":
            yield one.label, RATES[str(value)], one.how
        else:
            yield one.label, value.replace("\n", ", ") if isinstance(value, str) else value, one.how


def read_settings(sheet: Sheet) -> dict[str, Said]:
    """What the sheet says, by field; what it has no row for is not said."""
    found: dict[str, Said] = {}
    for row in sheet.rows():
        if row.number > MOST_ROWS:
            break
        name = row.value(NAME)
        words = "" if name is None else str(name).strip()
        if words == HEADINGS[0] and row.number == 1:
            continue
        if not words:
            row.fault(f"a value without its name; head it one of {_names()}", column=VALUE)
            continue
        setting = BY_LABEL.get(words.casefold())
        if setting is None:
            row.fault(f"expected one of {_names()}, not {described(words)}", column=NAME)
            continue
        typed = _typed(setting, row)
        place = row.place(VALUE).removeprefix("sheet ")
        before = found.get(setting.field)
        if before is not None and setting.field != FACTOR:
            row.fault(f"{setting.label} is written twice, first in {before.places[0]}", column=VALUE)
        elif typed is not None and (before is None or not before.typed):
            found[setting.field] = Said(typed, (place,))
        elif typed and before is not None:
            found[setting.field] = Said(f"{before.typed}\n{typed}", (*before.places, place))
    if (own := found.get("own_rates")) and own.typed and (rates := found.get("rates")) and rates.typed != OWN:
        message = f"rates of its own go with {OWN_RATES} as discount rates; empty this, or choose those"
        sheet.faults.add(place=f"sheet {own.places[0]}", path="", message=message)
    return found


def _typed(setting: Setting, row: SheetRow) -> str | None:
    """The cell as it would be typed into its field; None where it cannot be read."""
    if row.value(VALUE) is None:
        return ""
    if not row.is_value(VALUE, formula=NO_FORMULA):
        return None
    words = _words(row)
    if words is None:
        return None
    choices = CHOICES.get(setting.field)
    if choices is None:
        return words.replace(",", "\n") if setting.field == "own_rates" else words
    chosen = choices.get(words.casefold())
    if chosen is None:
        known = ", ".join((RATES if setting.field == "rates" else UNIT_LABELS).values())
        row.fault(f"expected one of {known}, not {described(words)}", column=VALUE)
    return chosen


def _words(row: SheetRow) -> str | None:
    cell = row.cell(VALUE)
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**15:
        number = round(Decimal(repr(value)), 8)
        return f"{plain_figure(number * 100)}%" if "%" in str(cell.number_format) else plain_figure(number)
    words, typed = row.words(VALUE, most=LONGEST), str(value).strip()
    return None if len(typed) > LONGEST or (typed and not words) else words


def _names() -> str:
    return ", ".join(one.label for one in SETTINGS)
