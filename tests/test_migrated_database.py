"""What the tests' own database is copied from is made again exactly when something that makes it has changed."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.migrated_database import (
    PREFIX,
    STORED,
    copy_migrated,
    drop,
    list_migrated,
    list_sessions,
    make_room,
    name_of_migrated,
)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The files of a small project."""
    for name in ("requirements-dev.txt", "programme/migrations/0001_tables.py", "programme/models/council.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("first\n")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "requirements-dev.txt",
        "config/settings/base.py",
        "programme/migrations/0001_tables.py",
        "programme/migrations/0002_next.py",
        "programme/models/council.py",
    ],
)
def test_another_migration_model_setting_or_package_makes_another_database(sources: Path, name: str) -> None:
    before = name_of_migrated(sources)
    (sources / name).parent.mkdir(parents=True, exist_ok=True)
    (sources / name).write_text("second\n")

    assert name_of_migrated(sources) != before


def test_a_file_that_moves_makes_another_database(sources: Path) -> None:
    before = name_of_migrated(sources)
    models = sources / "programme" / "models"
    (models / "council.py").rename(models / "member.py")

    assert name_of_migrated(sources) != before


def test_what_makes_no_table_makes_no_other_database(sources: Path) -> None:
    before = name_of_migrated(sources)
    (sources / "programme" / "views").mkdir()
    (sources / "programme" / "views" / "council.py").write_text("second\n")

    assert name_of_migrated(sources) == before


def test_every_migration_of_ours_counts() -> None:
    root = Path(settings.BASE_DIR)
    apps = {path.parent.parent.name for path in root.glob("*/migrations/0001_tables.py")}

    assert apps == {"finance", "governance", "programme", "risks", "services"}


@pytest.mark.django_db
def test_the_migrated_database_stays_for_the_next_process() -> None:
    with connection._nodb_cursor() as cursor:
        assert name_of_migrated(Path(settings.BASE_DIR)) in list_migrated(cursor)


@pytest.mark.django_db
def test_the_oldest_migrated_databases_make_room() -> None:
    made = [f"{PREFIX}of_a_test_{number}" for number in range(STORED)]
    with connection._nodb_cursor() as cursor:
        before = list_migrated(cursor)
        try:
            for name in made:
                cursor.execute(f'CREATE DATABASE "{name}"')
            make_room(cursor, among=made)
            assert list_migrated(cursor) == [*before, *made[1:]]
        finally:
            for name in made:
                drop(cursor, name)


@pytest.mark.django_db
def test_a_connection_that_was_left_open_is_found_with_its_last_statement() -> None:
    copied = f"{connection.settings_dict['NAME']}_left"
    copy_migrated(to=copied)
    assert list_sessions(copied) == []

    with psycopg.connect(**{**connection.get_connection_params(), "dbname": copied}, autocommit=True) as left:
        left.execute("SELECT 'left open'")
        assert list_sessions(copied) == ["SELECT 'left open'"]
    with connection._nodb_cursor() as cursor:
        drop(cursor, copied)
