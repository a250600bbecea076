"""The live blocks of the money, in the order in which they are offered."""

from __future__ import annotations

from governance.blocks.budget import build_budget
from governance.blocks.business_cases import (
    build_business_case,
    build_case_figures,
    build_one_off_costs,
    build_savings_by_line,
    build_sensitivity,
)
from governance.blocks.council_shares import build_council_shares
from governance.blocks.live_block import PHASE, REVIEW, LiveBlock
from governance.blocks.options import PARTS, build_options_appraisal
from governance.blocks.parameters import Parameter, ParameterKind
from governance.blocks.savings import build_savings_cumulative, build_savings_tracker, build_savings_waterfall

CASE = Parameter(
    name="case",
    label="Business case",
    kind=ParameterKind.CASE,
    hint="Leave empty for every case of the reviews that the body is told of.",
)
SAVINGS_YEAR = Parameter(
    name="year",
    label="Financial year",
    kind=ParameterKind.YEAR,
    hint="The year in which it begins. Leave empty for all years together.",
)
ONLY_APPROVED = Parameter(
    name="only_approved",
    label="Only an approved version",
    kind=ParameterKind.YES,
    hint="Otherwise the last version that is not withdrawn, a draft too.",
)

FINANCE_BLOCKS = (
    LiveBlock(
        code="business_case",
        title="Business case",
        description="Current and future costs by group and year, and what is saved. One-off costs stand beside it.",
        parameters=(CASE, ONLY_APPROVED),
        build=build_business_case,
    ),
    LiveBlock(
        code="one_off_costs",
        title="One-off costs",
        description="One-off costs by line and year, the contingency apart, with their write-off and payback.",
        parameters=(CASE, ONLY_APPROVED),
        build=build_one_off_costs,
    ),
    LiveBlock(
        code="savings_by_line",
        title="Savings by line",
        description="Each saving by year, with sub-totals that are not added again.",
        parameters=(CASE, ONLY_APPROVED),
        build=build_savings_by_line,
    ),
    LiveBlock(
        code="case_figures",
        title="What a business case comes to",
        description="Totals, payback, write-off and present values, and what a paper printed where it differs.",
        parameters=(CASE, ONLY_APPROVED),
        build=build_case_figures,
    ),
    LiveBlock(
        code="sensitivity",
        title="If it goes otherwise",
        description="What the case comes to with lower savings, higher costs or a year's delay.",
        parameters=(CASE, ONLY_APPROVED),
        build=build_sensitivity,
    ),
    LiveBlock(
        code="savings_tracker",
        title="Savings tracker",
        description=(
            "Savings and in-year pressures with their state, plan, forecast and actual, what they come to, "
            "and one-off costs beside them."
        ),
        parameters=(REVIEW, SAVINGS_YEAR),
        build=build_savings_tracker,
    ),
    LiveBlock(
        code="savings_waterfall",
        title="Savings by state",
        description="A chart of what is planned: delivered, on track, at risk and unachievable.",
        parameters=(REVIEW, SAVINGS_YEAR),
        build=build_savings_waterfall,
    ),
    LiveBlock(
        code="savings_cumulative",
        title="Savings added up",
        description="A chart of plan, forecast and actual as they add up over the months of a year, or over years.",
        parameters=(REVIEW, SAVINGS_YEAR),
        build=build_savings_cumulative,
    ),
    LiveBlock(
        code="council_shares",
        title="Each council's share",
        description="The saving and one-off costs of a business case by year, shared as the councils have agreed.",
        parameters=(CASE, ONLY_APPROVED),
        build=build_council_shares,
    ),
    LiveBlock(
        code="options_appraisal",
        title="Options appraisal",
        description="What the options of a business case were judged by, the preferred one, and what came of it.",
        parameters=(
            REVIEW,
            PHASE,
            Parameter(
                name="parts",
                label="What to show",
                kind=ParameterKind.SOME_OF,
                choices=PARTS,
                hint="Leave empty for all of it.",
            ),
        ),
        build=build_options_appraisal,
    ),
    LiveBlock(
        code="budget",
        title="Budget",
        description="Budget, actual, committed, available, expected, forecast and variance of each budget line.",
        parameters=(
            Parameter(
                name="year",
                label="Financial year",
                kind=ParameterKind.YEAR,
                hint="The year in which it begins. Leave empty for every year.",
            ),
            Parameter(
                name="council",
                label="Council",
                kind=ParameterKind.COUNCIL,
                hint="Leave empty for the programme's own lines and those of every council the body may see.",
            ),
        ),
        build=build_budget,
    ),
)
