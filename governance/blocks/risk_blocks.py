"""The live blocks of risks and exceptions, in the order in which they are offered."""

from __future__ import annotations

from governance.blocks.exceptions import build_exceptions
from governance.blocks.heat_maps import SHOWN, build_heat_map
from governance.blocks.live_block import LiveBlock
from governance.blocks.parameters import Parameter, ParameterKind
from governance.blocks.risks import COLUMNS, WHICH, build_risk_register
from risks.enums import AssessmentKind

REGISTER = Parameter(
    name="register",
    label="Risk register",
    kind=ParameterKind.REGISTER,
    hint="Leave empty for every register that the body is told of.",
)
ASSESSED = Parameter(
    name="kind",
    label="Which score",
    kind=ParameterKind.ONE_OF,
    choices=tuple((str(kind.value), str(kind.label)) for kind in AssessmentKind),
    hint="Leave empty for the current one.",
)

RISK_BLOCKS = (
    LiveBlock(
        code="risk_register",
        title="Risk register",
        description="A table of risks with the columns you choose. Confidential risks are never in it.",
        parameters=(
            REGISTER,
            Parameter(
                name="columns",
                label="Columns",
                kind=ParameterKind.SOME_OF,
                choices=COLUMNS,
                hint="Choose none for number, risk, score, owner and status.",
            ),
            Parameter(
                name="which",
                label="Which risks",
                kind=ParameterKind.ONE_OF,
                choices=WHICH,
                hint="Leave empty for the open ones.",
            ),
            Parameter(
                name="min_band",
                label="From which band on",
                kind=ParameterKind.BAND,
                hint="Leave empty for all, the unscored among them.",
            ),
            ASSESSED,
            Parameter(name="by_rank", label="The most serious first", kind=ParameterKind.YES),
            Parameter(
                name="since",
                label="Movement since",
                kind=ParameterKind.DAY,
                hint="For the column of movement. Leave empty to tell since when each risk stands where it does.",
            ),
        ),
        build=build_risk_register,
    ),
    LiveBlock(
        code="heat_map",
        title="Heat map of a risk register",
        description="Where open risks stand in the matrix of their register. Confidential risks are never in it.",
        parameters=(
            REGISTER,
            ASSESSED,
            Parameter(
                name="show",
                label="In each cell",
                kind=ParameterKind.ONE_OF,
                choices=SHOWN,
                hint="Leave empty for how many risks.",
            ),
            Parameter(
                name="since",
                label="Movement since",
                kind=ParameterKind.DAY,
                hint="Leave empty for a map without movement.",
            ),
        ),
        build=build_heat_map,
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
