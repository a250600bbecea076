"""What a document is, told by its content. The name only has to agree.

Read safely: no part is unpacked to disk, nothing is run, and every size is bounded before anything is unpacked. A file
that is two things at once is refused, because different programs would take it for different things.

The file name of a document as its sender gave it, made harmless to show, to store and to send.
"""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, NoReturn

import lxml.etree
from PIL import Image, UnidentifiedImageError

from programme.errors import DomainError
from programme.wording.prose import UNSEEN
from services.enums import AttachmentKind

ENDINGS: dict[AttachmentKind, tuple[str, ...]] = {
    AttachmentKind.PDF: (".pdf",),
    AttachmentKind.DOCX: (".docx",),
    AttachmentKind.XLSX: (".xlsx",),
    AttachmentKind.PNG: (".png",),
    AttachmentKind.JPEG: (".jpg", ".jpeg"),
}
CONTENT_TYPES: dict[AttachmentKind, str] = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    AttachmentKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    AttachmentKind.PNG: "image/png",
    AttachmentKind.JPEG: "image/jpeg",
}
MAIN_PARTS = {f"{CONTENT_TYPES[kind]}.main+xml": kind for kind in (AttachmentKind.DOCX, AttachmentKind.XLSX)}
"""The content type of the main part says what an Office document is."""

