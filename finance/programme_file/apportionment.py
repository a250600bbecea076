"""Sections of the programme file: how costs and savings are shared between councils."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from finance.enums import Basis
from finance.models import Apportionment, ApportionmentShare, Driver, DriverFigure
from programme.file.plan import CheckResult, Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, Spans, fields_of
from services.programme_file.removal import is_removed
from services.values.figures import plain_figure

WHOLE = Decimal(100)


def _check_apportionments(plan: Plan) -> CheckResult:
    """Agreed shares come to 100, one council is charged where one is, and a line is one of the review's."""
    shares: dict[int, list[Row]] = defaultdict(list)
    for row in plan.rows("apportionment_shares"):
        if row.instance.removed_at is None:
            shares[id(row.value("apportionment"))].append(row)
    for row in plan.rows("apportionments"):
        told = shares[id(row)]
        if row.faulty or any(one.faulty for one in told):
            continue
        if row.is_touched or any(one.is_touched for one in told):
            if expected := _expected_shares(row, told):
                yield row, "shares", f"expected {expected}"
            line = row.instance.line
            if line and (id(row.value("review")), line) not in _lines(plan):
                yield row, "line", "expected the code of a line of the review's business cases, savings or budgets"


def _expected_shares(row: Row, told: list[Row]) -> str:
    """What the shares of an apportionment should be; "" where they are."""
    agreement = row.instance
    if agreement.basis == Basis.SINGLE and not agreement.override_reason:
        return "" if len(told) == 1 else f"the one council that is charged, not {len(told)}"
    if agreement.basis == Basis.FIXED or agreement.override_reason or (told and agreement.tolerance is not None):
        total = sum((WHOLE if one.instance.percentage is None else one.instance.percentage for one in told), Decimal(0))
        return "" if total == WHOLE else f"percentages that come to 100, not to {plain_figure(total)}"
    return ""


def _lines(plan: Plan) -> set[tuple[int, str]]:
    """The lines of reviews that the file or the programme has, as (the review's row, code)."""
    found = {(id(row.value("review")), row.instance.code) for name in ("savings", "budgets") for row in plan.rows(name)}
    for row in plan.rows("case_lines"):
        if row.instance.removed_at is None:
            found.add((id(row.value("version").value("case").value("review")), row.instance.code))
    return found


DRIVERS = Section(
    name="drivers",
    noun="driver",
    about="What is counted at each council and costs can be shared by.",
    model=Driver,
    key=("code",),
    fields=fields_of(Driver, "code name unit"),
    order=192,
)

DRIVER_FIGURES = Section(
    name="driver_figures",
    noun="figure of a driver",
    about="The driver's figure at a council, from a day on until the next.",
    model=DriverFigure,
    key=("council", "starts_on"),
    fields=fields_of(DriverFigure, "council starts_on value source", references={"council": "councils"}),
    order=193,
    programme_path="driver__programme",
    parent="drivers",
    parent_column="driver",
    nested_as="figures",
)

APPORTIONMENTS = Section(
    name="apportionments",
    noun="apportionment",
    about="How costs and savings are shared: of the programme, of a review, or of one line of a review.",
    model=Apportionment,
    key=("code",),
    fields=fields_of(
        Apportionment,
        "code review line basis driver tolerance starts_on ended_on agreed_on agreed_by override_reason "
        "shares_are_open recorded_by",
        references={"review": "reviews", "driver": "drivers", "recorded_by": "people"},
    ),
    order=194,
    spans=Spans(
        within=("review", "line"),
        first="starts_on",
        last="ended_on",
        expected="one agreement at a time of the programme, of a review or of a line",
    ),
)

APPORTIONMENT_SHARES = Section(
    name="apportionment_shares",
    noun="share",
    about="A council's share in per cent.",
    model=ApportionmentShare,
    key=("council",),
    fields=fields_of(ApportionmentShare, "council percentage", references={"council": "councils"}),
    order=195,
    programme_path="apportionment__programme",
    parent="apportionments",
    parent_column="apportionment",
    nested_as="shares",
    omitted=is_removed,
)

SECTIONS = (DRIVERS, DRIVER_FIGURES, APPORTIONMENTS, APPORTIONMENT_SHARES)

HOOKS = (PlanHooks("apportionments", check=_check_apportionments),)
