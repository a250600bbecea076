"""Files and previews that nobody means well with: bombs, formulas, forged previews, unseen characters, others' rows."""

from __future__ import annotations

import csv
import io
import time
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from finance.enums import LineKind, ValueKind
from finance.file.ledger import LedgerFileUnreadable, ledger_rows
from finance.models import BudgetLine, CaseLine, SavingsLine, Virement
from finance.rules.figures import AmountUnreadable, read_amount
from finance.rules.ledger import LineRejected, read_line
from programme.enums import Role
from tests.factories.finance import (
    BudgetLineFactory,
    CaseLineFactory,
    CaseVersionFactory,
    DriverFactory,
    SavingsLineFactory,
    SavingsValueFactory,
)
from tests.factories.programme import CouncilFactory, user_with_role
from tests.finance.test_case_workbook import faults_of, packed, save, send, sheet_of, told

pytestmark = pytest.mark.django_db
RUNS = ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1"]


@pytest.fixture
def version():
    return CaseVersionFactory(years=2, first_year=2011, one_off_first_year=2010)


@pytest.fixture
def office(version, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, version.case.programme))


def sheet_xml(rows):
    """A workbook whose one sheet, Savings, has these rows of XML."""
    book = BytesIO(sheet_of("Savings", ["x"]))
    made = BytesIO()
    with ZipFile(book) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                told = f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
                data = f'<worksheet xmlns="{main}">{told}</worksheet>'.encode()
            target.writestr(part, data)
    return made.getvalue()


def with_sheets(count, *, last):
    book = Workbook(write_only=True)
    for number in range(count):
        book.create_sheet(f"Sheet {number}")
    book.create_sheet(last).append(["Line", "2011/12"])
    return packed(book)


