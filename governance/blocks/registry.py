"""The live blocks by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from governance.blocks.actions import build_actions_by_area, build_recommendations
from governance.blocks.budget import build_budget
from governance.blocks.business_cases import (
    build_business_case,
    build_case_figures,
    build_one_off_costs,
    build_savings_by_line,
    build_sensitivity,
)
from governance.blocks.context import BlockContext
from governance.blocks.council_shares import build_council_shares
from governance.blocks.exceptions import build_exceptions
from governance.blocks.groups import build_groups
from governance.blocks.milestones import build_milestones_due
from governance.blocks.options import build_options_appraisal
from governance.blocks.parameters import Parameter, ParameterKind, read_parameters
from governance.blocks.progress import build_progress_table
from governance.blocks.reviews import (
    build_on_hold,
    build_reviews_by_rag,
    build_reviews_by_stage,
    build_reviews_started,
)
from governance.blocks.route_map import build_route_map
from governance.blocks.savings import build_savings_cumulative, build_savings_tracker, build_savings_waterfall
from governance.blocks.services import build_principles_and_outcomes, build_progress_by_service
from governance.blocks.sessions import build_scrutiny_sessions
from governance.blocks.stages import build_gates, build_stage_times
from governance.blocks.standards import (
    build_baseline,
    build_performance,
    build_service_standards,
    build_systems,
)
from governance.blocks.updates import build_updates_received
from governance.documents.content import Block
from programme.errors import DomainError
from programme.models import Programme

Build = Callable[[BlockContext, Mapping[str, Any]], tuple[Block, ...]]

PHASE = Parameter(
    name="phase", label="Phase", kind=ParameterKind.PHASE, hint="Leave empty for every review of the programme."
)
AREA = Parameter(name="area", label="Area of review", kind=ParameterKind.AREA, hint="Leave empty for every area.")
REVIEW = Parameter(
    name="review",
    label="Service review",
    kind=ParameterKind.REVIEW,
    hint="Leave empty for every review that is in the programme, or in the phase.",
)
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


@dataclass(frozen=True, kw_only=True)
class LiveBlock:
    """A block that a clerk can put in a report."""

    code: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    build: Build


BLOCKS: dict[str, LiveBlock] = {
    block.code: block
    for block in (
        LiveBlock(
            code="progress_table",
            title="Progress table by phase",
            description="Each review's business case and implementation, in the words last accepted.",
            parameters=(PHASE,),
            build=build_progress_table,
        ),
        LiveBlock(
            code="progress_by_service",
            title="Progress of each service",
            description="For each review its stage, the words last accepted, and its projects with their dates.",
            parameters=(PHASE,),
            build=build_progress_by_service,
        ),
        LiveBlock(
            code="principles_and_outcomes",
            title="Principles and outcomes",
            description="A table of the principles and outcomes, what each means, and the reviews that serve it.",
            parameters=(
                Parameter(name="only_principles", label="Only guiding principles", kind=ParameterKind.YES),
                Parameter(name="only_outcomes", label="Only corporate outcomes", kind=ParameterKind.YES),
            ),
            build=build_principles_and_outcomes,
        ),
        LiveBlock(
            code="reviews_started",
            title="Reviews started by a date",
            description="A sentence with the number of reviews that will have started by a day.",
            parameters=(
                Parameter(
                    name="by",
                    label="Started by",
                    kind=ParameterKind.DAY,
                    required=True,
                    hint="The last day that counts, for example 28/02/2023.",
                ),
                PHASE,
            ),
            build=build_reviews_started,
        ),
        LiveBlock(
            code="reviews_by_stage",
            title="Reviews by stage",
            description="A chart of how many reviews stand at each stage, and its table.",
            parameters=(PHASE,),
            build=build_reviews_by_stage,
        ),
        LiveBlock(
            code="reviews_by_rag",
            title="Reviews by rating",
            description="A chart of the ratings in each phase, the unrated counted, and its table.",
            parameters=(PHASE,),
            build=build_reviews_by_rag,
        ),
        LiveBlock(
            code="on_hold",
            title="Reviews on hold",
            description="A table of the reviews on hold, since when and why.",
            parameters=(PHASE,),
            build=build_on_hold,
        ),
        LiveBlock(
            code="stage_times",
            title="Time in each stage",
            description="The median time of each stage, and how long each review has been where it stands.",
            parameters=(PHASE,),
            build=build_stage_times,
        ),
        LiveBlock(
            code="gates",
            title="Gates",
            description="Which reviews wait for what before they may move on, and what was waived.",
            parameters=(PHASE,),
            build=build_gates,
        ),
        LiveBlock(
            code="groups",
            title="Roles and groups",
            description="The officers' boards, teams and specialist leads: what each is there for, and who is in it.",
            parameters=(),
            build=build_groups,
        ),
        LiveBlock(
            code="milestones_due",
            title="Milestones due",
            description="A table of the milestones not yet reached that fall due by a day, the overdue ones marked.",
            parameters=(
                Parameter(
                    name="by",
                    label="Due by",
                    kind=ParameterKind.DAY,
                    required=True,
                    hint="The last day that counts, for example 30/06/2023.",
                ),
            ),
            build=build_milestones_due,
        ),
        LiveBlock(
            code="route_map",
            title="Route map",
            description="The reviews, milestones and projects on a line of time, and the table that says the same.",
            parameters=(PHASE,),
            build=build_route_map,
        ),
        LiveBlock(
            code="updates_received",
            title="Updates received",
            description="A sentence with how many of the updates due for a period have been received.",
            parameters=(
                Parameter(
                    name="period",
                    label="Reporting period",
                    kind=ParameterKind.PERIOD,
                    hint="Leave empty for the current one.",
                ),
            ),
            build=build_updates_received,
        ),
        LiveBlock(
            code="actions_by_area",
            title="Actions by area",
            description="For each area its ambition, what is finished, and a table of actions with their commentary.",
            parameters=(
                AREA,
                Parameter(
                    name="reference",
                    label="Delivery plan reference",
                    kind=ParameterKind.REFERENCE,
                    hint="Leave empty for all actions.",
                ),
                Parameter(name="only_recommendations", label="Only recommendations", kind=ParameterKind.YES),
            ),
            build=build_actions_by_area,
        ),
        LiveBlock(
            code="recommendations_in_one_run",
            title="Recommendations in one run",
            description="A table of the recommendations, numbered over the areas in their order.",
            parameters=(AREA,),
            build=build_recommendations,
        ),
        LiveBlock(
            code="scrutiny_sessions",
            title="Scrutiny sessions",
            description="A table of the board's sessions with officers: what was challenged and what was approved.",
            parameters=(
                Parameter(
                    name="since",
                    label="Held on or after",
                    kind=ParameterKind.DAY,
                    hint="For example 01/02/2023. Leave empty for all.",
                ),
                Parameter(
                    name="until",
                    label="Held on or before",
                    kind=ParameterKind.DAY,
                    hint="For example 30/04/2023. Leave empty for all up to the report.",
                ),
            ),
            build=build_scrutiny_sessions,
        ),
        LiveBlock(
            code="baseline",
            title="Baseline",
            description="Where each council stood at the start: staff, cost, volume and performance, with notes.",
            parameters=(REVIEW, PHASE),
            build=build_baseline,
        ),
        LiveBlock(
            code="systems",
            title="Systems in use",
            description="The systems that each council uses, by purpose.",
            parameters=(REVIEW, PHASE),
            build=build_systems,
        ),
        LiveBlock(
            code="service_standards",
            title="Service standards",
            description="What the service is to reach, by financial year and council.",
            parameters=(REVIEW, PHASE),
            build=build_service_standards,
        ),
        LiveBlock(
            code="performance",
            title="Performance against standards",
            description="The latest measurements, how much of the way to the standard is done, and whether it is met.",
            parameters=(REVIEW, PHASE),
            build=build_performance,
        ),
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
            parameters=(REVIEW, PHASE),
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
        LiveBlock(
            code="exceptions",
            title="Exceptions",
            description="The risks, dates, budgets and savings that break a rule of exceptions, and since when.",
            parameters=(
                Parameter(
                    name="rule",
                    label="Rule",
                    kind=ParameterKind.RULE,
                    hint="Leave empty for every rule that the programme uses.",
                ),
            ),
            build=build_exceptions,
        ),
    )
}


class UnknownBlock(DomainError):
    """No live block has this code; the message lists those there are."""


def block_of(code: str) -> LiveBlock:
    """The block of a code. Raises UnknownBlock."""
    block = BLOCKS.get(code)
    if block is None:
        raise UnknownBlock(f"There is no live block “{code}”. There are: {', '.join(sorted(BLOCKS))}.", field="block")
    return block


def check_parameters(*, code: str, parameters: Mapping[str, Any], programme: Programme) -> None:
    """Raise UnknownBlock or BlockParametersInvalid unless the block can be drawn with these parameters."""
    read_parameters(parameters=parameters, definitions=block_of(code).parameters, programme=programme)


def build_block(*, code: str, parameters: Mapping[str, Any], context: BlockContext) -> tuple[Block, ...]:
    """Draw a block from the records. Raises UnknownBlock, BlockParametersInvalid."""
    block = block_of(code)
    values = read_parameters(parameters=parameters, definitions=block.parameters, programme=context.programme)
    return block.build(context, values)
