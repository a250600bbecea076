"""What is packed in a workbook, measured before any of it is believed."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from programme.file.faults import FaultLog
from programme.file.nodes import described

LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 500
CHUNK = 1024 * 1024
DOCUMENT_TYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def opened(data: bytes) -> Any:
    """A measured workbook, read as it goes. Links to others and macros are not loaded; formulas come as formulas."""
    return load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False, keep_vba=False)


def is_measured(data: bytes, faults: FaultLog) -> bool:
    """Whether the packed parts are few and small enough, as declared and as unpacked, and none defines entities."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            declared = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or declared > LARGEST_UNPACKED:
                return _refused(faults, f"unpacks to more than {LARGEST_UNPACKED // 2**20} MB or {MOST_PARTS} parts")
            unpacked = 0
            for part in parts:
                with archive.open(part) as stream:
                    is_first, tail = True, b""
                    while chunk := stream.read(CHUNK):
                        unpacked += len(chunk)
                        if unpacked > LARGEST_UNPACKED:
                            return _refused(faults, f"unpacks to more than {LARGEST_UNPACKED // 2**20} MB")
                        if part.filename.endswith((".xml", ".rels")) and _is_hostile(tail + chunk, is_first):
                            return _refused(faults, "holds XML that no spreadsheet writes")
                        is_first, tail = False, chunk[-20:]
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        return _refused(faults, f"is damaged or locked: {described(str(error))}")
    return True


def _is_hostile(chunk: bytes, is_first: bool) -> bool:
    """Document types and entities (and the two-byte text that could hide them)."""
    return DOCUMENT_TYPE.search(chunk) is not None or (is_first and b"\x00" in chunk[:64])


def _refused(faults: FaultLog, why: str) -> bool:
    faults.add(place="", path="", message=f"the workbook {why}")
    return False
