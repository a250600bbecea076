"""A file's name is shown, stored and sent: it holds no path and nothing unseen."""

import pytest

from services.rules.documents import LONGEST_NAME, clean_name, ending_of


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Minutes of May.pdf", "Minutes of May.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ann\\plan.docx", "plan.docx"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ("a\u200b\ufeff b.pdf", "a b.pdf"),
        ('he said "no" <b>.pdf', "he said no b.pdf"),
        ("  .hidden.pdf. ", "hidden.pdf"),
        (".pdf", "pdf"),
        ("", "document"),
        ("/", "document"),
        ("\u202e", "document"),
        ("Café menu.pdf", "Café menu.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, expected: str):
    assert clean_name(given) == expected
    assert clean_name(expected) == expected


def test_a_long_name_keeps_its_ending():
    name = clean_name(f"{'x' * 500}.docx")

    assert (len(name), name[-6:]) == (LONGEST_NAME, "x.docx")


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", ".PDF"), ("a.tar.gz", ".gz"), ("a", ""), ("a. b", ""), ("a.x" + "y" * 20, "")]
)
def test_the_ending_of_a_name(name: str, ending: str):
    assert ending_of(name) == ending
