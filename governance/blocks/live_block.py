"""What a live block is declared as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from governance.blocks.context import BlockContext
from governance.blocks.parameters import Parameter, ParameterKind
from governance.documents.content import Block

Build = Callable[[BlockContext, Mapping[str, Any]], tuple[Block, ...]]

PHASE = Parameter(
    name="phase", label="Phase", kind=ParameterKind.PHASE, hint="Leave empty for every review of the programme."
)
REVIEW = Parameter(
    name="review",
    label="Service review",
    kind=ParameterKind.REVIEW,
    hint="Leave empty for every review that is in the programme, or in the phase.",
)


@dataclass(frozen=True, kw_only=True)
class LiveBlock:
    """A block that a clerk can put in a report."""

    code: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    build: Build
