"""The file itself: text, pages, bookmarks, tags, and no rule of PDF/UA-1 failed."""

import ast
import threading
from collections import Counter
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import page as page_validation
import pytest
from django.conf import settings
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from governance.documents.content import Prose
from governance.documents.errors import RenderError
from governance.documents.html import render_html
from governance.documents.pdf import STATIC_ADDRESS, StaticFetcher, render_pdf
from governance.documents.snapshot import Section
from tests.governance.documents import samples


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The five house styles' documents, made once."""
    return {style: render_pdf(render_html(samples.snapshot(style))) for style in samples.STYLES}


def failed_rules(pdf: bytes) -> list[tuple[str, str]]:
    report = page_validation.validate_pdf_bytes(pdf, profile="ua1")
    assert report.rules.failed == len({failure.rule_id for failure in report.failures})
    return [(failure.rule_id, failure.message) for failure in report.failures]


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages).split())


def bookmarks_of(pdf: bytes) -> list[tuple[int, str]]:
    def walk(entries, depth):
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                yield depth, entry.title

    return list(walk(PdfReader(BytesIO(pdf)).outline, 0))


def tags_of(pdf: bytes) -> Counter[str]:
    tags: Counter[str] = Counter()

    def walk(element):
        element = element.get_object()
        if isinstance(element, ArrayObject):
            for child in element:
                walk(child)
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                tags[str(element["/S"])] += 1
            if "/K" in element:
                walk(element["/K"])

    walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return tags


@pytest.mark.parametrize("style", samples.STYLES)
def test_no_rule_of_pdf_ua_fails(files, style):
    assert failed_rules(files[style]) == []


@pytest.mark.parametrize(("style", "pages"), [("a", 6), ("b", 5), ("c", 7), ("d", 6), ("e", 6)])
def test_pages(files, style, pages):
    assert len(PdfReader(BytesIO(files[style])).pages) == pages


def test_the_text_of_programme_d(files):
    text = text_of(files["d"])
    for words in [
        "OneTeam transformation programme: quarter 4 update",
        "1 PURPOSE OF REPORT 1.1 To report on the programme's progress in the quarter.",
        "Phase 1: October 2022 to April 2023",
        "13 reviews will have started by the end of February 2023.",
        "That the committee notes the progress of the programme.",
        "(1) (2)",
        "Page 1 of 6",
    ]:
        assert words in text


def test_the_head_of_a_table_is_repeated_on_each_page(files):
    sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(files["d"])).pages]
    assert ["Business case update" in sheet for sheet in sheets] == [True, True, True, False, False, False]


def test_bookmarks_are_the_headings(files):
    assert bookmarks_of(files["d"]) == [
        (0, "OneTeam transformation programme: quarter 4 update"),
        (1, "1 Purpose of report"),
        (1, "2 Introduction"),
        (1, "3 Progress to date"),
        (2, "Other joint work"),
        (1, "4 Budget update"),
        (1, "5 Overall summary"),
        (1, "6 Risk implications"),
        (1, "7 Environmental implications"),
        (1, "8 Resource implications"),
        (1, "9 Legal implications"),
        (1, "10 Equality and diversity implications"),
        (1, "11 Recommendation"),
        (1, "Background papers"),
        (1, "Appendices"),
        (1, "Contact"),
        (1, "Appendix 1: Exception risk log"),
        (2, "Open exceptions"),
    ]


def test_tags(files):
    tags = tags_of(files["d"])
    assert (tags["/H1"], tags["/H2"], tags["/Figure"], tags["/Link"]) == (1, 15, 1, 2)
    assert tags["/LI"] == tags["/LBody"] == tags["/Lbl"] == 10


def test_metadata_comes_from_the_snapshot(files):
    reader = PdfReader(BytesIO(files["d"]))
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert dict(reader.metadata) | {"/Producer": ""} == {
        "/Producer": "",
        "/Title": "OneTeam transformation programme: quarter 4 update",
        "/Author": "Rowan Achebe",
        "/Subject": "Overview and Scrutiny Committee, 7 March 2023, OneTeam transformation programme",
        "/Creator": "Concordat",
        "/CreationDate": "D:20230220093000+00'00",
        "/ModDate": "D:20230220093000+00'00",
    }


def test_only_the_bundled_fonts_are_used(files):
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for sheet in PdfReader(BytesIO(files["d"])).pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert {font.rstrip(",") for font in fonts} == {"Source-Sans-3", "Source-Sans-3-Bold"}


def test_the_same_snapshot_gives_the_same_bytes(files):
    assert render_pdf(render_html(samples.snapshot("d"))) == files["d"]


