"""The live blocks by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.blocks import (
    actions,
    budget,
    business_cases,
    council_shares,
    exceptions,
    groups,
    heat_maps,
    options,
    reviews,
    risks,
    route_map,
    savings,
    services,
    sessions,
    stages,
    standards,
    updates,
)
from governance.blocks.context import BlockContext
from governance.blocks.live_block import LiveBlock
from governance.documents.content import Block
from programme.errors import DomainError
from programme.models import Programme

MODULES = (
    *(services, reviews, stages, groups, route_map, updates, actions, sessions, standards),
    *(business_cases, savings, council_shares, options, budget),
    *(risks, heat_maps, exceptions),
)
"""In the order in which their blocks are offered."""
BLOCKS: dict[str, LiveBlock] = {
    block.code: block for module in MODULES for block in vars(module).values() if isinstance(block, LiveBlock)
}


def block_of(code: str) -> LiveBlock:
    """The block of a code. Raises DomainError."""
    block = BLOCKS.get(code)
    if block is None:
        raise DomainError(f"There is no live block “{code}”. There are: {', '.join(sorted(BLOCKS))}.", field="block")
    return block


def check_parameters(*, code: str, parameters: Mapping[str, Any], programme: Programme) -> None:
    """Raise DomainError or BlockParametersInvalid unless the block can be drawn with these parameters."""
    block_of(code).read(parameters, programme=programme)


def build_block(*, code: str, parameters: Mapping[str, Any], context: BlockContext) -> tuple[Block, ...]:
    """Draw a block from the records. Raises BlockParametersInvalid, DomainError."""
    block = block_of(code)
    return block.build(context, block.read(parameters, programme=context.programme))
