"""The pages of business cases: what they say, what a form keeps, and how many queries they take."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from finance.enums import CaseStatus, LineKind
from finance.forms.line_grid import LineGrid
from finance.models import CaseLine, CaseVersion
from programme.enums import Role
from tests.factories.finance import CaseAmountFactory, CaseLineFactory, CaseVersionFactory
from tests.factories.programme import user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return CaseVersionFactory(years=2, first_year=2011, one_off_first_year=2010)


@pytest.fixture
def office(version, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, version.case.programme))


def address(name, version, **more):
    case = version.case
    return reverse(
        name, kwargs={"programme_code": case.programme.code, "case_code": case.code, "number": version.number, **more}
    )


def lines(version, kind="saving"):
    return address("lines_edit", version, kind=kind)


def sent(version, *rows, **more):
    """A grid as a browser sends it: rows of (name, amount of 2011, amount of 2012)."""
    data = {"edition": version.edition, "rows": len(rows), "paste": "", **more}
    for place, (name, first, second) in enumerate(rows):
        data |= {f"{place}-name": name, f"{place}-2011": first, f"{place}-2012": second, f"{place}-group": "direct"}
    return data


def test_lines_are_saved_and_the_page_says_what_they_come_to(office, version):
    answer = office.post(lines(version), sent(version, ("Post", "1,200", "£1,300.50"), ("", "", "")), follow=True)

    assert list(CaseLine.objects.values_list("name", "kind")) == [("Post", "saving")]
    page = answer.content.decode()
    assert [words in page for words in (">1,300.50<", ">2,500.50<", ">£2,501<")] == [True] * 3


def test_zero_nothing_tbc_and_withheld_stay_different(office, version):
    office.post(lines(version), sent(version, ("A", "0", ""), ("B", "tbc", "withheld")))
    page = office.get(address("case_version", version)).content.decode()

    assert "Leaves out 2 not yet known and 1 withheld" in page
    assert "Withheld" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("abc", "Enter an amount such as 1,234 or 1,234.50; 0, tbc or withheld."),
        ("1.005", "Enter an amount of whole pence."),
        ("1" * 13, "Enter an amount below a million million pounds."),
        ("<script>", "Enter an amount such as 1,234 or 1,234.50; 0, tbc or withheld."),
        ("9" * 41, "at most 40"),
    ],
)
def test_an_amount_that_is_none_is_refused_at_its_cell_and_kept(office, version, typed, sentence):
    answer = office.post(lines(version), sent(version, ("Post", typed, "5")))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert sentence in page
    assert 'value="Post"' in page
    assert not CaseLine.objects.exists()


def test_an_amount_without_a_name_is_refused(office, version):
    assert "Enter a name for this line." in office.post(lines(version), sent(version, ("", "5", ""))).content.decode()


def test_a_save_on_top_of_another_is_refused_and_nothing_typed_is_lost(office, version):
    first = sent(version, ("Post", "5", "5"))
    office.post(lines(version), first)
    answer = office.post(lines(version), sent(version, ("Court fees", "7", "7")))
    page = answer.content.decode()

    assert "Someone else changed this version" in page
    assert 'value="Court fees"' in page
    assert list(CaseLine.objects.values_list("name", flat=True)) == ["Post"]


def test_pasted_rows_are_put_in_to_be_checked_and_not_yet_saved(office, version):
    pasted = "Post\t1,200\t1,300\nCourt fees\t(30)\tx\n"
    page = office.post(lines(version), sent(version, ("Rent", "1", "2"), paste=pasted)).content.decode()

    assert [f'value="{name}"' in page for name in ("Rent", "Post", "Court fees")] == [True] * 3
    assert 'value="(30)"' in page
    assert not CaseLine.objects.exists()


def test_totals_as_typed_are_the_servers(office, version):
    url = address("lines_totals", version, kind="current")
    page = office.post(url, sent(version, ("Staff", "10", "x"), ("Rent", "5", "1"))).content.decode()

    assert "Total direct costs" in page
    assert ">15<" in page
    assert "1 cell cannot be read and is left out." in page


def test_totals_as_typed_have_the_sub_totals_that_lines_are_part_of(office, version):
    parts = {"0-subset": "Audit", "1-subset": "Audit", "2-subset": "Rent"}
    typed = sent(version, ("Post", "10", "tbc"), ("Fees", "5", "1"), ("Lease", "withheld", ""), **parts)
    table = office.post(address("lines_totals", version, kind="saving"), typed).context["table"]

    assert [(row.label, row.cells, row.total, row.tone) for row in table.rows] == [
        ("Total savings", ("15", "1"), "16", "total"),
        ("Of which audit", ("15", "1"), "16", "memo"),
        ("Of which rent", ("Withheld", "—"), "Withheld", "memo"),
    ]
    assert table.rows[1].note == "Leaves out 1 not yet known"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Post\t1\t2", ""),
        ("Post\t1\t2\t3", "1 pasted cell after 2012/13 is left out"),
        ("Post\t1\t2\t3\t \t5", "2 pasted cells after 2012/13 are left out"),
    ],
)
def test_pasted_cells_after_the_last_year_are_told(office, version, row, told):
    page = office.post(lines(version), sent(version, ("Rent", "1", "2"), paste=row)).content.decode()

    assert ("left out" in page) == bool(told)
    assert told in page


@pytest.mark.parametrize(
    ("count", "told"), [(2, ""), (3, "1 pasted row is left out"), (5, "3 pasted rows are left out")]
)
def test_pasted_rows_that_the_table_has_no_room_for_are_told(office, version, monkeypatch, count, told):
    monkeypatch.setattr("finance.forms.line_grid.MOST_ROWS", 3)
    pasted = "".join(f"Post {number}\t1\t2\n" for number in range(count))
    page = office.post(lines(version), sent(version, ("Rent", "1", "2"), paste=pasted)).content.decode()

    assert 'value="Post 1"' in page
    assert told in page
    assert ("left out" in page) == bool(told)


def test_income_says_that_it_is_taken_off(office, version):
    for group, amount in (("direct", 10), ("income", 4)):
        line = CaseLineFactory(version=version, kind=LineKind.CURRENT, group=group)
        CaseAmountFactory(line=line, year=2011, amount=amount)
    typed = sent(version, ("Staff", "10", "10"), ("Fees", "4", "4")) | {"1-group": "income"}

    assert "Total income (taken off)<" in office.get(address("case_version", version)).content.decode()
    page = office.post(address("lines_totals", version, kind="current"), typed).content.decode()
    assert "Total income (taken off)<" in page


def test_a_frozen_version_is_not_filled_in(office, version):
    CaseLineFactory(version=version)
    CaseVersion.objects.filter(pk=version.pk).update(
        status=CaseStatus.APPROVED, approval="Cabinet", approved="2011-01", approved_at=version.created_at
    )

    page = office.get(lines(version), follow=True).content.decode()
    assert "This version is frozen." in page


def test_approving_by_the_form(office, version):
    CaseAmountFactory(line__version=version)
    office.post(
        address("version_approve", version),
        {"approval": "Both cabinets", "approved": "January 2011", "edition": version.edition},
    )

    version.refresh_from_db()
    assert version.status == CaseStatus.APPROVED


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("first_year", "2011/13", "Enter a financial year, for example 2011/12."),
        ("first_year", "11", "Enter a financial year, for example 2011/12."),
        ("one_off_first_year", "2012/13", "Enter 2011 or an earlier year: one-off costs come first."),
        ("years", "61", "60"),
        ("write_off_years", "five", "Enter one to five numbers of years, for example 5, 10."),
        ("write_off_years", "0", "Enter numbers of years from 1 to 60."),
    ],
)
def test_years_that_are_none_are_refused_at_their_field(office, version, field, typed, sentence):
    data = {
        "stage": "full",
        "first_year": "2011/12",
        "years": "5",
        "one_off_first_year": "2010/11",
        "shown_in": "thousands",
        "write_off_years": "5, 10",
        "rates": "green_book_2018",
        "edition": version.edition,
        field: typed,
    }

    assert sentence in office.post(address("version_edit", version), data).content.decode()


def test_amounts_in_thousands_are_kept_in_pounds(office, version):
    version.parameters = {"shown_in": "thousands"}
    version.save()
    office.post(lines(version), sent(version, ("Post", "2,417", "0.5")))

    amounts = CaseLine.objects.get().amounts.order_by("year").values_list("amount", flat=True)
    assert list(amounts) == [Decimal(2417000), Decimal(500)]


def test_the_next_version_is_compared_line_by_line(office, version):
    CaseAmountFactory(line__version=version, line__kind=LineKind.SAVING, line__name="Post", amount=5)
    office.post(
        address("version_approve", version), {"approval": "Cabinet", "approved": "2011", "edition": version.edition}
    )
    url = reverse("version_next", args=[version.case.programme.code, version.case.code])
    office.post(url, {"stage": "full"})
    second = version.case.versions.get(number=2)
    office.post(lines(second), sent(second, ("Post", "9", "0"), **{"0-code": second.lines.get().code}))
    page = office.get(address("version_compare", second, other=1)).content.decode()

    assert "Changed" in page


@pytest.mark.parametrize(("withheld", "word"), [(False, "—"), (True, "Withheld")])
def test_the_page_of_a_case_with_no_saving_known_says_so_in_every_figure(office, version, withheld, word):
    CaseAmountFactory(line__version=version, line__kind=LineKind.ONE_OFF, line__group="", year=2010, amount=6000)
    saving = CaseLineFactory(version=version, kind=LineKind.SAVING, group="")
    for year in (2011, 2012):
        CaseAmountFactory(line=saving, year=year, amount=77777 if withheld else None, is_withheld=withheld)
    page = office.get(address("case_version", version))
    text = page.content.decode()

    assert len(page.context["sensitivity"]) == 6
    assert {(row.saving, row.payback, row.value) for row in page.context["sensitivity"]} == {(word, word, word)}
    assert "None within the years of the case" not in text
    (cumulative,) = [
        row for table in page.context["page"].tables for row in table.rows if row.label[:10] == "Cumulative"
    ]
    assert cumulative.cells == (word, word)
    assert page.context["tornadoes"] == []


def test_the_tables_of_a_case_are_called_by_what_they_count_and_the_unit(office, version):
    CaseAmountFactory(line__version=version, line__kind=LineKind.ONE_OFF, line__group="", year=2010, amount=6000)
    page = office.get(address("case_version", version)).content.decode()

    assert ">One-off costs, £</caption>" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_version_takes_as_many_queries_whatever_it_holds(
    office, version, count, django_assert_num_queries
):
    for _ in range(count):
        CaseAmountFactory(line__version=version, line__kind=LineKind.SAVING)

    with django_assert_num_queries(9):
        office.get(address("case_version", version))


def test_a_grid_has_room_for_more_lines(version):
    grid = LineGrid(version=version, kind=LineKind.SAVING, lines=[], years=range(2011, 2013))

    assert len(grid.grid) == 3


def test_a_grid_of_very_many_years_has_as_many_rows_as_one_page_can_send(settings):
    version = CaseVersionFactory.build()
    grids = [
        LineGrid({"rows": 200}, version=version, kind=LineKind.SAVING, years=range(2000, 2000 + years))
        for years in (60, 120)
    ]

    assert [grid.count for grid in grids] == [120, 78]
    assert all(len(grid.fields) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS for grid in grids)


def test_a_long_table_is_sent_whole_and_says_what_it_does_not_show(office, version):
    CaseLine.objects.bulk_create(
        CaseLine(version=version, code=f"line-{number}", name=f"Line {number}", kind=LineKind.SAVING, position=number)
        for number in range(1, 123)
    )
    assert "2 more stay as they are" in office.get(lines(version)).content.decode()

    data = sent(version, *((f"Line {number}", "1", "") for number in range(1, 121)))
    data |= {f"{place}-code": f"line-{place + 1}" for place in range(120)}
    data |= {f"unused-{number}": "" for number in range(1_000)}
    assert office.post(lines(version), data).status_code == 302
    assert CaseLine.objects.filter(removed_at=None).count() == 122


def test_if_it_goes_otherwise_is_in_whole_pounds_as_the_figures_above_it(office, version):
    office.post(lines(version), sent(version, ("Post", "10,001", "333")))
    page = office.get(address("case_version", version)).content.decode()

    assert [words in page for words in ("£10,334", "£9,301")] == [True, True]
    assert [words in page for words in ("£10,334.00", "£9,300.60")] == [False, False]
