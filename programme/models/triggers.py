"""Database triggers that refuse a wrong state, whoever writes: the web, the shell or an import."""

import pgtrigger


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
