"""`manage.py build_report`: the same document from the shell, and how it says no."""

from __future__ import annotations

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from governance.models import RenderJob, ReportSnapshot
from tests.factories.governance import ReportFactory, ReportSectionFactory

pytestmark = pytest.mark.django_db


def build(*args):
    told = StringIO()
    call_command("build_report", *args, stdout=told)
    return told.getvalue()


def refused(*args):
    with pytest.raises(CommandError) as error:
        build(*args)
    return str(error.value), error.value.returncode


def test_it_writes_the_document_and_records_it(tmp_path):
    report = ReportFactory(written=True, code="q4-update", title="Quarter 4")
    out = tmp_path / "q4.pdf"
    told = build("q4-update", "--out", str(out))
    job = RenderJob.objects.get()
    snapshot = ReportSnapshot.objects.get()
    assert hashlib.sha256(out.read_bytes()).hexdigest() == job.document_sha256
    assert (snapshot.report, snapshot.version, snapshot.created_by) == (report, 1, None)
    assert told == (
        f"Version 1 of Quarter 4: {job.page_count} pages, {job.document_bytes} bytes, "
        f"SHA-256 {job.document_sha256}, written to {out}\n"
    )
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["q4.pdf"]


def test_an_unknown_code_lists_what_there_is(tmp_path):
    report = ReportFactory(code="q3-update", programme__code="oneteam")
    assert refused("q4-update", "--out", str(tmp_path / "a.pdf")) == (
        "No report has the code q4-update. There are: q3-update (oneteam).",
        2,
    )
    assert refused(report.code, "--programme", "other", "--out", str(tmp_path / "a.pdf")) == (
        "No report has the code q3-update in the programme other. There are: q3-update (oneteam).",
        2,
    )


def test_an_ambiguous_code_names_the_programmes(tmp_path):
    for code in ("north", "south"):
        ReportFactory(written=True, code="update", programme__code=code)
    assert refused("update", "--out", str(tmp_path / "a.pdf")) == (
        "Several programmes have a report update: north, south. Name one with --programme.",
        3,
    )
    build("update", "--programme", "south", "--out", str(tmp_path / "a.pdf"))
    assert ReportSnapshot.objects.get().report.programme.code == "south"


def test_a_report_that_cannot_be_drawn_says_where(tmp_path):
    report = ReportFactory(code="update")
    ReportSectionFactory(report=report, heading="Started", kind="block", block="reviews_started", body="")
    assert refused("update", "--out", str(tmp_path / "a.pdf")) == (
        "Parts of the report cannot be drawn:\n"
        "- Started: Started by: enter a value. The block cannot be drawn without it.",
        4,
    )
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_folder_that_is_not_there_is_said_before_anything_is_frozen(tmp_path):
    ReportFactory(code="update")
    assert refused("update", "--out", str(tmp_path / "none" / "a.pdf")) == (
        f"There is no folder {tmp_path / 'none'}.",
        6,
    )
    assert ReportSnapshot.objects.count() == 0
