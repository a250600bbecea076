"""The pages of ledger files and of closed months."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from finance.domain.ledger_import import LEDGER_IMPORTING
from finance.models import FinanceClose, LedgerEntry, LedgerImport, Virement
from programme.domain import job
from programme.domain.job import run_job
from programme.enums import Role
from tests.factories.finance import BudgetLineFactory
from tests.factories.programme import ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db

FILE = b"Ref,Posted,Amount,Cost centre,Details\nR1,31/05/2025,5,fleet,=evil()\n=R2,never,5,fleet,\n"
COLUMNS = {"reference": "Ref", "posted_on": "Posted", "amount": "Amount", "code": "Cost centre", "text": "Details"}


@pytest.fixture(autouse=True)
def stored(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(job, "tell_worker", lambda job: None)


@pytest.fixture
def line():
    return BudgetLineFactory(programme=ProgrammeFactory(), year=2025, code="fleet")


@pytest.fixture
def person(line):
    return user_with_role(Role.PROGRAMME_OFFICE, line.programme, name="Karin Office")


@pytest.fixture
def office(person, sign_in):
    return sign_in(person)


def send(client, line, data=FILE, name="ledger.csv"):
    address = reverse("ledger_import_list", args=[line.programme.code])
    return client.post(address, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_file_is_sent_in_its_columns_guessed_and_what_was_not_posted_listed(office, line):
    page = send(office, line).content.decode()
    job = LedgerImport.objects.get()
    assert '<option value="Cost centre" selected>' in page
    assert "=evil()" in page

    waiting = office.post(job.get_absolute_url(), COLUMNS, follow=True).content.decode()
    assert "Reading the ledger file" in waiting
    run_job(LEDGER_IMPORTING, job_id=job.pk, clock=timezone.now)
    done = office.get(job.get_absolute_url()).content.decode()
    rejects = office.get(reverse("ledger_import_rejects", args=[line.programme.code, job.pk]))

    assert "It is no day such as" in done
    assert "3,Date,It is no day such as" in b"".join(rejects.streaming_content).decode()
    assert LedgerEntry.objects.get().reference == "R1"
    assert "R1" in office.get(line.get_absolute_url()).content.decode()


def test_the_page_asks_again_until_the_file_is_read(office, line):
    send(office, line)
    job = LedgerImport.objects.get()
    progress = reverse("ledger_import_progress", args=[line.programme.code, job.pk])
    office.post(job.get_absolute_url(), COLUMNS)

    assert "HX-Refresh" not in office.get(progress)
    run_job(LEDGER_IMPORTING, job_id=job.pk, clock=timezone.now)
    assert office.get(progress)["HX-Refresh"] == "true"


@pytest.mark.parametrize(("data", "sentence"), [(b"a,b", "fewer than four columns"), (b"", "The file is empty")])
def test_a_file_that_is_none_is_refused_at_its_field(office, line, data, sentence):
    assert sentence in send(office, line, data).content.decode()


def test_columns_chosen_twice_are_refused_at_their_field(office, line):
    send(office, line)
    answer = office.post(LedgerImport.objects.get().get_absolute_url(), {**COLUMNS, "amount": "Posted"})

    assert "This column is chosen twice" in answer.content.decode()


def test_a_finance_officer_sees_their_own_files_alone(office, line, sign_in):
    send(office, line)
    client = sign_in(user_with_role(Role.FINANCE_OFFICER, line.programme))

    assert client.get(LedgerImport.objects.get().get_absolute_url()).status_code == 404


def close(client, line, **more):
    data = {"year": "2025/26", "month": "2", **more}
    return client.post(reverse("month_list", args=[line.programme.code]), data, follow=True).content.decode()


def test_a_month_is_closed_once_with_its_editors_and_shown_on_the_budgets(office, line, person):
    page = close(office, line, editors=[person.pk])
    budgets = office.get(reverse("budget_list", args=[line.programme.code]) + "?year=2025").content.decode()

    assert "May 2025" in page
    assert "May still post: Karin Office" in page
    assert "Closed: May 2025" in budgets
    assert "This month is closed already." in close(office, line)
    assert FinanceClose.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"year": "2190"}, "Choose a month that is over."),
        ({"year": "soon"}, "Enter a financial year"),
        ({"month": "13"}, "Select a valid choice"),
        ({"editors": ["0"]}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_close_is_said(office, line, given, sentence):
    assert sentence in close(office, line, **given)


def test_a_virement_into_a_closed_month_is_refused_but_to_its_editors(office, line, person):
    close(office, line)
    target = BudgetLineFactory(programme=line.programme, year=2025)
    address = reverse("virement_create", args=[line.programme.code, 2025, "fleet"])
    data = {"target": target.pk, "amount": "1", "on": "10/05/2025", "reason": "Needed"}
    assert "May 2025 is closed." in office.post(address, data).content.decode()

    editors = reverse("month_edit", args=[line.programme.code, 2025, 2])
    office.post(editors, {"editors": [person.pk], "seen": ""})
    stale = office.post(editors, {"editors": [], "seen": ""}).content.decode()
    office.post(address, data)

    assert "Someone else changed the editors" in stale
    assert Virement.objects.count() == 1
