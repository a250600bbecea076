"""Programme C's study, table by table, as its report prints it: the figures of the published paper in numbers of our
own, beside what the report draws from the record, and then the PDF itself.

Amounts are thousands of pounds. Savings are above nothing here; the paper writes them below.
"""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from governance.documents.content import Table
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Snapshot
from tests.programme.file.demos import headings_of, snapshot_of, tables_of, take_demo, texts, words_of

pytestmark = pytest.mark.django_db

Figures = list[tuple[str, list[str]]]

CURRENT = [
    ("Staff", [2417] * 5, 12085),
    ("Audit units", [338] * 5, 1690),
    ("Transport", [11] * 5, 55),
    ("Supplies and services", [207] * 5, 1035),
    ("Technology", [62] * 5, 310),
    ("Miscellaneous", [2] * 5, 10),
    ("Total direct costs", [3037] * 5, 15185),
    ("Customer services", [546] * 5, 2730),
    ("Corporate services", [378] * 5, 1890),
    ("Property", [160] * 5, 800),
    ("IT services", [360] * 5, 1800),
    ("Management and other", [149] * 5, 745),
    ("Total indirect costs", [1593] * 5, 7965),
    ("Total current costs", [4630] * 5, 23150),
]
FUTURE = [
    ("Staff without fraud", [1998, 1998, 1973, 1973, 1973], 9915),
    ("Fraud unit", [126] * 5, 630),
    ("Audit units", [338] * 5, 1690),
    ("Transport", [11] * 5, 55),
    ("Supplies and services", [168] * 5, 840),
    ("Technology", [62] * 5, 310),
    ("Miscellaneous", [2] * 5, 10),
    ("Total direct costs", [2705, 2705, 2680, 2680, 2680], 13450),
    ("Customer services", [456] * 5, 2280),
    ("Corporate services", [378] * 5, 1890),
    ("Property", [160] * 5, 800),
    ("IT services", [342] * 5, 1710),
    ("Management and other", [149] * 5, 745),
    ("Total indirect costs", [1485] * 5, 7425),
    ("More income", [60] * 5, 300),
    ("Total income (taken off)", [60] * 5, 300),
    ("Total future costs", [4130, 4130, 4105, 4105, 4105], 20575),
]
SAVING = [
    ("Saving a year", [500, 500, 525, 525, 525], 2575),
    ("Cumulative saving", [500, 1000, 1525, 2050, 2575], None),
]
ONE_OFF = [
    ("IT changes and one document system", [79, 0, 0, 0, 0, 0], 79),
    ("Equipment to work from home", [20, 0, 0, 0, 0, 0], 20),
    ("Travel of staff who change place", [0, 50, 50, 0, 0, 0], 100),
    ("Other setting up", [0, 30, 0, 0, 0, 0], 30),
    ("Changes to both offices", [30, 0, 0, 0, 0, 0], 30),
    ("Redundancy", [250, 0, 0, 0, 0, 0], 250),
    ("Cover to keep services going", [25, 50, 25, 0, 0, 0], 100),
    ("Pay protection", [0, 50, 50, 25, 0, 0], 125),
    ("Managing the project", [33, 54, 13, 0, 0, 0], 100),
    ("Total one-off costs", [437, 234, 138, 25, 0, 0], 834),
    ("Contingency (held apart)", [150, 0, 0, 0, 0, 0], 150),
]
SAVINGS = [
    ("Fewer staff in Revenues and Benefits", [233] * 5, 1165),
    ("Fewer staff in later years", [0, 0, 25, 25, 25], 75),
    ("Fewer staff in the fraud team (audit and fraud)", [60] * 5, 300),
    ("Fewer agency staff in audit (audit and fraud)", [17] * 5, 85),
    ("Postage", [10] * 5, 50),
    ("Fewer ways to pay", [12] * 5, 60),
    ("Lower recharge of customer services", [90] * 5, 450),
    ("Lower recharge of IT services", [18] * 5, 90),
    ("More overpayments collected", [30] * 5, 150),
    ("More court fees", [30] * 5, 150),
    ("Total savings", [500, 500, 525, 525, 525], 2575),
    ("Of which audit and fraud", [77] * 5, 385),
]
CASE_TABLES = {
    "case-costs": {"Current costs": CURRENT, "Future costs": FUTURE, "Saving": SAVING},
    "case-one-off": {"One-off costs": ONE_OFF},
    "case-savings": {"Savings by line": SAVINGS},
}
PERFORMANCE = {
    "baseline-benefits": [
        ("Live caseload (claims)", ["—", "—", "14,000"]),
        ("Staff (FTE)", ["—", "—", "42"]),
        ("Direct cost of the service (£m)", ["—", "—", "1.3"]),
        ("Time to process a new claim (days)", ["42", "22", "—"]),
        ("Time to process a change of circumstances (days)", ["14", "5", "—"]),
    ],
    "baseline-council-tax": [
        ("Properties", ["—", "—", "88,000"]),
        ("Staff (FTE)", ["—", "—", "26"]),
        ("Direct cost of the service (£m)", ["—", "—", "0.9"]),
        ("Council Tax collected in the year", ["97.4%", "98.34%", "—"]),
    ],
    "baseline-rates": [
        ("Businesses", ["—", "—", "6,500"]),
        ("Staff (FTE)", ["—", "—", "3"]),
        ("Direct cost of the service (£m)", ["—", "—", "0.3"]),
        ("Business Rates collected in the year", ["96.1%", "97.7%", "—"]),
    ],
    "baseline-fraud": [
        ("Sanctions", ["—", "—", "40"]),
        ("Staff (FTE)", ["—", "—", "6"]),
        ("Cost of staff (£m)", ["—", "—", "0.2"]),
        ("Sanctions for each 1,000 cases (per 1,000)", ["1.14", "4.57", "—"]),
    ],
    "baseline-audit": [("Staff (people)", ["6"]), ("Direct cost of the service (£m)", ["0.3"])],
}
"""By section: Dartford, Sevenoaks and both together; both together alone where no council has a figure of its own."""


