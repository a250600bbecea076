"""The database a process of the tests works on: a copy of one that was migrated once and stays on the server.

Migrating takes many seconds and a copy a tenth of one. The migrated database is named for what made it, so that other
migrations make another; several processes, runs and clones may share a server.
"""

from __future__ import annotations

import hashlib
import time
import warnings
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

PREFIX = "concordat_migrated_"
STORED = 3
"""So many migrated databases stay: going back to another branch finds its own."""
CLOSING_SECONDS = 20.0
LOCK = 7_041_776
"""The number of the server's lock for whoever makes, copies or removes migrated databases."""

DJANGOS_OWN = ("django_migrations", "django_content_type", "auth_permission")
SOURCES = ("*/migrations/**/*.py", "*/models/**/*.py", "*/apps.py", "config/settings/*.py")
PACKAGES = "requirements-dev.txt"


def name_of_migrated(root: Path) -> str:
    """The name of the database that the migrations, models, settings and packages of this moment make."""
    made_of = hashlib.sha256()
    for path in sorted({root / PACKAGES, *(path for pattern in SOURCES for path in root.glob(pattern))}):
        made_of.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return PREFIX + made_of.hexdigest()[:16]


def create_own_database(*, made_anew: bool) -> None:
    """Put this process to work on a database of its own, migrated and empty; `made_anew` migrates once more."""
    name = connection.creation._get_test_db_name()
    copy_migrated(to=name, made_anew=made_anew)
    connect_to(name)


def drop_own_database() -> None:
    """Remove it. Warns of whoever still uses it: a thread of a test that did not close its connection."""
    name = connection.settings_dict["NAME"]
    connection.close()
    left = list_sessions(name)
    ask_server(f'DROP DATABASE "{name}" WITH (FORCE)')
    if left:
        warnings.warn(f"connections that tests left open, by their last statements: {left}", stacklevel=2)


def empty_tables() -> None:
    """Remove what a test has committed. Django's own rows about models and permissions stay: no test changes them, and
    making them again, as Django does, takes longer than most tests.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
            "AND pg_relation_size(oid) > 0 AND relname <> ALL(%s)",
            [list(DJANGOS_OWN)],
        )
        filled = [name for (name,) in cursor.fetchall()]
        if filled:
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")


def list_sessions(name: str) -> list[str]:
    """The last statement of every connection to a database; one that is being closed just now is waited for."""
    deadline = time.monotonic() + CLOSING_SECONDS
    with connection._nodb_cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT query FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'", [name]
            )
            left = [query for (query,) in cursor.fetchall()]
            if not left or time.monotonic() > deadline:
                return left
            time.sleep(0.02)


def copy_migrated(*, to: str, made_anew: bool = False) -> None:
    """Copy the migrated database, which is made first where it is missing."""
    migrated = name_of_migrated(Path(settings.BASE_DIR))
    with connection._nodb_cursor() as cursor:
        # The lock goes with this session, however it ends.
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if made_anew:
            drop(cursor, migrated)
        if migrated not in list_migrated(cursor):
            make_migrated(cursor, migrated)
        cursor.execute(f'DROP DATABASE IF EXISTS "{to}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{migrated}"')


def list_migrated(cursor: Any) -> list[str]:
    """The migrated databases on the server, the oldest first."""
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [PREFIX])
    return [name for (name,) in cursor.fetchall()]


def make_migrated(cursor: Any, name: str) -> None:
    """Migrate a new database and give it its name when it is whole."""
    make_room(cursor, among=list_migrated(cursor))
    unfinished = f"unfinished_{PREFIX}".rstrip("_")
    drop(cursor, unfinished)
    cursor.execute(f'CREATE DATABASE "{unfinished}"')
    before = connection.settings_dict["NAME"]
    connect_to(unfinished)
    try:
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        connect_to(before)
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def make_room(cursor: Any, *, among: list[str]) -> None:
    """Remove the oldest of these databases, so that with one more there are as many as may stay."""
    for old in among[: 1 - STORED]:
        drop(cursor, old)


def drop(cursor: Any, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def connect_to(name: str) -> None:
    """Every thread's next connection goes to this database: they share these settings."""
    connection.close()
    connection.settings_dict["NAME"] = name


def copy_database(name: str, *, to: str) -> None:
    connection.close()
    ask_server(f'DROP DATABASE IF EXISTS "{to}" WITH (FORCE)', f'CREATE DATABASE "{to}" TEMPLATE "{name}"')


def ask_server(*statements: str) -> None:
    """Statements for no database in particular, such as those that make one."""
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
