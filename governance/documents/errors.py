"""Named errors of documents."""

from programme.errors import DomainError


class SnapshotError(DomainError):
    """The data is not a report snapshot of a schema version this software knows; the message says where."""


class LayoutError(DomainError):
    """A house style's layout is not valid. `faults` lists every fault as (place, what was expected)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{place}: {expected}" for place, expected in faults))
        self.faults = faults


class RenderError(DomainError):
    """The PDF could not be made; the message is kept on the render job."""
