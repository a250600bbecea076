"""PostgreSQL and Redis for one data folder: given by address, or embedded; one owner, any number of users."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from script.launcher.errors import AlreadyRunning, LaunchError
from script.launcher.folders import DataFolder
from script.launcher.locking import FileLock
from script.launcher.logs import say, turn_over
from script.launcher.postgresql import EmbeddedPostgresql
from script.launcher.processes import find_process
from script.launcher.redis import EmbeddedRedis

EmbeddedServer = EmbeddedPostgresql | EmbeddedRedis
WAIT_SECONDS = 120.0


@dataclass
class Databases:
    """Where the two databases are, and the embedded servers that this process must run for it (often none or both)."""

    database_url: str
    redis_url: str
    servers: list[EmbeddedServer] = field(default_factory=list)

    @classmethod
    def choose(cls, *, folder: DataFolder, durable: bool = True) -> "Databases":
        """Take DATABASE_URL and REDIS_URL from the environment; embed what is not given."""
        database_url = os.environ.get("DATABASE_URL", "")
        redis_url = os.environ.get("REDIS_URL", "")
        servers: list[EmbeddedServer] = []
        if not (database_url and redis_url):
            home = folder.servers_home()
            if not database_url:
                postgresql = EmbeddedPostgresql(home=home, log=folder.log("postgresql"), durable=durable)
                database_url = postgresql.url
                servers.append(postgresql)
            if not redis_url:
                redis = EmbeddedRedis(home=home, log=folder.log("redis"), durable=durable)
                redis_url = redis.url
                servers.append(redis)
        return cls(database_url=database_url, redis_url=redis_url, servers=servers)

    def start(self) -> None:
        """Start the embedded servers side by side and wait until both answer."""
        for server in self.servers:
            turn_over(server.log)
            server.start()
        for server in self.servers:
            server.wait_ready()

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.stop()


def describe_owner(owner: FileLock) -> str:
    """Who holds a data folder, for a person to read."""
    note = owner.read_note()
    place = f" at {note['address']}" if note.get("address") else ""
    return f"{note.get('command', 'another command')}{place} (process {note.get('pid', 'unknown')})"


def is_note_current(note: dict[str, Any]) -> bool:
    """True when the process that wrote the note still runs, and is that process and not a later one with its id."""
    process = find_process(pid=int(note.get("pid", 0)))
    return process is not None and process.started == note.get("started")


def write_owner_note(owner: FileLock, **details: object) -> None:
    """Tell those who find the lock taken who took it."""
    pid = os.getpid()
    process = find_process(pid=pid)
    owner.write_note(pid=pid, started=process.started if process else None, **details)


def write_ready_note(owner: FileLock, *, databases: Databases, **details: object) -> None:
    """Tell those who find the lock taken that they may use the databases, and where these are."""
    write_owner_note(owner, ready=True, database_url=databases.database_url, redis_url=databases.redis_url, **details)


@contextmanager
def owned_databases(*, folder: DataFolder, durable: bool = True, wait_for_users: bool = False) -> Iterator[Databases]:
    """Run the databases while the block lasts. The caller holds the data folder's lock `owner`."""
    databases = Databases.choose(folder=folder, durable=durable)
    users = folder.lock("users")
    home_locks = lock_homes(databases)
    try:
        databases.start()
        yield databases
        if wait_for_users and databases.servers and not users.try_exclusive():
            say("Waiting for the other commands that use these databases…")
            users.wait_exclusive()
    finally:
        databases.stop()
        users.release()
        for lock in home_locks:
            lock.release()


def lock_homes(databases: Databases) -> list[FileLock]:
    """Lock the homes of the embedded servers: two data folders may link to one. Raises `LaunchError` when taken."""
    locks = []
    for home in {server.home.path for server in databases.servers}:
        lock = FileLock(home / "home.lock")
        if not lock.try_exclusive():
            lock.release()
            raise LaunchError(f"The databases in {home} are in use for another data folder.")
        locks.append(lock)
    return locks


@contextmanager
def shared_databases(*, folder: DataFolder, command: str) -> Iterator[Databases]:
    """Use the databases of a data folder: those already running, or else run them while the block lasts."""
    given = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if all(given):
        yield Databases(*given)
        return
    folder.create()
    owner, users = folder.lock("owner"), folder.lock("users")
    deadline = time.monotonic() + WAIT_SECONDS
    while not owner.try_exclusive():
        users.wait_shared()
        note = owner.read_note()
        # An owner that is ready waits for `users` before it stops its servers.
        if note.get("ready") and is_note_current(note):
            try:
                yield Databases(given[0] or note["database_url"], given[1] or note["redis_url"])
            finally:
                users.release()
                owner.release()
            return
        users.release()
        if time.monotonic() > deadline:
            raise AlreadyRunning(f"{folder.path} is in use by {describe_owner(owner)}, which does not get ready.")
        time.sleep(0.1)
    try:
        write_owner_note(owner, command=command, ready=False)
        with owned_databases(folder=folder, wait_for_users=True) as databases:
            write_ready_note(owner, databases=databases, command=command)
            yield databases
            write_owner_note(owner, command=command, ready=False)
    finally:
        owner.release()
