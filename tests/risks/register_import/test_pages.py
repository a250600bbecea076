"""The steps of an import: sheet, columns, preview, saving; hostile workbooks; and the way back as a workbook."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from programme.enums import Role
from risks.forms.register import LARGEST_WORKBOOK
from risks.models import Risk, RiskRegister
from tests.factories.programme import user_with_role
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    MitigationFactory,
    RegisterFactory,
    cell_of,
    make_matrix,
)
from tests.risks.register_import.pages import (
    address,
    carried,
    look,
    packed,
    save,
    send,
    sheet_of,
    standing,
    take,
)

pytestmark = pytest.mark.django_db


def test_without_a_matrix_no_column_is_a_score(register, office):
    page = send(office, register, sheet_of(["Number", "Risk", "L", "I", "Score"], [1, "One", 1, 1, 1]))
    offered = {code for code, _ in page.context["chosen"].columns.fields["column_3"].choices}

    assert not offered & {"likelihood", "impact", "score", "target_impact"}
    assert (
        office.post(address(register), carried(page, step="look", column_3="likelihood"))
        .context["chosen"]
        .columns.errors
    )
    assert take(office, register, ["Number", "Risk"], [1, "One"]).status_code == 302
    assert standing(register) == {"1": ("One", None)}


def test_what_the_columns_were_is_remembered(register, matrix, office):
    data = sheet_of(["Which", "What may happen to us", "Number"], ["1", "One", "a"])
    page = send(office, register, data)
    chosen = {"column_1": "number", "column_2": "title", "column_3": ""}
    looked = office.post(address(register), carried(page, step="look", **chosen))
    save(office, register, looked)
    again = send(office, register, data).context["chosen"].columns

    assert [again[f"column_{place}"].value() for place in (1, 2, 3)] == ["number", "title", ""]


def test_headings_may_stand_below_a_title_and_on_another_sheet(register, matrix, office):
    book = Workbook()
    book.active.title = "Cover"
    book.active.append(["Risk register of the project"])
    sheet = book.create_sheet("Log")
    for row in (["Risk register"], [], ["Ref", "Risk", "Likelihood", "Impact"], ["R1", "One", 1, 2]):
        sheet.append(row)
    page = send(office, register, packed(book))
    page = office.post(
        address(register),
        {"kept": page.context["sent"].kept, "filename": "r.xlsx", "sheet": "Log", "heading_row": "", "step": "sheet"},
    )
    assert page.context["chosen"].heading_row == 3
    save(office, register, office.post(address(register), carried(page, step="look")))

    assert standing(register) == {"R1": ("One", "2")}


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"column_1": "", "column_2": "title"}, "Say which column is “Number”."),
        ({"column_1": "number", "column_2": ""}, "Say which column is “Risk”."),
        ({"column_1": "number", "column_2": "number"}, "“Number” is chosen for the column “Number” already."),
        ({"column_1": "colour", "column_2": "title"}, "Select a valid choice."),
        ({"column_1": "number", "column_2": "title", "assessed_on": "soon"}, "Enter a valid date."),
        ({"column_1": "number", "column_2": "title", "assessed_on": "2999-01-01"}, "Enter today or a day"),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_are_told_and_the_choice_stays(register, matrix, office, chosen, sentence):
    page = send(office, register, sheet_of(["Number", "Risk"], [1, "One"]))
    page = office.post(address(register), carried(page, step="look", **chosen))
    form = page.context["chosen"].columns

    assert sentence in " ".join(str(error) for errors in form.errors.values() for error in errors)
    assert form["column_1"].value() == chosen["column_1"]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "register.xlsx", "The file is empty."),
        (b"Number,Risk", "register.csv", "must end in .xlsx"),
        (b"Number,Risk", "register.xlsx", "this is not a workbook"),
        (b"PK\x03\x04 and no more", "register.xlsx", "is damaged or locked"),
        (b"PK\x03\x04" + b"x" * LARGEST_WORKBOOK, "register.xlsx", "larger than 3 MB"),
    ],
)
def test_what_is_no_workbook_is_refused(register, matrix, office, data, name, sentence):
    page = send(office, register, data, name=name)

    assert page.status_code == 200
    assert sentence in page.content.decode()


def test_a_workbook_that_unpacks_to_too_much_is_refused(register, matrix, office):
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for part in range(3):
            archive.writestr(f"xl/{part}.xml", b" " * (80 * 1024 * 1024))

    assert "unpacks to more than" in send(office, register, data.getvalue()).content.decode()


@pytest.mark.parametrize("rows", [[], [["Number", "Risk"]], [["Number", "Risk"], [None, None]]])
def test_a_sheet_without_risks_says_so(register, matrix, office, rows):
    page = send(office, register, sheet_of(*rows))
    if page.context["chosen"] is not None:
        page = office.post(address(register), carried(page, step="look"))
        assert page.context["faults"] == ["sheet Risks: no risks stand under the row of headings"]
    else:
        assert "This row has no headings." in page.content.decode()


def test_too_many_rows_are_refused(register, matrix, office, monkeypatch):
    monkeypatch.setattr("risks.views.register_import.MOST_ROWS", 3)
    page = send(office, register, sheet_of(["Number", "Risk"], *([number, "One"] for number in range(5))))

    assert "more than 3 rows in one sheet" in page.content.decode()


def test_hostile_words_stay_words(register, matrix, office):
    nasty = "<script>alert(1)</script>"
    page = look(office, register, sheet_of(["Number", "Risk", nasty], ["<b>", f"{nasty} '; DROP TABLE", nasty]))
    save(office, register, page)

    assert nasty not in page.content.decode()
    assert Risk.objects.get().title == f"{nasty} '; DROP TABLE"


def test_what_was_kept_is_for_one_person_and_register(register, matrix, office, sign_in):
    page = send(office, register, sheet_of(["Number", "Risk"], [1, "One"]))
    other = RegisterFactory(programme=register.programme)
    make_matrix(other)
    colleague = sign_in(user_with_role(Role.PROGRAMME_OFFICE, register.programme))

    for client, into, kept in (
        (office, other, page.context["sent"].kept),
        (colleague, register, page.context["sent"].kept),
        (colleague, register, "forged"),
    ):
        answer = client.post(address(into), carried(page, step="save", kept=kept), follow=True)
        assert "Choose the workbook again" in answer.content.decode()
    assert Risk.objects.count() == 0


def test_a_register_changed_meanwhile_is_looked_at_again(register, matrix, office):
    entry = EntryFactory(register=register, number="1", risk__title="One", risk__strategy="Before")
    page = look(office, register, sheet_of(["Number", "Risk", "Strategy"], [1, "One", "From the file"]))
    Risk.objects.filter(pk=entry.risk_id).update(strategy="By a colleague")
    answer = save(office, register, page)

    assert "The register has changed since you looked." in answer.content.decode()
    assert Risk.objects.get().strategy == "By a colleague"
    assert answer.context["changes"].changed[0].details == ["Strategy: By a colleague → From the file"]
    save(office, register, answer)
    assert Risk.objects.get().strategy == "From the file"


def test_two_imports_at_once_add_a_risk_only_once(register, matrix, office):
    page = look(office, register, sheet_of(["Number", "Risk"], [1, "One"]))
    save(office, register, page)
    answer = save(office, register, page)

    assert answer.status_code == 200
    assert Risk.objects.count() == 1


def test_a_register_that_is_not_kept_takes_nothing(register, matrix, office):
    RiskRegister.objects.filter(pk=register.pk).update(ended_on=timezone.localdate() - timedelta(days=1))

    assert office.get(address(register)).status_code == 302


def test_the_register_comes_back_as_it_went(register, matrix, office):
    owner = user_with_role(Role.RISK_OWNER, register.programme, name="Ada Penrose")
    entry = EntryFactory(
        register=register,
        number="R1",
        risk__title="=HYPERLINK(1)",
        risk__owner=owner,
        risk__strategy="Talk.\nThen act.",
        risk__next_review=date(2024, 9, 1),
    )
    AssessmentFactory(entry=entry, cell=cell_of(matrix, 1, 3), assessed_on=date(2024, 3, 1))
    for name, status in (("=Lock", "in_place"), ("Train: all", "planned"), ("Ask: done?", "done"), ("Wait", "dropped")):
        MitigationFactory(risk=entry.risk, name=name, status=status, progress="So it is.")
    EntryFactory(register=register, number="2", position=2, risk__owner_post="Head of Waste", risk__title="Two")
    data = b"".join(office.get(address(register, "register_workbook")))
    sheet = load_workbook(BytesIO(data)).active
    page = look(office, register, data)

    assert [cell.value for cell in sheet[2]][:2] == ["R1", "'=HYPERLINK(1)"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet[2][heads.index("Controls in place")].value == "'=Lock"
    assert sheet[2][heads.index("Mitigations")].value == "Planned: Train: all\nDone: Ask: done?"
    assert page.context["faults"] == []
    assert (page.context["changes"].is_something, page.context["changes"].unchanged) == (False, 2)
    assert [note for note in page.context["notes"] if "mitigation" in note] == []


def test_the_download_has_no_confidential_risk(register, matrix, office):
    EntryFactory(register=register, number="1", risk__title="Secret matter", risk__is_confidential=True)
    EntryFactory(register=register, number="2", risk__title="Known")
    sheet = load_workbook(BytesIO(b"".join(office.get(address(register, "register_workbook"))))).active

    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Known"]


def test_only_who_keeps_the_register_imports(register, matrix, sign_in):
    client = sign_in(user_with_role(Role.RISK_OWNER, register.programme))

    assert client.get(address(register)).status_code == 403
    assert client.get(address(register, "register_workbook")).status_code == 200


def test_queries_do_not_grow_with_rows(register, matrix, office):
    def count(rows: int) -> int:
        head = ["Number", "Risk", "L", "I", "Mitigations"]
        data = sheet_of(head, *([f"{rows}-{row}", "One", 1, 1, "Lock\nBolt"] for row in range(rows)))
        page = send(office, register, data)
        sent = carried(page, step="look")
        with CaptureQueriesContext(connection) as looking:
            page = office.post(address(register), sent)
        sent = carried(page, step="save", seen=page.context["changes"].mark)
        with CaptureQueriesContext(connection) as saving:
            assert office.post(address(register), sent).status_code == 302
        return len(looking), len(saving)

    assert count(1) == count(3)
