"""What a live block is declared as, beside the function that draws it; and its parameters, read from a section."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.documents.content import Block
from programme.errors import DomainError
from programme.models import Programme

Build = Callable[[BlockContext, Mapping[str, Any]], tuple[Block, ...]]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """What a block asks of the clerk. Left out or empty is allowed unless `required`."""

    name: str
    label: str
    kind: kinds.ParameterKind
    required: bool = False
    hint: str = ""


PHASE = Parameter(name="phase", label="Phase", kind=kinds.PHASE, hint="Leave empty for every review of the programme.")
REVIEW = Parameter(
    name="review",
    label="Service review",
    kind=kinds.REVIEW,
    hint="Leave empty for every review that is in the programme, or in the phase.",
)


class BlockParametersInvalid(DomainError):
    """A live block cannot be drawn with these parameters. `faults` has a sentence for each by its name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()), field=next(iter(faults), None))
        self.faults = dict(faults)


@dataclass(frozen=True, kw_only=True)
class LiveBlock:
    """A block that a clerk can put in a report. Sections keep its `code`."""

    code: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    build: Build

    def read(self, parameters: Any, *, programme: Programme) -> dict[str, Any]:
        """The values that the parameters name: days, yes, and rows of the programme; None where left out.

        Raises BlockParametersInvalid with every fault.
        """
        if not isinstance(parameters, Mapping):
            raise BlockParametersInvalid({"": "The parameters of a live block are names with values."})
        known = {parameter.name: parameter for parameter in self.parameters}
        takes = f"This block takes {', '.join(sorted(known))}." if known else "This block takes none."
        faults = {str(name): f"There is no parameter “{name}”. {takes}" for name in parameters if name not in known}
        values: dict[str, Any] = {}
        for name, parameter in known.items():
            written = parameters.get(name)
            if written is None or written in ("", []):
                values[name] = None
                if parameter.required:
                    faults[name] = f"{parameter.label}: enter a value. The block cannot be drawn without it."
                continue
            try:
                values[name] = parameter.kind.read(written, programme)
            except kinds.Unreadable as error:
                faults[name] = f"{parameter.label}: {error}"
        if faults:
            raise BlockParametersInvalid(faults)
        return values


def live_block(
    *, code: str, title: str, description: str, parameters: tuple[Parameter, ...] = ()
) -> Callable[[Build], LiveBlock]:
    """Declare a live block of the function that draws it; `registry` offers those of its modules."""

    def declared(build: Build) -> LiveBlock:
        return LiveBlock(code=code, title=title, description=description, parameters=parameters, build=build)

    return declared
