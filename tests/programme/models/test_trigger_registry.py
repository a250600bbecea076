"""With its index the registry of triggers answers and refuses as it does without."""

from __future__ import annotations

from collections.abc import Iterator

import pgtrigger
import pytest
from pgtrigger import registry

from programme.models import Council
from programme.models.triggers import IndexedRegistry


@pytest.fixture
def trigger() -> Iterator[pgtrigger.Trigger]:
    """A trigger of councils that is registered for the length of the test."""
    trigger = pgtrigger.Protect(name="of_a_test", operation=pgtrigger.Delete)
    trigger.register(Council)
    yield trigger
    trigger.unregister(Council)


def test_the_index_holds_every_trigger_of_every_model() -> None:
    found = registry._registry

    assert isinstance(found, IndexedRegistry)
    assert found.pg_function_names == registry._Registry.pg_function_names.fget(found)
    assert found.by_db_table == registry._Registry.by_db_table.fget(found)


def test_a_name_is_given_once_for_a_table(trigger: pgtrigger.Trigger) -> None:
    same_name = pgtrigger.Protect(name=trigger.name, operation=pgtrigger.Update)

    with pytest.raises(KeyError, match='"of_a_test" already used for model'):
        same_name.register(Council)


def test_a_function_name_is_given_once(trigger: pgtrigger.Trigger) -> None:
    same_function = pgtrigger.Protect(name="OF_A_TEST", operation=pgtrigger.Delete)
    same_function.get_pgid = trigger.get_pgid

    with pytest.raises(KeyError, match="has Postgres function name that"):
        same_function.register(Council)


def test_a_trigger_that_is_taken_out_frees_its_names() -> None:
    trigger = pgtrigger.Protect(name="of_a_test", operation=pgtrigger.Delete)
    trigger.register(Council)
    trigger.unregister(Council)

    assert trigger.get_pgid(Council) not in registry._registry.pg_function_names
    assert ("programme_council", "of_a_test") not in registry._registry.by_db_table
