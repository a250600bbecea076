"""The pages of a report, from a literal snapshot alone."""

from dataclasses import replace
from itertools import pairwise
from typing import get_args

import lxml.html
import pytest

from governance.documents.content import (
    Block,
    Cell,
    Column,
    NotApplicable,
    Prose,
    Recommendation,
    Recommendations,
    Row,
    Source,
    Table,
)
from governance.documents.content_kinds import KINDS
from governance.documents.html import render_html
from governance.documents.snapshot import Section
from tests.governance.documents import samples


def tree(snapshot, **options) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(str(render_html(snapshot, **options)))


def words(elements) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def of_sections(*sections: Section, style: str = "d"):
    return samples.number_snapshot(samples.snapshot(style, sections=sections))


def test_no_query_is_made(django_assert_num_queries, db):
    snapshot = samples.snapshot()
    with django_assert_num_queries(0):
        render_html(snapshot)
        render_html(snapshot, for_preview=True)


@pytest.mark.parametrize("style", samples.STYLES)
@pytest.mark.parametrize("for_preview", [True, False])
def test_no_style_gives_an_undefined_variable_or_breaks_the_content_policy(style, for_preview):
    html = render_html(samples.snapshot(style), for_preview=for_preview)
    assert "UNDEFINED TEMPLATE VARIABLE" not in html
    assert [
        element
        for element in tree(samples.snapshot(style), for_preview=for_preview).iter()
        if element.get("style") or element.tag in ("style", "script", "img")
    ] == []


