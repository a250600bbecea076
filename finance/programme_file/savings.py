"""Sections of the programme file: the savings tracker."""

from __future__ import annotations

from finance.models import SavingsLine, SavingsSuccession, SavingsValue
from programme.file.sections import Rule, Section, fields_of

SAVINGS = Section(
    name="savings",
    noun="savings line",
    about="Savings and in-year pressures, followed from plan to delivery.",
    model=SavingsLine,
    key=("code",),
    fields=fields_of(
        SavingsLine,
        "code name review version case_line measure is_cashable evidence state state_reason owner position closed_on "
        "closed_reason",
        references={
            "review": "reviews",
            "version": "case_versions",
            "case_line": "case_lines",
            "owner": "people",
        },
        about={"position": "The order within its review. Left out: the order in the file."},
    ),
    order=196,
    sort=("review", "position", "code"),
    ordinal="position",
    ordinal_within=("review",),
    rules={
        "savings_line_in_doubt_has_a_reason": Rule(field="state_reason", expected="the reason for the state"),
        "savings_line_closed_with_a_reason": Rule(
            field="closed_reason", expected="closed_on and closed_reason together, or neither"
        ),
    },
)

SAVINGS_VALUES = Section(
    name="savings_values",
    noun="value of a savings line",
    about="Plan, forecast or actual, in pounds, of a month (1 is April) or of the whole year (month left out).",
    model=SavingsValue,
    key=("council", "year", "month", "kind"),
    fields=fields_of(SavingsValue, "council year month kind amount is_withheld", references={"council": "councils"}),
    order=197,
    sort=("kind", "year", "month", "council"),
    programme_path="line__programme",
    parent="savings",
    parent_column="line",
    nested_as="values",
    rules={
        "savings_value_month_possible": Rule(field="month", expected="from 0 to 12"),
        "savings_value_year_possible": Rule(field="year", expected="the year in which a financial year begins"),
    },
)

SAVINGS_SUCCESSIONS = Section(
    name="savings_successions",
    noun="succession",
    about="Lines that were merged into this one, or that it was split off from.",
    model=SavingsSuccession,
    key=("before",),
    fields=fields_of(SavingsSuccession, "before on reason", references={"before": "savings"}),
    order=198,
    programme_path="line__programme",
    parent="savings",
    parent_column="line",
    nested_as="came_from",
    rules={"savings_succession_of_another": Rule(field="before", expected="another line")},
    known_by=lambda succession, moment: succession.on <= moment.date(),
)

SECTIONS = (SAVINGS, SAVINGS_VALUES, SAVINGS_SUCCESSIONS)
