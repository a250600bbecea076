"""Django's own command, which says what to do with a database that an earlier version left half way."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

HALF_WAY = (
    "This database was made by an earlier version of Concordat and is not as that version's last migrations leave it. "
    "Nothing has been changed. Start the last earlier version once, so that it brings the database up to date, and "
    "then this one. docs/operations.md says how, under Upgrade."
)


class Command(migrate.Command):
    """The migrations of earlier versions stand as one for each app: all of them were applied, or none.

    Django leaves an app out without a word where only some were.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        loader = MigrationLoader(connections[options["database"]])
        for name, migration in loader.disk_migrations.items():
            applied = [earlier in loader.applied_migrations for earlier in migration.replaces]
            if any(applied) and not all(applied) and name not in loader.applied_migrations:
                raise CommandError(HALF_WAY)
        super().handle(*args, **options)