@pytest.fixture(scope="module")
def snapshot(module_database: None) -> Snapshot:
    return snapshot_of(take_demo("dartford-sevenoaks"), "study")


def written(rows: list[tuple[str, list[int], int | None]]) -> list[list[str]]:
    """Rows as the report prints them."""
    return [
        [label, *(f"{amount:,}" for amount in amounts), "" if total is None else f"{total:,}"]
        for label, amounts, total in rows
    ]


def rows_of(table: Table) -> list[list[str]]:
    return [texts(row.cells) for row in table.rows]


def figures_of(table: Table) -> Figures:
    """The rows of a baseline without their notes."""
    columns = [place for place, column in enumerate(table.columns) if column.align == "end"]
    return [(row.cells[0].text, [row.cells[place].text for place in columns]) for row in table.rows]


def test_the_sections_stand_in_the_order_of_the_paper(snapshot: Snapshot):
    headings = headings_of(snapshot.sections)

    assert [number for number, _ in headings if "." not in number] == [str(number) for number in range(1, 16)]
    assert [number for number, _ in headings if re.match(r"(2|3|11|12|13|14)\.", number)] == [
        *(f"2.{part}" for part in range(1, 5)),
        *(f"3.{part}" for part in range(1, 8)),
        *(f"11.{part}" for part in range(1, 8)),
        *(f"12.{part}" for part in range(1, 9)),
        "13.1",
        "14.1",
        "14.2",
    ]
    named = dict(headings)
    assert [named[number] for number in ("2.3", "3", "11.3", "11.4", "11.5", "13", "14.1", "15")] == [
        "Method in detail",
        "Baseline analysis",
        "Costs and savings",
        "One-off costs",
        "Savings by line",
        "Risk assessment",
        "Outcome of each criterion",
        "Next steps: phase 3",
    ]


def test_section_2_3_has_six_criteria_and_nine_options_of_which_two_are_shortlisted(snapshot: Snapshot):
    criteria, options = tables_of(snapshot, "method")

    assert [column.label for column in criteria.columns] == ["Criterion"]
    assert [row.cells[0].text[:3] for row in criteria.rows] == [f"{number}. " for number in range(1, 7)]
    assert "£200,000" in criteria.rows[0].cells[0].text
    assert [(row.cells[0].text[:1], row.cells[1].text) for row in options.rows] == [
        (str(number), {2: "Shortlisted", 4: "Preferred"}.get(number, "Not shortlisted")) for number in range(1, 10)
    ]
    assert "**Preferred: Audit and Fraud at one" in words_of(snapshot, "method")


