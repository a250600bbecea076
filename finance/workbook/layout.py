"""The sheets of a case's workbook and their headings: as they are written, and every way in which they are read."""

from __future__ import annotations

import re
from enum import StrEnum

from finance.enums import CostGroup, Evidence, LineKind

FIGURES_SHEET = "What it comes to"
"""Worked out; passed over when the workbook comes back in."""
PARAMETERS_SHEET = "Worked out with"
"""What the version pins, read back cell by cell by `finance.workbook.settings`."""
TOTAL_MARK = "Total"
"""In the column of codes: a row of totals, passed over too. No code has a capital letter."""
YEARS_AFTER = re.compile(r"(\d{4})\s*[/\-\u2013]\s*(\d{4}|\d{2})")
NUMBERED_YEAR = re.compile(r"(?:year|yr)\.?\s*(\d{1,3})", re.IGNORECASE)


class Column(StrEnum):
    """The columns beside the years, as they are headed."""

    CODE = "Code"
    NAME = "Line"
    GROUP = "Group"
    SUBSET = "Part of"
    EVIDENCE = "How well known"
    FULL_YEAR = "Full-year amount"
    STARTS = "Starts in"
    PHASING = "Phasing (%)"
    TOTAL = "Total"
    NOTE = "Note"


OTHER_HEADINGS = {
    "name": Column.NAME,
    "item": Column.NAME,
    "description": Column.NAME,
    "cost": Column.NAME,
    "sub-total it is part of": Column.SUBSET,
    "whole amount": Column.FULL_YEAR,
    "totals": Column.TOTAL,
    "notes": Column.NOTE,
}
OF_PROFILE = (Column.FULL_YEAR, Column.STARTS, Column.PHASING)
UNITS_IN_HEADINGS = {"£": "pounds", "£000": "thousands", "£000s": "thousands", "£k": "thousands"}
UNIT_OF_HEADING = re.compile(r"\((£(?:000s?|k)?)\)\s*\Z", re.IGNORECASE)
OTHER_SHEETS = {
    "one off costs": LineKind.ONE_OFF,
    "one-off": LineKind.ONE_OFF,
    "savings by line": LineKind.SAVING,
    "saving": LineKind.SAVING,
    "contingencies": LineKind.CONTINGENCY,
}


def kind_of_sheet(title: str) -> LineKind | None:
    """The table that a sheet's name means."""
    said = title.strip().casefold()
    named = {kind.label.casefold(): kind for kind in LineKind} | {kind.value: kind for kind in LineKind}
    return (named | OTHER_SHEETS).get(said)


def column_of(heading: str) -> Column | None:
    """The column that a heading means, whatever unit stands behind it."""
    said = UNIT_OF_HEADING.sub("", heading).strip().casefold()
    named = {column.value.casefold(): column for column in Column}
    return (named | OTHER_HEADINGS).get(said)


def unit_of_heading(heading: str) -> str | None:
    """The unit that a heading tells: "Line (£000)"."""
    found = UNIT_OF_HEADING.search(heading.strip())
    return UNITS_IN_HEADINGS[found[1].lower()] if found else None


def year_of_heading(heading: object, *, first_year: int) -> int | None:
    """The year in which a financial year begins: "2011/12", "2011-2012", 2011, or "Year 1" of the case."""
    if isinstance(heading, bool):
        return None
    if isinstance(heading, float) and heading.is_integer():
        heading = int(heading)
    said = str(heading).strip()
    if (found := YEARS_AFTER.fullmatch(said)) is not None:
        year = int(found[1])
        return year if int(found[2]) % 100 == (year + 1) % 100 else None
    if (found := NUMBERED_YEAR.fullmatch(said)) is not None:
        return first_year + int(found[1]) - 1
    return int(said) if re.fullmatch(r"(?:19|20|21)\d\d", said, re.ASCII) else None


def choice_of(words: str, choices: type[CostGroup] | type[Evidence]) -> str | None:
    """The group or standing that a cell names, by its label or its short name."""
    said = words.strip().casefold()
    return next((one.value for one in choices if said in (one.value, one.label.casefold())), None)
