"""Live blocks: tables, figures and charts of a report that are drawn from the records and frozen with the report.

Each is declared beside the function that draws it (`live_block`), from a `BlockContext` and its parameters to content
of a snapshot; `registry` has them by code. Blocks read reviews by the body that is reported to, never by who presses
the button, and as at the report's own moment.
"""

from governance.blocks.context import BlockContext
from governance.blocks.live_block import BlockParametersInvalid, LiveBlock, Parameter
from governance.blocks.registry import BLOCKS, block_of, build_block, check_parameters

__all__ = [
    "BLOCKS",
    "BlockContext",
    "BlockParametersInvalid",
    "LiveBlock",
    "Parameter",
    "block_of",
    "build_block",
    "check_parameters",
]
