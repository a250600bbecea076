"""House styles as data: the five papers' styles are valid, and every fault has its place."""

import pytest
from ruamel.yaml import YAML

from governance.documents.errors import LayoutError
from governance.documents.layout_schema import layout_faults, read_layout
from tests.governance.documents import samples


def written(style: str = "d") -> dict:
    return YAML(typ="safe").load(samples.LAYOUTS / f"house_style_{style}.yaml")


@pytest.mark.parametrize("style", samples.STYLES)
def test_each_papers_house_style_is_data_alone(style):
    assert layout_faults(written(style)) == []


def test_programme_d_has_eleven_sections_and_bracketed_recommendations():
    layout = samples.layout("d")
    assert [section.code for section in layout.sections][-1] == "recommendation"
    assert (len(layout.sections), layout.recommendations.label, layout.numbering) == (11, "(1)", "1")


def test_every_fault_is_reported_at_once_with_its_place():
    data = written()
    data["numbering"] = "IV"
    data["fonts"] = "Comic"
    data["sections"][0].pop("heading")
    data["parts"].append({"part": "poem"})
    assert [place for place, _ in layout_faults(data)] == [
        "layout",
        "layout.numbering",
        "layout.parts[8].part",
        "layout.sections[0]",
    ]
    assert (
        "layout.numbering",
        "how a section's number is printed: one of 1, 1., 1.0, none, not 'IV'",
    ) in layout_faults(data)
    assert ("layout.sections[0]", "the key heading, which a section needs") in layout_faults(data)


@pytest.mark.parametrize("data", [None, [], "x", 3, {"sections": "x", "parts": []}, {"sections": [], "parts": [{}]}])
def test_data_of_the_wrong_shape_is_a_layout_error(data):
    with pytest.raises(LayoutError):
        read_layout(data)


def test_a_code_stands_once():
    data = written()
    data["sections"][1]["code"] = "purpose"
    data["parts"].append({"part": "notices"})
    assert layout_faults(data) == [
        ("parts", "each part once, not notices again"),
        ("sections", "each section code once, not purpose again"),
    ]


def test_a_document_needs_its_title():
    data = written() | {"parts": [{"part": "sections"}]}
    assert layout_faults(data) == [("parts", "the part title, which every document needs")]


def test_sections_go_two_levels_deep():
    data = written("e")
    data["sections"][3]["sections"][0]["sections"] = [{"code": "deeper", "heading": "Deeper"}]
    ((place, expected),) = layout_faults(data)
    assert place == "layout.sections[3].sections[0]"
    assert expected.startswith("no key sections; a part of a section may have ")


def test_a_hostile_value_is_shown_short():
    data = written() | {"accent": "x" * 10_000}
    ((_, expected),) = layout_faults(data)
    assert len(expected) < 200
