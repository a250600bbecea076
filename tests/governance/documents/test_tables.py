"""Tables made ready to be drawn."""

import pytest

from governance.documents.content import Cell, Column, Row, Table
from governance.documents.tables import show_table
from governance.documents.widths import column_widths, measure

COLUMNS = (Column(label="Service"), Column(label="Said"))


@pytest.mark.parametrize(
    ("weights", "widths"),
    [([1, 1, 1], (34, 33, 33)), ([3, 4, 2, 3], (25, 33, 17, 25)), ([1], (100,)), ([7, 1], (88, 12))],
)
def test_widths_add_up_to_a_hundred(weights, widths):
    assert column_widths(weights) == widths


@pytest.mark.parametrize(
    ("weights", "least", "widths"),
    [
        ([1, 9], [20, 5], (20, 80)),
        ([1, 1, 8], [15, 0, 0], (15, 9, 76)),
        ([1, 4, 5], [10, 39, 0], (10, 40, 50)),
        ([1, 1, 8], [30, 12, 60], (29, 12, 59)),
    ],
)
def test_a_column_is_as_wide_as_it_has_to_be(weights, least, widths):
    assert column_widths(weights, least=least) == widths


def test_no_word_of_a_heading_is_cut():
    columns = (
        Column(label="Number"),
        Column(label="Likelihood"),
        Column(label="Risk", weight=9),
        Column(label="Implementation of it", weight=1),
    )
    table = Table(caption="Risks", columns=columns, rows=())

    assert show_table(table).widths == (10, 13, 64, 13)
    assert show_table(table, text_size=18).widths == (15, 19, 46, 20)


def test_no_short_word_of_a_cell_is_cut_where_there_is_room():
    columns = (Column(label="Band"), Column(label="Risk", weight=20))
    row = Row(cells=(Cell(text="Unacceptable or Moderate"), Cell(text="It rains.")))
    heading = Row(kind="heading", cells=(Cell(text="Extraordinary"),))

    assert show_table(Table(caption="R", columns=columns, rows=(heading,))).widths == (7, 93)
    assert show_table(Table(caption="R", columns=columns, rows=(heading, row))).widths[0] >= 12
    wide = tuple(Column(label=f"C{number}") for number in range(20))
    full = Row(cells=tuple(Cell(text="Moderate") for _ in wide))
    assert show_table(Table(caption="R", columns=wide, rows=(full,))).widths == (5,) * 20


def widths_of(columns, *rows, text_size=11):
    table = Table(
        caption="Table",
        columns=columns,
        rows=tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in rows),
    )
    return measure(table, text_size=text_size).widths


def test_a_column_is_wide_enough_for_its_longest_word():
    long = "Words that go on for so long that they would take the whole of the width and more besides, line after line."
    columns = (Column(label="Likelihood"), Column(label="Strategy", weight=30), Column(label="Why", weight=30))

    assert widths_of(columns, ("2", long, long)) == (12, 44, 44)
    assert widths_of(columns, ("2", long, long), text_size=18) == (19, 41, 40)


def test_room_to_spare_goes_to_the_column_that_lacks_it():
    columns = (Column(label="Project"), Column(label="State"), Column(label="Expected"))
    project = "Document management for the whole of the Business Rates team, and what follows from it"

    assert sum(widths_of(columns, (project, "Open", "May 2020"))) == 100
    assert widths_of(columns, (project, "Open", "May 2020"))[0] > 70


def test_columns_of_figures_are_alike():
    columns = (Column(label="£000", weight=5), *(Column(label=label, align="end") for label in ("2011/12", "Total")))

    assert (
        len(
            set(
                widths_of(columns, ("A line whose name goes on and on over more than the half of a page", "1", "2"))[1:]
            )
        )
        == 1
    )


@pytest.mark.parametrize("words", ["", "word " * 30, "x" * 400])
def test_widths_add_up_whatever_is_in_the_table(words):
    for count in (1, 3, 9):
        columns = tuple(Column(label=f"Column {number}", weight=number) for number in range(1, count + 1))
        assert sum(widths_of(columns, (words,) * count)) == 100


def test_a_short_table_stays_on_one_page_and_a_tall_row_may_run_on():
    short, tall = (Cell(text="HR"), Cell(text="Said.")), (Cell(text="ICT"), Cell(text="Said so.\n" * 12))
    shown = show_table(Table(caption="Progress", columns=COLUMNS, rows=(Row(cells=short), Row(cells=tall))))
    assert not shown.is_short
    assert [row.is_tall for row in shown.groups[0].rows] == [False, True]
    assert show_table(Table(caption="Progress", columns=COLUMNS, rows=(Row(cells=short),) * 3)).is_short


def test_a_table_whose_words_do_not_fit_is_set_in_smaller_type():
    labels = (
        "Line",
        "Budget",
        "Actual",
        "Committed",
        "Available",
        "Expected",
        "Left after that",
        "Forecast",
        "Variance",
    )
    columns = tuple(Column(label=label, align="end") for label in labels)
    rows = (Row(cells=tuple(Cell(text="247,000") for _ in labels)),)
    assert show_table(Table(caption="Budget", columns=columns, rows=rows), text_size=14).is_dense
    assert not show_table(Table(caption="Budget", columns=columns[:5], rows=rows), text_size=14).is_dense


def test_rows_stand_in_groups_under_their_headings():
    rows = (
        Row(cells=(Cell(text="HR"), Cell())),
        Row(kind="heading", cells=(Cell(text="Phase 1"),)),
        Row(cells=(Cell(text="ICT"), Cell())),
    )
    shown = show_table(Table(caption="Progress", columns=COLUMNS, rows=rows))
    assert [(group.heading, [row.cells[0].html for row in group.rows]) for group in shown.groups] == [
        ("", ["HR"]),
        ("Phase 1", ["ICT"]),
    ]


def test_a_ragged_row_is_squared():
    rows = (Row(cells=(Cell(text="HR"),)), Row(cells=(Cell(text="ICT"), Cell(), Cell(text="too many"))))
    shown = show_table(Table(caption="Progress", columns=COLUMNS, rows=rows))
    assert [len(row.cells) for row in shown.groups[0].rows] == [2, 2]


def test_officers_words_are_safe_and_plain_text_is_escaped():
    rows = (Row(cells=(Cell(text="<b>HR</b>"), Cell(text="One.\n\n<i>Two</i> **three**", markdown=True))),)
    shown = show_table(Table(caption="Progress", columns=COLUMNS, rows=rows))
    assert [cell.html for cell in shown.groups[0].rows[0].cells] == [
        "&lt;b&gt;HR&lt;/b&gt;",
        "One.\n<br>&lt;i&gt;Two&lt;/i&gt; <strong>three</strong>",
    ]
