"""Numbers of sections, and paragraphs, in the ways of the five papers."""

import pytest

from governance.documents.layout_schema import read_layout
from governance.documents.numbering import ParagraphNumbers, number_sections, section_label, split_prose
from tests.governance.documents import samples


def numbers_of(style: str) -> list[str]:
    return [section.number for section in samples.snapshot(style).sections]


def test_programme_a_leaves_its_first_two_sections_unnumbered():
    assert numbers_of("a")[:4] == ["", "", "1", "2"]


def test_programme_b_numbers_the_parts_of_a_section():
    (issues,) = (section for section in samples.snapshot("b").sections if section.kind == "implications")
    assert [part.number for part in issues.sections] == ["4.1", "4.2", "4.3", "4.4", "4.5"]


def test_no_numbering_numbers_nothing():
    layout = read_layout({"numbering": "none", "sections": [], "parts": [{"part": "title"}]})
    assert {section.number for section in number_sections(samples.snapshot("d").sections, layout=layout)} == {""}


@pytest.mark.parametrize(("scheme", "printed"), [("1", "4"), ("1.", "4."), ("1.0", "4.0")])
def test_a_section_number_is_printed_as_its_style_says(scheme, printed):
    assert section_label("4", numbering=scheme) == printed
    assert section_label("4.1", numbering=scheme) == "4.1"
    assert section_label("", numbering=scheme) == ""


def test_paragraphs_take_numbers_and_what_follows_stands_under_them():
    numbers = ParagraphNumbers("3")
    parts = list(split_prose("One.\n\n- a\n- b\n\nTwo.\n\n# Heading\n\n1. c\n\nThree.", base_level=3, numbers=numbers))
    assert [(part.kind, part.number) for part in parts] == [
        ("paragraph", "3.1"),
        ("markup", ""),
        ("paragraph", "3.2"),
        ("markup", ""),
        ("markup", "3.3"),
        ("paragraph", "3.4"),
    ]


def test_an_unnumbered_section_numbers_no_paragraph():
    parts = split_prose("One.\n\nTwo.", base_level=3, numbers=ParagraphNumbers(""))
    assert [part.number for part in parts] == ["", ""]
