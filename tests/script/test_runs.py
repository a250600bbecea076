"""Runs of the tests find what earlier runs made, never meet each other, and leave nothing for ever."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from script.launcher import runs as launcher_runs
from script.launcher.databases import Databases
from script.launcher.folders import DataFolder
from script.launcher.runs import MARKER, UNUSED_SECONDS, databases_of_a_run, remove_forsaken_homes, reserved_folder

# Takes a folder for a run, says which, and keeps it until its input ends.
RESERVE = """
import sys
from script.launcher.folders import DataFolder
from script.launcher.runs import reserved_folder
with reserved_folder(DataFolder.from_environment().path / "runs", command="a test") as folder:
    print(folder.path.name, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def data(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A data folder whose first run finds servers that have been started once."""
    runs = folder.path / "runs"
    (runs / "1").mkdir(parents=True)
    (folder.path / "servers").rename(runs / "1" / "servers")
    monkeypatch.setenv("CONCORDAT_DATA", str(folder.path))
    return folder


def execute(databases: Databases, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(databases.database_url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def count_tables(databases: Databases) -> int:
    return len(execute(databases, "SELECT 1 FROM pg_tables WHERE tablename = 'stored'"))


def test_a_run_finds_the_databases_of_the_one_before(data: DataFolder) -> None:
    with databases_of_a_run(command="a test") as (_, databases):
        execute(databases, "CREATE TABLE stored AS SELECT 42 AS number")

    with databases_of_a_run(command="a test") as (_, databases):
        assert execute(databases, "SELECT number FROM stored") == [(42,)]


def test_runs_at_once_have_a_folder_each_and_the_next_takes_the_first_that_is_free(
    data: DataFolder, start_python: Callable[..., "subprocess.Popen[str]"]
) -> None:
    first, second = start_python(RESERVE), start_python(RESERVE)
    assert first.stdin is not None
    taken = {run.stdout.readline().strip() for run in (first, second) if run.stdout is not None}

    with reserved_folder(data.path / "runs", command="a test") as third:
        taken.add(third.path.name)
    for run in (first, second):
        run.kill()
        run.wait()
    with reserved_folder(data.path / "runs", command="a test") as next_run:
        assert next_run.path.name == "1"

    assert taken == {"1", "2", "3"}


def test_databases_that_the_machine_went_down_with_are_made_anew(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with databases_of_a_run(command="a test") as (folder, databases):
        execute(databases, "CREATE TABLE stored AS SELECT 42 AS number")
        note = folder.lock("owner").read_note()
    owner = folder.lock("owner")
    owner.try_exclusive()
    owner.write_note(**note)
    owner.release()
    boot = tmp_path / "boot_id"
    boot.write_text("another start of the machine\n")
    monkeypatch.setattr(launcher_runs, "BOOT_ID", boot)

    with databases_of_a_run(command="a test") as (_, databases):
        assert count_tables(databases) == 0


def test_a_run_that_was_killed_leaves_databases_that_the_next_one_may_use(
    data: DataFolder, start_python: Callable[..., "subprocess.Popen[str]"]
) -> None:
    with databases_of_a_run(command="a test") as (_, databases):
        execute(databases, "CREATE TABLE stored AS SELECT 42 AS number")
    run = start_python(RESERVE)
    assert run.stdout is not None
    run.stdout.readline()
    run.kill()
    run.wait()

    with databases_of_a_run(command="a test") as (_, databases):
        assert count_tables(databases) == 1


def test_databases_that_do_not_start_are_made_anew(data: DataFolder, capfd: pytest.CaptureFixture[str]) -> None:
    (data.path / "runs" / "1" / "servers" / "postgresql" / "PG_VERSION").write_text("9\n")

    with databases_of_a_run(command="a test") as (_, databases):
        assert execute(databases, "SELECT 1") == [(1,)]

    assert "The databases of earlier tests do not start. Making new ones…" in capfd.readouterr().err


def test_folders_that_only_many_runs_at_once_needed_are_removed_when_long_unused(data: DataFolder) -> None:
    runs = data.path / "runs"
    for name, unused in (("2", UNUSED_SECONDS + 60), ("3", UNUSED_SECONDS - 60), ("1", UNUSED_SECONDS + 60)):
        DataFolder(path=runs / name).create()
        lock = runs / name / "owner.lock"
        lock.touch()
        before = lock.stat().st_mtime - unused
        os.utime(lock, (before, before))

    with reserved_folder(runs, command="a test"):
        assert sorted(path.name for path in runs.iterdir() if path.is_dir()) == ["1", "3"]


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of the homes that are outside data folders."""
    monkeypatch.setattr(launcher_runs, "REMOTE_HOMES", tmp_path / "homes")
    return tmp_path / "homes"


def test_a_home_for_tests_goes_with_the_clone_it_was_made_for(homes: Path, tmp_path: Path) -> None:
    for name in ("used", "forsaken", "of-a-site"):
        (homes / name).mkdir(parents=True)
    (tmp_path / "servers").symlink_to(homes / "used")
    (homes / "used" / MARKER).write_text(str(tmp_path / "servers"))
    (homes / "forsaken" / MARKER).write_text(str(tmp_path / "gone" / "servers"))

    remove_forsaken_homes()

    assert sorted(path.name for path in homes.iterdir()) == ["of-a-site", "used"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers under another account")
def test_a_home_outside_the_data_folder_says_whose_it_is(
    make_folder: Callable[..., DataFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(below="data", mode=0o700)
    monkeypatch.setenv("CONCORDAT_DATA", str(folder.path))

    with databases_of_a_run(command="a test") as (of_run, _):
        link = of_run.path / "servers"
        assert (link / MARKER).read_text() == str(link)

    of_run.remove()
    assert not link.resolve().exists()
