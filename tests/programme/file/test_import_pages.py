"""Sending a programme file in: form → worker → faults or preview → confirmed → worker → imported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.domain import job as jobs
from programme.domain.import_job import IMPORTING, confirm_import, request_import
from programme.domain.job import requeue_stale_jobs, run_job
from programme.enums import ImportStatus, Role
from programme.file.yaml_format import write_yaml
from programme.models import ImportJob, Programme, User
from tests.factories.programme import user_with_role
from tests.programme.file.files import small

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def office() -> User:
    return user_with_role(Role.PROGRAMME_OFFICE)


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of jobs told to a worker; no worker runs here."""
    told: list[int] = []
    monkeypatch.setattr(jobs.current_app, "send_task", lambda name, args: told.append(args[1]))
    return told


def send(client: Client, content: str, name: str = "file.yaml") -> ImportJob:
    response = client.post(reverse("file_import"), {"file": SimpleUploadedFile(name, content.encode())})
    job = ImportJob.objects.latest("pk")
    assert (response.status_code, response.url) == (302, job.get_absolute_url())
    return job


def work(job: ImportJob) -> ImportJob:
    """What the worker does."""
    return run_job(IMPORTING, job_id=job.pk, clock=timezone.now)


def test_file_is_checked_shown_and_imported(
    office: User, sign_in: SignIn, queued: list[int], django_capture_on_commit_callbacks: Any
):
    client = sign_in(office)
    with django_capture_on_commit_callbacks(execute=True):
        job = send(client, write_yaml(small()))
    assert queued == [job.pk]
    assert "Checking the file" in client.get(job.get_absolute_url()).content.decode()

    assert work(job).status == ImportStatus.READY
    assert not Programme.objects.filter(code="alder-birch").exists()
    page = client.get(job.get_absolute_url()).content.decode()
    assert "A new programme, Alder and Birch together." in page
    assert "Import the file" in page

    response = client.post(reverse("file_import_confirm", args=[job.pk]))
    assert response.url == job.get_absolute_url()
    assert work(job).status == ImportStatus.DONE
    page = client.get(job.get_absolute_url()).content.decode()
    assert "The file has been imported" in page
    assert ImportJob.objects.get().programme == Programme.objects.get(code="alder-birch")


def test_faults_are_shown_a_hundred_to_the_page(office: User, sign_in: SignIn):
    client = sign_in(office)
    job = send(client, write_yaml(small(services=[{"code": f"s-{number}"} for number in range(250)], reviews=None)))

    job = work(job)

    assert (job.status, len(job.faults)) == (ImportStatus.FAULTY, 255)
    page = client.get(f"{job.get_absolute_url()}?page=3").content.decode()
    assert "The file has faults, so nothing was written" in page
    assert page.count("<tr") == 1 + 55


def test_preview_shows_what_changes_from_and_to(office: User, sign_in: SignIn):
    client = sign_in(office)
    job = send(client, write_yaml(small()))
    work(job)
    client.post(reverse("file_import_confirm", args=[job.pk]))
    work(job)
    changed = small()
    changed["milestones"][0]["forecast"] = "2023-Q4"

    job = work(send(sign_in(User.objects.get(pk=office.pk)), write_yaml(changed)))

    assert job.preview["totals"]["changed"] == 1
    page = client.get(job.get_absolute_url()).content.decode()
    assert "2023-Q3" in page
    assert "2023-Q4" in page


def test_record_changed_since_the_preview_is_not_overwritten(office: User):
    first = request_import(data=write_yaml(small()).encode(), filename="x.yaml", actor=office, at=timezone.now())
    work(first)
    confirm_import(job=first, actor=office, at=timezone.now())
    work(first)
    changed = small()
    changed["programme"]["name"] = "New name"
    job = request_import(data=write_yaml(changed).encode(), filename="x.yaml", actor=office, at=timezone.now())
    job = work(job)
    Programme.objects.filter(code="alder-birch").update(name="Another's name")
    confirm_import(job=job, actor=office, at=timezone.now())

    job = work(job)

    assert job.status == ImportStatus.FAULTY
    assert job.faults[0]["message"].startswith("the record has changed since the preview")
    assert Programme.objects.get(code="alder-birch").name == "Another's name"


def test_job_delivered_twice_is_imported_once(office: User):
    job = request_import(data=write_yaml(small()).encode(), filename="x.yaml", actor=office, at=timezone.now())
    work(job)
    confirm_import(job=job, actor=office, at=timezone.now())
    work(job)

    assert work(job).status == ImportStatus.DONE
    assert ImportJob.objects.get().attempts == 1


def test_job_left_by_a_dead_worker_is_taken_up_and_given_up_after_three(office: User):
    long_ago = timezone.now() - timedelta(minutes=10)
    job = request_import(data=write_yaml(small()).encode(), filename="x.yaml", actor=office, at=long_ago)
    ImportJob.objects.update(status=ImportStatus.RUNNING, attempts=3, started_at=long_ago)

    assert requeue_stale_jobs(IMPORTING, at=timezone.now()) == [job.pk]
    assert requeue_stale_jobs(IMPORTING, at=timezone.now()) == []
    assert work(job).status == ImportStatus.FAILED


