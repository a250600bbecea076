"""Databases that hold the demo programmes: loaded once, then copied in a moment for every test that writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

from governance.domain.demo import load_demo

FILES = sorted((Path(settings.BASE_DIR) / "demo").glob("*.yaml"))


class DemoDatabases:
    """`loaded` keeps the demo as it was loaded; `used` is what the site works on."""

    def __init__(self, tests_own: str) -> None:
        self.tests_own = tests_own
        self.loaded = f"{tests_own}_demo"
        self.used = f"{tests_own}_site"

    def load(self) -> None:
        copy_database(self.tests_own, to=self.loaded)
        connect_to(self.loaded)
        load_demo(files=FILES, at=timezone.now())
        connection.close()

    def renew(self) -> None:
        """Put the site back to the demo as it was loaded."""
        copy_database(self.loaded, to=self.used)
        connect_to(self.used)


@contextmanager
def demo_databases(*, keeps: bool) -> Iterator[DemoDatabases]:
    """The databases for the length of the block; afterwards the tests' own is in use again."""
    with migrated_database(keeps=keeps) as name:
        databases = DemoDatabases(name)
        try:
            databases.load()
            databases.renew()
            yield databases
        finally:
            connect_to(databases.tests_own)
            for made in (databases.loaded, databases.used):
                ask_server(f'DROP DATABASE IF EXISTS "{made}" WITH (FORCE)')


@contextmanager
def migrated_database(*, keeps: bool) -> Iterator[str]:
    """The name of the tests' own database; made here when no other test of the run has asked for it.

    `keeps` is what `--reuse-db` asks for: it stays for the next run.
    """
    name = connection.settings_dict["NAME"]
    if name.startswith(TEST_DATABASE_PREFIX):
        yield name
        return
    made = setup_databases(verbosity=0, interactive=False, aliases=["default"], keepdb=keeps)
    yield connection.settings_dict["NAME"]
    teardown_databases(made, verbosity=0, keepdb=keeps)


def connect_to(name: str) -> None:
    """Every thread's next connection goes to this database: they share these settings."""
    connection.close()
    connection.settings_dict["NAME"] = name


def copy_database(name: str, *, to: str) -> None:
    connection.close()
    ask_server(
        f'DROP DATABASE IF EXISTS "{to}" WITH (FORCE)',
        # A thread of an earlier test may have left its session; nobody may use what is copied.
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",  # noqa: S608 - our own name
        f'CREATE DATABASE "{to}" TEMPLATE "{name}"',
    )


def ask_server(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
