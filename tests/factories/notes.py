"""Notes, and the documents attached to them as an officer would send them in."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from openpyxl import Workbook
from PIL import Image

from services.enums import AttachmentKind
from services.models import Attachment, Note
from tests.factories.programme import ProgrammeFactory

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


class NoteFactory(DjangoModelFactory):
    """A note on the programme, or with `review` on that; with `council` that council's own."""

    class Meta:
        model = Note

    review = None
    programme = factory.LazyAttribute(lambda note: note.review.programme if note.review else ProgrammeFactory())
    code = factory.Sequence(lambda number: f"note-{number}")
    title = factory.Sequence(lambda number: f"Note {number}")
    body = "Worth **keeping**."
    written_at = factory.LazyFunction(timezone.now)


class AttachmentFactory(DjangoModelFactory):
    """A document that the record names and whose content is not here."""

    class Meta:
        model = Attachment

    note = factory.SubFactory(NoteFactory)
    name = factory.Sequence(lambda number: f"Minutes {number}.pdf")
    kind = AttachmentKind.PDF
    size = 100
    sha256 = factory.Sequence(lambda number: hashlib.sha256(str(number).encode()).hexdigest())
    added_at = factory.LazyFunction(timezone.now)


def pdf(words: str = "Minutes") -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n(" + words.encode() + b")\nendobj\ntrailer\n<< >>\n%%EOF\n"


def png(*, size: tuple[int, int] = (4, 4)) -> bytes:
    return _image("PNG", size)


def jpeg(*, size: tuple[int, int] = (4, 4)) -> bytes:
    return _image("JPEG", size)


def xlsx() -> bytes:
    file = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "Spaces"
    book.save(file)
    return file.getvalue()


def docx(
    *,
    types: str | None = None,
    parts: dict[str, bytes] | None = None,
    main: str = f"{WORD}.main+xml",
    extra_types: str = "",
) -> bytes:
    """A small Word document; `types` replaces its list of content types, `parts` adds parts."""
    types = types or (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{extra_types}</Types>'
    )
    return packed({"[Content_Types].xml": types.encode(), "word/document.xml": b"<document/>", **(parts or {})})


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def upload(content: bytes | None = None, name: str = "Minutes.pdf") -> Any:
    """A file as a form receives it."""
    return SimpleUploadedFile(name, pdf() if content is None else content)


def _image(file_format: str, size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, file_format)
    return file.getvalue()
