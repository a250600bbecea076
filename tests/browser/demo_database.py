"""Databases that hold the demo programmes: loaded once, then copied in a moment for every test that writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from governance.domain.demo import load_demo
from tests.migrated_database import ask_server, connect_to, copy_database, copy_migrated

FILES = sorted((Path(settings.BASE_DIR) / "demo").glob("*.yaml"))


class DemoDatabases:
    """`loaded` keeps the demo as it was loaded; `used` is what the site works on."""

    def __init__(self, tests_own: str) -> None:
        self.tests_own = tests_own
        self.loaded = f"{tests_own}_demo"
        self.used = f"{tests_own}_site"

    def load(self) -> None:
        copy_migrated(to=self.loaded)
        connect_to(self.loaded)
        load_demo(files=FILES, at=timezone.now())
        connection.close()

    def renew(self) -> None:
        """Put the site back to the demo as it was loaded."""
        copy_database(self.loaded, to=self.used)
        connect_to(self.used)


@contextmanager
def demo_databases() -> Iterator[DemoDatabases]:
    """The databases for the length of the block; afterwards the tests' own is in use again."""
    databases = DemoDatabases(connection.settings_dict["NAME"])
    try:
        databases.load()
        databases.renew()
        yield databases
    finally:
        connect_to(databases.tests_own)
        for made in (databases.loaded, databases.used):
            ask_server(f'DROP DATABASE IF EXISTS "{made}" WITH (FORCE)')
