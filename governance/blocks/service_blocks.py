"""The live blocks of the services, in the order in which they are offered."""

from __future__ import annotations

from governance.blocks.actions import build_actions_by_area, build_recommendations
from governance.blocks.baseline_totals import build_baseline_totals
from governance.blocks.groups import build_groups
from governance.blocks.live_block import PHASE, REVIEW, LiveBlock
from governance.blocks.milestones import build_milestones_due
from governance.blocks.parameters import Parameter, ParameterKind
from governance.blocks.progress import build_progress_table
from governance.blocks.reviews import build_on_hold, build_reviews_by_rag, build_reviews_by_stage, build_reviews_started
from governance.blocks.route_map import build_route_map
from governance.blocks.services import build_principles_and_outcomes, build_progress_by_service
from governance.blocks.sessions import build_scrutiny_sessions
from governance.blocks.stages import build_gates, build_stage_times
from governance.blocks.standards import build_baseline, build_performance, build_service_standards, build_systems
from governance.blocks.updates import build_updates_received

HEADINGS = Parameter(
    name="headings",
    label="Headings",
    kind=ParameterKind.HEADINGS,
    hint="What the indicators stand under. Leave empty for all.",
)
AREA = Parameter(name="area", label="Area of review", kind=ParameterKind.AREA, hint="Leave empty for every area.")

SERVICE_BLOCKS = (
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
        parameters=(PHASE, Parameter(name="without_projects", label="Without projects", kind=ParameterKind.YES)),
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
        parameters=(REVIEW, PHASE, HEADINGS),
        build=build_baseline,
    ),
    LiveBlock(
        code="baseline_totals",
        title="Baseline in total",
        description="Staff and cost under each heading at the start, and what they come to.",
        parameters=(REVIEW, PHASE, HEADINGS),
        build=build_baseline_totals,
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
        parameters=(REVIEW, PHASE, HEADINGS),
        build=build_service_standards,
    ),
    LiveBlock(
        code="performance",
        title="Performance against standards",
        description="The latest measurements, how much of the way to the standard is done, and whether it is met.",
        parameters=(REVIEW, PHASE, HEADINGS),
        build=build_performance,
    ),
)
