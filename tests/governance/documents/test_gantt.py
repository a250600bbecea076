"""A Gantt chart in a report: frozen, drawn from the snapshot alone, told in a table, and no rule of PDF/UA-1 failed."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import lxml.html
import page as page_validation
import pytest
from pypdf import PdfReader

from governance.documents.errors import SnapshotError
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Section, Snapshot
from programme.drawing.gantt import Bar, Fact, Gantt, Link, Mark, Row, Stretch
from tests.governance.documents import samples

MAY = Stretch(date(2023, 5, 1), date(2023, 5, 31))
DAY = Stretch(date(2023, 8, 3), date(2023, 8, 3))


def gantt(*, reviews: int = 1) -> Gantt:
    """Reviews with a bar, a milestone that has moved and two projects, one waiting for the other."""
    rows: list[Row] = [
        Row("Phase 1", notes=("May 2023 to August 2023",), bars=(Bar("phase", MAY, DAY, "Phase"),), level=0)
    ]
    facts, links = [], []
    for number in range(reviews):
        rows += [
            Row(
                f"Waste collection {number}",
                notes=("On hold: no staff <yet>",),
                bars=(Bar("step", MAY, DAY, "Scoping", "1", 1), Bar("hold", DAY, DAY, "On hold", ending="open")),
                marks=(Mark("expected", MAY, "Business case expected", "B", is_late=True),),
            ),
            Row(
                "Contract",
                marks=(Mark("baseline", MAY, "First promised"), Mark("forecast", DAY, "Expected now")),
                level=2,
                slips=True,
            ),
            Row("Project: one", bars=(Bar("work", MAY, DAY, "Project", ending="stopped"),), level=2, code=f"a{number}"),
            Row("Project: two", bars=(Bar("planned", MAY, DAY, "As planned"),), level=2, code=f"b{number}"),
        ]
        links.append(Link(f"a{number}", f"b{number}", is_broken=True))
        facts.append(
            Fact("Contract", f"Waste collection {number}", "Milestone", "", "3 August 2023", "May 2023", "Moved & late")
        )
    return Gantt(
        key="route-map",
        title="Route map of the service reviews",
        description="One review.",
        today=date(2023, 7, 1),
        today_words="As at 1 July 2023",
        rows=tuple(rows),
        links=tuple(links),
        facts=tuple(facts),
        shown=Stretch(date(2023, 1, 1), date(2023, 12, 31)),
    )


def snapshot_of(chart: Gantt) -> Snapshot:
    return samples.snapshot(sections=(Section(heading="Route map", number="1", blocks=(chart,)),))


def test_it_reads_back_as_it_was_frozen():
    snapshot = snapshot_of(gantt())
    again = Snapshot.from_dict(json.loads(json.dumps(snapshot.to_dict())))
    assert again == snapshot
    assert again.content_hash == snapshot.content_hash


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda block: block.update(today="soon"), "blocks[0].today: expected a date such as 2023-01-31."),
        (lambda block: block["rows"][1]["bars"][0].update(colour="red"), "rows[1].bars[0]: expected no key colour."),
        (lambda block: block["rows"][1]["bars"][0].pop("kind"), "rows[1].bars[0]: expected the key kind."),
        (lambda block: block["shown"].pop("last"), "shown: expected the key last."),
    ],
)
def test_a_fault_is_named_by_its_place(spoil, message):
    data = json.loads(json.dumps(snapshot_of(gantt()).to_dict()))
    spoil(data["sections"][0]["blocks"][0])
    with pytest.raises(SnapshotError) as refused:
        Snapshot.from_dict(data)
    assert refused.value.message.endswith(message)


def test_the_preview_has_the_drawing_and_its_table():
    tree = lxml.html.fromstring(render_html(snapshot_of(gantt()), for_preview=True))
    (svg,) = tree.xpath("//*[local-name()='svg']")
    cells = [
        cell.text_content().strip() for cell in tree.xpath("//table[caption='Route map of the service reviews']//td")
    ]
    assert svg.xpath("*[local-name()='title']")[0].text == "Route map of the service reviews"
    assert svg.getparent().get("tabindex") == "0"
    assert cells == ["", "3 August 2023", "May 2023", "Moved & late"]


def test_a_chart_without_rows_has_its_table_s_note_alone():
    html = render_html(snapshot_of(replace(gantt(), rows=(), links=(), facts=())), for_preview=True)
    assert "<svg" not in html
    assert "No service reviews are reported to this body." in html


@pytest.mark.parametrize("reviews", [1, 25])
def test_no_rule_of_pdf_ua_fails_however_long_it_is(reviews):
    pdf = render_pdf(render_html(snapshot_of(gantt(reviews=reviews))))
    report = page_validation.validate_pdf_bytes(pdf, profile="ua1")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert f"Waste collection {reviews - 1}" in text
    assert text.count("As at 1 July 2023") >= 2