def text(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


HEAD = f'<row r="1">{text("A1", "Line")}{text("B1", "2011/12")}</row>'
WIDE = f'<row r="2">{text("A2", "Post")}{text("XFD2", "far")}</row>'
DEEP = f'<row r="2">{text("A2", "Post")}<c r="B2"><v>5</v></c></row><row r="1048576">{text("A1048576", "Deep")}</row>'
BEYOND = f'<row r="99999999999">{text("A99999999999", "Off")}</row>'
BROKEN = '<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>'


class TestBombs:
    @pytest.mark.parametrize("rows", [WIDE, DEEP, BEYOND, BROKEN], ids=["wide", "deep", "beyond", "broken"])
    def test_huge_dimensions_take_no_time(self, office, version, rows):
        began = time.monotonic()
        answer = send(office, version, sheet_xml(HEAD + rows))

        assert answer.status_code == 200
        assert time.monotonic() - began < 10
        assert not CaseLine.objects.exists()

    @pytest.mark.parametrize(
        ("rows", "sentence"),
        [
            (DEEP, "More than 5,000 blank rows follow one another."),
            (BEYOND, "More than 5,000 blank rows follow one another."),
            (BROKEN, "The file is no workbook that can be read."),
        ],
        ids=["deep", "beyond", "broken"],
    )
    def test_huge_dimensions_of_a_ledger_file_are_refused(self, rows, sentence):
        with pytest.raises(LedgerFileUnreadable, match=sentence):
            list(ledger_rows(sheet_xml(HEAD + rows), filename="ledger.xlsx"))

    def test_a_wide_ledger_file_is_read_as_far_as_it_may_be(self):
        assert [len(cells) for _, cells in ledger_rows(sheet_xml(HEAD + WIDE), filename="ledger.xlsx")] == [60, 60]

    def test_many_sheets(self, office, version):
        some, many = (with_sheets(count, last="Savings") for count in (60, 510))

        assert any("no sheet is named after a table" in fault for fault in faults_of(some))
        assert faults_of(many) == ["the workbook unpacks to more than 200 MB or 500 parts"]
        with pytest.raises(LedgerFileUnreadable, match="too large"):
            list(ledger_rows(many, filename="ledger.xlsx"))

    def test_sheets_after_those_that_are_read_are_told(self, office, version):
        book = load_workbook(BytesIO(with_sheets(60, last="Savings")))
        book["Sheet 0"].title = "Current costs"
        book["Current costs"].append(["Line", "2011/12"])
        book["Current costs"].append(["Post", 5])
        answer = send(office, version, packed(book))

        assert "The sheets after the first 50 were left out." in answer.context["left_out"]

    def test_what_packs_small_and_unpacks_large(self):
        data = BytesIO()
        with ZipFile(data, "w", ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b" " * (201 * 1024 * 1024))
        with pytest.raises(LedgerFileUnreadable, match="too large"):
            list(ledger_rows(data.getvalue(), filename="ledger.xlsx"))


class TestFormulas:
    @pytest.mark.parametrize("name", RUNS)
    def test_no_file_of_finance_has_a_cell_that_runs(self, office, version, name):
        programme, review = version.case.programme, version.case.review
        version.case.name = name
        version.case.save()
        CaseLineFactory(version=version, name=name, kind=LineKind.SAVING, group="")
        SavingsValueFactory(line=SavingsLineFactory(review=review, name=name), kind=ValueKind.PLAN)
        BudgetLineFactory(programme=programme, name=name)
        for address in ("finance_home", "savings_list", "budget_list"):
            url = reverse(address, args=[programme.code])
            rows = list(csv.reader(io.StringIO(content(office.get(url, {"_export": "csv"})).decode("utf-8-sig"))))
            cells = [cell for row in rows for cell in row]
            assert f"'{name}" in cells
            assert name not in cells
            book = load_workbook(BytesIO(content(office.get(url, {"_export": "xlsx"}))))
            assert "f" not in {cell.data_type for row in book.active for cell in row}

    def test_a_formula_of_a_ledger_file_is_text(self):
        said = read_line(["R1", "2025-05-31", "1", "fleet", "=cmd|' /C calc'!A0"], PLACES)

        assert said.text == "=cmd|' /C calc'!A0"


def content(answer):
    return b"".join(answer.streaming_content)


PLACES = {"reference": 0, "posted_on": 1, "amount": 2, "code": 3, "text": 4}


class TestUnseenCharacters:
    def test_of_a_ledger_file(self):
        said = read_line(["R\u202e1", "2025-05-31", "1", "fl\u200beet", "To\u2066p\nay"], PLACES)

        assert (said.reference, said.code, said.text) == ("R1", "fleet", "Top ay")
        for place, column in ((0, "reference"), (3, "code"), (4, "text")):
            cells = ["R1", "2025-05-31", "1", "fleet", ""]
            cells[place] = "a\0b"
            with pytest.raises(LineRejected) as refused:
                read_line(cells, PLACES)
            assert (refused.value.column, refused.value.reason) == (column, "It holds a character that cannot be kept.")

    def test_of_a_workbook(self, office, version):
        answer = send(office, version, sheet_of("Savings", ["Line", "2011/12"], ["Po\u202est\u2069", 5]))

        assert told(answer)["saving", "Post"] == ("Added", ("2011/12: 5",))

    def test_of_a_form(self, office, version):
        review = version.case.review
        sent = {"measure": "recurring", "evidence": "estimate", "state": "on_track", "is_cashable": "on"}
        url = reverse("savings_create", args=[review.programme.code, review.code])
        page = office.post(url, {**sent, "name": "Few\u202eer\u200b offices"})
        refused = office.post(url, {**sent, "name": "Few\0er"}).content.decode()

        assert page.status_code == 302
        assert SavingsLine.objects.get().name == "Fewer offices"
        assert "Null characters are not allowed." in refused


def test_an_amount_of_any_length_is_read_or_refused_with_a_sentence():
    for typed in ("9" * 40, "9" * 100_000, "-" + "9" * 13, "1,000,000,000,000"):
        with pytest.raises(AmountUnreadable, match="Enter an amount below a million million pounds"):
            read_amount(typed)
    assert read_amount("999999999999.99").amount == Decimal("999999999999.99")
    for typed in ("1." + "0" * 30 + "1", "1." + "0" * 70):
        with pytest.raises(AmountUnreadable, match="whole pence"):
            read_amount(typed)


class TestForgedPreviews:
    def test_of_another_version_or_cut_or_none(self, office, version):
        answer = send(office, version, sheet_of("Savings", ["Line", "2011/12"], ["Post", 5]))
        kept = answer.context["kept"]
        other = CaseVersionFactory(case__programme=version.case.programme, case__review=version.case.review)
        here = reverse("version_fill_in", args=[version.case.programme.code, version.case.code, version.number])
        there = reverse("version_fill_in", args=[other.case.programme.code, other.case.code, other.number])
        for url, forged in (
            (there, kept),
            (here, kept[:40]),
            (here, ""),
            (here, "\u202e\0"),
            (here, "." + kept),
            (here, "x" * 100_000),
        ):
            page = office.post(url, {"kept": forged, "edition": "1"}, follow=True)
            assert "Choose the workbook again" in page.content.decode()
        assert not CaseLine.objects.exists()

    @pytest.mark.parametrize("edition", ["", "x", "-1", "9" * 30, "1\0"])
    def test_of_no_edition(self, office, version, edition):
        answer = send(office, version, sheet_of("Savings", ["Line", "2011/12"], ["Post", 5]))
        answer.context["version"].edition = edition
        page = save(office, version, answer)

        assert "Someone else changed this version" in page.content.decode()
        assert not CaseLine.objects.exists()


class TestRowsOfOtherProgrammes:
    """Their ids, sent in a form of one's own programme, are no choice."""

    def test_of_a_budget_line(self, office, version):
        programme = version.case.programme
        foreign = SavingsLineFactory()
        url = reverse("budget_create", args=[programme.code])
        for field, value in (("council", CouncilFactory().pk), ("review", foreign.review.pk)):
            page = office.post(url, {"year": "2025/26", "name": "Vans", field: value}).content.decode()
            assert "Select a valid choice" in page
        assert not BudgetLine.objects.exists()

    def test_of_a_virement(self, office, version):
        line = BudgetLineFactory(programme=version.case.programme, code="fleet")
        target = BudgetLineFactory()
        url = reverse("virement_create", args=[line.programme.code, line.year, line.code])
        sent = {"target": target.pk, "amount": "1", "on": "10/05/2025", "reason": "Needed"}

        assert "Select a valid choice" in office.post(url, sent).content.decode()
        assert not Virement.objects.exists()

    def test_of_a_merge(self, office, version):
        review = version.case.review
        own, foreign = SavingsLineFactory(review=review), SavingsLineFactory()
        url = reverse("savings_merge", args=[review.programme.code, review.code])
        sent = {"lines": [own.pk, foreign.pk], "name": "One", "on": "10/05/2025", "reason": "Needed"}

        assert "Select a valid choice" in office.post(url, sent).content.decode()
        assert SavingsLine.objects.count() == 2

    def test_of_an_agreement(self, office, version):
        programme = version.case.programme
        url = reverse("apportionment_create", args=[programme.code])
        for field, value in (("driver", DriverFactory().pk), ("charged_to", CouncilFactory().pk)):
            page = office.post(url, {"basis": "equal", field: value, "starts_on": "1/4/2010"}).content.decode()
            assert "Select a valid choice" in page

    def test_of_a_table_of_a_case(self, office, version):
        foreign = CaseLineFactory(code="theirs", name="Theirs")
        url = reverse("lines_edit", args=[version.case.programme.code, version.case.code, version.number, "current"])
        sent = {"edition": version.edition, "rows": 1, "paste": "", "0-code": "theirs", "0-name": "Ours"}
        page = office.post(url, {**sent, "0-group": "direct", "0-evidence": "estimate", "0-2011": "5"})

        foreign.refresh_from_db()
        assert foreign.name == "Theirs"
        assert "no line of this version any more" in page.content.decode()
