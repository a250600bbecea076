"""A file's bytes → rows: which format it is, whether it is what it says, and its size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import NoReturn

from programme.file.computed import COMPUTED
from programme.file.faults import Fault, FaultLog, ProgrammeFileFaulty
from programme.file.json_reader import read_json
from programme.file.nodes import LARGEST_FILE, Node
from programme.file.shape import FileRows, shape_rows
from programme.file.xlsx_format import read_xlsx
from programme.file.yaml_format import read_yaml

FORMATS = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".xlsx": "xlsx"}
ZIP_MARK = b"PK\x03\x04"
OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class FileContent:
    """What a file has: rows to take in, and (None: none) figures to compare with what the record then works out."""

    rows: FileRows
    computed: Node | None


def read_file(*, data: bytes, filename: str, faults: FaultLog) -> FileContent:
    """The content of a programme file; faults of form go to `faults`, so that those of content can join them.

    Raises ProgrammeFileFaulty when it cannot even be told which programme the file is of.
    """
    root = _read_nodes(data, filename, faults)
    rows = shape_rows(root, faults=faults) if root is not None else {}
    if root is None and not faults:
        faults.add(place="", path="", message="the file is empty; expected a programme file")
    programme = rows.get("programme")
    if not programme or programme[0].values.get("code") is None:
        faults.check()
        _refuse("expected a programme with its code")
    return FileContent(rows, root.value.get(COMPUTED) if root is not None and root.kind == "mapping" else None)


def _read_nodes(data: bytes, filename: str, faults: FaultLog) -> Node | None:
    ending = PurePath(filename).suffix.lower()
    file_format = FORMATS.get(ending)
    if file_format is None:
        _refuse(f"expected a file whose name ends in {', '.join(FORMATS)}, not “{ending or filename[:60]}”")
    if len(data) > LARGEST_FILE:
        _refuse(f"expected at most {LARGEST_FILE // 2**20} MB, not {len(data) / 2**20:.1f} MB")
    if not data.strip():
        _refuse("the file is empty; expected a programme file")
    if data.startswith(OLD_EXCEL_MARK):
        _refuse("this is a workbook of an old kind, or one with a password; save it as .xlsx without a password")
    if file_format == "xlsx":
        if not data.startswith(ZIP_MARK):
            _refuse("the name says .xlsx, but this is not a workbook")
        return read_xlsx(data, faults=faults)
    if data.startswith(ZIP_MARK):
        _refuse(f"the name says {ending}, but this is a workbook or another packed file")
    text = _decoded(data)
    return read_json(text, faults=faults) if file_format == "json" else read_yaml(text, faults=faults)


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse("expected text in UTF-8; this byte is not", place=f"line {line}")
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        _refuse("expected text without NUL characters", place=f"line {line}")
    return text


def _refuse(message: str, *, place: str = "") -> NoReturn:
    raise ProgrammeFileFaulty([Fault(place, "", message)])
