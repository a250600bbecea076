"""The history is only ever added to: the database refuses to rewrite or remove what was recorded."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from pghistory.models import Event

from tests.factories.programme import CouncilFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    ["UPDATE programme_councilevent SET name = 'Another council'", "DELETE FROM programme_councilevent"],
)
def test_an_event_is_never_rewritten_or_removed(statement):
    CouncilFactory()
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete rows from programme_councilevent"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_every_table_of_events_is_guarded():
    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, Event) and model._meta.managed}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_append_only_%'"
            " AND tgrelid::regclass::text LIKE '%event' AND tgenabled = 'O'"
        )
        guarded = {table for (table,) in cursor.fetchall()}
    assert (len(tables) > 20, guarded) == (True, tables)