def test_section_3_2_adds_up_to_77_staff_and_2_7_million(snapshot: Snapshot):
    volumes, totals, systems = tables_of(snapshot, "baseline-overview")

    assert figures_of(volumes) == [
        ("Housing and Council Tax Benefits paid (£m)", ["63"]),
        ("Council Tax collected (£m)", ["111"]),
        ("Business Rates collected (£m)", ["111.5"]),
    ]
    assert [column.label for column in totals.columns][1:] == [
        "Benefits", "Council Tax", "Business Rates", "Fraud", "Total",
    ]  # fmt: skip
    assert rows_of(totals) == [
        ["Staffing (FTE)", "42", "26", "3", "6", "77"],
        ["Cost (£m)", "1.3", "0.9", "0.3", "0.2", "2.7"],
    ]
    assert [[cell.split(" (")[0] for cell in row] for row in rows_of(systems)] == [
        ["Processing system", "Academy", "Academy"],
        ["Operating system", "Solaris", "Windows"],
        ["Document image processing", "Idox", "Anite"],
    ]


@pytest.mark.parametrize("section", PERFORMANCE)
def test_section_3_has_the_figures_of_each_service(snapshot: Snapshot, section: str):
    (table,) = tables_of(snapshot, section)

    assert figures_of(table) == PERFORMANCE[section]
    assert table.caption.endswith(", 2009/10")


def test_the_backlog_and_the_short_staff_are_told_beside_the_figures_that_they_distort(snapshot: Snapshot):
    (benefits,) = tables_of(snapshot, "baseline-benefits")
    (fraud,) = tables_of(snapshot, "baseline-fraud")

    assert "in March 2010 it took 23 days" in benefits.rows[3].cells[-1].text
    assert fraud.rows[3].cells[-1].text == "Dartford: The team was short of staff."


@pytest.mark.parametrize("section", CASE_TABLES)
def test_section_11_has_every_figure_of_the_paper(snapshot: Snapshot, section: str):
    found = {table.caption.split(" (")[0]: table for table in tables_of(snapshot, section)}

    for title, rows in CASE_TABLES[section].items():
        assert rows_of(found[title]) == written(rows)
        assert " (£000): " in found[title].caption


def test_section_11_4_writes_off_and_pays_back_as_the_paper_does(snapshot: Snapshot):
    write_off = tables_of(snapshot, "case-one-off")[1]

    assert [row[1] for row in rows_of(write_off)] == ["£834,000", "£150,000", "£166,800", "£83,400", "1.67", "1.47"]


def test_the_lost_minus_of_section_11_3_is_shown_beside_what_comes_out(snapshot: Snapshot):
    figures = tables_of(snapshot, "case-figures")[0]

    assert [column.label for column in figures.columns] == ["Figure", "Worked out", "As printed", "Difference", "How"]
    assert [row[:4] for row in rows_of(figures) if row[2]] == [
        ["Cumulative saving to 2015/16", "£2,575,000", "-£2,575,000", "-£5,150,000"]
    ]


def test_costs_and_savings_are_shared_half_and_half(snapshot: Snapshot):
    shares = [{row[0]: row[1:] for row in rows_of(table)} for table in tables_of(snapshot, "sharing")]

    assert len(shares) == 2
    assert all(table["Dartford"] == table["Sevenoaks"] for table in shares)
    assert {table["Dartford"][-1] for table in shares} == {"1,287,500", "417,000"}


def test_section_13_has_nineteen_risks_of_which_one_is_unscored(snapshot: Snapshot):
    *_, table = tables_of(snapshot, "risk-register")
    severities = [4, 4, 2, 3, 4, 2, 2, 4, 4, 3, 3, 6, 6, 6, 4, 6, 6, "—", 6]

    assert [row[4] for row in rows_of(table)] == [str(severity) for severity in severities]
    assert table.note == "19 risks, of which 1 unscored."


def test_section_14_has_the_outcome_of_each_criterion(snapshot: Snapshot):
    (table,) = tables_of(snapshot, "outcomes")

    assert [column.label for column in table.columns] == ["Criterion", "Outcome", "Because"]
    assert [(row[0][:3], row[1]) for row in rows_of(table)] == [
        ("1. ", "Met, May 2010"),
        ("2. ", "Met, May 2010"),
        ("3. ", "Met, May 2010"),
        ("4. ", "Too early to say, May 2010"),
        ("5. ", "Met, May 2010"),
        ("6. ", "Partly met, May 2010"),
    ]
    assert "£400,000" in table.rows[0].cells[2].text
    assert all(row[2] for row in rows_of(table))


def test_the_pdf_has_every_row_of_section_11(snapshot: Snapshot):
    pages = PdfReader(BytesIO(render_pdf(render_html(snapshot)))).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())

    for tables in CASE_TABLES.values():
        for rows in tables.values():
            for row in written(rows):
                assert " ".join(row[1:]).strip() in printed, row