def test_importer_who_lost_the_role_meanwhile_is_refused(office: User):
    job = request_import(data=write_yaml(small()).encode(), filename="x.yaml", actor=office, at=timezone.now())
    office.grants.update(ended_on=timezone.localdate() - timedelta(days=1))

    job = work(job)

    assert (job.status, job.failure) == (ImportStatus.FAILED, "Your role does not allow this.")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.exe", b"x", "The name of the file must end in .yaml, .yml, .json, .xlsx."),
        ("x.yaml", b"", "The file is empty. Choose another."),
    ],
)
def test_form_refuses_what_cannot_be_a_programme_file(
    office: User, sign_in: SignIn, name: str, content: bytes, message: str
):
    response = sign_in(office).post(reverse("file_import"), {"file": SimpleUploadedFile(name, content)})

    assert response.context["form"].errors["file"] == [message]
    assert not ImportJob.objects.exists()


def test_form_without_a_file(office: User, sign_in: SignIn):
    assert sign_in(office).post(reverse("file_import")).context["form"].errors["file"] == ["Choose a file"]


def test_others_do_not_see_an_import(office: User, sign_in: SignIn):
    job = request_import(data=b"a: b", filename="x.yaml", actor=office, at=timezone.now())
    stranger = sign_in(user_with_role(Role.PROGRAMME_OFFICE))

    assert stranger.get(job.get_absolute_url()).status_code == 404
    assert stranger.post(reverse("file_import_confirm", args=[job.pk])).status_code == 404
    assert sign_in(user_with_role(Role.CLERK)).get(reverse("file_import")).status_code == 403


def test_hostile_words_in_a_file_do_nothing_on_the_page(office: User, sign_in: SignIn):
    data = small()
    data["programme"]["name"] = "<script>alert(1)</script>"
    data["updates"][0]["rag"] = "<img src=x onerror=alert(1)>"

    job = work(send(sign_in(office), write_yaml(data), name="<b>.yaml"))

    page = sign_in(office).get(job.get_absolute_url()).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page


def test_figures_told_otherwise_are_listed_before_and_after(office: User, sign_in: SignIn):
    told = small(computed={"case_figures": [{"version": "<b>/1", "figure": "one_off", "value": 1}]})
    client = sign_in(office)
    job = send(client, write_yaml(told))

    def page() -> str:
        return client.get(job.get_absolute_url()).content.decode()

    assert work(job).status == ImportStatus.READY
    words = "computed.case_figures.&lt;b&gt;/1.one_off: the file has it, the record works out no such row"
    assert words in page()
    assert not Programme.objects.filter(code="alder-birch").exists()
    client.post(reverse("file_import_confirm", args=[job.pk]))
    assert work(job).status == ImportStatus.DONE
    assert words in page()


def test_export_page_gives_the_file(sign_in: SignIn):
    auditor = user_with_role(Role.AUDITOR)
    programme = auditor.grants.get().programme
    address = reverse("file_export", args=[programme.code])
    client = sign_in(auditor)

    response = client.get(address, {"file_format": "yaml", "as_at": ""})

    assert response["Content-Disposition"] == f'attachment; filename="{programme.code}.yaml"'
    assert response.content.decode().startswith("concordat: 1\nprogramme:\n")
    assert "computed:" not in response.content.decode()
    assert "\ncomputed:\n" in client.get(address, {"file_format": "yaml", "with_computed": "on"}).content.decode()
    assert client.get(address, {"file_format": "xlsx"}).content[:2] == b"PK"
    assert client.get(address, {"file_format": "doc"}).context["form"].errors.keys() == {"file_format"}
    assert client.get(address, {"file_format": "yaml", "as_at": "2999-01-01"}).context["form"].errors.keys() == {
        "as_at"
    }
    assert sign_in(user_with_role(Role.CLERK, programme)).get(address).status_code == 403
    assert sign_in(user_with_role(Role.AUDITOR)).get(address).status_code == 404


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "file.yaml"
    path.write_text(write_yaml(small()))

    call_command("import_programme", path, "--dry-run")
    assert capsys.readouterr().out.endswith("Would import alder-birch: 31 added, 0 changed, 0 unchanged.\n")
    call_command("import_programme", path)
    assert capsys.readouterr().out == "Imported alder-birch: 31 added, 0 changed, 0 unchanged.\n"
    for ending in ("yaml", "json", "xlsx"):
        out = tmp_path / f"out.{ending}"
        call_command("export_programme", "alder-birch", "--format", ending, "--out", out)
        call_command("import_programme", out)
        assert capsys.readouterr().out == "Imported alder-birch: 0 added, 0 changed, 31 unchanged.\n"
    call_command("export_programme", "alder-birch")
    assert capsys.readouterr().out == (tmp_path / "out.yaml").read_text()


def test_commands_refuse_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "file.yaml"
    path.write_text("concordat: 1\n")

    with pytest.raises(CommandError, match=r"The file has 1 fault\. Nothing was written\."):
        call_command("import_programme", path)
    assert capsys.readouterr().err == "line 1: expected the section programme, which every file needs\n"
    with pytest.raises(CommandError, match=r"Cannot read .*: No such file or directory"):
        call_command("import_programme", tmp_path / "none.yaml")
    with pytest.raises(CommandError, match=r"There is no programme none\. There are: none\."):
        call_command("export_programme", "none")


def test_schema_in_docs_is_up_to_date():
    call_command("write_programme_file_schema", "--check")
