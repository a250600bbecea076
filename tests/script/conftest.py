"""Launchers of their own, in folders of their own: nothing here touches the databases that run the suite."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from script.launcher.databases import owned_databases
from script.launcher.folders import ROOT, DataFolder
from script.launcher.processes import end_processes, find_programs

GIVEN = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")


@pytest.fixture(autouse=True)
def without_given_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GIVEN:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def prepared_cluster() -> Iterator[Path]:
    """The embedded servers' home after a first start, to copy: making a cluster is most of a first start's time."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in GIVEN:
            monkeypatch.delenv(name, raising=False)
        folder = DataFolder(path=Path(tempfile.mkdtemp(prefix="concordat-launcher-")))
        folder.create()
        with owned_databases(folder=folder, durable=False):
            pass
    yield folder.path / "servers"
    shutil.rmtree(folder.path)


@pytest.fixture
def make_folder() -> Iterator[Callable[..., DataFolder]]:
    """Make a data folder under /tmp, which every account may enter; at the end nothing of it is left."""
    made: list[Path] = []

    def make(*, below: str = "", mode: int = 0o755) -> DataFolder:
        top = Path(tempfile.mkdtemp(prefix="concordat-launcher-"))
        top.chmod(mode)
        made.append(top)
        folder = DataFolder(path=top / below if below else top)
        folder.create()
        return folder

    yield make
    for top in made:
        for folder in [DataFolder(path=link.parent) for link in top.rglob("servers")] or [DataFolder(path=top)]:
            home = (folder.path / "servers").resolve()
            leftovers = find_programs(name="postgres", folder=home / "postgresql")
            leftovers += find_programs(name="redis-server", folder=home / "redis")
            end_processes(leftovers, steps=((signal.SIGKILL, 5.0),))
            folder.remove()
        shutil.rmtree(top, ignore_errors=True)


@pytest.fixture
def folder(make_folder: Callable[..., DataFolder], prepared_cluster: Path) -> DataFolder:
    """A data folder that has been started once."""
    folder = make_folder()
    subprocess.run(["cp", "--archive", prepared_cluster, folder.path / "servers"], check=True)  # noqa: S603, S607
    return folder


@pytest.fixture
def new_folder(make_folder: Callable[..., DataFolder]) -> DataFolder:
    """A data folder that has never been started."""
    return make_folder()


@pytest.fixture
def start_python(folder: DataFolder) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start Python code in another process, with the launcher importable and the folder's name in its environment."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str) -> "subprocess.Popen[str]":
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "CONCORDAT_DATA": str(folder.path)}
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-c", code],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
