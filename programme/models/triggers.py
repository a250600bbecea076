"""Database triggers that refuse a wrong state, whoever writes: the web, the shell or an import.

The registry of database triggers, with an index.

pgtrigger's own goes through every trigger known so far at each that is added: with our hundreds that was a quarter of
the start of every process.
"""

from typing import Any

import pgtrigger
from django.db.models import Model
from pgtrigger import Trigger, registry


def append_only(name: str = "append_only") -> pgtrigger.Protect:
    """Rows are written once: no change, no removal."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


def never_deleted(name: str = "never_deleted") -> pgtrigger.Protect:
    """Nothing is deleted, only closed."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete)


def same_programme(field: str, table: str, *, through: tuple[str, str] | None = None) -> pgtrigger.Trigger:
    """The row that `field` points to (in `table`) belongs to the same programme as this row.

    `through` names the field and table of that row's own parent where only the parent knows the programme.
    """
    found = f"SELECT programme_id INTO found_programme FROM {table} WHERE id = NEW.{field}_id;"
    if through is not None:
        parent, parent_table = through
        found = f"""SELECT parent.programme_id INTO found_programme FROM {table} AS named
                    JOIN {parent_table} AS parent ON parent.id = named.{parent}_id WHERE named.id = NEW.{field}_id;"""
    return pgtrigger.Trigger(
        name=f"same_programme_{field}",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("programme_id", f"{field}_id"),
        declare=[("found_programme", "bigint")],
        func=f"""
            IF NEW.{field}_id IS NOT NULL THEN
                {found}
                IF found_programme IS DISTINCT FROM NEW.programme_id THEN
                    RAISE EXCEPTION 'the {field} belongs to another programme'
                        USING ERRCODE = 'check_violation';
                END IF;
            END IF;
            RETURN NEW;
        """,
    )


def never_changes(name: str, *fields: str, when: pgtrigger.Q) -> pgtrigger.Protect:
    """None of the fields changes any more in a row that is as `when` says; the others may."""
    changed = pgtrigger.Q()
    for field in fields:
        changed |= pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")})
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update, condition=when & changed)


def written_now(row: str) -> str:
    """SQL: whether this very transaction wrote the row: what it can see and is not yet committed is its own.

    So what is frozen once it is there can be written in several rows. Row ids of transactions have 32 bits, and an
    epoch above.
    """
    return f"""
    (
        SELECT pg_xact_status(
            (CASE WHEN written <= now_id & 4294967295 THEN (now_id >> 32 << 32) | written
                  ELSE greatest((now_id >> 32) - 1, 0) << 32 | written END)::text::xid8
        ) = 'in progress'
        FROM (SELECT {row}.xmin::text::bigint AS written, pg_current_xact_id()::text::bigint AS now_id) AS ids
    )
"""


def written_together(field: str, table: str) -> pgtrigger.Trigger:
    """A row is added only in the transaction that wrote the row of `table` that `field` points to."""
    others = f"found.id = NEW.{field}_id AND NOT {written_now('found')}"
    return pgtrigger.Trigger(
        name="written_together",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF EXISTS (SELECT 1 FROM {table} AS found WHERE {others}) THEN
                RAISE EXCEPTION 'the {field} is written already' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


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