ZIP_MARK, OLD_OFFICE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PNG_MARK, PNG_END, JPEG_MARK = b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x00IEND\xaeB`\x82", b"\xff\xd8\xff"
PDF_MARK, PDF_END = b"%PDF-", b"%%EOF"
MARKUP = (b"<html", b"<script", b"<svg", b"<!doctype html", b"<?php", b"<iframe", b"<body")
EDGE = 2_048
"""How many bytes at each end are looked through."""

TYPES_PART = "[Content_Types].xml"
LARGEST_TYPES_PART = 1024 * 1024
MOST_MEMBERS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MACRO_PARTS = ("vbaproject", "vbadata", "macrosheets/", "activex/")
MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet", "activex")
PLAIN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1

MOST_PIXELS = 80_000_000
LONGEST_SIDE = 20_000
KINDS_IN_WORDS = "a PDF, a Word document (.docx), an Excel workbook (.xlsx), or a PNG or JPEG image"


def kind_of_document(*, file: IO[bytes], name: str) -> AttachmentKind:
    """What the file is. Raises DomainError with a sentence for its sender."""
    kind = _kind_of_content(file)
    if ending_of(name).lower() not in ENDINGS[kind]:
        wanted = " or ".join(ENDINGS[kind])
        _refuse(f"By its content this is a file of the kind {kind.label}, so its name must end in {wanted}.")
    return kind


def _kind_of_content(file: IO[bytes]) -> AttachmentKind:
    head, tail = _edges(file)
    if head.startswith(ZIP_MARK):
        return _kind_of_office_document(file, tail)
    if head.startswith(OLD_OFFICE_MARK):
        _refuse("This is an Office document of an old kind, or one with a password. Save it as .docx or .xlsx without.")
    if head.startswith(PDF_MARK):
        if PDF_END not in tail:
            _refuse("This PDF is not complete. Make it again.")
        kind = AttachmentKind.PDF
    elif head.startswith(PNG_MARK):
        if not tail.endswith(PNG_END):
            _refuse("This image is not complete, or something follows after it. Save it again.")
        kind = AttachmentKind.PNG
    elif head.startswith(JPEG_MARK):
        kind = AttachmentKind.JPEG
    else:
        _refuse(f"Choose {KINDS_IN_WORDS}. This file is none of these, whatever its name says.")
    _check_it_is_nothing_else(file, head, tail)
    if kind != AttachmentKind.PDF:
        _check_image(file, kind)
    return kind


def _edges(file: IO[bytes]) -> tuple[bytes, bytes]:
    file.seek(0)
    head = file.read(EDGE)
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - EDGE))
    tail = file.read(EDGE)
    file.seek(0)
    return head, tail


def _check_it_is_nothing_else(file: IO[bytes], head: bytes, tail: bytes) -> None:
    """No archive hangs on the end, and neither end is a web page."""
    edges = (head + tail).lower()
    if zipfile.is_zipfile(file) or any(mark in edges for mark in MARKUP):
        _refuse("This file is two kinds of file at once. Save it again from the program that made it.")
    file.seek(0)


def _check_image(file: IO[bytes], kind: AttachmentKind) -> None:
    try:
        image = Image.open(file, formats=[kind.value.upper()])
        width, height = image.size
        if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
            _refuse(f"This image is {width:,} by {height:,} pixels. Make it smaller.")
        image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _refuse("This image has too many pixels. Make it smaller.")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        _refuse("This image is damaged. Save it again.")
    finally:
        file.seek(0)


def _kind_of_office_document(file: IO[bytes], tail: bytes) -> AttachmentKind:
    if not (len(tail) >= 22 and tail[-22:].startswith(b"PK\x05\x06") and tail.endswith(b"\x00\x00")):
        _refuse("This file is damaged, or something follows after it. Save it again.")
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive)
            kind = _kind_by_types(archive)
            if archive.testzip() is not None:
                _refuse("This document is damaged. Save it again.")
            return kind
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        _refuse("This document is damaged. Save it again.")
    finally:
        file.seek(0)


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        _refuse("This document is too large once unpacked. Divide it.")
    if TYPES_PART not in names or min(member.header_offset for member in members) != 0:
        _refuse(f"Choose {KINDS_IN_WORDS}. This is a packed file of another kind.")
    if len({name.lower() for name in names}) < len(names) or any(_leads_out(name) for name in names):
        _refuse("This document is put together in an unusual way. Save it again from Word or Excel.")
    for member in members:
        if member.flag_bits & ENCRYPTED or member.compress_type not in PLAIN_PACKING:
            _refuse("This document has a password. Save it without one.")
    if any(part in name.lower() for name in names for part in MACRO_PARTS):
        _refuse_macros()


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _kind_by_types(archive: zipfile.ZipFile) -> AttachmentKind:
    """By the list of content types, where exactly one part is a main part."""
    with archive.open(TYPES_PART) as part:
        content = part.read(LARGEST_TYPES_PART + 1)
    if len(content) > LARGEST_TYPES_PART or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        _refuse("This document is put together in an unusual way. Save it again from Word or Excel.")
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = lxml.etree.fromstring(content, parser)
    except lxml.etree.XMLSyntaxError:
        _refuse("This document is damaged. Save it again.")
    said = [(str(entry.get("ContentType", "")).strip(), str(entry.get("PartName", ""))) for entry in root.iter("{*}*")]
    if any(mark in content_type.lower() for content_type, _ in said for mark in MACRO_TYPES):
        _refuse_macros()
    names = set(archive.namelist())
    kinds = {
        MAIN_PARTS[content_type]
        for content_type, part_name in said
        if content_type in MAIN_PARTS and (not part_name or part_name.lstrip("/") in names)
    }
    if len(kinds) != 1:
        _refuse(f"Choose {KINDS_IN_WORDS}. This is a packed file of another kind.")
    return kinds.pop()


def _refuse_macros() -> NoReturn:
    _refuse("This document holds macros or controls. Save it as a plain .docx or .xlsx, without them.")


def _refuse(message: str) -> NoReturn:
    raise DomainError(message, field="document")


LONGEST_NAME = 200
NAMELESS = "document"
UNWANTED = re.compile(r'[<>:"|?*]')
"""What some systems cannot have in a file's name."""


def clean_name(name: str) -> str:
    """The last part of a path, without characters that print nothing or turn the direction of text, at most
    `LONGEST_NAME` characters with its ending kept. Never empty.
    """
    name = UNSEEN.sub("", unicodedata.normalize("NFC", name.replace("\\", "/")))
    name = " ".join(UNWANTED.sub(" ", name.rsplit("/", 1)[-1]).split()).strip(". ")
    ending = ending_of(name)
    stem = (name.removesuffix(ending) if ending else name).rstrip(". ") or NAMELESS
    return f"{stem[: LONGEST_NAME - len(ending)].rstrip('. ')}{ending}"


def ending_of(name: str) -> str:
    """ ".pdf" of "Minutes.pdf", as written; "" where there is none, or none that could be an ending."""
    ending = PurePosixPath(name).suffix
    return ending if 1 < len(ending) <= 11 and ending[1:].isalnum() else ""
