"""The registry of database triggers, with an index.

pgtrigger's own goes through every trigger known so far at each that is added: with our hundreds that was a quarter of
the start of every process.
"""

from typing import Any

from django.db.models import Model
from pgtrigger import Trigger, registry


class IndexedRegistry(registry._Registry):
    """Answers what pgtrigger asks of its registry from an index that grows with it."""

    @property
    def pg_function_names(self) -> set[str]:
        """The names of the triggers' functions in the database."""
        return self._function_names

    @property
    def by_db_table(self) -> dict[tuple[str, str | None], Trigger]:
        """The triggers by table and name."""
        return self._by_table

    def index(self) -> None:
        """Make the index of all triggers anew."""
        self._function_names: set[str] = set()
        self._by_table: dict[tuple[str, str | None], Trigger] = {}
        for model, trigger in self.values():
            self._add(model, trigger)

    def _add(self, model: Any, trigger: Trigger) -> None:
        self._function_names.add(trigger.get_pgid(model))
        self._by_table[model._meta.db_table, trigger.name] = trigger

    def __setitem__(self, key: str, value: tuple[type[Model], Trigger]) -> None:
        super().__setitem__(key, value)  # type: ignore[no-untyped-call] # has no types
        self._add(*value)

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)  # type: ignore[no-untyped-call] # has no types
        self.index()


def index_triggers() -> None:
    """Give pgtrigger's registry its index. Once, before most models are loaded."""
    found: Any = registry._registry
    found.__class__ = IndexedRegistry
    found.index()