def test_progress_is_told_in_order():
    told: list[tuple[str, int]] = []
    render_pdf(render_html(samples.snapshot("e")), progress=lambda words, percent: told.append((words, percent)))
    percents = [percent for _, percent in told]
    assert percents == sorted(percents)
    assert told[-1] == ("Done", 100)
    assert len(told) > 3


HOSTILE_PROSE = """
# Deep #### heading

###### Six

- item

  > quoted

      code

  | a | b |
  |---|---|
  | 1 |

1. one
   1. two
      - three **bold [link *in* bold](https://councils.example/a)**

![map](http://127.0.0.1:1/x.png) [file](file:///etc/passwd) <script>x</script> 🎉 שלום \u202e

| ragged | row |
|:-:|--:|
| only one |
| one | two | three |

7. seven
8. eight

---

`code` ~~gone~~ & < > <https://councils.example/a-very-long-address-that-does-not-end/and-goes-on/and-on/and-on/and-on/and-on/and-on>
"""


def test_whatever_officers_type_fails_no_rule():
    sections = (
        Section(
            heading="Hostile",
            blocks=(Prose(markdown=HOSTILE_PROSE), samples.progress_table(), Prose(markdown="> " * 500 + "x")),
        ),
        Section(heading="Nothing at all", blocks=()),
        Section(heading="W" * 300, blocks=(Prose(markdown="x" * 3000),)),
    )
    pdf = render_pdf(render_html(samples.number_snapshot(samples.snapshot(sections=sections))))
    assert failed_rules(pdf) == []
    assert "[party popper]" in text_of(pdf)
    assert "7. 8." in text_of(pdf)


class TestNothingElseIsRead:
    @pytest.fixture
    def server(self):
        """A web server that counts who asks."""
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(404)
                self.end_headers()

            def log_message(self, *args):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        server.server_close()

    def test_no_network(self, server):
        address, asked = server
        render_pdf(
            f'<html lang="en"><head><title>x</title><link rel="stylesheet" href="{address}/a.css">'
            f'<link rel="attachment" href="{address}/b"><style>@import "{address}/c.css";'
            f"p {{ background: url({address}/d.png) }} @font-face {{ font-family: F; src: url({address}/e.ttf) }}"
            f'</style></head><body><p>x<img src="{address}/f.png" alt="y"></p><object data="{address}/g"></object>'
            f'<svg xmlns="http://www.w3.org/2000/svg"><title>t</title><image href="{address}/h.png"/></svg>'
            "</body></html>"
        )
        assert asked == []

    def test_no_file_of_the_machine(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("do not tell")
        pdf = render_pdf(
            f'<html lang="en"><head><title>x</title><link rel="attachment" href="file://{secret}"></head>'
            f'<body><p>x<img src="file://{secret}" alt="y"><a rel="attachment" href="file://{secret}">z</a></p></body></html>'
        )
        assert list(PdfReader(BytesIO(pdf)).attachments) == []

    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc/passwd",
            "http://127.0.0.1/",
            "https://static.invalid.elsewhere.example/fonts/SourceSans3-Regular.ttf",
            "data:text/css,p{}",
            STATIC_ADDRESS,
            STATIC_ADDRESS + "../config/settings/base.py",
            STATIC_ADDRESS + "fonts/%2e%2e/%2e%2e/manage.py",
            STATIC_ADDRESS + "/etc/passwd.css",
            STATIC_ADDRESS + "..\\manage.css",
            STATIC_ADDRESS + "concordat.js",
            STATIC_ADDRESS + "missing.css",
        ],
    )
    def test_the_fetcher_refuses(self, address):
        with pytest.raises(Exception, match=r"own|no such|outside"):
            StaticFetcher().fetch(address)

    def test_the_fetcher_opens_our_own_font(self):
        response = StaticFetcher().fetch(STATIC_ADDRESS + "fonts/SourceSans3-Regular.ttf")
        assert response.read()[:4] == b"\x00\x01\x00\x00"


def test_a_document_that_cannot_be_made_says_so():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="a b c d"><title>t</title></svg>'
    broken = f'<html lang="en"><head><title>x</title></head><body>{drawing}</body></html>'
    with pytest.raises(RenderError, match="The PDF could not be made: ValueError"):
        render_pdf(broken)


def test_a_table_over_many_pages_is_still_tagged_well():
    table = samples.progress_table()
    long = replace(table, rows=table.rows * 4)
    snapshot = samples.snapshot(sections=(Section(heading="All", number="1", blocks=(long,)),))
    assert failed_rules(render_pdf(render_html(snapshot))) == []


def test_weasyprint_has_one_door():
    importers = {
        str(path.relative_to(settings.BASE_DIR))
        for app in ("config", "governance", "programme", "services")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name.split(".")[0] in ("weasyprint", "pydyf")
    }
    assert importers == {"governance/documents/pdf.py"}
