"""A version as a workbook and back: what is written, what is read, what is refused, and what changes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from finance.enums import LineKind
from finance.models import CaseAmount, CaseLine
from finance.workbook.read import LARGEST_WORKBOOK, Frame, read_workbook
from programme.enums import Role
from programme.file.faults import FaultLog
from tests.factories.finance import CaseAmountFactory, CaseLineFactory, CaseVersionFactory
from tests.factories.programme import user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return CaseVersionFactory(years=2, first_year=2011, one_off_first_year=2010)


@pytest.fixture
def office(version, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, version.case.programme))


def address(name, version):
    case = version.case
    return reverse(name, args=[case.programme.code, case.code, version.number])


def line(version, name="Staff", *, kind=LineKind.CURRENT, amounts=(1000, 1100), **values):
    made = CaseLineFactory(version=version, name=name, kind=kind, position=version.lines.count() + 1, **values)
    for year, amount in zip((2011, 2012), amounts, strict=False):
        CaseAmountFactory(line=made, year=year, amount=None if amount is None else Decimal(str(amount)))
    return made


def downloaded(client, version):
    return load_workbook(BytesIO(b"".join(client.get(address("version_workbook", version)))))


def packed(book):
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_of(title, *rows):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return packed(book)


def send(client, version, data, *, name="case.xlsx", **more):
    file = SimpleUploadedFile(name, data)
    return client.post(address("version_fill_in", version), {"file": file, "table": "", **more})


def save(client, version, answer):
    kept = {"kept": answer.context["kept"], "edition": answer.context["version"].edition}
    return client.post(address("version_fill_in", version), kept, follow=True)


def told(answer):
    return {
        (table.kind.value, one.name): (one.change, one.details)
        for table in answer.context["changes"].tables
        for one in table.lines
    }


def faults_of(data, **frame):
    faults = FaultLog()
    values = {"unit": "pounds", "first_year": 2011, "years": lambda kind: range(2011, 2013)}
    read_workbook(data, frame=Frame(**(values | frame)), faults=faults)
    return [str(fault) for fault in faults]


class TestWriting:
    def test_a_sheet_for_each_table_with_totals_as_values(self, office, version):
        line(version, code="staff")
        line(version, "Fees", group="income", amounts=(100, "50.5"), code="fees")
        book = downloaded(office, version)

        assert book.sheetnames == ["What it comes to", "Worked out with", *(kind.label for kind in LineKind)]
        rows = [[cell.value for cell in row] for row in book["Current costs"]]
        assert rows[0] == [
            "Code", "Line (£)", "Group", "Part of", "How well known", "2011/12", "2012/13", "Total",
            "Full-year amount", "Starts in", "Phasing (%)", "Note",
        ]  # fmt: skip
        assert rows[1][:2] + rows[1][5:8] == ["staff", "Staff", 1000, 1100, 2100]
        assert [row[1:2] + row[5:8] for row in rows if row[0] == "Total"] == [
            ["Total direct costs", 1000, 1100, 2100],
            ["Total income (taken off)", 100, 50.5, 150.5],
            ["Total current costs", 900, 1049.5, 1949.5],
        ]

    def test_no_cell_runs(self, office, version):
        line(version, "=HYPERLINK(1)", note="@x")
        cells = [cell for sheet in downloaded(office, version) for row in sheet for cell in row]

        assert not [cell for cell in cells if cell.data_type == "f"]
        assert "'=HYPERLINK(1)" in [cell.value for cell in cells]

    def test_empty_nought_and_withheld_stay_different(self, office, version):
        one = line(version, amounts=(0, None))
        CaseAmount.objects.filter(line=one, year=2012).update(is_withheld=True, amount=5)
        line(version, "Rent", amounts=(None, 3))
        rows = [[cell.value for cell in row] for row in downloaded(office, version)["Current costs"]]

        assert [row[5:7] for row in rows[1:3]] == [[0, "withheld"], [None, 3]]

    def test_queries_are_constant(self, office, version, django_assert_max_num_queries):
        for _ in range(3):
            line(version)
        with django_assert_max_num_queries(12):
            downloaded(office, version)

    def test_what_the_version_pins_and_what_it_comes_to_with_optimism_bias(self, office, version):
        line(version, kind=LineKind.ONE_OFF, group="", amounts=(1000, 0))
        version.parameters = {"discount_rates": "green_book_health_2018", "optimism_bias": {"upper": 50}}
        version.save()
        book = downloaded(office, version)

        pinned = {row[0].value: row[1].value for row in book["Worked out with"]}
        assert (pinned["Optimism bias: upper bound, %"], pinned["Optimism bias: lower bound, %"]) == (50, 0)
        assert pinned["Discount rates"] == "Green Book, health (2018 on)"
        figures = {row[0].value: row[1].value for row in book["What it comes to"]}
        assert (figures["One-off costs"], figures["One-off costs with optimism bias"]) == (1000, 1500)


class TestFullYearAmounts:
    HEADINGS = ("Line", "2011/12", "2012/13", "Full-year amount", "Starts in", "Phasing (%)")

    def test_a_line_comes_in_by_its_full_year_amount_and_goes_out_with_it(self, office, version):
        data = sheet_of("Savings", self.HEADINGS, ("Post", None, None, 1200, "October 2011", "50, 50"))
        answer = send(office, version, data)
        assert told(answer) == {("saving", "Post"): ("Added", ("2011/12: 300", "2012/13: 900"))}
        save(office, version, answer)

        rows = [[cell.value for cell in row] for row in downloaded(office, version)["Savings"]]
        assert rows[1][5:11] == [300, 900, 1200, 1200, "October 2011", "50, 50"]
        again = send(office, version, packed(downloaded(office, version)))
        assert told(again) == {}

    def test_a_month_that_the_spreadsheet_made_a_date_is_read(self, office, version):
        row = ("Post", None, None, 1200, datetime(2011, 10, 1), None)
        answer = send(office, version, sheet_of("Savings", self.HEADINGS, row))

        assert told(answer)["saving", "Post"] == ("Added", ("2011/12: 600", "2012/13: 1,200"))

    def test_a_changed_full_year_amount_fills_the_years_anew(self, office, version):
        made = line(version, "Post", kind=LineKind.SAVING, group="", amounts=(5, 6))
        book = downloaded(office, version)
        book["Savings"]["I2"], book["Savings"]["J2"] = 1200, "April 2011"
        answer = send(office, version, packed(book))
        words = "Full-year amount: now £1,200 a full year from April 2011"
        assert told(answer)["saving", "Post"] == ("Changed", (words, "2011/12: 5 → 1,200", "2012/13: 6 → 1,200"))
        save(office, version, answer)

        made.refresh_from_db()
        assert made.full_year == 1200

    def test_without_its_columns_a_line_keeps_what_it_is_worked_out_from(self, office, version):
        made = line(version, "Post", kind=LineKind.SAVING, group="", amounts=(1200, 1200))
        CaseLine.objects.filter(pk=made.pk).update(full_year=1200, starts_on=datetime(2011, 4, 1))
        same = send(office, version, sheet_of("Savings", ("Line", "2011/12"), ("Post", 1200)))
        other = send(office, version, sheet_of("Savings", ("Line", "2011/12"), ("Post", 1201)))

        assert told(same) == {}
        assert "worked out from the full-year amount" in " ".join(other.context["faults"])

    def test_a_line_with_an_amount_that_is_withheld_does_not_tell_its_full_year_amount(self, office, version):
        made = line(version, "Post", kind=LineKind.SAVING, group="", amounts=(1200, 1200))
        CaseLine.objects.filter(pk=made.pk).update(full_year=1200, starts_on=datetime(2011, 4, 1))
        CaseAmount.objects.filter(line=made, year=2011).update(is_withheld=True)
        rows = [[cell.value for cell in row] for row in downloaded(office, version)["Savings"]]

        assert rows[1][8:11] == [None, None, None]

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (("Post", None, None, 1200, None, None), "Enter the month that it starts in"),
            (("Post", None, None, 1200, "soon", None), "Enter a month, for example October 2011."),
            (("Post", None, None, None, "April 2011", None), "Enter the full-year amount too"),
            (("Post", None, None, "x", "April 2011", None), "is no amount"),
            (("Post", None, None, 1200, "April 2011", "50"), "The percentages sum to 50."),
            (("Post", None, None, 1200, "=A1", None), "not a formula"),
        ],
    )
    def test_what_cannot_be_used_is_told(self, row, fault):
        assert fault in " ".join(faults_of(sheet_of("Savings", self.HEADINGS, row)))


class TestBackIn:
    def test_as_it_was_written_it_changes_nothing(self, office, version):
        version.parameters = {"shown_in": "thousands"}
        version.save()
        one = line(version, "=x", subset="audit", note="Two\nlines", amounts=("166800", "1234.5"))
        CaseAmount.objects.filter(line=one, year=2012).update(is_withheld=True)
        line(version, "Post", kind=LineKind.SAVING, group="", amounts=(None, "0"))
        line(version, "IT", kind=LineKind.ONE_OFF, group="")
        CaseAmountFactory(line=CaseLine.objects.get(name="IT"), year=2010, amount=7)

        answer = send(office, version, packed(downloaded(office, version)), takes_out="on")

        assert "faults_count" not in answer.context or not answer.context["faults_count"], answer.context["faults"]
        assert told(answer) == {}
        assert "there is nothing to save" in answer.content.decode()

    def test_what_changes_is_shown_and_saved_when_confirmed(self, office, version):
        kept = line(version, code="staff", note="Kept", is_cashable=False)
        gone = line(version, "Rent", code="rent")
        book = downloaded(office, version)
        sheet = book["Current costs"]
        sheet["F2"], sheet["G2"] = 1200, "tbc"
        sheet.delete_rows(3)
        sheet.append([None, "Vans", "Indirect costs", None, None, "(60)", "£1,000.50"])

        answer = send(office, version, packed(book), takes_out="on")
        assert told(answer) == {
            ("current", "Staff"): ("Changed", ("2011/12: 1,000 → 1,200", "2012/13: 1,100 → —")),
            ("current", "Vans"): ("Added", ("2011/12: -60", "2012/13: 1,000.50")),
            ("current", "Rent"): ("Taken out", ()),
        }
        assert CaseLine.objects.count() == 2

        answer = save(office, version, answer)
        assert "Filled in from the workbook" in answer.content.decode()
        kept.refresh_from_db()
        gone.refresh_from_db()
        assert (kept.note, kept.is_cashable, gone.removed_at is None) == ("Kept", False, False)
        amounts = CaseAmount.objects.filter(line__removed_at=None).order_by("line__name", "year")
        assert list(amounts.values_list("line__name", "year", "amount")) == [
            ("Staff", 2011, 1200), ("Staff", 2012, None), ("Vans", 2011, -60), ("Vans", 2012, Decimal("1000.5")),
        ]  # fmt: skip

    def test_lines_that_a_sheet_does_not_have_stay(self, office, version):
        line(version, "Rent")
        line(version, "Post", kind=LineKind.SAVING, group="")
        answer = send(office, version, sheet_of("Current costs", ["Line", "2011/12"], ["Staff", 5]))

        assert told(answer) == {("current", "Staff"): ("Added", ("2011/12: 5",))}
        save(office, version, answer)
        assert sorted(CaseLine.objects.filter(removed_at=None).values_list("name", flat=True)) == [
            "Post", "Rent", "Staff",
        ]  # fmt: skip

    def test_a_table_copied_from_a_paper(self, office, version):
        line(version, "Staff  costs", kind=LineKind.SAVING, group="")
        data = sheet_of(
            "Table 7",
            ["Savings by line, £000"],
            [],
            ["Saving (£000)", "2011-12", "Year 2", "Total"],
            ["STAFF costs", 1.5, 2, 3.5],
            ["Post", 0.1 + 0.2, "tbc", None],
            ["Total savings", 2, 2, 4],
        )
        answer = send(office, version, data, table="saving")

        assert told(answer) == {
            ("saving", "Staff  costs"): ("Changed", ("2011/12: 1,000 → 1,500", "2012/13: 1,100 → 2,000")),
            ("saving", "Post"): ("Added", ("2011/12: 300",)),
        }
        assert answer.context["left_out"] == (
            "sheet Table 7, row 6, “Total savings”, was taken for a total and left out.",
        )

    def test_what_someone_else_changed_is_not_overwritten(self, office, version):
        line(version, code="staff")
        answer = send(office, version, sheet_of("Current costs", ["Line", "2011/12"], ["Staff", 5]))
        CaseAmount.objects.filter(year=2011).update(amount=77)
        version.edition += 1
        version.save()

        again = save(office, version, answer)
        assert "Someone else changed this version" in again.content.decode()
        assert told(again) == {("current", "Staff"): ("Changed", ("2011/12: 77 → 5",))}
        save(office, version, again)
        assert CaseAmount.objects.get(year=2011).amount == 5

    def test_what_is_kept_is_of_one_version_and_person_and_not_changed(self, office, version, sign_in):
        answer = send(office, version, sheet_of("Savings", ["Line", "2011/12"], ["Post", 5]))
        kept = {"kept": answer.context["kept"][:-2] + "xx", "edition": version.edition}
        page = office.post(address("version_fill_in", version), kept, follow=True)
        assert "Choose the workbook again" in page.content.decode()

        other = sign_in(user_with_role(Role.PROGRAMME_OFFICE, version.case.programme))
        page = save(other, version, answer)
        assert "Choose the workbook again" in page.content.decode()
        assert not CaseLine.objects.exists()

    def test_a_frozen_version_is_downloaded_only(self, office):
        version = CaseVersionFactory(is_approved=True)
        user = user_with_role(Role.PROGRAMME_OFFICE, version.case.programme)
        office.force_login(user)

        assert office.get(address("version_workbook", version)).status_code == 200
        assert office.get(address("version_fill_in", version)).status_code == 302


class TestRefused:
    def test_every_unreadable_cell_with_its_sheet(self):
        book = Workbook()
        book.active.title = "Savings"
        book.active.append(["Line", "2011/12", "2012/13", "2011/12", "2019/20", "Colour"])
        book.active.append(["Post", "about 5", "=1+1", True, 1.234])
        book.active.append([None, None, 5])
        book.create_sheet("Current costs").append(["Line", "Group", 2011])
        book["Current costs"].append(["Staff", "Nobody", 10**14])

        assert faults_of(packed(book)) == [
            "sheet Savings, cell D1: 2011/12 is written twice",
            "sheet Savings, cell E1: 2019/20 is not among the years of this table, 2011/12 to 2012/13",
            "sheet Savings, cell F1: expected a year such as 2011/12, or one of Code, Line, Group, Part of, "
            "How well known, Full-year amount, Starts in, Phasing (%), Total, Note, not “Colour”",
            "sheet Savings, cell B2: “about 5” is no amount. Enter an amount such as 1,234 or 1,234.50; 0, tbc or "
            "withheld.",
            "sheet Savings, cell C2: expected a value, not a formula; paste the values only",
            "sheet Savings, cell D2: “True” is no amount. Enter an amount such as 1,234 or 1,234.50; 0, tbc or "
            "withheld.",
            "sheet Savings, cell E2: “1.234” is no amount. Enter an amount of whole pence.",
            "sheet Savings, row 3: amounts without the name of a line",
            "sheet Current costs, cell C2: “100000000000000” is no amount. Enter an amount below a million million "
            "pounds.",
            "sheet Current costs, cell B2: expected one of Direct costs, Indirect costs, Income, Financing, not "
            "“Nobody”",
        ]

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"no workbook", "this is not a workbook"),
            (b"PK\x03\x04 broken", "damaged or locked"),
            (sheet_of("Anything", ["Line", "2011/12"], ["A", 1]), "no sheet is named after a table"),
            (sheet_of("Savings"), "no row of headings with a year"),
            (sheet_of("Savings", ["Line", "2011/12"]), "no sheet has a line"),
            (sheet_of("Savings", ["Line", "2011/12"], ["A", 1], ["a", 2]), "written twice, first in row 2"),
            (sheet_of("Savings", ["2011/12"], [1]), "no column for the names"),
            (sheet_of("Savings", ["Line", "2011/12"], ["A" * 301, 1]), "expected at most 300 characters"),
            (sheet_of("Savings", ["Line", "2011/12"], *[[f"L{n}", 1] for n in range(1001)]), "more than 1,000 lines"),
        ],
    )
    def test_what_is_no_table_of_a_case(self, data, sentence):
        assert any(sentence in fault for fault in faults_of(data))

    def test_entities_and_bombs(self):
        for part, content, sentence in (
            ("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "XML that no spreadsheet writes"),
            ("xl/media/image1.png", b"0" * (201 * 1024 * 1024), "unpacks to more than 200 MB"),
        ):
            data = BytesIO()
            with ZipFile(data, "w", ZIP_DEFLATED) as archive:
                archive.writestr(part, content)
            assert sentence in faults_of(data.getvalue())[0]

    def test_sizes_and_names_of_files(self, office, version):
        for data, name, sentence in (
            (b"", "case.xlsx", "The file is empty"),
            (b"x", "case.xls", "must end in .xlsx"),
            (b"0" * (LARGEST_WORKBOOK + 1), "case.xlsx", "larger than 5 MB"),
        ):
            assert sentence in send(office, version, data, name=name).content.decode()

    def test_a_code_that_is_not_there(self, office, version):
        data = sheet_of("Savings", ["Code", "Line", "2011/12"], ["post", "<b>Post</b>", 5])
        page = send(office, version, data).content.decode()

        assert "sheet Savings, row 2: no line of savings has the code post" in page

    def test_markup_is_shown_as_it_is(self, office, version):
        page = send(office, version, sheet_of("Savings", ["Line", "2011/12"], ["<b>x</b>", 5])).content.decode()

        assert "&lt;b&gt;x&lt;/b&gt;" in page
