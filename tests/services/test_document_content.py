"""What a document is, by its content: the five kinds are known, and whatever only looks like one is refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pytest

from programme.errors import DomainError
from services.rules import documents as document_content
from services.rules.documents import kind_of_document
from tests.factories.notes import WORD, docx, jpeg, packed, pdf, png, xlsx

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
NONE_OF_THESE = "This file is none of these, whatever its name says."
TWO_KINDS = "This file is two kinds of file at once. Save it again from the program that made it."
OTHER_PACKED = "This is a packed file of another kind."


def kind(content: bytes, name: str) -> str:
    return kind_of_document(file=io.BytesIO(content), name=name)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (pdf(), "a.pdf", "pdf"),
        (pdf(), "A.PDF", "pdf"),
        (docx(), "a.docx", "docx"),
        (xlsx(), "a.xlsx", "xlsx"),
        (png(), "a.png", "png"),
        (jpeg(), "a.jpg", "jpeg"),
        (jpeg(), "a.jpeg", "jpeg"),
    ],
)
def test_a_document_is_what_its_content_is(content: bytes, name: str, expected: str):
    assert kind(content, name) == expected


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<html><script>alert(1)</script></html>", "a.pdf", NONE_OF_THESE),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.png", NONE_OF_THESE),
        (b"GIF89a" + bytes(40), "a.png", NONE_OF_THESE),
        (b"MZ" + bytes(400), "a.pdf", NONE_OF_THESE),
        (b"\n" + pdf(), "a.pdf", NONE_OF_THESE),
        (b"x", "a.docx", NONE_OF_THESE),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a.docx", "of an old kind, or one with a password"),
        (b"%PDF-1.7\nno end", "a.pdf", "This PDF is not complete."),
        (b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF", "a.pdf", TWO_KINDS),
        (pdf() + packed({"a.class": b"x"}), "a.pdf", TWO_KINDS),
        (jpeg() + packed({"a.class": b"x"}), "a.jpg", TWO_KINDS),
        (jpeg() + b"<script>alert(1)</script>", "a.jpg", TWO_KINDS),
        (png() + b"more", "a.png", "This image is not complete, or something follows after it."),
        (png()[:8] + b"\x00\x00\x00\x00IEND\xaeB`\x82", "a.png", "This image is damaged."),
        (b"\xff\xd8\xff" + bytes(100), "a.jpg", "This image is damaged."),
        (docx() + b"<html>", "a.docx", "This file is damaged, or something follows after it."),
        (packed({"a.txt": b"x"}), "a.docx", OTHER_PACKED),
        (packed({}), "a.docx", NONE_OF_THESE),
        (docx(main=MACROS), "a.docx", "This document holds macros or controls."),
        (docx(parts={"word/vbaProject.bin": b"x"}), "a.docx", "This document holds macros or controls."),
        (docx(parts={"xl/macrosheets/sheet1.xml": b"x"}), "a.docx", "This document holds macros or controls."),
        (docx(parts={"word/activeX/activeX1.bin": b"x"}), "a.docx", "This document holds macros or controls."),
        (
            docx(extra_types='<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
            "a.docx",
            "This document holds macros or controls.",
        ),
        (docx(types="<Types/>"), "a.docx", OTHER_PACKED),
        (docx(types="<Types"), "a.docx", "This document is damaged."),
        (docx(types='<!DOCTYPE x [<!ENTITY a "b">]><Types/>'), "a.docx", "put together in an unusual way"),
        (docx(main=f"{WORD}.template.main+xml"), "a.docx", OTHER_PACKED),
        (
            docx(
                types=f'<Types><Override PartName="/word/other.xml" ContentType="{WORD}.main+xml"/></Types>',
            ),
            "a.docx",
            OTHER_PACKED,
        ),
        (docx(parts={"../../etc/passwd": b"x"}), "a.docx", "put together in an unusual way"),
        (docx(parts={"WORD/Document.xml": b"x"}), "a.docx", "put together in an unusual way"),
    ],
)
def test_what_only_looks_like_a_document_is_refused(content: bytes, name: str, sentence: str):
    with pytest.raises(DomainError, match=re.escape(sentence)) as refusal:
        kind(content, name)

    assert refusal.value.field == "document"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (docx(), "a.xlsx", "a file of the kind Word document, so its name must end in .docx."),
        (jpeg(), "a.png", "a file of the kind JPEG image, so its name must end in .jpg or .jpeg."),
        (pdf(), "a.html", "a file of the kind PDF, so its name must end in .pdf."),
        (pdf(), "pdf", "a file of the kind PDF, so its name must end in .pdf."),
        (pdf(), "a.pdf.exe", "a file of the kind PDF, so its name must end in .pdf."),
    ],
)
def test_the_name_agrees_with_the_content(content: bytes, name: str, sentence: str):
    with pytest.raises(DomainError) as refusal:
        kind(content, name)

    assert refusal.value.message == f"By its content this is {sentence}"


def test_an_encrypted_member_is_a_password():
    content = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1

    with pytest.raises(DomainError, match="This document has a password"):
        kind(bytes(content), "a.docx")


def test_a_bomb_is_refused_unpacked_by_its_announced_size():
    content = docx(parts={"word/media.bin": bytes(document_content.MOST_UNPACKED)})

    assert len(content) < 1024 * 1024
    with pytest.raises(DomainError, match="too large once unpacked"):
        kind(content, "a.docx")


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = docx(parts={"word/media.bin": bytes(5_000_000)})
    lying = content.replace((5_000_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))

    assert lying != content
    with pytest.raises(DomainError, match="This document is damaged"):
        kind(lying, "a.docx")


def test_a_packed_file_of_very_many_members_is_refused():
    content = docx(parts={f"word/{number}.xml": b"" for number in range(document_content.MOST_MEMBERS)})

    with pytest.raises(DomainError, match="too large once unpacked"):
        kind(content, "a.docx")


def test_a_damaged_member_is_found():
    content = bytearray(docx(parts={"word/styles.xml": b"abcdefgh" * 40}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = archive.getinfo("word/styles.xml")
    content[member.header_offset + 30 + len(member.filename) + 2] ^= 0xFF

    with pytest.raises(DomainError, match="This document is damaged"):
        kind(bytes(content), "a.docx")


def test_an_image_of_mad_dimensions_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(document_content, "LONGEST_SIDE", 30)

    with pytest.raises(DomainError, match="31 by 2 pixels"):
        kind(png(size=(31, 2)), "a.png")


def test_an_image_that_claims_a_thousand_million_pixels_is_refused():
    claimed = bytearray(png())
    claimed[16:24] = (60_000).to_bytes(4, "big") * 2
    claimed[29:33] = zlib.crc32(claimed[12:29]).to_bytes(4, "big")

    with pytest.raises(DomainError, match="Make it smaller"):
        kind(bytes(claimed), "a.png")
