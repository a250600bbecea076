"""Sections of the programme file: budgets, virements, commitments, ledger entries and closed months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from finance.domain.finance_close import closed_months, closed_sentence, is_closed_to
from finance.models import BudgetLine, Commitment, FinanceClose, FinanceCloseEditor, LedgerEntry, Virement
from programme.file.plan import CheckResult, Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from services.programme_file.removal import is_removed


def _complete_recorded(row: Row, plan: Plan) -> None:
    row.instance.recorded_at = row.instance.recorded_at or plan.at


def _closed(section: str, day_of: Callable[[Any], date]) -> Callable[[Plan], CheckResult]:
    """A check that nothing new is dated in a month that was closed before the file and not by its sender's leave."""

    def check(plan: Plan) -> CheckResult:
        touched = [row for row in plan.rows(section) if row.is_touched and row.is_new]
        if not touched or plan.existing_programme is None:
            return
        closes = closed_months(plan.existing_programme)
        person = plan.actor.pk if plan.actor is not None else None
        for row in touched:
            day = day_of(row.instance)
            if is_closed_to(person, closes=closes, day=day):
                yield row, "on" if section == "virements" else "posted_on", closed_sentence(day)

    return check


def _check_virements(plan: Plan) -> CheckResult:
    """Budget moves between lines of one year, and not in a month that is closed."""
    for row in plan.rows("virements"):
        if row.is_touched and row.value("source").instance.year != row.value("target").instance.year:
            yield row, "target", "expected a line of the same year as the source"
    yield from _closed("virements", lambda virement: virement.on)(plan)


BUDGETS = Section(
    name="budgets",
    noun="budget line",
    about="What may be spent on something in a financial year, in pounds; income is below nothing.",
    model=BudgetLine,
    key=("year", "code"),
    fields=fields_of(
        BudgetLine,
        "year code name council review budget forecast forecast_note is_withheld position closed_on",
        references={"council": "councils", "review": "reviews"},
        about={"year": "The financial year, April to March, by the year in which it begins."},
    ),
    order=199,
    sort=("year", "position", "code"),
    ordinal="position",
    ordinal_within=("year",),
)

COMMITMENTS = Section(
    name="commitments",
    noun="commitment",
    about="Money promised, or expected to be spent, and not yet in the ledger.",
    model=Commitment,
    key=("code",),
    fields=fields_of(Commitment, "code name amount is_expected due released_on release_note"),
    order=200,
    programme_path="line__programme",
    parent="budgets",
    parent_column="line",
    nested_as="commitments",
)

VIREMENTS = Section(
    name="virements",
    noun="virement",
    about="Budget moved from one line (year/code) to another of the same year. Written once.",
    model=Virement,
    key=("code",),
    fields=fields_of(
        Virement,
        "code source target amount on reason approved_by recorded_by recorded_at",
        references={"source": "budgets", "target": "budgets", "recorded_by": "people"},
        optional=["recorded_at"],
    ),
    order=201,
    frozen=lambda virement: "a virement never changes; record the opposite instead",
)

LEDGER_ENTRIES = Section(
    name="ledger_entries",
    noun="ledger entry",
    about="Amounts as the ledger posted them, by its own references. Written once.",
    model=LedgerEntry,
    key=("reference",),
    fields=fields_of(
        LedgerEntry,
        "reference line posted_on amount text recorded_by recorded_at",
        references={"line": "budgets", "recorded_by": "people"},
        optional=["recorded_at"],
    ),
    order=202,
    frozen=lambda entry: "a ledger entry never changes; a further entry corrects it",
)

FINANCE_CLOSES = Section(
    name="finance_closes",
    noun="closed month",
    about="Months of a financial year (1 is April) that are closed.",
    model=FinanceClose,
    key=("year", "month"),
    fields=fields_of(FinanceClose, "year month closed_by closed_at", references={"closed_by": "people"}),
    order=203,
)

FINANCE_CLOSE_EDITORS = Section(
    name="finance_close_editors",
    noun="editor",
    about="Who may still post into the closed month.",
    model=FinanceCloseEditor,
    key=("person",),
    fields=fields_of(FinanceCloseEditor, "person", references={"person": "people"}, columns={"person": "user"}),
    order=204,
    programme_path="close__programme",
    parent="finance_closes",
    parent_column="close",
    nested_as="editors",
    omitted=is_removed,
)

SECTIONS = (BUDGETS, COMMITMENTS, VIREMENTS, LEDGER_ENTRIES, FINANCE_CLOSES, FINANCE_CLOSE_EDITORS)

HOOKS = (
    PlanHooks("virements", complete=_complete_recorded, check=_check_virements),
    PlanHooks(
        "ledger_entries", complete=_complete_recorded, check=_closed("ledger_entries", lambda entry: entry.posted_on)
    ),
)
