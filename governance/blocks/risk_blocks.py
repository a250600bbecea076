"""The live blocks of risks and exceptions, in the order in which they are offered."""

from __future__ import annotations

from governance.blocks.exceptions import build_exceptions
from governance.blocks.live_block import LiveBlock
from governance.blocks.parameters import Parameter, ParameterKind

RISK_BLOCKS = (
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
