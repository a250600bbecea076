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
