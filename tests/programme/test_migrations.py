"""The migrations go forward, back and forward again, and leave the same database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from programme.models.migration_operations import Together
from tests.migrated_database import ask_server, connect_to, copy_migrated

CATALOGUE = (
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
    "WHERE table_schema = 'public' ORDER BY 1, 2",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
)


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A copy of the one that the migrations have made from nothing."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        made = f"{name}_back_and_forth"
        copy_migrated(to=made)
        connect_to(made)
        yield
        connect_to(name)
        ask_server(f'DROP DATABASE "{made}" WITH (FORCE)')


def catalogue() -> list[list[tuple[Any, ...]]]:
    found = []
    with connection.cursor() as cursor:
        for query in CATALOGUE:
            cursor.execute(query)
            found.append(cursor.fetchall())
    return found


def migrate(*where: str) -> None:
    call_command("migrate", *where, verbosity=0)


@pytest.mark.long
@pytest.mark.usefixtures("own_database")
def test_back_and_forth_leaves_the_same_database():
    before = catalogue()

    migrate("governance", "zero")
    migrate("services", "zero")
    assert not [row for row in catalogue()[0] if row[0].startswith(("services_", "finance_", "governance_"))]
    migrate()

    assert catalogue() == before


class Recorder:
    """Stands for the database: notes what it is told of."""

    def __init__(self) -> None:
        self.told: list[str] = []


class Noted(migrations.RunSQL):
    def __init__(self, name: str, recorder: Recorder) -> None:
        super().__init__(migrations.RunSQL.noop, migrations.RunSQL.noop)
        self.name, self.recorder = name, recorder

    def database_forwards(self, *_: Any) -> None:
        self.recorder.told.append(f"forth {self.name}")

    def database_backwards(self, *_: Any) -> None:
        self.recorder.told.append(f"back {self.name}")


def test_the_database_is_told_of_each_operation_in_order_and_backwards_in_reverse():
    recorder = Recorder()
    step = Together([Noted("one", recorder), Noted("two", recorder)])

    step.database_forwards("programme", None, ProjectState(), ProjectState())
    step.database_backwards("programme", None, ProjectState(), ProjectState())

    assert recorder.told == ["forth one", "forth two", "back two", "back one"]


def test_the_state_has_what_all_operations_leave():
    state = ProjectState()
    Together(
        [
            migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))]),
            migrations.AddField("thing", "name", models.TextField()),
        ]
    ).state_forwards("programme", state)

    assert sorted(state.models["programme", "thing"].fields) == ["id", "name"]


EARLIER = [
    (app, name)
    for (app, _), migration in MigrationLoader(None).disk_migrations.items()
    for app, name in migration.replaces
]


def applied_by_an_earlier_version(names: list[tuple[str, str]]) -> None:
    """The database says of itself what it did before the migrations stood as one for each app."""
    recorder = MigrationRecorder(connection)
    apps = {app for app, _ in EARLIER}
    recorder.migration_qs.filter(app__in=apps).delete()
    for app, name in names:
        recorder.record_applied(app, name)


@pytest.mark.long
@pytest.mark.usefixtures("own_database")
def test_a_database_of_an_earlier_version_keeps_working():
    before = catalogue()
    applied_by_an_earlier_version(EARLIER)

    migrate()

    assert catalogue() == before
    assert ("finance", "0001_tables") in MigrationRecorder(connection).applied_migrations()


@pytest.mark.long
@pytest.mark.usefixtures("own_database")
def test_a_database_left_half_way_is_refused_with_what_to_do():
    applied_by_an_earlier_version([one for one in EARLIER if one != ("finance", "0006_jobs_alike")])

    with pytest.raises(CommandError, match="Start the last earlier version once"):
        migrate()
