"""What was read from a workbook, as data that the page carries from its preview to its confirmation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from finance.enums import LineKind
from finance.rules.figures import plain_amount, read_amount
from finance.workbook.read import SheetLine
from finance.workbook.settings import Said


@dataclass(frozen=True)
class WorkbookPreview:
    """The lines of a workbook, whether others are taken out, and what it says that the version is worked out with."""

    tables: Mapping[LineKind, Sequence[SheetLine]]
    takes_out: bool
    settings: Mapping[str, Said]

    def to_json(self) -> bytes:
        data = {
            "takes_out": self.takes_out,
            "settings": {name: [one.typed, list(one.places)] for name, one in self.settings.items()},
            "tables": {kind.value: [_line_to_data(line) for line in lines] for kind, lines in self.tables.items()},
        }
        return json.dumps(data, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, written: bytes) -> WorkbookPreview:
        data = json.loads(written)
        tables = {LineKind(kind): [_line_from_data(line) for line in lines] for kind, lines in data["tables"].items()}
        settings = {name: Said(typed, tuple(places)) for name, (typed, places) in data["settings"].items()}
        return cls(tables, data["takes_out"], settings)


def _line_to_data(line: SheetLine) -> dict[str, Any]:
    return {**asdict(line), "cells": {year: plain_amount(cell) for year, cell in line.cells.items()}}


def _line_from_data(data: dict[str, Any]) -> SheetLine:
    profile = tuple(data["profile"]) if data["profile"] is not None else None
    cells = {int(year): read_amount(typed) for year, typed in data["cells"].items()}
    return SheetLine(**{**data, "profile": profile, "cells": cells})
