"""Live blocks: tables, figures and charts of a report that are drawn from the records and frozen with the report.

`registry` names them; each is a function from a `BlockContext` and its parameters to content of a snapshot. Blocks read
reviews by the body that is reported to, never by who presses the button, and as at the report's own moment.
"""

from governance.blocks.context import BlockContext
from governance.blocks.parameters import (
    BlockParametersInvalid,
    Parameter,
    ParameterKind,
    band_names,
    indicator_headings,
    is_year,
)
from governance.blocks.registry import BLOCKS, UnknownBlock, block_of, build_block, check_parameters

__all__ = [
    "BLOCKS",
    "BlockContext",
    "BlockParametersInvalid",
    "Parameter",
    "ParameterKind",
    "UnknownBlock",
    "band_names",
    "block_of",
    "build_block",
    "check_parameters",
    "indicator_headings",
    "is_year",
]
