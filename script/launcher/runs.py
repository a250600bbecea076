"""The data folders that runs of the tests use one after the other: what is dear to make in them is there the next time.

Each run has a folder to itself, so that any number of runs at once get on; the next run takes the first that is free.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from script.launcher.databases import Databases, owned_databases, write_owner_note
from script.launcher.errors import LaunchError
from script.launcher.folders import REMOTE_HOMES, DataFolder
from script.launcher.locking import FileLock
from script.launcher.logs import say

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
UNUSED_SECONDS = 7 * 24 * 3600.0
"""After so long without a run, a folder beside the first is removed."""
FIRST = "1"
MARKER = "made-for-tests"
"""The file in a home outside the data folder that says for which run's folder it was made."""


@contextmanager
def databases_of_a_run(*, command: str) -> Iterator[tuple[DataFolder, Databases]]:
    """Databases that this run has to itself, with what earlier runs left in them; they trade durability for speed."""
    runs = DataFolder.from_environment().path / "runs"
    with reserved_folder(runs, command=command) as folder, ExitStack() as stack:
        try:
            databases = stack.enter_context(owned_databases(folder=folder, durable=False))
        except LaunchError as error:
            say(f"{error}\nThe databases of earlier tests do not start. Making new ones…")
            folder.remove_servers()
            databases = stack.enter_context(owned_databases(folder=folder, durable=False))
        mark_home(folder)
        yield folder, databases


@contextmanager
def reserved_folder(runs: Path, *, command: str) -> Iterator[DataFolder]:
    """The first folder in `runs` that no other run uses, for the length of the block."""
    make_folder_of_runs(runs)
    with FileLock(runs / "choice.lock"):
        folder, owner = take_free_folder(runs)
        remove_unused_folders(runs)
        remove_forsaken_homes()
    try:
        if not is_sound(owner):
            folder.remove_servers()
        shutil.rmtree(folder.path / "media", ignore_errors=True)
        folder.create()
        write_owner_note(owner, command=command, ready=False, boot=BOOT_ID.read_text())
        yield folder
    finally:
        owner.write_note(command=command, ended=True)
        owner.release()


def make_folder_of_runs(runs: Path) -> None:
    try:
        runs.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LaunchError(f"The folder {runs} cannot be made: {error.strerror}.") from error


def take_free_folder(runs: Path) -> tuple[DataFolder, FileLock]:
    """A folder nobody uses, and the lock that now says somebody does. The caller holds the lock of the choice."""
    for number in count(int(FIRST)):
        folder = DataFolder(path=(runs / str(number)).resolve())
        folder.create()
        owner = folder.lock("owner")
        if owner.try_exclusive():
            return folder, owner
        owner.release()
    raise AssertionError  # count() does not end


def is_sound(owner: FileLock) -> bool:
    """False when the machine went down during the last run: databases that do not wait for the disk may be broken."""
    note = owner.read_note()
    return not note or note.get("ended", False) or note.get("boot") == BOOT_ID.read_text()


def remove_unused_folders(runs: Path) -> None:
    """Remove the folders that only runs at the same time needed, when they were not needed again for long."""
    for path in runs.glob("[0-9]*"):
        folder = DataFolder(path=path)
        owner = folder.lock("owner")
        if path.name == FIRST or not owner.path.exists():
            continue
        if time.time() - owner.path.stat().st_mtime > UNUSED_SECONDS and owner.try_exclusive():
            folder.remove()
        owner.release()


def mark_home(folder: DataFolder) -> None:
    """Where the servers' home is outside the data folder, note there whose it is."""
    link = folder.path / "servers"
    if link.is_symlink():
        (link / MARKER).write_text(str(link))


def remove_forsaken_homes() -> None:
    """Remove homes made for tests whose data folder is gone: a clone was deleted, say."""
    for marker in REMOTE_HOMES.glob(f"*/{MARKER}"):
        home, link = marker.parent, Path(marker.read_text())
        if link.resolve() == home:
            continue
        lock = FileLock(home / "home.lock")
        if lock.try_exclusive():
            shutil.rmtree(home, ignore_errors=True)
        lock.release()
