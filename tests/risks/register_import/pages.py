"""The pages of an import, step by step, as somebody goes through them."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from risks.models import RegisterEntry, RegisterImport, RiskRegister

DAY = "2024-03-31"
HEAD = ["No.", "Risk (description)", "L", "I", "Sev", "Strategy", "Action outstanding", "Date Closed"]


def address(register: RiskRegister, name: str = "register_import") -> str:
    return reverse(name, args=[register.programme.code, register.code])


def packed(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_of(*rows, title: str = "Risks") -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return packed(book)


def send(client, register: RiskRegister, data: bytes, *, name: str = "register.xlsx"):
    return client.post(address(register), {"file": SimpleUploadedFile(name, data)})


def carried(page, **more) -> dict:
    """What the page's form sends on: the workbook, its sheet and what each column is."""
    context = page.context
    form = context["chosen"].columns
    columns = {name: form[name].value() or "" for name in form.fields if name != "assessed_on"}
    return {
        "kept": context["sent"].kept,
        "filename": context["sent"].filename,
        "sheet": context["chosen"].sheet,
        "heading_row": context["chosen"].heading_row,
        "assessed_on": DAY,
        **columns,
        **more,
    }


def look(client, register: RiskRegister, data: bytes, **more):
    page = send(client, register, data)
    return client.post(address(register), carried(page, step="look", **more))


def save(client, register: RiskRegister, page, **more):
    return client.post(address(register), carried(page, step="save", seen=page.context["changes"].mark, **more))


def take(client, register: RiskRegister, *rows, **more):
    page = look(client, register, sheet_of(*rows), **more)
    assert page.context["faults"] == []
    return save(client, register, page, **more)


def faults(client, register: RiskRegister, *rows, **more) -> list[str]:
    page = look(client, register, sheet_of(*rows), **more)
    assert page.status_code == 200
    assert RegisterImport.objects.count() == 0
    return page.context["faults"]


def standing(register: RiskRegister) -> dict[str, tuple]:
    entries = RegisterEntry.objects.filter(register=register).select_related("risk", "current__cell")
    return {
        one.number: (one.risk.title, one.current.cell.score if one.current and one.current.cell else None)
        for one in entries
    }