@pytest.mark.parametrize("style", samples.STYLES)
def test_headings_begin_at_one_and_skip_no_level(style):
    levels = [int(element.tag[1]) for element in tree(samples.snapshot(style)).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert max(after - before for before, after in pairwise(levels)) <= 1


@pytest.mark.parametrize("style", samples.STYLES)
def test_every_id_stands_once(style):
    ids = tree(samples.snapshot(style), for_preview=True).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_chart_that_is_drawn_twice_has_no_id_twice():
    chart = samples.ratings_chart()
    ids = tree(of_sections(Section(heading="Twice", blocks=(chart, chart)))).xpath("//@id")

    assert ids
    assert len(ids) == len(set(ids))


def test_programme_d_has_the_headings_of_its_paper():
    page = tree(samples.snapshot("d"))
    assert words(page.xpath("//section[contains(@class, 'report-section')]/h2")) == [
        "1 Purpose of report",
        "2 Introduction",
        "3 Progress to date",
        "4 Budget update",
        "5 Overall summary",
        "6 Risk implications",
        "7 Environmental implications",
        "8 Resource implications",
        "9 Legal implications",
        "10 Equality and diversity implications",
        "11 Recommendation",
    ]


def test_programme_d_has_its_fifteen_reviews_in_two_groups():
    (table,) = tree(samples.snapshot("d")).xpath("//table[caption[contains(., 'Service reviews')]]")
    assert [len(group.xpath("tr[td]")) for group in table.xpath("tbody")] == [2, 13]
    assert words(table.xpath(".//th[@scope='rowgroup']")) == ["Phase 1: October 2022 to April 2023"]
    assert words(table.xpath("thead/tr/th")) == [
        "Service",
        "Business case update",
        "Expected business case completion date",
        "Implementation update",
        "Rating",
    ]


def test_paragraphs_of_programme_d_are_numbered():
    numbers = words(tree(samples.snapshot("d")).xpath("//p/span[@class='report-number']"))
    assert numbers == [
        "1.1",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
        "3.3",
        "3.4",
        "4.1",
        "5.1",
        "6.1",
        "7.1",
        "8.1",
        "9.1",
        "10.1",
        "11.1",
    ]


def test_programme_a_prints_point_nought_and_a_reason_for_each_recommendation():
    page = tree(samples.snapshot("a"))
    assert words(page.xpath("//h2/span[@class='report-number']"))[:2] == ["1.0", "2.0"]
    assert words(page.xpath("//ol/li"))[0] == (
        "That the committee notes the progress of the programme.Reason: The committee asked for a report each quarter."
    )


def test_programme_a_leaves_a_clearance_that_was_not_given_blank():
    page = tree(samples.snapshot("a"))
    rows = [words(row) for row in page.xpath("//section[contains(@class, 'report-end--clearance')]//tbody/tr")]
    assert rows == [
        ["Chief finance officer", "17 February 2023", "Ade Turner"],
        ["Monitoring officer", "", ""],
        ["Chief executive", "", ""],
    ]


def test_programme_b_recommends_first_and_last_and_begins_its_implications_in_bold():
    page = tree(samples.snapshot("b"))
    assert words(page.xpath("//h2"))[0] == "Recommendations"
    assert len(page.xpath("//ol[contains(@class, 'report-recommendations')]")) == 2
    assert (
        words(page.xpath("//p[contains(@class, 'report-run-in')]"))[3]
        == "4.4 Environmental impact – Not applicable to this report."
    )


def test_programme_c_lists_its_contents_two_levels_deep():
    page = tree(samples.snapshot("c"))
    assert words(page.xpath("//div[@class='report-contents']//a"))[:4] == [
        "1. Executive summary",
        "2. Options",
        "2.1 Criteria agreed",
        "2.2 Appraisal of each option",
    ]
    targets = page.xpath("//div[@class='report-contents']//a/@href")
    assert [target for target in targets if not page.xpath(f"//*[@id='{target[1:]}']")] == []


def test_programme_e_has_its_header_table_and_two_columns_of_source_documents():
    page = tree(samples.snapshot("e"))
    assert words(page.xpath("(//table[@class='report-header'])[1]//th")) == [
        "To",
        "Meeting date",
        "From",
        "Electoral divisions",
        "Forward plan reference",
        "Key decision",
        "Purpose",
        "Recommendation",
    ]
    assert words(page.xpath("//section[contains(@class, 'report-end--papers')]//thead//th")) == ["Document", "Location"]


def test_no_background_papers_are_said_to_be_none():
    page = tree(samples.snapshot("d", background_papers=()))
    assert words(page.xpath("//section[contains(@class, 'report-end--papers')]/p")) == ["None"]


def test_a_rating_is_its_word():
    (table,) = tree(samples.snapshot("d")).xpath("//table[caption[contains(., 'Service reviews')]]")
    shapes = {
        (rating.get("class").split("--")[1], rating.text_content())
        for rating in table.xpath(".//span[contains(@class, 'report-rag')]")
    }
    assert shapes == {
        ("green", "Green"),
        ("amber", "Amber"),
        ("red", "Red"),
        ("on_hold", "On hold"),
        ("unrated", "Unrated"),
    }


def test_the_preview_shows_how_a_figure_was_worked_out_and_where_rows_come_from():
    page = tree(samples.snapshot("d"), for_preview=True)
    summaries = words(page.xpath("//details/summary"))
    assert summaries == ["Where these rows come from", "How 13 reviews was worked out"]
    assert page.xpath("//details//a/@href")[0] == "/programmes/oneteam/reviews/ict/"
    assert tree(samples.snapshot("d")).xpath("//details") == []


def test_the_preview_and_the_document_hold_the_same_article():
    def article(page):
        (found,) = page.xpath("//article")
        for extra in found.xpath(".//details"):
            extra.drop_tree()
        return " ".join(found.text_content().split())

    snapshot = samples.snapshot("d")
    assert article(tree(snapshot, for_preview=True)) == article(tree(snapshot))


def test_recommendations_keep_the_numbers_they_were_given():
    items = (Recommendation(number=7, text="Seven"), Recommendation(number=8, text="Eight"))
    page = tree(of_sections(Section(heading="Recommendations", blocks=(Recommendations(items=items),))))
    assert page.xpath("//ol/li/@value") == ["7", "8"]


def test_a_section_that_begins_with_a_list_can_still_be_cited():
    page = tree(of_sections(Section(heading="Aims", blocks=(Prose(markdown="- a\n- b"),))))
    assert words(page.xpath("//p[contains(@class, 'report-numbered')]")) == ["1.1"]


def test_a_section_of_nothing_but_not_applicable_says_so():
    page = tree(of_sections(Section(heading="Legal", kind="implication", blocks=(NotApplicable(),))))
    assert words(page.xpath("//section[@id='section-1']/p")) == ["1.1 Not applicable to this report."]


def test_a_section_that_runs_in_without_a_paragraph_still_shows_its_heading():
    page = tree(
        of_sections(
            Section(heading="Legal", look="run_in", blocks=()),
            Section(heading="Risk", look="run_in", blocks=(samples.BUDGET,)),
        )
    )
    assert words(page.xpath("//p[contains(@class, 'report-run-in')]")) == ["1 Legal", "2 Risk"]


def test_what_officers_type_is_escaped_everywhere():
    evil = '<script>alert("x")</script>'
    table = Table(
        caption=evil, columns=(Column(label=evil),), rows=(Row(cells=(Cell(text=evil, markdown=True),)),), note=evil
    )
    section = Section(heading=evil, blocks=(Prose(markdown=evil), table))
    snapshot = of_sections(section)
    snapshot = replace(snapshot, report=replace(snapshot.report, title=evil))
    for for_preview in (True, False):
        html = render_html(snapshot, for_preview=for_preview)
        assert "<script" not in html


def test_a_character_the_font_lacks_is_named():
    page = tree(of_sections(Section(heading="Launch 🎉", blocks=(Prose(markdown="Done 👍"),))))
    assert words(page.xpath("//section[@id='section-1']/h2")) == ["1 Launch [party popper]"]


def test_the_rows_that_figures_come_from_stand_under_their_table():
    def table(caption, name):
        row = Row(cells=(Cell(text=name),), sources=(Source(label=f"Update of {name}"),))
        return Table(caption=caption, columns=(Column(label="Review"),), rows=(row,))

    blocks = (table("Progress", "Parking"), table("On hold", "Parking"))
    page = tree(of_sections(Section(heading="Reviews", blocks=blocks), style="c"))

    assert words(page.xpath("//section[contains(@class, 'report-end--sources')]//tbody/tr/*")) == [
        "Progress",
        "Parking",
        "Update of Parking",
        "On hold",
        "Parking",
        "Update of Parking",
    ]


@pytest.mark.parametrize("lead", ["Please ask", "Please ask:"])
def test_what_leads_to_the_contacts_ends_with_one_colon(lead):
    snapshot = samples.snapshot("d")
    layout = snapshot.house_style.layout
    parts = tuple(replace(part, lead=lead) if part.part == "contact" else part for part in layout.parts)
    style = replace(snapshot.house_style, layout=replace(layout, parts=parts))
    page = tree(replace(snapshot, house_style=style))

    assert words(page.xpath("//section[contains(@class, 'report-end--contact')]/p"))[0] == "Please ask:"


def test_everything_a_section_may_hold_has_a_kind():
    assert set(get_args(Block)) == set(KINDS)
