"""What is wrong with a file, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from programme.errors import DomainError

MOST_FAULTS = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: `place` is the line or cell, `path` the row and field, `message` what was expected."""

    place: str
    path: str
    message: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.place, self.path) if part)
        return f"{where}: {self.message}" if where else self.message

    def to_dict(self) -> dict[str, str]:
        return asdict(self)


class ProgrammeFileFaulty(DomainError):
    """The file has faults; nothing was written. `faults` names every one."""

    def __init__(self, faults: list[Fault]) -> None:
        count = f"{len(faults):,} faults" if len(faults) != 1 else "1 fault"
        super().__init__(f"The file has {count}. Nothing was written.")
        self.faults = faults


class FaultLog:
    """Collects faults; past `MOST_FAULTS` it only counts."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self.count = 0

    def add(self, *, place: str, path: str, message: str) -> None:
        self.count += 1
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(Fault(place, path, message))

    def extend(self, other: FaultLog) -> None:
        for fault in other:
            self.add(place=fault.place, path=fault.path, message=fault.message)
        self.count += other.count - len(other._faults)

    def __bool__(self) -> bool:
        return self.count > 0

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def check(self) -> None:
        """Raise `ProgrammeFileFaulty` when there is any fault."""
        if not self.count:
            return
        faults = sorted(self._faults, key=_line)
        if self.count > len(faults):
            faults.append(
                Fault("", "", f"{self.count - len(faults):,} more faults are not listed; correct these first")
            )
        raise ProgrammeFileFaulty(faults)


def _line(fault: Fault) -> int:
    """Faults of a text file in the order of its lines; those of a workbook stay as they were found."""
    number = fault.place.removeprefix("line ")
    return int(number) if number.isdigit() else 0
