"""A register as a workbook, and a workbook taken into a register: looked at first, saved when confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.exports import workbook_response, xlsx_file
from programme.file.carried import PreviewExpired, carried, carry
from programme.file.faults import FaultLog
from programme.file.workbook import Limits, Sheet, SheetRow, read_sheets, unreadable_is_fault
from programme.pages.trail import stands
from programme.permissions import check_permission
from programme.views.job import MOST_SHOWN, faults_shown
from programme.wording.prose import one_line
from risks.domain.register_import import Origin, WorkbookRefused, check_import, import_register
from risks.forms.register import ColumnsForm, RegisterFileForm, SheetForm
from risks.models import RiskRegister
from risks.register_file.changes import RegisterChanges, changes_of
from risks.register_file.fields import suggested
from risks.register_file.read import ReadRegister, read_rows
from risks.register_file.readers import entries_to_write, last_import, latest_matrix, readers_of, titles_of
from risks.register_file.write import header, workbook_rows
from services.views.lookup import reader_of

CHANGE = "risks.change_register"
MOST_ROWS = 5_000
LIMITS = Limits(columns=60)
HEADINGS_WITHIN = 30
SAMPLES = 4


@dataclass(frozen=True)
class Sent:
    """A workbook that was sent in: its sheets by name, and the text that the page carries it in."""

    kept: str
    filename: str
    sheets: Mapping[str, Sheet]


@dataclass(frozen=True)
class Chosen:
    """A sheet of it with its headings, and the rows below."""

    sent: Sent
    sheet_form: SheetForm
    table: Sheet
    heading_row: int
    columns: ColumnsForm
    rows: Sequence[SheetRow]

    @property
    def sheet(self) -> str:
        return self.table.name


@require_safe
def register_workbook(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponseBase:
    """Download the risks of the register that one sees, in the columns that an import knows."""
    register = _visible_register(request, programme_code, register_code)
    rows = workbook_rows(entries_to_write(register, request.user), readers=readers_of(register))
    return workbook_response(xlsx_file(header=header(), rows=rows, title="Risks"), name=register.code)


@stands(below="risk_register", crumb=_("Import a workbook"))
@require_http_methods(["GET", "HEAD", "POST"])
def register_import(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """Send a workbook in, say what its columns are, see what it changes, save."""
    register = _visible_register(request, programme_code, register_code)
    check_permission(request.user, CHANGE, register)
    try:
        check_import(register, assessed_on=register.programme.today)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(register)
    if request.method != "POST":
        return _page(request, register, form=RegisterFileForm())
    if "kept" not in request.POST:
        return _take_file(request, register)
    try:
        data = carried(request.POST["kept"], record=register, person=reader_of(request))
    except PreviewExpired as error:
        messages.error(request, error.message)
        return redirect("register_import", programme_code, register_code)
    filename = request.POST.get("filename", "")[:200]
    sent = Sent(request.POST["kept"], filename, read_sheets(data, faults=FaultLog(), limits=LIMITS))
    step = request.POST.get("step", "")
    chosen = _chosen(request, register, sent, is_new=step == "sheet")
    if isinstance(chosen, SheetForm) or step in ("sheet", "columns") or not chosen.columns.is_valid():
        return _columns_page(request, register, sent, chosen)
    return _look(request, register, chosen, saves=step == "save")


def _take_file(request: HttpRequest, register: RiskRegister) -> HttpResponse:
    form, faults = RegisterFileForm(request.POST, request.FILES), FaultLog()
    if not form.is_valid():
        return _page(request, register, form=form)
    file = form.cleaned_data["file"]
    data = file.read()
    sheets = read_sheets(data, faults=faults, limits=LIMITS)
    if faults:
        return _page(request, register, form=form, **faults_shown(faults, count=faults.count))
    sent = Sent(carry(data, record=register, person=reader_of(request)), file.name[:200], sheets)
    return _columns_page(request, register, sent, _chosen(request, register, sent, is_new=True))


def _chosen(request: HttpRequest, register: RiskRegister, sent: Sent, *, is_new: bool) -> Chosen | SheetForm:
    """The sheet that is asked for and its columns; `is_new`: suggested anew. The form alone where it has errors."""
    last = last_import(register)
    remembered = last.sheet if last is not None and last.sheet in sent.sheets else next(iter(sent.sheets))
    asked = request.POST.get("sheet", "") or remembered
    row = request.POST.get("heading_row") or str(_heading_row(sent, asked))
    form = SheetForm({"sheet": asked, "heading_row": row}, sheets=list(sent.sheets))
    if not form.is_valid():
        return form
    sheet, heading_row = sent.sheets[form.cleaned_data["sheet"]], form.cleaned_data["heading_row"]
    rows = _rows_of(sheet)
    headings = next((found for found in rows if found.number == heading_row), None)
    if headings is None or sheet.faults:
        words = "; ".join(str(fault) for fault in sheet.faults)
        form.add_error("heading_row", words or "This row has no headings. Choose the row in which they stand.")
        return form
    below = [found for found in rows if found.number > heading_row]
    names = _named(headings)
    columns = ColumnsForm(
        None if is_new else request.POST,
        headings=names,
        samples=[_sample(below, place) for place in range(1, len(names) + 1)],
        suggested=suggested(
            names,
            remembered=last.mapping if last is not None else {},
            titles=titles_of(matrix := latest_matrix(register)),
            scored=matrix is not None,
        ),
        scored=matrix is not None,
        day=register.programme.today,
    )
    return Chosen(sent, form, sheet, heading_row, columns, below)


def _rows_of(sheet: Sheet) -> list[SheetRow]:
    """Its rows that are not blank; none, and a fault, where they cannot be read."""
    rows: list[SheetRow] = []
    with unreadable_is_fault(sheet.faults, place=sheet.place()):
        rows = list(islice(sheet.rows(), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        sheet.fault(f"more than {MOST_ROWS:,} rows in one sheet; divide it")
    return rows[:MOST_ROWS]


def _heading_row(sent: Sent, sheet: str) -> int:
    """The row, among the first, with the most cells known as headings: a title may stand above the table."""
    if sheet not in sent.sheets:
        return 1
    rows: list[SheetRow] = []
    with unreadable_is_fault(FaultLog()):
        rows = list(islice(sent.sheets[sheet].rows(), HEADINGS_WITHIN))
    best = max(rows, key=_headings_in, default=None)
    return best.number if best is not None else 1


def _headings_in(row: SheetRow) -> tuple[int, int]:
    """How many of its cells are known as headings, and how many say something."""
    known = suggested(_named(row), remembered={}, titles={}, scored=True)
    return sum(1 for code in known if code), sum(1 for cell in row.cells if cell.value is not None)


def _named(row: SheetRow) -> list[str]:
    """The headings in words; one that is empty or comes again is told by its column."""
    names: list[str] = []
    for place, cell in enumerate(row.cells, start=1):
        words = one_line(str("" if cell.value is None else cell.value))[:80]
        names.append(words if words and words not in names else f"{words} (column {place})".strip())
    return names


def _sample(rows: Sequence[SheetRow], column: int) -> str:
    for row in rows[:50]:
        value = row.value(column)
        if value is not None:
            return Truncator(one_line(str(value))).chars(60)
    return ""


def _look(request: HttpRequest, register: RiskRegister, chosen: Chosen, *, saves: bool) -> HttpResponse:
    """What the workbook changes, or, with `saves`, what was looked at written."""
    columns, day = chosen.columns, chosen.columns.cleaned_data["assessed_on"]
    try:
        check_import(register, assessed_on=day)
    except DomainError as error:
        columns.add_error(error.field, error.message)
        return _columns_page(request, register, chosen.sent, chosen)
    read = read_rows(chosen.rows, sheet=chosen.table, columns=columns.columns, readers=readers_of(register))
    if faults := chosen.table.faults:
        return _columns_page(request, register, chosen.sent, chosen, **faults_shown(faults, count=faults.count))
    if saves:
        return _save(request, register, chosen, read)
    changes = changes_of(rows=read.rows, register=register, assessed_on=day, user=request.user)
    return _preview(request, register, chosen, read, changes)


def _save(request: HttpRequest, register: RiskRegister, chosen: Chosen, read: ReadRegister) -> HttpResponse:
    day = chosen.columns.cleaned_data["assessed_on"]
    try:
        changes = import_register(
            register=register,
            rows=read.rows,
            assessed_on=day,
            seen=request.POST.get("seen", ""),
            origin=Origin(filename=chosen.sent.filename, sheet=chosen.sheet, mapping=chosen.columns.mapping),
            actor=reader_of(request),
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except (WorkbookRefused, ChangedByAnother) as error:
        changes = changes_of(rows=read.rows, register=register, assessed_on=day, user=request.user)
        return _preview(request, register, chosen, read, changes, refusal=error.message)
    messages.success(request, f"Imported: {len(changes.new)} new, {len(changes.changed)} changed")
    return redirect(register)


def _preview(
    request: HttpRequest, register: RiskRegister, chosen: Chosen, read: ReadRegister, changes: RegisterChanges,
    *, refusal: str = "",
) -> HttpResponse:  # fmt: skip
    if changes.faults:
        return _columns_page(request, register, chosen.sent, chosen, **faults_shown(changes.faults))
    notes = [*read.notes, *changes.notes]
    return _page(
        request,
        register,
        sent=chosen.sent,
        chosen=chosen,
        changes=changes,
        notes=notes[:MOST_SHOWN],
        notes_more=max(len(notes) - MOST_SHOWN, 0),
        refusal=refusal,
    )


def _columns_page(
    request: HttpRequest, register: RiskRegister, sent: Sent, chosen: Chosen | SheetForm, **more: Any
) -> HttpResponse:
    if isinstance(chosen, SheetForm):
        return _page(request, register, sent=sent, chosen=None, sheet_form=chosen, **more)
    return _page(request, register, sent=sent, chosen=chosen, sheet_form=chosen.sheet_form, **more)


def _visible_register(request: HttpRequest, programme_code: str, register_code: str) -> RiskRegister:
    registers = RiskRegister.objects.visible_to(request.user).select_related("programme")
    register: RiskRegister = get_object_or_404(registers, programme__code=programme_code, code=register_code)
    return register


def _page(request: HttpRequest, register: RiskRegister, **more: Any) -> HttpResponse:
    context = {
        "programme": register.programme,
        "register": register,
        "matrix": latest_matrix(register),
        **faults_shown([]),
        **more,
    }
    return render(request, "risks/register_import.html", context)
