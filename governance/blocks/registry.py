"""The live blocks by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.blocks.context import BlockContext
from governance.blocks.finance_blocks import FINANCE_BLOCKS
from governance.blocks.live_block import LiveBlock
from governance.blocks.parameters import read_parameters
from governance.blocks.risk_blocks import RISK_BLOCKS
from governance.blocks.service_blocks import SERVICE_BLOCKS
from governance.documents.content import Block
from programme.errors import DomainError
from programme.models import Programme

BLOCKS: dict[str, LiveBlock] = {block.code: block for block in (*SERVICE_BLOCKS, *FINANCE_BLOCKS, *RISK_BLOCKS)}


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
